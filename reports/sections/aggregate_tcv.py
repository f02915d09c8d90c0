"""Aggregate TCV: how the total is built, what each portion gives, and what stays outside."""

from models.program.windows import PRIOR_YEAR
from models.text import compact_money, counted, day_text, money, money_said, number, span_text
from reports import charts, charts_course, style
from reports.blocks import Entry, entries
from reports.charts import Line
from reports.charts_course import Fall
from reports.facts import PackFacts
from reports.figures import COUNTED, NOT_COUNTED, Figures, Sum
from reports.marks import GAP_MARK, MET_MARK
from reports.page import Book, Section
from reports.sheet import END, Sheet
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Column, Drawn, Row, Table, Text

_ASIDE = column(8) + 8
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(8) - 8
_ROW = 20.0
_NEXT = "closed_this_year"
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
    closed, losses = figures.closed_name, figures.terms.losses_count
    sheet.text(MARGIN, y + 9, "How the total is built", style.HEADING)
    names = [(f"Wins {closed}", style.WINS)]
    names += [(f"Losses {closed}", style.LOSSES)] if losses else []
    names += [("Pipeline by expected close", style.PIPELINE)] if figures.quarters else []
    wide = sum(sheet.width(name, style.NOTE) + 24 for name, _ in names)
    charts.swatches(sheet, MARGIN + _MAIN - wide + 14, y + 9, names)
    rows = _portions(figures)
    tall = min(264.0, BOTTOM - y - 56 - _ROW * len(rows))
    lines = [Line(target, tier.label) for tier, target in figures.money_targets()]
    charts_course.waterfall(
        sheet, (MARGIN, y + 16, _MAIN, tall), _falls(figures), lines, figures.currency
    )
    below = y + tall + 34
    Table(_columns(), pad=4.2).draw(leaf, below, rows)
    portions = [("Partner", style.PARTNER), ("Services", style.SERVICES)]
    charts.swatches(sheet, MARGIN + 404, below + 8, portions, 8)
    _aside(sheet, y, figures)


def _falls(figures: Figures) -> list[Fall]:
    closed = figures.closed_name
    falls = [_fall(f"Wins {closed}", figures.sums["wins"], style.WINS, figures)]
    if figures.terms.losses_count:
        falls.append(_fall(f"Losses {closed}", figures.sums["losses"], style.LOSSES, figures))
    falls += [_fall(str(q), total, style.PIPELINE, figures) for q, total in figures.quarters]
    whole = figures.decision.tcv.total
    deals = counted(figures.counted.deals, "deal")
    amount = compact_money(whole, figures.currency)
    return [*falls, Fall(figures.terms.tcv_label, deals, whole, amount, style.INK, True)]


def _fall(name: str, total: Sum, colour: str, figures: Figures) -> Fall:
    amount = compact_money(total.total, figures.currency)
    return Fall(name, counted(total.deals, "deal"), total.total, amount, colour)


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
            Text(_shares(total), style.NOTE),
        ]
    )
    return rows


def _shares(total: Sum) -> str:
    """How much of the whole is each side's, in full percent that add up to a hundred."""
    if not total.total:
        return ""
    partner = total.partner * 100 // total.total
    return f"  {partner}% and {100 - partner}%"


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
        if part.deals and not (bucket == _NEXT and figures.terms.closed_window == PRIOR_YEAR):
            amount = money(part.total, currency)
            note = f"{counted(part.deals, 'deal')}. {_why(bucket, figures)}"
            beside.append(Entry(_BESIDE[bucket], amount, note, target="all-deals"))
    coming = _january(figures)
    if not (beside or coming):
        beside.append(Entry("Nothing: every deal on record counts."))
    for title, lines in (("Beside the total", beside), (_january_said(figures), coming)):
        if lines:
            y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, lines) + 16
    bare = figures.decision.tcv.without_services
    if bare:
        rest = money(total - bare, currency)
        line = Entry("Without host services", money(bare, currency), f"The total without: {rest}.")
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Inside the total, but flagged", [line])


def _january_said(figures: Figures) -> str:
    return f"Counting next, in January {figures.facts.as_of.year + 1}"


def _january(figures: Figures) -> list[Entry]:
    """What is closed this year and counts next January, and what that January says if all holds."""
    if figures.terms.closed_window != PRIOR_YEAR:
        return []
    part, currency = figures.sums[_NEXT], figures.currency
    lines = []
    if part.deals:
        note = f"{counted(part.deals, 'deal')}. In no part of today’s total."
        lines.append(Entry(_BESIDE[_NEXT], money(part.total, currency), note, target="all-deals"))
    ahead = figures.facts.background.ahead
    if ahead and ahead.day > figures.facts.as_of:
        sure = money_said(ahead.sure, currency)
        note = f"{ahead.label} on {day_text(ahead.day)}. Without deals still to close: {sure}."
        lines.append(Entry("If every date holds", money(ahead.total, currency), note))
    return lines


def _why(bucket: str, figures: Figures) -> str:
    first, last = figures.facts.file.window
    closed = figures.terms.closed_window == PRIOR_YEAR
    begin = figures.facts.as_of.year - 1 if closed else day_text(figures.closed_days[0])
    return {
        "out_of_window": f"Expected before {day_text(first)} or after {day_text(last)}.",
        "closed_this_year": "In no part yet.",
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
