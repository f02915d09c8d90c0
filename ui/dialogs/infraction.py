"""Asks what a late or missing notice comes to: confirmed or dismissed, by whom, and why (C097)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.dialogs.keeps_typed import KeepsTyped
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_LINES = 3
# A decision, with the window's title, its button and what is said under the question.
_WORDS = {
    "confirmed": (
        "Confirm the infraction", "Confirm", "plain",
        "It is kept and counted. It removes nobody: a removal is a step of its own.",
    ),
    "dismissed": (
        "Dismiss the infraction", "Dismiss", "primary",
        "It is not counted. The reason is kept for the host only.",
    ),
    "reopened": (
        "Re-open the decision", "Re-open", "primary",
        "The decision is taken back and stays in the history.",
    ),
}  # fmt: skip


class InfractionDialog(KeepsTyped):
    """``decided`` carries by whom and why; it stays open until it is told that it was written."""

    decided = Signal(str, str)

    def __init__(
        self, state: str, meeting: str, found: str, by: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        title, verb, kind, hint = _WORDS[state]
        self.setWindowTitle(title)
        self.by = QLineEdit(by)
        self.by.setAccessibleName("By whom")
        self.by.setPlaceholderText("Name of the person who decided")
        self.why = QPlainTextEdit()
        self.why.setAccessibleName("Why")
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(theme.px(22) * _LINES)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for name, field in (("By whom", self.by), ("Why", self.why)):
            label = Label(name, "control", "text_2")
            label.setBuddy(field)
            form.addRow(label, field)
        self.go = Button(verb, kind)
        self.go.setDefault(True)
        self.go.clicked.connect(self._finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(title, "card", wrap=True))
        column.addWidget(Label(meeting, "control", wrap=True))
        column.addWidget(Label(found, "body", wrap=True))
        column.addWidget(Label(hint, "small", "text_2", wrap=True))
        column.addLayout(form)
        column.addWidget(self.problem)
        self.go.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(480))
        self.keep(self.by, self.why)
        self.why.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why it was not recorded; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)
        self.adjustSize()
        self.go.setEnabled(True)

    def _finish(self) -> None:
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once recorded
        self.decided.emit(self.by.text(), self.why.toPlainText())
