"""An entry of the ledger of benefits."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

BENEFIT_EVENTS = ("invited", "accepted", "declined", "promised", "delivered")


@dataclass(frozen=True, slots=True)
class BenefitEvent:
    """An entry of the benefits ledger (C079-C091): what was promised, offered and delivered.

    `benefit` is an id of the program's benefits, `year` the program year it is counted in;
    `deal_id` the won deal that it tells of (0: none), `parts` what a delivery holds (C086),
    `due_on` the day by which a promise is to be kept, where one was named.
    """

    TABLE: ClassVar[str] = "benefit_events"
    id: int
    partner_id: int
    benefit: str
    year: int
    event: str
    on_date: date
    by_whom: str = ""
    note: str = ""
    evidence: str = ""
    deal_id: int = 0
    parts: tuple[str, ...] = ()
    due_on: date | None = None
