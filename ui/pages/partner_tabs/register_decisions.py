"""The decisions register of a partner: what is wanted, what was decided, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from models.governance.outcomes import Resolution
from models.partner import SIDES
from models.text import counted, shortened
from ui.desk import Desk
from ui.pages.concern_changes import ConcernChanges
from ui.pages.open_table import OpenTable
from ui.pages.partner_tabs.record_table import Field, Keeping, named
from ui.tables.columns import Column
from ui.widgets.field_values import field_kind

_STATES = (("wanted", "Wanted"), ("taken", "Taken"), ("dropped", "Dropped"))
_HINT = "What the next review is asked to decide, and what was decided before."
_TITLE = 60


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision as a row; one that is wanted is open."""

    resolution: Resolution
    late: bool

    @property
    def id(self) -> int:
        return self.resolution.id

    @property
    def open(self) -> bool:
        return self.resolution.state == "wanted"


class DecisionsTable(OpenTable):
    OPEN_WORD = "Wanted"

    def __init__(self, desk: Desk, changes: ConcernChanges, parent: QWidget | None = None) -> None:
        self.changes = changes
        keeping = Keeping(
            Resolution,
            "decision",
            lambda line: f"“{line.resolution.title}”",
            "scale",
            "title",
            defaults={"title": "New decision"},
        )
        super().__init__(desk, "Decisions", _columns(desk), keeping, _HINT, parent)

    def show_decisions(self, found: Sequence[Resolution], *, same: bool, writable: bool) -> None:
        day = self.desk.as_of
        lines = [
            DecisionLine(one, one.state == "wanted" and bool(one.due_on and one.due_on < day))
            for one in found
        ]
        self.show_lines(lines, same=same, writable=writable)

    def add_line(self, _: object = None) -> None:
        made = Resolution(0, self.partner_id, **{"title": "New decision", **self.seed})
        self.changes.add_decision(made, self.name, self.begin_when_there)

    def set_lines(self, lines: Sequence[Any], field: Field, value: Any, refused: Any) -> None:
        label = f"Set {field.title.lower()} of {_named(lines)}"
        ids = [line.id for line in lines]
        self.changes.set_decisions(ids, label, {field.name: value}, refused)

    def delete_lines(self, lines: Sequence[Any]) -> None:
        self.changes.delete_decisions([line.id for line in lines], _named(lines))


def _named(lines: Sequence[Any]) -> str:
    if len(lines) == 1:
        return f"the decision “{shortened(lines[0].resolution.title, _TITLE)}”"
    return counted(len(lines), "decision")


def _columns(desk: Desk) -> list[Field | Column]:
    text, day = field_kind("text"), field_kind("date", today=desk.today)
    return [
        Field("title", "Decision", field_kind("text", required="Decision"), 280,
              get=lambda line: line.resolution.title, stretch=True),
        Field("state", "State", field_kind("choice", choices=_STATES), 92,
              get=lambda line: line.resolution.state),
        Field("why", "Why it is asked", text, 190, get=lambda line: line.resolution.why, lesser=6),
        Field("owner", "Who decides", text, 130, get=lambda line: line.resolution.owner, lesser=2),
        Field("side", "Side", field_kind("choice", choices=named(SIDES)), 80,
              get=lambda line: line.resolution.side, lesser=3),
        Field("due_on", "By", day, 108, get=lambda line: line.resolution.due_on,
              tone=lambda line: "short" if line.late else "", lesser=1),
        Field("decided_on", "Decided on", day, 108,
              get=lambda line: line.resolution.decided_on, lesser=5),
        Field("outcome", "What was decided", text, 220,
              get=lambda line: line.resolution.outcome, lesser=4),
    ]  # fmt: skip
