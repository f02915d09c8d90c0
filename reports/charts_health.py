"""Charts of health: the colours of the last quarters, and what both sides say on one scale."""

from collections.abc import Sequence
from typing import NamedTuple

from models.governance.survey import mean_text
from reports import style
from reports.chart_words import said
from reports.faces import MEDIUM, REGULAR, SEMIBOLD
from reports.marks import shape
from reports.sheet import END, Sheet
from reports.structure import Chart, Series
from reports.style import Type

HOST, PARTNER = style.ACCENT, style.RISK
_NAME = Type(REGULAR, 8, 10.4)
_VALUE = Type(SEMIBOLD, 7.6, 10)
_TICK = Type(MEDIUM, 6.6, 8, style.SECOND)
ROW = 15.6
STEP = 15.0


class Pair(NamedTuple):
    """What both sides answered on average, in hundredths; None where a side did not."""

    name: str
    host: int | None
    partner: int | None


def course(sheet: Sheet, right: float, y: float, kinds: Sequence[str], what: str) -> None:
    """A mark for each of the last quarters up to now, ending at `right`; `what` says them."""
    left = right - STEP * len(kinds)
    with sheet.figure(what, (left, y - 5, right, y + 5)):
        for number, kind in enumerate(kinds):
            size = 9.0 if number == len(kinds) - 1 else 6.4
            shape(sheet, kind, left + STEP * (number + 0.5), y, size)


def legend(sheet: Sheet, x: float, y: float) -> float:
    """Which mark is whose; returns where it ended."""
    sheet.disc(x + 4, y + 6, 2.6, HOST)
    sheet.text(x + 9, y + 8.6, "Host", _TICK)
    sheet.ring(x + 39, y + 6, 3.4, PARTNER, 1.4)
    sheet.text(x + 46, y + 8.6, "Partner", _TICK)
    return y + 12


def two_sides(
    sheet: Sheet, x: float, y: float, width: float, rows: Sequence[Pair], top: int, what: str
) -> float:
    """Both sides' means on a scale from 1 to `top`, a line between them; returns the end."""
    names, room = width * 0.34, width * 0.66 - 66
    left = x + names + 6
    bottom = y + ROW * len(rows)
    chart = Chart(
        "dots",
        [row.name for row in rows],
        [
            Series("Host", [_figure(row.host) for row in rows], HOST),
            Series("Partner", [_figure(row.partner) for row in rows], PARTNER),
        ],
    )

    def at(mean: int) -> float:
        return left + room * (min(max(mean, 100), top * 100) - 100) / (top * 100 - 100)

    with sheet.figure(said(chart, what), (x, y, x + width, bottom + 10), chart):
        for mark in range(1, top + 1):
            across = at(mark * 100)
            sheet.rule(across, y, across, bottom, style.LINE, 0.5)
            sheet.text(across, bottom + 8, str(mark), _TICK, align=0.5)
        base = y
        for row in rows:
            middle = base + ROW / 2
            sheet.text(x, middle + 2.8, row.name, _NAME, width=names)
            if row.host is not None and row.partner is not None:
                ends = sorted((at(row.host), at(row.partner)))
                sheet.rule(ends[0], middle, ends[1], middle, style.THIRD, 1.4)
            if row.host is not None:
                sheet.disc(at(row.host), middle, 2.6, HOST)
            if row.partner is not None:
                sheet.ring(at(row.partner), middle, 4.4, PARTNER, 1.5)
            told = f"{mean_text(row.host)} / {mean_text(row.partner)}"
            sheet.text(x + width, middle + 2.8, told, _VALUE, align=END)
            base += ROW
    return bottom + 10


def _figure(mean: int | None) -> float | None:
    return None if mean is None else mean / 100
