"""Asks for the owner, due day and note of one answer or of many."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.checklist.records import Answer
from models.errors import UserError
from models.text import counted
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.widgets.typed_day import TypedDay

_LINES = 3


class BesideDialog(FormDialog):
    """``answered`` carries owner, due day or None, and note; of many, blank leaves what is there,
    of one it takes it away.
    """

    answered = Signal(str, object, str)

    def __init__(
        self,
        what: str,
        today: date,
        known: Answer | None = None,
        count: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        action = "Set" if count == 1 else f"Set for {counted(count, 'answer')}"
        super().__init__("Owner, due day and note", what, action, parent)
        self.owner = QLineEdit(known.owner if known else "")
        self.due = TypedDay("Due", known.due_on if known else None, today)
        self.note = QPlainTextEdit(known.note if known else "")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(22) * _LINES)
        self.note.textChanged.connect(self.forgive)
        self._many = count > 1
        if self._many:
            for field in (self.owner, self.due.line, self.note):
                field.setPlaceholderText("Blank leaves what is there")
        self.add_row("owner", "Owner", self.owner)
        self.add_row("due", "Due", self.due)
        self.add_row("note", "Note", self.note)
        self.keep(self.owner, self.due.line, self.note)
        self.owner.setFocus()

    def finish(self) -> None:
        """Tell what was typed, or say what is wrong with the day."""
        try:
            due = self.read_day("due")
        except UserError:
            return
        owner, note = self.owner.text().strip(), self.note.toPlainText().strip()
        if self._many and not (owner or due or note):
            self.refuse("", "Fill in one of them.")
            return
        self.answered.emit(owner, due, note)
        self.accept()
