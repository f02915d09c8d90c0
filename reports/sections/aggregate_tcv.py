"""Aggregate TCV: how the total is built, what each portion gives, and what stays outside."""

from models.program.windows import PRIOR_YEAR
from models.text import compact_money, counted, day_text, money, money_said, number, span_text
from reports import charts, style
from reports.blocks import Entry, entries
from reports.charts import Line, Part
from reports.facts import PackFacts
from reports.figures import COUNTED, NOT_COUNTED, Figures, Sum
from reports.marks import GAP_MARK, MET_MARK
from reports.page import Book, Section
from reports.sheet import END, Sheet
from reports.style import MARGIN, RIGHT, column, span
from reports.table import Column, Drawn, Row, Table, Text

_ASIDE = column(8) + 8
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(8) - 8
_COLOUR = {"wins": style.WINS, "losses": style.LOSSES, "pipeline": style.PIPELINE}
_BESIDE = {
    "out_of_window": "Open, dated outside the window",
    "closed_this_year": "Closed this year so far",
    "closed_later": "Closed after this day",
    "earlier": "Closed before the days that count",
    "undated": "Without a close date",
    "unqualified": "Not qualified",
    "no_rate": "In a currency without a rate",
    "losses_apart": "Losses, which don’t count here",
    "without_services": "Without a services portion",
}


def draw(book: Book, figures: Figures) -> None:
    leaf = book.page(SECTION, _title(figures), _support(figures))
    sheet, y = leaf.sheet, leaf.top
    closed = figures.closed_name
    losses = figures.terms.losses_count
    ahead = figures.terms.pipeline_quarters > 0
    parts = [
        _part(f"Wins {closed}", figures.sums["wins"], style.WINS),
        *([_part(f"Losses {closed}", figures.sums["losses"], style.LOSSES)] if losses else []),
        *(_part(str(quarter), total, style.PIPELINE) for quarter, total in figures.quarters),
    ]
    whole = figures.decision.tcv.total
    total = Part(figures.terms.tcv_label, counted(figures.counted.deals, "deal"), whole, style.INK)
    lines = [Line(target, tier.label) for tier, target in figures.money_targets()]
    sheet.text(MARGIN, y + 9, "How the total is built", style.HEADING)
    names = [(f"Wins {closed}", style.WINS)]
    names += [(f"Losses {closed}", style.LOSSES)] if losses else []
    names += [("Pipeline by expected close", style.PIPELINE)] if ahead else []
    wide = sum(sheet.width(name, style.NOTE) + 24 for name, _ in names)
    charts.swatches(sheet, MARGIN + _MAIN - wide + 14, y + 9, names)
    box = (MARGIN, y + 20, _MAIN, 250.0)
    charts.waterfall_chart(sheet, box, parts, total, lines, figures.currency)
    Table(_columns(), pad=4.2).draw(leaf, y + 290, _portions(figures))
    portions = [("Partner", style.PARTNER), ("Services", style.SERVICES)]
    charts.swatches(sheet, MARGIN + 404, y + 298, portions, 8)
    _aside(sheet, y, figures)


def _part(name: str, total: Sum, colour: str) -> Part:
    return Part(name, counted(total.deals, "deal"), total.total, colour)


def _title(figures: Figures) -> str:
    total = figures.decision.tcv.total
    amount, label = money_said(total, figures.currency), figures.terms.tcv_label
    reached = [tier for tier, target in figures.money_targets() if total >= target]
    above = [(tier, target) for tier, target in figures.money_targets() if total < target]
    if not above:
        return f"{label} of {amount} reaches the highest target"
    tier, target = above[0]
    short = f"{money_said(target - total, figures.currency)} below {tier.label}"
    if reached:
        return f"{label} of {amount} reaches {reached[-1].label}, {short}"
    return f"{label} of {amount} is {short}"


def _support(figures: Figures) -> str:
    first, last = figures.facts.file.window
    if not figures.terms.pipeline_quarters and not figures.terms.losses_count:
        return f"Wins closed in {figures.closed_said}; losses and open deals are not counted."
    if not figures.terms.pipeline_quarters:
        return f"Wins and losses closed in {figures.closed_said}; open deals are not counted."
    return (
        f"Wins and losses closed in {figures.closed_said}, and the open pipeline expected to close"
        f" from {span_text(first, last)}."
    )


def _columns() -> list[Column]:
    return [
        Column("Part of the total", 92),
        Column("Deals", 38, END),
        Column("Partner portion", 88, END),
        Column("Services portion", 90, END),
        Column("TCV", 88, END, style.STRONG),
        Column("", _MAIN - 396),
    ]


def _portions(figures: Figures) -> list[Row]:
    closed = figures.closed_name
    names = {"wins": f"Wins {closed}", "losses": f"Losses {closed}", "pipeline": "Pipeline"}
    whole = max((figures.sums[name].total for name in COUNTED), default=0)
    if not figures.terms.losses_count:
        del names["losses"]
    if not figures.terms.pipeline_quarters:
        del names["pipeline"]
    rows: list[Row] = [
        _portion(name, figures.sums[part], whole, figures) for part, name in names.items()
    ]
    total = figures.counted
    exact = [money(part, figures.currency) for part in (total.partner, total.services)]
    rows.append(
        [
            Text(figures.terms.tcv_label, style.STRONG),
            Text(number(total.deals), style.STRONG),
            *(Text(text, style.STRONG) for text in exact),
            money(figures.decision.tcv.total, figures.currency),
            "",
        ]
    )
    return rows


def _portion(name: str, total: Sum, whole: int, figures: Figures) -> Row:
    parts = ((total.partner, style.PARTNER), (total.services, style.SERVICES))

    def split(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        charts.split_bar(sheet, x + 8, y + height / 2 - 3.6, width - 2, parts, whole)

    return [
        name,
        number(total.deals),
        money(total.partner, figures.currency),
        money(total.services, figures.currency),
        money(total.total, figures.currency),
        Drawn(split),
    ]


def _aside(sheet: Sheet, y: float, figures: Figures) -> None:
    total, currency = figures.decision.tcv.total, figures.currency
    against = [
        Entry(
            f"{tier.label}, {compact_money(target, currency)}",
            f"{money(total - target, currency)} above"
            if total >= target
            else f"{money(target - total, currency)} short",
            mark=MET_MARK if total >= target else GAP_MARK,
        )
        for tier, target in figures.money_targets()
    ]
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Against the targets", against) + 18
    beside = []
    for bucket in NOT_COUNTED:
        part = figures.sums[bucket]
        if part.deals:
            amount = money(part.total, currency)
            note = f"{counted(part.deals, 'deal')}. {_why(bucket, figures)}"
            beside.append(Entry(_BESIDE[bucket], amount, note, target="all-deals"))
    if not beside:
        beside.append(Entry("Nothing: every deal on record counts."))
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Beside the total", beside) + 18
    bare = figures.decision.tcv.without_services
    if bare:
        rest = money(total - bare, currency)
        line = Entry("Without host services", money(bare, currency), f"The total without: {rest}.")
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Inside the total, but flagged", [line])


def _why(bucket: str, figures: Figures) -> str:
    first, last = figures.facts.file.window
    year, closed = figures.facts.as_of.year, figures.terms.closed_window == PRIOR_YEAR
    begin = year - 1 if closed else day_text(figures.closed_days[0])
    return {
        "out_of_window": f"Expected before {day_text(first)} or after {day_text(last)}.",
        "closed_this_year": (
            f"In no part yet; counts from January {year + 1}." if closed else "In no part yet."
        ),
        "closed_later": "In no part on this day.",
        "earlier": f"Closed before {begin}.",
        "undated": "A deal counts once it has a date.",
        "unqualified": "A lead counts once it is qualified.",
        "no_rate": "No stored rate is dated on or before this day.",
        "losses_apart": "This version of the program leaves losses out.",
        "without_services": "This version of the program leaves such deals out.",
    }[bucket]


def _nothing(figures: Figures) -> str:
    if figures.terms.amount is None:
        return f"No tier of {figures.terms.program} asks for an amount."
    return "" if figures.facts.file.deals else "No deal is recorded, so the total is zero."


def _named(facts: PackFacts) -> str:
    return facts.terms.tcv_label


SECTION = Section("tcv", "Aggregate TCV", draw, _nothing, _named)
