"""A trial changes facts and nothing else: the same engine decides, and nobody's records move."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.deal import Rate
from models.program.bringing import can_be_brought
from models.program.decision import Decision
from models.program.loading import programs, terms_on
from models.program.what_if import Trial, applied, decided, in_program_money, outcome, step
from tests.models.program import making
from tests.models.program.files import AS_OF, file_of
from tests.models.program.making import (
    complete,
    deal,
    with_geographies,
    with_resources,
    with_trained,
    without,
    won,
)
from tests.models.program.randomly import worlds

TERMS = terms_on(AS_OF)
EXAMPLE = next(program for program in programs() if program.example)
GOLD = won("15_000_000")


def found(decision: Decision, criterion: str) -> int | bool:
    return decision.findings[criterion].actual


def tried(records: making.Records, trial: Trial) -> Decision:
    return decided(file_of(records), trial, TERMS)


@given(worlds(most=1))
def test_without_a_change_the_decision_is_the_one_of_the_file(world: Any) -> None:
    [records], as_of, day = world
    file = file_of(records, as_of, day)
    assert decided(file, Trial(), terms_on(as_of)) == file.decision


@given(worlds(most=1), st.data())
def test_a_criterion_comes_to_the_number_that_was_asked_for(world: Any, data: Any) -> None:
    [records], as_of, day = world
    terms = terms_on(as_of)
    file = file_of(records, as_of, day)
    told = data.draw(st.sampled_from(terms.criteria))
    actual = int(file.decision.findings[told.id].actual)
    most = {"geographies": 6}.get(told.counts, 1 if told.kind == "yes_no" else 25)
    least = actual if told.kind == "money" else 0
    number = data.draw(st.integers(least, least + most if told.kind == "money" else most))
    after = decided(file, Trial().bring(told.id, number), terms)
    if told.counts == "geographies" and not actual and not number:
        assert not after.findings[told.id].actual
    assert int(after.findings[told.id].actual) == number
    assert file_of(records, as_of, day).decision == file.decision


@pytest.mark.clause("C031")
def test_people_are_brought_to_the_threshold_and_back() -> None:
    records = with_trained(complete(GOLD), 9)
    assert tried(records, Trial().bring("mss_trained_people", 10)).calculated_tier == "gold"
    assert tried(records, Trial().bring("mss_trained_people", 9)).calculated_tier == "silver"
    assert tried(records, Trial().bring("mss_trained_people", 0)).calculated_tier == "opportunistic"


def test_the_last_number_asked_for_one_criterion_wins() -> None:
    trial = Trial().bring("mss_trained_people", 3).bring("mss_trained_people", 12)
    assert trial.wanted == (("mss_trained_people", 12),)


@pytest.mark.clause("C023")
def test_a_reach_without_an_offering_makes_up_one_that_counts_as_an_offering_too() -> None:
    records = without(complete(GOLD), "offerings")
    after = tried(records, Trial().bring("offering_availability", 6))
    assert (found(after, "standard_offerings"), found(after, "offering_availability")) == (1, 6)
    assert after.calculated_tier == "gold"


def test_a_reach_is_cut_down_on_every_offering() -> None:
    records = with_geographies(complete(GOLD), ("EMEA", "Japan"))
    records.offerings.append(making.offering("Other", worldwide=True))
    after = tried(records, Trial().bring("offering_availability", 2))
    assert found(after, "offering_availability") == 2


def test_people_known_twice_are_taken_away_whole() -> None:
    records = with_trained(complete(GOLD), 3)
    records.trainings += [
        making.training("person 2", making.EARLY, "custom MSS delivery"),
        making.training("PERSON 1", making.EARLY, "custom MSS delivery"),
    ]
    assert found(tried(records, Trial().bring("mss_trained_people", 1)), "mss_trained_people") == 1


def test_made_up_people_are_nobody_who_is_there() -> None:
    records = with_trained(complete(GOLD), 1)
    records.trainings += [making.training("New person 1", making.EARLY)]
    assert found(tried(records, Trial().bring("mss_trained_people", 4)), "mss_trained_people") == 4


@pytest.mark.clause("C048")
def test_a_promise_and_a_paper_are_given_and_taken() -> None:
    records = without(complete(GOLD), "deal_registration", "nda")
    trial = Trial().bring("deal_registration", 1).bring("nda", 1)
    assert tried(records, trial).calculated_tier == "gold"
    assert tried(records, trial.bring("nda", 0)).calculated_tier == "opportunistic"
    assert not records.partner.deal_registration


def test_a_record_put_in_the_place_of_a_known_one_and_one_that_is_gone() -> None:
    records = complete(GOLD)
    paper = next(a for a in records.agreements if a.kind == "nda")
    late = Trial(put=(replace(paper, expires_on=date(2022, 1, 4)),))
    assert tried(records, late).calculated_tier == "opportunistic"
    gone = Trial(gone=frozenset({("agreements", paper.id)}))
    assert tried(records, gone).calculated_tier == "opportunistic"


@pytest.mark.clause("C061")
def test_a_deal_is_re_dated_added_changed_and_taken_away() -> None:
    records = complete(won("14_000_000"), deal("open", date(2021, 12, 31), 1_000_000_00, 1))
    file = file_of(records)
    overdue = in_program_money(file.deals[1], TERMS)
    assert file.decision.calculated_tier == "silver"
    moved = Trial().put_deal(replace(overdue, close_date=date(2022, 12, 31)))
    assert decided(file, moved, TERMS).calculated_tier == "gold"
    beyond = Trial().put_deal(replace(overdue, close_date=date(2023, 1, 1)))
    assert decided(file, beyond, TERMS).calculated_tier == "silver"
    more = Trial().put_deal(deal("open", date(2022, 1, 5), 1_000_000_00, 1))
    assert decided(file, more, TERMS).tcv.total == 15_000_000_00
    gone = Trial(gone=frozenset({("deals", file.deals[0].deal.id)}))
    assert decided(file, gone, TERMS).tcv.total == 0
    assert not moved.drop_deal(overdue.id)


def test_a_deal_in_another_currency_keeps_its_converted_money_when_it_is_re_dated() -> None:
    records = complete(deal("open", date(2021, 12, 31), 1_000_000_00, 100, currency="EUR"))
    records.rates = [Rate(1, "EUR", date(2021, 1, 1), "1.5")]
    file = file_of(records)
    moved = replace(in_program_money(file.deals[0], TERMS), close_date=date(2022, 3, 1))
    assert decided(file, Trial().put_deal(moved), TERMS).tcv.total == 1_500_000_00


def test_two_trials_together_hold_what_the_second_says() -> None:
    first = Trial(facts=(("free_training", False),)).bring("nda", 0).bring("mss_trained_people", 1)
    both = first.also(Trial(facts=(("free_training", True),)).bring("nda", 1))
    assert both.facts == (("free_training", True),)
    assert both.wanted == (("mss_trained_people", 1), ("nda", 1))
    assert bool(both)
    assert not Trial()


@pytest.mark.clause("C039")
@pytest.mark.clause("C066")
def test_the_outcome_says_whether_the_tier_would_be_reached_and_what_is_missing() -> None:
    records = with_resources(with_trained(complete(won("14_999_999.99")), 8), 1)
    file = file_of(records)
    now = step(file, Trial(), TERMS, "gold")
    assert now.headline == "Gold lacks 3 requirements"
    assert now.detail == (
        "$0.01 short in Aggregate TCV, 2 people short and 1 technical resource short."
    )
    trial = Trial().bring("aggregate_tcv", 15_000_000_00).bring("technical_resources", 2)
    almost = step(file, trial.bring("mss_trained_people", 9), TERMS, "gold")
    assert (almost.reached, almost.headline) == (False, "Gold would still lack 1 requirement")
    there = step(file, trial.bring("mss_trained_people", 10), TERMS, "gold")
    assert (there.reached, there.headline) == (True, "Gold would be reached")
    assert there.detail == "Platinum is next: $10,000,000 short in Aggregate TCV and 2 more."


def test_a_tier_that_is_reached_is_granted_only_through_its_gates() -> None:
    records = complete(won("25_000_000"))
    file = file_of(records)
    assert step(file, Trial(), TERMS, "platinum").detail == "There is no higher tier."
    records.partner = replace(records.partner, invitation_accepted_on=None)
    records.agreements = [a for a in records.agreements if a.kind != "program_agreement"]
    said = outcome(file_of(records).decision, TERMS, "gold", tried=False)
    assert said.headline == "Gold is reached"
    assert said.detail == (
        "It is granted once the invitation is accepted and the program agreement is in force."
    )


def test_many_gaps_are_counted_and_a_name_keeps_its_capitals() -> None:
    records = without(complete(), "shield_sponsorship", "nda", "free_training", "integrations")
    said = step(file_of(records), Trial(), TERMS, "silver")
    assert said.headline == "Silver lacks 5 requirements"
    assert said.detail == (
        "$8,000,000 short in Aggregate TCV, 1 agreed integration short,"
        " Shield Framework sponsorship missing and 2 more."
    )


def test_the_facts_of_a_trial_keep_the_grants() -> None:
    records = complete(GOLD)
    records.grants = [making.grant("gold", date(2022, 1, 1))]
    file = file_of(records)
    assert applied(file, Trial().bring("nda", 0), TERMS).grants == file.grants


@settings(max_examples=150)
@given(worlds(most=1), st.data())
def test_another_program_is_tried_by_its_own_criteria(world: Any, data: Any) -> None:
    [records], as_of, day = world
    terms = EXAMPLE.terms_on(as_of)
    file = file_of(records, as_of, day, terms)
    told = data.draw(st.sampled_from([c for c in terms.criteria if can_be_brought(c)]))
    actual = int(file.decision.findings[told.id].actual)
    most = len(told.of or terms.geographies) if told.counts == "geographies" else actual + 5
    least = actual if told.kind == "money" else 0
    number = data.draw(st.integers(least, 1 if told.kind == "yes_no" else most))
    after = decided(file, Trial().bring(told.id, number), terms)
    assert int(after.findings[told.id].actual) == number
