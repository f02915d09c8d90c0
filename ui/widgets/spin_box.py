"""A number in a field that stands open."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget


class SpinBox(QSpinBox):
    """A whole number; name is what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        # The style sheet's padding does not reach the line inside.
        self.lineEdit().setTextMargins(9, 0, 0, 0)
