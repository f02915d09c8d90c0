"""All deals of all partners: found, sorted, edited in place, changed many at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.text import compact_money, counted
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.deals_edit import DealEdits
from ui.pages.deals_filters import DealFilters
from ui.tables.big import Arranged, BigTableModel, Rows, Wanted
from ui.tables.columns import Column
from ui.tables.deals import HIDDEN, columns
from ui.tables.field_cells import FieldDelegate
from ui.tables.refusals import Refusals
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.field_values import FieldKind, field_kind
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import PipelineTabs

if TYPE_CHECKING:
    from models.store.deals import AllDeals, DealRow, Sums
    from models.store.portfolio import Portfolio

_VIEW = "deals/view"
_AT_ONCE = 20_000  # rows that are sorted here within 20 ms; a worker would cost more to wait for


@dataclass(frozen=True, slots=True)
class _Read:
    found: AllDeals
    rows: Rows
    shown: Arranged
    sums: Sums
    partners: list[tuple[int, str]]
    currencies: list[str]
    wanted: Wanted
    imports: list[tuple[int, str]]


class DealsPage(Page):
    KEY = "deals"
    CONCERNS = frozenset(
        {"deals", "partners", "offerings", "imports", "rates", "programs", "settings"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: AllDeals | None = None
        self.partners: list[str] = []
        self._rows: Rows | None = None
        self._shown: Arranged | None = None
        self._reveal = 0
        self._columns = columns(self.partners)
        self._newest = [column.name for column in self._columns].index("close_date")
        self.model = BigTableModel(self._columns, on_edit=self._on_edit, parent=self)
        self.view = TableView(
            self.model, "Deals", delegate=FieldDelegate(self._kind_of, self.model)
        )
        self.refusals = Refusals(self.view, self.model)
        self._day = field_kind("date", today=desk.today)
        self.edits = DealEdits(self)
        self._build()
        self._restore()
        self.model.order_wanted.connect(self._arrange)

    # ---- reading ---------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        """Show the deals; a tab "import:ID" shows those that this import wrote last."""
        self._reveal = place.id
        what, _, only = place.tab.partition(":")
        if what == "import" and only.isdecimal():
            self.filters.only_import(int(only))
            self._stale = True
        super().visit(place)

    def reload(self) -> None:
        writable = self.edits.can_write()
        self.model.on_edit = self._on_edit if writable else None
        for button in self._writing:
            button.setEnabled(writable)
        as_of, wanted = self.desk.as_of, self.wanted()
        before, shown, made = self._rows, self._shown, self._columns

        def read(portfolio: Portfolio, progress: Any) -> _Read:
            from models.provenance import moment_text
            from models.store.deals import all_deals, partner_names, sum_up
            from models.store.import_log import names

            found = all_deals(portfolio, as_of, progress)
            rows = Rows(found.rows, made)
            arranged = rows.follow(before, shown) if before and shown else None
            arranged = arranged or rows.arrange(wanted)
            sums = sum_up(arranged.rows) if wanted.filters else found.sums
            currencies = sorted({row.currency for row in found.rows})
            return _Read(
                found, rows, arranged, sums, partner_names(portfolio), currencies, wanted,
                [(id_, f"{file}, {moment_text(at)}") for id_, file, at in names(portfolio)],
            )  # fmt: skip

        self.desk.lane.read(read, self._take, owner=self, key="read", progress=self._show_reading)

    def _take(self, read: _Read) -> None:
        self.found, self._rows, self._shown = read.found, read.rows, read.shown
        self.partners[:] = [name for _, name in read.partners]
        self.filters.offer(read.partners, read.currencies, read.imports)
        self.model.show_rows(read.rows, read.shown)
        self._tell(read.sums)
        if self.wanted() != read.wanted:
            self._arrange()
        self._show_revealed()
        self.loaded.emit()

    def _show_reading(self, done: int, total: int, _text: str) -> None:
        if self._rows is None:
            self._reading.setText(f"Reading {done:,} of {total:,} deals")
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self.stack.setCurrentWidget(self._busy)

    def wanted(self) -> Wanted:
        """What the filters and the table's header ask for; without it the newest come first."""
        column, order = self.model.sorted_by
        if column < 0:
            return self.filters.wanted(self._newest, True)
        return self.filters.wanted(column, order == Qt.SortOrder.DescendingOrder)

    def _arrange(self) -> None:
        rows = self._rows
        if rows is None:
            return
        if len(rows.all) <= _AT_ONCE:
            self._show_arranged(_arranged(rows, self.wanted()))
            return
        self.desk.lane.compute(
            _arranged, (rows, self.wanted()), self._show_arranged, owner=self, key="arrange"
        )

    def _show_arranged(self, made: tuple[Rows, Arranged, Sums]) -> None:
        rows, shown, sums = made
        if rows is not self._rows:
            return  # newer rows are there by now, arranged as wanted
        self._shown = shown
        self.model.show_rows(rows, shown)
        self._tell(sums)

    def put(self, row: DealRow) -> None:
        """Show a deal as it is now, in its place, without reading all the others again."""
        if self._rows is not None and row.id in self._rows.place:
            self._rows.put(row)
            self.model.put(row)
            self.desk.lane.compute(
                _summed, (self._rows, self._shown), self._take_sums, owner=self, key="sums"
            )

    def _take_sums(self, sums: tuple[Sums, Sums]) -> None:
        if self.found is not None:
            self.found = replace(self.found, sums=sums[0])
        self._tell(sums[1])

    def _on_change(self, change: Any) -> None:
        if not self.edits.is_shown(change):
            super()._on_change(change)

    # ---- what is shown ---------------------------------------------------------------------

    def _tell(self, shown: Sums) -> None:
        found = self.found
        if found is None:
            return
        self.header.set_sub(_said(found))
        part = ""
        if self.wanted().filters:
            part = f"{shown.deals:,} of {len(found.rows):,} shown"
            if found.judged and shown.deals:
                part += f", {compact_money(shown.tcv.minor, found.currency)} TCV"
        self.filters.show_part(part)
        self.filters.setVisible(bool(found.rows))
        if not found.rows:
            self.stack.setCurrentWidget(self.empty)
        elif not self.model.rowCount():
            self.no_match.set("funnel", f"No deals match {self.filters.said()}.", "Clear filters")
            self.stack.setCurrentWidget(self.no_match)
        else:
            self.stack.setCurrentWidget(self._card)

    def reveal(self, deal_id: int) -> None:
        """Show one deal, whatever is filtered, as soon as it has been read."""
        self._reveal = deal_id
        self._show_revealed()

    def _show_revealed(self) -> None:
        if not self._reveal or self._rows is None or self._reveal not in self._rows.place:
            return
        if self.model.position(self._reveal) < 0:
            self.filters.clear()
        if self.model.position(self._reveal) >= 0:
            deal_id, self._reveal = self._reveal, 0
            self.view.reveal(deal_id)
            self.view.setFocus()

    def _on_selection(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids) if self.edits.can_write() else 0)
        self.edits.forget_proposal()

    def selected(self) -> list[DealRow]:
        """The selected deals, from top to bottom."""
        return self.view.selected_rows()

    def _on_edit(self, deal_id: int, column: Any, text: str) -> None:
        self.edits.type_over(self.model.row_at(self.model.position(deal_id)), column, text)

    def _kind_of(self, column: Column, _row: DealRow) -> FieldKind | None:
        return self._day if column.role == "date" else None

    def _on_opened(self, _deal_id: object) -> None:
        index = self.view.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(QModelIndex(index))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        self.header = PageHeader("Deals")
        self.header.add_action(AsOfButton(self.desk))
        bring = self.header.add_button("Import", icon="download")
        bring.clicked.connect(self._import)
        new = self.header.add_button("New deal", "primary", "plus")
        new.clicked.connect(self.edits.ask_new)
        self._writing = (bring, new)
        body.column.addWidget(self.header)  # before the filters are made: Tab goes by that order
        self.tabs = PipelineTabs(self.desk, self.KEY)
        body.column.addWidget(self.tabs)
        self.filters = DealFilters(self.view, [column.title for column in self._columns], self)
        self.filters.changed.connect(self._arrange)
        self._build_card()
        body.column.addWidget(self.filters)
        body.column.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def _build_card(self) -> None:
        self._card = Card(padding=0)
        self.bulk = BulkBar()
        self.edits.fill_bulk_bar(self.bulk)
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.proposal = MessageBar("accent")
        self.proposal.hide()
        self._card.body.addWidget(self.view, 1)
        self._card.body.addWidget(self.bulk)
        self._card.body.addWidget(self.proposal)
        self._card.body.setSpacing(0)
        self.view.selection_changed.connect(self._on_selection)
        self.view.opened.connect(self._on_opened)
        self.view.delete_requested.connect(self.edits.delete)
        self.view.today_requested.connect(self.edits.set_today)
        self.view.fill_down_requested.connect(self.edits.fill_down)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self.edits.show_menu)
        self.empty = EmptyState(
            "briefcase", "No deals yet", "Import a spreadsheet", "Add the first one",
            hint="Import a CRM export, or add the first one.",
        )  # fmt: skip
        self.empty.primary_clicked.connect(self._import)
        self.empty.link_clicked.connect(self.edits.ask_new)
        self.no_match = EmptyState("funnel", "No deals match.", "Clear filters")
        self.no_match.primary_clicked.connect(self.filters.clear)
        self._busy = QWidget()
        self._reading = Label("Reading deals", "body", "text_2")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(320)
        self._bar.setAccessibleName("Reading deals")
        column = QVBoxLayout(self._busy)
        column.addStretch(2)
        column.addWidget(self._reading)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.stack = QStackedWidget()
        for state in (self._card, self.empty, self.no_match, self._busy):
            self.stack.addWidget(state)

    # ---- the window's ----------------------------------------------------------------------

    def commands(self) -> list[Command]:
        can, some = self.edits.can_write, self.edits.has_selection
        return [
            Command("deals.new", "New deal…", self.edits.ask_new, "Deals", "Ctrl+N", "plus",
                    "add opportunity", can),
            Command("deals.won", "Set selected deals to won", self.edits.propose_won, "Deals", "",
                    "circle-check", "status close", some),
            Command("deals.lost", "Set selected deals to lost", self.edits.propose_lost, "Deals",
                    "", "circle-arrow-down", "status close", some),
            Command("deals.date", "Set close date of selected deals…", self.edits.ask_date,
                    "Deals", "", "calendar", "when", some),
            Command("deals.delete", "Delete selected deals", self.edits.delete, "Deals", "",
                    "trash-2", "remove", some),
            Command("deals.clear", "Show all deals", self.filters.clear, "Deals", "", "funnel",
                    "filter reset"),
        ]  # fmt: skip

    def begin_search(self) -> None:
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def leave(self) -> None:
        editor = self.view.indexWidget(self.view.currentIndex())
        if editor is not None:
            self.view.commitData(editor)
            self.view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._keep()

    def _import(self) -> None:
        self.desk.importing.emit("", "deals")

    def _restore(self) -> None:
        kept = self.desk.settings.value(_VIEW, "")
        for at, column in enumerate(self._columns):
            self.view.setColumnHidden(at, column.name in HIDDEN)
        try:
            state = json.loads(str(kept)) if kept else {}
        except ValueError:
            state = {}
        if state:
            self.view.restore_state(state["table"])
            self.filters.restore(state["filters"])

    def _keep(self) -> None:
        state = {"table": self.view.saved_state(), "filters": self.filters.state()}
        self.desk.settings.setValue(_VIEW, json.dumps(state))

    def hideEvent(self, event: QHideEvent) -> None:
        self.refusals.put_away()
        self._keep()
        super().hideEvent(event)


def _arranged(rows: Rows, wanted: Wanted) -> tuple[Rows, Arranged, Sums]:
    from models.store.deals import sum_up

    shown = rows.arrange(wanted)
    # Without a filter nobody asks for the sums of what is shown.
    return rows, shown, sum_up(shown.rows if wanted.filters else ())


def _summed(rows: Rows, shown: Arranged) -> tuple[Sums, Sums]:
    from models.store.deals import sum_up

    return sum_up(rows.all), sum_up(shown.rows)


def _said(found: AllDeals) -> str:
    """The line under the title: how many, what is open in the window, won and lost this year."""
    count = counted(found.sums.deals, "deal")
    words = [count[:1].upper() + count[1:]]
    if not found.judged:
        words.append("no program is in force on this day, so nothing counts")
    elif found.sums.deals:
        window, won, lost = (
            compact_money(part.minor, found.currency)
            for part in (found.sums.in_window, found.sums.won, found.sums.lost)
        )
        words.append(f"{window} open in the window")
        words.append(f"{won} won and {lost} lost in {found.as_of.year}")
        if found.sums.unrated:
            words.append(f"{counted(found.sums.unrated, 'deal')} without an exchange rate")
    return " · ".join(words)
