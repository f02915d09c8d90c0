"""Asks which deals serve an objective: several at once, found by name, with their sum."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models.governance.plan_view import Pickable, sum_said
from models.money import plain
from models.text import maybe_day, money_cell
from ui import theme
from ui.dialogs.small import SmallWindow
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.search_field import SearchField

_STATUS = {"open": "Open", "won": "Won", "lost": "Lost"}


class PlanDealsDialog(SmallWindow):
    """``chosen`` carries the ids of the deals to tie; those tied already are not offered."""

    chosen = Signal(object)

    def __init__(
        self,
        objective: str,
        deals: Sequence[Pickable],
        tied: Collection[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Tie deals", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(Label(f"Deals that serve “{objective}”", "card", wrap=True))
        self.search = SearchField("Find a deal or a customer", width=420)
        self.search.textChanged.connect(self._find)
        self.search.went_on.connect(self._go_on)
        self.body.addWidget(self.search)
        self.model = TableModel(_columns(), parent=self)
        self.model.set_rows([deal for deal in deals if deal.id not in set(tied)])
        self.table = TableView(self.model, "Deals that can be tied", compact=True)
        self.table.selection_changed.connect(self._count)
        self.table.opened.connect(self.finish)
        self.none = EmptyState("briefcase", "")
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.none, 1)
        self.sum = Label("", "control", "text_2", wrap=True)
        self.body.addWidget(self.sum)
        self.go = Button("Tie", "primary")
        self.go.clicked.connect(self.finish)
        self.foot.addWidget(self.go)
        self.resize(theme.px(860), theme.px(520))
        self._find("")
        self._count([])
        self.search.setFocus()

    def finish(self, _: object = None) -> None:
        """Tell what is selected."""
        ids = self.table.selected_ids()
        if ids:
            self.chosen.emit(ids)
            self.accept()

    def _find(self, words: str) -> None:
        self.model.set_filter(words)
        there = self.model.rowCount() > 0
        self.table.setVisible(there)
        self.none.setVisible(not there)
        typed = words.strip()
        self.none.set(
            "briefcase",
            f"No deal matches “{typed}”." if typed else "Every deal of this partner is tied to it.",
        )

    def _go_on(self) -> None:
        if self.model.rowCount():
            first = self.model.rows[0].id
            self.table.select_ids([first], first)
            self.table.setFocus()

    def _count(self, _: object) -> None:
        picked = self.table.selected_rows()
        self.sum.setText(sum_said(picked))
        self.go.setText(f"Tie {len(picked)}" if picked else "Tie")
        self.go.setEnabled(bool(picked))


def _columns() -> list[Column]:
    return [
        Column("Deal", lambda deal: deal.name, width=240, stretch=True, name="deal"),
        Column("Customer", lambda deal: deal.customer, width=170, name="customer"),
        Column("Status", lambda deal: _STATUS.get(deal.status, deal.status), width=80,
               name="status", spoken=True),
        Column("Closes", lambda deal: deal.close_date, text=lambda d: maybe_day(d.close_date),
               role="date", width=116, name="close"),
        Column("TCV", lambda deal: deal.minor, role="money", width=128, name="tcv", spoken=True,
               text=lambda deal: money_cell(deal.minor, deal.currency),
               plain=lambda deal: plain(deal.minor, deal.currency)),
    ]  # fmt: skip
