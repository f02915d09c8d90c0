"""The largest open deals: their offering, next step and what speaks against each; deal actions."""

import re

import pytest

from models.governance.outcomes import DealNote
from models.pack_plan import PackPlan, Words
from models.partner import Offering
from models.text import count_word
from tests.reports.deals_builder import action, deal, facts, pages, words
from tests.reports.facts_builder import DAY


def test_ten_are_listed_and_the_others_counted() -> None:
    said = words(facts([deal(key) for key in range(1, 13)]), "deals")
    assert "and 2 more open deals, listed at the end" in said
    assert "more open" not in words(facts([deal(key) for key in range(1, 11)]), "deals")


def test_the_line_under_the_title_counts_the_deals_that_are_shown() -> None:
    plan = PackPlan(words={"deals": Words("Words of a person. " * 20, "A note. " * 20)})
    bare = [deal(key, services=0) for key in range(1, 13)]
    for some in (facts(bare), facts(bare, plan=plan)):
        said = " ".join(words(some, "deals").split())
        shown = 12 - int(re.findall(r"and (\d+) more open deal", said)[0])
        count = "10" if shown == 10 else count_word(shown)
        assert f"Of the {count} largest, {count} need watching." in said


def test_a_long_name_stands_whole_in_two_lines_and_takes_the_room_of_others() -> None:
    name = (
        "Round-the-clock monitoring of every endpoint and its users for an engineer and his heirs"
    )
    long = facts([deal(key, name=name) for key in range(1, 13)])
    (leaf,) = pages(long, "deals")
    assert not [box.text for box in leaf.sheet.boxes if box.text.endswith("…")]
    shown = int(re.findall(r"and (\d+) more open deal", words(long, "deals"))[0])
    assert 2 < shown <= 7  # ten of them have room with names of one line


def test_the_offering_stands_beside_the_deal_where_one_is_named() -> None:
    offering = Offering(5, 1, "Managed threat response", True, False, ())
    deals = [deal(1, offering_id=5), deal(2)]
    said = words(facts(deals, file={"offerings": (offering,)}), "deals")
    assert "Deal, customer and offering" in said
    assert "Managed threat response" in " ".join(said.split())
    assert "offering" not in words(facts(deals), "deals")


@pytest.mark.clause("C102")
def test_the_next_step_is_for_our_eyes() -> None:
    deals = [deal(1, next_step="Ring the sponsor")]
    assert "Ring the sponsor" in words(facts(deals), "deals")
    said = words(facts(deals, "partner"), "deals")
    assert "Ring the sponsor" not in said
    assert "next step" not in said.lower()


@pytest.mark.clause("C106")
def test_actions_name_the_deal_who_owes_them_and_by_when() -> None:
    actions = (action(1, "Price the Deal 1 offer", side="partner", owner="Ada Brandt", due_on=DAY),)
    made = facts([deal(1)], actions=actions)
    said = words(made, "deals")
    for told in ("Price the Deal 1 offer", "Partner", "Ada Brandt", "5 Jan 2022"):
        assert told in said
    (leaf,) = pages(made, "deals")
    assert sum(link.target == "deal-1" for link in leaf.sheet.links) == 2


def test_no_action_about_a_deal_is_said() -> None:
    assert "No open action is about a deal" in words(facts([deal(1)]), "deals")


def test_many_actions_leave_room_for_five_deals_and_are_counted() -> None:
    actions = tuple(action(n, f"Step {n}", criterion="aggregate_tcv") for n in range(1, 40))
    said = words(facts([deal(key) for key in range(1, 30)], actions=actions), "deals")
    assert said.count("Customer ") >= 5
    assert "more actions" in said


@pytest.mark.clause("C104")
def test_what_a_review_noted_speaks_against_a_deal_and_asks_for_help() -> None:
    note = DealNote(1, 1, 1, "Legal has not answered", "A sponsor’s call")
    other = DealNote(2, 1, 99, "Of a deal that is not here", "Nor this")
    said = words(facts([deal(1)], deal_notes=(note, other)), "deals")
    assert "egal has not answered" in said
    assert "Help wanted: A sponsor’s call" in said
    assert "not here" not in said
    assert "Nor this" not in said


@pytest.mark.clause("C106")
def test_an_action_of_a_deal_is_told_with_it_whatever_it_is_called() -> None:
    made = facts([deal(1)], actions=(action(1, "Ring them", deal_id=1),))
    (leaf,) = pages(made, "deals")
    assert "Ring them" in words(made, "deals")
    assert sum(link.target == "deal-1" for link in leaf.sheet.links) == 2
