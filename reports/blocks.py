"""Small building blocks that pages share: headings, lists with rules, sentences, tiles."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.text import number
from reports import style
from reports.marks import GAP_MARK, MET_MARK, mark
from reports.sheet import END, Sheet
from reports.style import BOTTOM

Picture = Callable[[float, float, float, float], None]

HEAD = 14.8
_LINE = style.BODY.leading
_PAD = 5.4


class Entry(NamedTuple):
    """A line of a list: a name, its value at the right, a note under it, a mark before it.

    `target` is the key of the section that the line leads to.
    """

    name: str
    value: str = ""
    note: str = ""
    mark: str = ""
    target: str = ""


class _Laid(NamedTuple):
    entry: Entry
    name: list[str]
    note: list[str]
    height: float


def heading(sheet: Sheet, x: float, y: float, width: float, title: str, note: str = "") -> float:
    """A block's heading with its strong rule; returns the top of what follows."""
    with sheet.inside("H2"):
        end = x + sheet.text(x, y + 9, title, style.HEADING, width=width)
    if note:
        sheet.text(x + width, y + 9, note, style.NOTE, align=END, width=x + width - end - 10)
    sheet.rule(x, y + 14.4, x + width, y + 14.4, style.INK, 0.8)
    return y + HEAD


def entries(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    title: str,
    lines: Sequence[Entry],
    note: str = "",
    *,
    most: int = 2,
    bottom: float = BOTTOM,
) -> float:
    """A heading and a list with fine rules; returns where it ended.

    `most` is the number of lines for a name and for a note. What does not fit above `bottom` is
    counted in a last line; with no room for one entry nothing is drawn and `y` is returned.
    """
    laid = [_lay(sheet, line, width, most) for line in lines]
    shown = _that_fit(laid, bottom - y - HEAD)
    if not shown:
        return y
    if len(shown) < len(laid):
        rest = Entry(f"and {number(len(laid) - len(shown))} more")
        shown = [*shown, _lay(sheet, rest, width, 1)]
    y = heading(sheet, x, y, width, title, note)
    with sheet.inside("L", edges=(x, x + width)):
        for item in shown:
            with sheet.inside("LI", edges=(y, y + item.height)), sheet.inside("LBody"):
                y = _draw(sheet, x, y, width, item)
    return y


def height(sheet: Sheet, width: float, lines: Sequence[Entry], most: int = 2) -> float:
    """What a list takes with its heading, all of it."""
    return HEAD + sum(_lay(sheet, line, width, most).height for line in lines)


def _lay(sheet: Sheet, entry: Entry, width: float, most: int) -> _Laid:
    room = width - (13 if entry.mark else 0)
    taken = min(sheet.width(entry.value, style.STRONG), width * 0.62)
    name = sheet.wrap(entry.name, style.BODY, room - (taken + 10 if entry.value else 0), most)
    note = sheet.wrap(entry.note, style.NOTE, room, most)
    tall = len(name) * _LINE + (len(note) * style.NOTE.leading + 0.4 if note else 0)
    return _Laid(entry, name, note, tall + _PAD + 1)


def _that_fit(laid: list[_Laid], room: float) -> list[_Laid]:
    """All of them, or as many as leave room for the line that counts the others."""
    if sum(item.height for item in laid) <= room:
        return laid
    used = _LINE + _PAD + 1
    for place, item in enumerate(laid):
        used += item.height
        if used > room:
            return laid[:place]
    return laid


def _draw(sheet: Sheet, x: float, y: float, width: float, item: _Laid) -> float:
    entry, base = item.entry, y + 12.6
    indent = 13.0 if entry.mark else 0.0
    if entry.mark:
        mark(sheet, entry.mark, x + 4, base - 2.9)
    below = sheet.lines(x + indent, base, item.name, style.BODY)
    room = width * 0.62
    sheet.text(x + width, base, entry.value, style.STRONG, align=END, width=room, whole=True)
    sheet.lines(x + indent, below - 1.2, item.note, style.NOTE)
    bottom = y + item.height
    sheet.rule(x, bottom, x + width, bottom, style.LINE, 0.5)
    if entry.target:
        sheet.link(x, y, x + width, bottom, entry.target, entry.name)
    return bottom


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
    sheet: Sheet, x: float, y: float, width: float, title: str, lines: Sequence[str], most: int = 3
) -> float:
    """A heading and short sentences with a mark before each; returns where they ended."""
    y = heading(sheet, x, y, width, title) + 3
    with sheet.inside("L"):
        for line in lines:
            base = y + 10.6
            sheet.rect(x, base - 4.6, 3.4, 3.4, style.ACCENT)
            with sheet.inside("LI"), sheet.inside("LBody"):
                below = sheet.paragraph(x + 11, base, width - 11, line, style.BODY, most)
            y = below - _LINE + 5.2
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
    """A figure with its name and a line under it; `picture` draws at its right. Returns its end.

    The picture is furniture, unless it opens a figure of its own that says what it shows.
    """
    height = 58.0
    sheet.rect(x, y, width, height, style.PANEL)
    sheet.rect(x, y, 2.2, height, style.ACCENT)
    room = width - (76 if picture else 20)
    with sheet.inside("P"):
        sheet.text(x + 12, y + 14.5, name, style.NOTE, width=width - 20)
        sheet.text(x + 12, y + 35.5, figure, style.FIGURE, width=room, whole=True)
        sheet.text(x + 12, y + 49.5, note, style.NOTE, width=width - 20, whole=True)
    if picture:
        picture(x + width - 66, y + 19, 54, 19)
    return y + height
