"""Risks and issues of a partner: edited in place, raised, closed with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.governance.concern_lines import GRADE_WORDS, GRADES, KIND_WORDS
from models.governance.register import Concern
from models.partner import SIDES, Contact
from models.text import NONE
from ui.desk import Desk
from ui.pages.concern_changes import ConcernChanges
from ui.pages.open_table import Choice, OpenTable
from ui.pages.partner_tabs.record_table import Field, Keeping, named
from ui.tables.columns import Column
from ui.widgets.field_values import FieldKind, field_kind

_HINT = (
    "A risk may come, an issue is there. What the two managers can’t settle is raised from here."
)
_WORDS = tuple((value, f"{value} {GRADE_WORDS[value].lower()}") for value in GRADES)
_HELD = ((False, "Both sides"), (True, "Host only"))


class ConcernsTable(OpenTable):
    """``raise_wanted`` carries the line that is to go up a level."""

    raise_wanted = Signal(object)  # ConcernLine

    def __init__(self, desk: Desk, changes: ConcernChanges, parent: QWidget | None = None) -> None:
        self.changes = changes
        self._deals = field_kind("choice", choices=[(0, NONE)])
        self._contacts: Sequence[Contact] = ()
        keeping = Keeping(
            Concern,
            "risk or issue",
            lambda line: f"“{line.concern.title}”",
            "flag",
            "title",
            "risks or issues",
            {"title": "New risk"},
        )
        super().__init__(desk, "Risks and issues", self._columns(desk), keeping, _HINT, parent)

    def offer_deals(self, deals: Sequence[tuple[int, str]]) -> None:
        """The partner's deals, one of which a concern may be about."""
        seen: dict[str, int] = {}
        choices: list[tuple[object, str]] = [(0, NONE)]
        for deal_id, name in deals:
            seen[name] = seen.get(name, 0) + 1
            choices.append((deal_id, name if seen[name] == 1 else f"{name} ({seen[name]})"))
        self._deals = field_kind("choice", choices=choices)

    # ---- what can be done ------------------------------------------------------------------

    def raise_selected(self) -> None:
        for line in self.selected[:1]:
            self.raise_wanted.emit(line)

    def close_selected(self) -> None:
        """Ask what became of them, and close them."""
        self.changes.ask_close(self.selected)

    def reopen_selected(self) -> None:
        self.changes.reopen(self.selected)

    def add_line(self, _: object = None) -> None:
        values = {"kind": "risk", "title": "New risk", "raised_on": self.desk.today, **self.seed}
        concern = Concern(id=0, partner_id=self.partner_id, **values)
        self.changes.add(concern, self.name, self.begin_when_there)

    def set_lines(self, lines: Sequence[Any], field: Field, value: Any, refused: Any) -> None:
        self.changes.set_fields(lines, field.title.lower(), {field.name: value}, refused)

    def delete_lines(self, lines: Sequence[Any]) -> None:
        self.changes.delete(lines)

    def open_other(self, line: Any, column: str) -> None:
        if column == "standing" and line.open and self.can_write:
            self.raise_wanted.emit(line)

    def choices(self, chosen: Sequence[Any]) -> list[Choice]:
        any_open = self.can_write and any(line.open for line in chosen)
        any_closed = self.can_write and any(not line.open for line in chosen)
        one = any_open and len(chosen) == 1
        return [
            ("Raise to a level…", "arrow-up", self.raise_selected, one),
            ("Close…", "check", self.close_selected, any_open),
            ("Open again", "rotate-ccw", self.reopen_selected, any_closed),
        ]

    # ---- inside ----------------------------------------------------------------------------

    def add_verbs(self) -> None:
        self._raise = self.bulk.add_button("Raise…", "arrow-up", self.raise_selected)
        self._close = self.bulk.add_button("Close…", "check", self.close_selected)
        self._reopen = self.bulk.add_button("Open again", "rotate-ccw", self.reopen_selected)

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        for button in (self._raise, self._close, self._reopen):
            button.setVisible(writable)

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        chosen = self.lines_of(ids)
        any_open = any(line.open for line in chosen)
        self._raise.setEnabled(any_open and len(chosen) == 1)
        self._close.setEnabled(any_open)
        self._reopen.setEnabled(any(not line.open for line in chosen))

    def _deal_kind(self, _: object) -> FieldKind:
        return self._deals

    def _columns(self, desk: Desk) -> list[Field | Column]:
        text, day = field_kind("text"), field_kind("date", today=desk.today)
        raised = field_kind("date", today=desk.today, required="The day it was raised on")
        kinds = field_kind("choice", choices=list(KIND_WORDS.items()))
        grades = field_kind("choice", choices=_WORDS)
        return [
            Field("title", "Risk or issue", field_kind("text", required="Title"), 280,
                  get=lambda line: line.concern.title, stretch=True),
            Field("kind", "Kind", kinds, 70, get=lambda line: line.concern.kind, lesser=3),
            Column("Weight", lambda line: line.weight, role="pill", tone=lambda line: line.grade,
                   width=76, name="weight", searched=False,
                   tip="Likelihood times impact, of 25; an issue is there already"),
            Column("State", lambda line: line.standing, role="status",
                   tone=lambda line: line.tone, width=204, name="standing", searched=False,
                   tip="Its level and clock; Enter raises it to the next level"),
            Field("due_on", "Next look", day, 108, get=lambda line: line.concern.due_on, lesser=1),
            Field("owner", "Owner", text, 128, get=lambda line: line.concern.owner, lesser=2),
            Field("side", "Side", field_kind("choice", choices=named(SIDES)), 80,
                  get=lambda line: line.concern.side, lesser=4),
            Field("likelihood", "Likelihood", grades, 112,
                  get=lambda line: line.concern.likelihood, text=_likelihood, lesser=6),
            Field("impact", "Impact", grades, 106, get=lambda line: line.concern.impact, lesser=7),
            Field("response", "Response", text, 220,
                  get=lambda line: line.concern.response, lesser=5),
            Field("internal", "Seen by", field_kind("choice", choices=_HELD), 98,
                  get=lambda line: line.concern.internal, lesser=9),
            Field("deal_id", "Deal", self._deal_kind, 170,
                  get=lambda line: line.concern.deal_id, text=lambda line: line.deal, lesser=8),
            Field("detail", "Detail", text, 160, get=lambda line: line.concern.detail, lesser=10),
            Field("outcome", "Outcome", text, 160,
                  get=lambda line: line.concern.outcome, lesser=11),
            Field("raised_on", "Raised on", raised, 108,
                  get=lambda line: line.concern.raised_on, lesser=12),
            Field("raised_by", "Raised by", text, 140,
                  get=lambda line: line.concern.raised_by, lesser=13),
        ]  # fmt: skip


def _likelihood(line: Any) -> str:
    if line.concern.kind == "issue":
        return "Has come"
    value = line.concern.likelihood
    return f"{value} {GRADE_WORDS[value].lower()}"
