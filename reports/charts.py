"""Charts: their geometry as plain functions, and how each is drawn on a sheet."""

from collections.abc import Sequence
from typing import NamedTuple

from models.gauge import tick_positions, tier_position
from models.label_row import spread
from models.text import compact_money
from reports import style
from reports.chart_words import said as said
from reports.faces import REGULAR
from reports.sheet import CENTRE, Sheet
from reports.structure import Chart, Series
from reports.style import Type

_TICK = Type(REGULAR, 7, 9, style.SECOND)

# Geometry


def share(value: float, whole: float) -> float:
    """`value` as a part of `whole`, between 0 and 1; 0 of nothing."""
    return min(1.0, max(0.0, value / whole)) if whole > 0 else 0.0


def axis(value: int) -> tuple[int, int]:
    """The top of a scale that holds `value`, and in how many even and round steps it is cut."""
    power = 10 ** max(1, len(str(max(value, 1))) - 1)
    steps = (
        (10, 5),
        (15, 3),
        (20, 4),
        (25, 5),
        (30, 3),
        (40, 4),
        (50, 5),
        (60, 3),
        (80, 4),
        (100, 5),
    )
    return next((top * power // 10, cut) for top, cut in steps if top * power // 10 >= value)


def apart(places: Sequence[float], least: float) -> list[float]:
    """The same places in order, moved apart where two are nearer than `least`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else place)
    return moved


# Drawing


def bar(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    height: float,
    filled: float,
    colour: str,
    tick: float | None = None,
) -> None:
    """A bar in its track, filled to the part `filled`, with a target tick at the part `tick`."""
    sheet.rect(x, y, width, height, style.TRACK)
    if filled > 0:
        sheet.rect(x, y, max(0.8, width * filled), height, colour)
    if tick is not None:
        sheet.rect(x + width * tick - 0.9, y - 2.2, 1.8, height + 4.4, style.INK)


def split_bar(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    parts: Sequence[tuple[int, str]],
    whole: int,
    height: float = 7.2,
) -> None:
    """The parts, each (value, colour), one after another; `whole` fills the width."""
    for value, colour in parts:
        wide = width * share(value, whole)
        if wide:
            sheet.rect(x, y, wide, height, colour)
        x += wide


def tier_bar(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    value: float,
    targets: Sequence[float],
    colour: str,
    aim: int,
    height: float = 8,
) -> None:
    """A tier-aligned bar; the tick of tier number `aim` is strong, the others are fine."""
    sheet.rect(x, y, width, height, style.TRACK)
    # Nothing fills nothing, also where the lowest tiers ask for none.
    filled = tier_position(value, targets) if value > 0 else 0.0
    if filled > 0:
        sheet.rect(x, y, width * filled, height, colour)
    for number, place in enumerate(tick_positions(len(targets))):
        at = x + width * place
        if number == aim:
            sheet.rect(at - 0.9, y - 2.4, 1.8, height + 4.8, style.INK)
        else:
            sheet.rect(at - 0.5, y, 1, height, style.WHITE)


class Line(NamedTuple):
    """A level to hold a chart against, with its name."""

    value: int
    name: str


class Part(NamedTuple):
    """One column or step: its name, a line under it, its size and colour."""

    name: str
    note: str
    value: int
    colour: str


def bullet(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    parts: Sequence[Part],
    lines: Sequence[Line],
    currency: str,
) -> float:
    """One stacked bar against the tier marks; returns the bottom of what was drawn."""
    bottom = y + 51
    chart = Chart(
        "stacked_bars",
        [""],
        [Series(part.name, [part.value], part.colour) for part in parts],
        currency,
        [(line.name, line.value) for line in lines],
    )
    with sheet.figure(said(chart, "Bar in parts"), (x, y, x + width, bottom), chart):
        _bullet(sheet, x, y, width, parts, lines, currency)
    return bottom


def _bullet(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    parts: Sequence[Part],
    lines: Sequence[Line],
    currency: str,
) -> None:
    total = sum(part.value for part in parts)
    top = max(total, *(line.value for line in lines), 1) * 1.06
    height, mark = 22.0, y + 24
    sheet.rect(x, mark, width, height, style.TRACK)
    at = x
    for part in parts:
        wide = width * share(part.value, top)
        if wide:
            sheet.rect(at, mark, wide, height, part.colour)
        at += wide
    ticks = [x + width * share(line.value, top) for line in lines]
    room = width / max(1, len(lines)) - 8
    names = [
        sheet.fit(f"{line.name} {compact_money(line.value, currency)}", _TICK, room)
        for line in lines
    ]
    wides = [sheet.width(name, _TICK) for name in names]
    for tick, name, at in zip(ticks, names, spread(ticks, wides, x, x + width), strict=True):
        sheet.rect(tick - 0.9, mark - 5, 1.8, height + 10, style.INK)
        if abs(at - tick) > 4:
            sheet.rule(at, mark - 7.4, tick, mark - 5, style.THIRD, 0.5)
        sheet.text(at, mark - 9, name, _TICK, align=CENTRE)


def haloed(sheet: Sheet, x: float, y: float, text: str, type_: Type) -> None:
    """Centred text on a white plate, so that a line behind it does not run through it."""
    half = sheet.width(text, type_) / 2
    sheet.rect(x - half - 1.5, y - type_.size * 0.78, 2 * half + 3, type_.size, style.WHITE)
    sheet.text(x, y, text, type_, align=CENTRE)


def swatches(
    sheet: Sheet, x: float, y: float, entries: Sequence[tuple[str, str]], gap: float = 14
) -> float:
    """Colours with their names on one line; returns where it ends."""
    for name, colour in entries:
        sheet.rect(x, y - 6.2, 7, 7, colour)
        x += 10.5 + sheet.text(x + 10.5, y, name, _TICK) + gap
    return x


def mini_columns(
    sheet: Sheet, values: Sequence[int], x: float, y: float, width: float, height: float
) -> None:
    """A few small columns without names, for a tile."""
    top = max(values, default=0) or 1
    step = width / len(values)
    for number, value in enumerate(values):
        tall = max(0.7, height * share(value, top))
        sheet.rect(x + step * number, y + height - tall, step * 0.7, tall, style.ACCENT)
