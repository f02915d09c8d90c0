"""What a meeting is asked to decide and has decided, and what both sides took on there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.pages.actions_table import ActionsTable
from ui.pages.meeting_parts.review_part import ReviewPart
from ui.pages.partner_tabs.register_decisions import DecisionsTable

if TYPE_CHECKING:
    from models.store.meetings import MeetingView
    from models.store.review_page import ReviewPage


class OutcomePart(ReviewPart):
    KEY = "outcome"
    KINDS = ("business_review", "meeting", "roadmap", "workshop")
    TABLES = frozenset({"resolutions", "actions", "deals", "recovery_plans", "concerns"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.decisions = DecisionsTable(desk, self.changes)
        self.commitments = ActionsTable(
            desk, "Commitments",
            "What each side takes on here, with its owner and the day by which it is done. They"
            " open the next review, and the next pack.",
        )  # fmt: skip
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

    def reveal_in(self, field: str, record_id: int | None) -> None:
        table = self.commitments if field == "actions" else self.decisions
        table.reveal(record_id)
