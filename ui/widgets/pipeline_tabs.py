"""The tabs over pages that stand beside each other in the sidebar's section, each its own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk, Place
from ui.widgets.tab_bar import TabBar

# The page's key and what its tab says, from left to right.
TABS = (
    ("deals", "All deals"),
    ("hygiene", "Hygiene"),
    ("movement", "Movement"),
    ("partner_lists", "Partner lists"),
    ("omissions", "Omissions"),
    ("imports", "Imports"),
)
OF_MEETINGS = (("meetings", "All meetings"), ("reviews", "Reviews"), ("health", "Health"))


class PipelineTabs(TabBar):
    """Shows which of them is open; another one goes there."""

    NAME: ClassVar[str] = "Pipeline"
    PAGES: ClassVar[Sequence[tuple[str, str]]] = TABS

    def __init__(self, desk: Desk, here: str, parent: QWidget | None = None) -> None:
        super().__init__(self.NAME, parent)
        self._desk = desk
        self._here = [key for key, _ in self.PAGES].index(here)
        for _, title in self.PAGES:
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
        self._desk.go(Place(self.PAGES[index][0]))


class MeetingTabs(PipelineTabs):
    """The same over all meetings and the reviews that are due."""

    NAME = "Meetings"
    PAGES = OF_MEETINGS
