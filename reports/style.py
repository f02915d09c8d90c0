"""What a pack looks like: colours, type and the page's measures, in points."""

from typing import NamedTuple

from reports.faces import MEDIUM, REGULAR, SEMIBOLD

# A4 landscape, also read on a screen.
WIDTH, HEIGHT = 841.89, 595.28
MARGIN = 40.0
COLUMNS = 12
GUTTER = 12.0
COLUMN = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
RIGHT = WIDTH - MARGIN
BOTTOM = 520.0

INK = "#17212B"
SECOND = "#55616F"
THIRD = "#7B8794"
LINE = "#D6DCE4"
TRACK = "#E6EAF0"
PANEL = "#F3F5F9"
WHITE = "#FFFFFF"
ACCENT = "#0F4C81"
NAVY = "#0C2D4D"
PALE = "#A9C3DF"

# Status: always with its own shape and word; the amber is for marks, never for small text.
MET = "#0B66B2"
RISK = "#C77700"
GAP = "#8E1B2E"

# The parts of Aggregate TCV, the same on every page. A loss adds, so it is no warning colour.
WINS = "#0F4C81"
LOSSES = "#5F86B0"
PIPELINE = "#A3BEDA"
PARTNER = "#0F4C81"
SERVICES = "#8CB0D4"


class Type(NamedTuple):
    """How a piece of text is set: weight, size and line height in points, colour."""

    weight: str
    size: float
    leading: float
    colour: str = INK

    def in_colour(self, colour: str) -> "Type":
        return self._replace(colour=colour)


TITLE = Type(SEMIBOLD, 17, 21)
SUPPORT = Type(REGULAR, 10, 13.5, SECOND)
EYEBROW = Type(SEMIBOLD, 7.8, 10, ACCENT)
HEADING = Type(SEMIBOLD, 9, 12)
BODY = Type(REGULAR, 8.3, 11.6)
STRONG = Type(SEMIBOLD, 8.3, 11.6)
HEAD = Type(MEDIUM, 7.3, 9.6, SECOND)
NOTE = Type(REGULAR, 7.2, 9.6, SECOND)
FIGURE = Type(SEMIBOLD, 19, 22)


def column(index: int) -> float:
    """Left edge of column `index` of the twelve, from 0."""
    return MARGIN + index * (COLUMN + GUTTER)


def span(columns: int) -> float:
    """Width of that many columns with the gutters between them."""
    return columns * COLUMN + (columns - 1) * GUTTER
