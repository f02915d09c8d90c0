"""Deals: the opportunities that matter most, and what was won and lost."""

from models.dates import quarter_of
from models.partner_file import CountedDeal
from models.text import compact_money, counted, day_text, maybe_day, money, money_said
from reports import charts, story, style
from reports.blocks import Entry, entries
from reports.figures import Figures
from reports.page import Book, Section
from reports.sheet import END, Sheet
from reports.style import MARGIN, RIGHT, column, span
from reports.table import Column, Drawn, Row, Table, Text

_ASIDE = column(9) - 4
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(9) - 24
_TOP = 12
_CLOSED = 5


def draw(book: Book, figures: Figures) -> None:
    leaf = book.page(SECTION, _title(figures), _support(figures))
    sheet, y = leaf.sheet, leaf.top
    open_deals = figures.of("pipeline")[:_TOP]
    if open_deals:
        whole = open_deals[0].tcv_minor
        rows = [_row(n, deal, whole, figures) for n, deal in enumerate(open_deals, 1)]
        columns = _columns(figures)
        Table(columns, pad=4.3).draw(leaf, y, rows)
        bars = MARGIN + sum(part.width for part in columns[:-2]) + 4
        names = [("Partner", style.PARTNER), ("Services", style.SERVICES)]
        charts.swatches(sheet, bars, y + 8, names, 6)
    else:
        sheet.paragraph(MARGIN, y + 9, _MAIN, "No deal is open in the window.", style.BODY)
    _closed(sheet, y, figures)


def _columns(figures: Figures) -> list[Column]:
    rest = _MAIN - 16 - 64 - 84 - 80
    stage = "Stage and next step" if figures.facts.internal else "Stage"
    return [
        Column("", 16, type_=style.NOTE),
        Column("Deal and customer", rest * 0.66),
        Column(stage, rest * 0.34),
        Column("Close", 64),
        Column("", 84),
        Column("TCV", 80, END, style.STRONG),
    ]


def _row(number: int, deal: CountedDeal, whole: int, figures: Figures) -> Row:
    record = deal.deal
    parts = ((deal.partner_minor, style.PARTNER), (deal.services_minor, style.SERVICES))

    def split(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        charts.split_bar(sheet, x + 4, y + 5.4, width - 6, parts, whole)

    close = record.close_date
    return [
        str(number),
        Text(deal.ref.text, None, record.customer if record.name else record.deal_id),
        Text(record.stage or "–", None, record.next_step),
        Text(maybe_day(close), None, str(quarter_of(close)) if close else ""),
        Drawn(split),
        money(deal.tcv_minor, figures.currency),
    ]


def _title(figures: Figures) -> str:
    pipeline = figures.of("pipeline")
    if not pipeline:
        won = figures.sums["wins"]
        return f"Nothing is open in the window; {counted(won.deals, 'deal')} won last year"
    top = pipeline[: min(3, len(pipeline))]
    whole = figures.sums["pipeline"].total
    part = sum(deal.tcv_minor for deal in top) * 100 // whole if whole else 0
    if len(pipeline) <= 3:
        amount = money_said(whole, figures.currency)
        if len(pipeline) == 1:
            return f"One open deal is the whole pipeline: {amount}"
        count = story.word(len(pipeline), start=True)
        return f"{count} open deals are the whole pipeline: {amount}"
    return f"The three largest of {len(pipeline)} open deals hold {part}% of the pipeline"


def _support(figures: Figures) -> str:
    pipeline = figures.of("pipeline")
    if not pipeline:
        return ""
    first = pipeline[0]
    customer = f" at {first.deal.customer}" if first.deal.customer and first.deal.name else ""
    when = f", expected on {day_text(first.deal.close_date)}" if first.deal.close_date else ""
    amount = money_said(first.tcv_minor, figures.currency)
    return f"The largest, {first.ref.text}{customer}, is worth {amount}{when}."


def _closed(sheet: Sheet, y: float, figures: Figures) -> None:
    when = figures.closed_said
    for bucket, title in (("wins", f"Won in {when}"), ("losses", f"Lost in {when}")):
        deals = figures.of(bucket)
        total = figures.sums[bucket]
        lines = [
            Entry(
                deal.ref.text,
                compact_money(deal.tcv_minor, figures.currency),
                ", ".join(
                    part for part in (deal.deal.customer, maybe_day(deal.deal.close_date)) if part
                ),
            )
            for deal in deals[:_CLOSED]
        ]
        if len(deals) > _CLOSED:
            rest = counted(len(deals) - len(lines), "more deal")
            lines.append(Entry(f"and {rest}, listed at the end", target="all-deals"))
        if not lines:
            lines = [Entry("None on record.")]
        note = money(total.total, figures.currency)
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, lines, note, most=1) + 16


def _nothing(figures: Figures) -> str:
    return "" if figures.of("wins", "losses", "pipeline") else "No deal counts on this day."


SECTION = Section("deals", "Deals that matter", draw, _nothing)
