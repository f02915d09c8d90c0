"""Tiles: a figure with its name, how it went against its target, and what is to be said of it."""

from collections.abc import Sequence
from typing import NamedTuple

from reports import style
from reports.blocks import Picture
from reports.charts_time import Trend, sparkline
from reports.faces import MEDIUM
from reports.sheet import END, Sheet
from reports.style import Type, column, span

HEIGHT = 58.0
_PICTURE = 62.0
_TREND = Type(MEDIUM, 7, 9, style.SECOND)


class Tile(NamedTuple):
    """A figure: its name, a line under it, how it went and that in few words.

    Where no course is known, `picture` stands in its place.
    """

    name: str
    figure: str
    note: str
    trend: Trend | None = None
    trend_said: str = ""
    picture: Picture | None = None


def row(sheet: Sheet, y: float, tiles: Sequence[Tile]) -> float:
    """Four tiles side by side; returns where they end."""
    for number, tile in enumerate(tiles):
        _tile(sheet, column(number * 3), y, span(3), tile)
    return y + HEIGHT


def _tile(sheet: Sheet, x: float, y: float, width: float, tile: Tile) -> None:
    sheet.rect(x, y, width, HEIGHT, style.PANEL)
    sheet.rect(x, y, 2.2, HEIGHT, style.ACCENT)
    left, right = x + 12, x + width - 9
    beside = bool(tile.trend or tile.picture)
    room = right - left - (_PICTURE + 8 if beside else 0)
    note = tile.note
    # What became of the figure goes first where both do not fit: the picture says it too.
    both = sheet.width(note, style.NOTE) + sheet.width(tile.trend_said, _TREND) + 8
    said = tile.trend_said if both <= right - left else ""
    with sheet.inside("P"):
        sheet.text(left, y + 14.5, tile.name, style.NOTE, width=right - left)
        sheet.text(left, y + 35.5, tile.figure, style.FIGURE, width=room, whole=True)
        sheet.text(left, y + 49.5, note, style.NOTE, width=right - left, whole=True)
        if said:
            sheet.text(right, y + 49.5, said, _TREND, align=END)
    if tile.trend:
        sparkline(sheet, tile.trend, right - _PICTURE, y + 20, _PICTURE, 17)
    elif tile.picture:
        tile.picture(right - _PICTURE, y + 19, _PICTURE, 19)
