"""Both sides' roadmaps over the coming quarters: what stands where, what does not fit (C084)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.dates import Quarter, quarter_of
from models.governance.voice import RoadmapItem
from models.partner import SIDES
from models.text import day_text, shortened

BACK, QUARTERS = 1, 6  # quarters before that of today, and all that are drawn
STATE = {"planned": "Planned", "committed": "Committed", "shipped": "Shipped", "dropped": "Dropped"}
SIDE = {"partner": "Partner", "host": "Host"}
_OVER = ("shipped", "dropped")
_TITLE = 60  # signs of a title that a sentence quotes


class Spot(NamedTuple):
    """Where an item stands on its lane: `x` from 0 to 1, `line` from 0, its label before it or
    after it with `room` for it in the same measure as the lane's width.
    """

    item: RoadmapItem
    x: float
    line: int
    room: float
    before: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The quarters that are drawn."""

    quarters: tuple[Quarter, ...]

    @property
    def first(self) -> date:
        return self.quarters[0].first

    @property
    def last(self) -> date:
        return self.quarters[-1].last

    def place(self, day: date) -> float:
        """Where a day stands, from 0 to 1: in the middle of its own width."""
        return ((day - self.first).days + 0.5) / ((self.last - self.first).days + 1)

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def span(today: date) -> Span:
    """The quarter before that of today, its own, and those to come."""
    own = quarter_of(today)
    return Span(tuple(own.plus(by - BACK) for by in range(QUARTERS)))


def lane(items: Iterable[RoadmapItem], side: str, shown: Span) -> tuple[RoadmapItem, ...]:
    """What is drawn of a side, by day."""
    found = [one for one in items if one.side == side and shown.has(one.on_date)]
    return tuple(sorted(found, key=lambda one: (one.on_date or date.max, one.id)))


def outside(items: Iterable[RoadmapItem], shown: Span) -> tuple[RoadmapItem, ...]:
    """What has no day, or one beyond what is drawn."""
    return tuple(one for one in items if not shown.has(one.on_date))


def spots(
    items: Sequence[RoadmapItem],
    shown: Span,
    width: float,
    label: Callable[[RoadmapItem], float],
    *,
    mark: float,
    least: float,
) -> tuple[Spot, ...]:
    """Lay out a lane so that no label and no mark meets another.

    `label` says how wide an item's label would be, `mark` how wide its mark is. A label stands
    after its mark, before it where it would leave the lane, and is cut to what the lane has;
    `least` is the room that a label gets in any case.
    """
    free: list[float] = []  # where each line is free from
    placed = []
    for item in items:
        if item.on_date is None:
            continue
        at = shown.place(item.on_date) * width
        wanted = max(label(item), least)
        before = at + mark + wanted > width and at > width / 2
        room = min(wanted, (at - mark) if before else (width - at - mark))
        first, last = (at - mark - room, at + mark) if before else (at - mark, at + mark + room)
        line = next((no for no, until in enumerate(free) if until <= first), len(free))
        if line == len(free):
            free.append(last)
        else:
            free[line] = last
        placed.append(Spot(item, at / width, line, max(room, 0.0), before))
    return tuple(placed)


def late(item: RoadmapItem, today: date) -> bool:
    """Whether its day has passed without its being out."""
    return item.state not in _OVER and item.on_date is not None and item.on_date < today


def warnings(items: Iterable[RoadmapItem], today: date) -> tuple[str, ...]:
    """What does not fit, a sentence each: days that passed, and items before what they need."""
    by_id = {one.id: one for one in items}
    told = [
        f"{_called(item)} ({SIDE[item.side].lower()}) was to be out on {day_text(item.on_date)}."
        for item in by_id.values()
        if late(item, today) and item.on_date
    ]
    for item in by_id.values():
        needs = by_id.get(item.depends_on)
        if needs is not None and item.state not in _OVER:
            told += _unmet(item, needs, circle=in_circle(item, by_id))
    return tuple(told)


def _unmet(item: RoadmapItem, needs: RoadmapItem, *, circle: bool) -> list[str]:
    """Why an item can't be out on its day for want of what it needs."""
    name, other = _called(item), _called(needs)
    if circle:
        return [f"{name} waits for itself: clear what it depends on."]
    if needs.state == "dropped":
        return [f"{name} needs {other}, which was dropped."]
    if needs.state == "shipped" or item.on_date is None:
        return []
    if needs.on_date is None:
        return [f"{name} needs {other}, which has no day."]
    days = (needs.on_date - item.on_date).days
    if days <= 0:
        return []
    before = "a day" if days == 1 else f"{days:,} days"
    return [f"{name} is planned {before} before {other}, which it needs."]


def _called(item: RoadmapItem) -> str:
    return f"“{shortened(item.title, _TITLE)}”"


def in_circle(item: RoadmapItem, by_id: Mapping[int, RoadmapItem]) -> bool:
    """Whether following what it depends on leads back to it."""
    seen: set[int] = set()
    at: RoadmapItem | None = item
    while at is not None and at.id not in seen:
        seen.add(at.id)
        at = by_id.get(at.depends_on)
    return at is not None and at.id == item.id


def order(items: Iterable[RoadmapItem]) -> list[RoadmapItem]:
    """As the list has them: by day, those without one last, the partner's before the host's."""
    return sorted(items, key=lambda one: (one.on_date or date.max, SIDES.index(one.side), one.id))
