"""A list of what is wrong with a program's text, and of what it warns of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from ui import icons, theme
from ui.tokens import ICON

_LINE = re.compile(r"\bline (\d+)")


class FaultList(QListWidget):
    """``wanted`` tells the line of the text that a sentence names; 0 where it names none."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Faults and warnings")
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSpacing(2)
        self.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
        self.itemActivated.connect(self._go)
        self.itemClicked.connect(self._go)
        theme.notifier().changed.connect(self._dress)
        self._shown: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def show_faults(self, faults: Sequence[str], warnings: Sequence[str]) -> None:
        """Show sentences; the same as before leave the list as it is."""
        if (tuple(faults), tuple(warnings)) == self._shown:
            return
        self._shown = tuple(faults), tuple(warnings)
        self._dress()

    def _dress(self) -> None:
        self.clear()
        faults, warnings = self._shown
        for word, icon, ink, sentences in (
            ("Fault", "octagon-alert", "short", faults),
            ("Warning", "triangle-alert", "at_risk", warnings),
        ):
            for sentence in sentences:
                item = QListWidgetItem(icons.icon(icon, ink), sentence)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{word}: {sentence}")
                item.setToolTip(sentence)
                self.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(line_of(item.text()))


def line_of(sentence: str) -> int:
    """The line that a sentence names; 0 where it names none."""
    found = _LINE.search(sentence)
    return int(found[1]) if found else 0
