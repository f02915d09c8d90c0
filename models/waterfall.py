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
    """The bars from left to right, and the height at which nothing is."""

    bars: tuple[Bar, ...]
    zero: float


_FILLED = 0.62  # of a bar's share of the width


def waterfall(steps: Sequence[tuple[int, bool]]) -> Waterfall:
    """Lay out (value, whether it is a total) in turn; a total starts anew from nothing."""
    spans: list[tuple[int, int, int, str]] = []
    level = 0
    for value, total in steps:
        before, level = (0, value) if total else (level, level + value)
        kind = "total" if total else "up" if value > 0 else "down" if value < 0 else "none"
        spans.append((min(before, level), max(before, level), level, kind))
    top = max((high for _, high, _, _ in spans), default=0)
    bottom = min((low for low, _, _, _ in spans), default=0)
    top, bottom = max(top, 0), min(bottom, 0)
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
    return Waterfall(bars, -bottom / reach)
