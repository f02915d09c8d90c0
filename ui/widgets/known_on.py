"""The way to what was known on a day, from wherever a tier is shown."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.widgets.buttons import Button, IconButton

_WORDS = "As known on…"
_TIP = "Tiers as they were known on a day, beside what is known now"


class KnownOnButton(Button):
    """Opens the window that tells tiers as they were known on a day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_WORDS, "plain", "history", parent)
        self._desk = desk
        self.setToolTip(_TIP)
        self.clicked.connect(self.ask)

    def ask(self) -> None:
        ask_known_on(self._desk, self.window())


class KnownOnIcon(IconButton):
    """The same where there is little room."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("history", _WORDS, parent)
        self._desk = desk
        self.setToolTip(_TIP)
        self.clicked.connect(self.ask)

    def ask(self) -> None:
        ask_known_on(self._desk, self.window())


def ask_known_on(desk: Desk, window: QWidget, day: date | None = None) -> None:
    """Show what was known on a day, or let one be chosen; today is no day to look back to."""
    from ui.dialogs.known_on import KnownOnDialog

    KnownOnDialog(desk, window, day if day != desk.today else None).open()
