"""Charts of how figures went: a waterfall of steps, a line against its target, steps of tiers."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models import chart_lines, tier_course
from models.background import Held
from models.program.terms import Tier
from models.text import compact_money, day_text
from models.waterfall import Bar
from models.waterfall import waterfall as laid_out
from reports import style
from reports.charts import Line, apart, haloed, said
from reports.charts_time import Trend, trend_said
from reports.faces import REGULAR, SEMIBOLD
from reports.sheet import CENTRE, END, Sheet
from reports.structure import Chart, Series
from reports.style import Type

Box = tuple[float, float, float, float]

_VALUE = Type(SEMIBOLD, 8, 10)
_TICK = Type(REGULAR, 7, 9, style.SECOND)
_STRONG_TICK = Type(SEMIBOLD, 7.4, 9)
_LAST = Type(SEMIBOLD, 8.6, 11)
_NAMES = 26.0  # under the bars
_FIGURES = 13.0  # over them
_THIN = 0.7
# A gap between two tiers of less than this part of the years is passed over: a few days between
# the end of a year and its assessment would be drawn as a fall to the floor.
_GAP = 0.02


class Fall(NamedTuple):
    """One bar of a waterfall: under it its name and a line, over it its figure.

    A total stands on the floor; any other begins where the bar before it ended.
    """

    name: str
    note: str
    value: int
    figure: str
    colour: str
    total: bool = False


def waterfall(
    sheet: Sheet, box: Box, falls: Sequence[Fall], lines: Sequence[Line], currency: str
) -> bool:
    """Steps to a total, with the levels they are held against; whether the axis is cut.

    `box` is left, top, width and height; names, and the levels' names at the right, are inside.
    """
    left, top, width, height = box
    chart = Chart(
        "waterfall",
        [fall.name for fall in falls],
        [Series("", [fall.value for fall in falls])],
        currency,
        [(line.name, line.value) for line in lines],
    )
    made = laid_out([(f.value, f.total) for f in falls], [line.value for line in lines])
    told = said(chart, "Steps")
    if made.cut:
        told = f"{told} The axis is cut: the totals are drawn shortened."
    with sheet.figure(told, (left, top, left + width, top + height), chart):
        plot = width - (62 if lines else 0)
        floor, room = top + height - _NAMES, height - _NAMES - _FIGURES
        _levels(sheet, (left, plot), [floor - room * at for at in made.levels], lines, currency)
        for at, (fall, bar) in enumerate(zip(falls, made.bars, strict=True)):
            following = made.bars[at + 1] if at + 1 < len(falls) else None
            _fall(sheet, fall, bar, following, (left, plot, floor, room), made.cut)
        zero = floor - room * made.zero
        sheet.rule(left, zero, left + plot, zero, style.INK, 0.8)
    return made.cut


def _levels(
    sheet: Sheet,
    across: tuple[float, float],
    heights: Sequence[float],
    lines: Sequence[Line],
    currency: str,
) -> None:
    left, plot = across
    down = sorted(zip(heights, lines, strict=True), key=lambda pair: pair[0])
    for (at, line), place in zip(down, apart([at for at, _ in down], 19), strict=True):
        sheet.rule(left, at, left + plot, at, style.SECOND, 0.6, "2.4 2.4")
        sheet.text(left + plot + 6, place + 0.4, line.name, _STRONG_TICK, width=56)
        sheet.text(left + plot + 6, place + 9, compact_money(line.value, currency), _TICK)


def _fall(
    sheet: Sheet,
    fall: Fall,
    bar: Bar,
    following: Bar | None,
    frame: tuple[float, float, float, float],
    cut: bool,
) -> None:
    left, plot, floor, room = frame
    middle, step = left + plot * bar.middle, plot * (bar.right - bar.left) / 0.62
    wide = min(56.0, plot * (bar.right - bar.left))
    x, high, low = middle - wide / 2, floor - room * bar.high, floor - room * bar.low
    sheet.rect(x, high, wide, max(low - high, _THIN), fall.colour)
    if cut and fall.total:
        for lift in (7.0, 10.6):
            corners = [(x - 2, low - lift + 2.4), (x + wide + 2, low - lift - 2.4)]
            sheet.polyline(corners, style.WHITE, 1.4)
    if following is not None:
        level = floor - room * bar.level
        end = left + plot * following.middle - wide / 2
        sheet.rule(x + wide, level, end, level, style.THIRD, 0.5)
    haloed(sheet, middle, high - 4, fall.figure, _VALUE)
    sheet.text(
        middle, floor + 11, fall.name, _STRONG_TICK, align=CENTRE, width=step - 3, whole=True
    )
    sheet.text(middle, floor + 21, fall.note, _TICK, align=CENTRE, width=step - 3)


def line(sheet: Sheet, box: Box, trend: Trend, level_at_least: float | None = None) -> None:
    """A figure over time with a mark for each day it is known of, against its dashed level.

    `box` is left, top, width and height; the days are inside, at the foot.
    """
    left, top, width, height = box
    with sheet.figure(trend_said(trend), (left, top, left + width, top + height), _chart(trend)):
        against = [] if trend.level is None else [trend.level]
        right = left + width - 50
        floor, high = top + height - 14, top + 12
        made = chart_lines.line(
            [day.toordinal() for day in trend.days], trend.values, against, least=level_at_least
        )
        points = [(left + 8 + (right - left - 16) * x, floor - 6 - (floor - high - 6) * y)
                  for x, y in made.points]  # fmt: skip
        sheet.rule(left, floor, right, floor, style.LINE, 0.6)
        heights = [floor - 6 - (floor - high - 6) * at for at in made.levels]
        for level in heights:
            sheet.rule(left, level, right, level, style.SECOND, 0.6, "2.4 2.4")
        sheet.polyline(points, style.ACCENT, 1.4)
        for x, y in points[:-1]:
            sheet.disc(x, y, 1.9, style.ACCENT)
        last = points[-1]
        sheet.disc(*last, 2.8, style.ACCENT)
        sheet.text(right + 4, last[1] + 2.8, _figure(trend, trend.values[-1]), _LAST, width=46,
                   whole=True)  # fmt: skip
        for level in heights:
            y = _clear(level, last[1], floor)
            sheet.text(right + 4, y + 0.4, trend.level_name, _STRONG_TICK, width=46)
            sheet.text(right + 4, y + 9, _figure(trend, trend.level or 0), _TICK, width=46)
        if len(points) > 1:
            first = _figure(trend, trend.values[0])
            half = sheet.width(first, _TICK) / 2
            (x, y), rising = points[0], points[1][1] < points[0][1]
            under = (rising or y - 14 < top) and y + 14 < floor
            haloed(sheet, max(x, left + half), y + 12 if under else y - 6, first, _TICK)
        _days(sheet, trend.days, [x for x, _ in points], floor + 10, right)


def _clear(level: float, last: float, floor: float) -> float:
    """Where the name of a level stands, so that it keeps clear of the last figure."""
    over = min(level, last - 17)
    under = min(max(level, last + 13), floor - 13)
    return over if level < last else under if under >= last + 13 else over


def _days(
    sheet: Sheet, days: Sequence[date], places: Sequence[float], y: float, right: float
) -> None:
    """As many days as keep clear of each other, the last and the first before the others."""
    names = [day_text(day) for day in days]
    half = [sheet.width(name, _TICK) / 2 for name in names]
    middles = [
        min(max(x, places[0] - 8 + wide), right + 40 - wide)
        for x, wide in zip(places, half, strict=True)
    ]
    last = len(days) - 1
    shown: list[int] = []
    for at in dict.fromkeys([last, 0, *range(last)]):
        if all(abs(middles[at] - middles[other]) >= half[at] + half[other] + 6 for other in shown):
            shown.append(at)
            sheet.text(middles[at], y, names[at], _TICK, align=CENTRE)


def small(sheet: Sheet, box: Box, trend: Trend) -> None:
    """One of several small lines on one axis of time: its name, where it began, where it is."""
    left, top, width, height = box
    with sheet.figure(trend_said(trend), (left, top, left + width, top + height), _chart(trend)):
        sheet.text(left, top + 7, trend.name, _TICK, width=width)
        floor, high = top + height - 3, top + 15
        made = chart_lines.line([day.toordinal() for day in trend.days], trend.values)
        right = left + width - 40
        points = [(left + 34 + (right - left - 37) * x, floor - 5 - (floor - 5 - high) * y)
                  for x, y in made.points]  # fmt: skip
        sheet.rule(left, floor, left + width, floor, style.LINE, 0.6)
        sheet.polyline(points, style.ACCENT, 1.2) if len(points) > 1 else None
        sheet.disc(*points[-1], 2.2, style.ACCENT)
        first = _figure(trend, trend.values[0])
        if len(points) > 1:
            sheet.text(left + 29, points[0][1] + 2.4, first, _TICK, align=END, width=29,
                       whole=True)  # fmt: skip
        sheet.text(left + width, points[-1][1] + 2.8, _figure(trend, trend.values[-1]), _VALUE,
                   align=END, width=36, whole=True)  # fmt: skip


def _figure(trend: Trend, value: float) -> str:
    if trend.currency:
        return compact_money(round(value), trend.currency)
    return f"{value:g}{trend.unit}"


def _chart(trend: Trend) -> Chart:
    targets = [] if trend.level is None else [(trend.level_name, trend.level)]
    series = [Series(trend.name, list(trend.values), style.ACCENT)]
    return Chart("line", [day_text(day) for day in trend.days], series, trend.currency, targets)


def tier_steps(
    sheet: Sheet, box: Box, stretches: Sequence[Held], tiers: Sequence[Tier], as_of: date
) -> None:
    """Which tier was held when, as steps over the years; what is known to come is drawn pale.

    `tiers` are the program's, the lowest first.
    """
    left, top, width, height = box
    names = [tier.label for tier in tiers]
    chart = Chart(
        "line",
        [day_text(one.first) for one in stretches],
        [Series("Tier, from the lowest", [_rise(one, names) for one in stretches])],
    )
    words = tier_course.course_said(stretches)
    with sheet.figure(words, (left, top, left + width, top + height), chart):
        label = 8 + min(60.0, max(sheet.width(name, _TICK) for name in names))
        begin, end = _ends(stretches, as_of)
        x, wide = left + label, width - label
        floor, room = top + height - 14, height - 22
        for number, name in enumerate(names, 1):
            level = floor - room * number / len(names)
            sheet.rule(x, level, left + width, level, style.LINE, 0.5)
            sheet.text(left, level + 2.4, name, _TICK, width=label - 8)
        sheet.rule(x, floor, left + width, floor, style.INK, 0.6)
        _years(sheet, x, wide, floor, begin, end)
        today = as_of.toordinal() + 1
        spans = [(float(one.first.toordinal()), float(_until(one, as_of, end)),
                  _rise(one, names)) for one in stretches]  # fmt: skip
        known = [(a, min(b, today), at) for a, b, at in spans]
        coming = [(max(a, today), b, at) for a, b, at in spans]
        for part, colour in ((coming, style.PIPELINE), (known, style.ACCENT)):
            _treads(sheet, chart_lines.treads(part, begin.toordinal(), end.toordinal() + 1,
                    len(names)), (x, wide, floor, room), colour)  # fmt: skip


def _treads(
    sheet: Sheet,
    steps: Sequence[chart_lines.Tread],
    frame: tuple[float, float, float, float],
    colour: str,
) -> None:
    x, wide, floor, room = frame
    before: chart_lines.Tread | None = None
    for step in steps:
        if not step.height and step.right - step.left < _GAP:
            continue
        y = floor - room * step.height
        sheet.rect(x + wide * step.left, y - 1.3, wide * (step.right - step.left), 2.6, colour)
        if before is not None and step.left - before.right < _GAP:
            edge = x + wide * step.left
            sheet.rule(edge, floor - room * before.height, edge, y, colour, 1.2)
        before = step


def _years(sheet: Sheet, x: float, wide: float, floor: float, begin: date, end: date) -> None:
    days = end.toordinal() + 1 - begin.toordinal()
    taken = -1e9
    for year in range(begin.year, end.year + 1):
        at = x + wide * (date(year, 1, 1).toordinal() - begin.toordinal()) / days
        middle = x + wide * (date(year, 7, 2).toordinal() - begin.toordinal()) / days
        sheet.rule(at, floor, at, floor + 3, style.THIRD, 0.5)
        if middle - taken >= 26:
            sheet.text(middle, floor + 10, str(year), _TICK, align=CENTRE)
            taken = middle


def _ends(stretches: Sequence[Held], as_of: date) -> tuple[date, date]:
    """Whole years, six at the most: from the first tier to this year, or the one it ends in."""
    until = stretches[-1].until
    last = min(max(as_of.year, until.year if until else 0), as_of.year + 1)
    first = max(min(stretches[0].first.year, as_of.year), last - 5)
    return date(first, 1, 1), date(last, 12, 31)


def _until(stretch: Held, as_of: date, end: date) -> int:
    """The day after its last; without an end it is known up to the day of the pack."""
    return (stretch.until or as_of).toordinal() + 1


def _rise(stretch: Held, names: Sequence[str]) -> int:
    return len(names) + 1 - stretch.rank if stretch.rank else 0
