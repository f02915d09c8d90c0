"""All checklists that are due: a list by partner, and a grid to fill one in for many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.checklist.periods import period_label, period_of
from ui.commands import Command
from ui.desk import Desk, Place
from ui.faults import why
from ui.pages.checklist_grid import GridFace
from ui.pages.checklists_filter import ChecklistsFilter
from ui.pages.checklists_sending import FormBar
from ui.pages.evidence_reminder import EvidenceReminder
from ui.pages.list_page import ListPage
from ui.tables.checklists import columns, head_words, period_words
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.search_field import SearchField
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.checklist.template import Template
    from models.store.checklists import Summary

_GRID = "checklists/grid"
_LIST, _IN_GRID = "list", "grid"


class ChecklistsPage(ListPage):
    KEY = "checklists"
    VIEW = "checklists/view"
    ONE = "checklist"
    GIVING_WAY = ((4, 1040),)
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "programs", "settings", "checklists", "answers",
         "evidence", "checklist_templates"}
    )  # fmt: skip

    filter: ChecklistsFilter

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows: list[Summary] = []
        self.templates: tuple[Template, ...] = ()
        self.model = TableModel(columns(partner=True), parent=self)
        self.view = TableView(self.model, "Checklists")
        self.filter = ChecklistsFilter()
        self._build()
        self.begin_list()

    # ---- places ----------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        """The tab of a place is "" for the list, "grid:TEMPLATE:PERIOD" for the grid."""
        moved = place != self.place
        self.place = place
        face, _, what = place.tab.partition(":")
        if moved or self._stale:
            self.faces_choice.set_current(_IN_GRID if face == _IN_GRID else _LIST)
            template, _, period = what.partition(":")
            if template:
                self.grid.template, self.grid.period = template, period
            self.grid.wants_keys = moved and self.in_grid
            self._show_chosen_face()
            self.refresh()

    @property
    def in_grid(self) -> bool:
        return self.faces_choice.current == _IN_GRID

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        today = self.desk.as_of

        def templates_of(portfolio: Any) -> tuple[Template, ...]:
            from models.store.checklist_templates import templates_of_lists

            return templates_of_lists(portfolio)

        def read(portfolio: Any) -> tuple[tuple[Summary, ...], tuple[Template, ...]]:
            from models.store.checklist_due import all_due

            return all_due(portfolio, today), templates_of(portfolio)

        self.ending.read()
        if self.in_grid:
            self.desk.lane.read(
                templates_of, self._take_templates, owner=self, key="due", failed=self._refuse
            )
        else:
            self.desk.lane.read(read, self._take, owner=self, key="due", failed=self._refuse)

    def _on_change(self, change: Any) -> None:
        if self.in_grid and self.CONCERNS & change.tables and self.grid.expects_own(change):
            return
        super()._on_change(change)

    def _take(self, found: tuple[tuple[Summary, ...], tuple[Template, ...]]) -> None:
        self.rows, self.templates = list(found[0]), found[1]
        self.message.hide()
        self.filter.offer_rows(self.rows)
        self.show_lines(self.rows)
        self._show_face()
        self._tell()
        self.loaded.emit()

    def _take_templates(self, found: tuple[Template, ...]) -> None:
        self.templates = found
        self.message.hide()
        self.which.set_choices([(template.key, template.name) for template in found])
        kept = str(self.desk.settings.value(_GRID) or "")
        known = [template.key for template in found]
        wanted = next((k for k in (self.grid.template, kept, "quarterly_review") if k in known), "")
        wanted = wanted or (known[0] if known else "")
        self.which.set_current(wanted)
        self._show_grid(wanted, self.grid.period if wanted == self.grid.template else "")
        self.loaded.emit()

    def _show_grid(self, template: str, period: str) -> None:
        found = next((one for one in self.templates if one.key == template), None)
        if found is None:
            self.grid.show_none()
            return
        span = period_of(found.every, self.desk.as_of)
        self.grid.show_list(template, period or (span.key if span else ""))

    def _refuse(self, error: BaseException) -> None:
        if self.in_grid:
            self.grid.refuse(error)
        else:
            self.message.set("at_risk", "The checklists can’t be shown.", why(error))
            self.message.show()
        self.loaded.emit()

    # ---- showing ---------------------------------------------------------------------------

    def _show_face(self) -> None:
        if not self.rows:
            self._faces.setCurrentWidget(self.empty)
        elif self.model.rowCount():
            self._faces.setCurrentWidget(self.view)
        else:
            self.no_match.set(
                "funnel", f"No checklists match {self.filter.words()}.", "Clear filters"
            )
            self._faces.setCurrentWidget(self.no_match)

    def _tell(self) -> None:
        self.header.set_sub(head_words(self.model.rows))
        self.quarters.setText(period_words(self.model.rows))

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids))

    def _show_chosen_face(self) -> None:
        grid = self.in_grid
        self._sides.setCurrentIndex(1 if grid else 0)
        self.filter.setVisible(not grid)
        self._grid_filter.setVisible(grid)
        if grid:
            self.header.set_sub(
                "One checklist, many partners: Y, P, N or A answers, Enter goes down"
            )

    def _choose_face(self, face: object) -> None:
        tab = ""
        if face == _IN_GRID:
            tab = f"{_IN_GRID}:{self.grid.template}:{self.grid.period}"
        self.desk.go(Place(self.KEY, 0, tab))

    def _choose_template(self, key: object) -> None:
        self.grid.view.finish()
        self.desk.settings.setValue(_GRID, str(key))
        self._show_grid(str(key), "")

    def _choose_period(self, key: object) -> None:
        self._show_grid(self.grid.template, str(key))

    def _offer_periods(self, keys: object) -> None:
        if isinstance(keys, tuple):
            self.period.set_choices([(key, period_label(key) or "Once") for key in keys])
            self.period.set_current(self.grid.period)
            self.period.setVisible(len(keys) > 1 or bool(keys[0]))

    def _filter_grid(self, _: object = None) -> None:
        self.grid.set_filter(self.grid_search.text(), str(self.only.current))

    # ---- what can be done ------------------------------------------------------------------

    def open_row(self, row_id: Any) -> None:
        """Fill in the checklist of a row."""
        row = next((row for row in self.rows if row.id == row_id), None)
        if row is not None:
            self.desk.partner_order = tuple(
                dict.fromkeys(shown.where.partner_id for shown in self.model.rows)
            )
            tab = f"{row.where.template}:{row.where.period}"
            self.desk.go(Place("checklist", row.where.partner_id, tab))

    def commands(self) -> list[Command]:
        chosen = self.has_selection
        return [
            Command("open_checklist", "Fill in this checklist", self.open_selected, "Go", "",
                    "list-checks", "answer runner", lambda: not self.in_grid and chosen()),
            Command("checklist_grid", "Fill in a checklist for many partners", self.show_grid,
                    "View", "Ctrl+G", "table", "grid spreadsheet"),
            Command("checklist_list", "List of checklists", self.show_list, "View", "", "list", ""),
            Command("send_checklists", "Send as a form…", self.send_selected, "File", "", "mail",
                    "partner pdf xlsx fill in paper print", lambda: not self.in_grid and chosen()),
            Command("copy_checklists", "Copy for Excel", self.copy_selected, "Edit", "", "copy",
                    "clipboard", lambda: not self.in_grid and chosen()),
        ]  # fmt: skip

    def send_selected(self) -> None:
        """Send the selected checklist as a form; several as PDF forms into a folder."""
        lists = [row.where for row in self.view.selected_rows()]
        if len(lists) == 1:
            from ui.dialogs.checklist_form import send_form

            send_form(self.desk, lists[0], self)
        elif lists:
            self.forms.ask_and_start(lists)

    def show_grid(self) -> None:
        self._choose_face(_IN_GRID)

    def show_list(self) -> None:
        self._choose_face(_LIST)

    def leave(self) -> None:
        self.grid.view.finish()
        super().leave()

    def open_templates(self) -> None:
        self.desk.go(Place("templates"))

    def begin_search(self) -> None:
        if self.in_grid:
            self.grid_search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.grid_search.selectAll()
        else:
            super().begin_search()

    def _go_to_grid(self) -> None:
        self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_selection(self) -> None:
        self.view.clearSelection()

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Checklists")
        self.faces_choice = Segmented([(_LIST, "List"), (_IN_GRID, "Grid")], "Show")
        self.faces_choice.chosen.connect(self._choose_face)
        self.header.add_action(self.faces_choice)
        self.header.add_button("Templates", "plain", "layers").clicked.connect(self.open_templates)
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.forms = FormBar(self.desk)
        self.ending = EvidenceReminder(self.desk)
        self.filter.add_end(AsOfButton(self.desk))
        self._grid_filter = self._build_grid_filter()
        self.empty = EmptyState(
            "list-checks",
            "No checklist is due",
            "Go to partners",
            hint="Reviews come by themselves every quarter to partners that participate; "
            "onboarding comes with a candidacy.",
        )
        self.empty.primary_clicked.connect(self._go_to_partners)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self._faces = QStackedWidget()
        for face in (self.empty, self.view, self.no_match):
            self._faces.addWidget(face)
        self.bulk = BulkBar()
        self.bulk.add_button("Send as forms…", "mail", self.send_selected)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.bulk.dismissed.connect(self._clear_selection)
        card = Card(padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        self.grid = GridFace(self.desk)
        self.grid.periods_read.connect(self._offer_periods)
        self.quarters = ElidedLabel("", "small", "text_2")
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card, 1)
        column.addWidget(self.quarters)
        self._sides = QStackedWidget()
        self._sides.addWidget(listed)
        self._sides.addWidget(self.grid)
        parts = (
            self.header, self.message, self.forms, self.ending, self.filter, self._grid_filter,
        )  # fmt: skip
        for part in parts:
            body.column.addWidget(part)
        body.column.addWidget(self._sides, 1)
        self._show_chosen_face()

    def _build_grid_filter(self) -> QWidget:
        self.which = QuietCombo([], "Checklist", width=220)
        self.which.chosen.connect(self._choose_template)
        self.period = QuietCombo([], "Period", width=110)
        self.period.chosen.connect(self._choose_period)
        self.grid_search = SearchField("Filter partners", width=200)
        self.grid_search.textChanged.connect(self._filter_grid)
        self.grid_search.went_on.connect(self._go_to_grid)
        self.only = Segmented([("", "All"), ("open", "Not complete")], "Partners")
        self.only.chosen.connect(self._filter_grid)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.which, self.period, self.grid_search, self.only):
            line.addWidget(part)
        line.addStretch(1)
        return row
