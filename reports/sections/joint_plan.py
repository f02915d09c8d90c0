"""The joint business plan: objectives against their targets, the year's work, what is put in."""

from collections.abc import Sequence

from models.governance.joint_plan import Investment
from models.governance.plan_figures import Standing
from models.governance.plan_view import JointPlan, conclusion, sums_said, support
from models.governance.plan_words import (
    COLOURS,
    INVESTMENTS,
    LETTERS,
    SIDES,
    STATES,
    called,
    short_amount,
)
from models.text import count_word, counted, money_said, number
from reports import style
from reports.blocks import Entry, entries, heading
from reports.figures import Figures
from reports.marks import AMBER_MARK, GREEN_MARK, RED_MARK, UNKNOWN_MARK
from reports.page import Book, Leaf, Section
from reports.sheet import END, Sheet
from reports.style import BOTTOM, MARGIN, RIGHT, column, span
from reports.table import Cell, Column, Drawn, Marked, Row, Table, Text

_MARKS = {"green": GREEN_MARK, "amber": AMBER_MARK, "red": RED_MARK, "": UNKNOWN_MARK}
_HEAD, _PAD = 14.4, 2.6
_ROW = style.BODY.leading + style.NOTE.leading + 2 * _PAD + 1
_MOST = 8  # objectives; what is over is counted
_YEARS, _TALLEST = 84.0, 170.0  # height of the series
_GAP = 12.0
_WORK = span(8) - 10
_LEAST_WORK = 3  # initiatives on the strip


def draw(book: Book, figures: Figures) -> None:
    from reports import charts_plan

    plan = figures.facts.background.joint_plan
    assert plan is not None  # noqa: S101  the section is not drawn without one
    leaf = book.page(SECTION, title(plan), support(plan))
    sources = "Pipeline and signings are reckoned from the deals where an objective says so"
    leaf.source = f"The joint plan of {plan.year}, as recorded. {sources}; the rest is typed."
    y = leaf.top
    work = min(len(plan.initiatives), _LEAST_WORK)
    below = _YEARS + 2 * _GAP + 32 + (32 + work * charts_plan.ROW if work else 60)
    room = int((BOTTOM - y - _HEAD - 12 - below) // _ROW)
    if plan.objectives:
        y = _objectives(leaf, y, plan, max(2, min(_MOST, room))) + _GAP
    tall = max(_YEARS, min(_TALLEST, BOTTOM - y - _GAP - _foot_needs(plan)))
    y = _series(leaf.sheet, y, plan, tall) + _GAP
    _foot(leaf.sheet, y, plan)


def _foot_needs(plan: JointPlan) -> float:
    """What the work and the investments take at the foot of the page."""
    from reports import charts_plan

    work = 32 + charts_plan.ROW * len(plan.initiatives) if plan.initiatives else 0.0
    put = 64 + 33 * len(plan.investments) if plan.investments else 0.0
    return max(work, put)


def title(plan: JointPlan) -> str:
    """The page's conclusion; without an objective what there is instead."""
    if plan.objectives:
        return conclusion(plan)
    work = len(plan.initiatives)
    what = f"{count_word(work)} {'initiative' if work == 1 else 'initiatives'}" if work else ""
    only = f"; it holds {what}" if what else ""
    return f"{conclusion(plan)}{only}"


def _objectives(leaf: Leaf, y: float, plan: JointPlan, most: int) -> float:
    bar, state, value, standing, gap = 132.0, 92.0, 62.0, 106.0, 12.0
    rest = RIGHT - MARGIN - bar - state - 3 * value - standing - gap
    columns = [
        Column("Objective", rest, most=1),
        Column("State", state),
        Column("Actual", value, END),
        Column("Target", value, END),
        Column("Forecast", value, END),
        Column("", gap),
        Column("Reached", bar),
        Column("Standing", standing),
    ]
    shown = _first(plan.objectives, most)
    _, end = Table(columns, pad=_PAD).draw(leaf, y, [_row(one) for one in shown])
    words = "Firm: actual; pale: forecast; strong tick: target; fine tick: where it began."
    left = len(plan.objectives) - len(shown)
    if left:
        words = f"and {counted(left, 'objective')} more, nearer to the target. {words}"
    leaf.sheet.text(MARGIN, end + 10, words, style.NOTE, width=RIGHT - MARGIN)
    return end + 12


def _first(found: Sequence[Standing], most: int) -> list[Standing]:
    """All of them in their order, or those that are furthest from the target."""
    if len(found) <= most:
        return list(found)
    worst = sorted(found, key=lambda one: 101 if one.percent is None else one.percent)[:most]
    return [one for one in found if one in worst]


def _row(told: Standing) -> Row:
    from models.governance import plan_strip
    from reports import charts_plan

    one = told.objective
    found = plan_strip.bullet(told)

    def bar(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        charts_plan.bullet_bar(sheet, x, y + 5.4, width - 36, found, told)
        if told.percent is not None:
            words = f"{number(told.percent)}%" if told.percent < 1000 else "10×"
            sheet.text(x + width, y + 12, words, style.STRONG, align=END, width=34)

    owners = ", ".join(
        f"{name} ({side})" for name, side in ((one.owner, "host"), (one.partner_owner, "partner"))
        if name
    )  # fmt: skip
    letter = LETTERS[told.colour]
    words = COLOURS[told.colour] if not told.colour else f"{letter}  {COLOURS[told.colour]}"
    cells: list[Cell] = [
        Text(called(one), style.STRONG, owners or "Nobody named"),
        STATES.get(one.state, one.state),
        _amount(told.actual, told),
        _amount(one.target, told),
        _amount(one.forecast, told),
        "",
        Drawn(bar),
        Marked(_MARKS[told.colour], f"{words}, late" if told.late and told.colour else words),
    ]
    return cells


def _amount(value: int | None, told: Standing) -> str:
    return short_amount(value, told.objective.unit, told.currency)


def _series(sheet: Sheet, y: float, plan: JointPlan, tall: float) -> float:
    """The three series beside each other; one that nothing is known of says so."""
    from reports import charts_plan

    for at, one in enumerate(plan.series):
        left, wide = column(4 * at), span(4) - (6 if at < 2 else 0)
        top = heading(sheet, left, y, wide, one.title, one.said if one.known else "")
        if one.known:
            charts_plan.years(sheet, left, top + 4, wide, tall - 20, one)
        else:
            words = one.said or "Nothing is known yet."
            sheet.paragraph(left, top + 14, wide, words, style.NOTE, 2)
    return y + tall if plan.series else y


def _foot(sheet: Sheet, y: float, plan: JointPlan) -> None:
    """The year's work at the left, what both sides put in at the right."""
    from models.governance import plan_strip
    from reports import charts_plan

    strip = plan_strip.strip(plan)
    wide = _WORK if plan.investments else RIGHT - MARGIN
    if strip.bars:
        done = sum(line.initiative.state == "done" for line in plan.initiatives)
        note = f"{done} of {counted(len(plan.initiatives), 'initiative')} done"
        top = heading(sheet, MARGIN, y, wide, "The year’s work", note) + 3
        room = int((BOTTOM - top - 26) // charts_plan.ROW)
        shown = strip.bars if len(strip.bars) <= room else strip.bars[: max(1, room)]
        charts_plan.work(
            sheet, MARGIN, top, wide, strip, shown, len(strip.bars) - len(shown)
        )  # fmt: skip
    if plan.investments:
        left = column(8) if strip.bars else MARGIN
        aside = span(4) if strip.bars else RIGHT - MARGIN
        _investments(sheet, left, y, aside, plan)


def _investments(sheet: Sheet, x: float, y: float, width: float, plan: JointPlan) -> None:
    sums = [Entry(f"{SIDES[side]}: {sums_said(plan, side)}") for side in ("host", "partner")]
    items = [_item(one) for one in plan.investments]
    entries(sheet, x, y, width, "What both sides put in", [*sums, *items], most=2, bottom=BOTTOM)


def _item(one: Investment) -> Entry:
    value = money_said(one.minor, one.currency) if one.minor else "No amount"
    state = INVESTMENTS.get(one.state, one.state)
    return Entry(one.title, value, f"{SIDES.get(one.side, one.side)}, {state.lower()}")


def _nothing(figures: Figures) -> str:
    plan = figures.facts.background.joint_plan
    if plan is not None and plan.started:
        return ""
    return "No joint plan is on record for the year."


SECTION = Section("joint-plan", "Joint business plan", draw, _nothing)
