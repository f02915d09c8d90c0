"""Partners by months: how each stands with its business reviews, and which months it kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from models.governance import cadence
from models.governance.review_words import MONTHS, cadence_said, due_rank, due_said, due_tone
from models.text import maybe_day, month_text
from ui import icons, paint, theme
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, Roles, TableModel

if TYPE_CHECKING:
    from models.store.reviews import Reviewed

COUNT = 12  # months that are shown
FIRST = 4  # columns before the months
_WIDE = 56
# Icon and ink of a month; no two share an icon, so that the ink never has to tell them apart.
SHAPES = {
    cadence.KEPT: ("circle-check", "met"),
    cadence.MISSED: ("circle-x", "short"),
    cadence.OPEN: ("circle", "at_risk"),
    "planned": ("clock", "accent"),
    "": ("minus", "text_3"),
}
WORDS = {**MONTHS, "planned": "Planned"}
# Where there is no room the older months go first, then what is told elsewhere too.
GIVING_WAY = (
    *((FIRST + at, 690 + _WIDE * (COUNT - at)) for at in range(COUNT - 3)),
    (3, 1490), (2, 860), (FIRST + COUNT, 720),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A partner, and how each of the months on show stands with it."""

    of: Reviewed
    states: tuple[str, ...]

    @property
    def id(self) -> int:
        return self.of.id


def periods(today: date) -> tuple[date, ...]:
    """The months on show by their first days, the running one last."""
    found = [today.replace(day=1)]
    while len(found) < COUNT and found[-1] > date(1, 1, 31):
        found.append(cadence.after(found[-1], -1))
    return tuple(reversed(found))


def row_of(found: Reviewed, months: Sequence[date]) -> Row:
    """How the months stand; one that is open and has its review planned reads so."""
    known = {month.period: month.state for month in found.months}
    states = []
    for month in months:
        named = cadence.period(month)
        state = known.get(named, "")
        planned = state == cadence.OPEN and named in found.of_month
        states.append("planned" if planned else state)
    return Row(found, tuple(states))


def columns(months: Sequence[date] = (), *, whole: bool = False) -> list[Column]:
    """What is shown; `whole` names the months with their years, for a spreadsheet."""
    return [
        Column("Partner", lambda r: r.of.name, role="partner", width=210, stretch=True,
               sub=lambda r: r.of.tier_label or "No tier", name="partner"),
        Column("Business review", lambda r: due_said(r.of.due), role="status", width=200,
               tone=lambda r: due_tone(r.of.due), key=lambda r: due_rank(r.of.due), spoken=True,
               searched=True, name="due"),
        Column("Last held", lambda r: r.of.due.last if r.of.due else None, role="date", width=108,
               text=_last, name="last"),
        Column("Cadence", lambda r: r.of.due.months if r.of.due else None, text=_cadence,
               width=126, right=False, name="cadence"),
        *(_month(at, months, whole=whole) for at in range(COUNT)),
        Column("Missed", lambda r: r.of.missed or None, role="number", width=78, spoken=True,
               name="missed", tip="Months without a review, since the first of which there is one"),
    ]  # fmt: skip


def _month(at: int, months: Sequence[date], *, whole: bool) -> Column:
    title = month_text(months[at]) if at < len(months) else f"Month {at + 1}"
    return Column(
        title if whole else title[:3], partial(_state, at), text=partial(_word, at), width=_WIDE,
        name=f"month{at}", searched=False, tip=title,
    )  # fmt: skip


def _state(at: int, row: Row) -> str:
    return row.states[at] if at < len(row.states) else ""


def _word(at: int, row: Row) -> str:
    return WORDS[_state(at, row)]


def _last(row: Row) -> str:
    return maybe_day(row.of.due.last if row.of.due else None)


def _cadence(row: Row) -> str:
    return cadence_said(row.of.due.months if row.of.due else 0)


class ReviewsModel(TableModel):
    """Names the columns of the months by the day that is looked at."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(columns(), parent=parent)
        self.months: tuple[date, ...] = ()

    def show_months(self, months: tuple[date, ...]) -> None:
        """The months that the rows have."""
        if months != self.months:
            self.months = months
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, FIRST, FIRST + COUNT - 1)

    def month_at(self, column: int) -> date | None:
        at = column - FIRST
        return self.months[at] if 0 <= at < len(self.months) and at < COUNT else None

    def spoken(self, row: Any, column: int) -> str:
        month = self.month_at(column)
        if month is None:
            return super().spoken(row, column)
        return f"{month_text(month)}: {WORDS[row.states[column - FIRST]].lower()}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        month = self.month_at(section) if orientation is Qt.Orientation.Horizontal else None
        if month is not None and role == Qt.ItemDataRole.DisplayRole:
            return month_text(month)[:3]
        if month is not None and role == Qt.ItemDataRole.ToolTipRole:
            return f"{month_text(month)}\nEnter or a double click opens its review"
        if month is not None and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return super().headerData(section, orientation, role)


class MonthDelegate(CellDelegate):
    """Draws a month as its shape, and marks the one that the cursor is on."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = index.data(Roles.COLUMN)
        if not column.name.startswith("month"):
            super().paint(painter, option, index)
            return
        self._ground(painter, option, index)
        icon, ink = SHAPES[column.value(index.data(Roles.ROW))]
        side = theme.px(17)
        spot = QRect(0, 0, side, side)
        spot.moveCenter(option.rect.center())
        icons.paint(painter, spot, icon, ink)
        view: Any = option.widget
        if view is not None and view.hasFocus() and view.currentIndex() == index:
            paint.focus_ring(painter, option.rect.adjusted(0, 0, -1, -1), 2)
