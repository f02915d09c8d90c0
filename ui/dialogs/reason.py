"""Asks for one sentence before something is done: why it is dropped, or what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import theme
from ui.dialogs.program_form import FormDialog

_LINES = 3


class ReasonDialog(FormDialog):
    """``answered`` carries the sentence; it stays open until it is told that it was written."""

    answered = Signal(str)

    def __init__(
        self,
        title: str,
        sentence: str,
        verb: str,
        parent: QWidget | None = None,
        *,
        label: str = "Reason",
        hint: str = "",
        needed: str = "",
    ) -> None:
        """`needed` is what is said where nothing was typed; without it nothing has to be."""
        super().__init__(title, sentence, verb, parent)
        self._needed = needed
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText(hint)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(22) * _LINES)
        self.reason.textChanged.connect(self.forgive)
        self.add_row("reason", label, self.reason)
        self.keep(self.reason)
        self.reason.setFocus()

    def finish(self) -> None:
        """Tell what was typed, or ask for it."""
        words = " ".join(self.reason.toPlainText().split())
        if self._needed and not words:
            self.refuse("reason", self._needed)
            return
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        self.answered.emit(words)
