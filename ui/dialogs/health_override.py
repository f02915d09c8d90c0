"""Asks which colour a view of health has in a person's eyes, why, and until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.errors import UserError
from models.governance.health_views import View
from models.health import WORDS
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.typed_day import TypedDay

_LINES = 3


class OverrideDialog(FormDialog):
    """``answered`` carries colour, reason and a day or None; it stays open until it is told that
    all was written.
    """

    answered = Signal(str, str, object)

    def __init__(self, view: View, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            f"Say otherwise: {view.name.lower()} health",
            f"By its figures it is {view.words.lower()}. Your word stands beside that and never"
            " hides it; the reason is for your own house only.",
            "Keep",
            parent,
        )
        told = view.override
        choices = [(key, words) for key, words in WORDS.items() if key != view.colour]
        self.colour = QuietCombo(choices, "It is", width=240)
        if told is not None:
            self.colour.set_current(told.colour)
        self.reason = QPlainTextEdit(told.reason if told else "")
        self.reason.setPlaceholderText("What the figures do not show")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(22) * _LINES)
        self.reason.textChanged.connect(self.forgive)
        self.until = TypedDay("Until", told.until if told else None, today)
        self.until.line.setPlaceholderText("3 Mar 2027, or blank until you say otherwise")
        self.add_row("colour", "It is", self.colour)
        self.add_row("reason", "Reason", self.reason)
        self.add_row("until", "Until", self.until)
        self.keep(self.reason, self.until.line)
        self.colour.setFocus()

    def finish(self) -> None:
        """Tell what was typed, or say what is wrong with it."""
        if not self.reason.toPlainText().strip():
            self.refuse("reason", "Say in a sentence why.")
            return
        try:
            until = self.read_day("until")
        except UserError:
            return
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        self.answered.emit(str(self.colour.current), self.reason.toPlainText(), until)
