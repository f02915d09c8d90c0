"""A line frozen anew after a correction: on the records of today, the earlier facts kept beside."""

from collections.abc import Sequence
from datetime import date

from models.errors import UserError
from models.partner import Partner
from models.program.terms import Terms
from models.program_year import Assessment, AssessmentLine
from models.store import frozen, records
from models.store.assessments import line_of, note_event, terms_behind
from models.store.portfolio import Portfolio
from models.store.standing import partner_file
from models.text import counted


def refreeze(portfolio: Portfolio, line_ids: Sequence[int], *, today: date, by: str = "") -> int:
    """Freeze lines again on the days of their assessment, as one change (C101); how many.

    The others stay as they are. What a withdrawn grant rests on stays for ever. Raises UserError
    for a line that is signed, or whose partner was deleted.
    """
    lines = [records.get(portfolio, AssessmentLine, line_id) for line_id in line_ids]
    what = lines[0].partner if len(lines) == 1 else counted(len(lines), "partner")
    with portfolio.change(f"Freeze {what} again"):
        for line in lines:
            _again(portfolio, line, today, by)
    return len(lines)


def _again(portfolio: Portfolio, line: AssessmentLine, today: date, by: str) -> None:
    if line.outcome:
        raise UserError(
            f"{line.partner} is signed off and can't be frozen again.",
            "Re-open it first, with a reason.",
        )
    if not records.find(portfolio, Partner, id=line.partner_id):
        raise UserError(
            f"{line.partner} was deleted, so there is nothing to freeze.", "Undo the deletion."
        )
    made = records.get(portfolio, Assessment, line.assessment_id)
    terms = terms_behind(portfolio, made)
    file = partner_file(portfolio, line.partner_id, made.measured_on, made.prerequisites_on, terms)
    new = line_of(portfolio, line.id, made, file, terms, line.prior_tier)
    records.update(
        portfolio, AssessmentLine, line.id, partner=new.partner, tcv_tier=new.tcv_tier,
        calculated_tier=new.calculated_tier, tcv_minor=new.tcv_minor, limiting=new.limiting,
        why=new.why, frozen_id=new.frozen_id,
    )  # fmt: skip
    if new.frozen_id != line.frozen_id:
        frozen.delete(portfolio, [line.frozen_id])
    note_event(portfolio, made.id, line.id, "frozen", today, by, _words(line, new, terms))


def _words(line: AssessmentLine, new: AssessmentLine, terms: Terms) -> str:
    before, after = terms.label(line.calculated_tier), terms.label(new.calculated_tier)
    return (
        f"Frozen again: {before} as before."
        if before == after
        else (f"Frozen again: {after} in place of {before}.")
    )
