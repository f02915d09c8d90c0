"""A copy of the portfolio every half hour of work, made beside it where something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.backups import WORKING, secured
from models.errors import UserError
from ui.faults import FAULT

if TYPE_CHECKING:
    from desktop.window import Window

_EVERY_MS = 60_000
_SECONDS = 30 * 60


class HalfHour(QObject):
    """Looks now and then; nobody waits for the copy, and one that fails is said at once."""

    def __init__(self, window: Window, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._changed = False
        self._begun = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        lane = window.desk.lane
        lane.opened.connect(self._begin)
        lane.changed.connect(self._note)

    def look(self) -> None:
        """Copy the portfolio where half an hour has passed and something has changed."""
        desk = self._window.desk
        path = desk.opened.path
        if path is None or not desk.opened.writable or desk.afloat or not self._changed:
            return
        if self._clock() - self._begun >= _SECONDS:
            self._begin()
            desk.lane.compute(
                secured, (path, WORKING), self._done, failed=partial(self._failed, path)
            )

    def _begin(self, _: object = None) -> None:
        self._changed, self._begun = False, self._clock()

    def _note(self, _change: object) -> None:
        self._changed = True

    def _done(self, _copy: Path | None) -> None:
        self._window.tell_backup()

    def _failed(self, path: Path, error: BaseException) -> None:
        if self._window.desk.opened.path == path:
            self._changed = True  # tried again in half an hour
            why = str(error) if isinstance(error, UserError) else FAULT
            self._window.show_problem(
                f"The backup that is made while you work was not made: {why}",
                "The portfolio itself is saved. Save a verified copy now, to another disk if need"
                " be.",
            )
