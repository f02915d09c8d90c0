"""Counts side by side, of which one is chosen to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import icons, paint, theme
from ui.tokens import CARD_RADIUS, ICON


@dataclass(frozen=True, slots=True)
class Count:
    """key, what is counted and how many; `icon` and `ink` colour it where there are any.

    `worth` says beside the number what they come to, where there is room.
    """

    key: str
    label: str
    count: int
    icon: str
    ink: str
    worth: str = ""


class CountTiles(QWidget):
    """``chosen`` tells the key of the tile that was picked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: dict[str, CountTile] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Show these; the one that was chosen stays chosen."""
        if list(self.tiles) != [count.key for count in counts]:
            for old in self.tiles.values():
                self._group.removeButton(old)
                old.deleteLater()
            self.tiles = {count.key: CountTile(self) for count in counts}
            for tile in self.tiles.values():
                self._group.addButton(tile)
                self._row.addWidget(tile, 1)
        for count in counts:
            self.tiles[count.key].show_count(count)

    @property
    def current(self) -> str:
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose without telling."""
        self.tiles[key].setChecked(True)

    def step(self, by: int) -> None:
        """Choose the neighbour; for the arrow keys."""
        keys = list(self.tiles)
        at = min(max(keys.index(self.current) + by, 0), len(keys) - 1)
        self.tiles[keys[at]].setFocus()
        self.tiles[keys[at]].click()

    def _tell(self, _button: QAbstractButton) -> None:
        self.chosen.emit(self.current)


class CountTile(QAbstractButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = Count("", "", 0, "", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)

    def show_count(self, count: Count) -> None:
        self._count = count
        worth = f", {count.worth}" if count.worth else ""
        self.setAccessibleName(f"{count.label}: {count.count:,}{worth}")
        self.setToolTip(count.worth)
        self.updateGeometry()
        self.update()

    @property
    def count(self) -> int:
        return self._count.count

    # Qt's

    def sizeHint(self) -> QSize:
        words = paint.metrics("small_strong").horizontalAdvance(self._count.label)
        return QSize(words + theme.px(60), theme.px(62))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(84), theme.px(62))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        home = self.parentWidget()
        if event.key() in steps and isinstance(home, CountTiles):
            home.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        wide = 2 if chosen or self.hasFocus() else 1
        ink = "text" if self.hasFocus() else "accent"
        painter.setPen(QPen(theme.colour(ink if wide == 2 else "line"), wide))
        painter.setBrush(theme.colour("hover" if self.underMouse() and not chosen else "card"))
        edge = wide / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), CARD_RADIUS, CARD_RADIUS
        )
        count = self._count
        inner = self.rect().adjusted(theme.px(14), theme.px(8), -theme.px(10), -theme.px(8))
        half = inner.height() * 11 // 20
        number = QRect(inner.left(), inner.top(), inner.width(), half)
        label = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        told = count.ink if count.count else "text_3"
        paint.text(
            painter, number, f"{count.count:,}", "title", "text" if count.count else "text_3"
        )
        taken = paint.metrics("title").horizontalAdvance(f"{count.count:,}") + theme.px(8)
        beside = number.adjusted(taken, theme.px(4), 0, 0)
        if count.worth and paint.metrics("small").horizontalAdvance(count.worth) <= beside.width():
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            paint.text(painter, beside, count.worth, "small", "text_2", right)
        side = theme.px(ICON - 2)
        icons.paint(painter, paint.square_in(label, side), count.icon, told)
        words = label.adjusted(side + theme.px(6), 0, 0, 0)
        paint.text(painter, words, count.label, "small_strong", told if count.count else "text_2")
        painter.end()
