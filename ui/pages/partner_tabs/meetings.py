"""A partner's meetings: what comes next, how it kept notice this year, and its infractions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from models.text import counted, day_text
from ui import icons, theme
from ui.calendar_saving import CalendarSaving
from ui.desk import Desk, Place
from ui.meeting_doings import MeetingDoings, may_be_told
from ui.pages.meeting_notice import said
from ui.pages.meetings_table import MONTH, MonthDelegate, Row, columns
from ui.pages.partner_tabs.base import Tab
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll
from ui.widgets.tile import Tile, TileRow

if TYPE_CHECKING:
    from models.store.meetings import Record
    from models.store.notices import Line
    from models.store.partners import PartnerView

_ROWS = 12  # that the tab scrolls over as a whole; more of them scroll in their list


class MeetingsTab(Tab):
    KEY = "meetings"
    TITLE = "Meetings"
    GROUP = "Governance"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: Record | None = None
        self.doings = MeetingDoings(desk, self)
        self.saving = CalendarSaving(desk, self)
        self._wanted: int | None = None
        self.tiles = {
            "due": Tile("Notice open"),
            "in_time": Tile("Notice in time"),
            "late": Tile("Late or missing"),
            "confirmed": Tile("Infractions confirmed"),
        }
        self.model = TableModel(columns(partner=False), parent=self)
        self.view_of_list = TableView(self.model, "Meetings", delegate=MonthDelegate())
        self.view_of_list.widths.giving_way = ((4, 940), (0, 780), (5, 780))
        self.view_of_list.sortByColumn(MONTH, Qt.SortOrder.AscendingOrder)
        self.view_of_list.opened.connect(self.open_meeting)
        self.view_of_list.delete_requested.connect(self._delete_ids)
        self.view_of_list.selection_changed.connect(self._select)
        self.view_of_list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view_of_list.customContextMenuRequested.connect(self._menu)
        self.found = MessageBar("short")
        self.found.hide()
        self._build()

    # ---- showing ---------------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        partner_id, today = view.file.partner.id, self.desk.as_of

        def read(portfolio: Any) -> Record:
            from models.store.meetings import record_of

            return record_of(portfolio, partner_id, today)

        if not same:
            self.told = None
            self.model.set_rows([])
        self.desk.lane.read(read, partial(self._take, partner_id), owner=self, key="meetings")

    def _take(self, partner_id: int, told: Record) -> None:
        if partner_id != self.partner_id:
            return
        self.told = told
        self.model.refresh(Row(line.id, line, self.desk.as_of) for line in told.lines)
        year, count = self.desk.as_of.year, told.year
        self.tiles["due"].set(f"{count.due:,}", "still to be given in time")
        settled = f"of {counted(count.settled, 'notice')} in {year}"
        self.tiles["in_time"].set(f"{count.in_time:,}", settled, "met" if count.in_time else None)
        wrong = count.late + count.missing
        self.tiles["late"].set(
            f"{wrong:,}", f"{count.late:,} late, {count.missing:,} missing in {year}",
            "short" if wrong else None,
        )  # fmt: skip
        self.tiles["confirmed"].set(
            f"{told.confirmed:,}", "of any year; they remove nobody",
            "short" if told.confirmed else None,
        )  # fmt: skip
        there = bool(told.lines)
        self._empty.setVisible(not there)
        self.view_of_list.setVisible(there)
        self._fit()
        self._add.setVisible(self.writable and there)
        self._save.setVisible(there)
        self._history_card.setVisible(bool(told.history))
        days = {line.id: day_text(line.meeting.on_date) for line in told.lines}
        said_of = [
            (days.get(one.meeting_id, f"{day_text(one.on_date)} (deleted)"), said(one))
            for one in told.history
        ]
        self._history.setText("\n".join(f"Meeting of {day}: {words}" for day, words in said_of))
        self._show_found()
        self._select(self.view_of_list.selected_ids())
        self._reveal_now()

    def _fit(self) -> None:
        self.view_of_list.setMinimumHeight(self.view_of_list.height_of(_ROWS))

    def _show_found(self) -> None:
        """Say what a person has to decide; the button goes to the first of them."""
        open_ = self._to_decide()
        self.found.setVisible(bool(open_))
        self.found.clear_buttons()
        if not open_:
            return
        one = open_[0]
        if len(open_) == 1:
            wrong = one.finding.wrong if one.finding else ""
            words = f"{day_text(one.meeting.on_date)}: {wrong or one.notice.cause}"
        else:
            words = f"{counted(len(open_), 'infraction')} wait for a person’s decision."
        self.found.set("short", words, "A person confirms or dismisses it; it removes nobody.")
        if self.writable and len(open_) == 1 and one.finding and one.finding.state == "proposed":
            self.found.add_button("Dismiss…", self._dismiss)
            self.found.add_button("Confirm…", self._confirm)
        self.found.add_button("Open the meeting", self._open_found)

    def _to_decide(self) -> list[Line]:
        lines = self.told.lines if self.told is not None else ()
        return [
            line for line in lines
            if line.finding is not None and (line.finding.state == "proposed" or line.finding.wrong)
        ]  # fmt: skip

    def reveal(self, field: str, record_id: int | None) -> None:
        self._wanted = record_id or 0
        self._reveal_now()

    def _reveal_now(self) -> None:
        """A record is brought into sight once the rows are there."""
        if self._wanted is None or self.told is None:
            return
        wanted, self._wanted = self._wanted, None
        if wanted and self.model.position(wanted) >= 0:
            self.view_of_list.reveal(wanted)
        self.view_of_list.setFocus()

    # ---- what a person does ----------------------------------------------------------------

    @property
    def chosen(self) -> list[Line]:
        return [row.line for row in self.view_of_list.selected_rows()]

    def open_meeting(self, meeting_id: int) -> None:
        self.desk.go(Place("meeting", meeting_id))

    def new(self) -> None:
        self.doings.new(self.name)

    def notice_today(self) -> None:
        self.doings.notice_today(self.chosen)

    def hold(self) -> None:
        self.doings.hold(self.chosen)

    def cancel(self) -> None:
        self.doings.cancel(self.chosen)

    def delete(self) -> None:
        if self.writable:
            self.doings.delete(self.chosen)

    def save_calendar(self) -> None:
        self.saving.ask_partner(self.partner_id, self.name)

    def copy(self) -> None:
        self.view_of_list.copy(headers=True)

    def _confirm(self) -> None:
        self.doings.confirm(self._to_decide()[0])

    def _dismiss(self) -> None:
        self.doings.dismiss(self._to_decide()[0])

    def _open_found(self) -> None:
        found = self._to_decide()
        if found:
            self.desk.go(Place("meeting", found[0].id, "notice"))

    def _delete_ids(self, _ids: list[Any]) -> None:
        self.delete()

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        told = any(may_be_told(line) for line in self.chosen)
        self.telling.setEnabled(self.writable and told)
        for button in (self.holding, self.calling_off):
            button.setEnabled(self.writable)

    def _menu(self, spot: QPoint) -> None:
        lines = self.chosen
        if not lines:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("arrow-right"), "Open meeting\tEnter", self._open_current)
        if self.writable:
            told = menu.addAction(icons.icon("bell"), "Notice given today", self.notice_today)
            told.setEnabled(any(may_be_told(line) for line in lines))
            menu.addAction(icons.icon("check"), "Mark as held", self.hold)
            menu.addAction(icons.icon("x"), "Cancel meeting", self.cancel)
        menu.addAction(icons.icon("copy"), "Copy for Excel", self.copy)
        if self.writable:
            menu.addSeparator()
            menu.addAction(icons.icon("trash-2"), "Delete meeting", self.delete)
        menu.popup(self.view_of_list.viewport().mapToGlobal(spot))

    def _open_current(self) -> None:
        current = self.view_of_list.current_id()
        if current is not None:
            self.open_meeting(current)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.bulk = BulkBar()
        self.telling = self.bulk.add_button("Notice given today", "bell", self.notice_today)
        self.holding = self.bulk.add_button("Mark as held", "check", self.hold)
        self.calling_off = self.bulk.add_button("Cancel meeting", "x", self.cancel)
        self.bulk.add_button("Copy for Excel", "copy", self.copy)
        self.bulk.dismissed.connect(self.view_of_list.clearSelection)
        card = self._card = Card("Meetings", padding=0)
        card.body.setSpacing(0)
        self._save = Button("Save for a calendar…", "plain", "calendar")
        self._save.clicked.connect(self.save_calendar)
        self._add = Button("New meeting", "plain", "plus")
        self._add.clicked.connect(self.new)
        card.add_action(self._save)
        card.add_action(self._add)
        self._empty = EmptyState(
            "calendar", "No meetings with this partner yet", "New meeting",
            hint="Each one says until when the host has to be told of it.",
        )  # fmt: skip
        self._empty.primary_clicked.connect(self.new)
        card.body.addWidget(self.view_of_list, 1)
        card.body.addWidget(self._empty, 1)
        card.body.addWidget(self.bulk)
        theme.notifier().changed.connect(self._fit)
        self._history_card = Card("Decisions on late and missing notices")
        self._history = Label("", "body", wrap=True)
        self._history.setAccessibleName("Decisions on late and missing notices")
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._history.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its words are read, not worked with
        self._history_card.body.addWidget(self._history)
        self._history_card.body.addWidget(Label("For the host only.", "small", "text_2", wrap=True))
        scroll = PageScroll(name="Meetings")
        for part in (self.found, TileRow(tuple(self.tiles.values()))):
            scroll.body.addWidget(part)
        scroll.body.addWidget(card, 1)
        scroll.body.addWidget(self._history_card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
