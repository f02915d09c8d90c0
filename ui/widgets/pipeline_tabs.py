"""The tabs over the pages about all partners' deals, each of them a page of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.desk import Desk, Place
from ui.widgets.tab_bar import TabBar

# The page's key and what its tab says, from left to right.
TABS = (
    ("deals", "All deals"),
    ("hygiene", "Hygiene"),
    ("movement", "Movement"),
    ("partner_lists", "Partner lists"),
    ("imports", "Imports"),
)


class PipelineTabs(TabBar):
    """Shows which of them is open; another one goes there."""

    def __init__(self, desk: Desk, here: str, parent: QWidget | None = None) -> None:
        super().__init__("Pipeline", parent)
        self._desk = desk
        self._here = [key for key, _ in TABS].index(here)
        for _, title in TABS:
            self.addTab(title)
        self.setCurrentIndex(self._here)
        self.currentChanged.connect(self._go)

    def _go(self, index: int) -> None:
        if index == self._here:
            return
        # The other page has tabs of its own; these stay with this one.
        self.blockSignals(True)
        self.setCurrentIndex(self._here)
        self.blockSignals(False)
        self._desk.go(Place(TABS[index][0]))
