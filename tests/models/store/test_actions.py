"""A partner's plan holds what is to be done, and takes every change back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.action import Action
from models.errors import UserError
from models.partner import Partner
from models.store import actions, records
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)
DUE = date(2026, 12, 31)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "plan.alliance") as made:
        records.add(made, Partner(1, "Northwind"))
        records.add(made, Partner(2, "Contoso"))
        yield made


def action(title: str, **more: Any) -> Action:
    return Action(0, 0, title, **more)


def titles(portfolio: Portfolio) -> list[str]:
    return [one.title for one in actions.of_partner(portfolio, 1)]


@pytest.mark.clause("C038")
def test_the_plan_is_ranked_by_priority_then_by_day_with_what_is_open_first(
    portfolio: Portfolio,
) -> None:
    actions.add(portfolio, 1, [
        action("Later", due_on=DUE), action("Done", priority=1, state="done"),
        action("Undated"), action("Urgent", priority=1), action("Sooner", due_on=TODAY),
    ])  # fmt: skip
    assert titles(portfolio) == ["Urgent", "Sooner", "Later", "Undated", "Done"]
    assert actions.of_partner(portfolio, 2) == ()


@pytest.mark.clause("C040")
def test_several_actions_are_added_and_taken_back_as_one_step(portfolio: Portfolio) -> None:
    with portfolio.change("Add 2 steps to Northwind’s plan"):
        made = actions.add(portfolio, 1, [action("Train 2 people"), action(" Sign  the NDA ")])
    assert len(made) == 2
    assert titles(portfolio) == ["Train 2 people", "Sign the NDA"]
    assert portfolio.can_undo() == "Add 2 steps to Northwind’s plan"
    portfolio.undo()
    assert titles(portfolio) == []


def test_what_is_planned_and_open_is_not_planned_twice(portfolio: Portfolio) -> None:
    first = action("Train 2 people", criterion="mss_trained_people")
    [made] = actions.add(portfolio, 1, [first])
    assert actions.add(portfolio, 1, [first]) == ()
    actions.set_state(portfolio, [made], "done", TODAY)
    assert len(actions.add(portfolio, 1, [first])) == 1


def test_a_state_keeps_the_day_on_which_it_came(portfolio: Portfolio) -> None:
    [made] = actions.add(portfolio, 1, [action("Train 2 people")])
    assert actions.set_action(portfolio, made, TODAY, state="done").done_on == TODAY
    later = actions.set_action(portfolio, made, DUE, owner="Ana Weber")
    assert (later.owner, later.done_on) == ("Ana Weber", TODAY)
    assert actions.set_action(portfolio, made, DUE, state="dropped").done_on == DUE
    assert actions.set_action(portfolio, made, DUE, state="open").done_on is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": "  "}, "An action needs a title."),
        ({"state": "asleep"}, "asleep is no state of an action."),
        ({"priority": 0}, "0 is no priority."),
        ({"priority": 4}, "4 is no priority."),
    ],
)
def test_what_no_action_can_be_is_refused(
    portfolio: Portfolio, values: dict[str, Any], said: str
) -> None:
    [made] = actions.add(portfolio, 1, [action("Train 2 people")])
    before = records.get(portfolio, Action, made)
    with pytest.raises(UserError) as refused:
        actions.set_action(portfolio, made, TODAY, **values)
    assert refused.value.message == said
    assert records.get(portfolio, Action, made) == before


def test_nothing_of_a_plan_is_added_where_one_of_it_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(UserError):
        actions.add(portfolio, 1, [action("Good"), action("")])
    assert titles(portfolio) == []
