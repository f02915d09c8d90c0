"""The pipeline by quarter: how much, how far along, and whether it covers what is needed."""

from models.partner_file import CountedDeal
from models.text import counted, day_text, maybe_day, money, money_said, number
from reports import charts, style
from reports.blocks import Entry, entries
from reports.figures import Figures, Sum, sum_of
from reports.page import Book, Leaf, Section
from reports.sheet import END, Sheet
from reports.style import MARGIN, RIGHT, column, span
from reports.table import Column, Drawn, Row, Table, Text

_ASIDE = column(7) + 4
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(7) - 8
_STAGES = 6


def draw(book: Book, figures: Figures) -> None:
    leaf = book.page(SECTION, _title(figures), _support(figures))
    sheet, y = leaf.sheet, leaf.top
    sheet.text(MARGIN, y + 9, "Open pipeline by quarter of expected close", style.HEADING)
    names = [("Partner portion", style.PARTNER), ("Services portion", style.SERVICES)]
    wide = sum(sheet.width(name, style.NOTE) + 24 for name, _ in names)
    charts.swatches(sheet, MARGIN + _MAIN - wide + 14, y + 9, names)
    columns = [
        (
            str(quarter),
            counted(total.deals, "deal"),
            [(total.partner, style.PARTNER), (total.services, style.SERVICES)],
        )
        for quarter, total in figures.quarters
    ]
    late = _late(figures)
    tall = 196.0 if late else 330.0
    charts.stacked_columns(
        sheet, (MARGIN, y + 16, _MAIN, tall), columns, figures.currency, [name for name, _ in names]
    )
    _stages(leaf, y, figures, _STAGES if late else 12)
    if late:
        _late_table(leaf, y + tall + 34, late, figures)


def _title(figures: Figures) -> str:
    pipeline = figures.sums["pipeline"]
    amount = money_said(pipeline.total, figures.currency)
    if not pipeline.deals:
        return "No open deal is expected to close inside the window"
    quarter, largest = max(figures.quarters, key=lambda item: item[1].total)
    part = largest.total * 100 // pipeline.total if pipeline.total else 0
    return f"{amount} of open pipeline is in the window, {part}% of it due in {quarter}"


def _support(figures: Figures) -> str:
    """How the pipeline covers what the target still needs beside wins and losses."""
    targets = dict(figures.money_targets())
    target = targets.get(figures.target)
    if target is None:
        return ""
    tcv = figures.decision.tcv
    needed = target - tcv.wins - tcv.losses
    label = figures.target.label
    if needed <= 0:
        return f"Wins and losses alone reach {label}; the pipeline is margin."
    cover = tcv.pipeline * 10 // needed
    return (
        f"{label} needs {money_said(needed, figures.currency)} from the pipeline beside wins and"
        f" losses; it is covered {cover // 10}.{cover % 10} times."
    )


def _stages(leaf: Leaf, y: float, figures: Figures, most: int) -> None:
    sheet, stages = leaf.sheet, figures.stages
    columns = [
        Column("Stage", _ASIDE_WIDTH - 214),
        Column("Deals", 38, END),
        Column("", 84),
        Column("TCV", 92, END, style.STRONG),
    ]
    whole = max((total.total for _, total in stages), default=0)
    shown = stages if len(stages) <= most else stages[: most - 1]
    rows = [_stage(name or "No stage", total, whole, figures) for name, total in shown]
    if len(shown) < len(stages):
        rest = [total for _, total in stages[len(shown) :]]
        total = Sum(*(sum(part) for part in zip(*rest, strict=True)))
        rows.append(_stage(f"{len(rest)} other stages", total, whole, figures))
    total = figures.sums["pipeline"]
    rows.append(
        [
            Text("In the window", style.STRONG),
            Text(number(total.deals), style.STRONG),
            "",
            money(figures.decision.tcv.pipeline, figures.currency),
        ]
    )
    leaf, bottom = Table(columns, pad=4.2, left=_ASIDE).draw(leaf, y, rows)
    lines = []
    if figures.slipped:
        amount = money(sum(deal.tcv_minor for deal in figures.slipped), figures.currency)
        lines.append(Entry("Past their expected close", amount, target="all-deals"))
    outside = figures.decision.tcv.out_of_window
    if outside:
        lines.append(
            Entry("Open, outside the window", money(outside, figures.currency), target="all-deals")
        )
    if lines:
        entries(sheet, _ASIDE, bottom + 16, _ASIDE_WIDTH, "To watch", lines)


def _stage(name: str, total: Sum, whole: int, figures: Figures) -> Row:
    def draw_bar(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        wide = charts.share(total.total, whole)
        sheet.rect(x + 8, y + height / 2 - 3.4, max(0.8, (width - 8) * wide), 6.8, style.LOSSES)

    amount = money(total.total, figures.currency)
    return [name, number(total.deals), Drawn(draw_bar), amount]


def _late(figures: Figures) -> list[CountedDeal]:
    """Open deals past their expected close, then those dated beyond the window."""
    slipped = {deal.deal.id for deal in figures.slipped}
    outside = [d for d in figures.of("out_of_window") if d.deal.id not in slipped]
    return [*figures.slipped, *outside]


def _late_table(leaf: Leaf, y: float, late: list[CountedDeal], figures: Figures) -> None:
    sheet = leaf.sheet
    room = int((style.BOTTOM - y - 36) // 20.2)
    shown = late if len(late) <= room else late[: room - 1]
    whole = money_said(sum(deal.tcv_minor for deal in late), figures.currency)
    sheet.text(MARGIN, y + 9, "Slipped, or dated outside the window", style.HEADING)
    note = f"{counted(len(late), 'open deal')}, {whole}"
    sheet.text(RIGHT, y + 9, note, style.NOTE, align=END)
    sheet.link(MARGIN, y, RIGHT, y + 14, "all-deals", "All deals")
    columns = [
        Column("Deal", 190),
        Column("Customer", 140),
        Column("Stage", 92),
        Column("Expected close", 78),
        Column("Counts as", 165),
        Column("TCV", RIGHT - MARGIN - 665, END, style.STRONG),
    ]
    rows: list[Row] = [
        [
            deal.deal.name or deal.deal.deal_id or "Unnamed deal",
            deal.deal.customer or "–",
            deal.deal.stage or "–",
            maybe_day(deal.deal.close_date),
            _place(deal, figures),
            money(deal.tcv_minor, figures.currency),
        ]
        for deal in shown
    ]
    if len(shown) < len(late):
        rest = sum_of(late[len(shown) :])
        text = f"and {counted(rest.deals, 'more deal')}, listed at the end of the pack"
        rows.append([text, "", "", "", "", money(rest.total, figures.currency)])
    Table(columns, pad=4.3).draw(leaf, y + 19, rows)


def _place(deal: CountedDeal, figures: Figures) -> str:
    first, last = figures.facts.file.window
    close = deal.deal.close_date
    if deal.bucket == "pipeline":
        return "Pipeline, date has passed"
    if close is None:
        return "Not counted, no date"
    if close < first:
        return f"Not counted, before {day_text(first)}"
    return f"Not counted, after {day_text(last)}"


def _nothing(figures: Figures) -> str:
    return "" if figures.of("pipeline", "out_of_window") else "No deal is open."


SECTION = Section("pipeline", "Pipeline by quarter", draw, _nothing)
