"""The day on which everything is judged: shown on a button, chosen from a calendar or typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from models.text import day_text
from ui.desk import Desk
from ui.widgets.buttons import Button
from ui.widgets.known_on import ask_known_on


class AsOfButton(Button):
    """Says the desk's as-of day, in colour while it is not today, and lets it be changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", "quiet", "calendar", parent)
        self._desk = desk
        self.setToolTip("Everything is judged as of this day")
        self.clicked.connect(self.choose)
        desk.as_of_changed.connect(self.show_day)
        desk.lane.opened.connect(self.show_day)
        self.show_day()

    def show_day(self, _: object = None) -> None:
        day = self._desk.as_of
        self.setText(f"As of {day_text(day)}")
        self.setAccessibleName(f"As of {day_text(day)}, change the day")
        self.set_kind("quiet" if day == self._desk.today else "chip-on")

    def choose(self) -> None:
        """Open the calendar under the button."""
        from ui.widgets.day_popup import DayPopup

        popup = DayPopup(self._desk.as_of, self._desk.today, self)
        popup.picked.connect(self._set)
        popup.add_link("As known on…", self._ask_known_on)
        popup.open_under(self)

    def _ask_known_on(self) -> None:
        ask_known_on(self._desk, self.window(), self._desk.as_of)

    def _set(self, day: date) -> None:
        self._desk.set_as_of(None if day == self._desk.today else day)
