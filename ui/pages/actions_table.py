"""The one table of actions: ticked, edited in place, dropped with a reason, shown open or all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.action import Action
from models.governance.action_lines import ActionLine
from models.partner import SIDES
from ui.desk import Desk, Place
from ui.pages.action_changes import ActionChanges
from ui.pages.open_table import Choice, OpenTable
from ui.pages.partner_tabs.record_table import Field, Keeping, named
from ui.tables.columns import Column
from ui.tables.ticks import MARK, TickDelegate, Ticks
from ui.widgets.field_values import field_kind

PRIORITIES = ((1, "1 urgent"), (2, "2 soon"), (3, "3 later"))
_TICKED = {"open": "No", "done": "Yes", "dropped": "Dropped"}


class ActionsTable(OpenTable):
    """``about_wanted`` carries a line whose meeting, deal, plan, concern or criterion is to be
    shown; `go_to_about` goes there where the holder does not know a nearer way.
    """

    DELEGATE = TickDelegate

    about_wanted = Signal(object)  # ActionLine

    def __init__(
        self, desk: Desk, title: str = "Actions", hint: str = "", parent: QWidget | None = None
    ) -> None:
        keeping = Keeping(
            Action,
            "action",
            lambda line: f"“{line.action.title}”",
            "list-checks",
            "title",
            defaults={"title": "New action"},
        )
        hint = hint or "What both sides take on, the most urgent first."
        super().__init__(desk, title, _columns(desk), keeping, hint, parent)
        self.changes = ActionChanges(desk, self)
        self.ticks = Ticks(self.view, self.model)
        self.ticks.ticked.connect(self._tick)
        self.ticks.keyed.connect(self.toggle_selected)

    # ---- what can be done ------------------------------------------------------------------

    def finish_selected(self) -> None:
        self.changes.finish(self.selected)

    def drop_selected(self) -> None:
        """Ask why, and drop them."""
        self.changes.ask_drop(self.selected)

    def reopen_selected(self) -> None:
        self.changes.reopen(self.selected)

    def toggle_selected(self) -> None:
        """Ctrl+Enter: what is open is done, and the other way round."""
        if self.can_write:
            self.changes.toggle(self.selected)

    def ask_about(self) -> None:
        """Ask which deal, criterion, risk, plan or meeting the selected ones are about."""
        self.changes.ask_about(self.selected)

    def add_line(self, _: object = None) -> None:
        values = {"title": "New action", **self.seed}
        self.changes.add(self.partner_id, self.name, values, self.begin_when_there)

    def set_lines(self, lines: Sequence[Any], field: Field, value: Any, refused: Any) -> None:
        self.changes.set_fields(lines, field.title.lower(), {field.name: value}, refused)

    def delete_lines(self, lines: Sequence[Any]) -> None:
        self.changes.delete(lines)

    def open_other(self, line: Any, column: str) -> None:
        if column == "about" and line.about.kind:
            self.about_wanted.emit(line)
        elif column == MARK:
            self.ticks.tick(line)

    def choices(self, chosen: Sequence[Any]) -> list[Choice]:
        any_open = any(line.open for line in chosen)
        any_closed = any(not line.open for line in chosen)
        about = len(chosen) == 1 and bool(chosen[0].about.kind)
        return [
            ("Done", "check", self.finish_selected, self.can_write and any_open),
            ("Drop…", "circle-x", self.drop_selected, self.can_write and any_open),
            ("Open again", "rotate-ccw", self.reopen_selected, self.can_write and any_closed),
            ("What it is about…", "link", self.ask_about, self.can_write),
            ("Show what it is about", "arrow-right", self._go_to_about, about),
        ]

    # ---- inside ----------------------------------------------------------------------------

    def add_verbs(self) -> None:
        self._done = self.bulk.add_button("Done", "check", self.finish_selected)
        self._drop = self.bulk.add_button("Drop…", "circle-x", self.drop_selected)
        self._reopen = self.bulk.add_button("Open again", "rotate-ccw", self.reopen_selected)
        self._about = self.bulk.add_button("About…", "link", self.ask_about)

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        for button in (self._done, self._drop, self._reopen, self._about):
            button.setVisible(writable)

    def _tick(self, line: ActionLine) -> None:
        if self.can_write:
            self.changes.toggle([line])

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        chosen = self.lines_of(ids)
        self._done.setEnabled(any(line.action.state != "done" for line in chosen))
        self._drop.setEnabled(any(line.open for line in chosen))
        self._reopen.setEnabled(any(not line.open for line in chosen))

    def _go_to_about(self) -> None:
        for line in self.selected[:1]:
            self.about_wanted.emit(line)


def go_to_about(desk: Desk, line: ActionLine) -> None:
    """Show what an action came from: its meeting, or the tab of its partner that has the rest."""
    if line.about.kind == "meeting":
        desk.go(Place("meeting", line.about.id))
    else:
        desk.go(Place("partner", line.action.partner_id, TAB_OF.get(line.about.kind, "register")))


TAB_OF = {"deal": "deals", "criterion": "scorecard", "plan": "register", "concern": "register"}


def _columns(desk: Desk) -> list[Field | Column]:
    text, day = field_kind("text"), field_kind("date", today=desk.today)
    return [
        Column(
            "Done", lambda line: line.action.state, text=lambda line: _TICKED[line.action.state],
            width=62, key=lambda line: list(_TICKED).index(line.action.state), name=MARK,
            tip="Done; a click or Ctrl+Enter ticks it", searched=False,
        ),
        Field("title", "Action", field_kind("text", required="Action"), 280,
              get=lambda line: line.action.title, stretch=True),
        Field("priority", "Priority", field_kind("choice", choices=PRIORITIES), 92,
              get=lambda line: line.action.priority, lesser=2),
        Field("due_on", "Due", day, 112, get=lambda line: line.action.due_on,
              tone=lambda line: "short" if line.late else ""),
        Column(
            "State", lambda line: line.standing, role="status", tone=lambda line: line.tone,
            width=132, key=_by_lateness, name="state", searched=False,
        ),
        Field("owner", "Owner", text, 130, get=lambda line: line.action.owner, lesser=1),
        Field("side", "Side", field_kind("choice", choices=named(SIDES)), 80,
              get=lambda line: line.action.side, lesser=4),
        Column("About", lambda line: line.about.text, width=170, name="about",
               tip="The deal, criterion, meeting, risk or plan it came from; Enter goes there",
               lesser=3),
        Field("detail", "Detail", text, 150, get=lambda line: line.action.detail, lesser=5),
    ]  # fmt: skip


def _by_lateness(line: ActionLine) -> tuple[bool, int, str]:
    return (not line.open, -line.late, line.standing)
