"""The sections of a pack as a list: ticked, put in order, each with a pen for its words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui import icons, paint, theme
from ui.pages.packs_panel import plain_tip
from ui.tokens import ICON
from ui.widgets.announce import announce
from ui.widgets.sections import ROW, Index, SectionedModel

_HIGH, _SECOND = 30, 16
_GRIP, _PEN = 22, 34  # logical pixels at the left and at the right of a row


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section: whether it is in, its page, and its line where it has nothing to show."""

    key: str
    name: str
    on: bool = True
    page: int = 0
    said: str = ""
    written: bool = False

    @property
    def silent(self) -> bool:
        return self.on and bool(self.said)

    @property
    def words(self) -> str:
        """The row as a screen reader has it."""
        place = f"page {self.page}" if self.page else "no page of its own"
        told = (place if self.on else "left out", self.said if self.silent else "")
        return ", ".join((self.name, *filter(None, told), *(["with words"] * self.written)))


class _Model(SectionedModel):
    def told(self, row: SectionRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        known = super().flags(index)
        return known | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else known

    def put(self, at: int, row: SectionRow) -> None:
        self.rows[at] = row
        place = self.index(at)
        self.dataChanged.emit(place, place)

    def move(self, at: int, to: int) -> None:
        end = to + 1 if to > at else to
        self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), end)
        self.rows.insert(to, self.rows.pop(at))
        self.endMoveRows()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: SectionRow = index.data(ROW)
        more = theme.px(_SECOND) if row.silent else 0
        return QSize(theme.px(120), theme.px(_HIGH) + more)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SectionRow = index.data(ROW)
        view = option.widget
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = option.rect.adjusted(0, 0, -2, 0)
        if selected or over:
            paint.rounded(
                painter, QRectF(box), 6, theme.colour("selected" if selected else "hover")
            )
        head = QRect(box.left(), box.top(), box.width(), theme.px(_HIGH))
        side = theme.px(ICON)
        grip = QRect(head.left(), head.top(), theme.px(_GRIP), head.height())
        icons.paint(painter, _middle(grip, side), "grip-vertical", "text_3")
        _tick(
            painter,
            tick_of(head),
            row.on,
            enabled=bool(option.state & QStyle.StateFlag.State_Enabled),
        )
        left = tick_of(head).right() + theme.px(9)
        right = head.right() - theme.px(_PEN)
        if row.page and row.on:
            number = str(row.page)
            wide = paint.metrics("badge").horizontalAdvance(number) + 2
            spot = QRect(right - wide, head.top(), wide, head.height())
            paint.text(painter, spot, number, "badge", "text_3", paint.RIGHT)
            right -= wide + 8
        words = QRect(left, head.top(), right - left, head.height())
        ink = "text" if row.on and not row.said else "text_3"
        paint.text(painter, words, row.name, "control", ink)
        if row.silent:
            spot = QRect(
                left, head.bottom() - theme.px(6), box.right() - left - 8, theme.px(_SECOND)
            )
            paint.text(painter, spot, row.said, "small", "text_3")
        pen = _middle(pen_of(head), theme.px(15))
        icons.paint(painter, pen, "pencil", "accent" if row.written else "text_3")
        if view is not None and view.hasFocus() and selected:
            paint.focus_ring(painter, box, 6)


class SectionList(QListView):
    """``toggled`` and ``opened`` tell a section's key, ``ordered`` all keys in their new order.

    ``chosen`` tells the section one goes to. Space ticks, Alt with the arrows moves, Enter opens.
    """

    toggled = Signal(str, bool)
    ordered = Signal(object)
    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = _Model(self)
        self.setModel(self.sections)
        self.setItemDelegate(_Delegate(self))
        theme.set_kind(self, "bare")
        self.setAccessibleName("Sections")
        self.setAccessibleDescription(
            "Space puts a section in or leaves it out, Alt with the arrows moves it, Enter opens"
            " its words"
        )
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._from: QPoint | None = None
        self._dragged = -1
        self._before: list[SectionRow] = []
        theme.notifier().changed.connect(self.doItemsLayout)

    # ---- showing ---------------------------------------------------------------------------

    @property
    def rows(self) -> list[SectionRow]:
        return list(self.sections.rows)

    @property
    def current(self) -> str:
        at = self.currentIndex().row()
        return self.sections.rows[at].key if 0 <= at < len(self.sections.rows) else ""

    def content_height(self) -> int:
        """How high it is with every section in sight."""
        return sum(map(self.sizeHintForRow, range(len(self.sections.rows)))) + 4

    def show_rows(self, rows: list[SectionRow]) -> None:
        """Show others; the cursor stays with its section, nothing is told."""
        if rows == self.sections.rows or self._dragged >= 0:
            return
        bar, key = self.verticalScrollBar().value(), self.current
        keys = [row.key for row in self.sections.rows]
        if keys == [row.key for row in rows]:
            for at, row in enumerate(rows):
                if row != self.sections.rows[at]:
                    self.sections.put(at, row)
            self.doItemsLayout()
        else:
            self.sections.show_rows(list(rows))
            self.go_to(key)
        self.verticalScrollBar().setValue(bar)

    def go_to(self, key: str) -> None:
        """Put the cursor on a section without telling."""
        for at, row in enumerate(self.sections.rows):
            if row.key == key:
                choice = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self.sections.index(at), choice)

    # ---- doing -----------------------------------------------------------------------------

    def toggle(self, at: int) -> None:
        """Put a section in or leave it out."""
        if not self.isEnabled() or not 0 <= at < len(self.sections.rows):
            return
        row = replace(self.sections.rows[at], on=not self.sections.rows[at].on)
        self.sections.put(at, row)
        self.doItemsLayout()
        announce(self, row.words)
        self.toggled.emit(row.key, row.on)

    def move_by(self, by: int) -> None:
        """Move the current section up or down."""
        at = self.currentIndex().row()
        to = at + by
        if at < 0 or not 0 <= to < len(self.sections.rows):
            return
        self.sections.move(at, to)
        self.scrollTo(self.sections.index(to))
        announce(self, f"{self.sections.rows[to].name}, {to + 1} of {len(self.sections.rows)}")
        self._tell_order()

    def _tell_order(self) -> None:
        self.ordered.emit(tuple(row.key for row in self.sections.rows))

    def _tell_current(self) -> None:
        if self.current:
            self.chosen.emit(self.current)

    def _place(self, spot: QPoint) -> tuple[int, str]:
        """The row under a spot, and which part of it: tick, pen or row."""
        index = self.indexAt(spot)
        if not index.isValid():
            return -1, ""
        box = self.visualRect(index).adjusted(0, 0, -2, 0)
        head = QRect(box.left(), box.top(), box.width(), theme.px(_HIGH))
        if pen_of(head).contains(spot):
            return index.row(), "pen"
        reach = tick_of(head).adjusted(-4, -7, 6, 7)
        return index.row(), "tick" if reach.contains(spot) else "row"

    # ---- Qt --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if self._dragged >= 0 and key == Qt.Key.Key_Escape:
            self._take_back()
        elif held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_by(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Space and not held:
            self.toggle(self.currentIndex().row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.current:
            self.opened.emit(self.current)
        else:
            before = self.current
            super().keyPressEvent(event)
            if self.current != before:
                self._tell_current()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, part = self._place(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or at < 0:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(self.sections.rows[at].key)
        if part == "tick":
            self.toggle(at)
        elif part == "pen":
            self.opened.emit(self.sections.rows[at].key)
        else:
            self._from = event.position().toPoint()
            self._tell_current()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at, part = self._place(event.position().toPoint())
        if at >= 0 and part == "tick":
            self.toggle(at)
        elif at >= 0:
            self.opened.emit(self.sections.rows[at].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        far = (spot - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged < 0 and far and self.isEnabled():
            self._dragged = self.indexAt(self._from).row()
            self._before = self.rows
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged >= 0:
            spot.setX(self.viewport().width() // 2)
            to = self.indexAt(spot).row()
            if to >= 0 and to != self._dragged:
                self.sections.move(self._dragged, to)
                self._dragged = to
            self.scrollTo(self.sections.index(self._dragged))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moved = self._dragged >= 0 and self.rows != self._before
        self._from, self._dragged = None, -1
        self.unsetCursor()
        if moved:
            self._tell_order()
        super().mouseReleaseEvent(event)

    def _take_back(self) -> None:
        self._from, self._dragged = None, -1
        self.unsetCursor()
        self.show_rows(self._before)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at, part = self._place(event.pos())
            row = self.sections.rows[at] if at >= 0 else None
            if row is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(_tip(row, part)), self)
            return True
        return super().viewportEvent(event)


def _tip(row: SectionRow, part: str) -> str:
    if part == "pen":
        return f"Words for {row.name} (Enter)"
    if part == "tick":
        return f"{'Leave out' if row.on else 'Put in'} {row.name} (Space)"
    said = f"{row.name}\n{row.said}" if row.silent else row.name
    return f"{said}\nDrag it, or Alt+Up and Alt+Down"


def tick_of(head: QRect) -> QRect:
    """The box to tick in a row."""
    side = theme.px(16)
    return QRect(
        head.left() + theme.px(_GRIP) + 2, head.top() + (head.height() - side) // 2, side, side
    )


def pen_of(head: QRect) -> QRect:
    """Where the pen of a row is."""
    wide = theme.px(_PEN)
    return QRect(head.right() - wide, head.top(), wide, head.height())


def _middle(rect: QRect, side: int) -> QRect:
    spot = QRect(0, 0, side, side)
    spot.moveCenter(rect.center())
    return spot


def _tick(painter: QPainter, spot: QRect, on: bool, *, enabled: bool) -> None:
    if not on:
        line = theme.colour("field_edge" if enabled else "control_line")
        paint.rounded(painter, QRectF(spot), 4, theme.colour("card"), line)
        return
    paint.rounded(painter, QRectF(spot), 4, theme.colour("accent" if enabled else "no_data.bar"))
    icons.paint(painter, _middle(spot, spot.width() - 3), "check", "on_accent")
