"""A field that filters a list while one types."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui import icons, theme


class SearchField(QLineEdit):
    """Esc clears it, Down or Enter goes on to the list."""

    went_on = Signal()

    def __init__(self, words: str, parent: QWidget | None = None, *, width: int = 240) -> None:
        """`words` is the placeholder and the name; width in logical pixels."""
        super().__init__(parent)
        self._width = width
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        clear = self.findChild(QAction)  # Qt's own has the platform's picture
        if clear is not None:
            clear.setIcon(icons.icon("x"))
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def _take_size(self) -> None:
        self.setMinimumWidth(theme.px(140))
        self.setMaximumWidth(theme.px(self._width))

    def sizeHint(self) -> QSize:
        """As wide as it may be: a row that flows gives each part what it asks for."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit()
        else:
            super().keyPressEvent(event)
