"""Tables: declared columns, rows that grow with their text, pages that repeat the head."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from reports import style
from reports.marks import mark
from reports.page import Leaf
from reports.sheet import END, LEFT, Box, Sheet
from reports.style import BOTTOM, Type


class Column(NamedTuple):
    """A column: `width` in points with its padding, `most` lines a cell (0: as many as needed).

    `under` are the lines that a second text under the first may have.
    What is aligned at its end is taken for a figure and never cut.
    """

    title: str
    width: float
    align: float = LEFT
    type_: Type = style.BODY
    most: int = 1
    under: int = 1


class Text(NamedTuple):
    """A cell in a type of its own, with a second line under the first if wanted.

    `target` is where the cell leads to, as a link does; `anchor` the name by which others lead to
    its row.
    """

    text: str
    type_: Type | None = None
    under: str = ""
    target: str = ""
    anchor: str = ""


class Marked(NamedTuple):
    """A cell that opens with a status mark; `target` is where it leads to."""

    kind: str
    text: str = ""
    type_: Type | None = None
    target: str = ""


class Drawn(NamedTuple):
    """A cell that draws itself in its box (left, top, width, height).

    `said` is what it shows, in words, unless the cells beside it say that in figures.
    """

    draw: Callable[[Sheet, float, float, float, float], None]
    said: str = ""


Cell = str | Text | Marked | Drawn


class Group(NamedTuple):
    """A heading row over the rows that follow, with a figure at the right if wanted."""

    title: str
    note: str = ""
    figure: str = ""


Row = Sequence[Cell] | Group

_PAD = 6.0
_GROUP = 22.0
_HEAD = 14.4
_ENOUGH = 0.34  # of the rows of a full page
_UNDER = style.NOTE
_WORDS = (str, Text)
_LEADING = (Text, Marked)


@dataclass(slots=True)
class Table:
    """Draws rows one under another; `next_page` opens the page on which the rest goes on.

    `shade` is a column to set off with a ground of its own, in a table of one page. With
    `balanced` the last page never holds a few rows alone: it shares with the page before.
    """

    columns: Sequence[Column]
    next_page: Callable[[], Leaf] | None = None
    pad: float = 4.6
    bottom: float = BOTTOM
    left: float = style.MARGIN
    shade: int = -1
    balanced: bool = False
    width: float = field(init=False)
    _edges: list[float] = field(init=False, repr=False)
    _whole_lines: list[list[str]] = field(init=False, repr=False)
    _breaks: bool = field(init=False, repr=False)
    _one_line: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        widths = (column.width for column in self.columns)
        self._edges = list(accumulate(widths, initial=self.left))
        self.width = self._edges[-1] - self.left
        self._whole_lines = [[] for _ in self.columns]
        self._breaks = any(column.most != 1 for column in self.columns)
        tallest = max(style.BODY.leading, *(column.type_.leading for column in self.columns))
        self._one_line = tallest + 2 * self.pad

    def draw(self, leaf: Leaf, y: float, rows: Iterable[Row]) -> tuple[Leaf, float]:
        """Draw the head and the rows from `y` down; returns the last page and where it ended."""
        place, top, last = leaf.sheet.place(), y, -1
        if self.balanced:
            rows = list(rows)
            last = self._last_page(leaf, y, rows)
        y = self.head(leaf.sheet, y)
        fresh, waiting, group = True, None, None
        for number, row in enumerate(rows):
            if isinstance(row, Group):
                # A heading waits for its first row, so that it never ends a page alone.
                waiting = group = row
                continue
            lines = self._lines(leaf.sheet, row)
            height = self._height(leaf.sheet, row, lines)
            needed = height + (_GROUP if waiting else 0)
            full = y + needed > self.bottom or number == last
            if full and not fresh and self.next_page is not None:
                leaf.sheet.close()
                leaf = self.next_page()
                y = self.head(leaf.sheet, leaf.top)
                if group and not waiting:
                    waiting = group._replace(note="continued")
            if waiting:
                y = self._group(leaf.sheet, y, waiting)
                waiting = None
            self._row(leaf.sheet, y, row, lines, height)
            y += height
            fresh = False
        leaf.sheet.close()
        self._shade(leaf.sheet, place, top, y)
        return leaf, y

    def _last_page(self, leaf: Leaf, y: float, rows: Sequence[Row]) -> int:
        """The row with which the last page begins, so that it shares evenly with the one before.

        -1 where it has rows enough as the pages fill up.
        """
        pages: list[list[tuple[int, float]]] = [[]]
        y, waiting, group = y + _HEAD, False, False
        for number, row in enumerate(rows):
            if isinstance(row, Group):
                waiting = group = True
                continue
            height = self._height(leaf.sheet, row, self._lines(leaf.sheet, row))
            if y + height + (_GROUP if waiting else 0) > self.bottom and pages[-1]:
                pages.append([])
                y, waiting = leaf.top + _HEAD, group
            height += _GROUP if waiting else 0
            pages[-1].append((number, height))
            y, waiting = y + height, False
        if len(pages) < 2 or len(pages[-1]) >= _ENOUGH * len(pages[-2]):
            return -1
        both = pages[-2] + pages[-1]
        half = sum(height for _, height in both) / 2
        tops = accumulate(height for _, height in both[:-1])
        later = [number for (number, _), top in zip(both[1:], tops, strict=True) if top >= half]
        return later[0] if later else both[-1][0]

    def head(self, sheet: Sheet, y: float) -> float:
        """Begin a table with its column titles over a strong rule; returns where rows begin."""
        x = self.left
        sheet.open("Table", edges=self._edges)
        with sheet.inside("TR", edges=(y, y + _HEAD)):
            for number, column in enumerate(self.columns):
                sheet.open("TH" if column.title else "TD")
                self._put(sheet, x, y + 8, column, column.title, style.HEAD, number)
                sheet.close()
                x += column.width
        sheet.rule(self.left, y + 14, self.left + self.width, y + 14, style.INK, 0.8)
        return y + _HEAD

    def _group(self, sheet: Sheet, y: float, group: Group) -> float:
        right, base, count = self.left + self.width, y + 14.5, len(self.columns)
        room = self.width - (sheet.width(group.figure, style.STRONG) + 20 if group.figure else 0)
        with sheet.inside("TR", edges=(y, y + _GROUP)):
            with sheet.inside("TH", scope="Group", span=max(1, count - 1)):
                x = self.left + sheet.text(self.left, base, group.title, style.HEADING, width=room)
                if group.note:
                    width = room - x + self.left - 10
                    sheet.text(x + 10, base, group.note, style.NOTE, width=width)
            if count > 1:
                with sheet.inside("TD"):
                    sheet.text(right, base, group.figure, style.STRONG, align=END)
        line = y + _GROUP - 0.4
        sheet.rule(self.left, line, self.left + self.width, line, style.LINE, 0.6)
        return y + _GROUP

    def _lines(self, sheet: Sheet, row: Sequence[Cell]) -> list[list[str]]:
        """The broken text of every cell whose column may hold more than one line."""
        if not self._breaks:
            return self._whole_lines
        broken = []
        for column, cell in zip(self.columns, row, strict=True):
            words = cell.text if isinstance(cell, Text) else cell
            if isinstance(words, str) and column.most != 1:
                room = column.width - _PAD
                broken.append(sheet.wrap(words, _type_of(column, cell), room, column.most))
            else:
                broken.append([])
        return broken

    def _height(self, sheet: Sheet, row: Sequence[Cell], lines: list[list[str]]) -> float:
        if not self._breaks and not any(isinstance(c, Text) and c.under for c in row):
            return self._one_line
        tallest = style.BODY.leading
        for column, cell, broken in zip(self.columns, row, lines, strict=True):
            tall = max(1, len(broken)) * column.type_.leading
            if isinstance(cell, Text) and cell.under:
                tall += _UNDER.leading * len(_below(sheet, column, cell))
            tallest = max(tallest, tall)
        return tallest + 2 * self.pad

    def _row(
        self, sheet: Sheet, y: float, row: Sequence[Cell], lines: list[list[str]], height: float
    ) -> None:
        x, base = self.left, y + self.pad + 8.2
        sheet.open("TR", edges=(y, y + height))
        for number, (column, cell, broken) in enumerate(zip(self.columns, row, lines, strict=True)):
            node = sheet.open("TD" if number else "TH", scope="" if number else "Row")
            drawn = len(sheet.boxes)
            if isinstance(cell, _WORDS):
                type_ = _type_of(column, cell)
                if broken:
                    below = sheet.lines(x, base, broken, type_)
                else:
                    words = cell if isinstance(cell, str) else cell.text
                    self._put(sheet, x, base, column, words, type_, number)
                    below = base + type_.leading
                if isinstance(cell, Text):
                    if column.under > 1:
                        sheet.lines(x, below - 1.4, _below(sheet, column, cell), _UNDER)
                    elif cell.under:
                        self._put(sheet, x, below - 1.4, column, cell.under, _UNDER, number)
                    if cell.anchor:
                        sheet.anchor(cell.anchor, y)
            elif isinstance(cell, Marked):
                mark(sheet, cell.kind, x + 4, base - 2.9)
                room = column.width - _PAD - 11
                sheet.text(x + 11.5, base, cell.text, cell.type_ or column.type_, width=room)
            elif cell.said:
                with sheet.figure(cell.said, (x, y, x + column.width - _PAD, y + height)):
                    cell.draw(sheet, x, y, column.width - _PAD, height)
            else:
                cell.draw(sheet, x, y, column.width - _PAD, height)
            if isinstance(cell, _LEADING) and cell.target:
                sheet.link(x, y, x + column.width - _PAD, y + height, cell.target, cell.text)
            if _is_cut(sheet.boxes, drawn):
                node.whole = _whole(cell)
            sheet.close()
            x += column.width
        sheet.close()
        line = y + height - 0.3
        sheet.rule(self.left, line, self.left + self.width, line, style.LINE, 0.5)

    def _shade(self, sheet: Sheet, place: int, top: float, bottom: float) -> None:
        if self.shade >= 0:
            left = self.left + sum(column.width for column in self.columns[: self.shade]) - 7
            wide = self.columns[self.shade].width - 4
            sheet.under(place, left, top - 3, wide, bottom - top + 3, style.PANEL)

    def _put(
        self, sheet: Sheet, x: float, y: float, column: Column, text: str, type_: Type, number: int
    ) -> None:
        # The last column ends at the table's edge; the others keep clear of their neighbour.
        last = number == len(self.columns) - 1
        room = column.width - (0 if last and column.align else _PAD)
        at = x + room * column.align
        sheet.text(at, y, text, type_, align=column.align, width=room, whole=column.align == END)


def _below(sheet: Sheet, column: Column, cell: Text) -> list[str]:
    """The second text of a cell in its lines."""
    if column.under == 1:
        return [cell.under]
    return sheet.wrap(cell.under, _UNDER, column.width - _PAD, column.under)


def _type_of(column: Column, cell: Cell) -> Type:
    return cell.type_ if isinstance(cell, Text) and cell.type_ else column.type_


def _is_cut(boxes: Sequence[Box], since: int) -> bool:
    """Whether one of the texts drawn since then ends in an ellipsis."""
    count = len(boxes) - since
    if count < 2:
        return count == 1 and boxes[-1].text[-1] == "…"
    return any(box.text[-1] == "…" for box in boxes[since:])


def _whole(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Text):
        return f"{cell.text} {cell.under}".strip()
    return cell.text if isinstance(cell, Marked) else ""
