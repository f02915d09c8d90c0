"""The five duties of an executive sponsor are prompted, and an escalation finds its person."""

from datetime import date

import pytest

from models.governance.sponsors import DUTIES, duty_lines, sponsors, targets
from models.partner import Contact
from tests.models.checklist.test_loading import template

DAY = date(2026, 11, 24)


def person(number: int, name: str, role: str, side: str = "partner", **more) -> Contact:
    return Contact(number, 1, name, role, side, **more)


PEOPLE = [
    person(1, "Ada Wells", "executive sponsor"),
    person(2, "Bo Lind", "alliance manager"),
    person(3, "Cy Ross", "executive sponsor", "host"),
    person(4, "Di Ames", "alliance manager", "host"),
    person(5, "Ed Gone", "executive sponsor", until=DAY),
    person(6, "Fay Tech", "technical resource"),
    person(7, "ada  wells", "other"),
]


@pytest.mark.clause("C034")
def test_the_five_duties_are_those_that_the_onboarding_checklist_asks_for():
    asked = {item.key for item in template("onboarding").items.values() if item.clause == "C034"}
    assert len(DUTIES) == 5
    assert {duty.item for duty in DUTIES} == asked


@pytest.mark.clause("C034")
def test_a_duty_says_what_was_answered_and_one_that_was_not_asked_says_so():
    lines = duty_lines(
        {"executive_speaks": ("yes", "At their fair"), "executive_means": ("no", ""),
         "executive_aims": ("partly", ""), "executive_relations": ('["Cy Ross"]', "")}
    )  # fmt: skip
    assert [(line.tone, line.answer) for line in lines] == [
        ("met", "Settled: At their fair"), ("short", "Not yet"), ("at_risk", "In part"),
        ("no_data", "Not answered yet"), ("met", "Named"),
    ]  # fmt: skip


def test_sponsors_in_place_are_found_on_both_sides():
    assert [one.name for one in sponsors(PEOPLE, DAY)] == ["Ada Wells", "Cy Ross"]
    assert [one.name for one in sponsors(PEOPLE, DAY, "host")] == ["Cy Ross"]


@pytest.mark.clause("C034")
@pytest.mark.clause("C080")
@pytest.mark.parametrize(
    ("level", "first"),
    [(1, ["Bo Lind", "Di Ames"]), (2, ["Ada Wells", "Cy Ross"]), (3, ["Ada Wells", "Cy Ross"])],
)
def test_the_sponsors_of_both_sides_are_proposed_above_the_first_level(level, first):
    found = targets(PEOPLE, level, 3, DAY)
    assert [one.name for one in found[:2]] == first
    assert "Ed Gone" not in {one.name for one in found}


def test_a_person_is_proposed_once_and_where_there_is_one_level_it_is_the_sponsors():
    found = targets(PEOPLE, 1, 1, DAY)
    assert [one.name for one in found] == ["Ada Wells", "Cy Ross", "Bo Lind", "Di Ames", "Fay Tech"]
    assert found[0].why == "executive sponsor of the partner"
