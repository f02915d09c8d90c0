"""The joint business plan of a year: objectives, initiatives, investments, deals behind them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

# What an objective is about; the first three are the program's yearly series (C005), then
# alignment (C006) and advocacy (C007).
OBJECTIVE_KINDS = (
    "pipeline", "signings", "revenue", "alignment", "advocacy", "capability", "other",
)  # fmt: skip
OBJECTIVE_UNITS = ("money", "count", "percent")
OBJECTIVE_STATES = ("in_progress", "pending_review", "internally_approved", "jointly_approved")
MEASURED = ("typed", "records")
INITIATIVE_STATES = ("planned", "under_way", "done", "dropped")
INVESTMENT_STATES = ("planned", "committed", "spent")


@dataclass(frozen=True, slots=True)
class Objective:
    """What both sides want to reach in a year (C006).

    `baseline`, `target`, `actual` and `forecast` are in minor units of `currency`, in pieces or in
    percent, as `unit` says; None is not known. `measured` "records" means that the actual is
    reckoned from the deals. `owner` is the host's, `partner_owner` the partner's; `note` is for the
    host only.
    """

    TABLE: ClassVar[str] = "objectives"
    id: int
    partner_id: int
    year: int
    kind: str
    title: str
    unit: str = "money"
    currency: str = ""
    baseline: int | None = None
    target: int | None = None
    actual: int | None = None
    forecast: int | None = None
    measured: str = "typed"
    owner: str = ""
    partner_owner: str = ""
    state: str = "in_progress"
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Initiative:
    """Work that serves an objective; `objective_id` 0 for the plan as a whole."""

    TABLE: ClassVar[str] = "initiatives"
    id: int
    partner_id: int
    title: str
    year: int
    objective_id: int = 0
    detail: str = ""
    side: str = "host"
    owner: str = ""
    state: str = "planned"
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Investment:
    """What a side puts in: money in minor units of `currency`, or what `title` says (C002-C004)."""

    TABLE: ClassVar[str] = "investments"
    id: int
    partner_id: int
    title: str
    year: int
    objective_id: int = 0
    side: str = "partner"
    minor: int = 0
    currency: str = "USD"
    state: str = "planned"
    on_date: date | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveDeal:
    """A deal that serves an objective."""

    TABLE: ClassVar[str] = "objective_deals"
    id: int
    partner_id: int
    objective_id: int
    deal_id: int
