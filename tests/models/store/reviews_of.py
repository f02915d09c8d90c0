"""A portfolio whose partners take part, for tests of reviews."""

from datetime import date, timedelta
from typing import Any

from models.deal import Deal
from models.governance.meetings import Meeting
from models.partner import Agreement, Contact, Grant, Partner
from models.store import records
from models.store.portfolio import Portfolio

TODAY = date(2026, 11, 24)
SINCE = date(2026, 1, 5)


def partner(portfolio: Portfolio, at: int, name: str, tier: str = "platinum") -> None:
    """A partner that takes part since long, with a tier granted this January."""
    records.add(portfolio, Partner(at, name, invited_on=date(2024, 1, 8),
                                   invitation_accepted_on=date(2024, 2, 1)))  # fmt: skip
    paper = Agreement(at * 10, at, "program_agreement", date(2024, 3, 1))
    records.add(portfolio, paper)
    if tier:
        records.add(portfolio, Grant(at * 10, at, tier, "assessment", SINCE))


def held(portfolio: Portfolio, at: int, partner_id: int, kind: str, on: date, **more: str) -> None:
    values: dict[str, Any] = {"state": "held", **more}
    records.add(portfolio, Meeting(at, partner_id, kind, on, **values))


def people(portfolio: Portfolio, partner_id: int) -> None:
    """A sponsor and an alliance manager of the partner, and the host's alliance manager."""
    for at, (name, role, side) in enumerate((
        ("Ada", "executive sponsor", "partner"), ("Bo", "alliance manager", "partner"),
        ("Cy", "alliance manager", "host"), ("Di", "other", "host"),
    )):  # fmt: skip
        records.add(portfolio, Contact(partner_id * 100 + at, partner_id, name, role, side))


def deals(portfolio: Portfolio, partner_id: int, count: int, status: str = "open") -> list[int]:
    """So many deals, each due a day after the other, the first on the day after today; the window
    that the program looks at has room for 200.
    """
    made = []
    for at in range(count):
        on = TODAY + timedelta(days=at % 200 + 1 if status == "open" else -at - 1)
        deal_id = partner_id * 10_000 + at + (0 if status == "open" else 5_000)
        records.add(portfolio, Deal(deal_id, partner_id, f"Deal {at}", "Acme", "", status, on,
                                    100_000, 50_000))  # fmt: skip
        made.append(deal_id)
    return made
