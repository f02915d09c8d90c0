"""The card of the list: the table, what stands there when it shows nobody, and its two bars."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.partners_new import NewPartnerRow
from ui.tables.view import TableView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState


class PartnersCard(Card):
    """`new_row` opens above the table, `bulk` below it; neither hides a row."""

    importing = Signal()
    adding = Signal()
    clearing = Signal()  # the filters

    def __init__(self, view: TableView, parent: QWidget | None = None) -> None:
        super().__init__("", parent, padding=0)
        self._view = view
        self.new_row = NewPartnerRow()
        self.bulk = BulkBar()
        self.bulk.dismissed.connect(view.clearSelection)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.clearing)
        self.empty = EmptyState(
            "handshake",
            "No partners yet",
            "Import a spreadsheet",
            "Add the first one",
            hint="A list of partners or a CRM export of deals, from CSV or Excel.",
        )
        self.empty.primary_clicked.connect(self.importing)
        self.empty.link_clicked.connect(self.adding)
        self._faces = QStackedWidget()
        for face in (view, self.no_match, self.empty):
            self._faces.addWidget(face)
        self.body.setSpacing(0)
        self.body.addWidget(self.new_row)
        self.body.addWidget(self._faces, 1)
        self.body.addWidget(self.bulk)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()

    def show_table(self) -> None:
        self._faces.setCurrentWidget(self._view)

    def show_face(self, partners: int, shown: int, filters: str, *, assessing: bool) -> None:
        """Show what fits: nobody there, nobody found by the filters, or the table."""
        if not partners:
            self._faces.setCurrentWidget(self.empty)
        elif shown or assessing:
            self.show_table()
        else:
            self.no_match.set("funnel", f"No partners match {filters}.", "Clear filters")
            self._faces.setCurrentWidget(self.no_match)
