"""The January assessment in the portfolio: who takes part, dry run, freeze, and what is there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from models.assessment import Board, BoardLine, NotYet, Reminder, why
from models.errors import UserError
from models.ids import new_id
from models.names import fold
from models.partner_file import PartnerFile
from models.partner_standing import tier_of
from models.program.decision import Decision
from models.program.terms import Terms
from models.program_year import Assessment, AssessmentEvent, AssessmentLine
from models.store import frozen, records
from models.store.cohort import members, tiers_before
from models.store.portfolio import Portfolio
from models.store.programs import keep, terms_of, terms_on
from models.store.standing import assess, partner_file
from models.text import counted, day_text

Progress = Callable[[int, int, str], object]

_CHUNK = 100


def _silent(done: int, total: int, text: str) -> None:
    """Nobody waits for a report."""


def dry_run(
    portfolio: Portfolio,
    year: int,
    measured_on: date | None = None,
    prerequisites_on: date | None = None,
    progress: Progress = _silent,
    *,
    partner_ids: Sequence[int] | None = None,
) -> Board:
    """What the assessment of a year would say on the records as they stand; nothing is written.

    The days are the program's unless others are given, the partners all that take part. Raises
    UserError for days that no assessment of that year can have.
    """
    terms, measured, prerequisites = days(portfolio, year, measured_on, prerequisites_on)
    cohort = list(members(portfolio, measured, partner_ids).values())
    prior = tiers_before(portfolio, year)
    lines: list[BoardLine] = []
    for first in range(0, len(cohort), _CHUNK):
        progress(first, len(cohort), "Assessing")
        ids = [member.partner_id for member in cohort[first : first + _CHUNK]]
        found = assess(portfolio, measured, prerequisites, ids, terms)
        lines += [_dry_line(one, terms, prior.get(one.partner_id)) for one in found.decisions]
    return Board(year, measured, prerequisites, terms, tuple(lines))


def days(
    portfolio: Portfolio,
    year: int,
    measured_on: date | None = None,
    prerequisites_on: date | None = None,
) -> tuple[Terms, date, date]:
    """Terms and days of a year's assessment; the program's days where none are given.

    Raises UserError for a year before the first assessment, and for days out of that year's reach.
    """
    if not date.min.year <= year <= date.max.year:
        raise UserError(f"No calendar has a year {year}.", "Choose another year.")
    terms = terms_on(portfolio, measured_on or date(year, 1, 31))
    if terms.provisional and year <= terms.provisional.year:
        raise UserError(
            f"The first January assessment of {terms.program} is that of"
            f" {terms.provisional.year + 1}.",
            f"In {year} a partner that was invited holds {terms.label(terms.provisional.tier)}"
            " provisionally.",
        )
    measured = measured_on or terms.measurement_day(year)
    terms = terms_on(portfolio, measured)
    prerequisites = prerequisites_on or terms.board_prerequisites_day(year)
    if measured.year != year:
        raise UserError(
            f"{day_text(measured)} is not in {year}.",
            f"Choose a day of {year}, or another year's assessment.",
        )
    if prerequisites > measured:
        raise UserError(
            f"Prerequisites would be judged on {day_text(prerequisites)},"
            f" after the measurement day, {day_text(measured)}.",
            "Choose an earlier day.",
        )
    return terms, measured, prerequisites


def freeze(
    portfolio: Portfolio,
    year: int,
    measured_on: date | None = None,
    prerequisites_on: date | None = None,
    progress: Progress = _silent,
    *,
    today: date,
    by: str = "",
    replace: bool = False,
) -> int:
    """Write the assessment of a year with a line and frozen facts a partner, as one change.

    Facts that are still to come can't be frozen. One that is frozen and unsigned is replaced
    only where that is asked for; one with a signature never. What `progress` raises leaves
    nothing behind. Raises UserError; returns the assessment's id.
    """
    terms, measured, prerequisites = days(portfolio, year, measured_on, prerequisites_on)
    if measured > today:
        raise UserError(
            f"The assessment of {year} is measured on {day_text(measured)}, which is still to"
            " come.",
            "Try it with a dry run until then, or choose an earlier measurement day.",
        )
    with portfolio.change(f"Freeze the January assessment of {year}"):
        _make_room(portfolio, year, replace=replace)
        made = Assessment(
            new_id(), year, measured, prerequisites, terms.version,
            keep(portfolio, terms), "frozen", today, by,
        )  # fmt: skip
        records.add(portfolio, made)
        cohort = list(members(portfolio, measured))
        _freeze_lines(portfolio, made, terms, cohort, progress)
        words = f"{counted(len(cohort), 'partner')}, measured on {day_text(measured)}"
        note_event(portfolio, made.id, 0, "frozen", today, by, words)
    return made.id


def freeze_late(
    portfolio: Portfolio,
    year: int,
    partner_ids: Sequence[int],
    progress: Progress = _silent,
    *,
    today: date,
    by: str = "",
) -> int:
    """Put partners on a frozen assessment that it left out, as they stand for its days now."""
    made = current(portfolio, year)
    if made is None:
        raise UserError(f"The assessment of {year} is not frozen yet.", "Freeze it first.")
    terms = terms_behind(portfolio, made)
    known = {line.partner_id for line in _lines(portfolio, made.id)}
    late = [one for one in members(portfolio, made.measured_on, partner_ids) if one not in known]
    with portfolio.change(f"Add {counted(len(late), 'partner')} to the assessment of {year}"):
        for line_id in _freeze_lines(portfolio, made, terms, late, progress):
            note_event(portfolio, made.id, line_id, "frozen", today, by, "Added later")
        if late and made.state == "closed":
            records.update(portfolio, Assessment, made.id, state="frozen")
    return len(late)


def current(portfolio: Portfolio, year: int) -> Assessment | None:
    """The assessment of a year that counts; None where none is frozen."""
    found = [one for one in records.find(portfolio, Assessment, year=year) if one.state in _LIVE]
    return found[-1] if found else None


def terms_behind(portfolio: Portfolio, made: Assessment) -> Terms:
    """The terms that an assessment was frozen by, whatever is in force now."""
    frozen_id = portfolio.conn.value(
        "SELECT frozen_id FROM assessment_lines WHERE assessment_id = ? LIMIT 1", (made.id,)
    )
    if frozen_id is None:
        return terms_of(portfolio, made.program_digest, made.measured_on)
    return frozen.terms_behind(portfolio, int(frozen_id))


def board(portfolio: Portfolio, year: int) -> Board | None:
    """The frozen board of a year with what was signed on it; None where nothing is frozen."""
    made = current(portfolio, year)
    if made is None:
        return None
    terms = terms_behind(portfolio, made)
    there = {row[0] for row in portfolio.conn.rows("SELECT id FROM partners")}
    lines = tuple(
        _board_line(line, terms, gone=line.partner_id not in there)
        for line in sorted(_lines(portfolio, made.id), key=lambda line: fold(line.partner))
    )
    return Board(year, made.measured_on, made.prerequisites_on, terms, lines, made)


def years(portfolio: Portfolio, today: date) -> tuple[int, ...]:
    """The years that have an assessment or can be tried, the latest first."""
    known = {row[0] for row in portfolio.conn.rows("SELECT DISTINCT year FROM assessments")}
    for year in range(today.year - 2, today.year + 2):
        try:
            days(portfolio, year)
        except UserError:
            continue
        known.add(year)
    return tuple(sorted(known, reverse=True))


def not_yet_assessed(portfolio: Portfolio, year: int) -> tuple[NotYet, ...]:
    """Participating partners of a year's measurement day without a signed tier, by name (C015)."""
    made = current(portfolio, year)
    measured = made.measured_on if made else days(portfolio, year)[1]
    outcomes = {line.partner_id: line.outcome for line in _lines(portfolio, made.id if made else 0)}
    return tuple(
        NotYet(member.partner_id, member.partner, member.partner_id in outcomes)
        for member in members(portfolio, measured).values()
        if not outcomes.get(member.partner_id)
    )


def reminder(portfolio: Portfolio, today: date) -> Reminder | None:
    """What is said from 1 December on until every partner of the year is signed off (C015, C065).

    None where nothing is due: no program yet, its provisional year, nobody that takes part.
    """
    year = today.year + 1 if today.month == 12 else today.year
    try:
        made = current(portfolio, year)
        measured = made.measured_on if made else days(portfolio, year)[1]
        left = not_yet_assessed(portfolio, year)
    except UserError:
        return None
    if not left:
        return None
    everybody = len(members(portfolio, measured))
    return Reminder(year, measured, today, everybody, len(left), made is not None)


def events(
    portfolio: Portfolio, assessment_id: int, line_id: int | None = None
) -> tuple[AssessmentEvent, ...]:
    """What happened to an assessment, or to one line of it, the newest first."""
    where = {"assessment_id": assessment_id} | ({} if line_id is None else {"line_id": line_id})
    return tuple(reversed(records.find(portfolio, AssessmentEvent, **where)))


def history(portfolio: Portfolio, assessment_id: int, line_id: int) -> tuple[AssessmentEvent, ...]:
    """What happened to one line, and before that the freezing of all, the newest first."""
    own = events(portfolio, assessment_id, line_id)
    whole = events(portfolio, assessment_id, 0)
    return (*own, *(event for event in whole if event.event == "frozen"))


def note_event(
    portfolio: Portfolio, assessment_id: int, line_id: int, event: str, on: date, by: str,
    reason: str = "",
) -> None:  # fmt: skip
    """Keep what happened (inside a change)."""
    made = AssessmentEvent(new_id(), assessment_id, line_id, event, on, by, reason)
    insert(portfolio, [made])


def insert(portfolio: Portfolio, made: Iterable[records.Record]) -> None:
    """Many records in one go (inside a change); one by one they would take ten times as long."""
    rows: dict[str, list[dict[str, object]]] = {}
    for record in made:
        rows.setdefault(record.TABLE, []).append(records.to_row(record))
    for table, cells in rows.items():
        names = list(cells[0])
        portfolio.conn.executemany(
            f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608  names of the dataclass
            f" VALUES ({', '.join('?' * len(names))})",
            [tuple(row.values()) for row in cells],
        )


_LIVE = ("frozen", "closed")


def _make_room(portfolio: Portfolio, year: int, *, replace: bool) -> None:
    """Put away an unsigned assessment of the year; raises UserError where that must not be."""
    before = current(portfolio, year)
    if before is None:
        return
    lines = _lines(portfolio, before.id)
    signed = sum(bool(line.outcome) for line in lines)
    if signed:
        raise UserError(
            f"The assessment of {year} is signed for {counted(signed, 'partner')}"
            " and can't be frozen again.",
            "Re-open those first, each with a reason.",
        )
    if not replace:
        raise UserError(
            f"The assessment of {year} is frozen already, on {day_text(before.frozen_on)}.",
            "Replace it, if the facts were not ready then.",
        )
    if any(event.event == "signed" for event in events(portfolio, before.id)):
        # Signatures were taken back; grants rest on its facts, so it stays on record.
        records.update(portfolio, Assessment, before.id, state="replaced")
        return
    records.delete(portfolio, Assessment, [before.id])
    frozen.delete(portfolio, [line.frozen_id for line in lines])


def _freeze_lines(
    portfolio: Portfolio,
    made: Assessment,
    terms: Terms,
    partner_ids: Sequence[int],
    progress: Progress,
) -> list[int]:
    prior = tiers_before(portfolio, made.year)
    line_ids = []
    for done, partner_id in enumerate(partner_ids):
        progress(done, len(partner_ids), "Freezing facts and decisions")
        file = partner_file(portfolio, partner_id, made.measured_on, made.prerequisites_on, terms)
        line = line_of(portfolio, new_id(), made, file, terms, prior.get(partner_id, ""))
        insert(portfolio, [line])
        line_ids.append(line.id)
    progress(len(partner_ids), len(partner_ids), "Keeping the journal")
    return line_ids


def line_of(
    portfolio: Portfolio,
    line_id: int,
    made: Assessment,
    file: PartnerFile,
    terms: Terms,
    prior: str,
) -> AssessmentLine:
    """A line as a partner's file gives it, with the file frozen (inside a change)."""
    decision = file.decision
    return AssessmentLine(
        line_id, made.id, file.partner.id, decision.partner, prior, decision.tcv_tier,
        decision.calculated_tier, decision.tcv.total,
        decision.next_tier.gaps if decision.next_tier else (), why(decision, terms),
        frozen_id=frozen.freeze(portfolio, file, terms),
    )  # fmt: skip


def _lines(portfolio: Portfolio, assessment_id: int) -> list[AssessmentLine]:
    return records.find(portfolio, AssessmentLine, assessment_id=assessment_id)


def _dry_line(decision: Decision, terms: Terms, prior: str | None) -> BoardLine:
    gaps = decision.next_tier.gaps if decision.next_tier else ()
    return BoardLine(
        decision.partner_id,
        decision.partner_id,
        decision.partner,
        tier_of(prior, terms),
        terms.by_key[decision.tcv_tier],
        terms.by_key[decision.calculated_tier],
        decision.tcv.total,
        decision.currency,
        tuple(terms.criterion(gap).label for gap in gaps),
        why(decision, terms),
    )


def _board_line(line: AssessmentLine, terms: Terms, *, gone: bool) -> BoardLine:
    labels = {criterion.id: criterion.label for criterion in terms.criteria}
    return BoardLine(
        line.id,
        line.partner_id,
        line.partner,
        tier_of(line.prior_tier or None, terms),
        terms.by_key[line.tcv_tier],
        terms.by_key[line.calculated_tier],
        line.tcv_minor,
        terms.currency,
        tuple(labels.get(gap, gap) for gap in line.limiting),
        line.why,
        line.frozen_id,
        line.outcome,
        tier_of(line.granted_tier or None, terms),
        line.reason,
        line.approver,
        line.until_on,
        line.signed_on,
        line.signed_by,
        gone,
    )
