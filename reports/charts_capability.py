"""Charts of what a partner can do: bullets against tiers, dots on one axis, a strip of a year."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.calendar_strip import Spot, last_day, mondays, place, spots
from models.gauge import tick_positions, tier_position
from models.text import count_word, counted, day_text, month_text, span_text
from reports import charts, style
from reports.chart_words import said
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.marks import shape
from reports.sheet import END, LEFT, Sheet
from reports.structure import Chart, Series
from reports.style import Type

WEEKS = 53
BULLET = 21.0
_TICK = Type(MEDIUM, 6.6, 8, style.SECOND)
_NAME = Type(REGULAR, 8.3, 11)
_DEEPER = Type(REGULAR, 7.8, 10, style.SECOND)
_VALUE = Type(SEMIBOLD, 8.3, 11)
_MONTH = Type(SEMIBOLD, 7, 9, style.SECOND)
_DAY = Type(SEMIBOLD, 6.8, 9, style.ACCENT)
_LANE = Type(MEDIUM, 7.4, 9.6)
_LABEL = Type(REGULAR, 7.2, 9)
_LANES, _ROW, _PAD, _MARK = 74.0, 11.4, 3.6, 6.4
_HEAD = 23.0


class Bullet(NamedTuple):
    """A value against the tiers' targets, the lowest first; `aim` is the place of the one that
    counts, `said` what stands at the right. Without targets it is on the scale of the one above.
    """

    name: str
    value: int
    targets: Sequence[int]
    aim: int
    said: str
    kind: str = ""
    deeper: bool = False


def bullets(
    sheet: Sheet, x: float, y: float, width: float, rows: Sequence[Bullet], tiers: Sequence[str]
) -> float:
    """Bars one under another on one scale of tiers, whose names stand above; returns the end."""
    names, right = width * 0.46, width * 0.12
    room = width - names - right - 12
    height = 10 + BULLET * len(rows)
    aims = [row.targets[row.aim] if row.targets else None for row in rows]
    chart = Chart(
        "bullets",  # each on its own scale, which no chart of a presentation would show alike
        [row.name for row in rows],
        [Series("On record", [row.value for row in rows], style.ACCENT)],
        levels=[Series("Asked", aims)] if any(aim is not None for aim in aims) else (),
    )
    with sheet.figure(said(chart, "Bars"), (x, y, x + width, y + height), chart):
        scale: Sequence[int] = ()
        ticks = tick_positions(len(tiers))
        left = x + names
        for number, name in enumerate(tiers):
            at = left + room * ticks[number]
            sheet.text(at + 1, y + 6, name, _TICK, align=END, width=room * ticks[0] - 4)
        y += 10
        for row in rows:
            scale = row.targets or scale
            base, indent = y + 13.4, 21.0 if row.deeper else 11.5
            if row.kind:
                shape(sheet, row.kind, x + 4, base - 2.9)
            type_ = _DEEPER if row.deeper else _NAME
            sheet.text(x + indent, base, row.name, type_, width=names - indent - 10)
            tall = 5.0 if row.deeper else 8.0
            colour = style.LOSSES if row.deeper else style.ACCENT
            if row.targets:
                charts.tier_bar(
                    sheet, left, base - 2.9 - tall / 2, room, row.value, row.targets, colour,
                    row.aim, tall,
                )  # fmt: skip
            else:
                filled = tier_position(row.value, scale) if row.value > 0 else 0.0
                charts.bar(sheet, left, base - 2.9 - tall / 2, room, tall, filled, colour)
            sheet.text(x + width, base, row.said, _DEEPER if row.deeper else _VALUE, align=END,
                       width=right)  # fmt: skip
            y += BULLET
            sheet.rule(x, y, x + width, y, style.LINE, 0.5)
    return y


class Dot(NamedTuple):
    """A share in percent of its target, None where it isn't known; `kind` is its mark."""

    name: str
    percent: int | None
    kind: str
    note: str = ""


def dot_plot(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    dots: Sequence[Dot],
    near: int,
    what: str,
    *,
    row: float = 19.0,
) -> float:
    """Shares on one axis from 0 to 100 %, with the target at its end; returns where it ended.

    What is above its target stands on it, and says how much it is. `near` is where the band that
    is near the target begins, in percent.
    """
    names, right = width * 0.42, 44.0
    left, room = x + names, width - names - right - 8
    bottom = y + row * len(dots)
    chart = Chart(
        "dots",
        [dot.name for dot in dots],
        [Series("Percent of target", [dot.percent for dot in dots], style.ACCENT)],
        targets=[("Target", 100)],
    )
    with sheet.figure(said(chart, what), (x, y, x + width, bottom + 10), chart):
        top = y
        sheet.rect(left + room * near / 100, top, room * (100 - near) / 100, bottom - top,
                   style.PANEL)  # fmt: skip
        for percent in (0, 25, 50, 75):
            at = left + room * percent / 100
            sheet.rule(at, top, at, bottom, style.LINE, 0.5)
            sheet.text(at, bottom + 8, f"{percent}%", _TICK, align=0.5)
        sheet.rule(left + room, top, left + room, bottom, style.INK, 1.6)
        sheet.text(left + room, bottom + 8, "100%", _TICK, align=0.5)
        for dot in dots:
            middle = y + row / 2
            sheet.text(x, middle + 2.8, dot.name, _NAME, width=names - 12)
            sheet.rule(left, middle, left + room, middle, style.LINE, 0.8, "1 2")
            if dot.percent is None:
                sheet.text(x + width, middle + 2.8, "–", _VALUE, align=END)
            else:
                at = left + room * charts.share(dot.percent, 100)
                shape(sheet, dot.kind, at, middle, 9)
                sheet.text(x + width, middle + 2.8, f"{dot.percent:,}%", _VALUE, align=END,
                           width=right)  # fmt: skip
            y += row
    return bottom + 10


class Portion(NamedTuple):
    """So many of so many, now and a year before, where that is known."""

    name: str
    part: int
    whole: int
    before: tuple[int, int] | None = None


def portions(sheet: Sheet, x: float, y: float, width: float, rows: Sequence[Portion]) -> float:
    """Bars of what is done of what is due, each in its own track; a tick marks the year before."""
    chart = Chart(
        "portions",
        [row.name for row in rows],
        [Series("Percent delivered", [_percent(row.part, row.whole) for row in rows], style.MET)],
        targets=[("All that is due", 100)],
        levels=[Series("The year before", [_percent(*row.before) if row.before else None
                                           for row in rows])]
        if any(row.before for row in rows)
        else (),
    )  # fmt: skip
    height = 25.0
    with sheet.figure(said(chart, "Bars"), (x, y, x + width, y + height * len(rows)), chart):
        for row in rows:
            text = f"{row.part:,} of {row.whole:,}"
            taken = sheet.width(text, _VALUE)
            sheet.text(x, y + 11, row.name, _NAME, width=width - taken - 10)
            sheet.text(x + width, y + 11, text, _VALUE, align=END)
            tick = None
            if row.before and row.before[1]:
                tick = charts.share(*row.before)
            charts.bar(sheet, x, y + 15, width, 5.4, charts.share(row.part, row.whole),
                       style.MET, tick)  # fmt: skip
            y += height
    return y


def _percent(part: int, whole: int) -> int | None:
    return min(part, whole) * 100 // whole if whole > 0 else None


class Item(NamedTuple):
    """A day of a lane: what it is in few words, and whether it needs a hand."""

    on: date
    what: str
    strong: bool = False


class Lane(NamedTuple):
    """One kind of days, with its name."""

    name: str
    items: Sequence[Item]


def year_strip(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    as_of: date,
    lanes: Sequence[Lane],
    level: tuple[str, date] | None = None,
) -> float:
    """A year from the week of `as_of`, a lane for each kind of days; returns where it ended.

    `level` is the day that all are held against, with its name. Days outside the year and lanes
    without a day are left out.
    """
    first, last = mondays(as_of, WEEKS)[0], last_day(as_of, WEEKS)
    kept = [Lane(lane.name, [i for i in lane.items if first <= i.on <= last]) for lane in lanes]
    shown = [lane for lane in kept if lane.items]
    start, room = x + _LANES, width - _LANES
    laid = [_laid(sheet, lane, as_of, room) for lane in shown]
    tall = [(max(spot.line for spot in found) + 1) * _ROW + 2 * _PAD for found in laid]
    bottom = y + _HEAD + sum(tall)
    level = level if level and first <= level[1] <= last else None
    with sheet.figure(
        strip_said(as_of, shown, level), (x, y, x + width, bottom), _chart(as_of, shown)
    ):
        _months(sheet, start, y, room, bottom, as_of)
        if level:
            at = start + room * place(level[1], as_of, WEEKS)
            words = f"{level[0]} {day_text(level[1])}"
            right = at + sheet.width(words, _DAY) + 4 > x + width
            sheet.rule(at, y + 1, at, bottom, style.ACCENT, 1.2, "2.4 1.6")
            sheet.text(at + (-3 if right else 3), y + 7, words, _DAY, align=END if right else LEFT)
        top = y + _HEAD
        for lane, found, height in zip(shown, laid, tall, strict=True):
            sheet.rule(x, top, x + width, top, style.LINE, 0.5)
            sheet.text(x, top + _PAD + _ROW / 2 + 2.7, lane.name, _LANE, width=_LANES - 6)
            for spot in found:
                _spot(sheet, start, top + _PAD, lane, spot)
            top += height
        sheet.rule(x, bottom, x + width, bottom, style.LINE, 0.5)
    return bottom


def strip_said(as_of: date, lanes: Sequence[Lane], level: tuple[str, date] | None) -> str:
    """What a strip shows, in words."""
    told = []
    for lane in lanes:
        days = [f"{day_text(item.on)} {item.what}" for item in sorted(lane.items)[:12]]
        more = [f"{count_word(len(lane.items) - 12)} more"] if len(lane.items) > 12 else []
        told.append(f"{lane.name}: {', '.join([*days, *more])}")
    span = span_text(mondays(as_of, WEEKS)[0], last_day(as_of, WEEKS))
    against = f". {level[0]} {day_text(level[1])}" if level else ""
    return f"Year of {span}. {'. '.join(told)}{against}."


def _chart(as_of: date, lanes: Sequence[Lane]) -> Chart:
    """How many days of each lane fall into each month."""
    days = [*mondays(as_of, WEEKS), *(item.on for lane in lanes for item in lane.items)]
    months = sorted({(day.year, day.month) for day in days})
    series = [
        Series(lane.name, [
            sum((item.on.year, item.on.month) == month for item in lane.items) for month in months
        ])
        for lane in lanes
    ]  # fmt: skip
    return Chart("timeline", [month_text(date(*month, 1)) for month in months], series)


def _laid(sheet: Sheet, lane: Lane, as_of: date, width: float) -> list[Spot]:
    days = [item.on for item in lane.items]

    def label(items: tuple[int, ...]) -> float:
        return sheet.width(_label(lane, items), _LABEL)

    return spots(days, as_of, width, label, mark=_MARK, lines=3, least=40, weeks=WEEKS)


def _label(lane: Lane, items: tuple[int, ...]) -> str:
    first = lane.items[items[0]].what
    return first if len(items) == 1 else f"{first} and {counted(len(items) - 1, 'other')}"


def _months(sheet: Sheet, x: float, y: float, width: float, bottom: float, as_of: date) -> None:
    first, last = mondays(as_of, WEEKS)[0], last_day(as_of, WEEKS)
    day, shade = first, True
    while day <= last:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        left = x + width * (day - first).days / (7 * WEEKS)
        right = min(x + width, x + width * (following - first).days / (7 * WEEKS))
        if shade:
            sheet.rect(left, y + 10, right - left, bottom - y - 10, style.PANEL)
        name = day_text(day).split(" ", 1)[1]
        words = name if day is first or day.month == 1 else name.split(" ")[0]
        if sheet.width(words, _MONTH) > right - left - 3:
            words = name.split(" ")[0]
        if sheet.width(words, _MONTH) <= right - left - 3:
            sheet.text(left + 2, y + 18.6, words, _MONTH)
        day, shade = following, not shade


def _spot(sheet: Sheet, x: float, y: float, lane: Lane, spot: Spot) -> None:
    middle, at, half = y + spot.line * _ROW + _ROW / 2, x + spot.x, _MARK / 2
    if any(lane.items[item].strong for item in spot.items):
        corners = [(0, -1.1), (1.2, 0.9), (-1.2, 0.9)]
        sheet.polygon([(at + half * a, middle + half * b) for a, b in corners], style.RISK)
    else:
        sheet.disc(at, middle, half * 0.86, style.ACCENT)
    if spot.room:
        text = sheet.fit(_label(lane, spot.items), _LABEL, spot.room + 0.01)
        beside = at - half - 3 if spot.before else at + half + 3
        sheet.text(beside, middle + 2.6, text, _LABEL, align=END if spot.before else LEFT)
