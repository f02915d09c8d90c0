"""What the page of the January assessment reads: a year's board, who is missing, one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.assessment import Board, BoardLine
from models.errors import UserError
from models.partner_standing import standing_of
from models.program.frozen import again, file_of
from models.program_year import AssessmentEvent
from models.store import assessments, frozen, grants
from models.store.partners import PartnerView, packs
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file

_BUCKETS = {"wins": "a win", "losses": "a loss", "pipeline": "pipeline"}


@dataclass(frozen=True, slots=True)
class YearView:
    """One year as the page shows it.

    `board` is None where nothing is frozen; `late` take part and are on no line. Where the year
    can't be assessed `problem` says why.
    """

    year: int
    years: tuple[int, ...]
    measured_on: date | None
    prerequisites_on: date | None
    board: Board | None
    late: tuple[BoardLine, ...]
    exceptions: tuple[grants.ExceptionLine, ...]
    partners: int
    problem: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """One line with the facts behind it; `same` tells that deciding again gave the same result.

    `same` is None where nothing is frozen yet. `before` says of deals by id how an earlier
    January counted them already (A11): pipeline then may be a win or a loss now.
    """

    line: BoardLine
    view: PartnerView
    events: tuple[AssessmentEvent, ...]
    same: bool | None
    before: Mapping[int, str]


def usual_year(today: date) -> int:
    """The year that is assessed around a day: from 1 December on the next one."""
    return today.year + 1 if today.month == 12 else today.year


def year_view(portfolio: Portfolio, year: int, today: date) -> YearView:
    """A year's board and lists; `year` 0 is the usual one of the day."""
    years = assessments.years(portfolio, today)
    chosen = year or usual_year(today)
    if chosen not in years and years and not year:
        chosen = min(years, key=lambda known: abs(known - chosen))
    count = int(portfolio.conn.value("SELECT count(*) FROM partners"))
    try:
        board = assessments.board(portfolio, chosen)
        _, measured, prerequisites = assessments.days(portfolio, chosen)
        late = _late(portfolio, board) if board else ()
        listed = grants.exceptions(portfolio, today)
    except UserError as error:
        told = (error.message, error.hint)
        return YearView(chosen, years, None, None, None, (), (), count, told)
    if board:
        measured, prerequisites = board.measured_on, board.prerequisites_on
    return YearView(chosen, years, measured, prerequisites, board, late, listed, count)


def explained(portfolio: Portfolio, line: BoardLine, board: Board) -> Explained:
    """The facts and the decision of a line: the frozen ones, else as they would be frozen now."""
    if line.frozen_id and board.assessment:
        kept = frozen.thaw(portfolio, line.frozen_id)
        told = assessments.history(portfolio, board.assessment.id, line.id)
        file, terms = file_of(kept), kept.terms
        same = again(kept) == kept.decision
    else:
        terms = terms_on(portfolio, board.measured_on)
        file = partner_file(
            portfolio, line.partner_id, board.measured_on, board.prerequisites_on, terms
        )
        told, same = (), None
    view = PartnerView(
        file, terms, standing_of(file.decision, terms), packs(portfolio, line.partner_id)
    )
    before = counted_before(portfolio, line.partner_id, board.year)
    return Explained(line, view, told, same, before)


def counted_before(portfolio: Portfolio, partner_id: int, year: int) -> dict[int, str]:
    """What the assessment before this year's counted of a partner: in words, by the deal's id."""
    found = portfolio.conn.rows(
        "SELECT a.year, l.frozen_id FROM assessment_lines AS l"
        " JOIN assessments AS a ON a.id = l.assessment_id"
        " WHERE l.partner_id = ? AND a.year < ? AND a.state <> 'replaced'"
        " ORDER BY a.year DESC LIMIT 1",
        (partner_id, year),
    )
    if not found:
        return {}
    earlier, frozen_id = found[0]
    return {
        one.deal.id: f"counted before, as {_BUCKETS[one.bucket]} in January {earlier}"
        for one in frozen.thaw(portfolio, frozen_id).deals
        if one.bucket in _BUCKETS
    }


def _late(portfolio: Portfolio, board: Board) -> tuple[BoardLine, ...]:
    """How the partners that a frozen board left out would stand on it."""
    left_out = [
        one.partner_id
        for one in assessments.not_yet_assessed(portfolio, board.year)
        if not one.frozen
    ]
    if not left_out:
        return ()
    days = (board.measured_on, board.prerequisites_on)
    return assessments.dry_run(portfolio, board.year, *days, partner_ids=left_out).lines
