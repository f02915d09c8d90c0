"""The row above the list of deals: words to find, chips to tick, columns to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.deal_typed import STATUS_WORDS
from models.program.deals import IN_TOTAL
from ui.tables.big import Wanted
from ui.tables.deals import COUNTS_WORDS
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidedLabel
from ui.widgets.search_chip import SearchChip
from ui.widgets.search_field import SearchField

_COUNTS, _NOT = "counts", "not"


class DealFilters(QWidget):
    changed = Signal()

    def __init__(self, view: TableView, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._kept: dict[str, list[Any]] = {}
        self.search = SearchField("Filter deals")
        self.search.textChanged.connect(self.changed)
        self.search.went_on.connect(view.setFocus)
        both = ((_COUNTS, "All that counts"), (_NOT, "All that does not count"))
        self.chips: dict[str, FilterChip | SearchChip] = {
            "status": FilterChip("Status", list(STATUS_WORDS.items())),
            "bucket": FilterChip("Counts", [*both, *COUNTS_WORDS.items()], any_word="any"),
            "partner_id": SearchChip("Partner"),
            "currency": FilterChip("Currency"),
            "import_id": SearchChip("From import"),
        }
        self.clear_button = Button("Clear", "link", name="Clear filters")
        self.clear_button.clicked.connect(self.clear)
        self.part = ElidedLabel("", "small", "text_2")
        self.part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._columns = Button("Columns", "quiet", "columns-3")
        self._columns.setMenu(self._column_menu(titles))
        flow = FlowLayout()
        flow.addWidget(self.search)
        for chip in self.chips.values():
            chip.changed.connect(self._tell)
            flow.addWidget(chip)
        flow.addWidget(self.clear_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(flow, 1)
        row.addWidget(self.part, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._columns, 0, Qt.AlignmentFlag.AlignTop)
        self.chips["currency"].hide()
        self.chips["import_id"].hide()
        self.show_part("")

    def wanted(self, sort: int, descending: bool) -> Wanted:
        """What is asked for, with the order that the table's header asks for."""
        among = []
        for name, chip in self.chips.items():
            values = _buckets(chip.chosen) if name == "bucket" else chip.chosen
            if values:
                among.append((name, frozenset(values)))
        return Wanted(self.search.text().strip(), tuple(among), sort, descending)

    def offer(
        self,
        partners: Sequence[tuple[int, str]],
        currencies: Sequence[str],
        imports: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Names and currencies to choose from; what was kept from last time is chosen."""
        for name, options in (
            ("partner_id", list(partners)),
            ("currency", [(code, code) for code in currencies]),
            ("import_id", list(imports)),
        ):
            chosen = self.chips[name].chosen | set(self._kept.pop(name, ()))
            self.chips[name].set_options(options)
            self.chips[name].set_chosen(chosen)
        self.chips["currency"].setVisible(len(currencies) > 1)
        self.chips["import_id"].setVisible(bool(imports))

    def only_import(self, import_id: int) -> None:
        """Show only what one import wrote last, as soon as it is known."""
        for chip in self.chips.values():
            chip.set_chosen(())
        self._kept = {"import_id": [import_id]}
        self.search.clear()

    def show_part(self, words: str) -> None:
        """How much of all is on show; nothing where all is."""
        self.part.setText(words)
        self.clear_button.setVisible(bool(words))

    def said(self) -> str:
        """The filters in words."""
        typed = self.search.text().strip()
        words = [f"“{typed}”"] if typed else []
        return ", ".join(words + [chip.text() for chip in self.chips.values() if chip.chosen])

    def clear(self) -> None:
        for chip in self.chips.values():
            chip.set_chosen(())
        if self.search.text():
            self.search.clear()
        else:
            self.changed.emit()

    def state(self) -> dict[str, Any]:
        chips = {name: sorted(chip.chosen, key=str) for name, chip in self.chips.items()}
        return {"search": self.search.text(), "chips": chips | self._kept}

    def restore(self, state: dict[str, Any]) -> None:
        """Bring back what was filtered; partners and currencies as soon as they are known."""
        self.search.setText(state["search"])
        self._kept = dict(state["chips"])
        for name in ("status", "bucket"):
            self.chips[name].set_chosen(self._kept.pop(name, ()))

    def _tell(self, _chosen: object) -> None:
        self.changed.emit()

    def _column_menu(self, titles: Sequence[str]) -> QMenu:
        menu = QMenu(self)
        for at, title in enumerate(titles):
            action = QAction(title, menu, checkable=True)
            action.setData(at)
            action.toggled.connect(self._show_column)
            menu.addAction(action)
        menu.aboutToShow.connect(self._tick_columns)
        return menu

    def _tick_columns(self) -> None:
        for action in self._columns.menu().actions():
            action.blockSignals(True)
            action.setChecked(not self._view.isColumnHidden(action.data()))
            action.setEnabled(action.data() != 0)  # a row keeps its name
            action.blockSignals(False)

    def _show_column(self, shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._view.setColumnHidden(action.data(), not shown)


def _buckets(chosen: set[Any]) -> set[Any]:
    found = chosen - {_COUNTS, _NOT}
    if _COUNTS in chosen:
        found |= set(IN_TOTAL)
    if _NOT in chosen:
        found |= set(COUNTS_WORDS) - set(IN_TOTAL)
    return found
