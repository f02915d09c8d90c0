"""A partner's own list of deals, what a person said of it, and the omissions it brought up."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

# What a person says of a deal in the partner's list: it is one of ours, it is none of them, or
# it needs no more looking at.
LEDGER_MARKS = ("same", "different", "aside")
OMISSION_STATES = (
    "flagged", "under_review", "more_information", "accepted", "rejected", "withdrawn",
)  # fmt: skip
# What a deal has as its source where an omission case put it among ours.
OMISSION = "Omission case"


@dataclass(frozen=True, slots=True)
class TheirDeal:
    """One deal as the partner listed it on a day (C073); money in minor units of `currency`."""

    TABLE: ClassVar[str] = "partner_deals"
    id: int
    partner_id: int
    listed_on: date
    name: str = ""
    customer: str = ""
    deal_id: str = ""
    status: str = "open"
    close_date: date | None = None
    partner_minor: int = 0
    services_minor: int = 0
    tcv_minor: int = 0
    currency: str = "USD"
    stage: str = ""
    next_step: str = ""
    source: str = ""
    source_line: int = 0
    import_id: int = 0


@dataclass(frozen=True, slots=True)
class LedgerMark:
    """A word of LEDGER_MARKS on a deal of the partner's; `deal_id` is the deal of ours it names."""

    TABLE: ClassVar[str] = "ledger_marks"
    id: int
    partner_deal_id: int
    deal_id: int = 0
    mark: str = "same"
    note: str = ""
    on_date: date = date.min


@dataclass(frozen=True, slots=True)
class Omission:
    """A deal that the partner says ours lack; `partner_deal_id` is where it says so.

    `deal_id` is the deal that was added for it once it was accepted, 0 until then.
    """

    TABLE: ClassVar[str] = "omissions"
    id: int
    partner_id: int
    partner_deal_id: int = 0
    deal_id: int = 0
    name: str = ""
    customer: str = ""
    status: str = "open"
    close_date: date | None = None
    partner_minor: int = 0
    services_minor: int = 0
    tcv_minor: int = 0
    currency: str = "USD"
    reason: str = ""
    state: str = "flagged"
    flagged_on: date = date.min
    decided_on: date | None = None
    decided_by: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class PartnerList:
    """One list as it compared when it came: for the course, since our deals have moved on since.

    `theirs` counts its deals and `known` those that we have as well, `agreed` those that agree in
    all; `ours` counts our open deals then and `named` those that it names, both with their TCV in
    minor units of `currency`.
    """

    TABLE: ClassVar[str] = "partner_lists"
    id: int
    partner_id: int
    listed_on: date
    file: str = ""
    import_id: int = 0
    theirs: int = 0
    known: int = 0
    agreed: int = 0
    ours: int = 0
    named: int = 0
    ours_minor: int = 0
    named_minor: int = 0
    currency: str = ""
