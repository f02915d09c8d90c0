"""Where dots stand in a lane so that none covers another, from 0 up: screen and paper the same."""

from collections.abc import Sequence


def rows_of(places: Sequence[float], widths: Sequence[float], gap: float, most: int) -> list[int]:
    """The row of each dot, given from left to right: the first in which it keeps its distance.

    `places` are where the dots begin and `widths` how far each reaches, in one measure. Where all
    `most` rows are taken it stands in the one that has been free longest.
    """
    ends: list[float] = []
    rows = []
    for place, width in zip(places, widths, strict=True):
        row = next((row for row, end in enumerate(ends) if place >= end + gap), len(ends))
        if row == len(ends):
            if row < most:
                ends.append(0.0)
            else:
                row = min(range(most), key=lambda at: (ends[at], at))
        ends[row] = max(place + width, ends[row])
        rows.append(row)
    return rows
