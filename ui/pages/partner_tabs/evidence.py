"""All evidence of a partner: what it proves, until when it holds, and who has looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedLayout, QVBoxLayout, QWidget

from models.checklist.evidence_words import REMIND_DAYS, reminder
from ui.binder_making import BinderMaking
from ui.desk import Desk, Place
from ui.evidence_doings import EvidenceDoings, filters
from ui.evidence_jobs import Target
from ui.outside import open_file
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.evidence_coming import called, copied
from ui.pages.partner_tabs.evidence_criterion import CriterionLine
from ui.pages.partner_tabs.evidence_menu import Unticked, fill_menu
from ui.pages.partner_tabs.evidence_table import STATES, EvidenceTable, wanted_state
from ui.pages.partner_tabs.record_table import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.card import Card, StatusLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence_box import DropLine
from ui.widgets.message_bar import MessageBar
from ui.widgets.search_field import SearchField
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.checklist.evidence_record import Evidence
    from models.checklist.proof import Proof
    from models.store.evidence_page import Aim, EvidencePage
    from models.store.partners import PartnerView

_EDITIONS = (("internal", "Internal edition…"), ("partner", "Partner’s edition…"))


class EvidenceTab(Tab):
    KEY = "evidence"
    TITLE = "Evidence"
    GROUP = "Records"

    loaded = Signal()  # what was asked for is on the tab now

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: EvidencePage | None = None
        self.criterion = ""
        self._coming: list[Path] | QMimeData = []
        self._asking, self._wanted = False, 0
        self.setAcceptDrops(True)
        self.doings = EvidenceDoings(desk, self)
        self.binder = BinderMaking(desk, self)
        self._build()
        for doing in (self.doings, self.binder):
            doing.refused.connect(self.refuse)
            doing.busy.connect(self.drop.show_progress)
        self.binder.done.connect(self._tell_bound)

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.message.hide()
            self.told, self._asking = None, False
            self.show_criterion("")
        partner_id, as_of = self.partner_id, self.desk.as_of

        def read(portfolio: Any) -> EvidencePage:
            from models.store.evidence_page import page

            return page(portfolio, partner_id, as_of)

        self.desk.lane.read(read, partial(self._take, same), owner=self, key="evidence")

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is a criterion's id, or blank with a file's id."""
        self.show_criterion(field)
        self._wanted = record_id or 0  # it may still be on its way
        self.table.reveal(record_id)

    def show_criterion(self, criterion: str) -> None:
        """Show only what is for one criterion; blank shows all."""
        self.criterion = criterion
        self._show_line()
        self._choose_rows()

    def leave(self) -> None:
        self.table.commit()

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.message.clear_buttons()
        self.message.set("short", sentence)
        self.message.show()

    # ---- adding ----------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for files, then what they are for."""
        names, _ = QFileDialog.getOpenFileNames(self, "Add evidence", self.doings.folder, filters())
        if names:
            self.doings.remember_folder(Path(names[0]))
            self.ask_aim([Path(name) for name in names])

    def paste(self) -> None:
        """Add what is on the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if not self.writable or mime is None:
            return
        if mime.hasUrls() or mime.hasImage():
            self.ask_aim(copied(mime))
        else:
            self.refuse("There is no file or picture on the clipboard. Copy one, and paste again.")

    def ask_aim(self, coming: list[Path] | QMimeData) -> None:
        """Ask what files or what was dropped are for."""
        from ui.dialogs.evidence_aim import AimDialog

        if not self.writable:
            return
        self._coming, self._asking = coming, self.told is None
        if self.told is None:
            return  # asked as soon as it is known what there is
        dialog = AimDialog(
            f"What does {called(coming)} prove?", self.told.aims, self.criterion, self.window()
        )
        dialog.chosen.connect(self._add_to)
        dialog.open()

    def _add_to(self, aim: Aim) -> None:
        self.message.hide()
        target = Target(self.partner_id, aim.where, aim.item, aim.criterion)
        coming, self._coming = self._coming, []
        if isinstance(coming, QMimeData):
            self.doings.take(target, coming, [proof.evidence.file for proof in self._proofs])
        elif coming:
            self.doings.add_files(target, coming)

    def ask_other(self, one: Evidence) -> None:
        """Ask what a file that is there is for instead."""
        from ui.dialogs.evidence_aim import AimDialog

        if self.told is not None and self.writable:
            title = f"What else does {one.file} prove?"
            dialog = AimDialog(title, self.told.aims, one.criterion, self.window(), go="Move here")
            dialog.chosen.connect(partial(self._move_to, one))
            dialog.open()

    def _move_to(self, one: Evidence, aim: Aim) -> None:
        where = aim.where
        self.doings.edit(
            one, "what it proves",
            template=where.template if where else "", period=where.period if where else "",
            item=aim.item, criterion=aim.criterion, record_id=0,
        )  # fmt: skip

    # ---- with those that are there ---------------------------------------------------------

    def verify(self) -> None:
        self.doings.verify([one for one in self.chosen if not one.verified_on])

    def verify_as(self) -> None:
        self.doings.verify(self.chosen, ask=True)

    def unverify(self) -> None:
        self.doings.unverify([one for one in self.chosen if one.verified_on])

    def remove(self, ids: object = None) -> None:
        if self.writable:
            self.doings.remove(self.chosen)

    def open_file(self, row_id: int, _: str = "") -> None:
        proof = self.table.model.find(row_id)
        if proof is not None:
            self.doings.open(proof.evidence)

    def open_checklist(self) -> None:
        """Go to the question that a file answers."""
        chosen = self.chosen
        if chosen and chosen[0].item:
            one = chosen[0]
            self.desk.go(Place("checklist", self.partner_id, f"{one.template}:{one.period}"))

    def make_binder(self, edition: str) -> None:
        self.message.hide()
        self.binder.ask(self.partner_id, self.name, edition)

    # ---- inside ----------------------------------------------------------------------------

    @property
    def _proofs(self) -> Sequence[Proof]:
        return self.told.proofs if self.told is not None else ()

    @property
    def chosen(self) -> list[Evidence]:
        """The files that are selected, or else the one under the cursor."""
        ids = self.table.view.selected_ids()
        current = self.table.view.current_id()
        if not ids and current is not None:
            ids = [current]
        return [proof.evidence for key in ids if (proof := self.table.model.find(key)) is not None]

    def _take(self, same: bool, found: EvidencePage) -> None:
        self.told = found
        self.table.set_writable(self.writable)
        self.table.set_rows(found.proofs, anew=not same)
        self._faces.setCurrentIndex(0 if found.proofs else 1)
        self.drop.setVisible(self.writable)
        for button in (self.add_button, *self._verbs):
            button.setVisible(self.writable)
        self.binder_button.setEnabled(bool(found.proofs) and not self.binder.making)
        self._show_reminder()
        self._show_line()
        self._choose_rows()
        wanted, self._wanted = self._wanted, 0
        if wanted:
            self.table.reveal(wanted)
        self.loaded.emit()
        if self._asking:
            self.ask_aim(self._coming)

    def _show_reminder(self) -> None:
        today = self.desk.as_of
        ends = [
            (proof.evidence.expires_on - today).days
            for proof in self._proofs
            if proof.evidence.expires_on is not None and not proof.evidence.replaced_by
        ]
        words = reminder([days for days in ends if days <= REMIND_DAYS])
        self.ending.set(words, "at_risk")
        self.ending.setVisible(bool(words))

    def _show_line(self) -> None:
        label = ""
        if self.criterion and self.view is not None:
            known = {one.id: one.label for one in self.view.terms.criteria}
            label = known.get(self.criterion, self.criterion)
        linked = self.told.links.get(self.criterion) if self.told is not None else None
        self.line.show_criterion(label, linked.items if linked is not None else ())

    def _choose_rows(self) -> None:
        state, criterion = str(self.states.current), self.criterion
        self.table.model.set_predicate(
            partial(wanted_state, state, self.desk.as_of, criterion)
            if criterion or state != "all"
            else partial(wanted_state, "now", self.desk.as_of, "")
        )

    def _find(self, words: str) -> None:
        self.table.model.set_filter(words)

    def _pick_state(self, _: object) -> None:
        self._choose_rows()

    def _show_all(self) -> None:
        self.show_criterion("")

    def _go_to_item(self, asked: Any) -> None:
        where = asked.where
        self.desk.go(Place("checklist", self.partner_id, f"{where.template}:{where.period}"))

    def _edit(self, table: RecordTable, row_id: int, name: str, value: Any) -> None:
        proof = table.model.find(row_id)
        if proof is None:
            return
        titles = {"effective_on": "first day", "expires_on": "last day"}
        field = table.fields[name]
        self.doings.edit(
            proof.evidence,
            titles.get(name, name),
            partial(table.reopen, row_id, name, field.kind_for(proof).typed(value)),
            **{name: value},
        )

    def _fill_down(self, table: RecordTable, source: int, name: str, ids: list[int]) -> None:
        proof = table.model.find(source)
        day: date | None = getattr(proof.evidence, name)

        def write(portfolio: Any) -> None:
            from models.store import evidence

            for one in ids:
                evidence.edit(portfolio, one, **{name: day})

        title = table.fields[name].title.lower()
        self.save(f"Fill {title} into {len(ids)} files ({self.name})", write, table.refusals.say)

    def _tell_bound(self, target: Path, made: Any) -> None:
        self.message.clear_buttons()
        self.message.set(
            "met", self.desk.said_of_file(f"Wrote the binder: {made.said}."), target.name
        )
        self.message.add_button("Open", partial(open_file, target))
        self.message.show()
        self.binder_button.setEnabled(True)

    def _menu_of(self, menu: QMenu) -> None:
        fill_menu(self, menu, self.chosen)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.ending = StatusLine(role="control")
        self.ending.hide()
        self.line = CriterionLine()
        self.line.all_wanted.connect(self._show_all)
        self.line.item_wanted.connect(self._go_to_item)
        self.table = EvidenceTable(self.desk.today)
        self.table.edited.connect(self._edit)
        self.table.filling.connect(self._fill_down)
        self.table.opened_other.connect(self.open_file)
        self.table.menu_asked.connect(self._menu_of)
        self.table.view.delete_requested.connect(self.remove)
        bulk = self.table.bulk
        self._verbs = (
            bulk.add_button("Verify", "badge-check", self.verify),
            bulk.add_button("Remove", "trash-2", self.remove),
        )
        self.search = SearchField("Find evidence", width=200)
        self.search.textChanged.connect(self._find)
        self.search.went_on.connect(partial(self.table.reveal, None))
        self.states = Segmented(STATES, "Which evidence")
        self.states.chosen.connect(self._pick_state)
        self.binder_button = Button("Binder", "plain", "download", name="Evidence binder as PDF")
        menu = QMenu(self.binder_button)
        for edition, words in _EDITIONS:
            menu.addAction(words).triggered.connect(Unticked(partial(self.make_binder, edition)))
        self.binder_button.setMenu(menu)
        self.add_button = Button("Add files…", "plain", "paperclip")
        self.add_button.clicked.connect(self.add)
        actions: tuple[QWidget, ...] = (
            self.search, self.states, self.binder_button, self.add_button,
        )  # fmt: skip
        for action in actions:
            self.table.add_action(action)
        self._empty = EmptyState(
            "paperclip",
            "No evidence of this partner yet",
            "Add files…",
            hint="Drop a PDF, a picture, a mail or an Office file here, or paste a screenshot."
            " A copy is kept in the portfolio; the original is untouched.",
        )
        self._empty.primary_clicked.connect(self.add)
        empty = Card()
        empty.body.addWidget(self._empty)
        faces = QWidget()
        self._faces = QStackedLayout(faces)
        self._faces.addWidget(self.table)
        self._faces.addWidget(empty)
        self.drop = DropLine()
        self.drop.choose.clicked.connect(self.add)
        self.drop.stop.clicked.connect(self._cancel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        above: tuple[QWidget, ...] = (self.message, self.ending, self.line)
        for part in above:
            outer.addWidget(part)
        outer.addWidget(faces, 1)
        outer.addWidget(self.drop)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)

    def _cancel(self) -> None:
        self.doings.cancel()
        self.binder.cancel()

    # ---- Qt's ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self.writable and (mime.hasUrls() or mime.hasImage()):
            event.acceptProposedAction()
            self.drop.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.set_over(False)
        event.acceptProposedAction()
        self.ask_aim(copied(event.mimeData()))
