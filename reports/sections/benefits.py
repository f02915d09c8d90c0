"""Benefits: what is owed of the program's benefits this year, what was given, what is late."""

from collections.abc import Sequence

from models.benefit_words import OVERDUE, STATE, state_words
from models.benefits import Line, Totals, totals
from models.text import benefit_text, counted, day_text, lower_first, number
from reports import story, style
from reports.blocks import Entry, entries, heading
from reports.charts_capability import Portion, portions
from reports.facts import PackFacts
from reports.figures import Figures
from reports.marks import (
    ENTITLED_MARK,
    GIVEN_MARK,
    OFFERED_MARK,
    OVERDUE_MARK,
    OWED_MARK,
)
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.style import BOTTOM, RIGHT, column, span
from reports.table import Cell, Column, Group, Marked, Row, Table, Text

_MAIN = span(8) + 30
_ASIDE = column(8) + 46
_ASIDE_WIDTH = RIGHT - _ASIDE
_QUIET = style.BODY.in_colour(style.SECOND)


def draw(book: Book, figures: Figures) -> None:
    lines = figures.facts.background.benefits
    found = totals(lines)

    def page(support: str) -> Leaf:
        leaf = book.page(SECTION, title_of(found, figures.facts.as_of.year), support)
        leaf.source = "Entries of the benefits ledger up to this day."
        return leaf

    leaf = page(_support(figures))
    sheet, y = leaf.sheet, leaf.top
    _aside(sheet, y, lines, found, figures)
    columns = [
        Column("Benefit", 162, most=2),
        Column("Entitled", 74),
        Column("Offered", 80),
        Column("Delivered", 80),
        Column("Outstanding", _MAIN - 396),
    ]
    table = Table(columns, next_page=lambda: page("Continued."), pad=4.4)
    table.draw(leaf, y, _rows(lines))


def title_of(found: Totals, year: int) -> str:
    """How much of what is due is delivered, and what is late."""
    if not found.due:
        return f"No benefit is due in {year} by the tier that is held"
    verb = "is" if found.done == 1 else "are"
    if found.done == found.due:
        each = f"All {story.word(found.due)} benefits" if found.due > 1 else "The one benefit"
        return f"{each} due in {year} {verb} delivered"
    if found.due == 1:
        late = "late" if found.overdue else "not delivered yet"
        return f"The one benefit due in {year} is {late}"
    start = f"{story.part(found.done)} of {story.word(found.due)} benefits due in {year} {verb}"
    if found.overdue:
        late = "is" if found.overdue == 1 else "are"
        return f"{start} delivered; {story.word(found.overdue)} {late} late"
    return f"{start} delivered"


def _support(figures: Figures) -> str:
    facts, before = figures.facts, figures.facts.background.benefits_before
    granted = facts.decision.granted_tier
    said = f"By the tier held on {day_text(facts.as_of)}"
    said += f", {figures.terms.label(granted)}" if granted else ", none"
    if before is not None:
        last = facts.as_of.year - 1
        verb = "was" if 1 in (before.done, before.due) else "were"
        said += f"; {number(before.done)} of {number(before.due)} {verb} delivered in {last}"
    return f"{said}."


# The matrix


def _rows(lines: Sequence[Line]) -> list[Row]:
    """What is overdue first, then group by group in the program's order, what is open first."""
    late = [line for line in lines if line.overdue]
    rows: list[Row] = []
    if late:
        rows.append(Group(OVERDUE, counted(len(late), "benefit")))
        rows += [_row(line) for line in sorted(late, key=_urgency)]
    for name in dict.fromkeys(line.benefit.group for line in lines):
        own = [line for line in lines if line.benefit.group == name and not line.overdue]
        if own:
            due = [line for line in own if line.due]
            done = sum(line.done for line in due)
            note = f"{done} of {len(due)} due delivered" if due else "nothing due"
            rows.append(Group(name, note))
            rows += [_row(line) for line in sorted(own, key=_urgency)]
    return rows


def _urgency(line: Line) -> tuple[bool, bool, int]:
    day = line.due_on.toordinal() if line.due_on else 10**7
    return (not line.open, line.state == "not_included", day)


def _row(line: Line) -> Row:
    words = lower_first(benefit_text(line.entitlement))
    entitled: Cell = Text(words[:1].upper() + words[1:], _QUIET)
    if line.entitlement == "included":
        entitled = Marked(ENTITLED_MARK, "Included")
    return [
        line.benefit.label,
        entitled,
        _offered(line),
        _delivered(line),
        _outstanding(line),
    ]


def _offered(line: Line) -> Cell:
    day = line.offered_on or line.promised_on
    if day is None and line.state != "declined":
        day = line.answered_on
    return Marked(OFFERED_MARK, day_text(day)) if day else Text("–", _QUIET)


def _delivered(line: Line) -> Cell:
    if not line.delivered and not line.delivered_on:
        return Text("–", _QUIET)
    day = day_text(line.delivered_on) if line.delivered_on else ""
    if line.wanted > 1:
        of = f"{number(min(line.delivered, line.wanted))} of {number(line.wanted)}"
        return Marked(GIVEN_MARK, of) if line.delivered else Text(of, _QUIET)
    return Marked(GIVEN_MARK, day or "Yes") if line.delivered else Text(f"In part {day}", _QUIET)


def _outstanding(line: Line) -> Cell:
    if line.overdue:
        since = f" since {day_text(line.due_on)}" if line.due_on else ""
        return Marked(OVERDUE_MARK, f"{OVERDUE}{since}")
    if line.open:
        by = f", due {day_text(line.due_on)}" if line.due_on else ""
        return Marked(OWED_MARK, f"{STATE[line.state]}{by}")
    if line.state == "offered":
        waits = "waits for an answer" if line.answered_on is None else "accepted"
        return Text(f"{STATE[line.state]}, {waits}", _QUIET)
    on = f" {day_text(line.answered_on)}" if line.state == "declined" and line.answered_on else ""
    return Text("–" if line.state == "delivered" else f"{STATE[line.state]}{on}", _QUIET)


# Aside: how much of what is due, and what to do next


def _aside(sheet: Sheet, y: float, lines: Sequence[Line], found: Totals, figures: Figures) -> None:
    before = figures.facts.background.benefits_before
    year = figures.facts.as_of.year
    rows = [
        Portion(f"All that is due in {year}", found.done, found.due,
                (before.done, before.due) if before else None)
    ]  # fmt: skip
    for name in dict.fromkeys(line.benefit.group for line in lines):
        own = totals(line for line in lines if line.benefit.group == name)
        if own.due:
            rows.append(Portion(name, own.done, own.due))
    if found.due:
        note = f"Tick = {year - 1}" if before else ""
        top = heading(sheet, _ASIDE, y, _ASIDE_WIDTH, "Delivered of what is due", note)
        y = portions(sheet, _ASIDE, top + 3, _ASIDE_WIDTH, rows) + 14
    still = sorted((line for line in lines if line.open), key=lambda one: not one.overdue)
    steps = [
        Entry(line.benefit.short or line.benefit.label, note=line.next_step or state_words(line),
              mark=OVERDUE_MARK if line.overdue else OWED_MARK)
        for line in still
    ]  # fmt: skip
    if steps:
        y = entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "What is outstanding", steps,
                    bottom=BOTTOM) + 14  # fmt: skip
    odd = [Entry(warning) for line in lines for warning in line.warnings]
    if odd and y < BOTTOM - 50:
        entries(sheet, _ASIDE, y, _ASIDE_WIDTH, "To check in the ledger", odd, most=3)


def _nothing(figures: Figures) -> str:
    lines = figures.facts.background.benefits
    told = any(
        line.due or line.delivered or line.state in ("promised", "offered", "declined")
        for line in lines
    )
    if told:
        return ""
    return f"No benefit is due in {figures.facts.as_of.year} by the tier that is held."


def _wanted(facts: PackFacts) -> bool:
    return bool(facts.background.benefits)


SECTION = Section("benefits", "Benefits ledger", draw, _nothing, wanted=_wanted)
