"""What a pack tells of deals beside the deals: omissions that were flagged, the order of stages."""

from datetime import date

from models.background import OmissionCase
from models.governance.omission_review import as_of_day
from models.governance.standing import OmissionStep
from models.store import omissions, records
from models.store.hygiene import thresholds
from models.store.portfolio import Portfolio


def cases(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[OmissionCase, ...]:
    """A partner's omissions that were flagged by a day, as they stood on it, the newest first."""
    steps: dict[int, list[OmissionStep]] = {}
    for step in records.find(portfolio, OmissionStep, partner_id=partner_id):
        steps.setdefault(step.omission_id, []).append(step)
    return tuple(
        OmissionCase(
            one.id, one.name, one.customer, one.close_date, one.tcv_minor, one.currency, one.state,
            one.flagged_on, one.decided_on, one.decision, one.deal_id, one.reason, one.decided_by,
        )
        for known in omissions.of_partner(portfolio, partner_id)
        if known.flagged_on <= as_of
        for one in (as_of_day(known, steps.get(known.id, ()), as_of),)
    )  # fmt: skip


def stages(portfolio: Portfolio) -> tuple[str, ...]:
    """The order of stages as the portfolio has it."""
    return thresholds(portfolio).stages
