"""A sentence that hangs under a cell and says why it was not taken."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.labels import Label

_WIDEST = 420


class ProblemTag(QFrame):
    """Floats over the window, since the cell may be the last one of its table."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        theme.set_kind(self, "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = Label("", "small", "short", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.addWidget(self._words)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self.hide)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says now, or nothing."""
        return "" if self.isHidden() else self._words.text()

    def show_under(self, cell: QRect, sentence: str) -> None:
        """Hang under a rectangle of the view's viewport, above it where there is no room."""
        window = self._view.window()
        self.setParent(window)
        self._words.setText(sentence)
        self.setMaximumWidth(theme.px(_WIDEST))
        self.adjustSize()
        port = self._view.viewport()
        spot = port.mapTo(window, QPoint(cell.left(), cell.bottom() + 3))
        if spot.y() + self.height() > window.height():
            spot = port.mapTo(window, QPoint(cell.left(), cell.top() - self.height() - 3))
        spot.setX(max(8, min(spot.x(), window.width() - self.width() - 8)))
        self.move(spot)
        self.show()
        self.raise_()
        announce(self._view, sentence)
