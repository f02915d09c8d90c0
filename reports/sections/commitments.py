"""Commitments since the last review: what each side kept, what is late, what was dropped."""

from collections.abc import Sequence
from itertools import accumulate

from models import commitment_words as words
from models.commitments import SIDES, Commitment, Kept, Tally, kept
from models.text import maybe_day, number
from reports import charts, style
from reports.charts import said, share
from reports.figures import Figures
from reports.marks import DONE_MARK, DROPPED_MARK, LATE_MARK, OPEN_MARK
from reports.page import Book, Section
from reports.sheet import CENTRE, END, Sheet
from reports.structure import Chart, Series
from reports.style import BOTTOM, MARGIN, RIGHT, Type
from reports.table import Cell, Column, Marked, Row, Table, Text

MARKS = {"done": DONE_MARK, "late": LATE_MARK, "open": OPEN_MARK, "dropped": DROPPED_MARK}
_STATES = ("done", "late", "open", "dropped")  # as the bar has them
_COLOUR = {"done": style.MET, "late": style.GAP, "open": style.PALE, "dropped": style.TRACK}
_LIGHT = ("done", "late")
_RATE = Type(style.FIGURE.weight, 15, 18)
_IN_BAR = Type(style.STRONG.weight, 7.6, 10)
_BAR_LEFT, _BAR_WIDTH, _BAR_HEIGHT = MARGIN + 62, 420.0, 15.0
_LINE = 30.0
_LINES = 2  # of a title
_REST = 14.0  # the line that counts what has no room
_BESIDE = 6.0  # that a column keeps free at its end
_HEAD, _PAD, _CLOSE = 14.4, 4.2, 3.2  # closer where not all would fit on the page else


def draw(book: Book, figures: Figures) -> None:
    found = kept_of(figures)
    title = words.conclusion(found)
    leaf = book.page(SECTION, title, words.support(found))
    y = _rates(leaf.sheet, leaf.top, found) + 8
    shown = _that_fit(leaf.sheet, BOTTOM - y, found.found)
    tall = _HEAD + sum(_height(leaf.sheet, one, _PAD) for one in shown)
    room = BOTTOM - y - (_REST if len(shown) < len(found.found) else 0)
    pad = _PAD if tall <= room else _CLOSE
    _, y = Table(_columns(), pad=pad).draw(leaf, y, [_row(one) for one in shown])
    if len(shown) < len(found.found):
        leaf.sheet.text(MARGIN, y + 12, words.rest(found.found[len(shown) :]), style.NOTE)


def _that_fit(sheet: Sheet, room: float, found: Sequence[Commitment]) -> Sequence[Commitment]:
    """Those that one page has room for, late ones first; a line counts the rest."""
    used = list(accumulate((_height(sheet, one, _CLOSE) for one in found), initial=_HEAD))
    if used[-1] <= room:
        return found
    return found[: sum(tall <= room - _REST for tall in used) - 1]


def _height(sheet: Sheet, one: Commitment, pad: float) -> float:
    """What a row takes: a long title has two lines."""
    lines = len(sheet.wrap(one.action.title, style.BODY, _columns()[0].width - _BESIDE, _LINES))
    return lines * style.BODY.leading + 2 * pad + (style.NOTE.leading if _under(one) else 0.0)


def kept_of(figures: Figures) -> Kept:
    """The commitments since the pack before this one."""
    background = figures.facts.background
    last = background.changes.as_of if background.changes else None
    return kept(background.actions, figures.facts.as_of, last)


def _rates(sheet: Sheet, y: float, found: Kept) -> float:
    """A bar for each side on one scale, its tick where all that came due would be done."""
    tallies = [found.tally(side) for side in SIDES]
    whole = max(1, *(tally.all for tally in tallies))
    shown = [s for s in _STATES if any(getattr(tally, s) for tally in tallies)]
    chart = Chart(
        "stacked_bars",
        [words.SIDE[tally.side] for tally in tallies],
        [
            Series(words.STATE[state], [getattr(tally, state) for tally in tallies], _COLOUR[state])
            for state in shown
        ],
    )
    due = ", ".join(f"{words.SIDE[t.side]} {t.came_due}" for t in tallies)
    alt = f"{said(chart, 'Commitments')} Due by now: {due}."
    head = y + 9
    swatches = [(words.STATE[state], _COLOUR[state]) for state in shown]
    x = charts.swatches(sheet, _BAR_LEFT, head, swatches)
    sheet.rect(x, head - 7, 1.8, 9, style.INK)
    sheet.text(x + 6, head, "All that came due", style.NOTE)
    y += 18
    bottom = y + _LINE * len(tallies) - 6
    with sheet.figure(alt, (_BAR_LEFT, y, _BAR_LEFT + _BAR_WIDTH, bottom), chart):
        # Every ground first: on a slide the bars are one chart above them all.
        for at in range(len(tallies)):
            sheet.rect(_BAR_LEFT, y + at * _LINE + 2.5, _BAR_WIDTH, _BAR_HEIGHT, style.PANEL)
        for at, tally in enumerate(tallies):
            _bar(sheet, y + at * _LINE, tally, whole)
    for at, tally in enumerate(tallies):
        base = y + at * _LINE + 11
        with sheet.inside("P"):
            sheet.text(MARGIN, base, words.SIDE[tally.side], style.HEADING, width=56)
            left = _BAR_LEFT + _BAR_WIDTH + 62
            sheet.text(left, base + 1.4, words.rate(tally), _RATE, align=END)
            sheet.text(left + 10, base, words.rate_said(tally), style.BODY, width=RIGHT - left - 10)
    return bottom + 8


def _bar(sheet: Sheet, y: float, tally: Tally, whole: int) -> None:
    x = _BAR_LEFT
    for state in _STATES:
        count = getattr(tally, state)
        wide = _BAR_WIDTH * share(count, whole)
        if not wide:
            continue
        sheet.rect(x, y + 2.5, wide, _BAR_HEIGHT, _COLOUR[state])
        sheet.rect(x + wide - 0.6, y + 2.5, 0.6, _BAR_HEIGHT, style.WHITE)
        text = number(count)
        if sheet.width(text, _IN_BAR) + 4 <= wide:
            colour = style.WHITE if state in _LIGHT else style.INK
            type_ = _IN_BAR.in_colour(colour)
            sheet.text(x + wide / 2, y + 12.8, text, type_, align=CENTRE)
        x += wide
    if tally.came_due:
        tick = _BAR_LEFT + _BAR_WIDTH * share(tally.came_due, whole)
        sheet.rect(tick - 0.9, y, 1.8, _BAR_HEIGHT + 5, style.INK)


def _columns() -> list[Column]:
    whole = RIGHT - MARGIN
    side, owner, due, state, when = 62.0, 128.0, 74.0, 106.0, 112.0
    return [
        Column("Commitment", whole - side - owner - due - state - when, most=_LINES),
        Column("Side", side),
        Column("Owner", owner),
        Column("Due", due),
        Column("State", state),
        Column("When", when),
    ]


def _row(one: Commitment) -> Row:
    action = one.action
    cells: list[Cell] = [
        Text(action.title, None, _under(one)),
        words.SIDE.get(action.side, action.side),
        action.owner or "Nobody named",
        maybe_day(action.due_on),
        Marked(MARKS[one.state], words.STATE[one.state]),
        words.when(one),
    ]
    return cells


def _under(one: Commitment) -> str:
    """What stands under its title: why it was dropped, else what was agreed in detail."""
    action = one.action
    if one.state == "dropped" and action.reason:
        return f"Dropped: {action.reason}"
    return action.detail


def _nothing(figures: Figures) -> str:
    return "" if kept_of(figures).found else "No commitment is on record since the last review."


SECTION = Section("commitments", "Commitments", draw, _nothing)
