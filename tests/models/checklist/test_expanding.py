"""A template with one item for each criterion of the program, whichever program it is."""

from dataclasses import replace
from datetime import date

import pytest

from models.checklist.expanding import expanded
from models.checklist.loading import bundled, faults, template_of
from models.program.loading import programs

DAY = date(2030, 1, 1)
TERMS = [program.terms_on(DAY) for program in programs()]
PREREQUISITES = next(one for one in bundled() if one.key == "prerequisites")


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.version)
def test_each_criterion_of_any_program_becomes_one_question(terms) -> None:
    told = expanded(PREREQUISITES, terms)
    items = [item for item in told.items.values() if item.criterion]
    assert [item.criterion for item in items] == [c.id for c in terms.criteria]
    assert {item.evidence for item in items} == {"needed"}
    assert not told.expands


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.version)
def test_the_expanded_text_is_a_template_that_says_the_same(terms) -> None:
    told = expanded(PREREQUISITES, terms)
    assert faults(told.text, "x") == []
    assert template_of(told.text).sections == told.sections
    assert template_of(told.text).digest == told.digest != PREREQUISITES.digest


def test_the_same_template_and_terms_give_the_same_object() -> None:
    assert expanded(PREREQUISITES, TERMS[0]) is expanded(PREREQUISITES, TERMS[0])
    other = next(one for one in bundled() if one.key == "onboarding")
    assert expanded(other, TERMS[0]) is other


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.version)
@pytest.mark.parametrize("template", bundled(), ids=lambda template: template.key)
def test_nothing_is_asked_that_this_program_could_never_answer(terms, template) -> None:
    told = expanded(template, terms)
    known = {criterion.id for criterion in terms.criteria} | {""}
    assert {item.criterion for item in told.items.values()} <= known
    assert faults(told.text, "x") == []
    assert all(section.items for section in told.sections)
    assert expanded(told, terms) is told


@pytest.mark.clause("C030", "C031", "C032", "C033", "C045", "C046", "C047")
def test_what_is_asked_follows_the_tier() -> None:
    told = expanded(PREREQUISITES, TERMS[0]).items
    trained = told["mss_trained_people"]
    assert trained.help == "Platinum asks for 20; Gold asks for 10; Silver asks for 5."
    assert trained.asked_of("gold") == "required"
    assert trained.asked_of("opportunistic") == "not_asked"
    assert told["executive_sponsor"].asked_of("silver") == "recommended"
    assert told["nda"].help == "Platinum, Gold and Silver require one."


def test_an_item_that_the_template_asks_itself_is_not_asked_twice() -> None:
    text = PREREQUISITES.text + (
        '\n[[sections.items]]\nkey = "nda"\nasks = "Is there an NDA?"\nkind = "yes_no"\n'
    )
    told = expanded(template_of(text), TERMS[0])
    assert told.items["nda"].asks == "Is there an NDA?"


def test_written_out_items_have_their_clause_side_and_place() -> None:
    told = expanded(PREREQUISITES, TERMS[0])
    for criterion in TERMS[0].criteria:
        item = told.items[criterion.id]
        assert item.clause == criterion.clause
        assert item.side == ("joint" if criterion.is_requirement else "partner")
    assert {told.items[c.id].side for c in TERMS[0].criteria} == {"joint", "partner"}
    section = next(one for one in PREREQUISITES.sections if one.each)
    own = next(one for one in told.sections if one.key == section.key)
    keys = [item.key for item in own.items]
    assert keys[len(keys) - len(section.items) :] == [item.key for item in section.items]


def test_a_criterion_that_is_written_out_twice_is_asked_once() -> None:
    again = '\n[[sections]]\nkey = "again"\nname = "Again"\neach = "criterion"\nitems = []\n'
    told = expanded(template_of(PREREQUISITES.text + again), TERMS[0])
    keys = [item.key for _, item in told.walk()]
    assert len(keys) == len(set(keys))
    assert "again" not in [section.key for section in told.sections]


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.version)
def test_what_a_tier_does_not_ask_for_is_not_told_as_asked(terms) -> None:
    told = expanded(PREREQUISITES, terms).items
    assert not any("does not ask" in item.help for item in told.values())


def test_a_template_of_ones_own_stays_so_when_it_is_written_out() -> None:
    own = replace(PREREQUISITES, own=True)
    assert not expanded(PREREQUISITES, TERMS[0]).own
    assert expanded(own, TERMS[0]).own


def test_criteria_come_before_what_the_section_asks_itself() -> None:
    own = '\n[[sections.items]]\nkey = "else"\nasks = "Anything else?"\nkind = "text"\n'
    each = (
        'key = "small"\nname = "Small"\nversion = 1\nevery = "year"\napplies_to = "all"\n'
        '[[sections]]\nkey = "all"\nname = "All"\neach = "criterion"\n'
    )
    told = list(expanded(template_of(each + own), TERMS[0]).items)
    assert told[-1] == "else"
    assert len(told) == len(TERMS[0].criteria) + 1
