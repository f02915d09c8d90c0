"""What to look at before a pack is handed over: one line at the foot, and the whole list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.packs_panel import Panel
from ui.widgets.buttons import Button
from ui.widgets.card import StatusLine
from ui.widgets.labels import IconLabel, SettledLabel, line

if TYPE_CHECKING:
    from models.pack_warnings import PackWarning

_HEADS = {
    "no_evidence": "Shown as met without evidence",
    "ran_out": "Shown as met, and the evidence ran out",
    "no_rate": "Deals without an exchange rate",
    "left_out": "Left out of this pack",
    "no_checklist": "Checklists",
}


class WarningsFoot(QWidget):
    """One line with the way to the list; it takes no room where there is nothing to look at."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = StatusLine("", "at_risk")
        self.show_all = Button("Show", "link", name="Show what there is to look at")
        self.show_all.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_all)
        self._words, self._wanted = "", True
        self.hide()

    def show_summary(self, words: str) -> None:
        self._words = words
        self.line.set(words, "at_risk")
        self.setVisible(bool(words) and self._wanted)

    def set_wanted(self, wanted: bool) -> None:
        """Whether there is room for it."""
        self._wanted = wanted
        self.setVisible(bool(self._words) and wanted)


class WarningsPanel(Panel):
    """``chosen`` tells the warning whose place one wants to go to."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Before you hand it over", parent)
        self.links: list[Button] = []
        self._shown: tuple[PackWarning, ...] | None = None
        self._inner: QWidget | None = None
        self.body.addStretch(1)

    def show_warnings(self, warnings: Sequence[PackWarning]) -> None:
        """Show all, those of a kind under one heading."""
        if tuple(warnings) == self._shown:
            return
        self._shown = tuple(warnings)
        if self._inner is not None:
            self._inner.hide()
            self._inner.deleteLater()
        self.links = []
        inner = self._inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        before = ""
        for at, one in enumerate(warnings):
            head = _HEADS[one.kind]
            if head != before:
                if at:
                    column.addWidget(line())
                column.addWidget(SettledLabel(head, "small_strong"))
                before = head
            column.addLayout(self._row(at, one))
        if not warnings:
            column.addWidget(
                SettledLabel("Nothing: every figure has its evidence.", "body", "text_2")
            )
        self.body.insertWidget(0, inner)

    def _row(self, at: int, one: PackWarning) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel("triangle-alert", "at_risk", 14))
        row.addWidget(SettledLabel(one.text, "small"), 1)
        link = Button(one.hint, "link", name=f"{one.hint}: {_HEADS[one.kind]}, {one.text}")
        link.clicked.connect(partial(self._go, at))
        row.addWidget(link)
        self.links.append(link)
        return row

    def _go(self, at: int, _: bool = False) -> None:
        if self._shown:
            self.chosen.emit(self._shown[at])
