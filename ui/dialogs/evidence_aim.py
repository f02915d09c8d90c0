"""Asks what files prove: an item of a checklist, a criterion, or the partner as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.dialogs.small import SmallWindow
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.store.evidence_page import Aim


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    aim: Aim


class AimDialog(SmallWindow):
    """``chosen`` carries the Aim. Typing finds, Enter chooses."""

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        aims: Sequence[Aim],
        criterion: str = "",
        parent: QWidget | None = None,
        *,
        go: str = "Add here",
    ) -> None:
        """With a `criterion` that one is chosen at the start, else the partner as a whole."""
        super().__init__(title, parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = [_Row(at, aim) for at, aim in enumerate(aims)]
        self.model = TableModel(
            [
                Column(
                    "What it is for", lambda r: r.aim.label, sub=lambda r: r.aim.group,
                    width=300, stretch=True,
                ),
            ],
            rows,
            parent=self,
        )  # fmt: skip
        self.table = TableView(self.model, "What it is for")
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self._choose)
        self.search = SearchField("Find a question or criterion", width=600)
        self.search.textChanged.connect(self._find)
        self.search.went_on.connect(self._go_on)
        self.body.addWidget(Label(title, "card", wrap=True))
        self.body.addWidget(self.search)
        self.body.addWidget(self.table, 1)
        self.go = Button(go, "primary", "paperclip")
        self.go.clicked.connect(self.finish)
        self.foot.addWidget(self.go)
        self.resize(theme.px(560), theme.px(520))
        first = next((row.id for row in rows if criterion and row.aim.criterion == criterion), 0)
        if rows:
            self.table.select_ids([first], first)
            self.table.reveal(first)
        self.search.setFocus()

    def finish(self) -> None:
        """Choose the row that is marked."""
        current = self.table.current_id()
        if current is not None:
            self._choose(current)

    def _choose(self, row_id: int) -> None:
        self.chosen.emit(self.model.find(row_id).aim)
        self.accept()

    def _find(self, words: str) -> None:
        self.model.set_filter(words)
        first = self.model.id_at(0)
        if first is not None:
            self.table.select_ids([first], first)
        self.go.setEnabled(first is not None)

    def _go_on(self) -> None:
        """Enter in the field chooses what was found, where it is one; else goes to the list."""
        if self.model.rowCount() == 1:
            self.finish()
        else:
            self.table.setFocus()
