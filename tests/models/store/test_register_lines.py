"""What is open of all partners stands in one list, and many lines are changed as one step."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.action import Action
from models.governance.outcomes import Resolution
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.governance.register_lines import Key, due_within, sums
from models.partner import Agreement, Grant, Partner
from models.store import records, register_lines
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)
SIGNED = date(2025, 2, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "lines.alliance") as made:
        for n, name in ((1, "Northwind"), (2, "Contoso")):
            partner = Partner(n, name, invited_on=SIGNED, invitation_accepted_on=SIGNED)
            records.add(made, partner)
            records.add(made, Agreement(n, n, "program_agreement", SIGNED))
            records.add(made, Grant(n, n, "gold", "assessment", date(2026, 1, 2)))
        records.add(made, Action(1, 1, "Call", owner="Mira", due_on=ago(3)))
        records.add(made, Action(2, 2, "Write", state="done"))
        records.add(made, Action(3, 2, "Send", due_on=TODAY))
        records.add(made, Concern(1, 1, "risk", "They leave", TODAY, likelihood=5, impact=5))
        records.add(made, Concern(2, 2, "issue", "Stuck", TODAY, impact=1, due_on=TODAY))
        records.add(made, EscalationStep(1, 2, 2, 1, ago(9), "Mira"))
        records.add(made, Concern(3, 2, "risk", "Closed", TODAY, state="closed"))
        plan = RecoveryPlan(1, 1, "alliance_manager", "gold", "Manager", ago(9), target_on=ago(1))
        records.add(made, plan)
        records.add(made, Resolution(1, 1, "Which?", due_on=ago(5)))
        records.add(made, Resolution(2, 1, "Taken", state="taken"))
        yield made


@pytest.mark.clause("C038", "C040")
def test_what_is_open_of_all_partners_is_one_list_the_latest_first(portfolio: Portfolio) -> None:
    lines = register_lines.all_open(portfolio, TODAY)
    assert [(one.kind, one.title, one.late) for one in lines] == [
        ("decision", "Which?", 5), ("action", "Call", 3), ("issue", "Stuck", 2),
        ("plan", "Manager", 1), ("action", "Send", 0), ("risk", "They leave", 0),
    ]  # fmt: skip
    stuck = lines[2]
    assert (stuck.kinds, stuck.state, stuck.level) == (("issue", "escalation"), "past", 1)
    assert stuck.due_on == ago(2)
    assert {one.partner for one in lines} == {"Northwind", "Contoso"}
    assert lines[3].about == "Designated alliance manager"


def test_the_sums_count_each_kind_and_what_presses(portfolio: Portfolio) -> None:
    found = sums(register_lines.all_open(portfolio, TODAY))
    assert found == (2, 1, 2, 1, 1, 1, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("days", "within"),
    [(-1, "late"), (0, "week"), (7, "week"), (8, "month"), (31, "month"), (32, "later")],
)
def test_days_are_told_apart_at_a_week_and_a_month(days: int, within: str) -> None:
    assert due_within(TODAY + timedelta(days=days), TODAY) == within
    assert due_within(None, TODAY) == "none"


def test_many_lines_of_any_kind_get_an_owner_or_a_day_as_one_step(portfolio: Portfolio) -> None:
    keys = [one.id for one in register_lines.all_open(portfolio, TODAY)]
    register_lines.set_owner(portfolio, keys, "  Ola   Reed ", TODAY)
    lines = register_lines.all_open(portfolio, TODAY)
    assert {one.owner for one in lines} == {"Ola Reed"}
    register_lines.set_due(portfolio, keys, TODAY, TODAY)
    assert records.get(portfolio, RecoveryPlan, 1).target_on == TODAY
    assert records.get(portfolio, Resolution, 1).due_on == TODAY
    portfolio.undo()
    portfolio.undo()
    assert "Ola Reed" not in {one.owner for one in register_lines.all_open(portfolio, TODAY)}


def test_a_plan_that_is_met_again_says_that_it_can_be_closed(portfolio: Portfolio) -> None:
    from models.partner import Contact

    records.add(portfolio, Contact(1, 1, "Bo", "alliance manager"))
    (plan,) = [one for one in register_lines.all_open(portfolio, TODAY) if one.kind == "plan"]
    assert (plan.id, plan.state, plan.tone, plan.late) == (
        Key("recovery_plans", 1), "met", "met", 0,
    )  # fmt: skip
