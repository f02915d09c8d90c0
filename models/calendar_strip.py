"""Where the weeks, the marks and their labels of a calendar strip stand: screen and pack alike."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

WEEKS = 13


class Spot(NamedTuple):
    """A mark of the strip: the items (by place) of one day, and its label's line and room.

    `x` is where the mark stands, `room` how wide its label may be beside it: after it, or `before`
    it near the end of the strip. A room of 0 is a mark without a label. Lines count from 0.
    """

    on: date
    items: tuple[int, ...]
    x: float
    line: int
    room: float
    before: bool = False


def mondays(day: date, weeks: int = WEEKS) -> tuple[date, ...]:
    """The Mondays with which the weeks begin, that of the day first."""
    first = day - timedelta(days=day.weekday())
    return tuple(first + timedelta(weeks=number) for number in range(weeks))


def last_day(day: date, weeks: int = WEEKS) -> date:
    """The last day of the strip, a Sunday."""
    return mondays(day, weeks)[-1] + timedelta(days=6)


def place(on: date, day: date, weeks: int = WEEKS) -> float:
    """Where a day stands on the strip of `day`, from 0 to 1: in the middle of its own width."""
    return ((on - mondays(day, weeks)[0]).days + 0.5) / (7 * weeks)


def spots(
    days: Sequence[date],
    day: date,
    width: float,
    label: Callable[[tuple[int, ...]], float],
    *,
    mark: float,
    lines: int = 2,
    least: float = 40.0,
    weeks: int = WEEKS,
) -> list[Spot]:
    """Lay out marks with their labels so that no label meets another or a later mark.

    `label` says how wide the label of some items (by place in `days`) would be, `mark` how wide a
    mark is. Items of one day share a mark. A label goes to the first line on which all of it fits,
    else to the one with the most room, cut; with less than `least` it is left out.
    """
    together: dict[date, list[int]] = {}
    for number, on in enumerate(days):
        together.setdefault(on, []).append(number)
    # Where each line is free of marks again, and where of the label that it would like to keep.
    marks, labels = [0.0] * lines, [0.0] * lines
    found: list[Spot] = []
    for on in sorted(together):
        items = tuple(together[on])
        x = width * place(on, day, weeks)
        clear = [line for line in range(lines) if labels[line] <= x - mark / 2]
        line = clear[0] if clear else min(range(lines), key=marks.__getitem__)
        x = max(x, marks[line] + mark / 2)
        found.append(Spot(on, items, x, line, 0.0))
        marks[line] = x + mark / 2 + 1
        labels[line] = marks[line] + min(label(items), 2.2 * least) + 6
    ends = [0.0] * lines  # of what is drawn on each line so far
    for at, spot in enumerate(found):
        spot = found[at] = _labelled(at, found, ends[spot.line], width, label, mark, least)
        ends[spot.line] = spot.x + mark / 2 + (0 if spot.before or not spot.room else spot.room + 3)
    return found


def _labelled(
    at: int,
    found: Sequence[Spot],
    begun: float,
    width: float,
    label: Callable[[tuple[int, ...]], float],
    mark: float,
    least: float,
) -> Spot:
    spot = found[at]
    following = [other.x for other in found[at + 1 :] if other.line == spot.line]
    after = min(following, default=width + mark) - mark - spot.x - mark / 2 - 3
    wanted = label(spot.items)
    if after >= wanted:
        return spot._replace(room=wanted)
    before = spot.x - mark / 2 - 3 - (begun + 6 if begun else 0)
    if not following and before > max(after, least):
        return spot._replace(room=min(before, wanted), before=True)
    return spot._replace(room=after if after >= least else 0.0)
