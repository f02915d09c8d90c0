"""Asks for one owner, or one day, for everything that is selected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import UserError
from ui.dialogs.program_form import FormDialog
from ui.widgets.name_finder import finds_names
from ui.widgets.typed_day import TypedDay


class OwnerDialog(FormDialog):
    """``answered`` carries a name, blank for nobody."""

    answered = Signal(str)

    def __init__(
        self, what: str, known: Sequence[str], now: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("Set the owner", f"Of {what}.", "Set the owner", parent)
        self.name = QLineEdit(now)
        self.name.setPlaceholderText("Name of the person, or blank for nobody")
        self.name.setAccessibleName("Owner")
        finds_names(self.name, known)
        self.add_row("name", "Owner", self.name)
        self.keep(self.name)
        self.name.setFocus()
        self.name.selectAll()

    def finish(self) -> None:
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        self.answered.emit(" ".join(self.name.text().split()))


class DayDialog(FormDialog):
    """``answered`` carries a day, None for none."""

    answered = Signal(object)

    def __init__(
        self, what: str, today: date, now: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Set the day", f"Of {what}.", "Set the day", parent)
        self.day = TypedDay("Due", now, today)
        self.day.line.setPlaceholderText("3 Mar 2027, or blank for none")
        self.add_row("day", "Due", self.day)
        self.keep(self.day.line)
        self.day.setFocus()
        self.day.line.selectAll()

    def finish(self) -> None:
        """Tell the day, or say what is wrong with it."""
        try:
            day = self.read_day("day")
        except UserError:
            return
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        self.answered.emit(day)
