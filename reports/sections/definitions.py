"""Definitions and interpretations: what the words mean, and how the program's text is read."""

from models.program.windows import PRIOR_YEAR
from models.text import counted as counted_text
from models.text import day_text, money_said, span_text
from reports import story, style
from reports.blocks import Entry, entries
from reports.figures import Figures
from reports.page import Book, Leaf, Section
from reports.style import MARGIN, RIGHT, column, span
from reports.table import Column, Row, Table

_ASIDE = column(8) + 8
_ASIDE_WIDTH = RIGHT - _ASIDE
_MAIN = span(8) - 8
_TERM = style.STRONG
_QUIET = style.BODY.in_colour(style.SECOND)
_IDS = style.NOTE


def draw(book: Book, figures: Figures) -> None:
    _definitions(book, figures)
    _readings(book, figures)


def _definitions(book: Book, figures: Figures) -> None:
    decision = figures.decision
    title = "Every figure follows from the program’s formula and these definitions"
    day = day_text(figures.facts.as_of)
    leaf = book.page(
        SECTION, title, f"{decision.program}, version {decision.version}, as it stands on {day}."
    )
    columns = [
        Column("Term", 132, type_=_TERM, most=8),
        Column("What it means in this pack", _MAIN - 132, most=8),
    ]
    rows: list[Row] = [[term, meaning] for term, meaning in _meanings(figures)]
    Table(columns, pad=3.9).draw(leaf, leaf.top, rows)
    _beside(leaf, leaf.top, figures)


def _meanings(figures: Figures) -> list[tuple[str, str]]:
    first, last = figures.facts.file.window
    when, terms = figures.closed_said, figures.terms
    label = _money_label(figures)
    by = terms.requirement_said
    target = " target" if terms.amount and terms.amount.label == by else ""
    later = (
        " What closes this year counts next January." if terms.closed_window == PRIOR_YEAR else ""
    )
    losses = (
        "A loss adds to it, as it shows demand."
        if terms.losses_count
        else "Losses stay out in this version of the program."
    )
    ahead = ", and the open pipeline of the window" if terms.pipeline_quarters else ""
    window = f"{span_text(first, last)}, both days included."
    amount = [
        (label, f"Wins and losses closed in {when}{ahead}. {losses}"),
        ("TCV", "The partner’s portion of a qualified deal and the host’s services portion."),
        ("Window", window if ahead else "None: this program counts no open deals in it."),
        (
            "Beside the total",
            (
                "In none of the three parts: closed this year or later, dated outside the"
                f" window, not qualified.{later}"
            ),
        ),
    ]
    tiers = [
        (
            "Calculated tier",
            (
                f"The highest tier whose {by}{target} and required"
                " prerequisites all hold on this day. It looks at neither invitation nor agreement."
            ),
        ),
        (f"Tier by {by} alone", "The same with the prerequisites left aside."),
        (
            "Granted tier",
            "The tier that was decided and is in force: by assessment, provisional or exception.",
        ),
        (
            "Gates",
            (
                f"Invitation, agreement, {by} and prerequisites, each kept apart; the last two are"
                f" judged for {terms.lowest.label}."
            ),
        ),
    ]
    coverage = [
        (
            "Coverage",
            (
                "Pipeline in the window, as a multiple of what the next target needs beside"
                " wins and losses."
            ),
        ),
    ]
    others = [
        ("Win rate", f"Deals won in {when}, of all qualified deals won or lost then."),
        (
            "Slipped",
            "An open deal whose expected close was moved to a later day.",
        ),
        (
            "Past the expected close",
            "An open deal whose day has gone by. It counts while that day is in the window.",
        ),
        ("Short amounts", "Thousands (K) and millions (M) are cut off, never rounded up."),
    ]
    if terms.amount is None:
        return [amount[1], *tiers, *others]
    return [*amount, *tiers, *(coverage if ahead else []), *others]


def _money_label(figures: Figures) -> str:
    return figures.terms.tcv_label


def _beside(leaf: Leaf, y: float, figures: Figures) -> None:
    sheet, terms = leaf.sheet, figures.terms
    targets = [
        Entry(tier.label, money_said(target, figures.currency))
        for tier, target in reversed(figures.money_targets())
    ]
    if targets:
        title = f"{_money_label(figures)} targets"
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, title, targets) + 18
    names = [Entry(tier.label, tier.alias) for tier in (*terms.tiers, terms.outside)]
    head = "Tiers and their aliases" if any(name.value for name in names) else "Tiers"
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, head, names) + 18
    prior = figures.closed_days
    days = [
        Entry("As of", day_text(figures.facts.as_of)),
        Entry("Prerequisites judged on", day_text(figures.decision.prerequisites_as_of)),
        Entry("Wins and losses from", day_text(prior[0])),
        Entry("Wins and losses until", day_text(prior[1])),
        Entry("Next measurement", day_text(figures.measurement)),
    ]
    y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Days", days) + 18
    if rates := _rates(figures):
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "Exchange rates", rates)


def _rates(figures: Figures) -> list[Entry]:
    """What one unit of each other currency counts as here, from which day, for how many deals."""
    file = figures.facts.file
    found = []
    for rate in file.rates:
        deals = sum(counted.deal.currency == rate.currency for counted in file.deals)
        worth = f"{rate.rate} {figures.currency}"
        note = f"from {day_text(rate.on_date)}, for {counted_text(deals, 'deal')}"
        found.append(Entry(f"1 {rate.currency}", worth, note))
    return found


def _readings(book: Book, figures: Figures) -> None:
    readings = figures.terms.interpretations
    if not readings:
        return
    count = story.word(len(readings), start=True)
    title = f"{count} readings settle what the program’s text leaves open"
    support = "Where the text is silent, garbled or at odds with itself, this is how it is read."

    def more() -> Leaf:
        return book.page(SECTION, title, "Continued.")

    leaf = book.page(SECTION, title, support)
    columns = [
        Column("", 28, type_=_IDS),
        Column("Topic", 118, type_=_TERM, most=8),
        Column("What the text leaves open", 216, type_=_QUIET, most=8),
        Column("Reading used here", RIGHT - MARGIN - 28 - 118 - 216 - 76, most=8),
        Column("Clauses", 76, type_=_IDS, most=8),
    ]
    rows: list[Row] = [
        [r.id, r.topic, r.problem, r.reading, ", ".join(r.clauses)] for r in readings
    ]
    Table(columns, next_page=more, pad=4.4).draw(leaf, leaf.top, rows)


SECTION = Section("definitions", "Definitions and interpretations", draw)
