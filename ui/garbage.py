"""Collects Python's garbage on the window's thread only, and only as much as nobody notices."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MS = 1000
_AWAY_MS = 30_000  # a person who is elsewhere for so long is not just choosing a file
# Objects that are looked through within some 20 ms. Reading 200,000 deals leaves that many new
# ones at once, and every collection over them stood the window still for 50 to 250 ms.
MOST = 50_000


class GarbageTimer(QObject):
    """While it lives, garbage is collected here; a worker could free a widget there and crash.

    What comes in bulk, the rows of a large list, is set aside, where no collection looks through
    it: it goes like everything else once nobody holds it. What could have hidden there is
    collected while the person is in another window.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._sizes = [0, 0, 0]  # how many objects each generation holds at most
        self._aside = False  # whether there is anything set aside that was not looked through
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        self._away = QTimer(self)
        self._away.setInterval(_AWAY_MS)
        self._away.setSingleShot(True)
        self._away.timeout.connect(self.collect_all)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)

    def collect(self) -> None:
        """Collect the oldest generation that is due, or set aside what would take too long."""
        counts = gc.get_count()
        self._sizes[0] = counts[0]
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation] > 0:
                looked = sum(self._sizes[: generation + 1])
                if looked > MOST:
                    self._set_aside()
                    return
                gc.collect(generation)
                self._sizes[: generation + 1] = [0] * (generation + 1)
                self._sizes[min(generation + 1, 2)] += looked
                return

    def collect_all(self) -> None:
        """Collect everything, also among what was set aside; takes as long as it takes."""
        if self._aside:
            gc.unfreeze()
            gc.collect()
            self._set_aside()
            self._aside = False

    def stop(self) -> None:
        """Give collecting back to the interpreter."""
        self._timer.stop()
        self._away.stop()
        gc.unfreeze()
        gc.enable()

    def _set_aside(self) -> None:
        gc.freeze()
        self._sizes, self._aside = [0, 0, 0], True

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        else:
            self._away.start()
