"""What is to be done for a partner: actions planned, changed, done and dropped (C038, C040)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.action import ACTION_STATES, Action
from models.errors import UserError
from models.ids import new_id
from models.names import tidy
from models.store import records
from models.store.portfolio import Portfolio

PRIORITIES = (1, 2, 3)


def of_partner(portfolio: Portfolio, partner_id: int) -> tuple[Action, ...]:
    """A partner's actions as a plan has them: open ones first, by priority, then by day."""
    return tuple(sorted(records.find(portfolio, Action, partner_id=partner_id), key=_order))


def add(portfolio: Portfolio, partner_id: int, actions: Iterable[Action]) -> tuple[int, ...]:
    """Add actions to a partner's plan as one change; what is planned and open already is left out.

    An action is planned already where an open one has its title and its criterion.
    """
    open_ones = {
        (known.title, known.criterion)
        for known in of_partner(portfolio, partner_id)
        if known.state == "open"
    }
    made = []
    with portfolio.change("Add to the plan"):
        for action in actions:
            if (tidy(action.title), action.criterion) not in open_ones:
                _require(action)
                new = replace(action, id=new_id(), partner_id=partner_id, title=tidy(action.title))
                made.append(records.add(portfolio, new))
    return tuple(made)


def set_action(portfolio: Portfolio, action_id: int, today: date, **values: Any) -> Action:
    """Set fields of an action; a new state keeps the day on which it was done or dropped.

    Raises UserError for what no action can be.
    """
    before = records.get(portfolio, Action, action_id)
    wanted = dict(values)
    if "title" in wanted:
        wanted["title"] = tidy(str(wanted["title"]))
    if wanted.get("state", before.state) != before.state:
        wanted["done_on"] = None if wanted["state"] == "open" else today
        if wanted["state"] != "dropped":
            wanted["reason"] = ""
    _require(replace(before, **wanted))
    return records.update(portfolio, Action, action_id, **wanted)


def set_state(
    portfolio: Portfolio, ids: Sequence[int], state: str, today: date, reason: str = ""
) -> None:
    """Finish, drop or reopen several actions as one change; `reason` is why they are dropped."""
    told = {"reason": tidy(reason)} if state == "dropped" else {}
    with portfolio.change(f"Mark actions as {state}"):
        for action_id in ids:
            set_action(portfolio, action_id, today, state=state, **told)


def set_several(portfolio: Portfolio, ids: Sequence[int], today: date, **values: Any) -> None:
    """Give several actions the same owner, day, side or priority, as one change."""
    with portfolio.change("Change actions"):
        for action_id in ids:
            set_action(portfolio, action_id, today, **values)


def _require(action: Action) -> None:
    if not tidy(action.title):
        raise UserError("An action needs a title.", "Say in a few words what is to be done.")
    if action.state not in ACTION_STATES:
        raise UserError(f"{action.state} is no state of an action.", "Choose one of the list.")
    if action.priority not in PRIORITIES:
        raise UserError(f"{action.priority} is no priority.", "Choose 1, the most urgent, to 3.")


def _order(action: Action) -> tuple[bool, int, date, int]:
    return (
        action.state != "open",
        action.priority,
        action.due_on or date.max,
        action.id,
    )
