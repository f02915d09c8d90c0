"""What a letter tells of a signed line of an assessment: frozen facts, tier before and after."""

from dataclasses import replace

from models.assessment_result import Result
from models.errors import UserError
from models.partner import Contact, Partner
from models.partner_list import height
from models.partner_standing import tier_of
from models.program.frozen import file_of
from models.program.terms import Tier
from models.program_year import Assessment, AssessmentLine
from models.store import frozen, records
from models.store.portfolio import Portfolio
from models.store.settings import setting

_NO_TIER = -1_001  # below what lies outside the tiers


def result(portfolio: Portfolio, line_id: int) -> Result:
    """The result on a line, on the facts frozen for it, addressed to today's contacts.

    Raises UserError where the line is not signed, or its partner is gone.
    """
    line = records.get(portfolio, AssessmentLine, line_id)
    if not line.outcome:
        raise UserError(
            f"{line.partner} is not signed off yet.", "Sign it off; then its letter can be made."
        )
    records.get(portfolio, Partner, line.partner_id)
    made = records.get(portfolio, Assessment, line.assessment_id)
    kept = frozen.thaw(portfolio, line.frozen_id)
    contacts = tuple(records.find(portfolio, Contact, partner_id=line.partner_id))
    file = replace(file_of(kept), contacts=contacts, sample=setting(portfolio, "sample") == "1")
    leaves = line.outcome == "leave"
    tier = None if leaves else tier_of(line.granted_tier or None, kept.terms)
    before = tier_of(line.prior_tier or None, kept.terms)
    by_exception = line.outcome == "exception"
    return Result(
        file,
        kept.terms,
        made.year,
        tier,
        before,
        _direction(before, tier),
        by_exception,
        line.until_on if by_exception else None,
        leaves,
    )


def latest_signed(portfolio: Portfolio, partner_id: int) -> int:
    """The line of a partner's latest assessment, if that is signed; else 0."""
    found = portfolio.conn.rows(
        "SELECT l.id, l.outcome FROM assessment_lines AS l"
        " JOIN assessments AS a ON a.id = l.assessment_id"
        " WHERE l.partner_id = ? AND a.state <> 'replaced' ORDER BY a.year DESC LIMIT 1",
        (partner_id,),
    )
    return int(found[0][0]) if found and found[0][1] else 0


def _direction(before: Tier | None, after: Tier | None) -> str:
    old, new = (height(tier) if tier else _NO_TIER for tier in (before, after))
    return "same" if old == new else ("up" if new > old else "down")
