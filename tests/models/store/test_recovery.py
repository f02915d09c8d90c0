"""A recovery plan is proposed, accepted or declined, followed and closed when it is met."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.governance.milestone import Milestone
from models.governance.register import RecoveryPlan
from models.ids import new_id
from models.partner import Agreement, Contact, Grant, Partner
from models.store import records, recovery
from models.store.portfolio import Portfolio, create
from models.store.recovery import Recovery

TODAY = date(2026, 11, 24)
SIGNED = date(2025, 2, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    """One partner that holds Gold and has none of what it asks but its papers."""
    with create(tmp_path / "plans.alliance") as made:
        records.add(made, Partner(1, "Northwind", invited_on=SIGNED, invitation_accepted_on=SIGNED))
        records.add(made, Partner(2, "Contoso"))
        records.add(made, Agreement(1, 1, "program_agreement", SIGNED))
        records.add(made, Grant(1, 1, "gold", "assessment", date(2026, 1, 2)))
        yield made


def told(portfolio: Portfolio) -> Recovery:
    return recovery.of_partner(portfolio, 1, TODAY, TODAY)


def offered(portfolio: Portfolio) -> set[str]:
    return {one.proposal.criterion for one in told(portfolio).offers}


@pytest.mark.clause("C040")
def test_every_requirement_that_fails_is_offered_with_a_way_back(portfolio: Portfolio) -> None:
    found = told(portfolio)
    assert found.granted == "Gold"
    assert "alliance_manager" in offered(portfolio)
    assert all(one.way.steps for one in found.offers)
    assert {offer.proposal.partner for offer in found.offers} == {"Northwind"}


@pytest.mark.clause("C040")
def test_an_accepted_plan_has_its_path_and_a_milestone_a_step_and_undo_takes_all_back(
    portfolio: Portfolio,
) -> None:
    recovery.accept(portfolio, 1, "alliance_manager", TODAY, TODAY)
    (line,) = told(portfolio).plans
    assert line.plan.state == "open"
    assert line.plan.found
    assert [one.title for one in line.milestones] == line.plan.path.split(".")[:1]
    assert line.milestones[-1].due_on == line.plan.target_on
    assert line.standing is not None
    assert (line.standing.met, line.standing.of) == (False, 1)
    assert "alliance_manager" not in offered(portfolio)
    portfolio.undo()
    assert told(portfolio).plans == ()
    assert records.find(portfolio, Milestone) == []
    assert "alliance_manager" in offered(portfolio)


def test_what_is_not_proposed_can_not_be_accepted(portfolio: Portfolio) -> None:
    recovery.accept(portfolio, 1, "alliance_manager", TODAY, TODAY)
    with pytest.raises(UserError, match="any more"):
        recovery.accept(portfolio, 1, "alliance_manager", TODAY, TODAY)


@pytest.mark.clause("C040")
def test_a_declined_proposal_needs_a_reason_and_is_not_made_again(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="reason"):
        recovery.decline(portfolio, 1, "alliance_manager", "  ", TODAY, TODAY)
    made = recovery.decline(portfolio, 1, "alliance_manager", "She starts in May", TODAY, TODAY)
    assert "alliance_manager" not in offered(portfolio)
    (line,) = told(portfolio).plans
    assert (line.plan.state, line.plan.outcome) == ("declined", "She starts in May")
    assert line.standing is None
    recovery.forget(portfolio, made.id)
    assert "alliance_manager" in offered(portfolio)


@pytest.mark.clause("C040")
def test_a_plan_whose_criterion_is_met_again_can_be_closed_as_met(portfolio: Portfolio) -> None:
    plan = recovery.accept(portfolio, 1, "alliance_manager", TODAY, TODAY)
    records.add(portfolio, Contact(new_id(), 1, "Bo Lind", "alliance manager"))
    (line,) = recovery.all_open(portfolio, TODAY)
    assert line.standing is not None
    assert line.standing.met
    assert "can be closed" in line.advice
    closed = recovery.set_plan(portfolio, plan.id, TODAY, state="met")
    assert closed.closed_on == TODAY
    assert recovery.all_open(portfolio, TODAY) == ()
    assert recovery.set_plan(portfolio, plan.id, TODAY, state="open").closed_on is None


def test_a_plan_is_dropped_with_a_reason_and_needs_a_title(portfolio: Portfolio) -> None:
    plan = recovery.accept(portfolio, 1, "alliance_manager", TODAY, TODAY)
    for values in ({"state": "dropped"}, {"title": " "}, {"state": "lost"}):
        with pytest.raises(UserError):
            recovery.set_plan(portfolio, plan.id, TODAY, **values)
    recovery.set_plan(portfolio, plan.id, TODAY, state="dropped", outcome="They leave")
    assert records.get(portfolio, RecoveryPlan, plan.id).outcome == "They leave"


def test_milestones_are_added_ticked_and_counted(portfolio: Portfolio) -> None:
    plan = recovery.accept(portfolio, 1, "alliance_manager", TODAY, TODAY)
    more = recovery.add_milestone(portfolio, plan.id, "  Interview  them ", TODAY)
    recovery.set_milestone(portfolio, more, done_on=TODAY)
    (line,) = told(portfolio).plans
    assert line.milestones[0].title == "Interview them"
    assert line.standing is not None
    assert (line.standing.done, line.standing.of) == (1, 2)
    with pytest.raises(UserError):
        recovery.set_milestone(portfolio, more, title="")
    with pytest.raises(UserError):
        recovery.add_milestone(portfolio, plan.id, " ")


def test_a_plan_is_forgotten_with_its_milestones(portfolio: Portfolio) -> None:
    plan = recovery.accept(portfolio, 1, "alliance_manager", TODAY, TODAY)
    recovery.forget(portfolio, plan.id)
    assert records.find(portfolio, Milestone) == []
    assert records.find(portfolio, RecoveryPlan) == []


@pytest.mark.clause("C040")
def test_several_plans_begin_as_one_step(portfolio: Portfolio) -> None:
    wanted = sorted(offered(portfolio))[:2]
    recovery.accept_all(portfolio, 1, wanted, TODAY, TODAY)
    assert sorted(line.plan.criterion for line in told(portfolio).plans) == wanted
    assert portfolio.can_undo() == "Begin recovery plans"
    portfolio.undo()
    assert set(wanted) <= offered(portfolio)


def test_a_plan_goes_first_to_the_partners_manager(portfolio: Portfolio) -> None:
    records.add(portfolio, Contact(1, 1, "Gone", "alliance manager", until=TODAY))
    records.add(portfolio, Contact(2, 1, "Ours", "alliance manager", "host"))
    other = sorted(offered(portfolio) - {"alliance_manager"})
    assert recovery.accept(portfolio, 1, other[0], TODAY, TODAY).owner == ""
    records.add(portfolio, Contact(3, 1, "Bo Lind", "alliance manager"))
    assert recovery.accept(portfolio, 1, other[1], TODAY, TODAY).owner == "Bo Lind"
