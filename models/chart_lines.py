"""Where the points of a line and the treads of steps stand, from 0 to 1: on screen and on paper."""

from collections.abc import Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """`points` are (from the left edge, from the lower one), `levels` the heights to compare with.

    `low` and `high` are the values at the edges.
    """

    points: tuple[tuple[float, float], ...]
    levels: tuple[float, ...]
    low: float
    high: float


class Tread(NamedTuple):
    """A level stretch of steps, from `left` to `right` at `height`."""

    left: float
    right: float
    height: float


def line(
    places: Sequence[float],
    values: Sequence[float],
    against: Sequence[float] = (),
    *,
    least: float | None = None,
) -> Line:
    """Lay out values at places that rise, such as days; what never changes stands in the middle.

    The scale holds `against` as well, and `least` where it is given: 0 keeps proportions true.
    """
    if not values:
        return Line((), (), 0, 0)
    every = [*values, *against, *([] if least is None else [least])]
    low, high = min(every), max(every)
    first, span = places[0], places[-1] - places[0]

    def height(value: float) -> float:
        return (value - low) / (high - low) if high > low else 0.5

    points = tuple(
        ((place - first) / span if span else 1.0, height(value))
        for place, value in zip(places, values, strict=True)
    )
    return Line(points, tuple(map(height, against)), low, high)


def treads(
    stretches: Sequence[tuple[float, float, int]], first: float, last: float, levels: int
) -> tuple[Tread, ...]:
    """Steps of stretches (from, to, level) within two ends; level 0 is the floor.

    The levels share the height evenly, the highest of them at the top; what lies outside the ends
    is cut off.
    """
    span, top = last - first, max(levels, 1)
    found = []
    for begin, end, level in stretches:
        left, right = max(begin, first), min(end, last)
        if span > 0 and left < right:
            at = min(max(level, 0), top) / top
            found.append(Tread((left - first) / span, (right - first) / span, at))
    return tuple(found)
