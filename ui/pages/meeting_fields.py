"""The fields of a meeting, told when they change and kept where they could not be written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.governance.meeting_words import KINDS, WHOM
from ui.desk import Desk
from ui.widgets.field_row import FieldRow

if TYPE_CHECKING:
    from models.governance.meetings import Meeting

_WHO = "meeting"
_LENGTHS = (
    (15, "15 minutes"), (30, "30 minutes"), (45, "45 minutes"), (60, "1 hour"),
    (90, "1 hour and a half"), (120, "2 hours"), (180, "3 hours"), (240, "4 hours"),
    (480, "8 hours"),
)  # fmt: skip


class MeetingFields(QObject):
    """``edited`` tells a field and its value; `rows` go into whichever card shows them."""

    edited = Signal(str, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, today = desk, desk.today
        self.rows: dict[str, FieldRow] = {
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
        for name in ("agenda", "notes"):
            self.rows[name].hide_label()
        for name, row in self.rows.items():
            row.committed.connect(partial(self._tell, name))
            row.unsaved_changed.connect(self._count)
        self._shown = 0
        self._unsaved: dict[int, dict[str, tuple[Any, str]]] = {}
        desk.lane.opened.connect(self._forget)

    def show_meeting(self, meeting: Meeting, *, writable: bool) -> None:
        """Show a meeting; what is being typed of the same one stays."""
        if meeting.id != self._shown:
            self._put_away()
        self._shown = meeting.id
        for name, row in self.rows.items():
            row.set_read_only(not writable)
            row.set_value(getattr(meeting, name))
        for name, (value, sentence) in self._unsaved.pop(meeting.id, {}).items():
            self.rows[name].put_unsaved(value, sentence)

    def refuse(self, meeting_id: int, name: str, value: Any, sentence: str) -> None:
        """Keep what could not be written, also where another meeting is shown by now."""
        if meeting_id == self._shown:
            self.rows[name].refuse(value, sentence)
        else:
            self._unsaved.setdefault(meeting_id, {})[name] = (value, sentence)
            self._count()

    def end(self) -> None:
        """Commit what is being typed."""
        for row in self.rows.values():
            row.end()

    def _tell(self, name: str, value: object) -> None:
        self.edited.emit(name, value)

    def _put_away(self) -> None:
        kept = {name: row.unsaved for name, row in self.rows.items() if row.unsaved is not None}
        if kept:
            self._unsaved[self._shown] = kept
        for row in self.rows.values():
            row.give_back()

    def _forget(self, *_: object) -> None:
        """Another portfolio has nothing to do with them."""
        self._unsaved.clear()
        for row in self.rows.values():
            row.give_back()
        self._count()

    def _count(self) -> None:
        here = sum(row.unsaved is not None for row in self.rows.values())
        elsewhere = sum(len(kept) for kept in self._unsaved.values())
        self.desk.set_unsaved(_WHO, here + elsewhere)
