from dataclasses import replace
from datetime import date

import pytest

from models.benefit_event import BenefitEvent
from models.benefit_tiers import Held
from models.benefits import Known, Line, lines
from models.pack_depth import kind_for
from models.program.loading import terms_on

DAY = date(2026, 11, 24)
TERMS = terms_on(DAY)
REVIEW = next(benefit.id for benefit in TERMS.benefits if benefit.due == "each_review")


def of(tier: str, *events: str) -> tuple[Line, ...]:
    held = [Held(tier, date(2026, 1, 1), date(2026, 12, 31), 2026)]
    logged = [
        BenefitEvent(at, 1, REVIEW, 2026, event, date(2026, 3, at))
        for at, event in enumerate(events, 1)
    ]
    return lines(Known(held, logged), TERMS, 2026, DAY)


@pytest.mark.clause("C083")
def test_the_tier_that_includes_a_review_gets_the_full_pack():
    assert kind_for(of("platinum")) == "full"


@pytest.mark.clause("C083")
def test_by_invitation_only_who_accepted_one_gets_it():
    assert kind_for(of("gold")) == "short"
    assert kind_for(of("gold", "invited")) == "short"
    assert kind_for(of("gold", "invited", "accepted")) == "full"
    assert kind_for(of("silver", "invited", "declined")) == "short"


def test_without_a_tier_it_is_short_and_without_such_a_benefit_full():
    assert kind_for(of("opportunistic")) == "short"
    others = tuple(line for line in of("opportunistic") if line.benefit.due != "each_review")
    assert kind_for(others) == "full"
    assert kind_for(tuple(replace(line, due=True) for line in of("silver"))) == "full"


def test_one_review_that_is_owed_among_several_is_enough():
    (owed,), (other,) = (
        [line for line in of(tier) if line.benefit.id == REVIEW] for tier in ("platinum", "silver")
    )
    assert kind_for((owed, other)) == kind_for((other, owed)) == "full"
    assert kind_for((other, other)) == "short"
