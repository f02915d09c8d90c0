"""One line over the list of evidence: for which criterion it is, and where that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.checklist.states import STATE_WORDS
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from models.store.evidence_page import Asked

_MOST = 3


class CriterionLine(QWidget):
    """Hidden while all is shown. ``item_wanted`` carries an Asked."""

    all_wanted = Signal()
    item_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel("", "strong")
        self.all = Button("Show all evidence", "link")
        self.all.clicked.connect(self.all_wanted)
        self.buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 0, 2, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self.words)
        self._row.addStretch(1)
        self._row.addWidget(self.all, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_criterion(self, label: str, items: Sequence[Asked]) -> None:
        """Say which criterion it is, with a way to each checklist that asks it; blank hides."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        self.words.setText(f"Evidence for {label}")
        for asked in items[:_MOST]:
            words = f"{asked.title}: {STATE_WORDS[asked.state].lower()}"
            button = Button(words, "link", "list-checks", self, name=f"Go to {words}")
            button.clicked.connect(partial(self._ask, asked))
            self._row.insertWidget(1 + len(self.buttons), button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)
        self.setVisible(bool(label))

    def _ask(self, asked: Asked, _: object = None) -> None:
        self.item_wanted.emit(asked)
