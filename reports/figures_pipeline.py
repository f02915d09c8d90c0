"""What the deal pages ask for beside the pack's figures: stages in order, cover, slips, years."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.background import Moved
from models.dates import Quarter, quarter_of
from models.names import fold
from models.partner_file import CountedDeal
from models.program.terms import Tier
from reports.figures import Figures, Sum, sum_of

AHEAD = 4  # quarters that are shown where the program has no window of its own
OWN = 6  # stages that have a colour of their own in a column
LATER, PASSED, BEYOND, UNDATED = "later", "passed", "beyond", "undated"


class Stage(NamedTuple):
    """Open deals of one stage; `name` is blank for those without one."""

    name: str
    deals: tuple[CountedDeal, ...]

    @property
    def total(self) -> Sum:
        return sum_of(self.deals)


class Cover(NamedTuple):
    """What a tier asks of the total, and what it still needs beside wins and losses."""

    tier: Tier
    asks: int
    needed: int
    has: int

    @property
    def tenths(self) -> int:
        """How many times the pipeline covers it, in tenths, cut off."""
        return self.has * 10 // self.needed if self.needed > 0 else 0


class Slip(NamedTuple):
    """A deal that is later than it was, or counts in no window: from when to when, and why."""

    kind: str
    name: str
    deal: CountedDeal | None
    was: date | None
    now: date | None
    minor: int
    id: int


class Decided(NamedTuple):
    """The deals that were won and lost in a quarter."""

    quarter: Quarter
    won: Sum
    lost: Sum


class Reason(NamedTuple):
    """Deals lost for one reason; `name` is blank for those of which none is recorded."""

    name: str
    lost: Sum


def has_window(figures: Figures) -> bool:
    """Whether the program counts open deals at all."""
    first, last = figures.facts.file.window
    return first <= last


def shown(figures: Figures) -> tuple[CountedDeal, ...]:
    """The open deals that the pages are about: in the window, or in the quarters ahead."""
    if has_window(figures):
        return figures.of("pipeline")
    first, last = _ahead(figures)
    return tuple(
        one
        for one in figures.of("out_of_window")
        if one.deal.close_date and first.first <= one.deal.close_date <= last.last
    )


def quarters(figures: Figures) -> list[Quarter]:
    if has_window(figures):
        return [quarter for quarter, _ in figures.quarters]
    first, _ = _ahead(figures)
    return [first.plus(step) for step in range(AHEAD)]


def _ahead(figures: Figures) -> tuple[Quarter, Quarter]:
    first = quarter_of(figures.facts.as_of)
    return first, first.plus(AHEAD - 1)


def stages(figures: Figures) -> list[Stage]:
    """The stages in the order in which deals go through them, then others by size, then none."""
    order = {fold(name): at for at, name in enumerate(figures.facts.background.stages)}
    found: dict[str, list[CountedDeal]] = defaultdict(list)
    for deal in shown(figures):
        found[fold(deal.deal.stage)].append(deal)
    made = [Stage(deals[0].deal.stage, tuple(deals)) for deals in found.values()]
    last = len(order)
    return sorted(
        made,
        key=lambda one: (
            not one.name, order.get(fold(one.name), last), -one.total.total, one.name,
        ),
    )  # fmt: skip


def are_ordered(figures: Figures) -> bool:
    """Whether all stages but none at all have a place in the known order."""
    order = {fold(name) for name in figures.facts.background.stages}
    named = [one for one in stages(figures) if one.name]
    return bool(named) and all(fold(one.name) in order for one in named)


def told_apart(found: Sequence[Stage], most: int = OWN) -> tuple[list[Stage], list[Stage]]:
    """The stages that stand by themselves, at most so many, and the small ones put together."""
    if len(found) <= most:
        return list(found), []
    large = sorted(found, key=lambda one: (not one.name, -one.total.total))[: most - 1]
    return [one for one in found if one in large], [one for one in found if one not in large]


def in_quarter(deals: Iterable[CountedDeal], quarter: Quarter) -> Sum:
    first, last = quarter.first, quarter.last
    return sum_of(
        one for one in deals if one.deal.close_date and first <= one.deal.close_date <= last
    )


def covers(figures: Figures) -> list[Cover]:
    """Every tier that asks for an amount of which open deals are a part, the lowest first."""
    if not has_window(figures):
        return []
    tcv = figures.decision.tcv
    closed = tcv.wins + (tcv.losses if figures.terms.losses_count else 0)
    return [
        Cover(tier, asks, max(0, asks - closed), tcv.pipeline)
        for tier, asks in figures.money_targets()
    ]


def cover_of_target(figures: Figures) -> Cover | None:
    """The cover of the tier that the pack measures against."""
    return next((one for one in covers(figures) if one.tier == figures.target), None)


# ---- slips ---------------------------------------------------------------------------------


def slips(figures: Figures) -> list[Slip]:
    """Deals that moved to a later date, those past their date, those that do not count."""
    by_id = {one.deal.id: one for one in figures.of("pipeline", "out_of_window", "undated")}
    movement = figures.facts.background.movement
    moved = [one for one in movement.moves if one.step == "slipped"] if movement else []
    made = [_moved(one, by_id.get(one.deal_id)) for one in moved]
    known = {slip.id for slip in made}
    late = [one for one in figures.slipped if one.deal.id not in known]
    made += [_of(PASSED, one) for one in late]
    known |= {one.deal.id for one in late}
    if has_window(figures):
        rest = [one for one in figures.of("out_of_window") if one.deal.id not in known]
        made += [_of(BEYOND, one) for one in rest]
    undated = [one for one in figures.of("undated") if one.deal.status == "open"]
    return made + [_of(UNDATED, one) for one in undated]


def _moved(one: Moved, deal: CountedDeal | None) -> Slip:
    minor = deal.tcv_minor if deal else (one.now or one.was or 0)
    return Slip(LATER, one.name, deal, one.closed_before, one.closed_after, minor, one.deal_id)


def _of(kind: str, one: CountedDeal) -> Slip:
    close = one.deal.close_date
    was, now = (close, None) if kind == PASSED else (None, close)
    return Slip(kind, one.ref.text, one, was, now, one.tcv_minor, one.deal.id)


# ---- won and lost --------------------------------------------------------------------------


def decided(figures: Figures) -> list[Decided]:
    """The quarters in which closed deals count, and those since then up to the as-of day."""
    first, last = (quarter_of(day) for day in figures.closed_days)
    end = max(quarter_of(figures.facts.as_of), last, key=lambda one: one.first)
    made = []
    while first.first <= end.first:
        made.append(decided_in(figures, first))
        first = first.plus(1)
    return made[-8:]


def closed(figures: Figures, bucket: str) -> tuple[CountedDeal, ...]:
    """Wins or losses of the days that count, the largest first, in the total or not."""
    found = [one for one in figures.facts.file.deals if one.bucket == bucket]
    return tuple(
        sorted(
            found,
            key=lambda one: (-one.tcv_minor, one.deal.close_date or date.max, one.deal.id),
        )
    )


def decided_in(figures: Figures, quarter: Quarter) -> Decided:
    """What was won and lost in a quarter up to the as-of day, counted or not.

    A deal without a rate has no money here, and would look as if it had none at all.
    """
    last = quarter.last
    won, lost = (sum_of(_ended(figures, one, quarter.first, last)) for one in ("won", "lost"))
    return Decided(quarter, won, lost)


def _ended(figures: Figures, status: str, first: date, last: date) -> list[CountedDeal]:
    """The deals that ended so between two days, up to the as-of day."""
    last = min(last, figures.facts.as_of)
    return [
        one
        for one in figures.facts.file.deals
        if one.deal.status == status
        and one.deal.qualified
        and one.bucket != "no_rate"
        and one.deal.close_date
        and first <= one.deal.close_date <= last
    ]


def reasons(figures: Figures, found: Sequence[Decided]) -> list[Reason]:
    """Why deals were lost in these quarters, what cost most first and what is not known last.

    Nothing where fewer than two are recorded: one reason is none to weigh against others.
    """
    why = loss_reasons(figures)
    if len(why) < 2 or not found:
        return []
    told: dict[str, list[CountedDeal]] = defaultdict(list)
    for deal in _ended(figures, "lost", found[0].quarter.first, found[-1].quarter.last):
        told[fold(why.get(deal.deal.id, ""))].append(deal)
    # Written in several ways, it reads as it does for the deal that cost most.
    firsts = [max(deals, key=lambda one: one.tcv_minor) for deals in told.values()]
    made = [
        Reason(why.get(first.deal.id, "").strip(), sum_of(deals))
        for first, deals in zip(firsts, told.values(), strict=True)
    ]
    if sum(bool(one.name) for one in made) < 2:
        return []
    return sorted(made, key=lambda one: (not one.name, -one.lost.total, -one.lost.deals, one.name))


def loss_reasons(figures: Figures) -> dict[int, str]:
    """Why deals were lost, by the deal, where that is recorded."""
    notes = figures.facts.background.deal_notes
    return {one.deal_id: one.loss_reason for one in notes if one.loss_reason}


def year_before(figures: Figures, found: Sequence[Decided]) -> list[Decided] | None:
    """The same quarters a year earlier; None where nothing of them is on record."""
    if not found or found[0].quarter.year < 2:
        return None
    made = [decided_in(figures, one.quarter.plus(-4)) for one in found]
    return made if any(one.won.deals or one.lost.deals for one in made) else None


def together(sums: Iterable[Sum]) -> Sum:
    found = list(sums)
    return Sum(*(sum(part) for part in zip(*found, strict=True))) if found else Sum()
