"""An answer that is typed: kept on Enter, on leaving, and after 800 ms of quiet."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.checklist.template import Item
from models.checklist.values import read_value, typed_value
from models.errors import UserError
from models.typed import read_day
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import IconButton
from ui.widgets.day_popup import DayPopup
from ui.widgets.field_row import QUIET_MS
from ui.widgets.labels import SettledLabel

_LINES = 6
_PLACEHOLDER = {
    "number": "A number, such as 12 or 12.5",
    "money": "An amount, such as 250,000 or 1.2M",
    "date": "A day, such as 3 Mar 2026",
    "people": "Names, with a semicolon between them",
    "text": "Type here; Enter goes on, Shift+Enter begins a new line",
}


class TypedAnswer(QWidget):
    """``committed`` carries the text as typed, once it can be read; ``done`` is Enter after that.

    Esc brings back what is in the file. What can't be read stays, with a sentence under it.
    """

    committed = Signal(str)
    done = Signal()
    left = Signal()  # Esc with nothing to take back: the keys of the page are wanted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self._today, self._currency = date.min, "USD"
        self._stored = ""  # as it is in the file, typed form
        self._sent = ""
        self.line = QLineEdit()
        self.block = QPlainTextEdit()
        self.block.setTabChangesFocus(True)
        self.calendar = IconButton("calendar", "Pick a day from a calendar", self)
        self.calendar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.calendar.clicked.connect(self._open_calendar)
        self._problem = SettledLabel("", "small", "short")
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.block)
        column.addWidget(self._problem)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.commit)
        self.line.textEdited.connect(self._typed)
        self.block.textChanged.connect(self._typed)
        for box in (self.line, self.block):
            box.installEventFilter(self)

    # ---- for the page ----------------------------------------------------------------------

    def show_item(self, item: Item, value: str, today: date, currency: str, same: bool) -> None:
        """Show an item's answer; of the `same` item what is being typed stays."""
        self._today, self._currency = today, currency
        typed = typed_value(item, value)
        pending = same and self.unsent
        self._item = item
        self._stored = typed
        if pending or (same and typed == self._sent):
            return
        self._quiet.stop()
        self._sent = typed
        # Before the other box is hidden: as that loses the keyboard, what this one says is kept.
        self._put(typed)
        whole = item.kind == "text"
        self.block.setVisible(whole)
        self.line.setVisible(not whole)
        self.calendar.setVisible(item.kind == "date")
        self.line.setPlaceholderText(_PLACEHOLDER.get(item.kind, ""))
        self.block.setPlaceholderText(_PLACEHOLDER["text"])
        self.block.setFixedHeight(theme.px(20) * _LINES)
        self.box.setAccessibleName(item.asks)
        self._say("")

    @property
    def box(self) -> QLineEdit | QPlainTextEdit:
        whole = self._item is not None and self._item.kind == "text"
        return self.block if whole else self.line

    @property
    def text(self) -> str:
        box = self.box
        return box.text() if isinstance(box, QLineEdit) else box.toPlainText()

    @property
    def unsent(self) -> bool:
        """Whether something was typed that is not committed."""
        return self._item is not None and self.text.strip() != self._sent.strip()

    def set_writable(self, writable: bool) -> None:
        self.line.setReadOnly(not writable)
        self.block.setReadOnly(not writable)
        self.calendar.setEnabled(writable)

    def give_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.box, QLineEdit):
            self.box.selectAll()

    def commit(self) -> bool:
        """Hand on what was typed; whether it could be read."""
        self._quiet.stop()
        if self._item is None or not self.unsent:
            return True
        try:
            read_value(self._item, self.text, self._today, self._currency)
        except UserError as error:
            self._say(str(error))
            return False
        self._say("")
        self._sent = self.text
        self.committed.emit(self.text)
        return not self.problem  # a write that failed at once has said so

    def refuse(self, sentence: str) -> None:
        """What was committed is not in the file; it stays here and Enter tries again."""
        self._sent = self._stored
        self._say(f"Not saved. {sentence}")

    @property
    def problem(self) -> str:
        return self._problem.text() if not self._problem.isHidden() else ""

    # ---- inside ----------------------------------------------------------------------------

    def _put(self, text: str) -> None:
        box = self.box
        if isinstance(box, QLineEdit):
            box.setText(text)
        else:
            box.blockSignals(True)
            box.setPlainText(text)
            box.blockSignals(False)

    def _typed(self) -> None:
        if self._problem.text():
            self._say("")
        if self.unsent:
            self._quiet.start()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        theme.set_kind(self.box, "short" if sentence else "", "state")
        self.box.setAccessibleDescription(sentence)
        if sentence:
            announce(self, sentence)

    def _open_calendar(self) -> None:
        try:
            day = read_day(self.text, self._today)
        except UserError:
            day = None
        popup = DayPopup(day, self._today, self, clearable=True, typing=False)
        popup.picked.connect(self._pick)
        popup.open_under(self.line)

    def _pick(self, day: date | None) -> None:
        self.line.setText(day.isoformat() if day else "")
        self.commit()
        self.line.setFocus()

    def _can(self, event: QKeyEvent) -> bool:
        """Whether a key that undoes or redoes has typing to do it with; else it is the window's."""
        box = self.box
        text = box if isinstance(box, QLineEdit) else box.document()
        if event.matches(QKeySequence.StandardKey.Undo):
            return text.isUndoAvailable()
        return not event.matches(QKeySequence.StandardKey.Redo) or text.isRedoAvailable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not self._can(event):
                event.ignore()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, held = event.key(), event.modifiers()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if held & Qt.KeyboardModifier.ShiftModifier and watched is self.block:
                    return False
                if self.commit():
                    self.done.emit()
                return True
            if key == Qt.Key.Key_Escape:
                self._quiet.stop()
                if self.text != self._stored:
                    self._put(self._stored)
                    self._say("")
                    if self._sent != self._stored:
                        self._sent = self._stored
                        self.committed.emit(self._stored)
                else:
                    self.left.emit()
                return True
        elif event.type() == QEvent.Type.FocusOut and QApplication.focusWidget() is not None:
            self.commit()
        return super().eventFilter(watched, event)
