"""The card with the deals of the window: chips, the table, what can be done with several."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.tcv_lines import BEFORE, DUE, NO_SERVICES, PASSED, DealLine
from models.tcv_window import TcvWindow
from models.text import counted
from ui.pages.partner_tabs.tcv_table import DealColumns, GroupStrip
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.least_height import LeastHeight

_HIGH = 340  # of the table at least, logical pixels
_EXTRA = {
    NO_SERVICES: "No services portion",
    PASSED: "Date has passed",
    DUE: "Due by the year’s end",
    BEFORE: "Counted before",
}


class DealsCard(Card):
    """``current_changed`` tells the deal under the cursor, 0 for none."""

    current_changed = Signal(object)  # an id has 63 bits

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Deals", parent, padding=0)
        self._columns = DealColumns()
        self.model = TableModel(self._columns.columns())
        self.view = TableView(self.model, "Deals of the window")
        LeastHeight(self.view, _HIGH)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.strip = GroupStrip()
        self.strip.chosen.connect(self.choose)
        self.strip.setContentsMargins(16, 0, 16, 4)
        self.bar = BulkBar()
        self.redate_button = self.bar.add_button("Re-date…", "calendar")
        self.copy_button = self.bar.add_button("Copy for Excel", "copy")
        self.bar.dismissed.connect(self.view.clearSelection)
        self.body.setSpacing(0)
        for part in (self.strip, self.view, self.bar):
            self.body.addWidget(part, 1 if part is self.view else 0)
        self.view.selection_changed.connect(self.show_selection)
        self._window: TcvWindow | None = None

    def show_window(self, window: TcvWindow) -> None:
        """List the deals of a day; what was chosen and selected stays."""
        self._window = window
        self._columns.take(window)
        found = {key: len(window.ids(key)) for key in _EXTRA}
        extra = {key: f"{_EXTRA[key]}  {count:,}" for key, count in found.items() if count}
        self.strip.show_groups(window.groups, extra, window.terms.currency)
        self.model.set_rows(window.lines)
        self._filter()

    def clear(self) -> None:
        """Forget what was chosen and sorted for another partner."""
        self.strip.set_current("")
        self.model.set_predicate(None)
        self.model.set_rows(())

    def choose(self, key: str) -> None:
        """Show the deals that are found by a key; "" shows all."""
        self.strip.set_current(key)
        self._filter()

    def reveal(self, deal_id: int) -> None:
        """Select a deal, among all of them if it is not on show."""
        if self.model.position(deal_id) < 0:
            self.choose("")
        self.view.reveal(deal_id)

    def copy(self) -> int:
        """Put the selected deals on the clipboard, all on show where none is; how many."""
        kept = self.view.selected_ids()
        if not kept:
            self.view.select_ids([row.id for row in self.model.rows])
        self.view.copy(headers=True)
        count = len(self.view.selected_ids())
        if not kept:
            self.view.clearSelection()
        return count

    def show_selection(self, _: object = None) -> None:
        rows: list[DealLine] = self.view.selected_rows()
        self.bar.show_count(len(rows), least=1)
        self.redate_button.setEnabled(any(row.open for row in rows))
        current = self.view.current_id() if rows else None
        self.current_changed.emit(current or 0)

    def _filter(self) -> None:
        key = self.strip.current
        self.model.set_predicate(_Found(key) if key else None)
        self.set_title(_title(self.model.rowCount(), self.model.count))
        self.show_selection()


class _Found:
    """Whether a line is found by a key."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, line: DealLine) -> bool:
        return self._key in line.keys


def _title(shown: int, count: int) -> str:
    deals = counted(count, "deal")
    return deals[:1].upper() + deals[1:] if shown == count else f"{shown:,} of {deals}"
