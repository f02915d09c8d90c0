"""How fresh a preview is, in a few words: measured from the change to the page that shows it."""

from __future__ import annotations

import time
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from ui.widgets.labels import Label

_SOON_MS = 10_000


class Freshness(QObject):
    """``begin`` at a change, ``built`` when it is seen; after a while the time of day is told."""

    def __init__(self, label: Label) -> None:
        super().__init__(label)
        self._label = label
        self._since = time.monotonic()
        self._at = ""
        self._old = QTimer(self)
        self._old.setSingleShot(True)
        self._old.setInterval(_SOON_MS)
        self._old.timeout.connect(self._tell_time)

    def begin(self) -> None:
        self._since = time.monotonic()

    def built(self) -> None:
        took = time.monotonic() - self._since
        self._label.setText(f"Updated {took:.1f} s ago" if took < 1 else "Updated just now")
        self._at = f"{datetime.now().astimezone():%H:%M}"
        self._old.start()

    def failed(self) -> None:
        self._old.stop()
        self._label.setText("Not up to date")

    def _tell_time(self) -> None:
        self._label.setText(f"Updated at {self._at}")
