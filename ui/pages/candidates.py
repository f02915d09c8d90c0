"""Partners outside the program: who is nearest to it, and the step that invites them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.candidates import CandidateLine, invitation_warnings, summary
from models.errors import UserError
from models.text import counted
from ui import icons, theme
from ui.commands import Command
from ui.desk import Desk, Place
from ui.dialogs.participation_step import Answer, StepDialog
from ui.pages.base import Page
from ui.pages.candidates_filter import CandidatesFilter
from ui.pages.candidates_table import GAP, GIVING_WAY, columns, copied_columns
from ui.pages.partner_tabs import participation_asking as asking
from ui.pages.partner_tabs import participation_writes as writes
from ui.pages.partners_assessing import Assessing
from ui.tables.clipboard import as_clipboard
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import keep_view, restore_view
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.program.terms import Terms
    from models.store.candidates import Judged, Outside

_VIEW = "candidates/view"
_FAULT = "Something of ours failed; nothing was changed."


class CandidatesPage(Page):
    KEY = "candidates"
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "participation_steps", "programs", "settings"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.assessing = Assessing(desk, self, _judge)
        self.dialog: StepDialog | None = None
        self._terms: Terms | None = None
        self._fresh = self._filtered = False
        self._all_partners = 0
        self.model = TableModel(columns(), parent=self)
        self.view = TableView(self.model, "Candidates")
        self._build()
        self._connect()
        if not restore_view(desk.settings, _VIEW, self.view, self.filter):
            self.view.sortByColumn(GAP, Qt.SortOrder.AscendingOrder)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        since, as_of = self.assessing.since, self.desk.as_of

        def read(portfolio: Any) -> Outside:
            from models.store.candidates import outside

            return outside(portfolio, as_of, since)

        self.desk.lane.read(read, self._take_names, owner=self, key="names")

    def _take_names(self, found: Outside) -> None:
        known = self.assessing.known
        lines = [line._replace(figures=known.get(line.id)) for line in found.lines]
        self._all_partners = found.all_partners
        self.filter.offer_regions(line.region for line in lines)
        self._filter_chips()
        self.model.refresh(lines)
        self._fresh = any(line.figures is None for line in lines)
        shown = [row.id for row in self.model.rows]
        rest = {line.id for line in lines}.difference(shown)
        self._show_face()
        self._tell()
        self.loaded.emit()
        self.assessing.begin(found, [*shown, *sorted(rest)])

    def _take_figures(self, judged: Judged) -> None:
        self.message.hide()
        if judged.terms is not self._terms:
            self._terms = judged.terms
            self.filter.offer_tiers(judged.terms)
            self._head_gap(judged.terms.lowest.label)
            self.model.retitle("Aggregate TCV", judged.terms.tcv_label)
        self.model.update_rows(
            row._replace(figures=figures)
            for row_id, figures in judged.by_id.items()
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

    def _refuse(self, error: BaseException) -> None:
        self.model.refresh([row._replace(figures=None) for row in self.model.all_rows])
        self._tell()
        if isinstance(error, UserError):
            self.message.set("at_risk", error.message, error.hint)
            self.message.show()

    # ---- what is said ----------------------------------------------------------------------

    def _tell(self) -> None:
        left = self.assessing.left
        lines = [] if left else self.model.all_rows
        words = f"{counted(self.model.count, 'partner')} outside the program"
        shown = self.model.rowCount()
        parts = [words[:1].upper() + words[1:]]
        if shown != self.model.count:
            parts.append(f"{shown:,} shown")
        told = summary(lines)
        if left:
            parts.append(f"assessing, {left:,} to go")
        elif told.assessed and self._terms is not None:
            verb = "meets" if told.ready == 1 else "meet"
            parts.append(f"{told.ready:,} {verb} {self._terms.lowest.label}")
            parts.append(counted(told.candidates, "candidate"))
        self.header.set_sub(" · ".join(parts))
        self._remind(None if left else told.ready)

    def _remind(self, ready: int | None) -> None:
        """Whom to invite is to be decided before January's measurement (C011)."""
        if ready is None or self._terms is None or not self.model.count:
            return
        from models.participation_gates import reminder

        words = reminder(self._terms, self.desk.as_of, ready)
        if words and words != self.reminder.sentence:
            self.reminder.set("accent", words)
            self.reminder.show()
        elif not words:
            self.reminder.set("accent", "")
            self.reminder.hide()

    def _head_gap(self, label: str) -> None:
        known = list(self.model.columns)
        known[GAP] = replace(known[GAP], title=f"Gap to {label}")
        self.model.columns = tuple(known)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, GAP, GAP)

    def _show_face(self) -> None:
        if not self.model.count:
            face: QWidget = self.none_outside if self._all_partners else self.empty
        elif self.model.rowCount() or self.assessing.left:
            face = self.view
        else:
            words = self.filter.words()
            self.no_match.set("funnel", f"No candidates match {words}.", "Clear filters")
            face = self.no_match
        self._faces.setCurrentWidget(face)

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
        self.bulk.show_count(len(ids), least=1)
        writable = self._can_write()
        self.nominating.setEnabled(writable and self._may_nominate())
        self.inviting.setEnabled(writable and self._may_invite())

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen = self._has_selection
        return [
            Command("open_candidate", "Open partner", self.open_selected, "Go", "",
                    "arrow-right", "", chosen),
            Command("make_candidate", "Make candidate", self.nominate, "Edit", "",
                    "user-plus", "nominate", self._may_nominate),
            Command("invite", "Invite…", self.invite, "Edit", "", "mail", "invitation",
                    self._may_invite),
            Command("copy_candidates", "Copy for Excel", self.copy_selected, "Edit",
                    "Ctrl+Shift+C", "copy", "clipboard", chosen),
        ]  # fmt: skip

    def find(self) -> None:  # type: ignore[override]
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def leave(self) -> None:
        keep_view(self.desk.settings, _VIEW, self.view, self.filter)

    def open_partner(self, partner_id: int) -> None:
        self.desk.partner_order = tuple(row.id for row in self.model.rows)
        self.desk.go(Place("partner", partner_id))

    def open_selected(self) -> None:
        current = self.view.current_id()
        if current is not None:
            self.open_partner(current)

    def copy_selected(self) -> None:
        rows = self.view.selected_rows()
        if rows:
            data = as_clipboard(copied_columns(), rows, headers=True)
            QGuiApplication.clipboard().setMimeData(data)
            self.desk.toast(f"Copied {counted(len(rows), 'partner')} with headings")

    def nominate(self) -> None:
        """Make candidates of the selected partners, as one change."""
        self._ask("candidate", [row for row in self._chosen() if row.nominable])

    def invite(self) -> None:
        """Invite the selected partners, as one change."""
        self._ask("invited", [row for row in self._chosen() if row.invitable])

    def _ask(self, step: str, rows: Sequence[CandidateLine]) -> None:
        if not rows or not self._can_write():
            return
        taken = {row.id for row in rows}
        left_out = [row.name for row in self._chosen() if row.id not in taken]
        warned = rows if step == "invited" else []
        said = invitation_warnings(warned, left_out)
        from models.store.portfolio import who

        question = asking.question(step, [row.name for row in rows], who(), said)
        dialog = self.dialog = StepDialog(question, self.desk.today, self)
        dialog.answered.connect(partial(self._write, tuple(rows)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, rows: Sequence[CandidateLine], answer: Answer) -> None:
        from models.participation import label_for

        said = label_for(answer.step, [row.name for row in rows])
        self.desk.lane.write(
            said,
            writes.steps([row.id for row in rows], answer, self.desk.today),
            partial(self._written, said),
            owner=self,
            failed=self._not_written,
        )

    def _written(self, said: str, _: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None
        self.desk.toast(said, undo=True)

    def _not_written(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.show_problem(str(error) if isinstance(error, UserError) else _FAULT)

    def _chosen(self) -> list[CandidateLine]:
        return self.view.selected_rows()

    def _has_selection(self) -> bool:
        return bool(self._chosen())

    def _may_nominate(self) -> bool:
        return self._can_write() and any(row.nominable for row in self._chosen())

    def _may_invite(self) -> bool:
        return self._can_write() and any(row.invitable for row in self._chosen())

    def _can_write(self) -> bool:
        return self.desk.opened.path is not None and not self.desk.opened.read_only

    def _import(self) -> None:
        self.desk.importing.emit("", "")

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    def _menu(self, spot: QPoint) -> None:
        if self.view.current_id() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands():
            action = menu.addAction(icons.icon(command.icon), command.title, command.run)
            action.setEnabled(command.enabled())
        menu.popup(self.view.viewport().mapToGlobal(spot))

    def _forget(self, _: object = None) -> None:
        self.assessing.forget()

    def _go_to_table(self) -> None:
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.selectRow(0)
        self.view.setFocus()

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.assessing.assessed.connect(self._take_figures)
        self.assessing.finished.connect(self._settle)
        self.assessing.refused.connect(self._refuse)
        self.view.opened.connect(self.open_partner)
        self.view.selection_changed.connect(self._select)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.filter.changed.connect(self._refilter)
        self.filter.search.went_on.connect(self._go_to_table)
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty.primary_clicked.connect(self._import)
        self.empty.link_clicked.connect(self._go_to_partners)
        self.none_outside.primary_clicked.connect(self._go_to_partners)
        self.none_outside.link_clicked.connect(self._import)
        self.desk.lane.opened.connect(self._forget)

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Candidates")
        self.filter = CandidatesFilter()
        self.filter.add_end(AsOfButton(self.desk))
        self.message = MessageBar(closable=True)
        self.reminder = MessageBar("accent", closable=True)
        for bar in (self.message, self.reminder):
            bar.hide()
        self.bulk = BulkBar()
        self.nominating = self.bulk.add_button("Make candidate…", "user-plus", self.nominate)
        self.inviting = self.bulk.add_button("Invite…", "mail", self.invite)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.no_match = EmptyState("funnel", "")
        self.empty = EmptyState(
            "user-plus", "No partners yet", "Import a spreadsheet", "Add one under Partners",
            hint="Every partner outside the program stands here, the nearest to it first.",
        )  # fmt: skip
        self.none_outside = EmptyState(
            "user-plus", "Every partner takes part in the program", "Add a partner",
            "Import a spreadsheet", hint="A partner outside the program is listed here, scored "
            "as if it were in it, to tell whom to invite.",
        )  # fmt: skip
        self._faces = QStackedWidget()
        for face in (self.view, self.no_match, self.empty, self.none_outside):
            self._faces.addWidget(face)
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        for part in (self.header, self.message, self.reminder, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in GIVING_WAY:
            hidden = self.width() < theme.px(least)
            if hidden != self.view.isColumnHidden(column):
                self.view.setColumnHidden(column, hidden)
                if not hidden:  # a view that was kept while narrow knows no width for it
                    self.view.setColumnWidth(column, theme.px(self.model.columns[column].width))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        keep_view(self.desk.settings, _VIEW, self.view, self.filter)


def _judge(portfolio: Any, as_of: date, ids: Sequence[int]) -> Judged:
    from models.store.candidates import figures

    return figures(portfolio, as_of, ids)
