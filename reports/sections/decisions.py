"""Decisions and asks: what the meeting is to decide, why, with which options, who and by when."""

from collections.abc import Sequence

from models.governance.outcomes import Resolution
from models.pack_plan import MOST_ASKS, Ask
from models.text import counted, day_text, maybe_day
from reports import story_asks, style
from reports.blocks import heading
from reports.figures import Figures
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.story_asks import Suggestion
from reports.style import BOTTOM, MARGIN, RIGHT, Type
from reports.table import Cell, Column, Drawn, Row, Table, Text

_NUMBER = Type(style.FIGURE.weight, 15, 16, style.ACCENT)
_WHAT = Type(style.STRONG.weight, 9.2, 12)
_LINES = 5  # of a decision, whatever else stands on the page
_NUMBERS, _WHO, _BY = 34.0, 124.0, 76.0
_REST = RIGHT - MARGIN - _NUMBERS - _WHO - _BY
_PAD = 8.0
_HEAD = 24.0
_ROW = 40.0  # of a suggestion, about
_TAKEN = 21.0  # a row of what was decided
_WIDE = (RIGHT - MARGIN - _WHO - _BY) / 0.78
_ABOVE = 54.0  # room for what stands above the suggestions


def draw(book: Book, figures: Figures) -> None:
    asks, suggested = story_asks.asked(figures), story_asks.suggestions(figures)
    taken = story_asks.taken(figures)
    title = story_asks.conclusion(asks, taken)
    leaf = book.page(SECTION, title, story_asks.support(asks))
    suggested = suggested[: MOST_ASKS - len(asks)]
    y = leaf.top
    if asks:
        lines = _lines(BOTTOM - leaf.top, len(asks), len(suggested))
        leaf, y = _asked(book, leaf, asks, title, lines)
        y += 20
    y = _taken(leaf, y, taken)
    _suggest(leaf, y, suggested)


def _lines(room: float, asks: int, suggested: int) -> int:
    """How many lines each decision can have so that all stands on one page; five at least."""
    below = _ABOVE + _ROW * suggested if suggested else 0.0
    each = (room - _HEAD - below) / max(1, asks) - 2 * _PAD
    return max(_LINES, int(each / _WHAT.leading))


def _asked(
    book: Book, leaf: Leaf, asks: Sequence[Ask], title: str, lines: int
) -> tuple[Leaf, float]:
    columns = [
        Column("", _NUMBERS),
        Column("What is to be decided", _REST * 0.34, type_=_WHAT, most=lines),
        Column("Why", _REST * 0.36, most=lines),
        Column("Options", _REST * 0.30, most=lines),
        Column("Who decides", _WHO, most=2),
        Column("By", _BY, type_=style.STRONG),
    ]
    table = Table(columns, lambda: book.page(SECTION, title), pad=_PAD)
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


def _taken(leaf: Leaf, y: float, taken: Sequence[Resolution]) -> float:
    """What was decided since the last pack, as far as there is room; returns where it ended."""
    room = max(0, int((BOTTOM - y - 34) // _TAKEN))
    if not taken[:room]:
        return y
    some = taken if len(taken) <= room else taken[: max(1, room - 1)]
    note = counted(len(taken), "decision")
    y = heading(leaf.sheet, MARGIN, y, RIGHT - MARGIN, "Decided since the last pack", note) + 8
    columns = [
        Column("What", _WIDE * 0.4, type_=style.STRONG),
        Column("Decided", _WIDE * 0.38),
        Column("By whom", _WHO),
        Column("On", _BY, type_=style.STRONG),
    ]
    rows = [
        [one.title, story_asks.came_of(one), story_asks.by_whom(one), maybe_day(one.decided_on)]
        for one in some
    ]
    if len(some) < len(taken):
        rows.append([f"and {counted(len(taken) - len(some), 'more decision')}", "", "", ""])
    _, end = Table(columns, pad=4.6).draw(leaf, y, rows)
    return end + 20


def _suggest(leaf: Leaf, y: float, suggested: Sequence[Suggestion]) -> None:
    """What nobody typed, told apart by its heading, its look and a word in each row."""
    room = max(0, int((BOTTOM - y - 34) // _ROW))
    if not suggested[:room]:
        return
    note = "from the records of this day, typed by nobody"
    y = heading(leaf.sheet, MARGIN, y, RIGHT - MARGIN, "What the figures suggest", note) + 8
    quiet = style.BODY.in_colour(style.SECOND)
    columns = [
        Column("", _NUMBERS),
        Column("What could be decided", _REST * 0.34, type_=style.STRONG, most=2),
        Column("Why", _REST * 0.36, type_=quiet, most=2),
        Column("Options", _REST * 0.30, type_=quiet, most=2),
        Column("Who would decide", _WHO, type_=quiet),
        Column("State", _BY, type_=style.EYEBROW),
    ]
    rows = [
        ["", one.what, one.why, one.options, story_asks.SIDE[one.side], "Suggestion"]
        for one in suggested[:room]
    ]
    Table(columns, pad=6.4).draw(leaf, y, rows)


def _nothing(figures: Figures) -> str:
    """Suggestions alone are no page: a briefing lists them, and here they are counted."""
    if story_asks.asked(figures) or story_asks.taken(figures):
        return ""
    return story_asks.none_asked(story_asks.suggestions(figures))


SECTION = Section("decisions", "Decisions and asks", draw, _nothing)
