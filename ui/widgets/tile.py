"""One figure in a tile: what it is, how much, and how it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.tokens import STATUS_WORD, Status
from ui.widgets.card import Card, StatusLine
from ui.widgets.labels import ElidedLabel


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
        self.set(value, note, status)

    def set(self, value: str, note: str = "", status: Status | None = None) -> None:
        """Show a value with a line under it, which carries the icon of its status."""
        self._value.setText(value)
        self._note.set(note, status)
        word = f", {STATUS_WORD[status].lower()}" if status is not None else ""
        self.setAccessibleName(f"{self._label.text()}: {value}{word}, {note}".rstrip(", "))

    def set_label(self, label: str) -> None:
        self._label.setText(label)

    @property
    def value(self) -> str:
        return self._value.text()
