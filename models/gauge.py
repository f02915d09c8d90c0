"""Where a value stands on a scale on which every tier owns an equal share."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

Number = int | float | Decimal

# Room beyond the highest tier, as a part of one tier's share.
_BEYOND = 1 / 3


def tick_positions(tiers: int) -> tuple[float, ...]:
    """Where the threshold of each of so many tiers stands, 0..1, lowest first.

    They do not depend on the thresholds, so the ticks of several scales line up one under the
    other, for people, money and scores alike.
    """
    return tuple((tier + 1) / (tiers + _BEYOND) for tier in range(tiers))


def tier_position(value: Number, thresholds: Sequence[Number]) -> float:
    """Where a value stands, 0..1, between thresholds that never fall, lowest tier first.

    A value that reaches a threshold stands on its tick or beyond it; one that misses it stands
    short of it. Beyond the last it nears 1 and never leaves the scale. Without thresholds there
    is no scale: 0.
    """
    tiers = len(thresholds)
    if not tiers:
        return 0.0
    met = bisect_right(thresholds, value)
    ticks = (0.0, *tick_positions(tiers))
    floor = float(thresholds[met - 1]) if met else 0.0
    above = float(value) - floor
    if met == tiers:
        unit = abs(floor) or 1.0
        return ticks[-1] + (1 - ticks[-1]) * (1 - 1 / (1 + above / unit))
    part = above / (float(thresholds[met]) - floor)
    # Just short must not round up to the tick of a tier that was not reached.
    return ticks[met] + (ticks[met + 1] - ticks[met]) * min(max(part, 0.0), 1 - 1e-9)
