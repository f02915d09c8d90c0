"""How a partner is enabled: both roadmaps, whom it has trained, who held the roles of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from models.governance import continuity, enablement, roadmap
from models.governance.advocacy import TrainingSession
from models.text import counted, day_text, span_text
from ui import theme
from ui.desk import Desk, Place
from ui.pages.partner_tabs import writes
from ui.pages.partner_tabs.enablement_tables import (
    Offered,
    given_line,
    item_table,
    session_table,
    to_log,
    training_table,
)
from ui.pages.partner_tabs.faced_tab import FacedTab
from ui.pages.partner_tabs.record_table import RecordTable
from ui.widgets.audience_grid import AudienceGrid
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.roadmap_lanes import ICON, RoadmapLanes
from ui.widgets.role_strips import RoleStrips

if TYPE_CHECKING:
    from models.store.enablement import EnablementView
    from models.store.partners import PartnerView
    from ui.meeting_doings import MeetingDoings

_BESIDE = 820  # width from which the gaps stand beside the grid, logical pixels
_MOST_NOTES = 5


class EnablementTab(FacedTab):
    KEY = "enablement"
    TITLE = "Enablement"
    GROUP = "Records"
    FACES = (("roadmaps", "Roadmaps"), ("training", "Training"), ("roles", "Roles"))
    FACE_OF: ClassVar[Mapping[str, str]] = {
        "roadmap_items": "roadmaps", "meetings": "roadmaps", "training_sessions": "training",
        "contacts": "roles",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: EnablementView | None = None
        self.doings: MeetingDoings | None = None
        self._cell: tuple[str, str] | None = None
        self.lanes, self.grid, self.strips = RoadmapLanes(), AudienceGrid(), RoleStrips()
        self.lanes.picked.connect(self._pick_item)
        self.grid.picked.connect(self.pick_cell)
        self.offered = Offered()
        self.items = self.keep(item_table(desk.today, self.offered))
        self.meetings = session_table()
        self.meetings.edited.connect(self._set_shown)
        self.meetings.filling.connect(self._fill_shown)
        self.meetings.opened_other.connect(self._open_meeting)
        self.sessions = self.keep(training_table(desk.today))
        self._build()

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.told = None
            self._cell = None
        partner_id, as_of = view.file.partner.id, self.desk.as_of

        def read(portfolio: Any) -> EnablementView:
            from models.store.enablement import view as read_view

            return read_view(portfolio, partner_id, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="enablement")

    @property
    def is_read(self) -> bool:
        return self.told is not None and self.told.partner_id == self.partner_id

    def leave(self) -> None:
        super().leave()
        self.meetings.commit()

    # ---- what is shown ---------------------------------------------------------------------

    def _take(self, told: EnablementView) -> None:
        if told.partner_id != self.partner_id:
            return
        same = self.told is not None
        self.told = told
        offerings = {one.id: one.name for one in told.offerings}
        self.offered.set(told.items, offerings, told.as_of)
        names = {"partner": self.name or "Partner", "host": "Host"}
        self.lanes.show_items(told.items, told.as_of, names, offerings)
        self._show_notes(told)
        self.show_rows(self.items, told.items, same=same)
        self.meetings.set_writable(self.writable)
        self.meetings.set_rows(told.meetings, anew=not same)
        self._given.setText(given_line(told.given))
        waiting = to_log(told.meetings)
        self._log.setVisible(self.writable and waiting is not None and told.given is not None)
        if waiting is not None:
            self._log.setText(f"Log {day_text(waiting.meeting.on_date)} as delivered")
        self._plan.setVisible(self.writable)
        self.grid.show_grid(told.grid)
        self._show_gaps(told)
        self._show_sessions(same=same)
        grid = told.grid
        self.strips.show_strips(told.strips, grid.first, grid.last)
        self._vacant.setText(continuity.days_words(told.strips, grid.last))
        self.reveal_now()

    def _show_notes(self, told: EnablementView) -> None:
        outside = roadmap.outside(told.items, roadmap.span(told.as_of))
        words = list(roadmap.warnings(told.items, told.as_of))
        if len(words) > _MOST_NOTES:
            words[_MOST_NOTES:] = [f"{len(words) - _MOST_NOTES:,} more of the kind."]
        if outside:
            words.append(
                f"{counted(len(outside), 'item')} without a day, or beyond these quarters."
            )
        self._notes.setText("\n".join(words))
        self._notes.setVisible(bool(words))
        self._lanes_card.setVisible(bool(told.items))

    def _show_gaps(self, told: EnablementView) -> None:
        grid = told.grid
        self._months.setText(
            f"{span_text(grid.first, grid.last)}: {counted(grid.sessions, 'session')}, "
            f"{counted(grid.people, 'person', 'people')}; {grid.covered} of {len(grid.cells)} "
            "cells covered"
        )
        blanks = enablement.gaps(grid)
        self._gaps.setText("\n".join(blanks) if blanks else "No gap: every cell has something.")

    def _show_sessions(self, *, same: bool) -> None:
        told = self.told
        if told is None:
            return
        rows: Sequence[TrainingSession] = told.sessions
        if self._cell is not None:
            rows = [one for one in rows if (one.audience, one.topic) == self._cell]
        self.show_rows(self.sessions, rows, same=same)
        self.grid.set_chosen(self._cell)
        self._all.setVisible(self._cell is not None)
        if self._cell is not None:
            audience, topic = self._cell
            where = f"{enablement.AUDIENCE[audience]}, {enablement.TOPIC_SHORT[topic].lower()}"
            self._all.setText(f"Only {where}. Show all {len(told.sessions):,}")

    def show_record(self, field: str, record_id: int | None) -> None:
        if field == "training_sessions" and self._cell is not None:
            self._show_all()
        if field == "meetings":
            self.meetings.reveal(record_id)
        elif field in ("roadmap_items", "training_sessions"):
            super().show_record(field, record_id)

    # ---- what a person does ----------------------------------------------------------------

    def pick_cell(self, audience: str, topic: str) -> None:
        """List the sessions of a cell only; the same cell again lists all of them."""
        self._cell = None if self._cell == (audience, topic) else (audience, topic)
        self._show_sessions(same=False)
        QTimer.singleShot(0, self, self._look_at_sessions)

    def _look_at_sessions(self) -> None:
        """Once they are laid out anew."""
        self._training_scroll.ensureWidgetVisible(self.sessions, 0, 0)

    def _show_all(self) -> None:
        self._cell = None
        self._show_sessions(same=False)

    def add_record(self, table: RecordTable) -> None:
        more: dict[str, Any] = {"on_date": self.desk.as_of}
        if table is self.sessions and self._cell is not None:
            more["audience"], more["topic"] = self._cell
        self.add_with(table, **more)

    def write_fields(self, table: RecordTable, ids: Sequence[int], **values: Any) -> writes.Write:
        if table is not self.items:
            return super().write_fields(table, ids, **values)

        def write(portfolio: Any) -> None:
            from models.store.enablement import set_items

            set_items(portfolio, ids, **values)

        return write

    def delete_records(self, table: RecordTable, ids: Sequence[int]) -> None:
        if table is not self.items:
            super().delete_records(table, ids)
            return

        def write(portfolio: Any) -> None:
            from models.store.enablement import delete_items

            delete_items(portfolio, ids)

        what = counted(len(ids), "roadmap item")
        self.save(f"Delete {what} of {self.name}", write, then=partial(self._tell_deleted, what))

    def log_session(self) -> None:
        """Log the newest session that showed both roadmaps and is not in the ledger."""
        waiting = to_log(self.told.meetings) if self.told is not None else None
        if waiting is None:
            return
        meeting_id, today = waiting.id, self.desk.today

        def write(portfolio: Any) -> object:
            from models.store.enablement import log_session

            return log_session(portfolio, meeting_id, today)

        self.save(
            f"Log the roadmap session of {day_text(waiting.meeting.on_date)} ({self.name})",
            write,
            partial(self.desk.problem.emit, "The session was not logged."),
            self._tell_logged,
        )

    def _tell_logged(self, _: object) -> None:
        self.desk.toast("Logged as delivered in the benefits ledger", undo=True)

    def _set_shown(self, table: RecordTable, row_id: int, name: str, value: Any) -> None:
        self._write_shown([row_id], value)

    def _fill_shown(self, _: RecordTable, source: int, name: str, ids: Sequence[int]) -> None:
        self._write_shown(ids, self.meetings.model.find(source).meeting.shown)

    def _write_shown(self, ids: Sequence[int], value: Any) -> None:
        def write(portfolio: Any) -> None:
            from models.store.enablement import set_shown

            for meeting_id in ids:
                set_shown(portfolio, meeting_id, value)

        label = f"Set whose roadmaps were shown ({self.name})"
        self.save(label, write, self.meetings.refusals.say)

    def _open_meeting(self, meeting_id: object, _: str) -> None:
        if isinstance(meeting_id, int):
            self.desk.go(Place("meeting", meeting_id))

    def _plan_session(self) -> None:
        from ui.meeting_doings import MeetingDoings

        if self.doings is None:
            self.doings = MeetingDoings(self.desk, self)
        self.doings.new(self.name, "roadmap")

    def _pick_item(self, item_id: object) -> None:
        self.items.reveal(item_id)

    def _show_people(self) -> None:
        self.wanted.emit("people", "contacts", None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._pair.direction() != way:
            self._pair.setDirection(way)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.lay_out((self._roadmaps(), self._training(), self._roles()))

    def _roadmaps(self) -> QWidget:
        scroll = PageScroll(name="Roadmaps")
        self._lanes_card = Card("Both roadmaps")
        self._lanes_card.body.addWidget(self.lanes)
        self._lanes_card.body.addWidget(_Legend())
        self._notes = Label("", "body", "at_risk", wrap=True)
        self._lanes_card.body.addWidget(self._notes)
        self._given = Label("", "body", "text_2", wrap=True)
        self._given.setContentsMargins(16, 0, 16, 8)
        self._plan = Button("Plan a session…", "plain", "calendar")
        self._plan.clicked.connect(self._plan_session)
        self._log = Button("", "primary", "circle-check")
        self._log.clicked.connect(self.log_session)
        self.meetings.add_action(self._log)
        self.meetings.add_action(self._plan)
        self.meetings.body.insertWidget(0, self._given)
        for part in (self._lanes_card, self.items, self.meetings):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        return scroll

    def _training(self) -> QWidget:
        scroll = self._training_scroll = PageScroll(name="Training")
        card = Card("Who was trained on what")
        self._months = Label("", "body", "text_2", wrap=True)
        self._gaps = Label("", "body", "text", wrap=True)
        beside = QVBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(Label("Gaps", "small_strong", "text_2"))
        beside.addWidget(self._gaps)
        beside.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(20)
        self._pair.addWidget(self.grid, 5)
        self._pair.addLayout(beside, 2)
        card.body.addWidget(self._months)
        card.body.addLayout(self._pair)
        self._all = Button("", "link")
        self._all.clicked.connect(self._show_all)
        self._all.hide()
        self.sessions.header.insertWidget(1, self._all, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (card, self.sessions):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        return scroll

    def _roles(self) -> QWidget:
        scroll = PageScroll(name="Roles")
        card = Card("Who held each role in the last twelve months")
        people = Button("People", "plain", "users", name="Edit people and their days")
        people.clicked.connect(self._show_people)
        card.add_action(people)
        self._vacant = Label("", "body", "text_2", wrap=True)
        card.body.addWidget(self._vacant)
        card.body.addWidget(self.strips)
        card.body.addWidget(
            Label(
                "A role is vacant on days without anybody after it was first held. Days before "
                "that, and roles that nobody is known to have held, are not on record.",
                "small", "text_2", wrap=True,
            )
        )  # fmt: skip
        scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        return scroll


class _Legend(QWidget):
    """What the marks on the lanes mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from ui.widgets.labels import IconLabel

        row = FlowLayout(self, spacing=6)
        for state, icon in ICON.items():
            row.addWidget(IconLabel(icon, "text_2", 14))
            row.addWidget(Label(f"{roadmap.STATE[state]}   ", "small", "text_2"))
        row.addWidget(Label("Red: its day has passed. Dashed arrow: needs", "small", "text_2"))
