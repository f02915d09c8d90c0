"""Checklists and the index of evidence in a pack; nothing where there is nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.checklist.evidence_record import Evidence
from models.checklist.proof import Checked, CheckedItem, Proof
from reports import facts
from reports.facts import INTERNAL, PARTNER, PackFacts, freeze
from tests.reports.facts_builder import many
from tests.reports.reading import read

SHA = "0123456789abcdef" * 4
DAY = date(2022, 1, 5)


def evidence(number: int, **values: Any) -> Evidence:
    return Evidence(
        number, 1, SHA, f"file {number}.pdf", "pdf", 9, reviewer="Ana Weber", verified_on=DAY,
        note="Said on the phone", added_on=DAY, **values,
    )  # fmt: skip


PROOFS = (
    Proof(evidence(7), "Is the paper signed?", "Review, Q4 2021"),
    Proof(evidence(8), "What do we think of them?", "Review, Q4 2021", internal=True),
    Proof(evidence(9, expires_on=date(2022, 3, 1)), "People trained", "Criterion"),
)
LISTS = (
    Checked(
        "Review", "Q4 2021", DAY,
        (
            CheckedItem("Is the paper signed?", "Yes", "met", "", "C031", (7, 9)),
            CheckedItem("What do we think of them?", "Little", "not_met", internal=True),
            CheckedItem("Is it waived?", "", "waived", "Because of us"),
        ),
    ),
)  # fmt: skip


def made(edition: str, **values: Any) -> PackFacts:
    file = many(3).file
    return freeze(file, edition=edition, **({"checked": LISTS, "proofs": PROOFS} | values))


def test_the_pack_tells_each_item_with_its_state_and_each_file_with_its_hash() -> None:
    text = read(made(INTERNAL)).text
    assert "Checklists and evidence" in text
    assert "Two of three checklist items are met or waived; 3 files of evidence" in text
    assert "Review, Q4 2021" in text
    assert "closed 5 Jan 2022" in text
    for words in ("Is the paper signed?", "C031", "Yes", "Met", "1, 3", "Waived", "Because of us"):
        assert words in text
    for words in ("file 7.pdf", "to 1 Mar 2022", "Ana Weber, 5 Jan 2022", SHA[:32], SHA[32:]):
        assert words in text


def test_the_partner_edition_has_none_of_what_is_internal() -> None:
    text = read(made(PARTNER)).text
    assert "1 of 2" not in text
    assert "Two of two checklist items are met or waived; 2 files of evidence" in text
    for words in ("What do we think", "Little", "file 8.pdf", "Ana Weber", "Because of us"):
        assert words not in text


def test_a_pack_without_checklists_and_evidence_says_nothing_of_them() -> None:
    assert "Checklists and evidence" not in read(made(INTERNAL, checked=(), proofs=())).text


def test_files_alone_are_an_index_alone() -> None:
    text = read(made(INTERNAL, checked=())).text
    assert "3 files of evidence, each known again by its hash" in text
    assert "checklist items" not in text


def test_what_was_replaced_is_not_listed() -> None:
    old = replace(PROOFS[0], evidence=replace(PROOFS[0].evidence, replaced_by=9))
    assert made(INTERNAL, proofs=(old,)).proofs == ()


def test_the_same_facts_give_the_same_id_and_other_evidence_another() -> None:
    assert facts.pack_id(made(INTERNAL)) == facts.pack_id(made(INTERNAL))
    assert facts.pack_id(made(INTERNAL)) != facts.pack_id(made(INTERNAL, proofs=PROOFS[:1]))


def item(n: int, state: str, **more: Any) -> CheckedItem:
    answer = "" if state == "not_started" else "Yes"
    return CheckedItem(f"Question {n}?", answer, state, **more)


def text_of(checked: Checked) -> str:
    return " ".join(read(made(INTERNAL, checked=(checked,), proofs=())).text.split())


def test_what_has_its_time_yet_is_counted_and_not_listed() -> None:
    items = (
        item(1, "met"), item(2, "not_started"), item(3, "not_started", required=False),
        item(4, "not_started", due_on=date(2022, 1, 4), late=True), item(5, "in_progress"),
    )  # fmt: skip
    text = text_of(Checked("Review", "Q1 2022", None, items, date(2022, 4, 14)))
    assert "2 more questions not started, 1 of them required; due 14 Apr 2022" in text
    for n, shown in ((1, True), (2, False), (3, False), (4, True), (5, True)):
        assert (f"Question {n}?" in text) == shown
    assert text.index("Question 4?") < text.index("Question 5?") < text.index("Question 1?")
    assert "Late, 4 Jan 2022" in text


@pytest.mark.parametrize("closed", [True, False])
def test_what_was_asked_for_is_listed_once_its_time_is_over(closed: bool) -> None:
    items = (item(1, "not_started"), item(2, "not_started", required=False))
    day = date(2022, 1, 4)
    text = text_of(Checked("Review", "Q4 2021", DAY if closed else None, items, day, not closed))
    assert "Question 1?" in text
    assert "Question 2?" not in text
    assert ("was due 4 Jan 2022" in text) != closed


def test_a_short_index_stands_under_the_lists() -> None:
    assert len([p for p in read(made(INTERNAL)).pages if p.startswith("CHECKLISTS")]) == 1


def test_a_hundred_files_go_on_over_several_pages() -> None:
    many_files = tuple(replace(PROOFS[0], evidence=evidence(n)) for n in range(1, 101))
    pages = [p for p in read(made(INTERNAL, proofs=many_files)).pages if "known again" in p]
    assert len(pages) > 1
    assert all(f"file {n}.pdf" in " ".join(pages) for n in range(1, 101))
