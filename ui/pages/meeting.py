"""One meeting: when and with whom, until when the host has to be told, and all that came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.governance.meeting_words import KINDS, title_of, when
from models.text import lower_first
from ui import icons
from ui import meeting_writes as writes
from ui.calendar_saving import CalendarSaving
from ui.commands import Command
from ui.desk import Desk, Place
from ui.faults import FAULT, why
from ui.meeting_doings import MeetingDoings, may_be_told
from ui.pages.base import Page
from ui.pages.meeting_body import MeetingBody
from ui.pages.meeting_briefing import Briefing
from ui.pages.meeting_fields import MeetingFields
from ui.pages.meeting_parts.all_parts import PARTS
from ui.pages.meeting_parts.base import MeetingPart
from ui.pages.meeting_people import PeoplePart
from ui.pages.meetings_table import NOT_RECORDED, STATE_WORDS, Row
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.store.meetings import MeetingView

_TONES = {"held": "met", "cancelled": "no_data", NOT_RECORDED: "at_risk"}


class MeetingPage(Page):
    KEY = "meeting"
    CONCERNS = frozenset(
        {"meetings", "attendees", "contacts", "infractions", "partners", "programs", "settings"}
    ).union(*(part.TABLES for part in PARTS))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: MeetingView | None = None
        self._home = Place("meetings")  # where this meeting was opened from
        self._reveal = ""
        self.doings = MeetingDoings(desk, self)
        self.saving = CalendarSaving(desk, self)
        self.briefing = Briefing(desk, self)
        self.fields = MeetingFields(desk, self)
        self.fields.edited.connect(self._set)
        self.people = PeoplePart(desk)
        self.parts: dict[str, MeetingPart] = {}
        self._build()

    # ---- places ----------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        other = place.id != self.place.id
        if other:
            self.leave()
            self._home = self._way_here()
        self._reveal = place.tab
        self.place = place
        if self._stale or other or self.view is None:
            self.refresh()
        else:
            self._reveal_now()

    def _way_here(self) -> Place:
        """Where the crumb leads: the list or the partner's tab that this meeting came from."""
        before = self.desk.came_from
        if before is not None and before.page not in (self.KEY, "packs", "welcome", ""):
            return before
        return self._home

    def reload(self) -> None:
        meeting_id, today = self.place.id, self.desk.as_of

        def read(portfolio: Any) -> MeetingView:
            from models.store.meetings import view

            return view(portfolio, meeting_id, today)

        self.desk.lane.read(read, self._take, owner=self, key="view", failed=self._refuse)

    def _take(self, view: MeetingView) -> None:
        if view.meeting.id != self.place.id:
            return
        same = self.view is not None and self.view.meeting.id == view.meeting.id
        self.view = view
        if not same:
            self.body.verticalScrollBar().setValue(0)
        self._show_head(view)
        self.fields.show_meeting(view.meeting, writable=self.can_write())
        self.body.notice.show_line(view.line, self.desk.as_of, writable=self.can_write())
        self.body.show_beside(view.same_day)
        self.people.show_meeting(view, same=same)
        for kind in PARTS:
            self._show_part(kind, view, same=same)
        self._faces.setCurrentIndex(0)
        self._reveal_now()
        self.loaded.emit()

    def _show_part(self, kind: type[MeetingPart], view: MeetingView, *, same: bool) -> None:
        wanted = view.meeting.kind in kind.KINDS
        if wanted and kind.KEY not in self.parts:
            part = self.parts[kind.KEY] = kind(self.desk)
            place = [one.KEY for one in PARTS].index(kind.KEY)
            self.body.add_part(part, place, ahead=kind.AHEAD)
        part_there = self.parts.get(kind.KEY)
        if part_there is not None:
            part_there.setVisible(wanted)
            if wanted:
                part_there.show_meeting(view, same=same)

    def _show_head(self, view: MeetingView) -> None:
        meeting, line = view.meeting, view.line
        row = Row(meeting.id, line, self.desk.as_of)
        self.header.set_crumbs([("home", self._home_words()), ("", title_of(meeting))])
        self.header.set_title(title_of(meeting))
        kind = f"{KINDS[meeting.kind]} with " if meeting.title else "With "
        self.header.set_sub(f"{kind}{line.partner} · {when(meeting)}")
        self.header.set_pills([(STATE_WORDS[row.state], _TONES.get(row.state, "accent"), "")])
        writable = self.can_write()
        over = meeting.on_date <= self.desk.today
        self.held.setVisible(writable and meeting.state == "planned" and over)
        self.more.setEnabled(True)

    def _home_words(self) -> str:
        if self._home.page == "partner" and self.view is not None:
            return self.view.line.partner
        return _PAGES.get(self._home.page, "Back")

    def _refuse(self, error: BaseException) -> None:
        self.view = None
        message, hint = (error.message, error.hint) if isinstance(error, UserError) else (FAULT, "")
        if isinstance(error, UserError):
            message = "That meeting is not there any more."
        self._gone.set("calendar", message, "All meetings", hint=hint)
        self._faces.setCurrentIndex(1)
        self.loaded.emit()

    def _reveal_now(self) -> None:
        """A place may name a part, a card or a field: Place("meeting", id, "notice_on")."""
        wanted, self._reveal = self._reveal, ""
        if not wanted or self.view is None:
            return
        if wanted in self.fields.rows:
            self.fields.rows[wanted].begin()
            self.body.show_widget(self.fields.rows[wanted])
        elif wanted == "notice":
            self.body.show_widget(self.body.notice)
            self.body.notice.begin()
        elif wanted == PeoplePart.KEY:
            self.body.show_widget(self.people)
            self.people.reveal("", None)
        elif wanted in self.parts:
            self.body.show_widget(self.parts[wanted])
            self.parts[wanted].reveal("", None)

    # ---- what a person does ----------------------------------------------------------------

    def _set(self, name: str, value: Any) -> None:
        view = self.view
        if view is None:
            return
        meeting_id, row = view.meeting.id, self.fields.rows[name]
        kept = "" if value is None and name in ("title", "at_time", "place") else value
        what = f"{title_of(view.meeting)} with {view.line.partner}"
        label = f"Set {lower_first(row.label)} of {what}"
        if name == "on_date" and value is not None:
            label = f"Move {what} to {row_words(value)}"
        self.desk.lane.write(
            label,
            writes.fields([meeting_id], self.desk.today, **{name: kept}),
            owner=self,
            failed=partial(self._not_set, meeting_id, name, value),
        )

    def _not_set(self, meeting_id: int, name: str, value: Any, error: BaseException) -> None:
        self.fields.refuse(meeting_id, name, value, why(error))

    def commands(self) -> list[Command]:
        here, writable = self._is_there, self._may_change
        return [
            Command("meeting.notice", "Notice given today", self.notice_today, "Edit", "Ctrl+;",
                    "bell", "told host", self._may_tell),
            Command("meeting.hold", "Mark this meeting as held", self.hold, "Edit", "", "check",
                    "took place", self._may_hold),
            Command("meeting.cancel", "Cancel this meeting", self.cancel, "Edit", "", "x",
                    "call off", self._may_cancel),
            Command("meeting.plan", "Plan this meeting again", self.plan, "Edit", "", "rotate-ccw",
                    "re-open", self._may_plan),
            Command("meeting.notice_back", "Take the notice back", self.take_notice_back, "Edit",
                    "", "undo-2", "not told", self._may_take_back),
            Command("meeting.briefing", "Build the briefing for this meeting", self.build_briefing,
                    "File", "", "presentation", "pdf management", here),
            Command("meeting.save", "Save this meeting for a calendar…", self.save, "File", "",
                    "calendar", "ics icalendar", here),
            Command("meeting.partner", "Open the partner of this meeting", self.open_partner, "Go",
                    "", "handshake", "", here),
            Command("meeting.new", "New meeting with this partner…", self.new, "Edit", "Ctrl+N",
                    "plus", "add schedule", writable),
            Command("meeting.delete", "Delete this meeting", self.delete, "Edit", "", "trash-2",
                    "remove", writable),
        ]  # fmt: skip

    def notice_today(self) -> None:
        if self.view is not None:
            self.doings.notice_today([self.view.line])

    def take_notice_back(self) -> None:
        if self.view is not None:
            self.doings.take_notice_back([self.view.line])

    def hold(self) -> None:
        if self.view is not None:
            self.doings.hold([self.view.line])

    def cancel(self) -> None:
        if self.view is not None:
            self.doings.cancel([self.view.line])

    def plan(self) -> None:
        if self.view is not None:
            self.doings.plan([self.view.line])

    def delete(self) -> None:
        """Delete it and go back to where it was listed; undo brings it back."""
        if self.view is not None:
            self.doings.delete([self.view.line], self._back)

    def new(self) -> None:
        if self.view is not None:
            self.doings.new(self.view.line.partner)

    def save(self) -> None:
        if self.view is not None:
            self.saving.ask_meetings([self.view.line])

    def build_briefing(self) -> None:
        """Go to the builder with the briefing of this meeting."""
        self.leave()
        if self.view is not None:
            self.briefing.begin(self.view)

    def briefed_today(self) -> None:
        self._set("briefed_on", self.desk.today)

    def open_partner(self) -> None:
        if self.view is not None:
            self.desk.go(Place("partner", self.view.meeting.partner_id, "meetings"))

    def confirm(self) -> None:
        if self.view is not None:
            self.doings.confirm(self.view.line)

    def dismiss(self) -> None:
        if self.view is not None:
            self.doings.dismiss(self.view.line)

    def reopen(self) -> None:
        if self.view is not None:
            self.doings.reopen(self.view.line)

    def leave(self) -> None:
        self.fields.end()
        for part in (self.people, *self.parts.values()):
            part.leave()

    # ---- what may be done ------------------------------------------------------------------

    def can_write(self) -> bool:
        return self.desk.opened.writable

    def _is_there(self) -> bool:
        return self.view is not None

    def _may_change(self) -> bool:
        return self._is_there() and self.can_write()

    def _may_tell(self) -> bool:
        return self.can_write() and self.view is not None and may_be_told(self.view.line)

    def _may_take_back(self) -> bool:
        return (
            self.can_write() and self.view is not None and self.view.meeting.notice_on is not None
        )

    def _may_hold(self) -> bool:
        return (
            self._is_in("planned", "cancelled")
            and self.view is not None
            and self.view.meeting.on_date <= self.desk.today
        )

    def _may_cancel(self) -> bool:
        return self._is_in("planned", "held")

    def _may_plan(self) -> bool:
        return self._is_in("held", "cancelled")

    def _is_in(self, *states: str) -> bool:
        return self.can_write() and self.view is not None and self.view.meeting.state in states

    def _back(self, _: object = None) -> None:
        self.desk.go(self._home)

    def _all(self) -> None:
        self.desk.go(Place("meetings"))

    def _show_more(self) -> None:
        menu = QMenu(self)
        for command in self.commands():
            if command.enabled() and command.id != "meeting.notice":
                menu.addAction(icons.icon(command.icon), command.title, command.run)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader()
        self.header.crumb_clicked.connect(self._back)
        self.more = self.header.add_button("More", "plain", "ellipsis")
        self.more.clicked.connect(self._show_more)
        self.held = self.header.add_button("Mark as held", "primary", "check")
        self.held.clicked.connect(self.hold)
        self.body = MeetingBody(self.fields.rows, self.people)
        notice = self.body.notice
        notice.told_today.connect(self.notice_today)
        notice.briefed_today.connect(self.briefed_today)
        notice.building.connect(self.build_briefing)
        notice.confirming.connect(self.confirm)
        notice.dismissing.connect(self.dismiss)
        notice.reopening.connect(self.reopen)
        page = PageBody()
        page.column.addWidget(self.header)
        page.column.addWidget(self.body, 1)
        self._gone = EmptyState("calendar", "")
        self._gone.primary_clicked.connect(self._all)
        self._faces = QStackedWidget()
        self._faces.addWidget(page)
        self._faces.addWidget(self._gone)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._faces)


_PAGES = {
    "meetings": "Meetings",
    "today": "Today",
    "reviews": "Reviews",
    "partners": "Partners",
}


def row_words(day: Any) -> str:
    """The day that a meeting is moved to, as a label says it."""
    from models.text import day_text

    return day_text(day)
