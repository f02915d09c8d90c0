"""The tables of a joint plan's initiatives, milestones and investments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.governance.joint_plan import (
    INITIATIVE_STATES,
    INVESTMENT_STATES,
    Initiative,
    Investment,
)
from models.governance.milestone import Milestone
from models.governance.plan_view import JointPlan
from models.governance.plan_words import INITIATIVES, INVESTMENTS, SIDES, called
from models.governance.plan_work import InitiativeLine, MilestoneLine
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.tables.columns import Column
from ui.widgets.field_values import FieldKind, field_kind

_SIDES = field_kind("choice", choices=[(side, SIDES[side]) for side in ("host", "partner")])
_STONES = {
    "done": ("met", "Done"), "late": ("short", "Late"), "open": ("no_data", "Open"),
    "undated": ("no_data", "No day"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoneRow:
    """A milestone with the initiative that it is of."""

    id: int
    told: MilestoneLine
    initiative: str


def initiatives(today: date) -> RecordTable:
    day = field_kind("date", today=today)
    states = field_kind("choice", choices=[(s, INITIATIVES[s]) for s in INITIATIVE_STATES])
    return RecordTable(
        "Initiatives",
        [
            Field("title", "Initiative", field_kind("text", required="Initiative"), 210,
                  _of("title"), stretch=True),
            Column("Standing", _tone, text=_standing, tone=_tone, role="status", width=190,
                   name="standing", spoken=True),
            Field("state", "State", states, 104, _of("state"), lesser=3),
            Field("owner", "Owner", field_kind("text"), 156, _of("owner"), lesser=2),
            Field("starts_on", "Starts", day, 112, _of("starts_on"), lesser=4),
            Field("ends_on", "Ends", day, 112, _of("ends_on"), lesser=1),
            Field("side", "Side", _SIDES, 84, _of("side"), lesser=5),
            _serves(()),
            Field("detail", "Detail", field_kind("text"), 170, _of("detail"), lesser=8),
        ],
        Keeping(
            Initiative, "initiative", lambda row: row.initiative.title, "list-checks", "title",
            defaults={"title": "New initiative"},
        ),
        hint="Work of both sides that serves an objective, with the days on which it begins and"
        " ends.",
    )  # fmt: skip


def milestones(today: date) -> RecordTable:
    day = field_kind("date", today=today)
    return RecordTable(
        "Milestones",
        [
            Field("title", "Milestone", field_kind("text", required="Milestone"), 210,
                  lambda row: row.told.milestone.title, stretch=True),
            Column("Standing", lambda row: _STONES[row.told.state][0],
                   text=lambda row: _STONES[row.told.state][1],
                   tone=lambda row: _STONES[row.told.state][0], role="status", width=110,
                   name="standing", spoken=True),
            Field("due_on", "Due", day, 112, lambda row: row.told.milestone.due_on),
            Field("done_on", "Done", day, 112, lambda row: row.told.milestone.done_on, lesser=1),
            Field("owner", "Owner", field_kind("text"), 156, lambda row: row.told.milestone.owner,
                  lesser=2),
            _initiative(()),
            Field("side", "Side", _SIDES, 84, lambda row: row.told.milestone.side, lesser=4),
        ],
        Keeping(
            Milestone, "milestone", lambda row: row.told.milestone.title, "flag", "title",
            defaults={"title": "New milestone"},
        ),
        hint="A day by which a part of an initiative is done. Ctrl+; in Done takes today.",
    )  # fmt: skip


def investments(today: date) -> RecordTable:
    day = field_kind("date", today=today)
    states = field_kind("choice", choices=[(s, INVESTMENTS[s]) for s in INVESTMENT_STATES])
    return RecordTable(
        "Investments",
        [
            Field("title", "What", field_kind("text", required="What"), 220, stretch=True),
            _serves((), lambda row: row.objective_id),
            Field("side", "Side", _SIDES, 84, lesser=3),
            Field("minor", "Amount", _amount, 120, role="money",
                  currency=lambda row: row.currency,
                  text=lambda row: _amount(row).show(row.minor) if row.minor else "–"),
            Field("currency", "Currency", _CURRENCY, 90, lesser=5),
            Field("state", "State", states, 110),
            Field("on_date", "On", day, 116, lesser=2),
        ],
        Keeping(
            Investment, "investment", lambda row: row.title, "briefcase", "title",
            defaults={"title": "New investment"},
        ),
        hint="Money, or things such as people and rooms without an amount, that a side puts in.",
    )  # fmt: skip


def offer(table: RecordTable, plan: JointPlan) -> None:
    """Let the column of what is served offer the objectives, or the initiatives, there are."""
    if table.keeping.kind is Milestone:
        field = _initiative([(one.id, one.initiative.title) for one in plan.initiatives])
    else:
        get = table.fields["objective_id"].value
        found = [(one.objective.id, called(one.objective)) for one in plan.objectives]
        field = _serves(found, get)
    before = table.fields[field.name].kind
    if isinstance(before, FieldKind) and isinstance(field.kind, FieldKind):
        if list(before.choices) == list(field.kind.choices):
            return  # an open editor stays
    table.fields[field.name] = field
    table.model.columns = tuple(
        field.column() if column.name == field.name else column for column in table.model.columns
    )


def stone_rows(lines: Sequence[InitiativeLine]) -> list[StoneRow]:
    """The milestones of all initiatives, one row each."""
    return [
        StoneRow(one.id, one, line.initiative.title) for line in lines for one in line.milestones
    ]


def _of(name: str) -> Any:
    return lambda row: getattr(row.initiative, name)


def _serves(choices: Sequence[tuple[int, str]], get: Any = None) -> Field:
    offered = [(0, "The whole plan"), *_apart(choices)]
    kind = field_kind("choice", choices=offered)
    return Field("objective_id", "Serves", kind, 176, get or _of("objective_id"), lesser=4)


def _initiative(choices: Sequence[tuple[int, str]]) -> Field:
    kind = field_kind("choice", choices=_apart(choices))
    return Field("of_id", "Initiative", kind, 200, lambda row: row.told.milestone.of_id, lesser=3)


def _apart(choices: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Choices whose words are told apart, so that each can be chosen."""
    seen: dict[str, int] = {}
    found = []
    for key, words in choices:
        seen[words] = seen.get(words, 0) + 1
        found.append((key, words if seen[words] == 1 else f"{words} ({seen[words]})"))
    return found


def _amount(row: Any) -> FieldKind:
    return field_kind("money", currency=row.currency)


def _read_currency(words: str) -> str:
    from models.store.rates import read_currency

    return read_currency(words)


_CURRENCY = FieldKind("text", _read_currency, str, str)


def _tone(line: InitiativeLine) -> str:
    if line.late:
        return "short"
    return "met" if line.initiative.state == "done" else "no_data"


def _standing(line: InitiativeLine) -> str:
    if line.said:
        return line.said[:1].upper() + line.said[1:]
    return INITIATIVES.get(line.initiative.state, line.initiative.state)
