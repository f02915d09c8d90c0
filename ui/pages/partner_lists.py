"""The own lists of all partners: how old, how far they confirm ours, what is to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.text import counted
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.list_page import ListPage
from ui.pages.partner_lists_table import (
    GIVING_WAY,
    NAME,
    PartnerListsFilter,
    columns,
    copied_columns,
)
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import PipelineTabs

if TYPE_CHECKING:
    from models.store.partner_lists import ListLine, Overview


class PartnerListsPage(ListPage):
    KEY = "partner_lists"
    VIEW, GIVING_WAY = "partner_lists/view", GIVING_WAY
    CONCERNS = frozenset(
        {"partners", "deals", "rates", "programs", "settings", "agreements", "participation_steps",
         "partner_deals", "ledger_marks", "omissions"}
    )  # fmt: skip
    filter: PartnerListsFilter

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: Overview | None = None
        self.model = TableModel(columns(), parent=self)
        self.view = TableView(self.model, "Partner lists")
        self._build()
        if not self.begin_list():
            self.view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        as_of = self.desk.as_of

        def read(portfolio: Any, progress: Any) -> Overview:
            from models.store.partner_lists import overview

            return overview(portfolio, as_of, progress)

        self.desk.lane.read(read, self._take, owner=self, key="lists", progress=self._show_reading)

    def _take(self, found: Overview) -> None:
        self.told = found
        self.filter.offer_regions(line.region for line in found.lines)
        rows = [Row(line.id, line, found.currency) for line in found.lines]
        self.show_lines(rows)
        self._show_face()
        self._tell()
        self.loaded.emit()

    def _show_reading(self, done: int, total: int, text: str) -> None:
        if self.told is None:
            self.header.set_sub(f"{text}, {done:,} of {total:,} partners")

    # ---- what is said ----------------------------------------------------------------------

    def _tell(self) -> None:
        found = self.told
        if found is None:
            return
        standing = [line.standing for line in found.lines]
        given = len(standing) - standing.count("none")
        words = f"{counted(given, 'partner')} with a list of their own" if given != 1 else (
            "1 partner with a list of its own"
        )  # fmt: skip
        parts = [words[:1].upper() + words[1:]]
        if old := standing.count("old"):
            parts.append(f"{old:,} older than {found.limits.age:,} days")
        if missing := sum(line.is_missed for line in found.lines):
            verb = "has" if missing == 1 else "have"
            parts.append(f"{missing:,} taking part {verb} given none lately")
        if waiting := sum(line.candidates for line in found.lines):
            parts.append(f"{counted(waiting, 'omission')} to decide")
        shown = self.model.rowCount()
        if shown != self.model.count:
            parts.append(f"{shown:,} shown")
        self.header.set_sub(" · ".join(parts))

    def _show_face(self) -> None:
        if not self.model.count:
            face: QWidget = self.empty
        elif not self.model.rowCount():
            self.no_match.set("funnel", f"No partners match {self.filter.words()}.", "Show all")
            face = self.no_match
        else:
            face = self.view
        self._faces.setCurrentWidget(face)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()

    def _select(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids), least=1)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen = self.has_selection
        return [
            Command("open_partner_list", "Open the partner’s list", self.open_selected, "Go", "",
                    "arrow-right", "their pipeline", chosen),
            Command("copy_partner_lists", "Copy for Excel", self.copy_selected, "Edit",
                    "Ctrl+Shift+C", "copy", "clipboard", chosen),
        ]  # fmt: skip

    def open_row(self, row_id: Any) -> None:
        self.desk.partner_order = tuple(row.id for row in self.model.rows)
        self.desk.go(Place("partner", int(row_id), "their_pipeline"))

    def copied_columns(self) -> list[Column]:
        return copied_columns()

    def import_file(self) -> None:
        self.desk.importing.emit("", "partner-pipeline")

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Deals")
        self.header.add_action(AsOfButton(self.desk))
        self.bring = self.header.add_button("Import", icon="download")
        self.bring.clicked.connect(self.import_file)
        self.tabs = PipelineTabs(self.desk, self.KEY)
        self.filter = PartnerListsFilter()
        self.bulk = BulkBar()
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.bulk.add_button("Open", "arrow-right", self.open_selected)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty = EmptyState(
            "handshake", "No partners yet", "Import a list",
            hint="A partner’s own list of deals is kept beside ours and compared with it.",
        )  # fmt: skip
        self.empty.primary_clicked.connect(self.import_file)
        self._faces = QStackedWidget()
        for face in (self.view, self.no_match, self.empty):
            self._faces.addWidget(face)
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        for part in (self.header, self.tabs, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the currency that its money is in."""

    id: int
    line: ListLine
    currency: str

    @property
    def region(self) -> str:
        return self.line.region
