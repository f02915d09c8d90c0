"""Asks why findings are kept as they are, and until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.errors import UserError
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.widgets.typed_day import TypedDay

_LINES = 3


class KeepDialog(FormDialog):
    """``answered`` carries the reason and a day or None; it stays open until all is written."""

    answered = Signal(str, object)

    def __init__(self, title: str, deals: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            "Keep it as it is",
            f"“{title}” of {deals} is not told any more. It can be taken back at any time.",
            "Keep as it is",
            parent,
        )
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText("Why it can stay as it is")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(22) * _LINES)
        self.reason.textChanged.connect(self.forgive)
        self.until = TypedDay("Until", None, today)
        self.until.line.setPlaceholderText("3 Mar 2027, or blank for good")
        self.add_row("reason", "Reason", self.reason)
        self.add_row("until", "Until", self.until)
        self.keep(self.reason, self.until.line)
        self.reason.setFocus()

    def finish(self) -> None:
        """Tell what was typed, or say what is missing."""
        if not self.reason.toPlainText().strip():
            self.refuse("reason", "Say why it can stay as it is.")
            return
        try:
            until = self.read_day("until")
        except UserError:
            return
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        self.answered.emit(self.reason.toPlainText(), until)
