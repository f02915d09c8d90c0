"""What would cost the tier does cost it, and nothing else would."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.names import fold
from models.program.loading import programs, terms_on
from models.program.margin import SOON, margin
from models.program.margin_words import grouped, headline
from models.program.what_if import TABLES, Trial, decided, reaches
from tests.models.program import making
from tests.models.program.files import AS_OF, file_of
from tests.models.program.making import (
    complete,
    deal,
    with_resources,
    with_trained,
    without,
    won,
)
from tests.models.program.randomly import worlds

TERMS = terms_on(AS_OF)
EXAMPLE = next(program for program in programs() if program.example)
M = 1_000_000_00


def of_kind(found: Any, kind: str) -> list[str]:
    return [loss.words for loss in found.losses if loss.kind == kind]


@settings(max_examples=200)
@given(worlds(most=1), st.booleans())
def test_exactly_what_is_named_costs_the_tier(world: Any, other: bool) -> None:
    [records], as_of, day = world
    terms = EXAMPLE.terms_on(as_of) if other else terms_on(as_of)
    file = file_of(records, as_of, day, terms)
    tier = file.decision.calculated_tier
    found = margin(file, terms)
    named: set[tuple[str, int]] = set()
    if not terms.by_key[tier].rank:
        assert all(ref.kind == "grants" for loss in found.losses for ref in loss.records)
        return
    for loss in found.losses:
        keys = frozenset((ref.kind, ref.id) for ref in loss.records)
        if {kind for kind, _ in keys} == {"grants"}:
            continue
        if {kind for kind, _ in keys} == {"partners"}:
            names = terms.criterion(loss.criteria[0]).of
            trial = Trial(facts=tuple((name, False) for name in names))
        else:
            named |= keys
            trial = Trial(gone=keys)
        assert not reaches(decided(file, trial, terms), terms, tier)
    for table in (*TABLES, "deals"):
        for record in getattr(file, table):
            key = table, record.deal.id if table == "deals" else record.id
            if key not in named:
                after = decided(file, Trial(gone=frozenset({key})), terms)
                assert reaches(after, terms, tier), key


def test_the_margin_is_what_stands_above_the_calculated_tier() -> None:
    records = with_resources(with_trained(complete(won("15_000_000.01")), 13), 2)
    found = margin(file_of(records), TERMS)
    assert found.tier == "gold"
    words = {spare.criterion: spare.words for spare in found.spares}
    assert words["aggregate_tcv"] == "$0.01 over"
    assert words["mss_trained_people"] == "3 people over"
    assert words["technical_resources"] == "nothing over"
    assert words["nda"] == "holds"


@pytest.mark.clause("C039")
def test_a_slip_costs_the_tier_where_the_deal_is_more_than_what_is_over() -> None:
    base = (won("14_000_000"), deal("open", AS_OF, 1 * M, 1))
    tight = margin(file_of(complete(*base)), TERMS)
    assert of_kind(tight, "slip") == ["a slip of “Deal 100000000”"]
    assert of_kind(margin(file_of(complete(*base, won("999_999.99"))), TERMS), "slip") == [
        "a slip of “Deal 100000000”"
    ]
    assert of_kind(margin(file_of(complete(*base, won("1_000_000"))), TERMS), "slip") == []


def test_losing_a_person_with_two_roles_is_one_loss() -> None:
    records = with_resources(without(complete(won("15_000_000")), "executive sponsor"), 2)
    records.contacts.append(making.contact("engineer 0", "executive sponsor"))
    found = margin(file_of(records), TERMS)
    both = next(loss for loss in found.losses if loss.words == "losing Engineer 0"
                or loss.words == "losing engineer 0")  # fmt: skip
    assert len(both.records) == 2
    assert set(both.criteria) == {"executive_sponsor", "technical_resources"}


def test_somebody_trained_twice_goes_with_both_courses() -> None:
    records = with_trained(complete(won("15_000_000")), 10)
    records.trainings.append(making.training("person 3", making.EARLY, "custom MSS delivery"))
    found = margin(file_of(records), TERMS)
    twice = [loss for loss in found.losses if any(fold(r.text) == "person 3" for r in loss.records)]
    assert [len(loss.records) for loss in twice] == [2]


def test_what_ends_soon_has_its_day_and_comes_first() -> None:
    records = complete(won("25_000_000"))
    at = next(n for n, a in enumerate(records.agreements) if a.kind == "nda")

    def ends(day: date) -> Any:
        records.agreements[at] = replace(records.agreements[at], expires_on=day)
        return margin(file_of(records), TERMS)

    soon = ends(AS_OF + timedelta(days=SOON))
    assert soon.losses[0].words == "the end of the non-disclosure agreement on 5 Apr 2022"
    assert soon.losses[0].on == date(2022, 4, 5)
    assert of_kind(ends(AS_OF + timedelta(days=SOON + 1)), "ends") == []
    assert of_kind(ends(AS_OF), "ends") == ["the end of the non-disclosure agreement on 5 Jan 2022"]


def test_a_paper_that_another_one_continues_is_no_loss() -> None:
    records = complete(won("25_000_000"))
    records.agreements.append(making.agreement("nda", making.EARLY, date(2022, 2, 1)))
    assert not any(
        "non-disclosure" in loss.words for loss in margin(file_of(records), TERMS).losses
    )


def test_somebody_who_leaves_soon_is_named_with_the_day() -> None:
    records = without(complete(won("15_000_000")), "executive sponsor")
    records.contacts.append(
        making.contact("Ana Weber", "executive sponsor", until=date(2022, 3, 1))
    )
    found = margin(file_of(records), TERMS)
    assert headline(found, TERMS).startswith("At risk: losing Ana Weber on 1 Mar 2022")


@pytest.mark.clause("C017")
def test_an_exception_that_ends_soon_costs_the_tier_that_it_grants() -> None:
    records = complete(won("8_000_000"))
    records.grants = [making.grant("gold", date(2022, 1, 1), date(2022, 3, 31), "exception")]
    found = margin(file_of(records), TERMS)
    assert (found.losses[0].tier, found.losses[0].on) == ("gold", date(2022, 3, 31))
    assert headline(found, TERMS) == "At risk: the end of the exception on 31 Mar 2022 costs Gold."
    records.deals.append(won("7_000_000"))
    assert not any(loss.tier == "gold" and loss.kind == "ends"
                   for loss in margin(file_of(records), TERMS).losses)  # fmt: skip


@pytest.mark.clause("C017")
@pytest.mark.parametrize(
    ("days", "named"), [(-1, False), (0, True), (SOON - 1, True), (SOON, True), (SOON + 1, False)]
)
def test_an_exception_is_named_from_ninety_days_before_its_last_day_on(
    days: int, named: bool
) -> None:
    records = complete(won("8_000_000"))
    until = AS_OF + timedelta(days=days)
    records.grants = [making.grant("gold", date(2022, 1, 1), until, "exception")]
    losses = margin(file_of(records), TERMS).losses
    assert any(loss.on == until for loss in losses) == named


def test_losses_of_a_kind_are_told_as_one_with_their_names() -> None:
    records = with_trained(complete(won("25_000_000")), 20)
    found = margin(file_of(records), TERMS)
    assert found.at_risk
    assert headline(found, TERMS) == (
        "At risk: losing any of 20 people trained, losing Ada Wells, losing Bo Lind"
        " or any of 3 others costs Platinum."
    )
    [people] = [group for group in grouped(found.losses) if len(group.losses) == 20]
    assert people.why == (
        "Person 0, Person 1, Person 2 and 17 more. 19 people trained in managed security services"
        " delivery; Platinum asks for 20, 1 short."
    )
    assert sum(len(group.losses) for group in grouped(found.losses)) == len(found.losses)


def test_two_losses_of_a_kind_are_told_one_by_one_and_a_deal_says_what_it_holds() -> None:
    base = (won("13_000_000"), deal("open", AS_OF, 1 * M, 1), deal("open", AS_OF, 1 * M, 1))
    slips = [
        group
        for group in grouped(margin(file_of(complete(*base)), TERMS).losses)
        if group.kind == "slip"
    ]
    assert [len(group.losses) for group in slips] == [1, 1]
    assert slips[0].why == "It holds $1,000,000; Aggregate TCV has nothing over."


def test_papers_and_promises_alone_are_no_risk() -> None:
    records = complete(won("16_000_000"))
    records.contacts += [
        making.contact("Second sponsor", "executive sponsor"),
        making.contact("Second manager", "alliance manager"),
    ]
    found = margin(file_of(records), TERMS)
    assert not found.at_risk
    assert headline(found, TERMS) == "Nothing that may go by itself costs Gold."
    assert "the end of the non-disclosure agreement" in of_kind(found, "standing")


def test_without_a_tier_there_is_nothing_to_lose() -> None:
    found = margin(file_of(complete(won("1"))), TERMS)
    assert (found.losses, found.spares, found.at_risk) == ((), (), False)
    assert headline(found, TERMS) == "No tier is reached, so there is none to lose."
