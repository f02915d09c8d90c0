"""Keys pressed while an answer is being saved: they are for the question that comes next."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class TypedAhead(QObject):
    """Between ``hold`` and ``let_go`` what is typed into the page waits, in its order.

    Without this a hand that is faster than the disk would answer the question before once more.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._keys: deque[QKeyEvent] = deque()
        self._holding = self._giving = False

    def hold(self) -> None:
        app = QApplication.instance()
        if not self._holding and app is not None:
            self._holding = True
            app.installEventFilter(self)

    def let_go(self) -> None:
        """Give the keys to what has the keyboard now, until one of them makes the rest wait."""
        self._stop()
        if self._giving:
            return
        self._giving = True
        while self._keys and not self._holding:
            focus = QApplication.focusWidget()
            if focus is None or not self._page.isAncestorOf(focus):
                self._keys.clear()
                break
            QApplication.sendEvent(focus, self._keys.popleft())
        self._giving = False

    def forget(self) -> None:
        """Nobody comes next: what was typed for it is nobody's answer."""
        self._stop()
        self._keys.clear()

    def _stop(self) -> None:
        app = QApplication.instance()
        if self._holding and app is not None:
            self._holding = False
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not event.modifiers() & _COMMANDS
            and isinstance(watched, QWidget)
            and self._page.isAncestorOf(watched)
        ):
            self._keys.append(event.clone())
            return True
        return False
