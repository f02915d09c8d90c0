"""The omission cases of a partner: what it says our deals lack, and the review of each (C101)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from models.governance.omission_review import is_open
from models.text import counted
from ui import icons
from ui.desk import Desk, Place
from ui.faults import why
from ui.pages.omission_doings import OmissionDoings
from ui.pages.omissions_table import CaseColumns, copied_columns
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.omission_panel import CasePanel
from ui.tables.clipboard import as_clipboard
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel
from ui.widgets.message_bar import MessageBar
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from models.store.omission_review import Case, Line
    from models.store.partners import PartnerView


class OmissionsTab(Tab):
    KEY = "omissions"
    TITLE = "Omissions"
    GROUP = "Pipeline"

    loaded = Signal()  # what was asked for is on the tab now

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.lines: tuple[Line, ...] = ()
        self._wanted: int | None = None
        self._columns = CaseColumns(desk.today)
        self.model = TableModel(self._columns.made(partner=False), parent=self)
        self.table = TableView(self.model, "Omission cases of this partner")
        self.table.widths.giving_way = ((4, 740), (3, 590))
        self.panel = CasePanel(desk)
        self.doings = OmissionDoings(desk, self)
        self._build()

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.message.hide()
            self.lines = ()
            self.panel.shown = None
        self._columns.today = self.desk.today
        partner_id = self.partner_id

        def read(portfolio: Any) -> tuple[Line, ...]:
            from models.store.omission_review import lines

            return lines(portfolio, partner_id)

        self.desk.lane.read(
            read, partial(self._take, same), owner=self, key="cases", failed=self._refuse
        )

    def reveal(self, field: str, record_id: int | None) -> None:
        """Show a case by its id."""
        self._wanted = record_id
        self._show_wanted()
        self.table.setFocus()

    def leave(self) -> None:
        self.panel.leave()

    # ---- what is shown ---------------------------------------------------------------------

    def _take(self, same: bool, found: tuple[Line, ...]) -> None:
        self.lines = found
        (self.model.refresh if same else self.model.set_rows)(found)
        waiting = sum(is_open(line.omission.state) for line in found)
        words = counted(len(found), "case")
        self.sub.setText(f"{words}, {waiting:,} to decide" if waiting else f"{words}, all decided")
        self._faces.setCurrentIndex(0 if found else 1)
        self.new.setVisible(self.writable)
        self._empty.set(
            "flag",
            "No omission was ever flagged",
            "Open a case…" if self.writable else "",
            "Their pipeline",
            hint="Where a partner says that a deal is missing from ours, the case is reviewed here"
            " and decided. Flag it in the partner’s own list, or open a case by hand.",
        )
        if found and self.table.current_id() is None and self._wanted is None:
            self._wanted = found[0].id
        self._show_wanted()
        self._read_case()
        if not found:
            self.loaded.emit()

    def _show_wanted(self) -> None:
        wanted = self._wanted
        if wanted is not None and self.model.position(wanted) >= 0:
            self._wanted = None
            self.table.select_ids([wanted], wanted)
            self.table.reveal(wanted)
            self._read_case()

    def _read_case(self, _: object = None) -> None:
        case_id, today = self.table.current_id(), self.desk.today
        if case_id is None:
            return

        def read(portfolio: Any) -> Case:
            from models.store.omission_review import case

            return case(portfolio, case_id, today)

        self.desk.lane.read(read, self._show_case, owner=self, key="case", failed=self._refuse)

    def _show_case(self, found: Case) -> None:
        if found.omission.partner_id != self.partner_id:
            return  # another partner was gone to meanwhile
        self.panel.show_case(found, self.writable)
        self.loaded.emit()

    def _refuse(self, error: BaseException) -> None:
        self.refuse(why(error))

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.message.set("short", sentence)
        self.message.show()

    # ---- what can be done ------------------------------------------------------------------

    def act(self, key: str) -> None:
        """Ask for a step of the case on show."""
        self.message.hide()
        if self.panel.shown is not None and self.writable:
            self.doings.ask_step(self.panel.shown, key)

    def open_case(self) -> None:
        """Ask for a case that no list names."""
        if self.view is not None and self.writable:
            self.doings.ask_new([self.name], self.view.terms.currency, self.name)

    def go_to_list(self) -> None:
        self.desk.go(Place("partner", self.partner_id, "their_pipeline"))

    def _reveal_new(self, case_id: object) -> None:
        if isinstance(case_id, int):
            self._wanted = case_id
            self._show_wanted()

    def _open_row(self, _: object = None) -> None:
        self.side.open()
        verbs = self.panel.verbs
        if verbs:
            verbs[0].setFocus()

    def _clicked(self, _: object) -> None:
        if self.side.is_drawer:
            self.side.open()

    def _open_deal(self, deal_id: object) -> None:
        if isinstance(deal_id, int):
            self.desk.go(Place("deals", deal_id))

    def copy(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            data = as_clipboard(copied_columns(partner=False), rows, headers=True)
            QGuiApplication.clipboard().setMimeData(data)
            self.desk.toast(f"Copied {counted(len(rows), 'case')} with headings")

    def show_menu(self, spot: QPoint) -> None:
        """What can be done with the case under the cursor."""
        if self.table.current_id() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb in self.panel.verbs:
            menu.addAction(icons.icon(verb.icon_name), verb.text(), verb.click)
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), "Copy for Excel", self.copy)
        menu.popup(self.table.viewport().mapToGlobal(spot))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.doings.opened.connect(self._reveal_new)
        self.doings.refused.connect(self.refuse)
        self.table.selection_changed.connect(self._read_case)
        self.table.opened.connect(self._open_row)
        self.table.clicked.connect(self._clicked)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self.show_menu)
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.sub = ElidedLabel("", "body", "text_2")
        self.details = Button("Case", "quiet", "panel-right", name="Show the case")
        self.new = Button("Open a case…", "plain", "plus")
        self.new.clicked.connect(self.open_case)
        card = Card("Omissions", padding=0)
        card.header.insertWidget(1, self.sub)
        card.add_action(self.details)
        card.add_action(self.new)
        card.body.addWidget(self.table, 1)
        self.side = SidePanel(card, self.panel, width=380, least=980)
        self.details.clicked.connect(self.side.open)
        self.details.hide()
        self.side.drawer_changed.connect(self.details.setVisible)
        self.panel.put_away.connect(self.side.close_drawer)
        self.panel.acted.connect(self.act)
        self.panel.deal_wanted.connect(self._open_deal)
        self._empty = EmptyState("flag", "")
        self._empty.primary_clicked.connect(self.open_case)
        self._empty.link_clicked.connect(self.go_to_list)
        empty = Card()
        empty.body.addWidget(self._empty)
        faces = QWidget()
        self._faces = QStackedLayout(faces)
        self._faces.addWidget(self.side)
        self._faces.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self.message)
        outer.addWidget(faces, 1)
