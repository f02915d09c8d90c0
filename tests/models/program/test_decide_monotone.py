"""What always holds: a met fact never lowers a tier, tiers are ordered, readings are honoured."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dates import window
from models.partner import AGREEMENT_KINDS, Agreement, Contact, Integration, Offering, Training
from models.program.decision import Decision
from models.program.loading import Program, programs
from models.program.terms import Terms
from tests.models.program import naive, naive_example
from tests.models.program.making import Records, deal, judge
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World

USUAL = next(program for program in programs() if not program.example)
EXAMPLE = next(program for program in programs() if program.example)
CHOICES = {
    entry.id: [option.key + (":7" if option.number else "") for option in entry.options]
    for entry in USUAL.terms_on(date(2022, 1, 5)).interpretations
    if entry.options
}
readings = st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in CHOICES.items()})


def height(decision: Decision, terms: Terms, tier: str) -> int:
    ladder = [t.key for t in (*terms.tiers, terms.outside)]
    return -ladder.index(tier)


def good_records(as_of: date, day: date, currency: str) -> list[tuple[str, Any]]:
    """One record of each kind that counts on both days, by the list that it belongs to."""
    first = min(as_of, day)
    last_year = date(as_of.year - 1, 12, 31)
    quarter, year_on = window(as_of, 2)
    more = {"currency": currency, "customer": "New customer", "registered_on": as_of}
    return [
        ("contacts", Contact(1, 1, "New", "executive sponsor")),
        ("contacts", Contact(1, 1, "New", "alliance manager")),
        ("contacts", Contact(1, 1, "New", "technical resource")),
        *(("agreements", Agreement(1, 1, kind, first)) for kind in AGREEMENT_KINDS),
        ("offerings", Offering(1, 1, "New", standard=True, worldwide=True)),
        ("trainings", Training(1, 1, "New person", "standard MSS delivery", "", first)),
        ("trainings", Training(1, 1, "New person", "custom MSS delivery", "", first)),
        ("trainings", Training(1, 1, "New person", "architecture", "", first)),
        ("trainings", Training(1, 1, "New person", "engineering", "", first)),
        ("integrations", Integration(1, 1, "New product")),
        ("deals", deal("won", last_year, 500_000_000, 1, **more)),
        ("deals", deal("lost", last_year, 500_000_000, 1, **more)),
        ("deals", deal("open", year_on, 500_000_000, 1, **more)),
        ("deals", deal("open", quarter, 500_000_000, 1, **more)),
    ]


def never_lower(
    records: Records, as_of: date, day: date | None, terms: Terms, data: st.DataObject
) -> None:
    before = judge(records, as_of, day, terms)
    kind, record = data.draw(st.sampled_from(good_records(as_of, day or as_of, terms.currency)))
    added: dict[str, Any] = {kind: [*getattr(records, kind), replace(record, id=999_999_999)]}
    more = replace(records, **added)
    flags = data.draw(st.booleans())
    if flags:
        more.partner = replace(
            more.partner, free_training=True, shield_sponsorship=True, deal_registration=True
        )
    after = judge(more, as_of, day, terms)
    for name, finding in before.findings.items():
        assert after.findings[name].actual >= finding.actual
    for tier in ("calculated_tier", "tcv_tier"):
        was, now = getattr(before, tier), getattr(after, tier)
        assert height(after, terms, now) >= height(before, terms, was)


@pytest.mark.clause("C008")
@settings(max_examples=150)
@given(worlds(most=1), readings, st.data())
def test_adding_a_met_fact_never_lowers_a_tier(
    world: World, chosen: dict[str, str], data: st.DataObject
) -> None:
    [records], as_of, day = world
    never_lower(records, as_of, day, USUAL.terms_on(as_of, chosen), data)


@settings(max_examples=100)
@given(worlds(most=1), st.data())
def test_nor_does_it_in_the_example(world: World, data: st.DataObject) -> None:
    [records], as_of, day = world
    one = naive_example.in_europe(records)
    never_lower(one, as_of, day, EXAMPLE.terms_on(as_of), data)


@pytest.mark.clause("C009")
@pytest.mark.parametrize("program", [USUAL, EXAMPLE], ids=lambda program: program.name)
@settings(max_examples=100)
@given(world=worlds(most=1))
def test_tiers_are_ordered_what_meets_a_tier_meets_every_lower_one(
    program: Program, world: World
) -> None:
    [records], as_of, day = world
    terms = program.terms_on(as_of)
    decision = judge(records, as_of, day, terms)
    lacking = [
        {
            row.id
            for row in decision.criteria
            if row.tier == tier.key and row.obligation == "required" and not row.met
        }
        for tier in terms.tiers
    ]
    for higher, lower in pairwise(lacking):
        assert lower <= higher
    assert height(decision, terms, decision.tcv_tier) >= height(
        decision, terms, decision.calculated_tier
    )


def read_naively(
    one: Records, as_of: date, day: date, chosen: dict[str, str]
) -> tuple[int, dict[str, int | bool], str]:
    """Total, prerequisites and tier with readings, the long way round."""
    found = naive.prerequisites(one, day)
    figures = naive.figures(one, as_of)
    total = figures["total"]
    if chosen.get("A10") == "exclude":
        total -= figures["without_services"]
    kinds = [
        {
            naive.one_name(t.person)
            for t in one.trainings
            if t.kind == kind and t.completed_on is not None and t.completed_on <= day
        }
        for kind in ("standard MSS delivery", "custom MSS delivery")
    ]
    if chosen.get("A14") == "each_kind":
        found["mss_trained_people"] = min(len(kinds[0]), len(kinds[1]))
    if chosen.get("A14") == "both_kinds":
        found["mss_trained_people"] = len(kinds[0] & kinds[1])
    for place, tier in enumerate(naive.TIERS):
        needed = {name: asks[place] for name, asks in naive.NEEDED.items()}
        if tier == "silver" and chosen.get("A03") != "required":
            del needed["executive_sponsor"], needed["alliance_manager"]
        actual = {"aggregate_tcv": total, **found}
        if all(actual[name] >= ask for name, ask in needed.items()):
            return total, found, tier
    return total, found, "opportunistic"


@settings(max_examples=200)
@given(worlds(most=1), readings)
def test_with_other_readings_it_is_still_what_the_long_way_round_gives(
    world: World, chosen: dict[str, str]
) -> None:
    [records], as_of, day = world
    decision = judge(records, as_of, day, USUAL.terms_on(as_of, chosen))
    total, found, tier = read_naively(records, as_of, day or as_of, chosen)
    assert decision.tcv.total == total
    assert {name: decision.findings[name].actual for name in found} == found
    assert decision.calculated_tier == tier
    assert {name: decision.readings[name] for name in chosen} == chosen
