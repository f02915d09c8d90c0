"""Charts of deals: columns with marks, a funnel, won and lost, why they were lost, slips."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from models.text import compact_money, counted, number
from reports import style
from reports.chart_words import said
from reports.charts import axis, share
from reports.faces import REGULAR, SEMIBOLD
from reports.sheet import CENTRE, END, Sheet
from reports.structure import Chart, Series
from reports.style import Type

Box = tuple[float, float, float, float]  # left, top, width and height
RAMP = ("#D5E1EE", "#AFC7E0", "#84A7CB", "#5682AF", "#2B6098", "#0E3B66")
REST = "#9AA6B4"
BLANK = "#DCE1E8"
_VALUE = Type(SEMIBOLD, 8, 10)
_TICK = Type(REGULAR, 7, 9, style.SECOND)
_NAME = Type(SEMIBOLD, 7.4, 9)
_BODY = Type(REGULAR, 8, 9.8)
_STRONG = Type(SEMIBOLD, 8, 9.8)
_LABELS = 26.0  # points under a chart that its names take
_TICKS = 36.0  # points beside it that its scale takes


def shades(count: int) -> list[str]:
    """So many steps from pale to dark, as far apart as they can be."""
    if count < 2:
        return [RAMP[3]] * count
    return [RAMP[round(at * (len(RAMP) - 1) / (count - 1))] for at in range(min(count, len(RAMP)))]


class Column(NamedTuple):
    """One column: its name, a line under it, its parts, and what to hold it against if known."""

    name: str
    note: str
    parts: Sequence[int]
    mark: int | None = None


def marked_columns(
    sheet: Sheet,
    box: Box,
    columns: Sequence[Column],
    names: Sequence[tuple[str, str]],
    currency: str,
    mark_name: str = "",
) -> None:
    """Stacked columns from zero, each with a tick at its mark; `names` are (name, colour)."""
    left, top, width, height = box
    series = [
        Series(name, [column.parts[at] for column in columns], colour)
        for at, (name, colour) in enumerate(names)
    ]
    known = any(column.mark is not None for column in columns)
    levels = [Series(mark_name, [column.mark for column in columns], style.INK)] if known else []
    chart = Chart("stacked", [column.name for column in columns], series, currency, levels=levels)
    with sheet.figure(said(chart, "Columns"), (left, top, left + width, top + height), chart):
        _marked(sheet, box, columns, [colour for _, colour in names], currency)


def _marked(
    sheet: Sheet, box: Box, columns: Sequence[Column], colours: Sequence[str], currency: str
) -> None:
    left, top, width, height = box
    floor = top + height - _LABELS
    sums = [sum(column.parts) for column in columns]
    peak, cuts = axis(max([*sums, *(column.mark or 0 for column in columns)], default=0))
    left, width = left + _TICKS, width - _TICKS
    room, step = floor - top - 12, width / max(1, len(columns))
    wide = min(72.0, step * 0.56)
    for at in range(1, cuts + 1):
        y = floor - room * at / cuts
        sheet.rule(left, y, left + width, y, style.LINE, 0.5)
        if peak > 10:
            text = compact_money(peak * at // cuts, currency)
            sheet.text(left - 6, y + 2.5, text, _TICK, align=END)
    for at, (column, total) in enumerate(zip(columns, sums, strict=True)):
        x, y = left + step * at + (step - wide) / 2, floor
        for value, colour in zip(column.parts, colours, strict=True):
            tall = room * share(value, peak)
            if tall:
                sheet.rect(x, y - tall, wide, tall, colour)
                y -= tall
                # Two shades that are alike in grey are kept apart.
                if tall > 2:
                    sheet.rule(x, y, x + wide, y, style.WHITE, 0.5)
        middle, label = x + wide / 2, y - 4
        if column.mark is not None:
            tick = floor - room * share(column.mark, peak)
            sheet.rect(x - 5, tick - 0.9, wide + 10, 1.8, style.INK)
            if label - 8 < tick + 1.5 and label > tick - 2:
                label = tick - 4
        _plate(sheet, middle, label, compact_money(total, currency), step - 4)
        sheet.text(middle, floor + 11, column.name, _NAME, align=CENTRE, width=step)
        sheet.text(middle, floor + 21, column.note, _TICK, align=CENTRE, width=step - 2)
    sheet.rule(left, floor, left + width, floor, style.INK, 0.8)


def _plate(sheet: Sheet, x: float, y: float, text: str, room: float) -> None:
    """Centred text on a white plate, so that a line behind it does not run through it."""
    half = min(sheet.width(text, _VALUE), room) / 2
    sheet.rect(x - half - 1.5, y - 6.6, 2 * half + 3, 8.2, style.WHITE)
    sheet.text(x, y, text, _VALUE, align=CENTRE, width=room, whole=True)


class Step(NamedTuple):
    """One step of a funnel: its name, its deals, their money, its colour."""

    name: str
    deals: int
    minor: int
    colour: str


def funnel(sheet: Sheet, box: Box, steps: Sequence[Step], currency: str) -> float:
    """Bars about one middle, from the first step down; returns where they ended.

    A step has the room of its name in two lines where the box is tall enough.
    """
    left, top, width, height = box
    if not steps:
        return top
    row = max(13.0, min(40.0, height / len(steps)))
    bottom = top + row * len(steps)
    chart = Chart(
        "bars",
        [f"{step.name} ({counted(step.deals, 'deal')})" for step in steps],
        [Series("Total contract value", [step.minor for step in steps], RAMP[3])],
        currency,
    )
    with sheet.figure(said(chart, "Funnel"), (left, top, left + width, bottom), chart):
        _funnel(sheet, (left, top, width, height), steps, currency, row)
    return bottom


def _funnel(sheet: Sheet, box: Box, steps: Sequence[Step], currency: str, row: float) -> None:
    left, top, width, _ = box
    amounts = [compact_money(step.minor, currency) for step in steps]
    money = max(sheet.width(text, _STRONG) for text in amounts)
    count = max(sheet.width(number(step.deals), _BODY) for step in steps)
    bars = width * 0.34
    middle = left + width - money - count - 18 - bars / 2
    names = middle - bars / 2 - left - 18
    most = max(step.minor for step in steps)
    tall = min(18.0, row * 0.62)
    halves = [max(0.5, bars / 2 * share(step.minor, most)) for step in steps]
    for at, (half, lower) in enumerate(pairwise(halves)):
        y = top + row * at + (row + tall) / 2
        corners = [(-half, y), (half, y), (lower, y + row - tall), (-lower, y + row - tall)]
        sheet.polygon([(middle + x, down) for x, down in corners], style.PANEL)
    for at, (step, half, amount) in enumerate(zip(steps, halves, amounts, strict=True)):
        centre = top + row * at + row / 2
        base = centre + 2.8
        sheet.rect(left, centre - 3.5, 7, 7, step.colour)
        sheet.rect(middle - half, centre - tall / 2, 2 * half, tall, step.colour)
        lines = sheet.wrap(step.name, _BODY, names, 2 if row >= 21 else 1)
        sheet.lines(left + 12, base - 4.9 * (len(lines) - 1), lines, _BODY)
        right = left + width
        sheet.text(right - money - 10, base, number(step.deals), _BODY, align=END)
        sheet.text(right, base, amount, _STRONG, align=END)


class Pair(NamedTuple):
    """Won and lost of one quarter, and the same of the year before where it is known."""

    name: str
    won: int
    lost: int
    before: tuple[int, int] | None = None
    note: str = ""


def won_and_lost(
    sheet: Sheet, box: Box, pairs: Sequence[Pair], currency: str, from_later: int = -1
) -> None:
    """What was won stands up and what was lost hangs down, with ticks for the year before.

    A fine line stands before pair number `from_later`, from which on nothing counts yet.
    """
    left, top, width, height = box
    names = [pair.name for pair in pairs]
    series = [
        Series("Won", [pair.won for pair in pairs], style.WINS),
        Series("Lost", [pair.lost for pair in pairs], style.LOSSES),
    ]
    levels = []
    for at, (name, colour) in enumerate((("Won", style.INK), ("Lost", style.INK))):
        values = [pair.before[at] if pair.before else None for pair in pairs]
        if any(value is not None for value in values):
            levels.append(Series(f"{name} a year before", values, colour))
    chart = Chart("columns", names, series, currency, levels=levels)
    with sheet.figure(said(chart, "Columns"), (left, top, left + width, top + height), chart):
        _won_and_lost(sheet, box, pairs, currency, from_later)


def _won_and_lost(
    sheet: Sheet, box: Box, pairs: Sequence[Pair], currency: str, from_later: int
) -> None:
    left, top, width, height = box
    # A note that is too wide for its column has its parts one under another.
    narrow = max(1.0, width / max(1, len(pairs)) - 2)
    broken = any(sheet.width(pair.note, _TICK) > narrow for pair in pairs)
    height -= 9 if broken else 0
    before = [pair.before or (0, 0) for pair in pairs]
    up = max([pair.won for pair in pairs] + [one[0] for one in before] + [1])
    down = max([pair.lost for pair in pairs] + [one[1] for one in before] + [0])
    room = height - _LABELS - 24
    scale = room / (up + down)
    zero = top + 12 + up * scale
    floor = top + height - _LABELS
    step = width / max(1, len(pairs))
    wide = min(46.0, step * 0.5)
    for at, pair in enumerate(pairs):
        x = left + step * at + (step - wide) / 2
        middle = x + wide / 2
        if at == from_later:
            edge = left + step * at
            sheet.rule(edge, top, edge, floor, style.THIRD, 0.6, "2 2")
        high, low = pair.won * scale, pair.lost * scale
        if high:
            sheet.rect(x, zero - high, wide, max(high, 0.7), style.WINS)
        if low:
            sheet.rect(x, zero, wide, max(low, 0.7), style.LOSSES)
        above, below = zero - high - 4, zero + low + 9
        if pair.before is not None:
            for value, sign in zip(pair.before, (-1, 1), strict=True):
                tick = zero + sign * value * scale
                if value:
                    sheet.rect(x - 4, tick - 0.8, wide + 8, 1.6, style.INK)
                if value and sign < 0 and above - 8 < tick + 1.5 and above > tick - 2:
                    above = tick - 4
                elif value and sign > 0 and below - 7 < tick + 1.5 and below > tick - 2:
                    below = tick + 9
        if pair.won:
            _plate(sheet, middle, above, compact_money(pair.won, currency), step - 4)
        if pair.lost:
            _plate(sheet, middle, below, compact_money(pair.lost, currency), step - 4)
        sheet.text(middle, floor + 11, pair.name, _NAME, align=CENTRE, width=step)
        parts = pair.note.split(", ") if broken else [pair.note]
        for line, part in enumerate(parts):
            y = floor + 21 + 9 * line
            sheet.text(middle, y, part, _TICK, align=CENTRE, width=step - 2)
    sheet.rule(left, zero, left + width, zero, style.INK, 0.8)


PARETO_ROW, PARETO_AXIS = 22.0, 12.0
_TALL = 32.0  # a row with a reason in three lines
_FEW = 3  # reasons from which on a line adds them up


def pareto(sheet: Sheet, box: Box, steps: Sequence[Step], currency: str) -> float:
    """Bars from the largest down on a scale of the whole, and a line of what they come to together.

    Where they are few the line says nothing and is left out. Returns where it ended; `box` is so
    high that each row has room.
    """
    left, top, width, height = box
    row = max(PARETO_ROW, min(_TALL, (height - PARETO_AXIS) / max(1, len(steps))))
    bottom = top + row * len(steps) + PARETO_AXIS
    sums = list(accumulate(step.minor for step in steps))
    added = len(steps) >= _FEW
    chart = Chart(
        "pareto",
        [f"{step.name} ({counted(step.deals, 'deal')})" for step in steps],
        [Series("Lost", [step.minor for step in steps], style.LOSSES)],
        currency,
        levels=[Series("Together so far", sums, style.INK)] if added else [],
    )
    with sheet.figure(said(chart, "Bars"), (left, top, left + width, bottom), chart):
        _pareto(sheet, (left, top, width, row), steps, sums, currency)
    return bottom


def _pareto(
    sheet: Sheet, box: Box, steps: Sequence[Step], sums: Sequence[int], currency: str
) -> None:
    left, top, width, row = box
    amounts = [compact_money(step.minor, currency) for step in steps]
    money = max(sheet.width(text, _STRONG) for text in amounts)
    money = max(money, *(sheet.width(counted(step.deals, "deal"), _TICK) for step in steps)) + 8
    names = (width - money) * 0.52
    start, bars = left + names + 6, width - money - names - 6
    floor = top + row * len(steps)
    for percent in (0, 50, 100):
        x = start + bars * percent / 100
        sheet.rule(x, top, x, floor, style.INK if percent == 0 else style.LINE, 0.6)
        sheet.text(x, floor + 8, f"{percent}%", _TICK, align=percent / 100)
    line = []
    for at, (step, together, amount) in enumerate(zip(steps, sums, amounts, strict=True)):
        middle = top + row * (at + 0.5)
        lines = sheet.wrap(step.name, _BODY, names, 3 if row >= _TALL - 1 else 2)
        sheet.lines(left, middle + 2.8 - 4.9 * (len(lines) - 1), lines, _BODY)
        wide = bars * share(step.minor, sums[-1])
        sheet.rect(start, middle - 5.5, max(0.7, wide), 11, step.colour)
        sheet.text(left + width, middle - 0.6, amount, _STRONG, align=END)
        deals = counted(step.deals, "deal")
        sheet.text(left + width, middle + 8.2, deals, _TICK, align=END)
        line.append((start + bars * share(together, sums[-1]), middle))
    if len(steps) >= _FEW:
        sheet.polyline(line, style.INK, 1.1)
        for x, y in line:
            sheet.disc(x, y, 2.1, style.INK)


class Span(NamedTuple):
    """The days of a scale, from the first to the last, with today on it."""

    first: date
    last: date
    today: date

    def at(self, day: date, width: float) -> float:
        days = (self.last - self.first).days or 1
        return width * min(1.0, max(0.0, (day - self.first).days / days))


def slip_arrow(
    sheet: Sheet, x: float, y: float, width: float, span: Span, was: date | None, now: date | None
) -> None:
    """From the date that was to the one that is, on a line with today; the cells beside say both.

    Without a new date the line runs to today, dashed; without an old one the new date stands
    alone.
    """
    sheet.rule(x, y, x + width, y, style.TRACK, 3)
    today = x + span.at(span.today, width)
    sheet.rule(today, y - 5, today, y + 5, style.SECOND, 0.8)
    end = today if now is None else x + span.at(now, width)
    if was is not None:
        start = x + span.at(was, width)
        if now is None:
            sheet.rule(start, y, end, y, style.GAP, 1.2, "1.8 1.4")
        else:
            sheet.rule(start, y, max(start, end - 4), y, style.ACCENT, 1.4)
        sheet.disc(start, y, 2.2, style.GAP if now is None else style.ACCENT)
        if now is not None:
            way = -1 if end < start else 1
            corners = [(end, y), (end - 5 * way, y - 2.7), (end - 5 * way, y + 2.7)]
            sheet.polygon(corners, style.ACCENT)
    elif now is not None:
        sheet.ring(end, y, 2.1, style.SECOND, 1)
