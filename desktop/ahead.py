"""Makes the pages that are gone to most, one after the other, while nobody waits for them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from desktop.window import Window

# Each step keeps the window for less than 50 ms; a page loaded and made at its first visit kept it
# for up to 90.
_EVERY_MS = 120
PAGES = (
    "today", "partner", "deals", "assessment", "candidates", "checklists", "benefits", "program",
    "movement", "hygiene",
)  # fmt: skip
# Loaded before the page that asks for them, so that no step has to load all of them at once.
_TABS = (
    "base", "record_table", "overview", "people", "offerings", "deals", "tcv", "what_if_panel",
    "scorecard", "benefits", "evidence",
)  # fmt: skip
_MODULES = (
    "models.program.what_if",
    "models.program.margin_words",
    *(f"ui.pages.partner_tabs.{name}" for name in _TABS),
    *(f"ui.pages.{name}" for name in PAGES),
    "desktop.finder",
    "rapidfuzz.process",
)


class Ahead(QObject):
    """Loads and makes a little at a time once a portfolio is open, then rests for good."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self._steps: deque[Callable[[], object]] = deque()
        self._steps += (partial(import_module, name) for name in _MODULES)
        self._steps += (partial(window.made, key) for key in PAGES)
        self._steps.append(self._make_tabs)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    @property
    def done(self) -> bool:
        return not self._steps

    def step(self) -> None:
        """Load one module, or make one page or one tab of a partner's."""
        if self.window.desk.opened.path is None or self._busy():
            return
        if self._steps:
            self._steps.popleft()()
        if self.done:
            self._timer.stop()

    def _make_tabs(self) -> None:
        from ui.pages.partner import TABS, PartnerPage

        page = self.window.pages.get(PartnerPage.KEY)
        if isinstance(page, PartnerPage):
            self._steps += (partial(page.tab, kind.KEY) for kind in TABS)

    def _busy(self) -> bool:
        """Whether a person is just dragging something."""
        return QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
