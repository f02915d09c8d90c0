"""A panel at the right of what it belongs to; where there is no room it slides over as a drawer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.tokens import CARD_GAP
from ui.widgets.labels import Label

_SHADE = 12


class SidePanel(QWidget):
    """`least` is the width under which the panel is a drawer, logical pixels."""

    drawer_changed = Signal(bool)  # whether a button is needed to open the panel

    def __init__(
        self,
        main: QWidget,
        panel: QWidget,
        *,
        width: int = 324,
        least: int = 1060,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel, self._width, self._least = panel, width, least
        self._drawer: bool | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(CARD_GAP)
        self._row.addWidget(main, 1)
        self._float = QFrame(self)
        theme.set_kind(self._float, "drawer")
        inner = QVBoxLayout(self._float)
        inner.setContentsMargins(_SHADE, 0, 0, 0)
        self._float.hide()
        theme.notifier().changed.connect(self._settle)

    @property
    def is_drawer(self) -> bool:
        return bool(self._drawer)

    def open(self) -> None:
        """Bring the panel into sight."""
        if self._drawer:
            self._place()
            self._float.show()
            self._float.raise_()

    def close_drawer(self) -> None:
        if self._drawer:
            self._float.hide()

    def _settle(self) -> None:
        drawer = self.width() < theme.px(self._least)
        self._panel.setFixedWidth(min(theme.px(self._width), max(240, self.width() - 60)))
        if drawer != self._drawer:
            self._drawer = drawer
            layout = self._float.layout() if drawer else self._row
            if layout is not None:
                layout.addWidget(self._panel)
                # Under a new parent the style sheet brings back the font of the size before.
                for label in self._panel.findChildren(Label):
                    label.take_font()
            self._float.hide()
            self._panel.show()
            self.drawer_changed.emit(drawer)
        if drawer:
            self._place()

    def _place(self) -> None:
        wide = self._panel.width() + _SHADE
        self._float.setGeometry(self.width() - wide, 0, wide, self.height())

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._drawer and self._float.isVisible():
            self._float.hide()
        else:
            super().keyPressEvent(event)
