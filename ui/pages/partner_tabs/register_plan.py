"""One recovery plan that is followed: its path to green, its milestones, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.governance.milestone import Milestone
from models.partner import SIDES
from models.text import counted, day_text
from ui import paint, theme
from ui.desk import Desk
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable, named
from ui.pages.recovery_changes import RecoveryChanges
from ui.tables.columns import Column
from ui.tables.ticks import MARK, TickDelegate, Ticks
from ui.widgets.buttons import Button
from ui.widgets.card import StatusLine
from ui.widgets.field_row import FieldRow
from ui.widgets.field_values import field_kind
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.store.recovery import PlanLine


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone as a row of the plan's table."""

    milestone: Milestone
    late: int

    @property
    def id(self) -> int:
        return self.milestone.id

    @property
    def state(self) -> str:
        return "done" if self.milestone.done_on else "open"


class PlanCard(RecordTable):
    """A card whose rows are the milestones, with the plan's own fields above them."""

    DELEGATE = TickDelegate
    criterion_wanted = Signal(str)
    action_wanted = Signal(object)  # RecoveryPlan

    def __init__(self, desk: Desk, changes: RecoveryChanges, parent: QWidget | None = None) -> None:
        self._desk, self.changes = desk, changes
        self._line: PlanLine | None = None
        keeping = Keeping(
            Milestone,
            "milestone",
            lambda row: f"“{row.milestone.title}”",
            "flag",
            "title",
            defaults={"title": "New milestone"},
        )
        hint = "Each step on the path to green, with its day."
        super().__init__("Recovery plan", _columns(desk), keeping, hint=hint, parent=parent)
        self.edited.connect(self._set_field)
        self.filling.connect(self._fill_down)
        self.adding.connect(self._add_milestone)
        self.deleting.connect(self._delete_rows)
        self.ticks = Ticks(self.view, self.model)
        self.ticks.ticked.connect(self._tick)
        self.ticks.keyed.connect(self._tick_selected)
        self.opened_other.connect(self._open_cell)
        self._build()

    # ---- for the section -------------------------------------------------------------------

    def show_plan(self, line: PlanLine, *, same: bool, writable: bool) -> None:
        self._line = line
        plan, told, day = line.plan, line.standing, self._desk.as_of
        self.set_title(f"Recovery plan: {plan.title}")
        self.set_writable(writable)
        if told is not None:
            self.now.set(told.now, "met" if told.met else "short")
            self.progress.show_count(told.done, told.of, told.tone)
        for name, row in self._rows.items():
            row.set_value(getattr(plan, name))
        self.found.set(f"Found on {day_text(plan.started_on)}: {plan.found}" if plan.found else "")
        self.found.setVisible(bool(plan.found))
        self._say(line)
        self.met_button.setVisible(writable and told is not None and told.met)
        for button in (self.drop_button, self.action_button):
            button.setVisible(writable)
        self.set_rows([_row(one, day) for one in line.milestones], anew=not same)

    def set_title(self, title: str) -> None:
        """The table's own title, with a count, is none here."""
        if self._line is not None:
            super().set_title(f"Recovery plan: {self._line.plan.title}")

    def leave(self) -> None:
        """Commit what is being typed."""
        self.commit()
        for row in self._rows.values():
            row.commit()

    # ---- inside ----------------------------------------------------------------------------

    def _say(self, line: PlanLine) -> None:
        told = line.standing
        met = told is not None and told.met
        if line.advice and not met:
            self.advice.set("at_risk", line.advice)
        elif line.advice:
            self.advice.set("met", line.advice)
        self.advice.setVisible(bool(line.advice))

    def _write_field(self, name: str, value: Any) -> None:
        if self._line is not None:
            row = self._rows[name]
            self.changes.set_plan(
                self._line.plan, row.label.lower(), {name: value}, partial(row.refuse, value)
            )

    def _set_field(self, _: object, row_id: Any, name: str, value: Any) -> None:
        row, field = self.model.find(row_id), self.fields[name]
        if row is not None:
            typed = field.kind_for(row).typed(value)
            self.changes.set_milestones(
                [row.milestone],
                field.title.lower(),
                {name: value},
                partial(self.reopen, row_id, name, typed),
            )

    def _fill_down(self, _: object, source: Any, name: str, ids: Sequence[Any]) -> None:
        field = self.fields[name]
        value = field.value(self.model.find(source))
        self.changes.set_milestones(
            self._milestones(ids), field.title.lower(), {name: value}, self.refusals.say
        )

    def _delete_rows(self, _: object, ids: Sequence[Any]) -> None:
        self.changes.delete_milestones(self._milestones(ids))

    def _milestones(self, ids: Sequence[Any]) -> list[Milestone]:
        return [row.milestone for one in ids if (row := self.model.find(one)) is not None]

    def _add_milestone(self, _: object) -> None:
        if self._line is not None:
            self.changes.add_milestone(self._line.plan, self.begin_when_there)

    def _tick(self, row: MilestoneLine) -> None:
        if self.model.on_edit is not None:
            self.changes.tick([row.milestone])

    def _tick_selected(self) -> None:
        if self.model.on_edit is not None:
            self.changes.tick(self._milestones(self.view.selected_ids()))

    def _open_cell(self, row_id: Any, name: str) -> None:
        row = self.model.find(row_id)
        if row is not None and name == MARK:
            self.ticks.tick(row)

    def _close_as_met(self) -> None:
        if self._line is not None:
            self.changes.close_as_met(self._line.plan)

    def _drop(self) -> None:
        if self._line is not None:
            self.changes.ask_drop(self._line.plan)

    def _show_criterion(self) -> None:
        if self._line is not None:
            self.criterion_wanted.emit(self._line.plan.criterion)

    def _ask_action(self) -> None:
        if self._line is not None:
            self.action_wanted.emit(self._line.plan)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.now = StatusLine("", "short")
        self.progress = ProgressLine()
        self.found = StatusLine("")
        self.advice = MessageBar("at_risk")
        self.met_button = self.advice.add_button("Close as met", self._close_as_met)
        self._criterion = Button("Show the criterion", "quiet", "target")
        self._criterion.clicked.connect(self._show_criterion)
        self.action_button = Button("Add action", "quiet", "list-checks")
        self.action_button.clicked.connect(self._ask_action)
        self.drop_button = Button("Drop…", "quiet", "circle-x", name="Drop the plan")
        self.drop_button.clicked.connect(self._drop)
        verbs = QHBoxLayout()
        verbs.setSpacing(4)
        for button in (self._criterion, self.action_button, self.drop_button):
            verbs.addWidget(button)
        verbs.addStretch(1)
        today = self._desk.today
        self._rows = {
            "owner": FieldRow("Owner", "text", "", stacked=True),
            "side": FieldRow("Side", "choice", choices=named(SIDES), stacked=True),
            "target_on": FieldRow("Target day", "date", today=today, stacked=True),
            "title": FieldRow("Title", "text", "", required=True, stacked=True),
            "path": FieldRow("Path to green", "multiline", "", stacked=True),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, name in enumerate(("owner", "side", "target_on", "title")):
            grid.addWidget(self._rows[name], 0, at)
            grid.setColumnStretch(at, 3 if name == "title" else 2)
        grid.addWidget(self._rows["path"], 1, 0, 1, 4)
        for name, row in self._rows.items():
            row.committed.connect(partial(self._write_field, name))
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.now)
        top.addWidget(self.found, 1)
        top.addWidget(self.progress)
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.advice)
        column.addLayout(top)
        column.addLayout(grid)
        column.addLayout(verbs)
        self.body.insertWidget(0, about)

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        for row in self._rows.values():
            row.set_read_only(not writable)


class ProgressLine(QWidget):
    """How many milestones are done, as a bar with its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._done, self._of, self._tone = 0, 0, ""
        theme.notifier().changed.connect(self.updateGeometry)

    def show_count(self, done: int, of: int, tone: str) -> None:
        self._done, self._of, self._tone = done, of, tone
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        if not self._of:
            return "No milestones"
        return f"{self._done:,} of {counted(self._of, 'milestone')}"

    def sizeHint(self) -> QSize:
        fits = paint.metrics("small_strong")
        wide = fits.horizontalAdvance(self.words) + theme.px(90) + 2
        return QSize(wide, max(fits.height(), theme.px(18)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bar = QRect(0, self.height() // 2 - theme.px(3), theme.px(80), theme.px(6))
        paint.progress(painter, bar, self._done / self._of if self._of else 0, f"{self._tone}.bar")
        beside = self.rect().adjusted(theme.px(90), 0, 0, 0)
        paint.text(painter, beside, self.words, "small_strong", "text_2")
        painter.end()


def _row(milestone: Milestone, today: Any) -> MilestoneLine:
    late = 0
    if milestone.done_on is None and milestone.due_on is not None:
        late = max(0, (today - milestone.due_on).days)
    return MilestoneLine(milestone, late)


def _columns(desk: Desk) -> list[Field | Column]:
    day = field_kind("date", today=desk.today)
    return [
        Column("Done", lambda row: row.state, width=62, name=MARK, searched=False,
               text=lambda row: "Yes" if row.state == "done" else "No",
               tip="Done; a click or Ctrl+Enter ticks it"),
        Field("title", "Milestone", field_kind("text", required="Milestone"), 260,
              get=lambda row: row.milestone.title, stretch=True),
        Field("side", "Side", field_kind("choice", choices=named(SIDES)), 90,
              get=lambda row: row.milestone.side),
        Field("owner", "Owner", field_kind("text"), 150, get=lambda row: row.milestone.owner),
        Field("due_on", "Due", day, 112, get=lambda row: row.milestone.due_on,
              tone=lambda row: "short" if row.late else ""),
        Field("done_on", "Done on", day, 112, get=lambda row: row.milestone.done_on),
    ]  # fmt: skip
