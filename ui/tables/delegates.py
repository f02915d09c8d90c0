"""How a table's cells are painted and edited, by the role of their column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui import paint, theme
from ui.tables.columns import Column
from ui.tables.model import Index, Roles

_SIDE = 12
_AVATAR = 28
_WIDEST_EDITOR = 420
_HINT = QAbstractItemDelegate.EndEditHint


class CellDelegate(QStyledItemDelegate):
    """Paints each cell straight from its row; no style, no text document."""

    committed_by_enter = Signal()
    committed_by_tab = Signal(bool)  # backwards
    left_by_tab = Signal(bool)  # Ctrl+Tab: backwards

    hover_row = -1
    compact = False

    # ---- widths ----------------------------------------------------------------------------

    @staticmethod
    def width_for(column: Column, row: Any) -> int:
        """Width that a cell wants, logical pixels, its sides included."""
        words = column.shown(row)[: paint.LONGEST]
        sides = 2 * _SIDE
        if column.role == "pill":
            sub = column.sub(row) if column.sub else ""
            wide = max(
                paint.pill_size(words).width(), paint.metrics("small").horizontalAdvance(sub)
            )
            return wide + sides if words else sides
        if column.role == "partner" or column.sub is not None:
            sub = column.sub(row) if column.sub else ""
            wide = max(
                paint.metrics("strong").horizontalAdvance(words),
                paint.metrics("small").horizontalAdvance(sub),
            )
            return wide + sides + (theme.px(_AVATAR) + 10 if column.role == "partner" else 0)
        if column.role == "status":
            return paint.metrics("control").horizontalAdvance(words) + theme.px(22) + sides
        if column.role == "progress":
            return paint.metrics("number").horizontalAdvance(words) + theme.px(72) + sides
        return paint.metrics(_text_role(column)).horizontalAdvance(words) + sides + 2

    # ---- painting --------------------------------------------------------------------------

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif index.row() == self.hover_row:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = cast("QAbstractItemView", option.widget)
        if view is None or not view.hasFocus():
            return
        current = view.currentIndex()
        if current.row() != index.row():
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable and current.column() == index.column():
            paint.focus_ring(painter, option.rect.adjusted(0, 0, -1, -1), 2)
        elif option.viewItemPosition == QStyleOptionViewItem.ViewItemPosition.Beginning or (
            index.column() == 0
        ):
            bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1)
            painter.fillRect(bar, theme.colour("accent"))

    def _partner(self, painter: QPainter, rect: QRect, column: Column, row: Any) -> None:
        words = column.shown(row)
        side = theme.px(22 if self.compact else _AVATAR)
        paint.avatar(painter, paint.square_in(rect, side), words)
        self._lines(painter, rect.adjusted(side + 10, 0, 0, 0), column, row)

    def _lines(self, painter: QPainter, rect: QRect, column: Column, row: Any) -> None:
        words = column.shown(row)
        sub = column.sub(row) if column.sub else ""
        if self.compact or not sub:
            paint.text(painter, rect, words, "strong")
            return
        high = paint.metrics("strong").height()
        low = paint.metrics("small").height()
        top = rect.top() + (rect.height() - high - low) // 2
        paint.text(painter, QRect(rect.left(), top, rect.width(), high), words, "strong")
        below = QRect(rect.left(), top + high, rect.width(), low)
        paint.text(painter, below, sub, "small", "text_2")

    @staticmethod
    def _pill(painter: QPainter, rect: QRect, column: Column, row: Any, tone: str) -> None:
        words = column.shown(row)
        if not words:
            return
        size = paint.pill_size(words).boundedTo(rect.size())
        sub = column.sub(row) if column.sub else ""
        low = paint.metrics("small").height() if sub else 0
        if size.height() + low > rect.height():
            sub, low = "", 0
        top = rect.top() + (rect.height() - size.height() - low) // 2
        paint.pill(painter, QRect(QPoint(rect.left(), top), size), words, tone)
        if sub:
            below = QRect(rect.left(), top + size.height(), rect.width(), low)
            paint.text(painter, below, sub, "small", "text_2")

    def _progress(self, painter: QPainter, rect: QRect, column: Column, row: Any) -> None:
        words = column.shown(row)
        fraction = column.value(row)
        if fraction is None:
            paint.text(painter, rect, words, "number", "text_3")
            return
        wide = theme.px(62)
        bar = QRect(rect.left(), rect.center().y() - theme.px(3), wide, theme.px(6))
        tone = column.tone(row) if column.tone else ""
        paint.progress(painter, bar, float(fraction), f"{tone}.bar" if tone else "accent")
        paint.text(painter, rect.adjusted(wide + 10, 0, 0, 0), words, "number", "text_2")

    # ---- Qt's ------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column: Column = index.data(Roles.COLUMN)
        row = index.data(Roles.ROW)
        self._ground(painter, option, index)
        rect = option.rect.adjusted(_SIDE, 0, -_SIDE, -1)
        tone = column.tone(row) if column.tone is not None else ""
        if column.role == "partner":
            self._partner(painter, rect, column, row)
        elif column.role == "pill":
            self._pill(painter, rect, column, row, tone or "plain")
        elif column.role == "status":
            paint.status(painter, rect, tone or str(column.value(row)), column.shown(row))
        elif column.role == "progress":
            self._progress(painter, rect, column, row)
        elif column.sub is not None:
            self._lines(painter, rect, column, row)
        else:
            align = paint.RIGHT if column.aligned_right else paint.LEFT
            role = _text_role(column)
            paint.text(painter, rect, column.shown(row), role, tone or "text", align)
        self._focus(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        column: Column = index.data(Roles.COLUMN)
        return QSize(self.width_for(column, index.data(Roles.ROW)), theme.px(32))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A tool tip with the whole text, where it was cut."""
        column: Column | None = index.data(Roles.COLUMN)
        if event.type() != QEvent.Type.ToolTip or column is None:
            return super().helpEvent(event, view, option, index)
        row = index.data(Roles.ROW)
        if self.width_for(column, row) > option.rect.width() + 1:
            words = [column.shown(row), column.sub(row) if column.sub else ""]
            QToolTip.showText(
                event.globalPos(), paint.plain_tip("\n".join(w for w in words if w)), view
            )
        else:
            QToolTip.hideText()
        return True

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column: Column = index.data(Roles.COLUMN)
        editor: QWidget
        choices = self.choices_of(column, index.data(Roles.ROW))
        if choices is not None:
            editor = box = QComboBox(parent)
            box.addItems(list(choices))
            box.activated.connect(self._finish_sender)
            box.view().setAccessibleName(f"Choices for {column.title.lower()}")
            box.view().installEventFilter(self)
            # Once it stands in its place; a list that opens before hangs in a corner.
            QTimer.singleShot(0, box, box.showPopup)
        else:
            editor = QLineEdit(parent)
            editor.setFont(theme.font("number" if column.aligned_right else "body"))
            if column.aligned_right:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(column.title)
        return editor

    def choices_of(self, column: Column, row: Any) -> Sequence[str] | None:
        """What the box of a cell offers; None where a line is typed."""
        return column.choices

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(words)
        elif isinstance(editor, QLineEdit):
            if editor.isModified():  # a refresh must not overwrite what is being typed
                return
            editor.setText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        high = min(option.rect.height(), theme.px(34))
        rect = QRect(option.rect)
        rect.setTop(rect.top() + (rect.height() - high) // 2)
        rect.setHeight(high)
        rect.setWidth(max(rect.width(), self._editor_width(editor, index)))
        port = editor.parentWidget()
        if port is not None:  # over its neighbours rather than out of sight
            rect.setWidth(min(rect.width(), port.width()))
            rect.moveLeft(max(0, min(rect.left(), port.width() - rect.width())))
        editor.setGeometry(rect)

    @staticmethod
    def _editor_width(editor: QWidget, index: Index) -> int:
        """What an editor needs at least; a narrow column would cut what is in it."""
        if isinstance(editor, QLineEdit):  # it is placed before it gets its words
            words = editor.text() or str(index.data(Qt.ItemDataRole.EditRole) or "")
            wide = editor.fontMetrics().horizontalAdvance(words) + theme.px(28)
            return min(wide, theme.px(_WIDEST_EDITOR))
        return editor.sizeHint().width()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QAbstractItemView):
            return self._list_key(editor, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._finish(cast("QWidget", editor))
                self.committed_by_enter.emit()
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._finish(cast("QWidget", editor))
                self._tell_tab(event)
                return True
        return super().eventFilter(editor, event)

    def _list_key(self, choices: QAbstractItemView, event: QEvent) -> bool:
        """In the open list of a box Tab takes what is marked and goes on, Esc gives the cell back.

        Without this Tab does nothing there, and Esc is needed twice.
        """
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        box: QObject | None = choices
        while box is not None and not isinstance(box, QComboBox):
            box = box.parent()
        if box is None:
            return False
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            box.setCurrentIndex(choices.currentIndex().row())
            box.hidePopup()
            self._finish(box)
            self._tell_tab(event)
            return True
        if event.key() == Qt.Key.Key_Escape:
            box.hidePopup()
            self.closeEditor.emit(box, _HINT.RevertModelCache)
            return True
        return False

    def _finish_sender(self) -> None:
        self._finish(cast("QWidget", self.sender()))

    def _tell_tab(self, event: QKeyEvent) -> None:
        out = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        signal = self.left_by_tab if out else self.committed_by_tab
        signal.emit(event.key() == Qt.Key.Key_Backtab)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _HINT.NoHint)


def _text_role(column: Column) -> str:
    """Figures are tabular, so that they line up down the column."""
    number = column.role in ("money", "number", "date") or column.aligned_right
    return "number" if number else "body"
