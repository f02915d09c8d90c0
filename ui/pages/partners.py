"""The list of partners: names at once, tiers as they are assessed, and what to do with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from models.errors import UserError
from models.partner_list import PartnerLine, summary
from models.text import counted
from ui import icons
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages import partners_view
from ui.pages.assessment_reminder import ReminderBar
from ui.pages.base import Page
from ui.pages.partners_ahead import AheadColumn
from ui.pages.partners_assessing import Assessing
from ui.pages.partners_card import PartnersCard
from ui.pages.partners_changes import PartnerChanges
from ui.pages.partners_filter import PartnersFilter
from ui.pages.partners_packs import STATEMENT, PackBar
from ui.pages.partners_table import NameDelegate, NameFields, columns
from ui.pages.statements_due import DueBar
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.program.terms import Terms
    from models.store.partner_names import Listed
    from models.store.partners import Standings


class PartnersPage(Page):
    KEY = "partners"
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "programs", "settings"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.assessing = Assessing(desk, self)
        self.changes = PartnerChanges(desk, self)
        self._terms: Terms | None = None
        self._fresh = self._filtered = False
        self.model = TableModel(columns(), on_edit=_edits_go_through_the_delegate, parent=self)
        self.view = TableView(
            self.model, "Partners", delegate=NameDelegate(self._rename, self.model)
        )
        self.ahead = AheadColumn(desk, self.view, self.model, self)
        self._build()
        self._connect()
        partners_view.restore(desk.settings, self.view, self.filter)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        since = self.assessing.since

        def read(portfolio: Any) -> Listed:
            from models.store.partner_names import listed

            return listed(portfolio, since)

        self.desk.lane.read(read, self._take_names, owner=self, key="names")

    def _take_names(self, listed: Listed) -> None:
        known = self.assessing.known
        lines = list(listed.lines)
        if known:
            ahead = self.ahead.known
            lines = [
                line._replace(standing=known.get(line.id), ahead=ahead(line.id)) for line in lines
            ]
        self.ahead.note(listed)
        self.filter.offer_regions(line.region for line in lines)
        self._filter_chips()
        self.model.refresh(lines)
        self._fresh = any(line.standing is None for line in lines)
        shown = [row.id for row in self.model.rows]
        rest = {line.id for line in lines}.difference(shown)
        self._show_face()
        self._tell()
        if self.isVisible() and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.loaded.emit()
        self.assessing.begin(listed, [*shown, *sorted(rest)])

    def _take_standings(self, standings: Standings) -> None:
        self.message.hide()
        if standings.terms is not self._terms:
            self._terms = standings.terms
            self.filter.offer_tiers(standings.terms)
            self.model.retitle("Aggregate TCV", standings.terms.tcv_label)
        self.model.update_rows(
            row._replace(standing=standing)
            for row_id, standing in standings.by_id.items()
            if (row := self.model.find(row_id)) is not None
        )
        self._tell()

    def _settle(self) -> None:
        # An edit moves no row; only figures that were not there before are sorted in.
        if self._fresh:
            self._fresh = False
            self.model.settle()
        self._show_face()
        self._tell()
        self.reminder.read()
        self.owed.read()
        self.ahead.go_on()

    def _refuse(self, error: BaseException) -> None:
        self.model.refresh([row._replace(standing=None) for row in self.model.all_rows])
        self._tell()
        if isinstance(error, UserError):
            self.message.set("at_risk", error.message, error.hint)
            self.message.show()

    # ---- what is said ----------------------------------------------------------------------

    def _tell(self) -> None:
        left = self.assessing.left
        # Summing up ten thousand rows after each few of them would be felt.
        lines = [] if left else self.model.all_rows
        shown, partners = self.model.rowCount(), self.model.count
        label = self._terms.tcv_label if self._terms else ""
        self.header.set_sub(partners_view.head_words(summary(lines), partners, shown, left, label))

    def _show_face(self) -> None:
        self.card.show_face(
            self.model.count,
            self.model.rowCount(),
            self.filter.words(),
            assessing=self.assessing.left > 0,
        )

    def _refilter(self) -> None:
        self.model.set_filter(self.filter.search.text())
        self._filter_chips()
        self._show_face()
        self._tell()

    def _filter_chips(self) -> None:
        wanted = self.filter.predicate()
        if wanted is not None or self._filtered:
            self._filtered = wanted is not None
            self.model.set_predicate(wanted)

    def _select(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids))

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen, writable = self._has_selection, self._can_write
        return [
            Command("new_partner", "New partner", self.new_partner, "Edit", "Ctrl+N", "plus",
                    "add create", writable),
            Command("open_partner", "Open partner", self.open_selected, "Go", "", "arrow-right",
                    "", chosen),
            Command("rename_partner", "Edit name and region", self.edit_selected, "Edit", "F2",
                    "pencil", "rename", lambda: chosen() and writable()),
            Command("delete_partners", "Delete partner", self.delete_selected, "Edit", "Delete",
                    "trash-2", "remove", lambda: chosen() and writable()),
            Command("copy_partners", "Copy for Excel", self.copy_selected, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard", chosen),
        ]  # fmt: skip

    def find(self) -> None:  # type: ignore[override]
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def leave(self) -> None:
        partners_view.keep(self.desk.settings, self.view, self.filter)

    def new_partner(self) -> None:
        if self._can_write():
            self.card.show_table()
            self.new_row.begin()

    def open_partner(self, partner_id: int) -> None:
        self.desk.partner_order = tuple(row.id for row in self.model.rows)
        self.desk.go(Place("partner", partner_id))

    def open_selected(self) -> None:
        current = self.view.current_id()
        if current is not None:
            self.open_partner(current)

    def edit_selected(self) -> None:
        at = self.model.position(self.view.current_id())
        if at >= 0:
            index = self.model.index(at, 0)
            self.view.setCurrentIndex(index)
            self.view.edit(index)

    def copy_selected(self) -> None:
        ids = self.view.selected_ids()
        if ids:
            self.view.copy(headers=True)
            self.desk.toast(f"Copied {counted(len(ids), 'partner')} with headings")

    def build_packs(self) -> None:
        """One partner's pack is seen first; those of several go straight into a folder."""
        ids = self.view.selected_ids()
        if len(ids) == 1:
            self.desk.go(Place("packs", ids[0]))
        elif ids:
            self.packs.ask_and_start(ids, "internal")

    def build_partner_packs(self) -> None:
        """The edition for the partners, without what is the host's alone."""
        self.packs.ask_and_start(self.view.selected_ids(), "partner")

    def build_statements(self) -> None:
        """How each of the partners stands, in a letter to it."""
        self.packs.ask_and_start(self.view.selected_ids(), STATEMENT)

    def delete_selected(self) -> None:
        self.delete(self.view.selected_ids())

    def delete(self, ids: list[int]) -> None:
        """Delete partners with all that belongs to them; undo brings everything back."""
        if ids and self._can_write():
            self.changes.delete([self._line(row_id) for row_id in ids])

    def _added(self, partner_id: int) -> None:
        self.new_row.done()
        self.open_partner(partner_id)

    def _rename(self, partner_id: int, name: str, region: str) -> None:
        self.message.hide()
        self.changes.rename(self._line(partner_id), name, region)

    def _edit_again(self, partner_id: int, typed: tuple[str, str], told: tuple[str, str]) -> None:
        """Say why a name was refused, and bring the fields back with what was typed."""
        self.message.set("short", *told)
        self.message.show()
        # The editor that was left is closed first.
        QTimer.singleShot(0, self, partial(self._reopen, partner_id, typed))

    def _reopen(self, partner_id: int, typed: tuple[str, str]) -> None:
        self.view.reveal(partner_id)
        self.edit_selected()
        fields = self.view.viewport().findChild(NameFields)
        if fields is not None:
            fields.keep(*typed)

    def _line(self, partner_id: int) -> PartnerLine:
        line: PartnerLine = self.model.find(partner_id)
        return line

    def _has_selection(self) -> bool:
        return bool(self.view.selected_ids())

    def _can_write(self) -> bool:
        return self.desk.opened.path is not None and not self.desk.opened.read_only

    def _import(self) -> None:
        self.desk.importing.emit("", "")

    def _menu(self, spot: QPoint) -> None:
        if self.view.current_id() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands()[1:]:
            action = menu.addAction(icons.icon(command.icon), command.title, command.run)
            action.setEnabled(command.enabled())
        pack = menu.addAction(icons.icon("presentation"), "Build review pack", self.build_packs)
        menu.insertAction(menu.actions()[1], pack)
        menu.popup(self.view.viewport().mapToGlobal(spot))

    def _forget(self, _: object = None) -> None:
        self.assessing.forget()
        self.ahead.forget()

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.assessing.assessed.connect(self._take_standings)
        self.assessing.finished.connect(self._settle)
        self.assessing.refused.connect(self._refuse)
        self.view.opened.connect(self.open_partner)
        self.view.delete_requested.connect(self.delete)
        self.view.selection_changed.connect(self._select)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.filter.changed.connect(self._refilter)
        self.filter.search.went_on.connect(self._go_to_table)
        self.new_row.named.connect(self.changes.add)
        self.changes.added.connect(self._added)
        self.changes.not_added.connect(self.new_row.show_problem)
        self.changes.not_renamed.connect(self._edit_again)
        self.new_row.put_away.connect(self._put_away)
        self.desk.lane.opened.connect(self._forget)

    def _go_to_table(self) -> None:
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.selectRow(0)
        self.view.setFocus()

    def _put_away(self) -> None:
        self._show_face()
        self.view.setFocus()

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Partners")
        importing = self.header.add_button("Import", "plain", "download")
        importing.clicked.connect(self._import)
        self.new_button = self.header.add_button("New partner", "primary", "plus")
        self.new_button.clicked.connect(self.new_partner)
        self.filter = PartnersFilter()
        self.as_of = AsOfButton(self.desk)
        self.filter.add_end(self.as_of)
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.packs = PackBar(self.desk)
        self.card = PartnersCard(self.view)
        self.card.importing.connect(self._import)
        self.card.adding.connect(self.new_partner)
        self.card.clearing.connect(self.filter.clear)
        self.new_row, self.bulk = self.card.new_row, self.card.bulk
        packs = QMenu(self)
        packs.addAction("Internal edition", self.build_packs)
        packs.addAction("Partner edition", self.build_partner_packs)
        packs.addAction("Status statements", self.build_statements)
        self.bulk.add_button("Build packs", "presentation").setMenu(packs)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.bulk.add_button("Delete", "trash-2", self.delete_selected)
        self.reminder = ReminderBar(self.desk)
        self.owed = DueBar(self.desk, self.packs)
        for part in (self.header, self.message, self.reminder, self.owed, self.packs, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(self.card, 1)

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        partners_view.fit_columns(self.view, self.width())
        if not self.assessing.left:
            self.ahead.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        partners_view.keep(self.desk.settings, self.view, self.filter)


def _edits_go_through_the_delegate(*_: object) -> None:
    """The model only has to know that its cells can be edited."""
