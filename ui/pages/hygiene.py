"""What is wrong with deals, found by rules, told with its price, put right in place or in bulk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from models.hygiene.rules import RULES
from models.text import counted
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.hygiene_body import HygieneBody
from ui.pages.hygiene_edit import HygieneEdits
from ui.pages.hygiene_effects import HygieneEffects
from ui.pages.hygiene_reading import Asked, Filter, Read, read_course, read_page
from ui.pages.hygiene_side import ALL, KEPT
from ui.pages.hygiene_words import cells, state_of
from ui.tables.big import Arranged, BigTableModel, Rows, Wanted
from ui.tables.columns import Column
from ui.tables.field_cells import FieldDelegate
from ui.tables.refusals import Refusals
from ui.tables.view import TableView
from ui.widgets.field_values import FieldKind, field_kind

if TYPE_CHECKING:
    from models.store.deals import AllDeals, DealRow
    from models.store.hygiene import Hygiene, HygieneRow
    from models.store.portfolio import Portfolio

_VIEW = "hygiene/view"
_AT_ONCE = 20_000  # rows that are sorted here within 20 ms; a worker would cost more to wait for


class HygienePage(Page):
    KEY = "hygiene"
    CONCERNS = frozenset(
        {
            "deals", "partners", "offerings", "imports", "rates", "programs", "settings",
            "snapshots", "kept_findings", "contacts", "agreements", "trainings", "integrations",
            "grants", "withdrawals",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.hygiene: Hygiene | None = None
        self.partners: list[str] = []  # names that a deal can be moved to
        self.offerings: Mapping[int, Mapping[int, str]] = {}
        self.rule = ALL
        self._rows: Rows | None = None
        self._shown: Arranged | None = None
        self._sets: tuple[frozenset[tuple[str, ...]], ...] = (frozenset(), frozenset())
        self._owners: set[int] = set()  # partners to filter by once they are read
        self.held: set[int] = set()  # edited since the rule was chosen: they stay on show
        self._columns = cells(self)
        self.model = BigTableModel(self._columns, on_edit=self._on_edit, parent=self)
        self.view = TableView(
            self.model, "Deals to look at", delegate=FieldDelegate(self._kind_of, self.model)
        )
        self.refusals = Refusals(self.view, self.model)
        self._day = field_kind("date", today=desk.today)
        self.effects = HygieneEffects(desk, self)
        self.edits = HygieneEdits(self)
        self.body = HygieneBody(self)
        self.header, self.bulk, self.proposal = self.body.header, self.body.bulk, self.body.proposal
        self.edits.fill_bulk_bar(self.bulk)
        self._connect()
        self._restore()

    # ---- reading ---------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        if place != self.place:
            if place.id:
                self._owners = {place.id}  # the chip knows nobody before the first reading
            if place.tab in (*RULES, KEPT):
                self._go_to_rule(place.tab)
            if place.id or place.tab:
                self.held.clear()
                self._shown = None  # other rows than before: nothing to follow
        super().visit(place)

    def reload(self) -> None:
        writable = self.edits.can_write()
        self.model.on_edit = self._on_edit if writable else None
        self.body.settings.setEnabled(writable)
        asked = Asked(
            self.desk.as_of, self.desk.today, tuple(self._columns), self._rows, self._shown,
            frozenset(self.held), self.filter,
        )  # fmt: skip
        read = partial(read_page, asked=asked)
        self.desk.lane.read(read, self._take, owner=self, key="read", progress=self._show_reading)

    def _take(self, read: Read) -> None:
        self.hygiene, self._rows, self._shown = read.found, read.rows, read.shown
        self._sets = (read.rules, read.kept)
        self.partners[:] = [name for _, name in read.partners]
        self.offerings = read.offerings
        self.body.partner.set_options(read.partners)
        if self._owners:
            self.body.partner.set_chosen(self._owners)
            self._owners = set()
        self.model.show_rows(read.rows, read.shown)
        self.body.show_found(read.found)
        if self.wanted() != read.wanted:
            self._arrange()
        self._tell()
        self.effects.begin(read.found, self.body.partner.chosen)
        self.loaded.emit()

    def _on_change(self, change: Any) -> None:
        known = self.hygiene
        if change.tables != {"snapshots"} or known is None or not known.course:
            super()._on_change(change)
            return
        # A snapshot changes no deal: to read all of them for it would take seconds.
        self.desk.lane.read(read_course, self._take_course, owner=self, key="course")

    def _take_course(self, course: Any) -> None:
        if self.hygiene is not None:
            self.hygiene = replace(self.hygiene, course=course)
            self.body.show_found(self.hygiene)

    def _show_reading(self, done: int, total: int, _text: str) -> None:
        if self._rows is None:
            self.body.show_reading(done, total)

    @property
    def filter(self) -> Filter:
        """What the rule, the filters and the table's header ask for; else the newest come first."""
        column, order = self.model.sorted_by
        descending = order == Qt.SortOrder.DescendingOrder
        if column < 0:
            column, descending = self._newest, True
        owners = frozenset(self._owners or self.body.partner.chosen)
        return Filter(self.rule, self.body.search.text().strip(), owners, column, descending)

    def wanted(self) -> Wanted:
        return self.filter.wanted(*self._sets)

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

    def _show_arranged(self, made: tuple[Rows, Arranged]) -> None:
        rows, shown = made
        if rows is self._rows:  # else newer rows are there by now, arranged as wanted
            self._shown = shown
            self.model.show_rows(rows, shown)
            self._tell()

    def put_deal(self, deal: DealRow) -> None:
        """Show a deal as it is now, in its place, until all are read anew."""
        from models.store.hygiene import judged

        if self.hygiene is None or self._rows is None or deal.id not in self._rows.place:
            return
        self.held.add(deal.id)
        row = judged(deal, self.hygiene)
        self._rows.put(row)
        self.model.put(row)

    # ---- what is shown ---------------------------------------------------------------------

    def _tell(self) -> None:
        found = self.hygiene
        if found is None:
            return
        self.body.show_rule(found, self.rule, self.model.rowCount())
        self.body.show_state(state_of(found, self.rule, self.model.rowCount(), self._filtered))

    @property
    def _filtered(self) -> str:
        """The filters in words; blank where there are none."""
        typed = self.body.search.text().strip()
        words = [f"“{typed}”"] if typed else []
        return ", ".join(words + ([self.body.partner.text()] if self.body.partner.chosen else []))

    def choose_rule(self, rule: str) -> None:
        """Show the deals that break a rule; all for a blank one."""
        if rule != self.rule:
            self._go_to_rule(rule)
            if self.hygiene is not None:  # very many deals are found a moment later
                self.body.show_rule(self.hygiene, rule, 0)
            self._arrange()

    def _go_to_rule(self, rule: str) -> None:
        self.rule = rule
        self.held.clear()
        self.body.side.rules.set_current(rule)
        self.edits.show_rule(rule)
        self.view.clearSelection()

    def show_effect(self, partner_id: int, rule: str, ids: list[int]) -> None:
        """Show the deals of a partner that make a difference, selected."""
        self.body.partner.set_chosen({partner_id})
        self._go_to_rule(rule)
        self._arrange()
        self.view.select_ids(ids, ids[0] if ids else None)
        self.view.setFocus()

    def clear_filters(self) -> None:
        self.body.partner.set_chosen(())
        if self.body.search.text():
            self.body.search.clear()
        else:
            self._refilter()

    def _refilter(self, _: object = None) -> None:
        self.held.clear()
        self.effects.hurry(self.body.partner.chosen)
        self._arrange()

    def _on_effects(self) -> None:
        self.body.side.show_effects(self.rule)
        if self.hygiene is not None:
            self.body.show_rule(self.hygiene, self.rule, self.model.rowCount())

    def _on_selection(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids) if self.edits.can_write() else 0, least=1)
        self.edits.forget_proposal()

    # ---- for the edits ---------------------------------------------------------------------

    @property
    def found(self) -> AllDeals | None:
        """All deals, as the edits of a list of deals ask for them."""
        return self.hygiene.deals if self.hygiene is not None else None

    def put(self, row: DealRow) -> None:
        """Show a deal as it is now, as the edits of a list of deals ask for it."""
        self.put_deal(row)

    def reveal(self, deal_id: int) -> None:
        """Select a deal that was added; it is on show where a rule speaks of it."""
        self.view.reveal(deal_id)

    def selected(self) -> list[DealRow]:
        """The selected deals, from top to bottom."""
        return self.view.selected_rows()

    def selected_rows(self) -> list[HygieneRow]:
        return self.view.selected_rows()

    def selected_deals(self) -> list[DealRow]:
        return [row.deal for row in self.selected_rows()]

    def known(self) -> dict[int, DealRow]:
        """Every deal with a finding, by id."""
        return {row.id: row.deal for row in self._rows.all} if self._rows is not None else {}

    def twins(self) -> Mapping[int, tuple[int, ...]]:
        return self.hygiene.findings.twins if self.hygiene is not None else {}

    def deal_of(self, deal_id: int) -> DealRow | None:
        """A deal with a finding; None where it has none."""
        if self._rows is None or deal_id not in self._rows.place:
            return None
        deal: DealRow = self._rows.all[self._rows.place[deal_id]].deal
        return deal

    def show_in_deals(self) -> None:
        rows = self.selected()
        if rows:
            self.desk.go(Place("deals", rows[0].id))

    def ask_rules(self) -> None:
        """Open the thresholds."""
        from ui.dialogs.hygiene_rules import HygieneRulesDialog

        if self.hygiene is not None and self.edits.can_write():
            dialog = self.edits.dialog = HygieneRulesDialog(self.hygiene.scope.thresholds, self)
            dialog.answered.connect(self._set_rules)
            dialog.open()

    def _set_rules(self, told: Any) -> None:
        dialog: Any = self.edits.dialog

        def write(portfolio: Portfolio) -> None:
            from models.store.hygiene import set_thresholds

            set_thresholds(portfolio, told)

        def done(_: object) -> None:
            dialog.accept()

        self.desk.lane.write("Set the hygiene rules", write, done, owner=self, failed=dialog.failed)

    def _on_edit(self, deal_id: int, column: Any, text: str) -> None:
        self.edits.type_over(self.model.row_at(self.model.position(deal_id)), column, text)

    def _kind_of(self, column: Column, _row: Any) -> FieldKind | None:
        return self._day if column.role == "date" else None

    def _on_opened_row(self, _deal_id: object) -> None:
        index = self.view.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(QModelIndex(index))

    # ---- the window's ----------------------------------------------------------------------

    def _connect(self) -> None:
        self._newest = [column.name for column in self._columns].index("close_date")
        self.model.order_wanted.connect(self._arrange)
        self.effects.changed.connect(self._on_effects)
        self.desk.lane.opened.connect(self._forget)
        self.body.side.rules.chosen.connect(self.choose_rule)
        self.body.search.textChanged.connect(self._refilter)
        self.body.search.went_on.connect(self.view.setFocus)
        self.body.partner.changed.connect(self._refilter)
        self.view.selection_changed.connect(self._on_selection)
        self.view.opened.connect(self._on_opened_row)
        self.view.delete_requested.connect(self.edits.delete)
        self.view.today_requested.connect(self.edits.set_today)
        self.view.fill_down_requested.connect(self.edits.fill_down)
        self.view.customContextMenuRequested.connect(self.edits.show_menu)
        self.bulk.dismissed.connect(self.view.clearSelection)

    def _forget(self, _: object = None) -> None:
        self.effects.forget()
        self._rows = self._shown = self.hygiene = None
        self.held.clear()

    def commands(self) -> list[Command]:
        some = self.edits.has_selection
        return [
            Command("hygiene.rules", "Hygiene rules…", self.ask_rules, "Deals", "",
                    "sliders-horizontal", "thresholds settings stages", self.edits.can_write),
            Command("hygiene.keep", "Keep selected findings as they are…", self.edits.ask_keep,
                    "Deals", "", "bookmark", "ignore accept", some),
            Command("hygiene.date", "Set close date of selected deals…", self.edits.ask_date,
                    "Deals", "", "calendar", "when move", some),
            Command("hygiene.quarter", "Move selected deals to the next quarter",
                    self.edits.propose_next_quarter, "Deals", "", "calendar", "date slip", some),
            Command("hygiene.step", "Set next step of selected deals…", self.edits.ask_step,
                    "Deals", "", "list-checks", "plan", some),
            Command("hygiene.clear", "Show all deals to look at", self.clear_filters, "Deals", "",
                    "funnel", "filter reset"),
        ]  # fmt: skip

    def begin_search(self) -> None:
        self.body.search.setFocus()
        self.body.search.selectAll()

    def leave(self) -> None:
        editor = self.view.indexWidget(self.view.currentIndex())
        if editor is not None:
            self.view.commitData(editor)
            self.view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._keep()

    def select_all(self) -> None:
        self.view.selectAll()
        self.view.setFocus()
        self.desk.toast(f"{counted(self.model.rowCount(), 'deal')} selected.".capitalize())

    def _restore(self) -> None:
        kept = str(self.desk.settings.value(_VIEW, "") or "")
        self.body.hide_columns()
        try:
            state = json.loads(kept) if kept else {}
        except ValueError:
            state = {}
        if state:
            self.view.restore_state(state)

    def _keep(self) -> None:
        self.desk.settings.setValue(_VIEW, json.dumps(self.view.saved_state()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.effects.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        self.refusals.put_away()
        self.effects.stop()
        self._keep()
        super().hideEvent(event)


def _arranged(rows: Rows, wanted: Wanted) -> tuple[Rows, Arranged]:
    return rows, rows.arrange(wanted)
