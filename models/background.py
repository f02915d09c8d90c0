"""What a pack tells beside a partner's file: how figures went, what moved, what is owed."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.action import Action
from models.benefits import Line, Totals
from models.governance.advocacy_counts import Year
from models.governance.enablement import Grid
from models.governance.health_views import Health
from models.governance.outcomes import DealNote, Resolution
from models.governance.plan_view import JointPlan
from models.governance.told import NoticeRecord, Planned, Recovery, Risk
from models.governance.voice import Reference, RoadmapItem, WinWire
from models.health import USUAL_LIMITS, HealthLimits
from models.ledger_health import LedgerHealth
from models.program.terms import Calendar


class CoursePoint(NamedTuple):
    """Sums of one day as they were known at its end, in minor units of the program's currency.

    `total` is Aggregate TCV of that day (C060). `open_minor` and `open_deals` are all open,
    qualified deals that have a rate; `won` and `decided` the deals of the period in which wins
    count.
    """

    on: date
    total: int
    wins: int
    losses: int
    pipeline: int
    open_minor: int
    open_deals: int
    won: int
    decided: int


class Ahead(NamedTuple):
    """What the next January's measure says if every open deal closes on its day.

    `tier` is the calculated one of `day`, its `label` as that day's program has it; `sure` the
    total without the deals that still have to close.
    """

    day: date
    tier: str
    label: str
    total: int
    sure: int


class Step(NamedTuple):
    """One step of a movement (models.movement.STEPS): its deals, what it did to the sum.

    `touched` is the money in its deals, as it is now, else as it was.
    """

    key: str
    name: str
    deals: int
    minor: int
    touched: int = 0

    @property
    def label(self) -> str:
        return self.name


class Moved(NamedTuple):
    """One deal that moved; money in minor units, None where it was not there or has no rate."""

    step: str
    deal_id: int
    name: str
    was: int | None
    now: int | None
    closed_before: date | None
    closed_after: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """How the partner's open pipeline went from one day to another; the steps add up to the cent.

    `since` says what the first day is; `moves` are the largest, `missing` the sentence on deals
    that are left out on both days for want of a rate.
    """

    first: date
    last: date
    opening: int
    opening_deals: int
    steps: tuple[Step, ...]
    closing: int
    closing_deals: int
    moves: tuple[Moved, ...] = ()
    since: str = ""
    missing: str = ""


class Held(NamedTuple):
    """A tier that was held from `first` on, blank for none; `until` is blank where it has no end.

    `rank` is 1 for the highest, 0 for none; `basis` as a grant has it.
    """

    first: date
    until: date | None
    tier: str
    label: str
    rank: int
    basis: str


class HygieneNote(NamedTuple):
    """What one rule of hygiene found: how many deals, their money, what it does to the tier.

    `minor` is what they are in the sum now, `comes` what would come into it once put right, in
    minor units of the program's currency; `ids` are the deals.
    """

    rule: str
    name: str
    deals: int
    minor: int
    said: str = ""
    comes: int = 0
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OmissionCase:
    """A deal that the partner says our records lack, and what came of it (C101).

    `state` is one of models.ledgers.OMISSION_STATES, `decision` the words that the partner was
    given with it; why it was flagged and who decided are the host's. Money is in minor units of
    `currency`; `deal_id` is the deal that was added for it, 0 for none.
    """

    id: int
    name: str
    customer: str
    close_date: date | None
    tcv_minor: int
    currency: str
    state: str
    flagged_on: date
    decided_on: date | None = None
    decision: str = ""
    deal_id: int = 0
    flagged_for: str = ""
    decided_by: str = ""


class Minute(NamedTuple):
    """A line that was written under a purpose of a review."""

    purpose: str
    text: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the host wrote for a month's review under its purposes, one after the other (C103).

    `held` says that the review was over on the day; `lines` are a purpose each with a line of
    what stands under it (models.governance.meetings.PURPOSES).
    """

    on: date
    held: bool
    lines: tuple[Minute, ...]


class Change(NamedTuple):
    """One figure or word that differs from the last pack; `section` is where it stands.

    `subject` is what it is grouped by and `turn` which way it went (both of
    models.pack_changes_words); `key` names a figure that there is but one of. A line may stand for
    several that are not named: `records` is how many.
    """

    section: str
    what: str
    was: str
    now: str
    subject: str = ""
    turn: str = "other"
    key: str = ""
    records: int = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the pack that was issued last, which had `pack_id` and showed `as_of`."""

    pack_id: str
    as_of: date
    changes: tuple[Change, ...]

    @property
    def count(self) -> int:
        """How many there are, named or not."""
        return sum(one.records for one in self.changes)


@dataclass(frozen=True, slots=True)
class Background:
    """Empty parts were not known; a section that needs one says so or is left out.

    `stages` is the order in which deals go through their stages.
    `statement_on` is the day by which the partner is owed its next status statement (C071);
    `benefits_before` what was due and delivered in the year before. `internal_risks` are those that
    are kept from the partner. `calendar` has the program's intervals as the portfolio goes by them.
    `minutes` are those of the month's review.
    """

    course: tuple[CoursePoint, ...] = ()
    movement: Movement | None = None
    hygiene: tuple[HygieneNote, ...] = ()
    benefits: tuple[Line, ...] = ()
    ledger: LedgerHealth | None = None
    actions: tuple[Action, ...] = ()
    changes: Changes | None = None
    ahead: Ahead | None = None
    omissions: tuple[OmissionCase, ...] = ()
    stages: tuple[str, ...] = ()
    statement_on: date | None = None
    held: tuple[Held, ...] = ()
    benefits_before: Totals | None = None
    limits: HealthLimits = USUAL_LIMITS
    health: Health | None = None
    risks: tuple[Risk, ...] = ()
    internal_risks: tuple[Risk, ...] = ()
    recovery: tuple[Recovery, ...] = ()
    joint_plan: JointPlan | None = None
    meetings: tuple[Planned, ...] = ()
    notices: NoticeRecord | None = None
    calendar: Calendar | None = None
    roadmap: tuple[RoadmapItem, ...] = ()
    audiences: Grid | None = None
    references: tuple[Reference, ...] = ()
    spoken: tuple[Year, ...] = ()
    wires: tuple[WinWire, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    deal_notes: tuple[DealNote, ...] = ()
    minutes: Minutes | None = None


NOTHING = Background()
