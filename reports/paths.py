"""Lines and colours as the operators of a page have them."""

from collections.abc import Sequence
from functools import cache

_ROUND = 0.5523  # of the radius: where a curve that looks like a quarter of a circle is drawn to


@cache
def rgb(colour: str) -> str:
    """A colour such as #0B66B2 as operators have it."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def path(points: Sequence[tuple[float, float]], height: float) -> str:
    """A line from point to point, on a page of that height."""
    (x, y), *others = points
    start = f"{x:.2f} {height - y:.2f} m"
    return " ".join((start, *(f"{a:.2f} {height - b:.2f} l" for a, b in others)))


def circle(x: float, y: float, r: float) -> str:
    """A circle around a point."""
    return rounded(x - r, y - r, 2 * r, 2 * r, r)


def rounded(x: float, y: float, width: float, height: float, r: float) -> str:
    """A rectangle with round corners, from its lower left one."""
    k = r * (1 - _ROUND)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l"
        f" {right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c"
        f" {right:.2f} {top - r:.2f} l"
        f" {right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c"
        f" {x + r:.2f} {top:.2f} l"
        f" {x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c"
        f" {x:.2f} {y + r:.2f} l"
        f" {x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )
