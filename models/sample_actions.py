"""The sample's actions: what both sides took on, kept, let slip or dropped."""

import csv
from collections.abc import Callable, Iterator
from datetime import date

import resources
from models.action import Action
from models.ids import derived_id
from models.names import fold
from models.store import records
from models.store.portfolio import Portfolio

Day = Callable[[str, date], date]


def add(portfolio: Portfolio, as_of: date, day: Day) -> None:
    """Put the actions of actions.csv, all made up, beside the sample's partners (inside a change);
    the same day always gives the same rows.
    """
    for action in _actions(as_of, day):
        records.add(portfolio, action)


def _actions(as_of: date, day: Day) -> Iterator[Action]:
    with resources.path("sample/actions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            made, due, done = (
                day(row[name], as_of) if row[name] else None
                for name in ("made_on", "due_on", "done_on")
            )
            owner = fold(row["partner"])
            yield Action(
                derived_id("sample", "actions", owner, row["title"]),
                derived_id("sample", "partners", owner),
                row["title"], row["detail"], row["criterion"], row["side"], row["owner"],
                int(row["priority"]), due, row["state"], made, done, row["reason"],
                deal_id=derived_id("sample", "deals", row["deal"]) if row["deal"] else 0,
                concern_id=_named("concerns", owner, row["concern"]),
                plan_id=_named("recovery_plans", owner, row["plan"]),
            )  # fmt: skip


def _named(table: str, owner: str, title: str) -> int:
    """The id of a record of register.toml, which is found by its title."""
    return derived_id("sample", table, owner, title) if title else 0
