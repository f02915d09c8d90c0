"""How something stood on a few days up to now: the shape of each, the last one larger."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.tokens import STATUS_ICON, Status

_STEP, _SMALL, _LARGE = 20, 12, 16


class StatusStrip(QWidget):
    """Says each day in its name and tool tip."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._found: tuple[Status, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)
        self.setAccessibleName(name)

    def show_course(self, found: Sequence[tuple[str, Status, str]]) -> None:
        """Day, status and word of each, the oldest first."""
        self._found = tuple(status for _, status, _ in found)
        told = [f"{day}: {word}" for day, _, word in found]
        self.setToolTip("\n".join(told))
        self.setAccessibleName(f"{self._name}: {'; '.join(told)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_STEP) * len(self._found), theme.px(_STEP))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        step = theme.px(_STEP)
        for at, status in enumerate(self._found):
            side = theme.px(_LARGE if at == len(self._found) - 1 else _SMALL)
            spot = QRect(at * step + (step - side) // 2, (self.height() - side) // 2, side, side)
            icons.paint(painter, spot, STATUS_ICON[status], theme.tokens().status(status).text)
        painter.end()
