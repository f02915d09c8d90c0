"""A coloured bar under a table that counts what is selected and says what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QMoveEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label
from ui.widgets.toast import FOOT, Toast


class BulkBar(QFrame):
    """Hidden until something is selected; it takes its room inside the card, over nothing."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "bulk")
        self.setObjectName(FOOT)
        self._count = Label("", "strong")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 7, 10, 7)
        self._row.setSpacing(4)
        self._row.addWidget(self._count)
        self._row.addSpacing(8)
        self._row.addStretch(1)
        close = IconButton("x", "Select nothing")
        close.clicked.connect(self.dismissed)
        self._row.addWidget(close)
        self.hide()

    def add_button(self, text: str, icon: str, slot: Callable[[], object] | None = None) -> Button:
        """One verb, connected to a bound method, or to a menu that the caller sets."""
        button = Button(text, "quiet", icon)
        if slot is not None:
            button.clicked.connect(slot)
        self._row.insertWidget(self._row.count() - 2, button)
        return button

    def show_count(self, count: int, *, least: int = 2) -> None:
        """Tell how many are selected; fewer than `least` hide the bar."""
        self._count.setText(f"{count:,} selected")
        self.setAccessibleName(f"{count:,} selected")
        self.setVisible(count >= least)

    def _ask_for_room(self) -> None:
        """A notice over the buttons would take the click that is meant for them."""
        for toast in self.window().findChildren(Toast):
            toast.make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_for_room()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._ask_for_room()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ask_for_room()
