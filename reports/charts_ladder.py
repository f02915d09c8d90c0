"""The tier ladder: a lane for each tier, and each partner in its lane along one scale."""

from collections.abc import Sequence
from typing import NamedTuple

from models.lanes import rows_of
from models.text import compact_money
from reports import style
from reports.charts import share
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.sheet import CENTRE, END, Sheet
from reports.structure import Chart, Series
from reports.style import Type

_NAME = Type(REGULAR, 7, 9)
_TIER = Type(SEMIBOLD, 9, 12)
_NOTE = Type(REGULAR, 7, 9, style.SECOND)
_TICK = Type(MEDIUM, 7, 9, style.SECOND)
_HEAD, _ROW, _DOT = 104.0, 11.4, 3.1
_LONGEST = 92.0  # points for a name beside its dot


class Dot(NamedTuple):
    """A partner: its name, its place on the scale; `kind` is up, down or same."""

    name: str
    place: float
    kind: str


class Lane(NamedTuple):
    """A tier with its dots, and a line under its name."""

    name: str
    note: str
    dots: Sequence[Dot]


def ladder(
    sheet: Sheet,
    box: tuple[float, float, float, float],
    lanes: Sequence[Lane],
    scale: Sequence[tuple[str, float]],
    currency: str,
) -> None:
    """Draw the lanes in a box of left, top, width and height.

    `scale` has the amount that each tier asks for; without a currency the places are parts of 1.
    """
    left, top, width, height = box
    chart = Chart(
        "dots",
        [dot.name for lane in lanes for dot in lane.dots],
        [
            Series(
                lane.name,
                [dot.place if one is lane else None for one in lanes for dot in one.dots],
            )
            for lane in lanes
        ],
        currency,
        list(scale),
    )
    with sheet.figure(_said(lanes), (left, top, left + width, top + height), chart):
        _draw(sheet, box, lanes, scale, currency)


def _said(lanes: Sequence[Lane]) -> str:
    """Who stands in which lane; of many, the first."""
    told = []
    for lane in lanes:
        names = [dot.name for dot in lane.dots]
        more = f" and {len(names) - 12} more" if len(names) > 12 else ""
        told.append(f"{lane.name}: {', '.join(names[:12]) or 'no partner'}{more}.")
    return f"Partners by tier. {' '.join(told)}"


def _draw(
    sheet: Sheet,
    box: tuple[float, float, float, float],
    lanes: Sequence[Lane],
    scale: Sequence[tuple[str, float]],
    currency: str,
) -> None:
    left, top, width, height = box
    x0, plot = left + _HEAD, width - _HEAD - 8
    values = [dot.place for lane in lanes for dot in lane.dots] + [amount for _, amount in scale]
    peak = max(values, default=0) * 1.04 or 1.0
    floor, top = top + height, top + 14
    _marks(sheet, x0, plot, top, floor, scale, peak, currency)
    tall = (floor - top) / max(1, len(lanes))
    for at, lane in enumerate(lanes):
        y = top + tall * at
        sheet.rule(left, y, left + width, y, style.LINE, 0.6)
        sheet.text(left, y + 15, lane.name, _TIER, width=_HEAD - 8)
        sheet.text(left, y + 26, lane.note, _NOTE, width=_HEAD - 4, whole=True)
        _lane(sheet, x0, y, plot, tall, lane, peak)
    sheet.rule(left, floor, left + width, floor, style.INK, 0.8)


def _marks(
    sheet: Sheet,
    x: float,
    width: float,
    top: float,
    floor: float,
    scale: Sequence[tuple[str, float]],
    peak: float,
    currency: str,
) -> None:
    ends = x - _HEAD
    for name, amount in sorted(scale, key=lambda mark: mark[1]):
        at = x + width * share(amount, peak)
        sheet.rule(at, top, at, floor, style.SECOND, 0.6, "2.4 2.4")
        text = f"{name} asks {compact_money(round(amount), currency)}"
        half = sheet.width(text, _TICK) / 2
        middle = min(max(at, ends + half + 8), x + width + 8 - half)
        if middle - half >= ends:  # marks that stand too near each other leave one unnamed
            sheet.text(middle, top - 5, text, _TICK, align=CENTRE)
            ends = middle + half


def _lane(
    sheet: Sheet, x: float, y: float, width: float, height: float, lane: Lane, peak: float
) -> None:
    dots = sorted(lane.dots, key=lambda dot: (dot.place, dot.name))
    places = [width * share(dot.place, peak) for dot in dots]
    names = [sheet.fit(dot.name, _NAME, _LONGEST) for dot in dots]
    wide = [sheet.width(name, _NAME) + 2 * _DOT + 5 for name in names]
    most = max(1, int((height - 8) / _ROW))
    rows = rows_of(places, wide, 5, most)
    named = _fits(places, wide, rows, width)
    step = _ROW
    if not named:
        step = 2 * _DOT + 1.4
        rows = rows_of(places, [2 * _DOT] * len(dots), 1.5, max(1, int((height - 8) / step)))
    used = max(rows, default=0) + 1
    first = y + (height - used * step) / 2 + step / 2
    for dot, place, name, row in zip(dots, places, names, rows, strict=True):
        middle = first + row * step
        _mark(sheet, dot.kind, x + place, middle)
        if named:
            ends = place + _DOT + 4 + sheet.width(name, _NAME) > width + 6
            at = x + place + (-_DOT - 4 if ends else _DOT + 4)
            sheet.text(at, middle + 2.4, name, _NAME, align=END if ends else 0)


def _fits(
    places: Sequence[float], wide: Sequence[float], rows: Sequence[int], width: float
) -> bool:
    """Whether every name has its own room: beside its dot, no further than the lane."""
    taken: dict[int, list[tuple[float, float]]] = {}
    for place, reach, row in zip(places, wide, rows, strict=True):
        span = (place - _DOT, place + reach)
        if span[1] > width + 6:
            span = (place - reach, place + _DOT)
        if any(span[0] < end + 2 and start - 2 < span[1] for start, end in taken.get(row, ())):
            return False
        taken.setdefault(row, []).append(span)
    return True


def _mark(sheet: Sheet, kind: str, x: float, y: float) -> None:
    """A triangle up or down for who would move, a disc for who would not."""
    r = _DOT
    if kind == "same":
        sheet.disc(x, y, r, style.ACCENT)
        return
    turn = -1 if kind == "up" else 1
    colour = style.MET if kind == "up" else style.GAP
    base = y - turn * r
    sheet.polygon([(x, y + turn * r * 1.3), (x + r * 1.3, base), (x - r * 1.3, base)], colour)


def shapes(sheet: Sheet, right: float, y: float) -> None:
    """What the shapes say, on one line that ends at `right`."""
    for kind, said in (("down", "Would fall"), ("up", "Would rise"), ("same", "Would stay")):
        right -= sheet.text(right, y, said, _NOTE, align=END)
        with sheet.furniture():
            _mark(sheet, kind, right - 7, y - 2.4)
        right -= 22
