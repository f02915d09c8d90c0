"""One cell of the grid: how an answer is painted, and the field in which it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.checklist.filled import Line
from models.checklist.values import YES_NO, typed_value
from ui import icons, paint, theme
from ui.pages.checklist_grid_model import Index
from ui.pages.checklist_states import LOOKS

if TYPE_CHECKING:
    from ui.pages.checklist_grid_view import GridView

ROW = 34
_TEXT = (340, 112)  # room for an answer of several lines
_HINT = QAbstractItemDelegate.EndEditHint
_MOVES = {  # key: rows and columns to go
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class GridDelegate(QStyledItemDelegate):
    """Paints an answer with the icon of its state; edits it as a line of text."""

    typed = Signal(object, str)

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        self.begin_with = ""

    # ---- painting --------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        line = self._view.grid.line(index)
        ground = "selected" if chosen else ("hover" if over else "card")
        if line is None or not line.asked:
            ground = "selected" if chosen else "window"
        painter.fillRect(rect, theme.colour(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.colour("line"))
        if line is not None and line.asked:
            self._cell(painter, rect.adjusted(8, 0, -8, -1), line, index)
            if line.answer is not None and _beside(line):
                self._corner(painter, rect)
        view = self._view
        if view.hasFocus() and view.currentIndex() == index:
            paint.focus_ring(painter, rect.adjusted(0, 0, -1, -1), 3)

    def _cell(self, painter: QPainter, rect: QRect, line: Line, index: Index) -> None:
        icon, ink, _ = LOOKS[line.state]
        side = theme.px(14)
        if line.state != "not_started":
            icons.paint(painter, paint.square_in(rect, side), icon, ink)
        words = rect.adjusted(side + 6, 0, 0, 0)
        if line.evidence and line.item.kind != "file":
            clip = theme.px(12)
            spot = QRect(words.right() - clip, words.center().y() - clip // 2, clip, clip)
            icons.paint(painter, spot, "paperclip", "text_3")
            words.setRight(spot.left() - 4)
        told = str(index.data() or "")
        right = line.item.kind in ("number", "money")
        tone = "text_2" if line.item.derived else "text"
        role = "number" if right else "body"
        paint.text(painter, words, told, role, tone, paint.RIGHT if right else paint.LEFT)

    def _corner(self, painter: QPainter, rect: QRect) -> None:
        """The corner that says that there is a note, an owner or a due day."""
        side = theme.px(7)
        top = QPoint(rect.right() - 1, rect.top())
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawPolygon(QPolygon([top, top - QPoint(side, 0), top + QPoint(0, side)]))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(100), theme.px(ROW))

    # ---- editing ---------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = self._view.grid.line(index)
        if line is not None and line.item.kind == "text":
            text = QPlainTextEdit(parent)
            text.setAccessibleName(line.item.asks)
            text.setPlaceholderText("Shift+Enter begins a new line")
            return text
        editor = QLineEdit(parent)
        theme.set_kind(editor, "cell")
        editor.setAccessibleName(line.item.asks if line else "Answer")
        words = []
        if line is not None and line.item.kind == "choice":
            words = [choice.label for choice in line.item.choices]
        elif line is not None and line.item.kind == "yes_no":
            words = list(YES_NO.values())
        if words:
            editor.setPlaceholderText(" / ".join(words))
            known = QCompleter(words, editor)
            known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            known.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            editor.setCompleter(known)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """A line fits its cell; a text gets room for several lines, inside the view."""
        rect = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            room = self._view.viewport().rect()
            wide = min(max(rect.width(), theme.px(_TEXT[0])), room.width())
            high = min(theme.px(_TEXT[1]), room.height())
            left = max(0, min(rect.left(), room.right() - wide))
            top = max(0, min(rect.top(), room.bottom() - high))
            rect = QRect(left, top, wide, high)
        editor.setGeometry(rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        line = self._view.grid.line(index)
        # Rows that are read anew meanwhile would put their words over what is being typed.
        if line is None or editor.property("begun"):
            return
        editor.setProperty("begun", True)
        words = self.begin_with or typed_value(line.item, line.value)
        self.begin_with = ""
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(words)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        words = ""
        if isinstance(editor, QPlainTextEdit):
            words = editor.toPlainText()
        elif isinstance(editor, QLineEdit):
            words = editor.text()
        self.typed.emit(self._view.grid.index(index.row(), index.column()), words)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter commits and goes down, Tab goes right; of a line the arrows go up and down."""
        if (
            isinstance(editor, QWidget)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._leaves(editor, event)
        ):
            move = _MOVES[Qt.Key(event.key())]
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, _HINT.NoHint)
            if not self._view.editing():  # what was refused is in its cell again
                self._view.step(*move)
            return True
        return super().eventFilter(editor, event)

    def _leaves(self, editor: QWidget, event: QKeyEvent) -> bool:
        key: Any = event.key()
        if key not in _MOVES:
            return False
        if isinstance(editor, QPlainTextEdit):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                return False
            return key == Qt.Key.Key_Backtab or not held
        return True


def _beside(line: Line) -> bool:
    told = line.answer
    return told is not None and bool(told.note or told.owner or told.due_on)
