"""A deal, with the two portions of its Total Contract Value (C063)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

STATUSES = ("open", "won", "lost")


@dataclass(frozen=True, slots=True)
class Deal:
    """One qualified or unqualified lead; money in minor units of `currency`.

    `close_date` is expected while open, actual once won or lost. `tcv_minor` is always
    `partner_minor + services_minor`; it is stored so that an index covers the portfolio's sums.
    `source` names the file it came from and `source_line` the line in it, `import_id` the import
    that wrote it last; blank when typed. `offering_id` is the partner's offering that it sells
    (C064), 0 for none. `updated_on` is the day it was last written.
    """

    TABLE: ClassVar[str] = "deals"
    id: int
    partner_id: int
    name: str = ""
    customer: str = ""
    deal_id: str = ""
    status: str = "open"
    close_date: date | None = None
    partner_minor: int = 0
    services_minor: int = 0
    tcv_minor: int = 0
    currency: str = "USD"
    qualified: bool = True
    stage: str = ""
    next_step: str = ""
    registered_on: date | None = None
    source: str = ""
    source_line: int = 0
    import_id: int = 0
    offering_id: int = 0
    updated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of the program's currency for one unit of `currency`, from `on_date` (A21)."""

    TABLE: ClassVar[str] = "rates"
    id: int
    currency: str
    on_date: date
    rate: str
