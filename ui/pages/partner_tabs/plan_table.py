"""A partner's plan: what is to be done, by whom and by when, edited where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from models.partner import SIDES
from models.program_year import ACTION_STATES, Action
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable, named
from ui.widgets.field_values import field_kind

_PRIORITIES = ((1, "1 urgent"), (2, "2 soon"), (3, "3 later"))
_STATE_WORDS = {"open": "Open", "done": "Done", "dropped": "Dropped"}


def plan_table(today: date) -> RecordTable:
    text, day = field_kind("text"), field_kind("date", today=today)
    states = [(state, _STATE_WORDS.get(state, state)) for state in ACTION_STATES]
    return RecordTable(
        "Plan",
        [
            Field("title", "Action", field_kind("text", required="Action"), 236),
            Field("state", "State", field_kind("choice", choices=states), 84),
            Field("priority", "Priority", field_kind("choice", choices=_PRIORITIES), 88),
            Field("due_on", "Due", day, 108),
            Field("owner", "Owner", text, 104),
            Field("side", "Side", field_kind("choice", choices=named(SIDES)), 80),
            Field("detail", "Detail", text, 90, stretch=True),
        ],
        Keeping(
            Action,
            "action",
            lambda action: f"“{action.title}”",
            "list-checks",
            "title",
            defaults={"title": "New action"},
        ),
        hint="Add to plan turns the shortest path into actions with a day.",
    )


def read_plan(partner_id: int) -> Callable[[Any], tuple[Action, ...]]:
    def read(portfolio: Any) -> tuple[Action, ...]:
        from models.store.actions import of_partner

        return of_partner(portfolio, partner_id)

    return read


def add_actions(partner_id: int, actions: Sequence[Action]) -> Callable[[Any], tuple[int, ...]]:
    def write(portfolio: Any) -> tuple[int, ...]:
        from models.store.actions import add

        return add(portfolio, partner_id, actions)

    return write


def set_actions(ids: Sequence[int], today: date, **values: Any) -> Callable[[Any], None]:
    """Sets fields of actions; a new state keeps its day."""

    def write(portfolio: Any) -> None:
        from models.store.actions import set_action

        for action_id in ids:
            set_action(portfolio, action_id, today, **values)

    return write
