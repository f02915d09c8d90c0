"""What earlier reviews wanted or agreed and is still open: what a review looks at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.pages.actions_table import ActionsTable
from ui.pages.concern_changes import ConcernChanges
from ui.pages.partner_tabs.register_decisions import DecisionsTable
from ui.tokens import CARD_GAP

if TYPE_CHECKING:
    from models.store.meetings import MeetingView
    from models.store.review_page import ReviewPage


class CarriedActions(ActionsTable):
    """Actions of earlier reviews; new ones belong to this review, and so stand elsewhere."""

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        if self.add_button is not None:
            self.add_button.hide()


class CarriedDecisions(DecisionsTable):
    """Decisions that earlier reviews asked for."""

    def __init__(self, desk: Desk, changes: ConcernChanges, parent: QWidget | None = None) -> None:
        super().__init__(desk, changes, parent)
        self._heading = "Decisions still wanted from earlier reviews"
        self.set_title(self._heading)

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        if self.add_button is not None:
            self.add_button.hide()


class Carried(QWidget):
    """Hidden where nothing was left open."""

    def __init__(self, desk: Desk, changes: ConcernChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left_actions = CarriedActions(desk, "Still open from earlier reviews")
        self.left_decisions = CarriedDecisions(desk, changes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        for table in (self.left_actions, self.left_decisions):
            column.addWidget(table)

    def show_page(self, view: MeetingView, page: ReviewPage, *, same: bool, writable: bool) -> None:
        """Show what a review finds open."""
        owner, name = view.meeting.partner_id, view.line.partner
        for table in (self.left_actions, self.left_decisions):
            table.begin_for(owner, name)
        self.left_actions.show_lines(page.carried_actions, same=same, writable=writable)
        self.left_decisions.show_decisions(page.carried_resolutions, same=same, writable=writable)
        self.left_actions.setVisible(bool(page.carried_actions))
        self.left_decisions.setVisible(bool(page.carried_resolutions))
        self.setVisible(bool(page.carried_actions or page.carried_resolutions))

    def commit(self) -> None:
        """End the editing of a cell."""
        for table in (self.left_actions, self.left_decisions):
            table.commit()
