"""A required criterion of the granted tier that fails is proposed a plan, until one stands."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.governance.milestone import Milestone
from models.governance.recovery import (
    Proposal,
    advice,
    proposals,
    spread,
    standing,
    state_words,
    ways_back,
)
from models.governance.register import RecoveryPlan
from models.partner_file import PartnerFile
from models.program.decision import Decision
from models.program.loading import terms_on
from models.program.what_if import decided
from tests.models.program.files import AS_OF, file_of
from tests.models.program.making import complete, grant, with_resources, with_trained, won

TERMS = terms_on(AS_OF)
ONE = timedelta(days=1)
GRANTED_ON = AS_OF - 100 * ONE


def gold(resources: int = 3, trained: int = 20) -> PartnerFile:
    records = with_trained(with_resources(complete(won(20_000_000)), resources), trained)
    records.grants = [grant("gold", GRANTED_ON)]
    return file_of(records)


def asked(criterion: str, decision: Decision) -> int:
    row = next(r for r in decision.criteria if (r.id, r.tier) == (criterion, "gold"))
    return int(row.required)


NEEDED = asked("technical_resources", gold().decision)


def found(file: PartnerFile, *plans: RecoveryPlan) -> tuple[Proposal, ...]:
    return proposals(file.decision, TERMS, plans, GRANTED_ON)


def plan(state: str = "open", **more: Any) -> RecoveryPlan:
    known = {"criterion": "technical_resources", "tier": "gold", "title": "Back to green"}
    return RecoveryPlan(1, 7, started_on=AS_OF, state=state, **(known | more))


@pytest.mark.clause("C040")
@pytest.mark.parametrize(("more", "proposed"), [(-1, True), (0, False), (1, False)])
def test_one_short_of_what_the_granted_tier_requires_is_proposed_a_plan(more, proposed):
    file = gold(resources=NEEDED + more)
    assert file.decision.granted_tier == "gold"
    assert [one.criterion for one in found(file)] == (["technical_resources"] if proposed else [])


def test_a_proposal_says_what_is_missing_for_which_tier_and_under_which_clause():
    (one,) = found(gold(resources=NEEDED - 1))
    assert (one.tier_label, one.title) == ("Gold", f"{one.label} for Gold")
    assert "short" in one.found
    assert one.clause.startswith("C")


def test_without_a_granted_tier_nothing_is_proposed_and_a_higher_one_is_not_asked_about():
    records = with_resources(complete(won(20_000_000)), 0)
    assert found(file_of(records)) == ()
    records = complete(won(1))  # far from what Platinum asks, and Silver is what is held
    records.grants = [grant("silver", GRANTED_ON)]
    missing = {one.tier for one in found(file_of(records))}
    assert missing <= {"silver"}


def test_what_a_tier_only_recommends_is_not_proposed():
    file = gold(resources=0, trained=0)
    rows = {one.criterion for one in found(file)}
    required = {
        row.id
        for row in file.decision.criteria
        if row.tier == "gold" and row.obligation == "required" and not row.met
    }
    assert rows == required


@pytest.mark.clause("C040")
@pytest.mark.parametrize(
    ("state", "proposed"), [("open", False), ("declined", False), ("met", True), ("dropped", True)]
)
def test_an_open_or_declined_plan_of_the_criterion_stands_in_its_place(state, proposed):
    file = gold(resources=NEEDED - 1)
    assert bool(found(file, plan(state, closed_on=AS_OF))) == proposed
    assert found(file, plan(state, closed_on=AS_OF, tier="silver"))
    assert found(file, plan(state, closed_on=AS_OF, criterion="trained_people"))


@pytest.mark.parametrize(("days", "proposed"), [(-1, True), (0, False), (1, False)])
def test_what_was_declined_under_an_earlier_grant_is_asked_anew(days, proposed):
    file = gold(resources=NEEDED - 1)
    declined = plan("declined", closed_on=GRANTED_ON + days * ONE)
    assert bool(found(file, declined)) == proposed


@pytest.mark.clause("C040")
def test_the_way_back_closes_the_criterion_and_its_last_day_is_the_target():
    file = gold(resources=NEEDED - 2)
    (one,) = found(file)
    way = ways_back(file, TERMS, [one], AS_OF)[one.criterion]
    assert way.steps
    assert way.steps[-1][1] == way.target_on > AS_OF
    assert all("technical_resources" in step.criteria for step, _ in way.steps)
    assert way.words.startswith(way.steps[0][0].title)
    trial = way.steps[0][0].trial
    for step, _ in way.steps[1:]:
        trial = trial.also(step.trial)
    after = decided(file, trial, TERMS)
    assert proposals(after, TERMS, (), GRANTED_ON) == ()


@given(
    some.dates(date(2020, 1, 1), date(2032, 12, 31)),
    some.integers(-30, 900),
    some.integers(0, 12),
)
def test_milestones_come_in_order_within_the_days_and_end_on_the_last(first, days, count):
    last = first + timedelta(days=days)
    found_days = spread(first, last, count)
    assert len(found_days) == count
    assert list(found_days) == sorted(found_days)
    assert all(first <= day <= max(first, last) for day in found_days)
    if count:
        assert found_days[-1] == max(first, last)
    assert all(day.weekday() < 5 or day == first for day in found_days[:-1])


def told(file: PartnerFile, one: RecoveryPlan, *milestones: Milestone, today: date = AS_OF):
    return standing(one, milestones, file.decision, TERMS, today)


@pytest.mark.clause("C040")
def test_a_criterion_that_is_met_again_says_that_the_plan_can_be_closed():
    one = plan(target_on=AS_OF - ONE)
    short, met = told(gold(NEEDED - 1), one), told(gold(NEEDED), one)
    assert (short.met, short.tone, met.met, met.tone) == (False, "short", True, "met")
    assert advice(one, met, TERMS) == "The criterion is met again: the plan can be closed."
    assert advice(one, short, TERMS).startswith("1 day past its target day")


@pytest.mark.parametrize(("days", "late"), [(-1, 1), (0, 0), (1, 0)])
def test_a_plan_is_overdue_from_the_day_after_its_target(days, late):
    assert told(gold(NEEDED - 1), plan(target_on=AS_OF + days * ONE)).overdue == late


def test_milestones_are_counted_and_the_next_one_is_the_earliest_that_is_open():
    done = Milestone(1, 7, "recovery", 1, "Named", due_on=AS_OF - 9 * ONE, done_on=AS_OF)
    late = Milestone(2, 7, "recovery", 1, "Trained", due_on=AS_OF - ONE)
    later = Milestone(3, 7, "recovery", 1, "Started", due_on=AS_OF)
    seen = told(gold(NEEDED - 1), plan(), later, done, late)
    assert (seen.done, seen.of, seen.late, seen.following) == (1, 3, 1, late)


def test_a_tier_that_is_not_granted_any_more_and_a_criterion_that_is_gone_are_said():
    one = plan(tier="platinum")
    assert advice(one, told(gold(0), one), TERMS).startswith("Platinum is not the granted tier")
    gone = plan(criterion="of_another_program", target_on=AS_OF)
    seen = told(gold(), gone)
    assert (seen.met, seen.now) == (False, "The program no longer asks for it")


def test_a_plan_without_a_day_or_with_all_done_says_so():
    short = gold(NEEDED - 1)
    assert advice(plan(), told(short, plan()), TERMS) == "It has no target day yet."
    one = plan(target_on=AS_OF + ONE)
    done = Milestone(1, 7, "recovery", 1, "Named", done_on=AS_OF)
    assert "Every milestone is done" in advice(one, told(short, one, done), TERMS)
    assert advice(one, told(short, one), TERMS) == ""


def test_how_a_plan_ended_is_said_with_its_day_and_reason():
    one = plan("declined", closed_on=date(2026, 3, 4), outcome="Renewed in May")
    assert state_words(one) == "Declined on 4 Mar 2026: Renewed in May"
    assert state_words(replace(one, state="met", outcome="")) == "Met on 4 Mar 2026"
