"""The meetings of all partners: what comes next, and what has to be told of it until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.governance.meeting_words import KINDS
from ui.calendar_saving import CalendarSaving
from ui.commands import Command
from ui.desk import Desk, Place
from ui.meeting_doings import MeetingDoings, may_be_told
from ui.pages.list_page import ListPage
from ui.pages.meetings_table import (
    GIVING_WAY,
    MONTH,
    NOTICE_WORDS,
    STATE_WORDS,
    MonthDelegate,
    Row,
    columns,
    copied_columns,
    summary,
)
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.chip import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import MeetingTabs
from ui.widgets.search_chip import SearchChip

if TYPE_CHECKING:
    from models.store.notices import Line


class MeetingsFilter(FilterBar):
    """Which meetings are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        chips: dict[str, FilterChip | SearchChip] = {
            "when": FilterChip("When", [("ahead", "To come"), ("past", "Past")]),
            "partner": SearchChip("Partner"),
            "kind": FilterChip("Kind", list(KINDS.items())),
            "notice": FilterChip("Notice", list(NOTICE_WORDS.items())),
            "state": FilterChip("State", list(STATE_WORDS.items())),
        }
        super().__init__("Filter meetings", chips, parent)

    def predicate(self) -> Callable[[Row], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        names = ("when", "partner", "kind", "notice", "state")
        when, partners, kinds, notices, states = map(self.chosen, names)
        if not (when or partners or kinds or notices or states):
            return None

        def wanted(row: Row) -> bool:
            return (
                (not when or ("ahead" if row.ahead else "past") in when)
                and (not partners or row.line.partner in partners)
                and (not kinds or row.line.meeting.kind in kinds)
                and (not notices or row.notice in notices)
                and (not states or row.state in states)
            )

        return wanted


class MeetingsPage(ListPage):
    KEY = "meetings"
    VIEW, ONE, GIVING_WAY = "meetings/view", "meeting", GIVING_WAY
    CONCERNS = frozenset(
        {"meetings", "attendees", "infractions", "partners", "programs", "settings"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.doings = MeetingDoings(desk, self)
        self.saving = CalendarSaving(desk, self)
        self.model = TableModel(columns(), parent=self)
        self.view = TableView(self.model, "Meetings", delegate=MonthDelegate())
        self.view.delete_requested.connect(self._delete_ids)
        self.filter = MeetingsFilter()
        self._build()
        if not self.begin_list():
            self.view.sortByColumn(MONTH, Qt.SortOrder.AscendingOrder)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        today = self.desk.as_of

        def read(portfolio: Any) -> tuple[Line, ...]:
            from models.store.meetings import all_lines

            return all_lines(portfolio, today)

        self.desk.lane.read(read, self._take, owner=self, key="read")

    def _take(self, found: Sequence[Line]) -> None:
        names = sorted({line.partner for line in found}, key=str.casefold)
        self.filter.offer("partner", [(name, name) for name in names])
        self.show_lines([Row(line.id, line, self.desk.as_of) for line in found])
        self._show_face()
        self._tell()
        self._select(self.view.selected_ids())
        self.loaded.emit()

    def _tell(self) -> None:
        self.header.set_sub(summary(self.model.rows))

    def _show_face(self) -> None:
        if not self.model.count:
            face: QWidget = self.empty
        elif self.model.rowCount():
            face = self.view
        else:
            words = self.filter.words()
            self.no_match.set("funnel", f"No meetings match {words}.", "Clear filters")
            face = self.no_match
        self._faces.setCurrentWidget(face)

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        writable = self.can_write()
        self.adding.setVisible(writable)
        for button in (self.telling, self.holding, self.calling_off):
            button.setEnabled(writable)
        self.telling.setEnabled(writable and self._may_tell())

    def copied_columns(self) -> list[Column]:
        return copied_columns()

    # ---- what can be done ------------------------------------------------------------------

    def open_row(self, row_id: Any) -> None:
        self.desk.go(Place("meeting", row_id))

    def chosen(self) -> list[Line]:
        return [row.line for row in self.view.selected_rows()]

    def commands(self) -> list[Command]:
        some = self.has_selection
        changing = self._may_change
        return [
            Command("meetings.new", "New meeting…", self.new, "Edit", "Ctrl+N", "plus",
                    "add schedule", self.can_write),
            *self._of_rows(some, changing),
            Command("meetings.calendar", "Save all meetings and deadlines for a calendar…",
                    self.save_all, "File", "", "calendar", "ics icalendar outlook export",
                    self._is_open),
        ]  # fmt: skip

    def _of_rows(self, some: Callable[[], bool], changing: Callable[[], bool]) -> list[Command]:
        return [
            Command("meetings.open", "Open meeting", self.open_selected, "Go", "", "arrow-right",
                    "", some),
            Command("meetings.notice", "Notice given today", self.notice_today, "Edit", "Ctrl+;",
                    "bell", "told host", self._may_tell),
            Command("meetings.hold", "Mark as held", self.hold, "Edit", "", "check", "took place",
                    changing),
            Command("meetings.cancel", "Cancel meeting", self.cancel, "Edit", "", "x", "call off",
                    changing),
            Command("meetings.save", "Save for a calendar…", self.save_selected, "File", "",
                    "calendar", "ics icalendar", some),
            Command("meetings.copy", "Copy for Excel", self.copy_selected, "Edit", "Ctrl+Shift+C",
                    "copy", "clipboard", some),
            Command("meetings.delete", "Delete meeting", self.delete, "Edit", "", "trash-2",
                    "remove", changing),
        ]  # fmt: skip

    def menu_commands(self) -> list[Command]:
        return self._of_rows(self.has_selection, self._may_change)

    def new(self) -> None:
        self.doings.new()

    def notice_today(self) -> None:
        self.doings.notice_today(self.chosen())

    def hold(self) -> None:
        self.doings.hold(self.chosen())

    def cancel(self) -> None:
        self.doings.cancel(self.chosen())

    def delete(self) -> None:
        self.doings.delete(self.chosen())

    def save_selected(self) -> None:
        self.saving.ask_meetings(self.chosen())

    def save_all(self) -> None:
        self.saving.ask_all()

    def _delete_ids(self, _ids: list[Any]) -> None:
        self.delete()

    def _may_change(self) -> bool:
        return self.can_write() and self.has_selection()

    def _may_tell(self) -> bool:
        return self.can_write() and any(may_be_told(line) for line in self.chosen())

    def _is_open(self) -> bool:
        return self.desk.opened.path is not None

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Meetings")
        self.tabs = MeetingTabs(self.desk, self.KEY)
        calendar = self.header.add_button("Save for a calendar…", "plain", "calendar")
        calendar.clicked.connect(self.save_all)
        self.adding = self.header.add_button("New meeting", "primary", "plus")
        self.adding.clicked.connect(self.new)
        self.filter.add_end(AsOfButton(self.desk))
        self.bulk = BulkBar()
        self.telling = self.bulk.add_button("Notice given today", "bell", self.notice_today)
        self.holding = self.bulk.add_button("Mark as held", "check", self.hold)
        self.calling_off = self.bulk.add_button("Cancel meeting", "x", self.cancel)
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.empty = EmptyState(
            "calendar", "No meetings yet", "New meeting",
            hint="Each meeting says until when the host has to be told of it, and keeps whether"
            " it was.",
        )  # fmt: skip
        self.empty.primary_clicked.connect(self.new)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self._faces = QStackedWidget()
        for face in (self.view, self.empty, self.no_match):
            self._faces.addWidget(face)
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        for part in (self.header, self.tabs, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)

    @property
    def face(self) -> QWidget | None:
        """The table, or what stands in its place."""
        return self._faces.currentWidget()
