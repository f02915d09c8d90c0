"""The omission cases of all partners: which wait for a decision, and what decided ones moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.governance.omission_review import is_open
from models.text import counted
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.list_page import ListPage
from ui.pages.omission_doings import OmissionDoings
from ui.pages.omissions_table import CaseColumns, CasesFilter, copied_columns
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import PipelineTabs

if TYPE_CHECKING:
    from models.store.omission_review import Line


class OmissionsPage(ListPage):
    KEY = "omissions"
    VIEW, ONE = "omissions/view", "case"
    GIVING_WAY = ((6, 1080), (5, 900), (4, 760))
    CONCERNS = frozenset({"omissions", "omission_steps", "partners", "evidence"})
    filter: CasesFilter

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.lines: tuple[Line, ...] = ()
        self.partners: list[str] = []
        self.currency = "USD"
        self._columns = CaseColumns(desk.today)
        self.model = TableModel(self._columns.made(partner=True), parent=self)
        self.view = TableView(self.model, "Omission cases")
        self.doings = OmissionDoings(desk, self)
        self._build()
        self.begin_list()

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        today = self.desk.today

        def read(portfolio: Any) -> tuple[tuple[Line, ...], list[tuple[int, str]], str]:
            from models.store.deals import partner_names
            from models.store.omission_review import lines
            from models.store.partner_deals import money_on

            names = partner_names(portfolio)
            return lines(portfolio), names, money_on(portfolio, today).currency

        self.desk.lane.read(read, self._take, owner=self, key="cases")

    def _take(self, found: tuple[tuple[Line, ...], list[tuple[int, str]], str]) -> None:
        self.lines, names, self.currency = found
        self.partners = [name for _, name in names]
        self._columns.today = self.desk.today
        there = {line.omission.partner_id for line in self.lines}
        self.filter.offer("partner", [(str(key), name) for key, name in names if key in there])
        self.new.setVisible(self.can_write())
        self.show_lines(self.lines)
        self._show_face()
        self._tell()
        self.loaded.emit()

    # ---- what is said ----------------------------------------------------------------------

    def _tell(self) -> None:
        waiting = [line for line in self.lines if is_open(line.omission.state)]
        parts = [counted(len(self.lines), "omission case")]
        if waiting:
            parts.append(f"{len(waiting):,} to decide")
            oldest = min(line.omission.flagged_on for line in waiting)
            days = (self.desk.today - oldest).days
            if days > 0:
                parts.append(f"the oldest open for {counted(days, 'day')}")
        lifted = sum(1 for line in self.lines if line.weighed and line.weighed.lifts)
        if lifted:
            parts.append(f"{lifted:,} moved a tier")
        shown = self.model.rowCount()
        if shown != self.model.count:
            parts.append(f"{shown:,} shown")
        words = " · ".join(parts)
        self.header.set_sub(words[:1].upper() + words[1:])

    def _show_face(self) -> None:
        self.filter.setVisible(bool(self.model.count))
        if not self.model.count:
            face: QWidget = self.empty
        elif not self.model.rowCount():
            self.no_match.set("funnel", f"No cases match {self.filter.words()}.", "Show all")
            face = self.no_match
        else:
            face = self.view
        self._faces.setCurrentWidget(face)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen = self.has_selection
        return [
            Command("omissions.open", "Open the case", self.open_selected, "Go", "", "arrow-right",
                    "omission review", chosen),
            Command("omissions.new", "Open an omission case…", self.ask_new, "Edit", "Ctrl+N",
                    "plus", "omission flag", self.can_write),
            Command("omissions.copy", "Copy for Excel", self.copy_selected, "Edit",
                    "Ctrl+Shift+C", "copy", "clipboard", chosen),
        ]  # fmt: skip

    def open_row(self, row_id: Any) -> None:
        line = self.model.find(row_id)
        if line is not None:
            self.desk.go(Place("partner", line.omission.partner_id, f"omissions:{line.id}"))

    def ask_new(self) -> None:
        """Ask for a case of any partner."""
        if self.can_write():
            current = self.model.find(self.view.current_id())
            self.doings.ask_new(
                self.partners, self.currency, current.partner if current is not None else ""
            )

    def copied_columns(self) -> list[Column]:
        return copied_columns(partner=True)

    def go_to_lists(self) -> None:
        self.desk.go(Place("partner_lists"))

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.message.set("short", sentence)
        self.message.show()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Deals")
        self.new = self.header.add_button("Open a case…", "primary", "plus")
        self.new.clicked.connect(self.ask_new)
        self.tabs = PipelineTabs(self.desk, self.KEY)
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.doings.refused.connect(self.refuse)
        self.filter = CasesFilter()
        self.bulk = BulkBar()
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.bulk.add_button("Open", "arrow-right", self.open_selected)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty = EmptyState(
            "flag", "No omission was ever flagged", "Open a case…", "Partner lists",
            hint="Where a partner says that a deal is missing from ours, the case is reviewed and"
            " decided. Flag it in the partner’s own list, or open a case by hand.",
        )  # fmt: skip
        self.empty.primary_clicked.connect(self.ask_new)
        self.empty.link_clicked.connect(self.go_to_lists)
        self._faces = QStackedWidget()
        for face in (self.view, self.no_match, self.empty):
            self._faces.addWidget(face)
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        for part in (self.header, self.tabs, self.message, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)
