"""The list of partners: names at once, tiers as they are assessed, and what to do with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from models.partner_list import PartnerLine, summary
from ui.commands import Command
from ui.desk import Desk, Place
from ui.merge_doings import MergeDoings
from ui.pages import partners_view
from ui.pages.assessed_list import AssessedList
from ui.pages.assessment_reminder import ReminderBar
from ui.pages.partners_ahead import AheadColumn
from ui.pages.partners_card import PartnersCard
from ui.pages.partners_changes import PartnerChanges
from ui.pages.partners_filter import PartnersFilter
from ui.pages.partners_packs import STATEMENT, PackBar
from ui.pages.partners_table import NameDelegate, NameFields, columns
from ui.pages.statements_due import DueBar
from ui.review_making import ReviewMaking
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.store.partner_names import Listed


class PartnersPage(AssessedList):
    KEY = "partners"
    VIEW, KNOWN, GIVING_WAY = "partners/view", "standing", partners_view.GIVING_WAY
    filter: PartnersFilter
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "programs", "settings"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.changes = PartnerChanges(desk, self)
        self.merging = MergeDoings(desk, self)
        self.model = TableModel(columns(), on_edit=_edits_go_through_the_delegate, parent=self)
        self.view = TableView(
            self.model, "Partners", delegate=NameDelegate(self._rename, self.model)
        )
        self.ahead = AheadColumn(desk, self.view, self.model, self)
        self._build()
        self._connect()
        self.begin_list()

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
        self.take_lines(listed, lines)

    def _before_assessing(self) -> None:
        if self.isVisible() and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        super()._settle()
        self.reminder.read()
        self.owed.read()
        self.ahead.go_on()

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

    def _select(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids))
        self.merge_button.setVisible(len(ids) == 2 and self.can_write())

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen, writable = self.has_selection, self.can_write
        return [
            Command("new_partner", "New partner", self.new_partner, "Edit", "Ctrl+N", "plus",
                    "add create", writable),
            Command("open_partner", "Open partner", self.open_selected, "Go", "", "arrow-right",
                    "", chosen),
            Command("rename_partner", "Edit name and region", self.edit_selected, "Edit", "F2",
                    "pencil", "rename", lambda: chosen() and writable()),
            Command("delete_partners", "Delete partner", self.delete_selected, "Edit", "Delete",
                    "trash-2", "remove", lambda: chosen() and writable()),
            Command("merge_partners", "Merge two partners…", self.merge_selected, "Edit", "",
                    "git-branch", "same duplicate join", lambda: self._two() and writable()),
            Command("find_twins", "Find partners that may be the same…", self.merging.find_twins,
                    "Edit", "", "search", "duplicate merge names", writable),
            Command("several_packs", "Build review packs…", self.several_packs, "File", "",
                    "presentation", "all partners batch pptx", self._any),
            Command("portfolio_review", "Portfolio review…", self.reviewing.ask, "File", "",
                    "presentation", "all partners ladder movers gaps pdf", self._any),
            Command("copy_partners", "Copy for Excel", self.copy_selected, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard", chosen),
        ]  # fmt: skip

    def new_partner(self) -> None:
        if self.can_write():
            self.card.show_table()
            self.new_row.begin()

    def edit_selected(self) -> None:
        at = self.model.position(self.view.current_id())
        if at >= 0:
            index = self.model.index(at, 0)
            self.view.setCurrentIndex(index)
            self.view.edit(index)

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

    def several_packs(self) -> None:
        """Packs for those selected, for those shown, or for all; which ones is asked."""
        chosen, rows = self.view.selected_ids(), self.model.rows
        groups = [(f"All {self.model.count:,}", [line.id for line in self.model.all_rows])]
        if len(rows) < self.model.count:
            groups.insert(0, (f"{len(rows):,} shown", [line.id for line in rows]))
        if chosen:
            groups.insert(0, (f"{len(chosen):,} selected", chosen))
        self.packs.choose(groups)

    def _any(self) -> bool:
        return self.model.count > 0

    def build_statements(self) -> None:
        """How each of the partners stands, in a letter to it."""
        self.packs.ask_and_start(self.view.selected_ids(), STATEMENT)

    def delete_selected(self) -> None:
        self.delete(self.view.selected_ids())

    def delete(self, ids: list[int]) -> None:
        """Delete partners with all that belongs to them; undo brings everything back."""
        if ids and self.can_write():
            self.changes.delete([self._line(row_id) for row_id in ids])

    def merge_selected(self) -> None:
        """Make one partner of the two that are selected; the window shows what would come of it."""
        if self._two() and self.can_write():
            one, other = (self._line(row_id) for row_id in self.view.selected_ids())
            self.merging.merge((one.id, one.name), (other.id, other.name))

    def _two(self) -> bool:
        return len(self.view.selected_ids()) == 2

    def _added(self, partner_id: int) -> None:
        self.new_row.done()
        self.open_row(partner_id)

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

    def menu_commands(self) -> list[Command]:
        pack = Command("packs", "Build review pack", self.build_packs, icon="presentation")
        first, *rest = self.commands()[1:]
        return [first, pack, *rest]

    def _forget(self, _: object = None) -> None:
        super()._forget()
        self.ahead.forget()

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.view.delete_requested.connect(self.delete)
        self.new_row.named.connect(self.changes.add)
        self.changes.added.connect(self._added)
        self.changes.not_added.connect(self.new_row.show_problem)
        self.changes.not_renamed.connect(self._edit_again)
        self.new_row.put_away.connect(self._put_away)

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
        importing.clicked.connect(self.import_file)
        self.new_button = self.header.add_button("New partner", "primary", "plus")
        self.new_button.clicked.connect(self.new_partner)
        self.filter = PartnersFilter()
        self.as_of = AsOfButton(self.desk)
        self.filter.add_end(self.as_of)
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.packs = PackBar(self.desk)
        self.reviewing = ReviewMaking(self.desk, self)
        self.card = PartnersCard(self.view)
        self.card.importing.connect(self.import_file)
        self.card.adding.connect(self.new_partner)
        self.card.clearing.connect(self.filter.clear)
        self.new_row, self.bulk = self.card.new_row, self.card.bulk
        packs = QMenu(self)
        packs.addAction("Internal edition", self.build_packs)
        packs.addAction("Partner edition", self.build_partner_packs)
        packs.addAction("Status statements", self.build_statements)
        packs.addSeparator()
        packs.addAction("Which document and files…", self.several_packs)
        self.bulk.add_button("Build packs", "presentation").setMenu(packs)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.merge_button = self.bulk.add_button("Merge…", "git-branch", self.merge_selected)
        self.bulk.add_button("Delete", "trash-2", self.delete_selected)
        self.reminder = ReminderBar(self.desk)
        self.owed = DueBar(self.desk, self.packs)
        for part in (self.header, self.message, self.reminder, self.owed, self.packs, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(self.card, 1)

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.assessing.left:
            self.ahead.go_on()


def _edits_go_through_the_delegate(*_: object) -> None:
    """The model only has to know that its cells can be edited."""
