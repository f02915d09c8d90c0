"""The table of a pipeline review: what to act on, under its four purposes (C104-C107)."""

from collections.abc import Sequence
from datetime import date

from models import commitment_words as words
from models.commitments import Commitment
from models.partner_file import CountedDeal
from models.text import compact_money, count_word, counted, day_text, maybe_day, money_said
from reports import story, style
from reports.figures import Figures
from reports.page import Book, Section
from reports.scripts import beside
from reports.sheet import Sheet
from reports.style import BOTTOM, MARGIN, RIGHT
from reports.table import Column, Group, Row, Table, Text

CLOSE = "Develop the pipeline and bring deals to a close"
TRENDS = "See where the figures are heading"
ORDER = "Put the actions in order"
CORRECT = "Correct the course"
_EXPLAIN = "Explain the change"
_PAD = 3.0
_HEADS = 14.4 + 4 * 22.0  # of the columns, and of the four purposes


def draw(
    book: Book,
    section: Section,
    figures: Figures,
    todo: Sequence[Commitment],
    deals: Sequence[CountedDeal],
) -> None:
    """One page: each purpose with the deals due, figures and actions that belong to it."""
    title = _title(figures, todo, len(deals))
    support = "The four purposes of a monthly review, with what each has to look at."
    leaf = book.page(section, title, support)
    whole = RIGHT - MARGIN
    now, owner, by = 168.0, 130.0, 66.0
    groups = (
        (CLOSE, _closing(deals, figures), "No open deal is due in these weeks."),
        (TRENDS, _trends(figures), "No earlier figures are on record to see a trend from."),
        (ORDER, _ordered(todo), "No action is agreed."),
        (CORRECT, _corrections(figures), "Nothing asks for it."),
    )
    free = BOTTOM - leaf.top - _HEADS
    wanted = [max(1, len(found)) for _, found, _ in groups]
    line, rest = style.BODY.leading + 2 * _PAD, whole - now - owner - by
    # In two lines where even that fits, so that no name is cut beside an empty half of a page.
    widths = rest * 0.6, rest * 0.4
    long = sum(_is_long(leaf.sheet, row, widths) for _, found, _ in groups for row in found)
    lines = 2 if sum(wanted) * line + long * style.BODY.leading <= free else 1
    shares = _shares(wanted, int(free // line))
    columns = [
        Column("What to act on", widths[0], most=lines),
        Column("Next step", widths[1], most=lines),
        Column("Where it stands", now),
        Column("Owner", owner),
        Column("By", by, type_=style.STRONG),
    ]
    rows: list[Row] = []
    for (name, found, nothing), most in zip(groups, shares, strict=True):
        cut = f"the first {most} of {len(found)}" if len(found) > most else ""
        rows.append(Group(name, cut))
        rows.extend(found[:most] or [[Text(nothing, style.NOTE), "", "", "", ""]])
    Table(columns, pad=_PAD).draw(leaf, leaf.top, rows)


def _is_long(sheet: Sheet, row: Row, widths: Sequence[float]) -> bool:
    """Whether a row has words too long for one line of its columns."""
    cells = zip(row, widths, strict=False)
    return any(isinstance(c, str) and sheet.width(c, style.BODY) > wide - 8 for c, wide in cells)


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """How many rows each purpose has: all that it wants, or an even part of what there is."""
    given = [0] * len(wanted)
    while room > 0 and any(a < b for a, b in zip(given, wanted, strict=True)):
        for at, most in enumerate(wanted):
            if given[at] < most and room > 0:
                given[at] += 1
                room -= 1
    return given


def _title(figures: Figures, todo: Sequence[Commitment], due: int) -> str:
    past = len(figures.slipped)
    late = sum(one.state == "late" for one in todo)
    deals = "open deal is" if due == 1 else "open deals are"
    start = f"{count_word(due).capitalize()} {deals} due in the next 13 weeks"
    more = [
        f"{count_word(count)} {one if count == 1 else many}"
        for count, one, many in (
            (past, "deal past its close", "deals past their close"),
            (late, "late action", "late actions"),
        )
        if count
    ]
    return f"{start}; {' and '.join(more)} to put right" if more else start


def _closing(deals: Sequence[CountedDeal], figures: Figures) -> list[Row]:
    rows: list[Row] = []
    for one in deals:
        deal = one.deal
        named = beside(one.ref.text, deal.customer if deal.name else "")
        stands = f"{compact_money(one.tcv_minor, figures.currency)}, {deal.stage or 'no stage'}"
        rows.append([named, deal.next_step or "–", stands, "", maybe_day(deal.close_date)])
    return rows


def _trends(figures: Figures) -> list[Row]:
    course = [p for p in figures.facts.background.course if p.on < figures.facts.as_of]
    if not course:
        return []
    first, tcv = course[0], figures.decision.tcv
    rows: list[Row] = []
    for name, was, now in (
        ("Pipeline in the window", first.pipeline, tcv.pipeline),
        (figures.terms.tcv_label, first.total, tcv.total),
    ):
        if was or now:
            told = compact_money(now, figures.currency)
            told = _went(told, compact_money(was, figures.currency), now - was, first.on)
            rows.append([name, _EXPLAIN if now != was else "–", told, "", ""])
    won, decided = figures.win_rate
    if decided and first.decided:
        now, was = won * 100 // decided, first.won * 100 // first.decided
        told = _went(f"{now}%", f"{was}%", now - was, first.on)
        rows.append(["Win rate", _EXPLAIN if now != was else "–", told, "", ""])
    return rows


def _went(now: str, was: str, change: int, on: date) -> str:
    """A figure with where it was: "69%, unchanged since 31 Mar 2026"."""
    if not change:
        return f"{now}, unchanged since {day_text(on)}"
    return f"{now}, {'up' if change > 0 else 'down'} from {was} on {day_text(on)}"


def _ordered(todo: Sequence[Commitment]) -> list[Row]:
    first = sorted(todo, key=lambda one: (one.action.priority, one.state != "late"))
    return [
        [
            one.action.title,
            f"Priority {one.action.priority}",
            words.when(one) if one.state == "late" else words.STATE[one.state],
            f"{one.action.owner or 'Nobody named'}, {one.action.side}",
            maybe_day(one.action.due_on),
        ]
        for one in first
    ]


def _corrections(figures: Figures) -> list[Row]:
    rows: list[Row] = []
    if figures.slipped:
        amount = money_said(sum(deal.tcv_minor for deal in figures.slipped), figures.currency)
        late = counted(len(figures.slipped), "open deal")
        past = "is past its" if len(figures.slipped) == 1 else "are past their"
        what = f"{late} {past} expected close"
        rows.append([what, "Set a new date or close it", amount, "", ""])
    by = day_text(figures.measurement)
    rows += [
        [name, f"Close it for {figures.target.label}", missing, "", by]
        for name, missing, _ in story.closing_moves(figures)
    ]
    return rows
