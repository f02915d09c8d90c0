"""Small building blocks that pages share: headings, lists with rules, sentences, tiles."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reports import style
from reports.marks import GAP_MARK, MET_MARK, mark
from reports.sheet import END, Sheet

Picture = Callable[[float, float, float, float], None]

_QUIET = style.BODY.in_colour(style.SECOND)


class Entry(NamedTuple):
    """A line of a list: a name, its value at the right, a note under it, a mark before it."""

    name: str
    value: str = ""
    note: str = ""
    mark: str = ""
    target: str = ""


def heading(sheet: Sheet, x: float, y: float, width: float, title: str, note: str = "") -> float:
    """A block's heading with its strong rule; returns the top of what follows."""
    end = x + sheet.text(x, y + 9, title, style.HEADING, width=width)
    if note:
        sheet.text(x + width, y + 9, note, style.NOTE, align=END, width=x + width - end - 10)
    sheet.rule(x, y + 14.4, x + width, y + 14.4, style.INK, 0.8)
    return y + 14.8


def entries(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    title: str,
    lines: Sequence[Entry],
    note: str = "",
) -> float:
    """A heading and a list with fine rules; returns where it ended."""
    y = heading(sheet, x, y, width, title, note)
    for line in lines:
        indent = 13.0 if line.mark else 0.0
        base = y + 12.6
        wide = sheet.text(x + width, base, line.value, style.STRONG, align=END, width=width * 0.62)
        room = width - indent - (wide + 10 if wide else 0)
        name = style.BODY if line.value or not line.note else style.STRONG
        broken = sheet.wrap(line.name, name, room, 2)
        if line.mark:
            mark(sheet, line.mark, x + 4, base - 2.9)
        below = sheet.lines(x + indent, base, broken, name)
        if line.note:
            below = sheet.paragraph(
                x + indent, below - 1.2, width - indent, line.note, style.NOTE, 2
            )
            below += 1.6
        bottom = below - 11.6 + 5.4
        sheet.rule(x, bottom, x + width, bottom, style.LINE, 0.5)
        if line.target:
            sheet.link(x, y, x + width, bottom, line.target, line.name)
        y = bottom
    return y


def gate_list(
    sheet: Sheet, x: float, y: float, width: float, gates: Sequence[tuple[str, bool]]
) -> float:
    """The program's gates with their marks; returns where the list ended."""
    lines = [
        Entry(name, "Met" if met else "Not met", mark=MET_MARK if met else GAP_MARK)
        for name, met in gates
    ]
    return entries(sheet, x, y, width, "Gates", lines)


def sentences(
    sheet: Sheet, x: float, y: float, width: float, title: str, lines: Sequence[str]
) -> float:
    """A heading and short sentences, each with a dash before it; returns where they ended."""
    y = heading(sheet, x, y, width, title) + 3
    for line in lines:
        base = y + 10.6
        sheet.rect(x, base - 4.6, 3.4, 3.4, style.ACCENT)
        y = sheet.paragraph(x + 11, base, width - 11, line, style.BODY, 3) - 11.6 + 5.2
    return y


def tile(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    name: str,
    figure: str,
    note: str,
    picture: Picture | None = None,
) -> float:
    """A figure with its name and a line under it; `picture` draws at its right. Returns its end."""
    height = 58.0
    sheet.rect(x, y, width, height, style.PANEL)
    sheet.rect(x, y, 2.2, height, style.ACCENT)
    room = width - (76 if picture else 20)
    sheet.text(x + 12, y + 14.5, name, style.NOTE, width=width - 20)
    sheet.text(x + 12, y + 35.5, figure, style.FIGURE, width=room)
    sheet.text(x + 12, y + 49.5, note, style.NOTE, width=width - 20)
    if picture:
        picture(x + width - 66, y + 19, 54, 19)
    return y + height


def plain(sheet: Sheet, x: float, y: float, width: float, text: str, most: int = 0) -> float:
    """A quiet paragraph; returns where it ended."""
    return sheet.paragraph(x, y + 8.6, width, text, _QUIET, most) - 8.6
