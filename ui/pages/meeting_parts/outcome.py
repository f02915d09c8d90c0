"""What a meeting is asked to decide and has decided, and what both sides took on there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.pages.actions_table import ActionsTable
from ui.pages.meeting_parts.review_part import ReviewPart
from ui.pages.partner_tabs.register_decisions import DecisionsTable
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.store.meetings import MeetingView
    from models.store.review_page import ReviewPage


class OutcomePart(ReviewPart):
    KEY = "outcome"
    KINDS = ("business_review", "meeting", "roadmap", "workshop")
    PACK = "full"
    TABLES = frozenset(
        {"resolutions", "actions", "deals", "recovery_plans", "concerns", "benefit_events",
         "agreements", "grants", "withdrawals"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.decisions = DecisionsTable(desk, self.changes)
        self.commitments = ActionsTable(
            desk, "Commitments",
            "What each side takes on here, with its owner and the day by which it is done. They"
            " open the next review, and the next pack.",
        )  # fmt: skip
        self.decisions.header.insertWidget(1, self.pack)
        self.ledger = MessageBar("accent")
        self.ledger.hide()
        self.column.insertWidget(0, self.ledger)
        for table in (self.decisions, self.commitments):
            self.keep(table)
            self.column.addWidget(table)

    def show_page(self, view: MeetingView, page: ReviewPage, *, same: bool) -> None:
        owner, name, meeting = view.meeting.partner_id, view.line.partner, view.meeting.id
        for table in (self.decisions, self.commitments):
            table.begin_for(owner, name, meeting_id=meeting)
        if view.meeting.state == "held":  # what was decided is what one looks for then
            for table in (self.decisions, self.commitments):
                if not same:
                    table.shown.set_current("all")
        self.decisions.show_decisions(page.resolutions, same=same, writable=self.writable)
        self.commitments.show_lines(page.actions, same=same, writable=self.writable)

        self.pack.setVisible(view.meeting.kind == "business_review")
        self._show_ledger(page.unlogged)

    def log(self) -> None:
        """Log the review as delivered in the ledger of benefits."""
        if self.view is not None:
            write = _Logging(self.view.meeting.id, self.desk.today)
            self.save(f"Log {self.name} as delivered", write, self._not_logged)

    def _not_logged(self, sentence: str) -> None:
        self.ledger.set("short", sentence)

    def _show_ledger(self, benefit: str) -> None:
        self.ledger.setVisible(bool(benefit))
        self.ledger.clear_buttons()
        if benefit:
            self.ledger.set(
                "accent", "This review is not in the ledger of benefits yet.",
                f"Logged as delivered it counts for “{benefit}”.",
            )  # fmt: skip
            if self.writable:
                self.ledger.add_button("Log it as delivered", self.log)

    def reveal_in(self, field: str, record_id: int | None) -> None:
        table = self.commitments if field == "actions" else self.decisions
        table.reveal(record_id)


class _Logging:
    """Logs a review in the ledger of its year."""

    def __init__(self, meeting_id: int, today: date) -> None:
        self._meeting_id, self._today = meeting_id, today

    def __call__(self, portfolio: Any) -> None:
        from models.store.review_ledger import log_review

        log_review(portfolio, self._meeting_id, self._today)
