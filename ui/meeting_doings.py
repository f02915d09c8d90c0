"""What can be done with meetings, for every place that shows them: each one labelled change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.governance.meeting_words import title_of, when
from models.text import counted, day_text
from ui import meeting_writes as writes
from ui.desk import Desk, Place
from ui.dialogs.infraction import InfractionDialog
from ui.dialogs.new_meeting import NewMeeting, NewMeetingDialog
from ui.faults import why

if TYPE_CHECKING:
    from models.governance.notice import Notice
    from models.store.notices import Line

NOBODY_TO_MEET = "A meeting is with a partner. Add one first, or import them."
# As undo names it, and as the person who did it is told.
_DECIDED = {
    "confirmed": ("Confirm the infraction of {}", "Infraction confirmed: {}"),
    "dismissed": ("Dismiss the infraction of {}", "Infraction dismissed: {}"),
    "reopened": ("Re-open the decision on {}", "Decision open again: {}"),
}


class MeetingDoings(QObject):
    """Asks the lane for the page or tab that holds it."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self.desk, self.home = desk, home
        self.dialog: NewMeetingDialog | None = None
        self.deciding: InfractionDialog | None = None
        self._ids: dict[str, int] = {}  # of partners, by name

    @property
    def writable(self) -> bool:
        return self.desk.opened.writable

    # ---- a new one -------------------------------------------------------------------------

    def new(self, partner: str = "", kind: str = "meeting", on: date | None = None) -> None:
        """Ask for a meeting, with a partner or any, and go to it once it is there."""
        if self.writable:
            self.desk.lane.read(
                _names, partial(self._ask, partner, kind, on), owner=self, key="ask"
            )

    def _ask(self, partner: str, kind: str, on: date | None, names: dict[str, int]) -> None:
        self._ids = names
        if not names:
            self.desk.toast(NOBODY_TO_MEET)
            return
        dialog = self.dialog = NewMeetingDialog(
            sorted(names, key=str.casefold), self.desk.today, self.home.window(),
            partner=partner, kind=kind, on=on,
        )  # fmt: skip
        dialog.made.connect(self._add)
        dialog.previewing.connect(self._preview)
        dialog.preview()
        dialog.open()

    def _preview(self, typed: NewMeeting) -> None:
        today = self.desk.today

        def read(portfolio: Any) -> Notice:
            from models.governance.meetings import Meeting
            from models.store.meetings import preview

            return preview(portfolio, Meeting(0, 0, "meeting", typed.on, **typed.values), today)

        self.desk.lane.read(read, self._show_preview, owner=self, key="preview")

    def _show_preview(self, notice: Notice) -> None:
        if self.dialog is not None:
            self.dialog.show_notice(notice)

    def _add(self, made: NewMeeting) -> None:
        what = f"Add a meeting with {made.partner} on {day_text(made.on)}"
        self.desk.lane.write(
            what,
            writes.new(self._ids[made.partner], made.on, self.desk.today, made.values),
            self._added,
            owner=self,
            failed=self._not_added,
        )

    def _added(self, meeting_id: int) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None
        self.desk.go(Place("meeting", meeting_id))

    def _not_added(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.show_problem(why(error))

    # ---- with one or several ---------------------------------------------------------------

    def notice_today(self, lines: Sequence[Line]) -> None:
        """The host was told today; of those that have no notice yet."""
        taken = [line for line in lines if may_be_told(line)]
        if taken and self.writable:
            what = f"Record notice of {named(taken)}"
            write = writes.notice([line.id for line in taken], self.desk.today, self.desk.today)
            self.write(what, write, f"Notice given today: {named(taken)}")

    def take_notice_back(self, lines: Sequence[Line]) -> None:
        """It was not given after all."""
        if lines and self.writable:
            what = f"Take back the notice of {named(lines)}"
            ids = [line.id for line in lines]
            write = writes.notice(ids, None, self.desk.today)
            self.write(what, write, f"Notice taken back: {named(lines)}")

    def hold(self, lines: Sequence[Line]) -> None:
        """They took place."""
        self._set_state(lines, "held", "Record that {} was held", "Held: {}")

    def cancel(self, lines: Sequence[Line]) -> None:
        """They do not take place."""
        self._set_state(lines, "cancelled", "Cancel {}", "Cancelled: {}")

    def plan(self, lines: Sequence[Line]) -> None:
        """They are to take place after all."""
        self._set_state(lines, "planned", "Plan {} again", "Planned again: {}")

    def _set_state(self, lines: Sequence[Line], state: str, words: str, said: str) -> None:
        taken = [line for line in lines if line.meeting.state != state]
        if taken and self.writable:
            what, ids = named(taken), [line.id for line in taken]
            write = writes.fields(ids, self.desk.today, state=state)
            self.write(words.format(what), write, said.format(what))

    def delete(self, lines: Sequence[Line], then: Callable[[], object] | None = None) -> None:
        """Take meetings away, with the way back in sight."""
        if lines and self.writable:
            ids = [line.id for line in lines]
            self.write(
                f"Delete {named(lines)}", writes.without(ids), f"Deleted {named(lines)}", then
            )

    # ---- what a late notice comes to -------------------------------------------------------

    def confirm(self, line: Line) -> None:
        self._ask_decision(line, "confirmed")

    def dismiss(self, line: Line) -> None:
        self._ask_decision(line, "dismissed")

    def reopen(self, line: Line) -> None:
        self._ask_decision(line, "reopened")

    def _ask_decision(self, line: Line, state: str) -> None:
        if line.finding is None or not self.writable:
            return
        from models.store.portfolio import who

        decided = line.finding.decided
        found = decided.cause if state == "reopened" and decided else line.notice.cause
        told = f"{title_of(line.meeting)} with {line.partner}, {when(line.meeting)}"
        dialog = self.deciding = InfractionDialog(state, told, found, who(), self.home.window())
        dialog.decided.connect(partial(self._decide, line, state))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _decide(self, line: Line, state: str, by: str, reason: str) -> None:
        label, said = (words.format(named([line])) for words in _DECIDED[state])
        self.desk.lane.write(
            label,
            writes.decision(line.id, state, self.desk.today, by, reason),
            partial(self._decided, said),
            owner=self,
            failed=self._not_decided,
        )

    def _decided(self, what: str, _: object) -> None:
        if self.deciding is not None:
            self.deciding.accept()
            self.deciding = None
        self.desk.toast(what, undo=True)

    def _not_decided(self, error: BaseException) -> None:
        if self.deciding is not None:
            self.deciding.show_problem(why(error))

    # ---- inside ----------------------------------------------------------------------------

    def write(
        self,
        label: str,
        write: writes.Write,
        said: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Carry out one labelled change, and say it with the way back."""
        self.desk.lane.write(label, write, partial(self._written, said, then), owner=self)

    def _written(self, said: str, then: Callable[[], object] | None, _: object) -> None:
        self.desk.toast(said, undo=True)
        if then is not None:
            then()


def named(lines: Sequence[Line]) -> str:
    """What a label calls some meetings: one by its title and partner, several by their number."""
    if len(lines) != 1:
        return counted(len(lines), "meeting")
    return f"{title_of(lines[0].meeting)} with {lines[0].partner}"


def may_be_told(line: Line) -> bool:
    """Whether a notice given now can be recorded."""
    return line.meeting.state != "cancelled" and line.meeting.notice_on is None


def _names(portfolio: Any) -> dict[str, int]:
    from models.store.deals import partner_names

    return {name: partner_id for partner_id, name in partner_names(portfolio)}
