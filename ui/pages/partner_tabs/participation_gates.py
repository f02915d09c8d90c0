"""The four gates side by side: which hold, what limits the others, and where it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from models.participation_gates import Gate
from ui import icons, paint, theme
from ui.tokens import STATUS_ICON, Status

_LEAST = 148  # of a gate, logical pixels
_SIDE, _TOP = 12, 9


class GateTile(QAbstractButton):
    """One gate as a button; ``chosen`` tells its key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gate = Gate("", "", False, "")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._choose)
        theme.notifier().changed.connect(self.updateGeometry)

    def show_gate(self, gate: Gate) -> None:
        self.gate = gate
        word = "holds" if gate.holds else "does not hold"
        self.setAccessibleName(f"Gate {gate.title}: {word}. {gate.reason}.")
        self.updateGeometry()
        self.update()

    @property
    def status(self) -> Status:
        """Money and prerequisites fall short; an invitation or a signature is not there yet."""
        if self.gate.holds:
            return "met"
        return "short" if self.gate.missing else "no_data"

    def word(self, room: int) -> str:
        """Whether it holds, in words where they fit beside the title; the icon says it anyway."""
        word = "Holds" if self.gate.holds else "Does not hold"
        title = paint.metrics("strong").horizontalAdvance(self.gate.title)
        needs = title + theme.px(8) + paint.metrics("small_strong").horizontalAdvance(word)
        return word if needs <= room else ""

    def _choose(self) -> None:
        self.chosen.emit(self.gate.key)

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), self.heightForWidth(max(self.width(), theme.px(_LEAST))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(56))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - 2 * theme.px(_SIDE), 60), 1_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        words = paint.metrics("small").boundingRect(room, flags, self.gate.reason or " ").height()
        return 2 * theme.px(_TOP) + paint.metrics("strong").height() + 3 + words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        status = self.status
        under = "hover" if self.underMouse() else "card"
        paint.rounded(painter, self.rect().toRectF(), 8, theme.colour(under), theme.colour("line"))
        side, left, top = theme.px(16), theme.px(_SIDE), theme.px(_TOP)
        high = paint.metrics("strong").height()
        ink = theme.tokens().status(status).text
        icons.paint(
            painter, QRect(left, top + (high - side) // 2, side, side), STATUS_ICON[status], ink
        )
        x = left + side + theme.px(6)
        room = self.width() - x - left
        paint.text(painter, QRect(x, top, room, high), self.gate.title, "strong")
        if word := self.word(room):
            spot = QRect(x, top, room, high)
            paint.text(painter, spot, word, "small_strong", ink, paint.RIGHT)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text_2"))
        below = QRect(left, top + high + 3, self.width() - 2 * left, self.height())
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap), self.gate.reason)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 8)
        painter.end()


class GateGrid(QWidget):
    """All four, as many side by side as there is room for: four, two, or one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = [GateTile(self) for _ in range(4)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._across = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for tile in self.tiles:
            tile.chosen.connect(self.chosen)
        self._arrange(2)

    def show_gates(self, gates: Sequence[Gate]) -> None:
        for tile, gate in zip(self.tiles, gates, strict=True):
            tile.show_gate(gate)

    def tile(self, key: str) -> GateTile:
        return next(tile for tile in self.tiles if tile.gate.key == key)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        self._across = across
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // across, at % across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() // theme.px(_LEAST)
        self._arrange(4 if room >= 4 else 2 if room >= 2 else 1)
