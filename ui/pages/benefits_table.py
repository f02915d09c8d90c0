"""Partners by benefits: a shape for each state, the totals in the head, keys to log with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from models.benefit_words import line_sentence, state_words, totals_words
from models.benefits import STATES, Line, Totals
from ui import icons, paint, theme
from ui.pages.benefits_shapes import WARNING, shape
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, Roles, TableModel
from ui.tables.view import TableView
from ui.tokens import ICON

if TYPE_CHECKING:
    from models.program.terms import Benefit
    from models.store.benefits import Row

FIRST = 4  # columns before the benefits: partner, tier, delivered, overdue
_AWAY = (1, 3)  # go where there is no room: tier, overdue
_HEAD = 70
_CELL, _LEAST = 84, 68  # width of a benefit's column
_NAMES = 220  # width that the names should have
_NARROW = 980  # room under which the column of tiers goes
# A letter and what it logs; n stands for no.
KEYS = {
    Qt.Key.Key_I: "invited",
    Qt.Key.Key_A: "accepted",
    Qt.Key.Key_N: "declined",
    Qt.Key.Key_P: "promised",
    Qt.Key.Key_D: "delivered",
}
_TONES = {1: "accent", 2: "at_risk"}


def _line(at: int, row: Row) -> Line:
    return row.lines[at]


def _state(at: int, row: Row) -> str:
    return state_words(row.lines[at])


def _order(at: int, row: Row) -> tuple[bool, int, bool, date]:
    """Overdue promises first, then by state; of promises the one that is due first."""
    line = row.lines[at]
    first = line.due_on or date.max
    return not line.overdue, STATES.index(line.state), not line.warnings, first


def _tone(row: Row) -> str:
    return _TONES.get(row.rank, "plain")


def columns(benefits: Sequence[Benefit], under: Callable[[Any], str]) -> list[Column]:
    """Partner, tier and what is done of what is due; then a column for each benefit.

    `under` is the line under a partner's name.
    """
    return [
        Column(
            "Partner",
            lambda row: row.name,
            sub=under,
            role="partner",
            width=180,
            stretch=True,
            name="partner",
        ),
        Column(
            "Tier",
            lambda row: row.tier_label,
            role="pill",
            tone=_tone,
            key=lambda row: row.rank or None,
            width=104,
            spoken=True,
            searched=False,
            tip="The tier that is granted for the year",
        ),
        Column(
            "Done",
            lambda row: row.totals.done,
            text=lambda row: f"{row.totals.done} of {row.totals.due}" if row.totals.due else "",
            key=lambda row: row.totals.open,
            right=True,
            width=72,
            spoken=True,
            searched=False,
            tip="Delivered of what is due; sorts by what is still open",
        ),
        Column(
            "Late",
            lambda row: row.totals.overdue,
            text=lambda row: f"{row.totals.overdue:,}" if row.totals.overdue else "",
            right=True,
            width=76,
            spoken=True,
            searched=False,
            tip="Promises whose due date has passed",
        ),
        *(
            Column(
                benefit.label,
                partial(_line, at),
                text=partial(_state, at),
                key=partial(_order, at),
                plain=partial(_state, at),
                width=_CELL,
                searched=False,
                name=benefit.id,
            )
            for at, benefit in enumerate(benefits)
        ),
    ]


class MatrixModel(TableModel):
    """Heads the benefits by their short names, over what was delivered of what is due."""

    def __init__(self, benefits: Sequence[Benefit], parent: QWidget) -> None:
        self.benefits = tuple(benefits)
        self.totals: dict[str, Totals] = {}
        self.narrow = False
        super().__init__(columns(benefits, self._under), parent=parent)

    def show_totals(self, totals: dict[str, Totals]) -> None:
        self.totals = totals
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _under(self, row: Row) -> str:
        """The region; what is overdue and the tier before it where they have no column."""
        late = f"{row.totals.overdue:,} late" if row.totals.overdue else ""
        parts = [late, row.tier_label, row.region] if self.narrow else [row.region]
        return "  ·  ".join(part for part in parts if part)

    def benefit_at(self, column: int) -> Benefit | None:
        """The benefit of a column; None in front of them."""
        at = column - FIRST
        return self.benefits[at] if 0 <= at < len(self.benefits) else None

    # Qt's

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        benefit = self.benefit_at(section) if orientation is Qt.Orientation.Horizontal else None
        if benefit is not None:
            told = self.totals.get(benefit.id)
            if role == Qt.ItemDataRole.DisplayRole:
                return benefit.short
            if role == Qt.ItemDataRole.ToolTipRole:
                words = totals_words(told) if told else ""
                return f"{benefit.label} ({benefit.clause})\n{words}".strip()
        return super().headerData(section, orientation, role)


class MatrixHeader(QHeaderView):
    """Names of two lines over a line of totals; a small arrow marks what is sorted by."""

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._matrix = model
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(theme.px(48))
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortIndicatorClearable(True)
        self.setAccessibleName("Benefits")

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        benefit = self._matrix.benefit_at(logical)
        painter.save()
        painter.fillRect(rect, theme.colour("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        title = str(self._matrix.headerData(logical, Qt.Orientation.Horizontal))
        side = theme.px(12 if benefit is None else 2)
        inner = rect.adjusted(side, theme.px(5), -side, -theme.px(7))
        sorted_ = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical
        ink = "text" if sorted_ else "text_2"
        low = paint.metrics("small").height()
        last = QRect(inner.left(), inner.bottom() - low + 1, inner.width(), low)
        if benefit is None:
            right = self._matrix.columns[logical].aligned_right
            paint.text(
                painter, last, title, "table_head", ink, paint.RIGHT if right else paint.LEFT
            )
        else:
            tight = inner.width() < theme.px(76)
            painter.setFont(theme.font("badge_strong" if tight else "table_head"))
            painter.setPen(theme.colour(ink))
            room = inner.adjusted(0, 0, 0, -low - 2)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(room, int(flags | Qt.TextFlag.TextWordWrap), title)
            told = self._matrix.totals.get(benefit.id)
            words = f"{told.done:,} of {told.due:,}" if told and told.due else "–"
            paint.text(painter, last, words, "small", "text_2", paint.CENTRE)
        if sorted_:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            arrow = QRect(inner.right() - theme.px(11), rect.top() + 2, theme.px(12), theme.px(12))
            icons.paint(painter, arrow, "chevron-up" if up else "chevron-down", "accent")
        painter.restore()


class MatrixDelegate(CellDelegate):
    """Paints a benefit's cell as its shape, with a triangle beside it where there is a warning."""

    over = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = index.data(Roles.COLUMN)
        row = index.data(Roles.ROW)
        line = column.value(row)
        if not isinstance(line, Line):
            super().paint(painter, option, index)
            return
        self._ground(painter, option, index)
        icon, ink = shape(line, over=self.over)
        side = theme.px(ICON)
        counts = f"{min(line.delivered, line.wanted)}/{line.wanted}" if _counted(line) else ""
        wide = paint.metrics("small").horizontalAdvance(counts) + theme.px(3) if counts else 0
        small = theme.px(13)
        mark = small + theme.px(3) if line.warnings else 0
        rect = option.rect
        left = rect.left() + (rect.width() - side - wide - mark) // 2
        top = rect.top() + (rect.height() - side) // 2
        icons.paint(painter, QRect(left, top, side, side), icon, ink)
        if counts:
            words = QRect(left + side + theme.px(3), rect.top(), wide, rect.height() - 1)
            paint.text(painter, words, counts, "small", ink)
        if line.warnings:
            at = QRect(
                left + side + wide + theme.px(3), rect.center().y() - small // 2, small, small
            )
            icons.paint(painter, at, *WARNING)
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index:
            paint.focus_ring(painter, option.rect.adjusted(0, 0, -1, -1), 4)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        column: Column | None = index.data(Roles.COLUMN)
        row = index.data(Roles.ROW)
        line = column.value(row) if column is not None and row is not None else None
        if event.type() == QEvent.Type.ToolTip and isinstance(line, Line):
            QToolTip.showText(event.globalPos(), line_sentence(line, row.name), view)
            return True
        return super().helpEvent(event, view, option, index)


class MatrixView(TableView):
    """Arrows go from cell to cell; Enter or a letter asks to log something of the one in front."""

    logging = Signal(object, str)  # Benefit, event or "" for what comes next

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        self.matrix = model
        self.cells = MatrixDelegate()
        super().__init__(model, "Partners and their benefits", parent, delegate=self.cells)
        self.cells.setParent(self)
        header = MatrixHeader(model, self)
        self.setHorizontalHeader(header)
        # As the header it replaces: see TableView.
        header.setSelectionModel(QItemSelectionModel(model, self))
        header.sectionResized.connect(self._note_width)
        self._restyle()

    @property
    def benefit(self) -> Benefit | None:
        """The benefit under the cursor."""
        return self.matrix.benefit_at(self.currentIndex().column())

    def show_over(self, over: bool) -> None:
        """Whether the year on show is over, so that what is still owed was missed."""
        self.cells.over = over
        self.viewport().update()

    def size_columns(self) -> None:
        super().size_columns()
        self._fit()

    # ---- inside ----------------------------------------------------------------------------

    def _fit(self) -> None:
        """Share the room among the benefits; where it is scarce the tier goes under the name."""
        room, model = self.viewport().width(), self.matrix
        narrow = room < theme.px(_NARROW)
        if narrow != model.narrow:
            model.narrow = narrow
            for at in _AWAY:
                self.setColumnHidden(at, narrow)
            self.viewport().update()
        before = sum(theme.px(model.columns[at].width) for at in range(1, FIRST))
        before += theme.px(_NAMES)
        before -= sum(theme.px(model.columns[at].width) for at in _AWAY) * narrow
        wide = (room - before) // max(1, len(model.benefits))
        wide = min(max(wide, theme.px(_LEAST)), theme.px(_CELL))
        for at in range(FIRST, len(model.columns)):
            self.setColumnWidth(at, wide)

    def _restyle(self) -> None:
        super()._restyle()
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        benefit = self.benefit
        if benefit is not None and self.currentIndex().isValid():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.logging.emit(benefit, "")
                return
            kind = KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
            if kind is not None:
                self.logging.emit(benefit, kind)
                return
        super().keyPressEvent(event)


def _counted(line: Line) -> bool:
    """Whether a cell tells how many there are: where more than one is due."""
    return line.due and line.wanted > 1
