"""Watches over the open portfolio: how far it had come, and whether its file is whole."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import day
from desktop.memory import Memory
from ui.desk import Desk, Opened

# Up to this size a file is read through at each opening; above it that would be in the way.
OFTEN_BYTES = 100_000_000
SELDOM = timedelta(days=7)


class Watch(QObject):
    """Remembers outside the file how far it had come: a file can't tell that it is an older one."""

    damaged = Signal(object, str)  # Path of the open portfolio, what is wrong with its file
    whole = Signal(object)  # Path of the open portfolio: nothing speaks against writing to it

    def __init__(self, desk: Desk, memory: Memory) -> None:
        super().__init__()
        self._desk, self._memory = desk, memory
        desk.lane.changed.connect(self._on_change)

    def missing(self, opened: Opened) -> int:
        """How many changes were made here that the portfolio does not have; noted once told."""
        if opened.path is None or opened.copy_of:
            return 0
        missing = max(0, self._memory.seen(opened.path, opened.identity) - opened.last)
        # Without the right to write it may have been read without its log.
        if missing and not opened.read_only:
            self._memory.note_seen(opened.path, opened.identity, opened.last)
        return missing

    def look(self) -> None:
        """Read the open portfolio's file through beside the lane, where that is due."""
        path = self._desk.opened.path
        if path is None or not self._desk.opened.writable or self._desk.afloat:
            return
        today = day.today()
        due = check_due(_size(path), self._memory.checked(path), today)
        if not due:
            self.whole.emit(path)
            return
        self._desk.lane.compute(
            _fault, (path,), partial(self._on_looked, path, today), owner=self, key="look"
        )

    def _on_looked(self, path: Path, today: date, fault: str) -> None:
        opened = self._desk.opened
        if not fault:
            self._memory.note_checked(path, today)
        if opened.path == path and opened.writable and not self._desk.afloat:
            if fault:
                self.damaged.emit(path, fault)
            else:
                self.whole.emit(path)

    def _on_change(self, _change: object) -> None:
        self._desk.lane.read(_reached, self._note, owner=self, key="seen")

    def _note(self, reached: tuple[Path, str, int] | None) -> None:
        if reached is not None:
            self._memory.note_seen(*reached)


def check_due(size: int, checked: date | None, today: date) -> bool:
    """Whether a file of so many bytes is to be read through; a day to come is no day to go by."""
    if size <= OFTEN_BYTES or checked is None:
        return True
    return not timedelta(0) <= today - checked < SELDOM


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _fault(path: Path) -> str:
    from models.store.backup import quick_fault

    return quick_fault(path)


def _reached(portfolio: Any) -> tuple[Path, str, int] | None:
    """Which portfolio this is and its last change; None while that is in memory only."""
    if portfolio.afloat is not None:
        return None
    from models.store.finding import identity, last_change

    return portfolio.path, identity(portfolio), last_change(portfolio)
