"""The executive summary: the verdict and what it rests on, on one page that stands alone."""

from models.health import BELOW, NEAR, NO_EVIDENCE, ON_TARGET, WORDS
from models.text import basis_text, counted, day_text, lower_first, money_said, sentence
from reports import charts, story, story_asks, story_health, story_tiles, style, tiles
from reports.blocks import Entry, entries, gate_list, sentences
from reports.charts import Line, Part
from reports.figures import Figures
from reports.marks import AMBER_MARK, GAP_MARK, GREEN_MARK, MET_MARK, RED_MARK, UNKNOWN_MARK
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.style import MARGIN, RIGHT, column, span

_ASIDE = column(8) + 8
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(8) - 8
_GAP = 13.0
_SINCE = "Health since"
_WORST = (BELOW, NEAR, ON_TARGET)
_LETTER = {BELOW: "R", NEAR: "A", ON_TARGET: "G"}
_MARKS = {BELOW: RED_MARK, NEAR: AMBER_MARK, ON_TARGET: GREEN_MARK}


def draw(book: Book, figures: Figures) -> None:
    leaf = book.page(SECTION, story.verdict(figures), story.standing(figures))
    y = tiles.row(leaf.sheet, leaf.top, story_tiles.tiles(leaf.sheet, figures)) + _GAP + 2
    _main(leaf, y, figures)
    _aside(leaf, y, figures)


def _main(leaf: Leaf, y: float, figures: Figures) -> None:
    sheet = leaf.sheet
    if figures.money_targets():
        y = against_targets(sheet, MARGIN, y, _MAIN, figures) + _GAP
    half = (_MAIN - 20) / 2
    strong = story.strengths(figures) or ["Nothing stands out yet."]
    watch = story.concerns(figures) or ["Nothing on record threatens the tier."]
    left = sentences(sheet, MARGIN, y, half, "What is strong", strong)
    right = sentences(sheet, MARGIN + half + 20, y, half, "What to watch", watch)
    y = max(left, right) + _GAP - 2
    y = _asked(sheet, y, figures)
    _takes(sheet, y, figures)


def against_targets(sheet: Sheet, x: float, y: float, width: float, figures: Figures) -> float:
    """The measure against the tier marks, with its parts; returns where it ended."""
    tcv, closed = figures.decision.tcv, figures.closed_name
    parts = [Part(f"Wins {closed}", "", tcv.wins, style.WINS)]
    if figures.terms.losses_count:
        parts.append(Part(f"Losses {closed}", "", tcv.losses, style.LOSSES))
    if figures.terms.pipeline_quarters:
        parts.append(Part("Pipeline", "", tcv.pipeline, style.PIPELINE))
    legend = sum(sheet.width(part.name, style.NOTE) + 24 for part in parts)
    with sheet.inside("H2"):
        title = f"{figures.terms.tcv_label} against the tier targets"
        sheet.text(x, y + 9, title, style.HEADING, width=width - legend)
    swatches = [(part.name, part.colour) for part in parts]
    charts.swatches(sheet, x + width - legend + 10, y + 9, swatches)
    lines = [Line(target, tier.label) for tier, target in figures.money_targets()]
    return charts.bullet(sheet, x, y + 14, width, parts, lines, figures.currency)


def _asked(sheet: Sheet, y: float, figures: Figures) -> float:
    """The decisions that the meeting is asked for, each leading to their page."""
    asks = story_asks.asked(figures)
    if not asks:
        return y
    lines = [
        Entry(ask.what, f"by {day_text(ask.by)}" if ask.by else "", target="decisions")
        for ask in asks
    ]
    end = entries(sheet, MARGIN, y, _MAIN, "Decisions asked", lines, most=1)
    return end + _GAP if end > y else y


def _takes(sheet: Sheet, y: float, figures: Figures) -> None:
    """What the next tier takes, and with room to spare what the earned one rests on."""
    bottom = style.BOTTOM - 4
    if not figures.at_top:
        lines = [
            Entry(name, missing, "", GAP_MARK, "tier")
            for name, missing, _ in story.closing_moves(figures)
        ]
        weeks = counted(figures.weeks_left, "week")
        note = f"{weeks} until the measurement on {day_text(figures.measurement)}"
        title = f"What it takes to reach {figures.target.label}"
        y = entries(sheet, MARGIN, y, _MAIN, title, lines, note, bottom=bottom) + _GAP
    if figures.earned:
        margin = [
            Entry(name, value, "", MET_MARK, "tier") for name, value in story.margins(figures)
        ]
        if figures.at_top or y + 14.8 + 18 * len(margin) < bottom:
            title = f"What keeps {figures.earned.label}"
            entries(sheet, MARGIN, y, _MAIN, title, margin, bottom=bottom)


def _aside(leaf: Leaf, y: float, figures: Figures) -> None:
    sheet = leaf.sheet
    notes = figures.facts.partner.notes if figures.facts.internal else ""
    tiers = tiers_of(figures)
    if notes and tiers[-1].name.startswith(_SINCE):
        # Its page has the course of health; the note is nowhere else and needs the room.
        *tiers, health, went = tiers
        tiers.append(health._replace(value=f"{health.value}; {lower_first(went.value)}"))
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Tier and health", tiers, most=1) + _GAP
    y = gate_list(sheet, _ASIDE, y, _ASIDE_WIDTH, story.gates(figures)) + _GAP
    beside = figures.decision.tcv.out_of_window
    if figures.money_targets() and beside:
        line = Entry(
            "Open, dated outside the window", money_said(beside, figures.currency), target="tcv"
        )
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Beside the total", [line]) + _GAP
    room = int((style.BOTTOM - y - 24) // style.BODY.leading)
    if notes and room > 0:
        said = [sentence(notes)]
        sentences(sheet, _ASIDE, y, _ASIDE_WIDTH, "Internal note", said, min(room, 9))


def tiers_of(figures: Figures) -> list[Entry]:
    """Granted, calculated and projected, and how the relationship stands."""
    decision, terms, facts = figures.decision, figures.terms, figures.facts
    granted = terms.label(decision.granted_tier) if decision.granted_tier else "None"
    basis = basis_text(decision.granted_basis or "") or "No grant is in force"
    alone = f"{terms.label(decision.tcv_tier)} by {terms.requirement_said} alone"
    found = [
        Entry("Granted", granted, basis, target="tier"),
        Entry("Calculated", story.label_of_calculated(figures), alone, target="tier"),
    ]
    ahead = facts.background.ahead
    if ahead is None:
        found.append(Entry("Projected", "Not known", "Next January can’t be reckoned"))
    else:
        note = f"on {day_text(ahead.day)}, if every open deal closes on its day"
        found.append(Entry("Projected", ahead.label, note, target="tcv"))
    return [*found, *_health(figures)]


def _health(figures: Figures) -> list[Entry]:
    """The letter of the weakest view that is judged, and how it went; none without evidence."""
    views = story_health.views(figures)
    known = [view for view in views if view.colour]
    judged = ", ".join(lower_first(view.name) for view in known) or "none"
    note = f"{len(known)} of {len(views)} views judged: {judged}"
    if not known:
        return [Entry("Health", NO_EVIDENCE, note, UNKNOWN_MARK, "health")]
    colour = min((view.colour for view in known), key=_WORST.index)
    value = f"{_LETTER[colour]}, {lower_first(WORDS[colour])}"
    found = [Entry("Health", value, note, _MARKS[colour], "health")]
    went = story_health.went(figures)
    if went is not None:
        since, how, turns = went
        found.append(Entry(f"{_SINCE} {day_text(since)}", how, turns, target="health"))
    return found


SECTION = Section("summary", "Executive summary", draw)
