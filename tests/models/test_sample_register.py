"""The sample has risks, escalations past their clock, a plan that is followed, decisions."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from models.action import Action
from models.governance.register import Concern, EscalationStep
from models.partner import Partner
from models.program.loading import terms_on
from models.store import action_lines, health, records, recovery, register
from tests.sample_portfolio import sample_at

DAYS = (date(2021, 6, 15), date(2024, 2, 29), date(2026, 11, 24))


@pytest.mark.parametrize("day", DAYS)
def test_the_register_is_full_on_any_day(tmp_path: Path, day: date) -> None:
    with sample_at(tmp_path / "one.alliance", day) as portfolio:
        past = [one for one in register.escalated(portfolio, day) if one.late]
        assert {one.escalation.level for one in past if one.escalation} >= {2}
        plans = recovery.all_open(portfolio, day)
        lines = action_lines.all_open(portfolio, day)
        kinds = {line.about.kind for line in lines}
        concerns = records.find(portfolio, Concern)
        assert {one.kind for one in concerns} == {"risk", "issue"}
        assert {one.state for one in concerns} == {"open", "closed"}
        assert {one.deal_id for one in concerns} > {0}
        assert all(step.on_date <= day for step in records.find(portfolio, EscalationStep))
        partners = {one.id for one in records.find(portfolio, Partner)}
        actions = records.find(portfolio, Action)
    assert [line.plan.title for line in plans] == ["A third technical resource"]
    assert {one.id for one in terms_on(day).criteria} >= {plans[0].plan.criterion}
    assert kinds >= {"deal", "concern", "plan", "criterion", ""}
    assert {one.partner_id for one in actions} <= partners
    assert any(one.reason for one in actions if one.state == "dropped")


@pytest.mark.clause("C040")
def test_a_granted_tier_that_fails_is_followed_by_a_plan_or_proposed_one(tmp_path: Path) -> None:
    with sample_at(tmp_path / "one.alliance", DAYS[-1]) as portfolio:
        proposed = {
            (offer.proposal.partner, offer.proposal.criterion)
            for partner in records.find(portfolio, Partner)
            for offer in recovery.of_partner(portfolio, partner.id, DAYS[-1], DAYS[-1]).offers
        }
        (plan,) = recovery.all_open(portfolio, DAYS[-1])
    assert ("Oxlip & Ferrule Data Safety", "mss_trained_people") in proposed
    assert "Zephyrquay Endpoint" not in {name for name, _ in proposed}
    assert plan.standing is not None
    assert (plan.standing.met, plan.standing.done, plan.standing.of) == (False, 1, 4)


def test_the_health_of_the_samples_partners_has_every_colour_and_what_a_person_says(
    tmp_path: Path,
) -> None:
    day = DAYS[-1]
    with sample_at(tmp_path / "one.alliance", day) as portfolio:
        ids = [one.id for one in records.find(portfolio, Partner)]
        found = health.judged(portfolio, day, ids).by_id.values()
    colours = Counter(view.colour for one in found for view in one.views)
    assert set(colours) == {"green", "amber", "red", ""}
    assert min(colours.values()) >= 7
    assert {one.colour for one in found} == {"green", "amber", "red"}
    assert sum(view.override is not None for one in found for view in one.views) == 2
