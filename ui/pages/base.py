"""What all pages share: they are shown a place, read once, and read again when it matters."""

from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.commands import Command, Running
from ui.desk import Desk, Place


class Page(QWidget):
    """One page. It is built on its first visit and reads through the desk's lane.

    `KEY` is its name in a Place; `CONCERNS` are the tables it shows: when a change touches one
    of them, or the as-of day moves, the page reloads (at once when shown, else on its next visit).
    """

    KEY: ClassVar[str] = ""
    CONCERNS: ClassVar[frozenset[str]] = frozenset()

    loaded = Signal()  # what was asked for by reload() is on the page now
    counted = Signal(object)  # what the page's entry in the sidebar counts; blank for nothing

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.place = Place(self.KEY)
        self._stale = True
        desk.lane.changed.connect(self._on_change)
        desk.lane.opened.connect(self._on_opened)
        desk.as_of_changed.connect(self._on_as_of)
        desk.day_turned.connect(self._on_day)

    def visit(self, place: Place) -> None:
        """Show a place of this page; called by the window whenever the page comes to the front."""
        moved = place != self.place
        self.place = place
        if self._stale or moved:
            self.refresh()

    def refresh(self) -> None:
        """Read again now."""
        self._stale = False
        self.reload()

    def reload(self) -> None:
        """Ask the lane for what the page shows; overridden by each page."""

    def commands(self) -> list[Command]:
        """What the page adds to menus and palette while it is in front."""
        return []

    def begin_search(self) -> None:
        """Put the cursor into the page's filter (Ctrl+F)."""

    def leave(self) -> None:
        """Commit whatever is being typed; called before another page comes to the front."""

    def bind_keys(self) -> None:
        """Bind the keys of the page's commands, once; they are dead while it is out of sight."""
        for command in self.commands():
            if command.keys:
                shortcut = QShortcut(QKeySequence(command.keys), self)
                shortcut.activated.connect(Running(command))

    def _on_change(self, change: Any) -> None:
        if self.CONCERNS & change.tables:
            self._read_when_seen()

    def _on_opened(self, _described: object) -> None:
        self._read_when_seen()

    def _on_as_of(self, _day: object) -> None:
        self._read_when_seen()

    def _on_day(self, day: object) -> None:
        """Midnight has passed: words such as "3 days ago" go by another day."""
        self._on_as_of(day)

    def _read_when_seen(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()
