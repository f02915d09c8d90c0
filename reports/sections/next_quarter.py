"""The next quarter: what each side owes by when, and the days that are known, week by week."""

from datetime import date

from models import commitment_words as words
from models.calendar_strip import last_day
from models.commitments import SIDES, Commitment, owed
from models.next_quarter import KINDS, NAMES, Day, days_ahead
from models.next_quarter_words import conclusion, support
from models.partner_file import CountedDeal
from models.text import compact_money, day_text, maybe_day, money_said
from reports import charts_time
from reports.blocks import Entry, entries
from reports.charts_time import Lane
from reports.figures import Figures
from reports.marks import GAP_MARK, LATE_MARK, OPEN_MARK
from reports.page import Book, Leaf, Section
from reports.scripts import beside
from reports.sections import purposes
from reports.story import closing_moves
from reports.style import BOTTOM, MARGIN, RIGHT, column, span

_TITLE = {"host": "What the host does", "partner": "What the partner does"}
_NONE = "Nothing agreed yet."
_LEAST = 82.0  # of room for lists of a few lines


def draw(book: Book, figures: Figures) -> None:
    todo, days = owed_of(figures), days_of(figures)
    as_of = figures.facts.as_of
    leaf = book.page(SECTION, conclusion(todo, days), support(todo, days, as_of))
    lanes = _lanes(todo, days)
    y = charts_time.calendar(leaf.sheet, MARGIN, leaf.top, RIGHT - MARGIN, as_of, lanes) + 14
    y = _lists(leaf, y, todo, days)
    if figures.facts.plan.kind == "pipeline_review":
        purposes.draw(book, SECTION, figures, todo, due_deals(figures))
    elif not book.tight:
        _behind(leaf, y + 18, figures)


def owed_of(figures: Figures) -> tuple[Commitment, ...]:
    """What is still to be done in these weeks, late ones first."""
    as_of = figures.facts.as_of
    return owed(figures.facts.background.actions, as_of, last_day(as_of))


def days_of(figures: Figures) -> tuple[Day, ...]:
    facts = figures.facts
    return days_ahead(facts.file, facts.terms, facts.plan, facts.background, facts.proofs)


def _lanes(todo: tuple[Commitment, ...], days: tuple[Day, ...]) -> list[Lane]:
    lanes = []
    for side in SIDES:
        mine = [one for one in todo if one.action.side == side]
        ahead = [
            charts_time.Entry(one.action.due_on, one.action.title)
            for one in mine
            if one.state != "late" and one.action.due_on
        ]
        late = sum(one.state == "late" for one in mine)
        lanes.append(Lane(_TITLE[side], ahead, late))
    for kind in KINDS:
        strong = kind in ("meeting", "measure")
        found = [charts_time.Entry(day.on, day.what, strong) for day in days if day.kind == kind]
        lanes.append(Lane(NAMES[kind], found))
    return lanes


def _lists(leaf: Leaf, y: float, todo: tuple[Commitment, ...], days: tuple[Day, ...]) -> float:
    """What each side does, and the days; returns where the longest of them ended."""
    sheet, ends = leaf.sheet, [y]
    for number, side in enumerate(SIDES):
        mine = [one for one in todo if one.action.side == side]
        lines = [_entry(one) for one in mine] or [Entry(_NONE)]
        late = sum(one.state == "late" for one in mine)
        note = f"{late} carried over late" if late else ""
        x = column(number * 4)
        ends.append(entries(sheet, x, y, span(4), _TITLE[side], lines, note))
    lines = [Entry(day.what, day_text(day.on), day.note) for day in days]
    lines = lines or [Entry("No day is known for these weeks.")]
    ends.append(entries(sheet, column(8), y, span(4), "Days to keep in mind", lines))
    return max(ends)


def _behind(leaf: Leaf, y: float, figures: Figures) -> None:
    """With room to spare, what these weeks are for: the deals due, and what the next tier lacks."""
    if y + _LEAST > BOTTOM:
        return
    due = due_deals(figures)
    deals = [
        Entry(
            deal.ref.text,
            compact_money(deal.tcv_minor, figures.currency),
            beside(deal.deal.customer, maybe_day(deal.deal.close_date)),
            target="deals",
        )
        for deal in due
    ]
    total = money_said(sum(deal.tcv_minor for deal in due), figures.currency) if due else ""
    lines = deals or [Entry("None is expected to close.")]
    title = "Open deals due in these weeks"
    entries(leaf.sheet, MARGIN, y, span(6), title, lines, total, most=1)
    moves = [Entry(name, lack, "", GAP_MARK, "tier") for name, lack, _ in closing_moves(figures)]
    if moves:
        by = f"by the measurement on {day_text(figures.measurement)}"
        title = f"Still open for {figures.target.label}"
        entries(leaf.sheet, column(6), y, span(6), title, moves, by)


def due_deals(figures: Figures) -> list[CountedDeal]:
    """The open deals that are expected to close in these weeks, the largest first."""
    as_of = figures.facts.as_of
    last = last_day(as_of)
    found = figures.of("pipeline", "out_of_window")
    return [deal for deal in found if as_of <= (deal.deal.close_date or date.min) <= last]


def _entry(one: Commitment) -> Entry:
    action = one.action
    due = day_text(action.due_on) if action.due_on else "No day yet"
    note = action.owner or "Nobody named"
    if one.state == "late":
        note = f"{note}; {words.when(one)}"
    kind = LATE_MARK if one.state == "late" else OPEN_MARK
    return Entry(action.title, due, note, kind)


def _nothing(figures: Figures) -> str:
    if owed_of(figures) or days_of(figures) or figures.facts.plan.kind == "pipeline_review":
        return ""
    return "Nothing is agreed and no day is known for the coming 13 weeks."


SECTION = Section("next-quarter", "The next quarter", draw, _nothing)
