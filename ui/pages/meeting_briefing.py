"""The one-page briefing of the host's management, begun from a meeting (C096)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.governance.meeting_words import title_of
from models.text import day_text
from ui.desk import Desk, Place

if TYPE_CHECKING:
    from models.store.meetings import MeetingView

_KIND = "briefing"


class Briefing(QObject):
    """Fills the plan of the briefing from a meeting and goes to the builder of packs."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self.desk = desk
        self._partner = 0

    def begin(self, view: MeetingView) -> None:
        """Set the meeting's day, place and people in the plan; what is written there stays."""
        meeting = view.meeting
        self._partner = meeting.partner_id
        if self.desk.opened.read_only:
            self._go()
            return
        meeting_id = meeting.id

        def write(portfolio: Any) -> None:
            from models.store.meeting_packs import fill_plan

            fill_plan(portfolio, meeting_id, _KIND)

        self.desk.lane.write(
            f"Fill the briefing from {title_of(meeting)} of {day_text(meeting.on_date)}",
            write, self._go, owner=self,
        )  # fmt: skip

    def _go(self, _: object = None) -> None:
        self.desk.go(Place("packs", self._partner, _KIND))
