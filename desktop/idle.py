"""Locks a protected portfolio that nobody has touched for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.protection import Protection

_EVERY_MS = 15_000
_TOUCHED = {
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
}  # fmt: skip


class IdleLock(QObject):
    """Watches windows, not widgets: those get each event once, and few besides.

    The wall clock decides, so that a computer that slept for an hour is locked when it wakes.
    """

    def __init__(self, protection: Protection, clock: Callable[[], float] = time.time) -> None:
        super().__init__(protection)
        self._protection, self._clock = protection, clock
        self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)
            self.watch(app.focusWindow())
        protection.desk.lane.opened.connect(self._begin)
        self._begin()

    def watch(self, window: QWindow | None) -> None:
        """Listen to a window that has come to the front."""
        if window is not None:
            window.installEventFilter(self)  # once more is not twice

    def look(self) -> None:
        """Lock where the time is over; a clock that was set back begins anew."""
        from ui.dialogs.settings import lock_after  # not at the start

        now = self._clock()
        minutes = lock_after(self._protection.desk)
        self._touched = min(now, self._touched)
        if minutes and now - self._touched >= 60 * minutes and self._protection.can_lock():
            self._protection.lock()

    def _begin(self, _opened: object = None) -> None:
        self._touched = self._clock()
        if self._protection.can_lock():
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self._touched = self._clock()
        return super().eventFilter(watched, event)
