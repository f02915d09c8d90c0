"""What was typed and could not be accepted is not lost unasked: keep editing, or discard it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from models.text import counted
from ui.pages.base import Page

if TYPE_CHECKING:
    from desktop.window import Window
    from ui.dialogs.discard import DiscardDialog
    from ui.tables.refusals import Refusals
    from ui.widgets.field_row import FieldRow

Then = Callable[[], object]


class Unaccepted(QObject):
    """Asked by the window before a page, a portfolio or the window itself is left."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.dialog: DiscardDialog | None = None
        self._then: Then | None = None
        self._given_up = False

    def asks_first(self, then: Then, *, for_good: bool = False) -> bool:
        """Whether a person is asked; `then` is called if they discard what they typed.

        `for_good`: also for values that wait on their page, which another page leaves alone.
        """
        page = self._window.page
        if page is None or self._given_up:
            return False
        if self.dialog is not None:
            return True
        if for_good and self._window.afloat.asks_first(then):
            return True
        said = _sentences(page)
        waiting = self._window.desk.unsaved if for_good else 0
        if waiting and self._window.doings.has_portfolio():
            said.append(f"{counted(waiting, 'value').capitalize()} could not be saved.")
        if not said:
            return False
        from ui.dialogs.discard import DiscardDialog

        self._then = then
        self.dialog = DiscardDialog(said, self._window)
        self.dialog.finished.connect(self._answered)
        self.dialog.open()
        return True

    def at_stake(self) -> bool:
        """Whether closing the portfolio now would lose what is typed; what can be, is committed."""
        page = self._window.page
        app = QApplication.instance()
        asking = isinstance(app, QApplication) and app.activeModalWidget() is not None
        desk = self._window.desk
        return asking or bool(page and _sentences(page)) or bool(desk.unsaved) or desk.afloat

    def _answered(self, discarded: int) -> None:
        self.dialog, then = None, self._then
        self._then = None
        if discarded and then is not None:
            page = self._window.page
            if page is not None:
                _drop(page)
            self._given_up = True
            then()
            self._given_up = False


def _sentences(page: Page) -> list[str]:
    """What is wrong with what is being typed on a page; whatever can be accepted is, by that."""
    rows = [row for row in _rows(page) if row.editing and not row.commit()]
    said = [f"{row.label}: {row.problem}" for row in rows]
    if not rows:
        page.leave()
    said += [one.sentence for one in _refusals(page) if one.sentence]
    if page.KEY == "partner":  # asked first: the page and its tabs take 40 ms to load
        from ui.pages.partner import PartnerPage

        if isinstance(page, PartnerPage) and page.header.problem:
            said.append(page.header.problem)
    return said


def _drop(page: Page) -> None:
    for row in _rows(page):
        row.end()
    for refused in _refusals(page):
        refused.drop()


def _rows(page: Page) -> "list[FieldRow]":
    # Not loaded: then no page has any, and leaving the first list need not load them.
    module = sys.modules.get("ui.widgets.field_row")
    return page.findChildren(module.FieldRow) if module else []


def _refusals(page: Page) -> "list[Refusals]":
    module = sys.modules.get("ui.tables.refusals")
    return page.findChildren(module.Refusals) if module else []
