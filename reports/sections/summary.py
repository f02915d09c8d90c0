"""The executive summary: the verdict and what it rests on, on one page that stands alone."""

from models.text import compact_money, counted, day_text, money, money_said, sentence
from reports import charts, story, style
from reports.blocks import Entry, Picture, entries, gate_list, sentences, tile
from reports.charts import Line, Part
from reports.figures import Figures
from reports.marks import GAP_MARK, MET_MARK
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.style import MARGIN, RIGHT, column, span

_ASIDE = column(8) + 8
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(8) - 8


def draw(book: Book, figures: Figures) -> None:
    leaf = book.page(SECTION, story.verdict(figures), story.standing(figures))
    y = _tiles(leaf.sheet, leaf.top, figures) + 16
    _main(leaf, y, figures)
    _aside(leaf, y, figures)


def _tiles(sheet: Sheet, y: float, figures: Figures) -> float:
    tcv, currency = figures.decision.tcv, figures.currency
    wins, pipeline = figures.sums["wins"], figures.sums["pipeline"]
    won, decided = figures.win_rate
    by_quarter = [part.total for _, part in figures.prior_quarters("wins")]
    ahead = [part.total for _, part in figures.quarters]
    rate = f"{won * 100 // decided}%" if decided else "–"
    first = (
        figures.terms.tcv_label,
        compact_money(tcv.total, currency),
        money(tcv.total, currency),
        _toward(sheet, figures),
    )
    tiles = (
        first if figures.terms.amount else _required(sheet, figures),
        (
            f"Wins in {figures.closed_said}",
            compact_money(tcv.wins, currency),
            f"{money(tcv.wins, currency)}, {counted(wins.deals, 'deal')}",
            _columns(sheet, by_quarter),
        ),
        (
            "Open pipeline in the window",
            compact_money(tcv.pipeline, currency) if ahead else "–",
            f"{money(tcv.pipeline, currency)}, {counted(pipeline.deals, 'deal')}"
            if ahead
            else "No open deal adds to a sum here",
            _columns(sheet, ahead),
        ),
        (
            f"Win rate in {figures.closed_said}",
            rate,
            f"{won} won of {counted(decided, 'decided deal')}" if decided else "No deal decided",
            _gauge(sheet, won, decided) if decided else None,
        ),
    )
    bottom = y
    for number, (name, figure, note, picture) in enumerate(tiles):
        bottom = tile(sheet, column(number * 3), y, span(3), name, figure, note, picture)
    return bottom


def _required(sheet: Sheet, figures: Figures) -> tuple[str, str, str, Picture | None]:
    """What stands in the place of an amount where no tier asks for one."""
    rows = [row for row in figures.rows(figures.target.key) if row.obligation == "required"]
    met, target = sum(row.met for row in rows), figures.target.label
    note = f"Required criteria of {target}"
    gauge = _gauge(sheet, met, len(rows)) if rows else None
    return f"Met for {target}", f"{met} of {len(rows)}", note, gauge


def _columns(sheet: Sheet, values: list[int]) -> Picture | None:
    def draw_columns(x: float, y: float, width: float, height: float) -> None:
        charts.mini_columns(sheet, values, x, y, width, height)

    return draw_columns if any(values) else None


def _gauge(sheet: Sheet, part: int, whole: int, tick: float | None = None) -> Picture:
    def draw_bar(x: float, y: float, width: float, height: float) -> None:
        filled = charts.share(part, whole)
        charts.bar(sheet, x, y + height - 7, width, 6, filled, style.ACCENT, tick)

    return draw_bar


def _toward(sheet: Sheet, figures: Figures) -> Picture | None:
    """Aggregate TCV with the target's tick."""
    target = dict(figures.money_targets()).get(figures.target)
    if not target:
        return None
    total = figures.decision.tcv.total
    whole = round(max(target, total) * 1.1)
    return _gauge(sheet, total, whole, target / whole)


def _main(leaf: Leaf, y: float, figures: Figures) -> None:
    if figures.terms.amount:
        y = _against_targets(leaf.sheet, y, figures) + 16
    half = (_MAIN - 20) / 2
    strong = story.strengths(figures) or ["Nothing stands out yet."]
    watch = story.concerns(figures) or ["Nothing on record threatens the tier."]
    left = sentences(leaf.sheet, MARGIN, y, half, "What is strong", strong)
    right = sentences(leaf.sheet, MARGIN + half + 20, y, half, "What to watch", watch)
    y = max(left, right) + 14
    _takes(leaf.sheet, y, figures)


def _against_targets(sheet: Sheet, y: float, figures: Figures) -> float:
    tcv, closed = figures.decision.tcv, figures.closed_name
    sheet.text(MARGIN, y + 9, f"{figures.terms.tcv_label} against the tier targets", style.HEADING)
    parts = [Part(f"Wins {closed}", "", tcv.wins, style.WINS)]
    if figures.terms.losses_count:
        parts.append(Part(f"Losses {closed}", "", tcv.losses, style.LOSSES))
    if figures.terms.pipeline_quarters:
        parts.append(Part("Pipeline", "", tcv.pipeline, style.PIPELINE))
    legend = sum(sheet.width(part.name, style.NOTE) + 24 for part in parts)
    charts.swatches(sheet, MARGIN + _MAIN - legend + 10, y + 9, [(p.name, p.colour) for p in parts])
    lines = [Line(target, tier.label) for tier, target in figures.money_targets()]
    return charts.bullet(sheet, MARGIN, y + 14, _MAIN, parts, lines, figures.currency)


def _takes(sheet: Sheet, y: float, figures: Figures) -> None:
    """What the next tier takes, and with room to spare what the earned one rests on."""
    if not figures.at_top:
        lines = [
            Entry(name, missing, "", GAP_MARK, "tier")
            for name, missing, _ in story.closing_moves(figures)
        ]
        weeks = counted(figures.weeks_left, "week")
        note = f"{weeks} until the measurement on {day_text(figures.measurement)}"
        title = f"What it takes to reach {figures.target.label}"
        y = entries(sheet, MARGIN, y, _MAIN, title, lines, note, bottom=style.BOTTOM - 8) + 14
    if figures.earned:
        margin = [
            Entry(name, value, "", MET_MARK, "tier") for name, value in story.margins(figures)
        ]
        if figures.at_top or y + 14.8 + 18 * len(margin) < style.BOTTOM:
            entries(sheet, MARGIN, y, _MAIN, f"What keeps {figures.earned.label}", margin)


def _aside(leaf: Leaf, y: float, figures: Figures) -> None:
    sheet, decision, terms = leaf.sheet, figures.decision, figures.terms
    granted = terms.label(decision.granted_tier) if decision.granted_tier else "None"
    tiers = [
        Entry("Calculated tier", story.label_of_calculated(figures), target="tier"),
        Entry(
            f"Tier by {terms.requirement_said} alone", terms.label(decision.tcv_tier), target="tcv"
        ),
        Entry("Granted tier", granted, target="tier"),
    ]
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Tiers on this day", tiers) + 16
    y = gate_list(sheet, _ASIDE, y, _ASIDE_WIDTH, story.gates(figures)) + 16
    if figures.money_targets() and figures.decision.tcv.out_of_window:
        beside = money_said(decision.tcv.out_of_window, figures.currency)
        y = entries(
            sheet, _ASIDE, y, _ASIDE_WIDTH, "Beside the total",
            [Entry("Open, dated outside the window", beside, target="tcv")],
        ) + 16  # fmt: skip
    notes = figures.facts.partner.notes
    if notes and figures.facts.internal:
        room = int((style.BOTTOM - y - 24) // style.BODY.leading)
        said = [sentence(notes)]
        sentences(sheet, _ASIDE, y, _ASIDE_WIDTH, "Internal note", said, max(1, min(room, 9)))


SECTION = Section("summary", "Executive summary", draw)
