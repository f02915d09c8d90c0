"""What changed since the last pack, subject by subject, as it was and as it is."""

from collections.abc import Callable, Iterator, Mapping

from models.background import Change, Changes
from models.pack_changes_words import FIRST, TURNS, conclusion, grouped, support
from models.text import counted, day_text, sentence
from reports import style
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.figures import Figures
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.style import MARGIN, RIGHT, Type
from reports.table import Column, Drawn, Group, Row, Table, Text

_WHAT = Type(MEDIUM, 7.8, 10.4)
_WAS = Type(REGULAR, 7.8, 10.4, style.SECOND)
_NOW = Type(SEMIBOLD, 7.8, 10.4)
_TURN = Type(REGULAR, 7.2, 10.4, style.SECOND)
_SHAPE = 18.0  # points of the column of shapes
_HALF = 2.9  # of a shape
_PAD = 3.2
_LINE = _PAD + 5.4  # from a row's top to the middle of its first line


def draw(book: Book, figures: Figures) -> None:
    found = figures.facts.background.changes
    if found is None:
        return
    title, now = conclusion(found), day_text(figures.facts.as_of)

    def more() -> Leaf:
        return book.page(SECTION, title, support(found, now))

    leaf = more()
    wide = (RIGHT - MARGIN - _SHAPE - 56) / 3
    columns = [
        Column("What", wide, type_=_WHAT, most=2),
        Column("", _SHAPE),
        Column("Turn", 56, type_=_TURN),
        Column(f"On {day_text(found.as_of)}", wide, type_=_WAS, most=2),
        Column(f"On {now}", wide, type_=_NOW, most=2),
    ]
    table = Table(columns, next_page=more, pad=_PAD, balanced=True)
    table.draw(leaf, leaf.top, _rows(found))


def _rows(found: Changes) -> Iterator[Row]:
    for name, changes in grouped(found.changes):
        yield Group(name, counted(sum(one.records for one in changes), "change"))
        for one in changes:
            yield _row(one)


def _row(one: Change) -> Row:
    return [
        Text(one.what, target=one.section),
        Drawn(_SHAPES[one.turn]),
        TURNS[one.turn],
        one.was,
        one.now,
    ]


def _up(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    middle, line = x + width / 2, y + _LINE
    corners = ((0, -_HALF), (_HALF, _HALF), (-_HALF, _HALF))
    sheet.polygon([(middle + a, line + b) for a, b in corners], style.ACCENT)


def _down(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    middle, line = x + width / 2, y + _LINE
    corners = ((0, _HALF), (_HALF, -_HALF), (-_HALF, -_HALF))
    sheet.polygon([(middle + a, line + b) for a, b in corners], style.ACCENT)


def _new(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    middle, line = x + width / 2, y + _LINE
    sheet.rule(middle - _HALF, line, middle + _HALF, line, style.ACCENT, 1.3)
    sheet.rule(middle, line - _HALF, middle, line + _HALF, style.ACCENT, 1.3)


def _gone(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    middle, line = x + width / 2, y + _LINE
    sheet.rule(middle - _HALF, line, middle + _HALF, line, style.ACCENT, 1.3)


def _other(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    """An arrow from what was to what is."""
    middle, line = x + width / 2, y + _LINE
    sheet.rule(middle - _HALF, line, middle + _HALF, line, style.SECOND, 0.9)
    head = ((_HALF - 2.2, -2.2), (_HALF, 0), (_HALF - 2.2, 2.2))
    sheet.polyline([(middle + a, line + b) for a, b in head], style.SECOND, 0.9)


_SHAPES: Mapping[str, Callable[[Sheet, float, float, float, float], None]] = {
    "up": _up,
    "down": _down,
    "new": _new,
    "gone": _gone,
    "other": _other,
}


def _nothing(figures: Figures) -> str:
    found = figures.facts.background.changes
    if found is None:
        return FIRST
    return "" if found.changes else sentence(conclusion(found))


SECTION = Section("changes", "Changes since the last pack", draw, _nothing)
