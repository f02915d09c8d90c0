"""Partners outside the program: who is nearest to it, and the step that invites them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.candidates import CandidateLine, invitation_warnings, summary
from models.text import counted
from ui.commands import Command
from ui.desk import Desk, Place
from ui.dialogs.participation_step import Answer, StepDialog
from ui.faults import why
from ui.pages.assessed_list import AssessedList
from ui.pages.candidates_filter import CandidatesFilter
from ui.pages.candidates_table import GAP, GIVING_WAY, columns, copied_columns
from ui.pages.partner_tabs import participation_asking as asking
from ui.pages.partner_tabs import participation_writes as writes
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.program.terms import Terms
    from models.store.candidates import Judged, Outside


class CandidatesPage(AssessedList):
    KEY = "candidates"
    VIEW, KNOWN, GIVING_WAY = "candidates/view", "figures", GIVING_WAY
    filter: CandidatesFilter
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "participation_steps", "programs", "settings"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent, _judge)
        self.dialog: StepDialog | None = None
        self._all_partners = 0
        self.model = TableModel(columns(), parent=self)
        self.view = TableView(self.model, "Candidates")
        self._build()
        self._connect()
        if not self.begin_list():
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
        self._all_partners = found.all_partners
        self.take_lines(found, [line._replace(figures=known.get(line.id)) for line in found.lines])

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self._head_gap(terms.lowest.label)

    def copied_columns(self) -> list[Column]:
        return copied_columns(self._terms.tcv_label) if self._terms else copied_columns()

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

    def _select(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids), least=1)
        writable = self.can_write()
        self.nominating.setEnabled(writable and self._may_nominate())
        self.inviting.setEnabled(writable and self._may_invite())

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen = self.has_selection
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

    def nominate(self) -> None:
        """Make candidates of the selected partners, as one change."""
        self._ask("candidate", [row for row in self._chosen() if row.nominable])

    def invite(self) -> None:
        """Invite the selected partners, as one change."""
        self._ask("invited", [row for row in self._chosen() if row.invitable])

    def _ask(self, step: str, rows: Sequence[CandidateLine]) -> None:
        if not rows or not self.can_write():
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
            self.dialog.show_problem(why(error))

    def _chosen(self) -> list[CandidateLine]:
        return self.view.selected_rows()

    def _may_nominate(self) -> bool:
        return self.can_write() and any(row.nominable for row in self._chosen())

    def _may_invite(self) -> bool:
        return self.can_write() and any(row.invitable for row in self._chosen())

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty.primary_clicked.connect(self.import_file)
        self.empty.link_clicked.connect(self._go_to_partners)
        self.none_outside.primary_clicked.connect(self._go_to_partners)
        self.none_outside.link_clicked.connect(self.import_file)

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


def _judge(portfolio: Any, as_of: date, ids: Sequence[int]) -> Judged:
    from models.store.candidates import figures

    return figures(portfolio, as_of, ids)
