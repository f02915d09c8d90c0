"""What each shape of the matrix stands for, and the letters that log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import IconLabel, Label

_KEYS = "Keys: I invited  A accepted  N declined  P promised  D delivered  Enter next"


class Legend(QWidget):
    """Takes a second line where there is no room; ``show_shapes`` sets (icon, ink, word)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=12)
        self._flow.setContentsMargins(16, 8, 16, 8)
        self._shown: list[tuple[str, str, str]] = []

    def show_shapes(self, shapes: Sequence[tuple[str, str, str]]) -> None:
        if list(shapes) == self._shown:
            return
        self._shown = list(shapes)
        self._flow.clear()
        for icon, ink, word in self._shown:
            part = QWidget(self)
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(5)
            row.addWidget(IconLabel(icon, ink, 14))
            row.addWidget(Label(word, "small", "text_2"))
            self._flow.addWidget(part)
        self._flow.addWidget(Label(_KEYS, "small", "text_3"))
