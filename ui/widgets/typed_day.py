"""A line for a day, with a calendar to pick it from; whoever holds it reads it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from models.errors import UserError
from models.text import day_text
from models.typed import read_day
from ui.widgets.buttons import IconButton
from ui.widgets.day_popup import DayPopup


class TypedDay(QWidget):
    """A day that is typed or picked from a calendar."""

    edited = Signal()
    picked = Signal()  # from the calendar

    def __init__(
        self, name: str, day: date | None, today: date, *, clearable: bool = False
    ) -> None:
        """`clearable`: the calendar offers to have no day."""
        super().__init__()
        self.today, self._clearable = today, clearable
        self.line = QLineEdit(day_text(day) if day else "")
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("3 Mar 2026")
        self.line.textEdited.connect(self._tell)
        self.calendar = IconButton("calendar", f"Pick {name.lower()} from a calendar")
        self.calendar.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.calendar)
        self.setFocusProxy(self.line)

    def read(self) -> date | None:
        """The day; None for blank. Raises UserError for what is no day."""
        return read_day(self.line.text(), self.today)

    def show_day(self, day: date | None) -> None:
        self.line.setText(day_text(day) if day else "")

    def _tell(self, _: str = "") -> None:
        self.edited.emit()

    def _open(self) -> None:
        try:
            day = self.read()
        except UserError:
            day = None
        popup = DayPopup(
            day if self._clearable else day or self.today, self.today, self,
            clearable=self._clearable, typing=False,
        )  # fmt: skip
        popup.picked.connect(self._pick)
        popup.open_under(self.line)

    def _pick(self, day: date | None) -> None:
        if day is not None or self._clearable:
            self.show_day(day)
            self.line.setModified(True)
            self._tell()
            self.picked.emit()
