"""The portfolio's own rules of governance, kept as one setting so that they travel with it."""

import json
from dataclasses import asdict, fields
from typing import Any

from models.errors import UserError
from models.governance.rules import USUAL_RULES, Rules
from models.store.portfolio import Portfolio
from models.store.settings import set_setting, setting

NAME = "governance_rules"
_MOST_DAYS = 3_650
_FALLBACK = asdict(USUAL_RULES)


def rules(portfolio: Portfolio) -> Rules:
    """What is kept, the usual value for whatever is not, or can't be read."""
    try:
        kept = json.loads(setting(portfolio, NAME) or "{}")
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        kept = {}
    values = {}
    for name in (one.name for one in fields(Rules)):
        value = kept.get(name, _FALLBACK[name])
        if isinstance(value, list):
            value = tuple(value)
        if not _holds(name, value):
            value = _FALLBACK[name]
        values[name] = value
    return Rules(**values)


def set_rules(portfolio: Portfolio, found: Rules) -> None:
    """Keep them, as one change. Raises UserError for what no rule can be."""
    for name, value in asdict(found).items():
        if not _holds(name, value):
            raise UserError(
                f"{value} can't be used for {name.replace('_', ' ')}.",
                f"Take whole days from 0 to {_MOST_DAYS:,}.",
            )
    kept = {name: value for name, value in asdict(found).items() if value != _FALLBACK[name]}
    with portfolio.change("Set the rules of governance"):
        set_setting(portfolio, NAME, json.dumps(kept, sort_keys=True))


def _holds(name: str, value: Any) -> bool:
    if name == "working_days":
        return value is None or isinstance(value, bool)
    if name in ("reminders", "clocks"):
        return isinstance(value, tuple) and all(_is_days(one) for one in value)
    if name == "review_months":
        return isinstance(value, dict) and all(
            isinstance(key, str) and _is_days(one) for key, one in value.items()
        )
    return _is_days(value)


def _is_days(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_DAYS
