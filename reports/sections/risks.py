"""Risks, issues, escalations, recovery: what is open, how severe and old, and the way to green."""

from functools import partial

from models.governance.grade import grade
from models.governance.told import Recovery, Risk
from models.text import counted, day_text, number
from reports import charts_risk, story_risks, style
from reports.blocks import heading
from reports.figures import Figures
from reports.marks import GRAVE_MARK, LATE_MARK, LOW_MARK, MET_MARK, WATCH_MARK, mark
from reports.page import Book, Leaf, Section
from reports.sheet import Sheet
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Cell, Column, Drawn, Marked, Row, Table, Text

_GRADES = {
    "short": (GRAVE_MARK, "Grave"),
    "at_risk": (WATCH_MARK, "Medium"),
    "met": (LOW_MARK, "Low"),
}
_SIDE = {"host": "Host", "partner": "Partner"}
_MAIN = span(9) - 14
_ASIDE, _ASIDE_WIDTH = column(9), span(3)
_NUMBER, _GRADE, _AGE, _WHO, _NEXT = 18.0, 76.0, 82.0, 92.0, 84.0
_WHAT = _MAIN - _NUMBER - _GRADE - _AGE - _WHO - _NEXT
_HEAD, _ROW, _PAD = 14.4, 28.4, 3.4  # of the register, each row with its second line
_PLAN = 92.0  # the height of a plan
_LEAST = 4  # rows of the register
_QUIET = style.BODY.in_colour(style.SECOND)


def draw(book: Book, figures: Figures) -> None:
    found, plans = story_risks.risks_of(figures), figures.facts.background.recovery
    as_of = figures.facts.as_of
    title = story_risks.title(found, plans, as_of)
    leaf = book.page(SECTION, title, story_risks.support(found, plans, as_of))
    leaf.source = "The register of risks and issues, escalations and recovery plans as recorded."
    y = leaf.top
    if found:
        y = _register(leaf, y, found, figures) + 16
    again = partial(_again, book, leaf)
    for plan in plans:
        if y + _PLAN > BOTTOM and y > leaf.top:
            leaf = again()
            y = leaf.top
        y = _plan(leaf.sheet, y, plan, figures) + 14


def _again(book: Book, leaf: Leaf) -> Leaf:
    following = book.page(SECTION, leaf.title, "Continued.")
    following.source = leaf.source
    return following


def _register(leaf: Leaf, y: float, found: tuple[Risk, ...], figures: Figures) -> float:
    """The table at the left, the grid of risks at the right where there are any."""
    as_of = figures.facts.as_of
    # Up to two plans stand on the page with the register; a long one gives way to them.
    kept = min(len(figures.facts.background.recovery), 2) * (_PLAN + 14)
    free = BOTTOM - y - _HEAD - 14 - (kept + 16 if kept else 0)
    shown = found[: max(_LEAST, int(free // _ROW))]
    numbered = [(at, risk) for at, risk in enumerate(shown, start=1) if risk.kind == "risk"]
    # Issues have come already: without a risk there is no grid, and the list has its room.
    what = _WHAT if numbered else _WHAT + RIGHT - MARGIN - _MAIN
    two = _ROW + style.STRONG.leading + style.NOTE.leading
    lines = 2 if len(shown) * two <= free else 1
    oldest = max((as_of - risk.raised_on).days for risk in found)
    columns = [
        Column("", _NUMBER, type_=_QUIET),
        Column("What", what, type_=style.STRONG, most=lines, under=lines),
        Column("How grave", _GRADE),
        Column("Open for", _AGE),
        Column("Owner", _WHO),
        Column("Next", _NEXT),
    ]
    rows = [_row(at, risk, oldest, figures) for at, risk in enumerate(shown, start=1)]
    _, end = Table(columns, pad=_PAD).draw(leaf, y, rows)
    if len(found) > len(shown):
        words = f"and {number(len(found) - len(shown))} more, less grave than these"
        leaf.sheet.text(MARGIN, end + 11, words, style.NOTE)
        end += 12
    if not numbered:
        return end
    top = heading(leaf.sheet, _ASIDE, y, _ASIDE_WIDTH, "Risks on the grid") + 8
    return max(end, charts_risk.grid(leaf.sheet, _ASIDE, top, _ASIDE_WIDTH, numbered))


def _row(at: int, risk: Risk, oldest: int, figures: Figures) -> Row:
    as_of = figures.facts.as_of
    days = (as_of - risk.raised_on).days
    is_late = story_risks.late(risk, as_of)

    def bar(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        charts_risk.age(sheet, x, y + 7.6, width - 44, days, oldest, is_late)
        sheet.text(x + width - 40, y + 12.2, counted(days, "day"), style.NOTE, width=40)

    level = story_risks.level_words(risk, as_of)
    under = ". ".join(part for part in (level, risk.response) if part)
    if risk in figures.facts.background.internal_risks:
        under = f"Internal. {under}".strip()
    due = f"{day_text(risk.due_on)}" if risk.due_on else "No day yet"
    step: Cell = Text(due, None, f"to {risk.to_whom}" if risk.to_whom else "")
    if is_late:
        step = Marked(LATE_MARK, day_text(risk.due_on) if risk.due_on else "Past its time")
    return [
        str(at),
        Text(risk.title, style.STRONG, under or story_risks.KIND[risk.kind]),
        _grade(risk),
        Drawn(bar),
        Text(risk.owner or _SIDE[risk.side], None, _SIDE[risk.side] if risk.owner else ""),
        step,
    ]


def _grade(risk: Risk) -> Cell:
    """The word for how grave it is, with its shape."""
    kind, word = _GRADES[grade(charts_risk.weight(risk))]
    return Marked(kind, f"{word}, {story_risks.KIND[risk.kind].lower()}")


def _plan(sheet: Sheet, y: float, plan: Recovery, figures: Figures) -> float:
    """One plan: what was missing and is now, the way to green in words and as a strip."""
    done = sum(part.done_on is not None for part in plan.parts)
    note = f"{done} of {counted(len(plan.parts), 'milestone')} done" if plan.parts else ""
    y = heading(sheet, MARGIN, y, RIGHT - MARGIN, f"Recovery: {plan.title}", note)
    kind = MET_MARK if plan.met else LATE_MARK if _past(plan, figures) else WATCH_MARK
    base = y + 13
    mark(sheet, kind, MARGIN + 4, base - 2.9)
    began = f"When it began: {plan.found}. " if plan.found else ""
    words = f"{began}Now: {plan.now}."
    who = plan.owner or _SIDE[plan.side]
    sheet.text(MARGIN + 13, base, f"{words} Owner: {who}.", style.BODY, width=RIGHT - MARGIN - 13)
    path = " ".join(plan.path.split())
    if path:
        base = sheet.paragraph(MARGIN + 13, base + 12, RIGHT - MARGIN - 13, path, _QUIET, 2) - 6
    return charts_risk.way(sheet, MARGIN, base + 4, RIGHT - MARGIN, plan, figures.facts.as_of)


def _past(plan: Recovery, figures: Figures) -> bool:
    return plan.target_on is not None and plan.target_on < figures.facts.as_of


def _nothing(figures: Figures) -> str:
    if story_risks.risks_of(figures) or figures.facts.background.recovery:
        return ""
    return "No risk or issue is open, and no recovery plan."


SECTION = Section("risks", "Risks, issues, recovery", draw, _nothing)
