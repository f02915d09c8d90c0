"""Inquiries to the program's mailbox: who asked what, how long it waits, what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.governance.inquiries import counts_words
from models.governance.mailbox import problem_of
from ui.commands import Command
from ui.desk import Desk, Place
from ui.dialogs.inquiry import CandidateDialog, DealAsked, OpenDealDialog
from ui.faults import why
from ui.outside import open_link
from ui.pages.base import Page
from ui.pages.inquiries_table import InquiriesTable
from ui.widgets.as_of import AsOfButton
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.field_row import FieldRow
from ui.widgets.labels import Label
from ui.widgets.page import PageBody, PageHeader, PageScroll
from ui.widgets.program_tabs import ProgramTabs

if TYPE_CHECKING:
    from models.store.inquiries import Inbox, InquiryLine


class InquiriesPage(Page):
    KEY = "inquiries"
    CONCERNS = frozenset({"inquiries", "partners", "settings"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.box: Inbox | None = None
        self.dialog: CandidateDialog | OpenDealDialog | None = None
        self.table = InquiriesTable(desk)
        self.table.candidate_wanted.connect(self.ask_candidate)
        self.table.deal_wanted.connect(self.ask_deal)
        self.table.partner_wanted.connect(self._go_to_partner)
        self._build()

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        as_of = self.desk.as_of

        def read(portfolio: Any) -> Inbox:
            from models.store.inquiries import inbox

            return inbox(portfolio, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="inbox")

    def _take(self, box: Inbox) -> None:
        same, self.box = self.box is not None, box
        writable = self._can_write()
        self.header.set_sub(counts_words(box.counts, box.days))
        self.mailbox.set_value(box.mailbox)
        self.mailbox.set_read_only(not writable)
        problem = problem_of(box.mailbox)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.mail.setVisible(bool(box.address))
        self.table.offer_partners(box.partners)
        self.table.show_lines(box.lines, same=same, writable=writable)
        wanted = self.place.id
        if wanted:
            self.place = Place(self.KEY)
            self.table.reveal(wanted)
        self.loaded.emit()

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return [
            Command("inquiry_new", "Add an inquiry", self.table.add_line, "Edit", "Ctrl+N", "plus",
                    "mail question", self._can_write),
            Command("inquiry_answered", "Mark as answered", self.table.answer, "Edit", "",
                    "circle-check", "", self._can_write),
            Command("inquiry_copy", "Copy for Excel", self.table.copy, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard"),
        ]  # fmt: skip

    def leave(self) -> None:
        self.table.commit()
        self.mailbox.commit()

    def ask_candidate(self, line: InquiryLine) -> None:
        """Ask for the name of who wants to join."""
        name = line.inquiry.sender.rpartition(",")[2].strip() or line.inquiry.sender
        dialog = self.dialog = CandidateDialog(name, self)
        dialog.answered.connect(partial(self._make_candidate, line.id))
        dialog.finished.connect(self._forget)
        dialog.open()

    def ask_deal(self, line: InquiryLine) -> None:
        """Ask whose deal it becomes."""
        partners = self.box.partners if self.box is not None else ()
        dialog = self.dialog = OpenDealDialog(partners, line.partner, line.inquiry.subject, self)
        dialog.answered.connect(partial(self._open_deal, line.id))
        dialog.finished.connect(self._forget)
        dialog.open()

    def write_mail(self) -> None:
        """Begin a mail in the system's own program."""
        if self.box is not None and self.box.address:
            open_link(f"mailto:{self.box.address}")

    # ---- inside ----------------------------------------------------------------------------

    def _make_candidate(self, inquiry_id: int, name: str) -> None:
        today = self.desk.today

        def write(portfolio: Any) -> int:
            from models.store.inquiries import make_candidate

            return make_candidate(portfolio, inquiry_id, name, today)

        self.desk.lane.write(
            f"Make {name} a candidate", write, partial(self._done, f"{name} is a candidate"),
            owner=self, failed=partial(self._refuse, "name"),
        )  # fmt: skip

    def _open_deal(self, inquiry_id: int, asked: DealAsked) -> None:
        def write(portfolio: Any) -> int:
            from models.store.inquiries import open_deal

            return open_deal(portfolio, inquiry_id, asked.partner_id, asked.name, asked.customer)

        self.desk.lane.write(
            f"Open the deal {asked.name}", write, partial(self._done, f"Opened {asked.name}"),
            owner=self, failed=partial(self._refuse, "name"),
        )  # fmt: skip

    def _done(self, words: str, _: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.desk.toast(words, undo=True)

    def _forget(self, _: int) -> None:
        """It is gone once it is closed; what comes back later has nothing to tell it."""
        self.dialog = None

    def _refuse(self, key: str, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.refuse(key, why(error))

    def _set_mailbox(self, text: str) -> None:
        def write(portfolio: Any) -> None:
            from models.store.inquiries import set_mailbox

            set_mailbox(portfolio, text)

        self.desk.lane.write(
            "Set the program’s mailbox", write, owner=self,
            failed=partial(self._not_set, text),
        )  # fmt: skip

    def _not_set(self, text: str, error: BaseException) -> None:
        self.mailbox.refuse(text, why(error))

    def _go_to_partner(self, line: InquiryLine) -> None:
        self.desk.go(Place("partner", line.inquiry.partner_id))

    def _can_write(self) -> bool:
        return self.desk.opened.writable

    def _build(self) -> None:
        self.header = PageHeader("Inquiries")
        self.header.add_action(AsOfButton(self.desk))
        self.mailbox = FieldRow(
            "Program’s mailbox", "text", "", placeholder="Type the address as it is printed"
        )
        self.mailbox.committed.connect(self._set_mailbox)
        self.problem = Label("", "small", "at_risk", wrap=True)
        self.mail = Button("Write mail", "plain", "mail")
        self.mail.clicked.connect(self.write_mail)
        card = Card()
        row = QHBoxLayout()
        row.addWidget(self.mailbox, 1)
        row.addWidget(self.mail)
        card.body.addLayout(row)
        card.body.addWidget(self.problem)
        scroll = PageScroll(name="Inquiries")
        scroll.body.addWidget(card)
        scroll.body.addWidget(self.table)
        scroll.body.addStretch(1)
        body = PageBody(self)
        body.column.addWidget(self.header)
        body.column.addWidget(ProgramTabs(self.desk, self.KEY))
        body.column.addWidget(scroll, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
