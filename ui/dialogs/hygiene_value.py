"""Asks for the one value that many deals are given: a next step, or the services' part."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.names import tidy
from ui.dialogs.program_form import FormDialog


class NextStepDialog(FormDialog):
    answered = Signal(str)

    def __init__(self, deals: str, parent: QWidget | None = None) -> None:
        super().__init__("Set the next step", f"The same words for {deals}.", "Go on", parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Call the sponsor about the proposal")
        self.add_row("words", "Next step", self.words)
        self.keep(self.words)
        self.words.setFocus()

    def finish(self) -> None:
        words = tidy(self.words.text())
        if not words:
            self.refuse("words", "Type what happens next.")
            return
        self.answered.emit(words)
        self.accept()


class ServicesDialog(FormDialog):
    answered = Signal(object)  # Decimal: percent of the value

    def __init__(self, deals: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "State the services portion",
            f"The host's services as a part of the value of {deals}. The value stays; the rest of"
            " it is the partner's portion.",
            "Go on",
            parent,
        )
        self.percent = QLineEdit()
        self.percent.setPlaceholderText("20")
        self.add_row("percent", "Percent", self.percent)
        self.keep(self.percent)
        self.percent.setFocus()

    def finish(self) -> None:
        words = self.percent.text().strip().removesuffix("%").strip().replace(",", ".")
        try:
            percent = Decimal(words)
        except InvalidOperation:
            percent = Decimal(0)
        if not percent.is_finite() or not 0 < percent <= 100:
            self.refuse("percent", "Type a number above 0, 100 at most.")
            return
        self.answered.emit(percent)
        self.accept()
