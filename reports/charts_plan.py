"""Charts of a joint plan: an objective as a bullet, a series over years, the work of a year."""

from collections.abc import Sequence

from models.governance.plan_figures import Standing
from models.governance.plan_series import Series as Years
from models.governance.plan_strip import MONTHS, Bar, Bullet, Strip
from models.governance.plan_words import INITIATIVES
from models.text import NONE, compact_money, maybe_day
from reports import style
from reports.chart_words import said
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.marks import DONE_MARK, LATE_MARK, OPEN_MARK, shape
from reports.sheet import CENTRE, Sheet
from reports.structure import Chart, Series
from reports.style import Type

_TICK = Type(REGULAR, 6.8, 9, style.SECOND)
_YEAR = Type(MEDIUM, 7, 9, style.SECOND)
_NOW = Type(SEMIBOLD, 7, 9)
_VALUE = Type(SEMIBOLD, 7.2, 9)
_MONTH = Type(SEMIBOLD, 7, 9, style.SECOND)
_NAME = Type(REGULAR, 7.8, 10)
ROW = 13.6
_HEAD = 12.0
_NAMES = 0.34
_FORECAST = style.PALE
_BARS = {
    "done": style.MET, "late": style.GAP, "open": style.ACCENT, "planned": style.THIRD,
    "dropped": style.TRACK,
}  # fmt: skip
_STONES = {"done": DONE_MARK, "late": LATE_MARK}
_COLOURS = {"green": style.MET, "amber": style.RISK, "red": style.GAP}


def bullet_bar(
    sheet: Sheet, x: float, y: float, width: float, found: Bullet, told: Standing
) -> None:
    """Firm: the actual; pale: the forecast; strong tick: the target; fine tick: the baseline."""
    sheet.rect(x, y, width, 7.0, style.TRACK)
    if found.forecast:
        sheet.rect(x, y, width * found.forecast, 7.0, _FORECAST)
    if found.actual:
        colour = _COLOURS.get(told.colour, style.SECOND)
        sheet.rect(x, y + 1.4, max(0.8, width * found.actual), 4.2, colour)
    if found.baseline is not None:
        sheet.rect(x + width * found.baseline - 0.4, y - 1, 0.8, 9.0, style.THIRD)
    if found.target is not None:
        sheet.rect(x + width * found.target - 0.9, y - 2.4, 1.8, 11.8, style.INK)


def years(sheet: Sheet, x: float, y: float, width: float, height: float, told: Years) -> None:
    """A column a year with the target as a tick over it; a year that is not known has a dash."""
    figures = told.figures
    chart = Chart(
        "columns",
        [str(one.year) for one in figures],
        [Series(told.title, [one.actual for one in figures], style.ACCENT)],
        told.currency,
        levels=[Series("Target", [one.target for one in figures], style.INK)]
        if any(one.target is not None for one in figures)
        else (),
    )
    with sheet.figure(said(chart, told.title), (x, y, x + width, y + height), chart):
        floor, top = y + height - 11, y + 11
        most = max((max(one.actual or 0, one.target or 0) for one in figures), default=0) or 1
        step = width / max(1, len(figures))
        wide = min(34.0, step * 0.56)
        for at, one in enumerate(figures):
            middle = x + step * (at + 0.5)
            tall = (floor - top) * max(0, one.actual or 0) / most
            if tall:
                colour = style.ACCENT if one.running else style.LOSSES
                sheet.rect(middle - wide / 2, floor - tall, wide, tall, colour)
            head = floor - tall
            if one.target:
                level = floor - (floor - top) * one.target / most
                sheet.rect(middle - wide / 2 - 4, level - 0.9, wide + 8, 1.8, style.INK)
                head = min(head, level)
            words = NONE if one.actual is None else compact_money(one.actual, told.currency)
            sheet.text(middle, head - 3.4, words, _VALUE, align=CENTRE)
            type_ = _NOW if one.running else _YEAR
            sheet.text(middle, floor + 9, str(one.year), type_, align=CENTRE)
        sheet.rule(x, floor, x + width, floor, style.LINE, 0.7)


def work(
    sheet: Sheet, x: float, y: float, width: float, strip: Strip, bars: Sequence[Bar], more: int = 0
) -> float:
    """The bars of a year with their milestones and today; returns where it ended."""
    names = width * _NAMES
    left, room = x + names, width - names
    bottom = y + _HEAD + ROW * len(bars) + 2
    chart = Chart(
        "timeline",
        [bar.line.initiative.title for bar in bars],
        [
            Series("Milestones done", [_count(bar, "done") for bar in bars]),
            Series("Milestones late", [_count(bar, "late") for bar in bars]),
            Series("Milestones open", [_count(bar, "open") for bar in bars]),
        ],
    )
    told = f"Work over the year. {'. '.join(map(_said, bars))}."
    with sheet.figure(told, (x, y, x + width, bottom), chart):
        starts = (*strip.months, 1.0)
        for at, start in enumerate(strip.months):
            edge = left + room * start
            wide = room * (starts[at + 1] - start)
            if at % 2 == 0:
                sheet.rect(edge, y + _HEAD, wide, bottom - y - _HEAD, style.PANEL)
            words = MONTHS[at] if wide > 20 else MONTHS[at][0]
            sheet.text(edge + wide / 2, y + 8, words, _MONTH, align=CENTRE)
        for at, bar in enumerate(bars):
            top = y + _HEAD + ROW * at
            sheet.text(x, top + ROW / 2 + 2.8, bar.line.initiative.title, _NAME, width=names - 8)
            _bar(sheet, left, top, room, bar)
            sheet.rule(x, top + ROW, x + width, top + ROW, style.LINE, 0.4)
        if strip.today is not None:
            now = left + room * strip.today
            sheet.rule(now, y + _HEAD - 2, now, bottom, style.ACCENT, 1.2, "2.4 1.6")
    if more:
        sheet.text(x, bottom + 9, f"and {more} more that begin later", style.NOTE)
        bottom += 11
    return bottom


def _bar(sheet: Sheet, left: float, top: float, room: float, bar: Bar) -> None:
    middle = top + ROW / 2
    if bar.first is not None and bar.last is not None:
        wide = max(1.6, room * (bar.last - bar.first))
        sheet.rect(left + room * bar.first, middle - 2.2, wide, 4.4, _BARS[bar.state])
    elif not bar.stones:
        sheet.text(left + 4, middle + 2.4, "No days in this year", _TICK)
    for stone in bar.stones:
        at = left + room * min(max(stone.at, 0.008), 0.992)
        sheet.disc(at, middle, 4.6, style.WHITE)
        shape(sheet, _STONES.get(stone.state, OPEN_MARK), at, middle, 7.0)


def _count(bar: Bar, state: str) -> int:
    return sum(stone.state == state for stone in bar.line.milestones)


def _said(bar: Bar) -> str:
    one = bar.line.initiative
    state = "late" if bar.state == "late" else INITIATIVES.get(one.state, one.state).lower()
    span = f"{maybe_day(one.starts_on)} to {maybe_day(one.ends_on)}"
    stones = [f"{m.milestone.title} {maybe_day(m.milestone.due_on)} {m.state}"
              for m in bar.line.milestones]  # fmt: skip
    return ", ".join([f"{one.title} {state} {span}", *stones])
