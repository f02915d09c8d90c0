"""Won, lost and told: deals decided against the year before, and the wins that others hear of."""

from collections.abc import Mapping, Sequence

from models.benefits import Line
from models.governance.advocacy_counts import GIVEN, REFERENCE_KIND, REFERENCE_STATE, year_words
from models.governance.outcomes import DealNote
from models.names import fold
from models.partner_file import CountedDeal
from models.text import compact_money, counted, day_text, maybe_day, money, number
from reports import charts, style
from reports.blocks import Entry, entries, heading, tile
from reports.charts_pipeline import (
    PARETO_AXIS,
    PARETO_ROW,
    REST,
    Pair,
    Step,
    pareto,
    won_and_lost,
)
from reports.figures import Figures, Sum, sum_of
from reports.figures_pipeline import (
    Decided,
    Reason,
    closed,
    decided,
    reasons,
    together,
    year_before,
)
from reports.marks import AGREED_MARK, PENDING_MARK
from reports.page import Book, Leaf, Section
from reports.scripts import beside
from reports.sheet import END, Sheet
from reports.story_wins import rate_said, unrecorded, wins_support, wins_title
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Column, Row, Table, Text

_ASIDE = column(8)
_ASIDE_WIDTH = span(4)
_MAIN = span(8) - 12
_ROW = 19.2
_REASON = style.NOTE._replace(size=7.6, leading=9.8, colour=style.INK)
_LARGEST = 5
_WHY = 202.0  # of the main part, for the reasons of losses


def draw(book: Book, figures: Figures) -> None:
    found = decided(figures)
    before = year_before(figures, found)
    leaf = book.page(SECTION, wins_title(figures), wins_support(found, before, figures))
    y = _tiles(leaf, leaf.top, found, before, figures) + 16
    lost, why = closed(figures, "losses"), reasons(figures, found)
    below = 48 + _row_of(lost, figures) * min(len(lost), 5) if lost else 34
    tall = min(250.0, BOTTOM - y - below - 16)
    wide = _MAIN - _WHY - 18 if why else _MAIN
    _chart(leaf.sheet, y, (wide, tall), found, before, figures)
    if why:
        _reasons(leaf.sheet, y, tall, why, found, figures)
    _losses(leaf, y + tall + 14, lost, figures)
    _aside(leaf.sheet, y, figures)


def _tiles(
    leaf: Leaf, y: float, found: Sequence[Decided], before: Sequence[Decided] | None,
    figures: Figures,
) -> float:  # fmt: skip
    currency, when = figures.currency, figures.closed_name
    won, lost = (sum_of(closed(figures, bucket)) for bucket in ("wins", "losses"))
    last = figures.closed_days[1]
    then: tuple[Sum, Sum] | None = None
    if before is not None:
        pairs = zip(found, before, strict=True)
        kept = [old for new, old in pairs if new.quarter.first <= last]
        then = together(one.won for one in kept), together(one.lost for one in kept)
    rate, note = rate_said(figures)
    told = [
        (f"Won, {when}", compact_money(won.total, currency),
         _against(won, then[0] if then else None, currency)),
        (f"Lost, {when}", compact_money(lost.total, currency),
         _against(lost, then[1] if then else None, currency)),
        ("Win rate", rate, note),
    ]  # fmt: skip
    wire = _wires(figures)
    if wire is not None and (wire.due or wire.delivered):
        wanted = max(wire.wanted, wire.delivered + len(wire.without_wire))
        of = f"of {counted(wanted, 'win')} in {figures.facts.as_of.year}"
        told.append((wire.benefit.label, number(wire.delivered), of if wanted else "none is due"))
    wide = (RIGHT - MARGIN - style.GUTTER * (len(told) - 1)) / len(told)
    for at, (name, figure, line) in enumerate(told):
        tile(leaf.sheet, MARGIN + at * (wide + style.GUTTER), y, wide, name, figure, line)
    return y + 58


def _against(now: Sum, then: Sum | None, currency: str) -> str:
    deals = counted(now.deals, "deal")
    if then is None:
        return deals
    past = compact_money(then.total, currency) if then.deals else "none"
    return f"{deals}; {past} a year before"


def _wires(figures: Figures) -> Line | None:
    """The benefit that is owed for each win, where the program has one."""
    lines = figures.facts.background.benefits
    return next((line for line in lines if line.benefit.due == "each_win"), None)


def _chart(
    sheet: Sheet, y: float, size: tuple[float, float], found: Sequence[Decided],
    before: Sequence[Decided] | None, figures: Figures,
) -> None:  # fmt: skip
    wide, tall = size
    last = figures.closed_days[1]
    old: Sequence[Decided | None] = before or [None] * len(found)
    pairs = [
        Pair(
            str(one.quarter), one.won.total, one.lost.total,
            (past.won.total, past.lost.total) if past else None,
            f"{number(one.won.deals)} won, {number(one.lost.deals)} lost",
        )
        for one, past in zip(found, old, strict=True)
    ]  # fmt: skip
    later = next((at for at, one in enumerate(found) if one.quarter.first > last), -1)
    heading(sheet, MARGIN, y, wide, "Won and lost by quarter of close")
    names = [("Won", style.WINS), ("Lost", style.LOSSES)]
    note = "Tick = the same quarter a year before" if before else ""
    right, top = MARGIN + wide, y + 20
    narrow = wide < _MAIN
    x = right if narrow else right - sheet.width(note, style.NOTE)
    charts.swatches(sheet, x - 84, y + 9, names, 8)
    if note:
        sheet.text(right, y + (26 if narrow else 9), note, style.NOTE, align=END)
        top += 10 if narrow else 0
    if later > 0:
        words = f"Right of the line: since {day_text(last)}, counts at the next measurement"
        sheet.text(right, top + 6, words, style.NOTE, align=END, width=wide)
        top += 10
    box = (MARGIN, top, wide, y + tall - top)
    won_and_lost(sheet, box, pairs, figures.currency, later)


def _reasons(
    sheet: Sheet, y: float, tall: float, why: Sequence[Reason], found: Sequence[Decided],
    figures: Figures,
) -> None:  # fmt: skip
    """What deals were lost for beside the quarters in which they were, what cost most first."""
    x = MARGIN + _MAIN - _WHY
    top = heading(sheet, x, y, _WHY, "Why deals were lost", f"since {found[0].quarter}") + 6
    most = max(2, int((y + tall - top - PARETO_AXIS) // PARETO_ROW))
    steps = [
        Step(one.name or "No reason on record", one.lost.deals, one.lost.total,
             style.LOSSES if one.name else REST)
        for one in why
    ]  # fmt: skip
    if len(steps) > most:
        rest = together(one.lost for one in why[most - 1 :])
        name = counted(len(steps) - most + 1, "other reason")
        if not why[-1].name:
            name = "Others, or none on record"
        steps = [*steps[: most - 1], Step(name, rest.deals, rest.total, REST)]
    pareto(sheet, (x, top, _WHY, y + tall - top), steps, figures.currency)


def _losses(leaf: Leaf, y: float, lost: Sequence[CountedDeal], figures: Figures) -> None:
    sheet = leaf.sheet
    if not lost:
        if unrecorded(figures):
            sheet.paragraph(MARGIN, y + 12, _MAIN, unrecorded(figures), style.NOTE)
        return
    title = f"Lost in {figures.closed_said}"
    heading(sheet, MARGIN, y, _MAIN, title, counted(len(lost), "deal"))
    why, row = _told_of(lost, figures), _row_of(lost, figures)
    room = int((BOTTOM - y - 48) // row)
    some = lost if len(lost) <= room else lost[: max(1, room - 1)]
    rows = [_lost(one, why, figures) for one in some]
    if len(some) < len(lost):
        rest = lost[len(some) :]
        words = f"and {counted(len(rest), 'more deal')}, listed at the end"
        amount = money(sum_of(rest).total, figures.currency)
        rows.append([Text(words, None, "", "all-deals"), *[""] * (1 if why else 2), amount])
    columns = [
        Column("Deal", _MAIN - 130 - 64 - 92),
        Column("Customer", 130),
        Column("Lost on", 64),
        Column("TCV", 92, END, style.STRONG),
    ]
    if why:
        half = (_MAIN - 84) / 2
        columns = [
            Column("Deal", half),
            Column("Why, and what was learnt", half, type_=_REASON, most=2),
            Column("TCV", 84, END, style.STRONG),
        ]
    _, end = Table(columns, pad=3.8).draw(leaf, y + 18, rows)
    left_out = unrecorded(figures)
    if left_out:
        sheet.text(MARGIN, end + 12, left_out, style.NOTE, width=_MAIN)


def _lost(one: CountedDeal, why: Mapping[int, DealNote], figures: Figures) -> Row:
    """A lost deal; where reasons are known they have the room of the customer and the day."""
    deal, on = one.deal, maybe_day(one.deal.close_date)
    amount = money(one.tcv_minor, figures.currency)
    if not why:
        return [Text(one.ref.text, None, "", f"deal-{deal.id}"), deal.customer or "–", on, amount]
    under = beside(deal.customer, on)
    name = Text(one.ref.text, None, under, f"deal-{deal.id}")
    return [name, _why(why.get(deal.id)), amount]


def _told_of(lost: Sequence[CountedDeal], figures: Figures) -> dict[int, DealNote]:
    """What is noted of deals that were lost, where it says why."""
    deals, notes = {one.deal.id for one in lost}, figures.facts.background.deal_notes
    return {one.deal_id: one for one in notes if one.loss_reason and one.deal_id in deals}


def _row_of(lost: Sequence[CountedDeal], figures: Figures) -> float:
    """What a lost deal takes in the table."""
    return _ROW + (style.NOTE.leading if _told_of(lost, figures) else 0)


def _why(note: DealNote | None) -> str:
    """Why a deal was lost, and what was learnt of it."""
    if note is None:
        return "–"
    return f"{note.loss_reason}. Lesson: {note.lesson}" if note.lesson else note.loss_reason


def _aside(sheet: Sheet, y: float, figures: Figures) -> None:
    wins = closed(figures, "wins")
    background = figures.facts.background
    told = background.references or background.wires
    lines = [
        Entry(
            one.ref.text,
            compact_money(one.tcv_minor, figures.currency),
            beside(one.deal.customer, maybe_day(one.deal.close_date)),
            target=f"deal-{one.deal.id}",
        )
        for one in wins[: _LARGEST if not told else _LARGEST - 2]
    ]
    if len(wins) > len(lines):
        rest = counted(len(wins) - len(lines), "more deal")
        lines.append(Entry(f"and {rest}, listed at the end", target="all-deals"))
    title = f"Won in {figures.closed_said}"
    lines = lines or [Entry("None on record.")]
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, lines, bottom=BOTTOM - 90) + 16
    again = _again(wins)
    if again and not told:
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Customers who bought more than once",
                    again, most=1, bottom=BOTTOM - 60) + 16  # fmt: skip
    y = _references(sheet, y, figures)
    y = _told(sheet, y, figures)
    wire = _wires(figures)
    if wire is not None and wire.due:
        _wire_list(sheet, y, wire, figures)


def _again(wins: Sequence[CountedDeal]) -> list[Entry]:
    """Customers with two wins or more: what is on record of how well the work sticks."""
    found: dict[str, list[CountedDeal]] = {}
    for one in wins:
        if one.deal.customer:
            found.setdefault(fold(one.deal.customer), []).append(one)
    several = sorted((own for own in found.values() if len(own) > 1), key=lambda own: -len(own))
    lines = [Entry(own[0].deal.customer, counted(len(own), "win")) for own in several[:3]]
    if len(several) > 3:
        lines.append(Entry(f"and {counted(len(several) - 3, 'more customer')}"))
    return lines


def _references(sheet: Sheet, y: float, figures: Figures) -> float:
    """Customers that speak for the alliance or stay with it, and how often both sides spoke."""
    background = figures.facts.background
    lines = [
        Entry(
            one.customer or "A customer",
            REFERENCE_STATE[one.state],
            beside(REFERENCE_KIND[one.kind], maybe_day(one.on_date) if one.on_date else ""),
            AGREED_MARK if one.state in GIVEN else PENDING_MARK,
        )
        for one in background.references
        if one.state != "withdrawn"
    ]
    spoken = year_words(background.spoken[0]) if background.spoken else ""
    if not lines:
        if not spoken:
            return y
        lines = [Entry("No customer is named as a reference.")]
    title = "Customers who speak for it"
    end = entries(
        sheet,
        _ASIDE,
        y,
        _ASIDE_WIDTH,
        title,
        lines,
        most=1,
        bottom=BOTTOM - (80 if background.wires else 14),
    )
    if spoken and end > y:
        sheet.text(_ASIDE, end + 9, f"Talks, events and articles in {spoken}", style.NOTE,
                   width=_ASIDE_WIDTH)  # fmt: skip
        end += 10
    return end + 16 if end > y else y


def _told(sheet: Sheet, y: float, figures: Figures) -> float:
    """The newest win wires with why the deal was won: the host's own words, for its edition."""
    lines = [
        Entry(
            one.title,
            maybe_day(one.published_on),
            one.why_won or one.outcome,
            target=f"deal-{one.deal_id}",
        )
        for one in figures.facts.background.wires[:2]
    ]
    if not lines:
        return y
    end = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Win wires sent last", lines, most=1)
    return end + 16 if end > y else y


def _wire_list(sheet: Sheet, y: float, wire: Line, figures: Figures) -> None:
    year = figures.facts.as_of.year
    if not wire.without_wire:
        lines = [Entry(f"Every win of {year} has one.")]
    else:
        lines = [
            Entry(win.name or "Unnamed deal", "", f"won {day_text(win.won_on)}",
                  target=f"deal-{win.deal_id}")
            for win in wire.without_wire
        ]  # fmt: skip
    name = f"Wins of {year} that still want one" if wire.without_wire else wire.benefit.label
    title = f"{wire.benefit.short or wire.benefit.label}: {name[:1].lower()}{name[1:]}"
    entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title if wire.without_wire else name, lines, most=1)


def _nothing(figures: Figures) -> str:
    if any(one.won.deals or one.lost.deals for one in decided(figures)):
        return ""
    unrated = any(one.deal.status != "open" for one in figures.of("no_rate"))
    return "The deals won and lost have no exchange rate." if unrated else "No deal was decided."


SECTION = Section("wins", "Wins, losses and advocacy", draw, _nothing)
