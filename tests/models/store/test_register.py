"""Risks, issues, escalations and decisions are kept, ranked and taken back by undo."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.action import Action
from models.errors import UserError
from models.governance.meetings import Meeting
from models.governance.outcomes import Resolution
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.governance.rules import Rules
from models.ids import new_id
from models.partner import Partner
from models.store import action_lines, actions, records, register
from models.store.governance_rules import set_rules
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "register.alliance") as made:
        records.add(made, Partner(1, "Northwind"))
        records.add(made, Partner(2, "Contoso"))
        yield made


def concern(portfolio: Portfolio, title: str = "Key person leaves", **more: Any) -> int:
    known: dict[str, Any] = {"partner_id": 1, "kind": "risk", "raised_on": TODAY}
    return register.add_concern(portfolio, Concern(id=0, title=title, **(known | more)))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_concern_is_kept_with_a_tidy_title_and_undo_takes_it_back(portfolio: Portfolio) -> None:
    concern(portfolio, "  Key   person leaves ")
    (line,) = register.of_partner(portfolio, 1, TODAY)
    assert (line.concern.title, line.partner, line.open) == ("Key person leaves", "Northwind", True)
    assert portfolio.can_undo() == "Add the risk “Key person leaves”"
    portfolio.undo()
    assert register.of_partner(portfolio, 1, TODAY) == ()


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"kind": "hope"}, {"side": "both"}, {"likelihood": 0}, {"impact": 6}],
)
def test_what_no_concern_can_be_is_refused_and_nothing_is_written(portfolio, wrong) -> None:
    with pytest.raises(UserError):
        concern(portfolio, **wrong)
    made = concern(portfolio)
    with pytest.raises(UserError):
        register.set_concern(portfolio, made, TODAY, **wrong)
    assert len(register.of_partner(portfolio, 1, TODAY)) == 1


@pytest.mark.clause("C034")
def test_an_escalation_goes_up_is_seen_among_all_partners_and_back(portfolio: Portfolio) -> None:
    made, other = concern(portfolio), concern(portfolio, "Late papers", partner_id=2, kind="issue")
    register.escalate(portfolio, made, 1, "Mira Oakes", "No answer", TODAY, ago(20))
    register.escalate(portfolio, made, 2, "Ola Reed", "Still none", TODAY, ago(12))
    register.escalate(portfolio, other, 1, "Ola Reed", "No papers", TODAY, ago(9))
    past, running = register.escalated(portfolio, TODAY)
    assert (past.partner, past.escalation and past.escalation.overdue) == ("Contoso", 2)
    assert running.escalation is not None
    assert running.escalation.clock_words == "12 of 14 days"
    assert [step.level for step in running.steps] == [1, 2]
    register.escalate(portfolio, made, 0, "", "They answered", TODAY)
    assert [line.id for line in register.escalated(portfolio, TODAY)] == [other]
    portfolio.undo()
    assert len(register.escalated(portfolio, TODAY)) == 2


def test_the_portfolios_own_clocks_are_gone_by(portfolio: Portfolio) -> None:
    made = concern(portfolio)
    register.escalate(portfolio, made, 1, "Mira", "Stuck", TODAY, ago(4))
    set_rules(portfolio, Rules(clocks=(3, 5)))
    (line,) = register.escalated(portfolio, TODAY)
    assert line.escalation is not None
    assert (line.escalation.overdue, line.escalation.following) == (1, 2)
    with pytest.raises(UserError, match="no level 3"):
        register.escalate(portfolio, made, 3, "Mira", "Stuck", TODAY)


def test_what_is_closed_is_off_its_level_until_it_is_opened_again(portfolio: Portfolio) -> None:
    made = concern(portfolio)
    register.escalate(portfolio, made, 1, "Mira", "Stuck", TODAY, ago(20))
    register.close(portfolio, [made], TODAY, "They hired somebody")
    (line,) = register.of_partner(portfolio, 1, TODAY)
    assert (line.concern.closed_on, line.concern.outcome) == (TODAY, "They hired somebody")
    assert register.escalated(portfolio, TODAY) == ()
    assert register.all_open(portfolio, TODAY) == ()
    with pytest.raises(UserError, match="closed"):
        register.escalate(portfolio, made, 2, "Mira", "Again", TODAY)
    register.reopen(portfolio, [made], TODAY)
    (line,) = register.escalated(portfolio, TODAY)
    assert line.concern.closed_on is None


def test_steps_go_with_their_concern(portfolio: Portfolio) -> None:
    made = concern(portfolio)
    register.escalate(portfolio, made, 1, "Mira", "Stuck", TODAY)
    records.delete(portfolio, Concern, [made])
    assert records.find(portfolio, EscalationStep) == []


def test_decisions_wanted_come_first_and_one_that_is_taken_has_its_day(portfolio) -> None:
    for title, due in (("Later", TODAY), ("Sooner", ago(3))):
        one = Resolution(0, 1, title, due_on=due)
        made = register.add_resolution(portfolio, one)
    third = register.add_resolution(portfolio, Resolution(0, 1, "Which region?"))
    taken = register.set_resolution(portfolio, third, TODAY, state="taken", outcome="Europe")
    assert taken.decided_on == TODAY
    found = register.resolutions(portfolio, 1)
    assert [one.title for one in found] == ["Sooner", "Later", "Which region?"]
    assert [one.title for one in register.wanted_decisions(portfolio)] == ["Sooner", "Later"]
    assert register.set_resolution(portfolio, third, TODAY, state="wanted").decided_on is None
    with pytest.raises(UserError, match="title"):
        register.set_resolution(portfolio, made, TODAY, title=" ")
    with pytest.raises(UserError, match="no state"):
        register.add_resolution(portfolio, Resolution(0, 1, "What?", state="maybe"))


@pytest.mark.clause("C038")
def test_an_action_says_what_it_is_about_the_nearest_first(portfolio: Portfolio) -> None:
    risk = concern(portfolio)
    meeting, plan = new_id(), new_id()
    records.add(portfolio, Meeting(meeting, 1, "pipeline_review", date(2026, 11, 3)))
    records.add(portfolio, RecoveryPlan(plan, 1, "trained_people", "gold", "People", TODAY))
    told = {"meeting_id": meeting, "concern_id": risk, "plan_id": plan}
    for names in ((), ("meeting_id",), ("meeting_id", "concern_id"), tuple(told)):
        fields: dict[str, Any] = {name: told[name] for name in names}
        actions.add(portfolio, 1, [Action(0, 0, f"With {len(names)}", **fields)])
    actions.add(portfolio, 1, [Action(0, 0, "Criterion", "", "technical_resources")])
    actions.add(portfolio, 1, [Action(0, 0, "Gone", meeting_id=999)])
    found = {line.action.title: line.about for line in action_lines.of_partner(portfolio, 1, TODAY)}
    assert {title: about.text for title, about in found.items()} == {
        "With 0": "",
        "With 1": "Pipeline review, 3 Nov 2026",
        "With 2": "Key person leaves",
        "With 3": "Recovery: People",
        "Criterion": "Designated technical resources",
        "Gone": "",
    }
    assert found["With 1"].id == meeting


def test_the_open_actions_of_all_partners_carry_their_names(portfolio: Portfolio) -> None:
    for partner_id, title in ((1, "Call"), (2, "Write"), (2, "Done")):
        actions.add(portfolio, partner_id, [Action(0, 0, title)])
    done = next(one for one in records.find(portfolio, Action) if one.title == "Done")
    actions.set_state(portfolio, [done.id], "done", TODAY)
    found = action_lines.all_open(portfolio, TODAY)
    assert [(line.partner, line.action.title) for line in found] == [
        ("Northwind", "Call"), ("Contoso", "Write"),
    ]  # fmt: skip
