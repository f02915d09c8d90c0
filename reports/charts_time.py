"""Charts over time: how a figure went against its target, and a calendar of the coming weeks."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models import chart_lines
from models.calendar_strip import Spot, last_day, mondays, place, spots
from models.text import counted, day_text, span_text
from reports import style
from reports.chart_words import amount_said, day_said
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.sheet import CENTRE, END, LEFT, Sheet
from reports.structure import Chart, Series
from reports.style import Type

_TICK = Type(REGULAR, 6.8, 9, style.SECOND)
_MONTH = Type(SEMIBOLD, 7, 9, style.SECOND)
_TODAY = Type(SEMIBOLD, 6.8, 9, style.ACCENT)
_LANE = Type(MEDIUM, 7.4, 9.6)
_LABEL = Type(REGULAR, 7.2, 9)
_NAMES, _LATE = 100.0, 30.0
_ROW, _PAD = 12.4, 4.6
_MARK = 6.8
_WEEKEND = 5 / 7
_UNITS = {"%": " percent"}


class Trend(NamedTuple):
    """How a figure went: its value on each day, and the level to hold it against."""

    name: str
    days: Sequence[date]
    values: Sequence[float]
    level: float | None = None
    level_name: str = ""
    currency: str = ""
    unit: str = ""


def sparkline(sheet: Sheet, trend: Trend, x: float, y: float, width: float, height: float) -> None:
    """A line through the values with its last one marked, against a dashed level."""
    chart = Chart(
        "line",
        [day_text(day) for day in trend.days],
        [Series(trend.name, list(trend.values), style.ACCENT)],
        trend.currency,
        [] if trend.level is None else [(trend.level_name, trend.level)],
    )
    with sheet.figure(trend_said(trend), (x, y, x + width, y + height), chart):
        against = [] if trend.level is None else [trend.level]
        places = [day.toordinal() for day in trend.days]
        made = chart_lines.line(places, trend.values, against)
        for up in made.levels:
            level = y + height * (1 - up)
            sheet.rule(x, level, x + width, level, style.SECOND, 0.7, "2.2 1.8")
        room = width - 3
        points = [(x + room * across, y + height * (1 - up)) for across, up in made.points]
        sheet.polyline(points, style.ACCENT, 1.3)
        sheet.disc(*points[-1], 2.1, style.ACCENT)


def trend_said(trend: Trend) -> str:
    """What a line shows, in words: from where to where, and the level."""

    def value(amount: float) -> str:
        return f"{amount_said(amount, trend.currency)}{_UNITS.get(trend.unit, trend.unit)}"

    first, last = trend.values[0], trend.values[-1]
    went = "stood at" if first == last else "rose to" if last > first else "fell to"
    words = (
        f"{trend.name} began with {value(first)} on {day_said(trend.days[0])} and {went}"
        f" {value(last)} by {day_said(trend.days[-1])}"
    )
    if trend.level is None:
        return words
    return f"{words}; {trend.level_name} {value(trend.level)}"


class Entry(NamedTuple):
    """One day of a lane: what it is in few words, and whether it decides something."""

    on: date
    what: str
    strong: bool = False


class Lane(NamedTuple):
    """One kind of days, with its name; `late` is how many should have been before."""

    name: str
    entries: Sequence[Entry]
    late: int = 0


def calendar(
    sheet: Sheet, x: float, y: float, width: float, as_of: date, lanes: Sequence[Lane]
) -> float:
    """Thirteen weeks from that of `as_of`, one lane for each kind; returns where it ended.

    Lanes without a day are left out.
    """
    shown = [lane for lane in lanes if lane.entries or lane.late]
    start = x + _NAMES + (_LATE if any(lane.late for lane in shown) else 0)
    laid = [_laid(sheet, lane, as_of, x + width - start) for lane in shown]
    tall = [(max((s.line for s in found), default=0) + 1) * _ROW + 2 * _PAD for found in laid]
    bottom = y + 25 + sum(tall)
    box = (x, y, x + width, bottom + 11)
    with sheet.figure(calendar_said(as_of, shown), box, _chart(as_of, shown)):
        _grid(sheet, start, y, x + width - start, bottom, as_of)
        if start > x + _NAMES:
            sheet.text(x + _NAMES, y + 21, "Late", _TICK)
        top = y + 25
        for lane, found, height in zip(shown, laid, tall, strict=True):
            sheet.rule(x, top, x + width, top, style.LINE, 0.5)
            middle = top + _PAD + _ROW / 2
            sheet.text(x, middle + 2.7, lane.name, _LANE, width=_NAMES - 6)
            if lane.late:
                _late(sheet, x + _NAMES + 4, middle, lane.late)
            for spot in found:
                _spot(sheet, start, top + _PAD, lane, spot)
            top += height
        sheet.rule(x, bottom, x + width, bottom, style.LINE, 0.5)
    return bottom + 11


def calendar_said(as_of: date, lanes: Sequence[Lane]) -> str:
    """What the calendar shows, in words."""
    told = []
    for lane in lanes:
        days = [f"{day_text(entry.on)} {entry.what}" for entry in sorted(lane.entries)]
        late = [f"{lane.late} late"] if lane.late else []
        told.append(f"{lane.name}: {', '.join([*late, *days])}")
    span = span_text(mondays(as_of)[0], last_day(as_of))
    return f"Calendar of {span}. {'. '.join(told) or 'Nothing is known for these weeks'}."


def _chart(as_of: date, lanes: Sequence[Lane]) -> Chart:
    """How many days of each lane fall into each week."""
    weeks = mondays(as_of)
    series = []
    for lane in lanes:
        counts = [0] * len(weeks)
        for entry in lane.entries:
            counts[(entry.on - weeks[0]).days // 7] += 1
        series.append(Series(lane.name, counts))
    return Chart("timeline", [f"Week of {day_text(week)}" for week in weeks], series)


def _laid(sheet: Sheet, lane: Lane, as_of: date, width: float) -> list[Spot]:
    days = [entry.on for entry in lane.entries]

    def label(items: tuple[int, ...]) -> float:
        return sheet.width(_label(lane, items), _LABEL)

    return spots(days, as_of, width, label, mark=_MARK, lines=2, least=34)


def _label(lane: Lane, items: tuple[int, ...]) -> str:
    first = lane.entries[items[0]].what
    return first if len(items) == 1 else f"{counted(len(items), 'item')}: {first} and others"


def _grid(sheet: Sheet, x: float, y: float, width: float, bottom: float, as_of: date) -> None:
    weeks = mondays(as_of)
    step = width / len(weeks)
    for number, week in enumerate(weeks):
        left = x + number * step
        if number % 2 == 0:
            sheet.rect(left, y + 12, step, bottom - y - 12, style.PANEL)
        if number == 0 or week.day <= 7:
            sheet.text(left + 2, y + 8, day_text(week).partition(" ")[2], _MONTH)
        sheet.text(left + step * _WEEKEND / 2, y + 21, str(week.day), _TICK, align=CENTRE)
    today = x + width * place(as_of, as_of)
    sheet.rule(today, y + 25, today, bottom + 2, style.ACCENT, 1.2)
    sheet.text(today - 1, bottom + 9, "Today", _TODAY)


def _late(sheet: Sheet, x: float, y: float, count: int) -> None:
    half = _MARK / 2
    corners = [(0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)]
    sheet.polygon([(x + half * a, y + half * b) for a, b in corners], style.GAP)
    sheet.text(x + half + 3, y + 2.6, f"{count:,}", _TODAY.in_colour(style.GAP))


def _spot(sheet: Sheet, x: float, y: float, lane: Lane, spot: Spot) -> None:
    middle = y + spot.line * _ROW + _ROW / 2
    at, half = x + spot.x, _MARK / 2
    if any(lane.entries[item].strong for item in spot.items):
        sheet.rect(at - half * 0.9, middle - half * 0.9, _MARK * 0.9, _MARK * 0.9, style.NAVY)
    else:
        sheet.disc(at, middle, half * 0.86, style.ACCENT)
    if spot.room:
        text = sheet.fit(_label(lane, spot.items), _LABEL, spot.room + 0.01)
        beside = at - half - 3 if spot.before else at + half + 3
        sheet.text(beside, middle + 2.6, text, _LABEL, align=END if spot.before else LEFT)
