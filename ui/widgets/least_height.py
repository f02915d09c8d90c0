"""A least height that grows and shrinks with the text, also while the window is open."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui import theme


class LeastHeight(QObject):
    """Lives with its widget; `pixels` are those at normal text size."""

    def __init__(self, widget: QWidget, pixels: int) -> None:
        super().__init__(widget)
        self._widget, self._pixels = widget, pixels
        theme.notifier().changed.connect(self._take)
        self._take()

    def _take(self) -> None:
        self._widget.setMinimumHeight(theme.px(self._pixels))
