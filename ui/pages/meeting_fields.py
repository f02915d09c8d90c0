"""The fields of a meeting, told when they change and kept where they could not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.governance.meeting_words import KINDS, WHOM
from ui.desk import Desk
from ui.widgets.field_row import FieldRow
from ui.widgets.kept_rows import KeptRows

if TYPE_CHECKING:
    from models.governance.meetings import Meeting

_LENGTHS = (
    (15, "15 minutes"), (30, "30 minutes"), (45, "45 minutes"), (60, "1 hour"),
    (90, "1 hour and a half"), (120, "2 hours"), (180, "3 hours"), (240, "4 hours"),
    (480, "8 hours"),
)  # fmt: skip


class MeetingFields(KeptRows):
    """``edited`` tells a field and its value; `rows` go into whichever card shows them."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, "meeting", parent)
        today = desk.today
        rows = {
            "title": FieldRow("Title"),
            "kind": FieldRow("Kind", "choice", choices=list(KINDS.items())),
            "on_date": FieldRow("Day", "date", today=today, required=True),
            "at_time": FieldRow("Time", placeholder="Add, such as 9:30"),
            "minutes": FieldRow("How long", "choice", choices=_LENGTHS),
            "place": FieldRow("Place"),
            "with_whom": FieldRow("Whom of the host", "choice", choices=list(WHOM.items())),
            "notice_on": FieldRow("Notice given on", "date", today=today),
            "notice_how": FieldRow("How", placeholder="Add, such as by mail"),
            "briefed_on": FieldRow("Management briefed", "date", today=today),
            "agenda": FieldRow("Agenda", "multiline", placeholder="Add, one point a line",
                               stacked=True),
            "notes": FieldRow("Notes", "multiline", placeholder="Add a note", stacked=True),
        }  # fmt: skip
        for name, row in rows.items():
            if name in ("agenda", "notes"):
                row.hide_label()
            self.add(name, row)

    def show_meeting(self, meeting: Meeting, *, writable: bool) -> None:
        """Show a meeting; what is being typed of the same one stays."""
        values = {name: getattr(meeting, name) for name in self.rows}
        self.show_record(meeting.id, values, writable=writable)
