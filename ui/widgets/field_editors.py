"""The editors that a field turns into: a line, a block of text, a day, a box of choices."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import paint, theme
from ui.widgets.buttons import IconButton
from ui.widgets.day_popup import DayPopup
from ui.widgets.field_values import FieldKind

_NOT_LEFT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_LINES = 5
_NOT_SET = "Not set"


class Editor(QWidget):
    """Base of the editors. ``changed`` at each keystroke; the rest tell what the keys asked for."""

    changed = Signal()
    finished = Signal()  # Enter, or a choice was made
    left = Signal()  # the focus went elsewhere
    reverted = Signal()  # Esc
    stepped = Signal(bool)  # Tab; True for Shift+Tab

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    @property
    def text(self) -> str:
        raise NotImplementedError

    def start(self, text: str) -> None:
        """Show a text and take the keyboard."""
        raise NotImplementedError

    def start_typed(self, typed: str) -> bool:
        """Put a first keystroke in place of what is there; whether it was taken."""
        return False

    def set_wrong(self, wrong: bool) -> None:
        """Mark it as not readable."""

    def _steps_inside(self, backwards: bool) -> bool:
        """Whether Tab has another stop in here."""
        return False

    def _holds(self, widget: QWidget | None) -> bool:
        """Whether it is one of ours, or of a list that popped up, which is another window."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self

    def _watch(self, widget: QWidget) -> None:
        widget.setAccessibleName(self._name)
        widget.installEventFilter(self)
        self.setFocusProxy(widget)

    def _enter(self, event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def _claims(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.reverted.emit()
                return True
            if self._enter(event):
                self.finished.emit()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                backwards = event.key() == Qt.Key.Key_Backtab
                if not self._steps_inside(backwards):
                    self.stepped.emit(backwards)
                    return True
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._claims(event):  # ours before any shortcut of the window
                event.accept()
        elif (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in _NOT_LEFT
            and not self._holds(QApplication.focusWidget())
        ):
            self.left.emit()
        return super().eventFilter(watched, event)


class LineEditor(Editor):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.line = QLineEdit()
        self._row.addWidget(self.line)
        self.line.textEdited.connect(self._tell)
        self._watch(self.line)

    @property
    def text(self) -> str:
        return self.line.text()

    def start(self, text: str) -> None:
        self.line.setText(text)
        self.line.selectAll()
        self.line.setFocus()

    def start_typed(self, typed: str) -> bool:
        self.line.setText(typed)
        self.line.setModified(True)
        return True

    def set_wrong(self, wrong: bool) -> None:
        theme.set_kind(self.line, "short" if wrong else "", "state")

    def _tell(self) -> None:
        self.changed.emit()


class DayEditor(LineEditor):
    """A day is typed or picked from a calendar; blank is no day."""

    def __init__(self, name: str, kind: FieldKind, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._kind = kind
        self.line.setPlaceholderText("3 Mar 2026")
        self._button = IconButton("calendar", f"Pick {name.lower()} from a calendar", self)
        # A press must not count as leaving the field before the calendar is open.
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.open_calendar)
        self._row.addWidget(self._button)
        self.popup: DayPopup | None = None

    def sizeHint(self) -> QSize:
        """As wide as the longest day with the button, which is more than many a column is."""
        words = paint.metrics("body").horizontalAdvance("30 Sept 2026")
        return QSize(words + theme.px(30) + self._button.sizeHint().width(), theme.px(32))

    def open_calendar(self) -> None:
        today = self._kind.read("today")
        self.popup = DayPopup(self._read(), today, self, clearable=True, typing=False)
        self.popup.picked.connect(self._pick)
        self.popup.open_under(self)

    def _read(self) -> date | None:
        from models.errors import UserError

        try:
            day = self._kind.read(self.text)
        except UserError:
            return None
        return day if isinstance(day, date) else None

    def _pick(self, day: date | None) -> None:
        self.line.setText(self._kind.typed(day))
        self.finished.emit()

    def _claims(self, event: QKeyEvent) -> bool:
        return _opens_list(event) or super()._claims(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and _opens_list(event)
        ):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)


def _opens_list(event: QKeyEvent) -> bool:
    """Alt+Down or F4, as in every box with a list."""
    held = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and bool(held))


class BlockEditor(Editor):
    """Several lines: Enter makes a new one, Ctrl+Enter is done."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.block = QPlainTextEdit()
        self.block.setTabChangesFocus(True)
        self.block.setFixedHeight(theme.px(22) * _LINES)
        self._row.addWidget(self.block)
        self.block.textChanged.connect(self._tell)
        self._watch(self.block)
        self._quiet = False

    @property
    def text(self) -> str:
        return self.block.toPlainText()

    def start(self, text: str) -> None:
        self._quiet = True
        self.block.setPlainText(text)
        self._quiet = False
        self.block.selectAll()
        self.block.setFocus()

    def start_typed(self, typed: str) -> bool:
        self.start(typed)
        self.block.moveCursor(QTextCursor.MoveOperation.End)
        return True

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _enter(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(held) and super()._enter(event)


class ChoiceEditor(Editor):
    def __init__(self, name: str, kind: FieldKind, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.box = QComboBox()
        self.box.addItem(_NOT_SET)
        for _, text in kind.choices:
            self.box.addItem(text)
        self._row.addWidget(self.box)
        self.box.activated.connect(self._tell)
        self._watch(self.box)
        self._list = self.box.view()
        self._list.setAccessibleName(f"Choices for {name}")
        self._list.installEventFilter(self)

    @property
    def text(self) -> str:
        return self.box.currentText() if self.box.currentIndex() else ""

    def start(self, text: str) -> None:
        self.box.setCurrentIndex(max(0, self.box.findText(text)))
        self.box.setFocus()
        # Once it stands in its place; a popup that opens before it is laid out hangs in a corner.
        QTimer.singleShot(0, self.box, self.box.showPopup)

    def start_typed(self, typed: str) -> bool:
        """A letter goes to the first choice that begins with it; Enter takes it."""
        at = self.box.findText(typed, Qt.MatchFlag.MatchStartsWith)
        if at >= 0:
            self.box.setCurrentIndex(at)
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the open list Tab takes what is marked and goes on, and Esc gives the field back.

        Without this Tab does nothing there, and Esc is needed twice.
        """
        if watched is not self._list:
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.box.setCurrentIndex(self._list.currentIndex().row())
            self.box.hidePopup()
            self.stepped.emit(event.key() == Qt.Key.Key_Backtab)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.box.hidePopup()
            self.reverted.emit()
            return True
        return False

    def _tell(self) -> None:
        self.finished.emit()


class ListEditor(Editor):
    """A list of boxes to tick; each tick counts at once."""

    def __init__(self, name: str, kind: FieldKind, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._boxes: list[QCheckBox] = []
        column = QVBoxLayout()
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(0)
        for _, text in kind.choices:
            box = QCheckBox(text)
            column.addWidget(box)
            self._watch(box)
            box.setAccessibleName(f"{name}: {text}")
            box.clicked.connect(self._tell)
            self._boxes.append(box)
        self._row.addLayout(column)
        if self._boxes:
            self.setFocusProxy(self._boxes[0])

    @property
    def text(self) -> str:
        return ", ".join(box.text() for box in self._boxes if box.isChecked())

    def start(self, text: str) -> None:
        ticked = set(text.split(", "))
        for box in self._boxes:
            box.setChecked(box.text() in ticked)
        if self._boxes:
            self._boxes[0].setFocus()

    def _steps_inside(self, backwards: bool) -> bool:
        last = self._boxes[0 if backwards else -1] if self._boxes else None
        return last is not None and not last.hasFocus()

    def _tell(self) -> None:
        self.changed.emit()


def editor_for(kind: FieldKind, name: str, parent: QWidget | None = None) -> Editor:
    """The editor of a kind of field; name is what a screen reader says."""
    made: dict[str, Any] = {
        "multiline": BlockEditor,
        "text": LineEditor,
        "money": LineEditor,
        "amount": LineEditor,
    }
    if kind.kind in made:
        editor: Editor = made[kind.kind](name, parent)
        return editor
    if kind.kind == "date":
        return DayEditor(name, kind, parent)
    if kind.kind == "list":
        return ListEditor(name, kind, parent)
    return ChoiceEditor(name, kind, parent)
