"""Labels on one line, each as near its place as the others let it: screen and pack alike."""

from collections.abc import Sequence


def spread(
    places: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float = 8.0
) -> list[float]:
    """The middles of labels that want to stand over `places`, which rise, between two edges.

    None meets its neighbour where all of them fit; where they do not, they share the room evenly.
    """
    if not places:
        return []
    whole = sum(widths) + gap * (len(widths) - 1)
    if whole > right - left:
        gap = (right - left - sum(widths)) / max(1, len(widths) - 1)
    found: list[float] = []
    edge = left
    for place, width in zip(places, widths, strict=True):
        middle = max(place, edge + width / 2)
        found.append(middle)
        edge = middle + width / 2 + gap
    edge = right
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], edge - widths[at] / 2)
        edge = found[at] - widths[at] / 2 - gap
    return found
