"""Decisions and asks: what the meeting is to decide, why, with which options, who and by when."""

from collections.abc import Sequence

from models.pack_plan import MOST_ASKS, Ask
from models.text import day_text
from reports import story_asks, style
from reports.blocks import Entry, entries
from reports.figures import Figures
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.story_asks import Suggestion
from reports.style import MARGIN, RIGHT, Type
from reports.table import Cell, Column, Drawn, Row, Table, Text

_NUMBER = Type(style.FIGURE.weight, 15, 16, style.ACCENT)
_WHAT = Type(style.STRONG.weight, 9.2, 12)
_LINES = 5
_SUGGESTED = "What the figures suggest to ask"


def draw(book: Book, figures: Figures) -> None:
    asks, suggested = story_asks.asked(figures), story_asks.suggestions(figures)
    title = story_asks.conclusion(asks, suggested)
    support = story_asks.support(asks) if asks else "Each is for our eyes alone, until somebody asks it."
    leaf = book.page(SECTION, title, support)
    y = leaf.top
    if asks:
        leaf, y = _table(book, leaf, asks, title)
        y += 18
    if len(asks) < MOST_ASKS:
        _suggest(leaf.sheet, y, suggested)


def _table(book: Book, leaf: Leaf, asks: Sequence[Ask], title: str) -> tuple[Leaf, float]:
    whole = RIGHT - MARGIN
    number, who, by = 34.0, 124.0, 74.0
    rest = whole - number - who - by
    columns = [
        Column("", number),
        Column("What is to be decided", rest * 0.34, type_=_WHAT, most=_LINES),
        Column("Why", rest * 0.36, most=_LINES),
        Column("Options", rest * 0.30, most=_LINES),
        Column("Who decides", who, most=2),
        Column("By", by, type_=style.STRONG),
    ]
    table = Table(columns, lambda: book.page(SECTION, title), pad=8.0)
    return table.draw(leaf, leaf.top, [_row(n, ask) for n, ask in enumerate(asks, 1)])


def _row(number: int, ask: Ask) -> Row:
    def digit(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        sheet.text(x, y + 20, str(number), _NUMBER)

    owner, side = story_asks.who(ask)
    cells: list[Cell] = [
        Drawn(digit),
        ask.what,
        ask.why or "–",
        ask.options or "–",
        Text(owner, None, side),
        day_text(ask.by) if ask.by else "No day yet",
    ]
    return cells


def _suggest(sheet: Sheet, y: float, suggested: Sequence[Suggestion]) -> None:
    lines = [Entry(one.what, "Suggestion", one.why, target=one.section) for one in suggested]
    if lines:
        note = "from the records of this day, not typed by anybody"
        entries(sheet, MARGIN, y, RIGHT - MARGIN, _SUGGESTED, lines, note)


def _nothing(figures: Figures) -> str:
    asked = story_asks.asked(figures) or story_asks.suggestions(figures)
    return "" if asked else "No decision is asked of this meeting."


SECTION = Section("decisions", "Decisions and asks", draw, _nothing)
