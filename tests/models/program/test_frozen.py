"""What was frozen comes back as it was and is decided again to the same end."""

import json
from datetime import date

import pytest
from hypothesis import given

from models.partner_file import PartnerFile
from models.program.deals import count_deals, periods, rates_on
from models.program.decide import decide
from models.program.frozen import (
    Frozen,
    again,
    decision_text,
    facts_text,
    frozen_from,
    read_decision,
    read_facts,
)
from models.program.loading import terms_on
from models.program.terms import Terms
from tests.models.program.making import Records, complete, facts_of, won
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World

DAY = date(2022, 1, 5)


def file_of(records: Records, terms: Terms, world: World) -> PartnerFile:
    _, as_of, prerequisites = world
    facts = facts_of(records, terms, as_of)
    days = periods(terms, as_of)
    return PartnerFile(
        records.partner,
        tuple(records.contacts),
        tuple(records.agreements),
        tuple(records.offerings),
        tuple(records.trainings),
        tuple(records.integrations),
        count_deals(records.deals, terms, as_of, rates_on(records.rates, as_of)),
        tuple(records.grants),
        decide(facts, terms, as_of, prerequisites or as_of),
        (days.window_first, days.window_last),
    )


def through_text(frozen: Frozen) -> Frozen:
    facts, deals = read_facts(facts_text(frozen.facts, frozen.deals))
    decision = read_decision(decision_text(frozen.decision))
    return Frozen(facts, deals, decision, frozen.terms, frozen.readings)


@pytest.mark.clause("C013")
@given(world=worlds())
def test_whatever_was_frozen_is_read_as_it_was_and_decided_again_to_the_same_end(world):
    [records], as_of, _ = world
    terms = terms_on(as_of)
    frozen = frozen_from(file_of(records, terms, world), terms, {"A06": "required"})
    kept = through_text(frozen)
    assert kept == frozen
    assert again(kept) == frozen.decision


def test_the_counted_deals_decide_not_the_sums_beside_them():
    terms = terms_on(DAY)
    file = file_of(complete(won(25_000_000)), terms, ([], DAY, None))
    frozen = frozen_from(file, terms, {})
    assert again(frozen).calculated_tier == "platinum"
    fewer = Frozen(frozen.facts, (), frozen.decision, terms)
    assert again(fewer).calculated_tier == "opportunistic"
    assert again(fewer) != frozen.decision


def test_a_text_of_another_form_is_refused():
    text = decision_text(file_of(complete(), terms_on(DAY), ([], DAY, None)).decision)
    told = json.loads(text)
    wrongs: list[object] = [
        {**told, "form": 9},
        {"form": 1},
        {"form": 1, "decision": {"tcv": 1}},
        [],
    ]
    for wrong in wrongs:
        with pytest.raises(ValueError, match=r"another version|is no Decision|lacks"):
            read_decision(json.dumps(wrong))
