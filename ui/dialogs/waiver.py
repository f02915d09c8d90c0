"""Asks why an item of a checklist is waived, who approved it, and until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.errors import UserError
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.widgets.typed_day import TypedDay

_LINES = 3


class WaiverDialog(FormDialog):
    """``answered`` carries reason, approver, and a day or None; it stays open until it is told
    that all was written.
    """

    answered = Signal(str, str, object)

    def __init__(
        self,
        question: str,
        today: date,
        reason: str = "",
        approver: str = "",
        until: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Waive an item", question, "Waive", parent)
        self.reason = QPlainTextEdit(reason)
        self.reason.setPlaceholderText("Why this is not asked of the partner")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(22) * _LINES)
        self.reason.textChanged.connect(self.forgive)
        self.approver = QLineEdit(approver)
        self.approver.setPlaceholderText("Name of the person who approved it")
        self.until = TypedDay("Until", until, today)
        self.until.line.setPlaceholderText("3 Mar 2027, or blank for good")
        self.add_row("reason", "Reason", self.reason)
        self.add_row("approver", "Approved by", self.approver)
        self.add_row("until", "Until", self.until)
        self.keep(self.reason, self.approver, self.until.line)
        self.reason.setFocus()

    def finish(self) -> None:
        """Tell what was typed, or say what is wrong with the day."""
        try:
            until = self.read_day("until")
        except UserError:
            return
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        self.answered.emit(self.reason.toPlainText(), self.approver.text(), until)
