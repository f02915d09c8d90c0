"""Asks what a late or missing notice comes to: confirmed or dismissed, by whom, and why (C097)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.step_form import StepForm
from ui.widgets.labels import Label

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


class InfractionDialog(StepForm):
    """``decided`` carries by whom and why; it stays open until it is told that it was written."""

    decided = Signal(str, str)

    def __init__(
        self, state: str, meeting: str, found: str, by: str = "", parent: QWidget | None = None
    ) -> None:
        title, verb, kind, hint = _WORDS[state]
        super().__init__(title, verb, by, parent, kind=kind)
        self.why = self.block("Why")
        told = (
            Label(meeting, "control", wrap=True),
            Label(found, "body", wrap=True),
            Label(hint, "small", "text_2", wrap=True),
        )
        self.lay_out([("By whom", self.by), ("Why", self.why)], above=told)
        self.keep(self.by, self.why)
        self.why.setFocus()

    def finish(self) -> None:
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once recorded
        self.decided.emit(self.by.text(), self.why.toPlainText())
