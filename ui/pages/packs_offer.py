"""Offers the pack that is being built the planned meeting that it may be for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.desk import Desk
from ui.pages.packs_meeting import MeetingTab
from ui.pages.packs_plan import PlanKeeper

if TYPE_CHECKING:
    from models.store.meeting_packs import Offer


class MeetingOffer(QObject):
    """Asks for the next meeting of the pack's kind; what is taken of it goes into the plan."""

    def __init__(
        self, desk: Desk, keeper: PlanKeeper, tab: MeetingTab, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._keeper, self._tab = desk, keeper, tab
        self.found: Offer | None = None
        tab.taking.connect(self.take)
        keeper.changed.connect(self._show)
        keeper.replaced.connect(self.ask)

    def ask(self) -> None:
        """Look for the next meeting that the pack on screen may be made for."""
        partner_id = self._keeper.partner_id
        kind, today = self._keeper.plan.kind, self._desk.as_of

        def read(portfolio: Any) -> Offer | None:
            from models.store.meeting_packs import offer

            return offer(portfolio, partner_id, kind, today)

        self._desk.lane.read(read, self._take, owner=self, key="offer")

    def take(self) -> None:
        """Let the pack be for that meeting: its day, place and people."""
        if self.found is not None:
            taken = self.found.taken(self._keeper.plan)
            self._keeper.set(
                meeting_on=taken.meeting_on, place=taken.place, attendees=taken.attendees
            )
            self._tab.show_plan(self._keeper.plan, anew=True)

    def _take(self, found: Offer | None) -> None:
        self.found = found
        self._show()

    def _show(self) -> None:
        self._tab.show_offer(self.found, self._keeper.plan)
