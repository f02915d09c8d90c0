"""What each file proves, in the order of the questions, and what a partner never gets."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.checklist.evidence_record import Evidence
from models.checklist.filled import Filled, lines_of
from models.checklist.proof import GONE, WHOLE, checked_of, proofs_of
from models.checklist.records import Answer, Checklist
from models.checklist.template import Item, Section, Template

DAY = date(2026, 11, 24)
ITEMS = (
    Item("one", "Is one done?", "yes_no", clause="C031"),
    Item("two", "Is two done?", "yes_no", internal=True),
    Item("three", "Is three done?", "yes_no", ask={"": "not_asked"}),
)
TEMPLATE = Template(
    "review", "Review", 1, "", "quarter", "all", (Section("s", "Section", ITEMS),)
)  # fmt: skip


def made(number: int, item: str = "", criterion: str = "", **values: Any) -> Evidence:
    template = "review" if item else ""
    period = "2026-Q4" if item else ""
    return Evidence(
        number, 1, "ab", f"{number}.pdf", "pdf", 9, template, period, item, criterion,
        **values,
    )  # fmt: skip


@pytest.fixture
def filled() -> Filled:
    answers = {
        "one": Answer(1, 1, "one", "yes"),
        "two": Answer(2, 1, "two", mark="waived", reason="Not for them", approver="Ana"),
    }
    own = {"one": [made(1, "one"), made(2, "one", replaced_by=1)]}
    lines = lines_of(TEMPLATE, answers, own, {}, "gold", DAY, {}, {})
    begun = Checklist(1, 1, "review", 1, "", "2026-Q4", None, DAY)
    return Filled(1, "Ünal", "gold", TEMPLATE, "2026-Q4", None, DAY, lines, begun)


def test_files_come_in_the_order_of_questions_then_criteria_then_the_whole(filled: Filled) -> None:
    files = [
        made(1), made(2, criterion="people"), made(3, "two"), made(4, "one"),
        made(5, "one", replaced_by=4), made(6, "gone"), made(7, criterion="unknown"),
    ]  # fmt: skip
    told = [(p.id, p.about, p.of, p.internal) for p in proofs_of(files, [filled], {"people": "P"})]
    assert told == [
        (4, "Is one done?", "Review, Q4 2026", False),
        (3, "Is two done?", "Review, Q4 2026", True),
        (6, GONE, "", True),
        (2, "P", "Criterion", False),
        (7, "unknown", "Criterion", False),
        (1, WHOLE, "", False),
        (5, "Is one done?", "Review, Q4 2026", False),
    ]


def test_a_pack_tells_what_is_asked_with_the_files_that_count(filled: Filled) -> None:
    told = checked_of(filled)
    assert told.title == "Review, Q4 2026"
    assert told.tally == "2 of 2 items met"
    assert [(i.question, i.answer, i.state_words, i.files) for i in told.items] == [
        ("Is one done?", "Yes", "Met", (1,)),
        ("Is two done?", "", "Waived", ()),
    ]
    assert told.items[0].clause == "C031"
    assert (told.items[1].why, told.items[1].internal) == ("Not for them", True)


def test_what_shows_records_of_the_hosts_alone_is_internal_as_well() -> None:
    item = Item("why", "Why this partner?", "text", mirrors="partners.nomination")
    template = Template("way", "Way in", 1, "", "once", "all", (Section("s", "S", (item,)),))
    lines = lines_of(template, {}, {}, {}, "gold", DAY, {}, {})
    told = Filled(1, "Ünal", "gold", template, "", None, DAY, lines)
    paper = Evidence(1, 1, "ab", "a.pdf", "pdf", 9, "way", "", "why")
    assert [one.internal for one in checked_of(told).items] == [True]
    assert [one.internal for one in proofs_of([paper], [told], {})] == [True]
    assert checked_of(told).title == "Way in"


def test_files_of_one_place_come_as_they_were_added_and_criteria_by_name(filled: Filled) -> None:
    files = [
        made(4), made(3), made(2, criterion="b"), made(1, criterion="a"), made(6, "one"),
        made(5, "one"),
    ]  # fmt: skip
    told = proofs_of(files, [filled], {"a": "Z", "b": "Y"})
    assert [proof.id for proof in told] == [5, 6, 2, 1, 3, 4]


def test_a_file_of_another_quarter_is_not_taken_for_this_one(filled: Filled) -> None:
    [told] = proofs_of([replace(made(1, "one"), period="2026-Q3")], [filled], {})
    assert (told.about, told.internal) == (GONE, True)
