"""A day that is typed or picked from a calendar; what can't be read stays, with a sentence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.errors import UserError
from models.text import day_text
from models.typed import read_day
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import IconButton
from ui.widgets.day_popup import DayPopup
from ui.widgets.labels import SettledLabel


class DayField(QWidget):
    """``picked`` tells the day, or None for none, on Enter, on leaving and from the calendar."""

    picked = Signal(object)

    def __init__(self, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._day: date | None = None
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText("3 Mar 2026")
        self.field.editingFinished.connect(self.commit)
        self.calendar = IconButton("calendar", f"{name}: pick it from a calendar")
        self.calendar.clicked.connect(self._open)
        self._problem = SettledLabel("", "small", "short")
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.setFocusProxy(self.field)

    @property
    def day(self) -> date | None:
        return self._day

    @property
    def problem(self) -> str:
        return "" if self._problem.isHidden() else self._problem.text()

    def show_day(self, day: date | None, *, anew: bool = False) -> None:
        """Show a day without telling; what is being typed stays, unless it is another thing's."""
        if day == self._day and not anew:
            return
        self._day = day
        self.field.setText(day_text(day) if day else "")
        self._say("")

    def set_writable(self, writable: bool) -> None:
        self.field.setReadOnly(not writable)
        self.calendar.setEnabled(writable)

    def commit(self) -> None:
        """Tell the day that was typed; say so where it is none."""
        try:
            day = read_day(self.field.text(), self.today)
        except UserError as error:
            self._say(str(error))
            return
        self._take(day)

    def _take(self, day: date | None) -> None:
        self._say("")
        changed, self._day = day != self._day, day
        self.field.setText(day_text(day) if day else "")
        if changed:
            self.picked.emit(day)

    def _open(self) -> None:
        popup = DayPopup(self._day, self.today, self, clearable=True, typing=False)
        popup.picked.connect(self._take)
        popup.open_under(self.field)

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        theme.set_kind(self.field, "short" if words else "", "state")
        self.field.setAccessibleDescription(words)
        if words:
            announce(self.field, words)
