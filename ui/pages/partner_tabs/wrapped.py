"""Words over several lines that hold exactly the height they need at the width they have."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.labels import Label


class Wrapped(Label):
    """`least` is the number of lines that are kept free where fewer are said."""

    def __init__(self, role: str, ink: str = "text", parent: QWidget | None = None) -> None:
        self.least = 1  # lines
        super().__init__("", role, ink, parent, wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def take_font(self) -> None:
        super().take_font()
        self._fit()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # a label never asks for less than its least height
        lines = self.least * self.fontMetrics().lineSpacing() if self.text() else 0
        self.setFixedHeight(max(lines, self.heightForWidth(self.width())))
