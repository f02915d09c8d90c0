"""The window of the Aggregate TCV opened up: deals by group and by quarter, and what to look at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.dates import Quarter, quarter_of
from models.deal import Deal
from models.partner_file import CountedDeal
from models.program.deals import Periods, periods, sum_deals
from models.program.decision import AggregateTcv
from models.program.projected import Projection
from models.program.terms import Terms
from models.program.timeline import Timeline
from models.tcv_lines import (
    AHEAD,
    BEFORE,
    COUNTING,
    DUE,
    GROUPS,
    IF_CLOSED,
    NO_SERVICES,
    PASSED,
    DealLine,
    Note,
    notes_on,
)
from models.text import counted as counted_text
from models.text import day_text

_MOST_QUARTERS = 16
_MOST_MARKS = 20  # deals of a quarter that are drawn one by one; the others are drawn as one
_FINEST = 40  # nor is one drawn by itself that is less than this part of the largest quarter


@dataclass(frozen=True, slots=True)
class Group:
    """Deals that go the same way: how many, how much, and whether they are in the total."""

    key: str
    label: str
    deals: int
    minor: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One deal of a quarter, or the small ones of a group together (`id` is 0 then)."""

    id: int
    text: str
    group: str
    ids: tuple[int, ...]
    minor: int


@dataclass(frozen=True, slots=True)
class Column:
    """A quarter with its deals, those that count first; `label` alone names what is outside.

    `closed_count` and `open_count` say which deals of its days count, `counted` how much does.
    """

    label: str
    first: date | None
    last: date | None
    closed_count: bool
    open_count: bool
    marks: tuple[Mark, ...]
    counted: int

    @property
    def minor(self) -> int:
        return sum(mark.minor for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Reach:
    """The tier that an amount reaches by itself, the next one, and what is missing for it."""

    tier: str
    following: str | None
    gap: int


@dataclass(frozen=True, slots=True)
class TcvWindow:
    """Everything that the explorer shows of one day; money in minor units of the program's."""

    day: date
    terms: Terms
    days: Periods
    tcv: AggregateTcv
    reach: Reach
    lines: tuple[DealLine, ...]
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    notes: tuple[Note, ...]

    def group(self, key: str) -> Group:
        """One group; an empty one where no deal is in it."""
        known = next((group for group in self.groups if group.key == key), None)
        return known or Group(key, group_label(key, self.days), 0, 0, key in COUNTING)

    def ids(self, key: str) -> list[int]:
        """The deals that are found by a key, in the order of the lines."""
        return [line.id for line in self.lines if key in line.keys]


def window_on(
    day: date,
    timeline: Timeline,
    projection: Projection,
    before: Mapping[int, date],
) -> TcvWindow:
    """One day of the explorer; the records are those that stand now."""
    terms, deals = timeline.at(day).terms, timeline.counted(day)
    days = periods(terms, day)
    ahead = _ahead(projection)
    lines = sorted((_line(c, days, ahead, before) for c in deals), key=lambda line: line.order)
    tcv = sum_deals(deals, terms)
    return TcvWindow(
        day=day,
        terms=terms,
        days=days,
        tcv=tcv,
        reach=reach(tcv.total, terms),
        lines=tuple(lines),
        groups=_groups(lines, days, terms),
        columns=_columns(lines, days, terms),
        notes=notes_on(lines, tcv, days, terms, projection),
    )


def targets(terms: Terms) -> tuple[tuple[str, int], ...]:
    """What each tier asks of the Aggregate TCV, the lowest first."""
    found = [
        (tier.key, int(criterion.asks[tier.key].required))
        for criterion in terms.criteria
        if criterion.counts == "aggregate_tcv"
        for tier in reversed(terms.tiers)
        if criterion.asks[tier.key].obligation == "required"
    ]
    return tuple(sorted(found, key=lambda target: target[1]))


def reach(total: int, terms: Terms) -> Reach:
    """The tier of an amount, prerequisites apart (C058)."""
    asked = targets(terms)
    got = [tier for tier, amount in asked if amount <= total]
    missing = [(tier, amount - total) for tier, amount in asked if amount > total]
    following, gap = missing[0] if missing else (None, 0)
    return Reach(got[-1] if got else terms.outside.key, following, gap)


def total_if_redated(window: TcvWindow, timeline: Timeline, ids: Iterable[int], day: date) -> int:
    """The total of the window's day if these deals were expected on another day."""
    chosen = set(ids)
    moved = tuple(
        replace(deal, close_date=day) if deal.id in chosen else deal for deal in timeline.deals
    )
    return sum_deals(replace(timeline, deals=moved).counted(window.day), window.terms).total


def group_label(key: str, days: Periods) -> str:
    """What a group is called on a day."""
    year = days.prior_first.year
    closed = f" in {year}" if year == days.prior_last.year else ""
    return {
        "wins": f"Won{closed}",
        "losses": f"Lost{closed}",
        "pipeline": "Open in the window",
        "closed_this_year": "Closed this year",
        "stale": "Dated before the window",
        "beyond": "Dated after the window",
        "undated": "No close date",
        "no_rate": "No exchange rate",
        "unqualified": "Not qualified",
        "closed_later": "Closed after that day",
        "earlier": f"Closed before {year}",
    }[key]


def _ahead(projection: Projection) -> dict[int, str]:
    """What next January makes of each deal, in a word or a few."""
    due = {counted.deal.id for counted in projection.due}
    return {
        c.deal.id: IF_CLOSED if c.deal.id in due else AHEAD.get(c.bucket, "Not counted")
        for c in projection.deals
    }


def _line(
    counted: CountedDeal, days: Periods, ahead: Mapping[int, str], before: Mapping[int, date]
) -> DealLine:
    deal, group = counted.deal, counted.bucket
    if group == "out_of_window":
        group = "stale" if (deal.close_date or days.as_of) < days.window_first else "beyond"
    keys, marks = {group}, []
    if group in COUNTING and not deal.services_minor:
        keys.add(NO_SERVICES)
        marks.append("distribution only")
    if group == "pipeline" and (deal.close_date or days.as_of) < days.as_of:
        keys.add(PASSED)
        marks.append("its date has passed")
    known = before.get(deal.id)
    again = group in ("wins", "losses", "closed_this_year")
    if known and again and known.year < days.as_of.year + (group == "closed_this_year"):
        keys.add(BEFORE)
        marks.append(f"counted before, as pipeline on {day_text(known)}")
    if ahead.get(deal.id) == IF_CLOSED:
        keys.add(DUE)
    return DealLine(deal.id, counted, group, frozenset(keys), tuple(marks), ahead.get(deal.id, ""))


def _groups(lines: Sequence[DealLine], days: Periods, terms: Terms) -> tuple[Group, ...]:
    deals: dict[str, int] = defaultdict(int)
    money: dict[str, int] = defaultdict(int)
    for line in lines:
        deals[line.group] += 1
        money[line.group] += line.counted.tcv_minor
    return tuple(
        Group(key, group_label(key, days), deals[key], money[key], _in_total(key, terms))
        for key in GROUPS
        if deals[key]
    )


def _in_total(group: str, terms: Terms) -> bool:
    return group in COUNTING and (group != "losses" or terms.losses_count)


def _columns(lines: Sequence[DealLine], days: Periods, terms: Terms) -> tuple[Column, ...]:
    """The quarters from the first closed deal that counts to the end of the window."""
    now = quarter_of(days.as_of)
    first = max(quarter_of(days.prior_first), now.plus(4 - _MOST_QUARTERS))
    last = quarter_of(max(days.window_last, days.as_of))
    quarters: list[Quarter] = [first]
    while quarters[-1] < last and len(quarters) < _MOST_QUARTERS + 1:
        quarters.append(quarters[-1].plus(1))
    placed: dict[Quarter | str, list[DealLine]] = defaultdict(list)
    for line in lines:
        placed[_place(line.counted.deal, quarters)].append(line)
    totals = [sum(line.counted.tcv_minor for line in placed[q]) for q in quarters]
    least = max(totals) // _FINEST
    made = [
        Column(
            str(q),
            q.first,
            q.last,
            closed_count=q.first <= days.prior_last and days.prior_first <= q.last,
            open_count=q.first <= days.window_last and days.window_first <= q.last,
            marks=_marks(placed[q], least),
            counted=sum(
                line.counted.tcv_minor for line in placed[q] if _in_total(line.group, terms)
            ),
        )
        for q in quarters
    ]
    before, *after = [
        [Column(place, None, None, False, False, _marks(placed[place], least), 0)]
        if placed[place]
        else []
        for place in ("Earlier", "Later", "No date")
    ]
    return (*before, *made, *after[0], *after[1])


def _place(deal: Deal, quarters: Sequence[Quarter]) -> Quarter | str:
    if deal.close_date is None:
        return "No date"
    quarter = quarter_of(deal.close_date)
    if quarter < quarters[0]:
        return "Earlier"
    return quarter if quarter <= quarters[-1] else "Later"


def _marks(lines: Sequence[DealLine], least: int) -> tuple[Mark, ...]:
    """The large deals one by one, the small ones of each group as one; in the order of groups."""
    largest = sorted(lines, key=lambda line: -line.counted.tcv_minor)
    alone = {line.id for line in largest[:_MOST_MARKS] if line.counted.tcv_minor >= least}
    small: dict[str, list[DealLine]] = defaultdict(list)
    for line in lines:
        if line.id not in alone:
            small[line.group].append(line)
    alone |= {some[0].id for some in small.values() if len(some) == 1}
    marks = [
        Mark(line.id, line.counted.ref.text, line.group, (line.id,), line.counted.tcv_minor)
        for line in lines
        if line.id in alone
    ]
    for group, some in small.items():
        if len(some) > 1:
            minor = sum(line.counted.tcv_minor for line in some)
            words = counted_text(len(some), "smaller deal")
            marks.append(Mark(0, words, group, tuple(line.id for line in some), minor))
    return tuple(sorted(marks, key=lambda mark: (GROUPS.index(mark.group), -mark.minor)))
