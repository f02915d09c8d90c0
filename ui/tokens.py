"""The colours, sizes and spaces that everything on screen is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["met", "at_risk", "short", "no_data"]

STATUSES: tuple[Status, ...] = ("met", "at_risk", "short", "no_data")

# Colour never stands alone: each status has its own icon and word.
STATUS_ICON: dict[Status, str] = {
    "met": "circle-check",
    "at_risk": "triangle-alert",
    "short": "circle-arrow-down",
    "no_data": "circle-dashed",
}
STATUS_WORD: dict[Status, str] = {
    "met": "Met",
    "at_risk": "At risk",
    "short": "Short",
    "no_data": "No data",
}

# Spaces and shapes, logical pixels.
PAGE_SIDE, PAGE_SIDE_NARROW = 28, 20
CARD_GAP = 12
CONTROL_HEIGHT, CONTROL_RADIUS = 32, 6
CARD_RADIUS = 10
PILL_HEIGHT = 22
ROW_COMFORTABLE, ROW_COMPACT = 48, 32
ICON = 16
DRAWER_BELOW = 1180  # window width under which a right-hand panel becomes a drawer


@dataclass(frozen=True, slots=True)
class StatusColours:
    """Colours of one status: words and icons, bars, and the ground behind words."""

    text: str
    bar: str
    tint: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Every value is a ``#RRGGBB`` colour."""

    dark: bool
    window: str
    sidebar: str
    card: str
    hover: str
    selected: str
    line: str
    control_line: str
    field_edge: str
    text: str
    text_2: str
    text_3: str
    accent: str
    on_accent: str
    track: str
    float_card: str
    met: StatusColours
    at_risk: StatusColours
    short: StatusColours
    no_data: StatusColours

    def status(self, status: Status) -> StatusColours:
        """Colours of a status by its name."""
        found: StatusColours = getattr(self, status)
        return found

    def colour(self, role: str) -> str:
        """A colour by role: a field's name, ``met`` (its text), ``met.bar``, or ``#RRGGBB``."""
        if role.startswith("#"):
            return role
        name, _, part = role.partition(".")
        value = getattr(self, name)
        if isinstance(value, StatusColours):
            return str(getattr(value, part or "text"))
        return str(value)


LIGHT = Tokens(
    dark=False,
    window="#F6F7F9",
    sidebar="#EDF0F4",
    card="#FFFFFF",
    hover="#F1F3F7",
    selected="#E4ECFD",
    line="#E3E7ED",
    control_line="#CDD4DD",
    field_edge="#7F8998",
    text="#1B2330",
    text_2="#4F5C6E",
    text_3="#5D6878",
    accent="#2456D6",
    on_accent="#FFFFFF",
    track="#E6E9EF",
    float_card="#FFFFFF",
    met=StatusColours("#14724F", "#2E9E6B", "#E3F4EC"),
    at_risk=StatusColours("#8B6000", "#BF8A0E", "#FBF1DA"),
    short=StatusColours("#9E1B32", "#A8203A", "#FBE7EA"),
    no_data=StatusColours("#5F6B7A", "#8A95A3", "#EDF0F4"),
)

DARK = Tokens(
    dark=True,
    window="#12161C",
    sidebar="#0E1217",
    card="#1A1F27",
    hover="#232A34",
    selected="#22335C",
    line="#262D37",
    control_line="#36404D",
    field_edge="#778396",
    text="#E7EBF1",
    text_2="#A9B3C1",
    text_3="#96A1B0",
    accent="#8AB0FF",
    on_accent="#0B1020",
    track="#2A313C",
    float_card="#20262F",
    met=StatusColours("#3FE0B0", "#2FC79A", "#15332B"),
    at_risk=StatusColours("#F3C53A", "#E3B22E", "#352C16"),
    short=StatusColours("#F97A62", "#DD4F39", "#3B211C"),
    no_data=StatusColours("#98A3B2", "#6B7787", "#262D37"),
)

# Grounds of avatars; white initials hold 4.5:1 on each, in both themes.
AVATAR_GROUNDS: tuple[str, ...] = (
    "#38618C",
    "#4A6B1F",
    "#3A6BD8",
    "#0F7F70",
    "#7A4CC2",
    "#A8336B",
    "#A3531B",
    "#5B6472",
)
