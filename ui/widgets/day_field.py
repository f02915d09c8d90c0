"""A day that is typed or picked from a calendar; what can't be read stays, with a sentence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import UserError
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.labels import SettledLabel
from ui.widgets.typed_day import TypedDay


class DayField(QWidget):
    """``picked`` tells the day, or None for none, on Enter, on leaving and from the calendar."""

    picked = Signal(object)

    def __init__(self, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self._typed = TypedDay(name, None, today, clearable=True)
        self._typed.picked.connect(self.commit)
        self.field, self.calendar = self._typed.line, self._typed.calendar
        self.field.editingFinished.connect(self.commit)
        self._problem = SettledLabel("", "small", "short")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._typed)
        column.addWidget(self._problem)
        self.setFocusProxy(self.field)

    def set_today(self, today: date) -> None:
        """The day that words such as "tomorrow" are counted from."""
        self._typed.today = today

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
        self._typed.show_day(day)
        self._say("")

    def set_writable(self, writable: bool) -> None:
        self.field.setReadOnly(not writable)
        self.calendar.setEnabled(writable)

    def commit(self) -> None:
        """Tell the day that was typed; say so where it is none."""
        try:
            day = self._typed.read()
        except UserError as error:
            self._say(str(error))
            return
        self._take(day)

    def _take(self, day: date | None) -> None:
        self._say("")
        changed, self._day = day != self._day, day
        self._typed.show_day(day)
        if changed:
            self.picked.emit(day)

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        theme.set_kind(self.field, "short" if words else "", "state")
        self.field.setAccessibleDescription(words)
        if words:
            announce(self.field, words)
