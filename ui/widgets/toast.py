"""A notice at the bottom of the window that leaves by itself, with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import ElidedLabel
from ui.widgets.shade import Shade

SECONDS = 10
FOOT = "foot_bar"  # the object name of what it never covers
_FROM_BOTTOM = 24
_ABOVE_BAR = 12


class Toast(QFrame):
    """One toast over a host widget. It waits while the pointer or the focus is on it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        theme.set_kind(self, "floating")
        self._run: Callable[[], object] | None = None
        self._words = ElidedLabel("", "control")
        self._action = Button("Undo", "link")
        self._action.clicked.connect(self._act)
        close = IconButton("x", "Close this notice")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        for part in (self._action, close):
            part.installEventFilter(self)
        host.installEventFilter(self)
        self.hide()
        Shade(self, blur=20, drop=6, strength=90)

    def show_message(
        self,
        words: str,
        action: str = "",
        run: Callable[[], object] | None = None,
        seconds: int = SECONDS,
    ) -> None:
        """Say something, with at most one action; it takes the place of what was there."""
        self._words.setText(words)
        self._run = run
        self._action.setText(action or "Undo")
        self._action.setVisible(bool(action))
        self.setAccessibleName(words)
        self._timer.setInterval(seconds * 1000)
        self._settle()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, f"{words} {action}".strip())

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def waiting(self) -> bool:
        """Whether the time it has left is running."""
        return self._timer.isActive()

    def _act(self) -> None:
        run, self._run = self._run, None
        self.hide()
        if run is not None:
            run()

    def _leave(self) -> None:
        if self._held():
            self._timer.start()
        else:
            self.hide()

    def _held(self) -> bool:
        return self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self.window())

    def make_room(self) -> None:
        """Stand where it covers no button of a bar at the foot of a page."""
        if not self._emptied() and self.isVisible():
            self._settle()

    def _settle(self) -> None:
        host = self._host
        self.adjustSize()
        wide = min(max(self.sizeHint().width(), theme.px(320)), host.width() - 40)
        high = self.sizeHint().height()
        foot = host.height() - _FROM_BOTTOM
        for bar in host.findChildren(QWidget, FOOT):
            if bar.isVisible():
                foot = min(foot, bar.mapTo(host, QPoint(0, 0)).y() - _ABOVE_BAR)
        self.setGeometry((host.width() - wide) // 2, max(foot - high, 0), wide, high)

    def _emptied(self) -> bool:
        """Whether Python has collected it: its fields go before Qt takes the window apart,
        and until that is done Qt goes on calling."""
        return "_timer" not in self.__dict__

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._emptied():
            return False
        kind = event.type()
        if watched is self._host:
            if kind == QEvent.Type.Resize and self.isVisible():
                self._settle()
        elif kind == QEvent.Type.FocusIn:
            self._timer.stop()
        elif kind == QEvent.Type.FocusOut and self.isVisible():
            self._timer.start()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self._emptied() and self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if not self._emptied():
            self._timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
