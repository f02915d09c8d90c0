"""One figure in a tile: what it is, how much, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint, theme
from ui.tokens import CARD_GAP, STATUS_WORD, Status
from ui.widgets.card import Card, StatusLine
from ui.widgets.labels import ElidedLabel

_LEAST = 190  # of a tile, logical pixels


class Tile(Card):
    """A key figure; several stand in a row and share its width."""

    def __init__(
        self,
        label: str,
        value: str = "",
        note: str = "",
        status: Status | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label = ElidedLabel(label, "small_strong", "text_2")
        self._value = ElidedLabel(value, "title")
        self._note = StatusLine(note, status)
        column = QVBoxLayout()
        column.setSpacing(2)
        for part in (self._label, self._value, self._note):
            column.addWidget(part)
        self.body.addLayout(column)
        self.body.setContentsMargins(16, 12, 16, 12)
        theme.notifier().changed.connect(self._fit)
        self.set(value, note, status)

    def set(self, value: str, note: str = "", status: Status | None = None) -> None:
        """Show a value with a line under it, which carries the icon of its status."""
        self._value.setText(value)
        self._note.set(note, status)
        word = f", {STATUS_WORD[status].lower()}" if status is not None else ""
        self.setAccessibleName(f"{self._label.text()}: {value}{word}, {note}".rstrip(", "))
        self._fit()

    def _fit(self) -> None:
        """A long value in a narrow tile is written smaller rather than cut, in the same height."""
        large = paint.metrics("title")
        self._value.setMinimumHeight(large.height())
        fits = large.horizontalAdvance(self._value.text()) <= self.width() - 34
        self._value.set_role("title" if fits else "card")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_label(self, label: str) -> None:
        self._label.setText(label)

    @property
    def value(self) -> str:
        return self._value.text()


class TileRow(QWidget):
    """Tiles side by side, in two rows or one under the other where there is no room."""

    def __init__(self, tiles: Sequence[Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = list(tiles)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(CARD_GAP)
        self._across = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._arrange(len(self._tiles))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        for column in range(self._across):
            self._grid.setColumnStretch(column, 0)
        self._across = across
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // across, at % across)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = len(self._tiles)
        room = max(1, event.size().width() // theme.px(_LEAST))
        if room >= count:
            self._arrange(count)
        else:
            rows = -(-count // room)
            self._arrange(-(-count // rows))  # even rows: four tiles make two and two
