"""The tabs of a page; where they do not fit, they scroll."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget


class TabBar(QTabBar):
    """`name` is what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        for arrow in self.findChildren(QToolButton):  # the arrow keys do what they do
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
