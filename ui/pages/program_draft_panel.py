"""Beside a draft: what is wrong with it, what it warns of, and what is new in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models.text import counted, day_text
from ui import theme
from ui.pages.program_faults import FaultList
from ui.tokens import CARD_GAP
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo

if TYPE_CHECKING:
    from models.program.diff import Difference
    from models.store.program_page import DraftView


class DraftPanel(QWidget):
    """``compared`` carries the id of the version that it is to be compared with."""

    compared = Signal(object)
    line_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "page")
        self.state = Card("No faults", padding=0)
        self.faults = FaultList()
        self.faults.wanted.connect(self.line_wanted)
        self.state.body.setContentsMargins(6, 4, 6, 8)
        self.state.body.addWidget(self.faults)
        self.sound = Label("", "small", "text_2", wrap=True)
        self.sound.setContentsMargins(10, 4, 10, 6)
        self.state.body.addWidget(self.sound)
        self.changes = Card("Differences", padding=0)
        self.against = QuietCombo([], "Compared with", width=262)
        self.against.chosen.connect(self.compared)
        copy = IconButton("copy", "Copy the differences")
        copy.clicked.connect(self.copy)
        self.changes.add_action(copy)
        self.list = QListWidget()
        self.list.setAccessibleName("Differences")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.nothing = Label("", "small", "text_2", wrap=True)
        self.changes.body.setContentsMargins(10, 8, 10, 8)
        for part in (self.against, self.list, self.nothing):
            self.changes.body.addWidget(part)
        self.changes.body.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        column.addWidget(self.state)
        column.addWidget(self.changes, 1)
        self._told: DraftView | None = None

    def show_draft(self, told: DraftView) -> None:
        self._told = told
        self.faults.show_faults(told.faults, told.warnings)
        some = bool(told.faults or told.warnings)
        self.faults.setVisible(some)
        self.faults.setFixedHeight(theme.px(min(220, 24 + 58 * self.faults.count())))
        self.sound.setVisible(not some)
        self.sound.setText("It can be adopted.")
        parts = [counted(len(told.faults), "fault")] if told.faults else []
        parts += [counted(len(told.warnings), "warning")] if told.warnings else []
        words = ", ".join(parts) or "No faults"
        self.state.set_title(words[:1].upper() + words[1:])
        choices = [
            (row.id, f"{row.version.version}, from {day_text(row.version.from_on)}")
            for row in told.others
        ]
        self.against.set_choices(choices)
        self.against.set_current(told.against)
        self._show_differences(told)

    def copy(self) -> None:
        """Put the differences on the clipboard, one a line."""
        if self._told is not None:
            told = [f"{found.part}: {found.words}" for found in self._told.differences]
            QGuiApplication.clipboard().setText("\n".join(told))

    def _show_differences(self, told: DraftView) -> None:
        found = told.differences
        words = counted(len(found), "difference")
        self.changes.set_title(words[:1].upper() + words[1:])
        self.list.clear()
        for difference in found:
            item = QListWidgetItem(difference_words(difference, told))
            item.setToolTip(f"{difference.part}, from {day_text(difference.since)}")
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.setText(
            "It says the same as that version."
            if told.terms is not None
            else "They can be told once its faults are corrected."
        )


def difference_words(found: Difference, told: DraftView) -> str:
    """A difference in words; one that begins later than the draft says when."""
    later = found.since > told.kept.from_on
    return f"{found.words} (from {day_text(found.since)})" if later else found.words
