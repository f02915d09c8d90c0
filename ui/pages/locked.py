"""A portfolio that is protected and not open: its passphrase, or another portfolio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.widgets.unlock_card import UnlockCard


class LockedPage(Page):
    """The place's tab is the portfolio's path; who shows the page answers its card."""

    KEY = "locked"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.card = UnlockCard("Open another portfolio")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def visit(self, place: Place) -> None:
        path = Path(place.tab)
        self.card.ask(path.stem, f"It is protected by a passphrase. It lies in {path.parent}.")
        super().visit(place)

    def reload(self) -> None:
        self.loaded.emit()

    def leave(self) -> None:
        self.card.field.wipe()
