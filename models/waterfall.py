"""Where the bars of a waterfall stand, from 0 to 1: the screen and the pack draw the same."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `left` and `right` from the left edge, `low` and `high` from the lower one, 0..1.

    `level` is where the sum stands after it: a line goes from there to the next bar. `kind` is
    total, up, down or none, for a step that does nothing to the sum.
    """

    left: float
    right: float
    low: float
    high: float
    level: float
    kind: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The bars from left to right, and the height at which nothing is.

    `cut` says that the axis does not begin at nothing: the totals are drawn shortened, so that
    small steps on large totals can be seen. A drawing has to mark that. `levels` are the heights
    of what the bars are held against.
    """

    bars: tuple[Bar, ...]
    zero: float
    cut: bool = False
    levels: tuple[float, ...] = ()


_FILLED = 0.62  # of a bar's share of the width
_SMALL = 0.3  # where all that moves is less than this part of the totals, the axis is cut
_ROOM = 0.9  # what is left under the lowest level then, against what moves


def waterfall(steps: Sequence[tuple[int, bool]], against: Sequence[int] = ()) -> Waterfall:
    """Lay out (value, whether it is a total) in turn; a total starts anew from nothing.

    The axis reaches `against`, such as targets, and is never cut where there is one.
    """
    spans: list[tuple[int, int, int, str]] = []
    level = 0
    for value, total in steps:
        before, level = (0, value) if total else (level, level + value)
        kind = "total" if total else "up" if value > 0 else "down" if value < 0 else "none"
        spans.append((min(before, level), max(before, level), level, kind))
    top = max((high for _, high, _, _ in spans), default=0)
    bottom = min((low for low, _, _, _ in spans), default=0)
    top, bottom = max(top, 0, *against), min(bottom, 0, *against)
    lowest = min((end for _, _, end, _ in spans), default=0)
    moving = top - lowest
    cut = 0 < moving < _SMALL * top and lowest > 0 and not against
    if cut:
        bottom = max(0, lowest - round(moving * _ROOM))
        spans = [(max(low, bottom), high, end, kind) for low, high, end, kind in spans]
    reach = top - bottom or 1
    share = 1 / max(len(spans), 1)
    gap = share * (1 - _FILLED) / 2
    bars = tuple(
        Bar(
            share * at + gap,
            share * (at + 1) - gap,
            (low - bottom) / reach,
            (high - bottom) / reach,
            (end - bottom) / reach,
            kind,
        )
        for at, (low, high, end, kind) in enumerate(spans)
    )
    levels = tuple((value - bottom) / reach for value in against)
    return Waterfall(bars, 0.0 if cut else -bottom / reach, cut and bottom > 0, levels)
