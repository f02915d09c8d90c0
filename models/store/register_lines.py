"""Every partner's open actions, risks, issues, plans and decisions, and changes of many at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.governance.register_lines import (
    Key,
    RegisterLine,
    of_action,
    of_concern,
    of_decision,
    of_plan,
    ranked,
)
from models.names import tidy
from models.store import action_lines, actions, recovery, register
from models.store.portfolio import Portfolio

# What the day of a line is called in its own table.
_DAY_OF = {
    "actions": "due_on",
    "concerns": "due_on",
    "recovery_plans": "target_on",
    "resolutions": "due_on",
}


def all_open(portfolio: Portfolio, today: date) -> tuple[RegisterLine, ...]:
    """What is open of all partners, what is late first. UserError for a day without a program."""
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    lines = [of_action(one) for one in action_lines.all_open(portfolio, today)]
    lines += [of_concern(one) for one in register.all_open(portfolio, today)]
    lines += [
        of_plan(one.plan, one.partner, one.label, one.standing, today)
        for one in recovery.all_open(portfolio, today)
        if one.standing is not None
    ]
    lines += [
        of_decision(one, names.get(one.partner_id, ""), today)
        for one in register.wanted_decisions(portfolio)
    ]
    return tuple(ranked(lines))


def set_owner(portfolio: Portfolio, keys: Sequence[Key], owner: str, today: date) -> None:
    """Give lines of any kind the same owner, as one change; blank for none."""
    with portfolio.change("Set the owner"):
        for key in keys:
            _set(portfolio, key, today, owner=tidy(owner))


def set_due(portfolio: Portfolio, keys: Sequence[Key], due_on: date | None, today: date) -> None:
    """Give lines of any kind the same day, as one change; None for none."""
    with portfolio.change("Set the day"):
        for key in keys:
            _set(portfolio, key, today, **{_DAY_OF[key.table]: due_on})


def _set(portfolio: Portfolio, key: Key, today: date, **values: Any) -> None:
    if key.table == "actions":
        actions.set_action(portfolio, key.id, today, **values)
    elif key.table == "concerns":
        register.set_concern(portfolio, key.id, today, **values)
    elif key.table == "recovery_plans":
        recovery.set_plan(portfolio, key.id, today, **values)
    else:
        register.set_resolution(portfolio, key.id, today, **values)
