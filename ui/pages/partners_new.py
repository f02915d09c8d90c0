"""A row above the list that asks for no more than the name of a new partner."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class NewPartnerRow(QFrame):
    """Enter adds, Esc puts it away; a name that can't be used is said under the field."""

    named = Signal(str)
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "inset")
        self.field = QLineEdit()
        self.field.setAccessibleName("Name of the new partner")
        self.field.setPlaceholderText("Name of the new partner")
        self.field.setMinimumWidth(theme.px(260))
        self.field.setMaximumWidth(theme.px(420))
        self.field.textEdited.connect(self._clear_problem)
        self.field.installEventFilter(self)
        add, cancel = Button("Add partner", "plain"), Button("Cancel", "quiet")
        add.clicked.connect(self._add)
        cancel.clicked.connect(self.leave)
        self._problem = Label("", "small", "short", wrap=True)
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(add)
        row.addWidget(cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.hide()

    def begin(self) -> None:
        """Show it and take the keyboard; what was typed before is still there."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def show_problem(self, sentence: str) -> None:
        theme.set_kind(self.field, "short", "state")
        self.field.setAccessibleDescription(sentence)
        self._problem.setText(sentence)
        self._problem.show()
        announce(self.field, sentence)

    def done(self) -> None:
        """The partner is there: be ready for another one, out of sight."""
        self.field.clear()
        self._clear_problem()
        self.hide()

    def leave(self) -> None:
        self._clear_problem()
        self.hide()
        self.put_away.emit()

    @property
    def problem(self) -> str:
        """The sentence under the field, or nothing."""
        return "" if self._problem.isHidden() else self._problem.text()

    def _add(self) -> None:
        name = self.field.text().strip()
        if name:
            self.named.emit(name)
        else:
            self.show_problem("A partner needs a name. Type one, or press Esc.")

    def _clear_problem(self) -> None:
        theme.set_kind(self.field, "", "state")
        self.field.setAccessibleDescription("")
        self._problem.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)
