"""Tells the desk that another day has begun, for a window that stays open over midnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer

from ui.desk import Desk

_EVERY_MS = 30_000  # a computer that wakes up late says so as soon


def today() -> date:
    """The day where the computer is."""
    return datetime.now().astimezone().date()


class DayTimer(QObject):
    """Looks at the clock now and then while it lives."""

    def __init__(
        self, desk: Desk, parent: QObject | None = None, clock: Callable[[], date] = today
    ) -> None:
        super().__init__(parent)
        self._desk, self._clock = desk, clock
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Tell the desk the day, which follows where it is another."""
        self._desk.turn_day(self._clock())
