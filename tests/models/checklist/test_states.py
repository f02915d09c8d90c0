from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.checklist.evidence_record import Evidence
from models.checklist.records import Answer
from models.checklist.states import SETTLED, Derived, state_of, summary_state
from models.checklist.template import Choice, Item

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ASKED = Item("a", "Is it so?", "yes_no")
NEEDS = replace(ASKED, evidence="needed")
EVIDENCE = Evidence(1, 1, "0" * 64, "a.pdf", "application/pdf", 10)


def answer(value: str = "", **more: Any) -> Answer:
    return replace(Answer(1, 1, "a", value), **more)


def state(
    item: Item, had: Answer | None = None, *evidence: Evidence, derived: Derived | None = None
) -> str:
    value = derived.value if derived else had.value if had else ""
    return state_of(item, value, had, evidence, derived, TODAY)[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", "not_started"),
        ("yes", "met"),
        ("partly", "in_progress"),
        ("no", "not_met"),
        ("na", "met"),
    ],
)
def test_an_answer_says_its_state(value: str, expected: str) -> None:
    assert state(ASKED, answer(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [("9", "not_met"), ("10", "met"), ("11", "met")])
def test_a_number_is_held_against_its_target(value: str, expected: str) -> None:
    assert state(Item("a", "How many?", "number", target=10), answer(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("999 USD", "not_met"), ("1000 USD", "met"), ("1001 USD", "met")]
)
def test_money_is_held_against_its_target(value: str, expected: str) -> None:
    assert state(Item("a", "How much?", "money", target=1000), answer(value)) == expected


def test_a_choice_means_what_the_template_says() -> None:
    item = Item("a", "How?", "choice", choices=(Choice("r", "Off", "not_met"), Choice("g", "On")))
    assert state(item, answer("r")) == "not_met"
    assert state(item, answer("g")) == "met"


@pytest.mark.parametrize(
    ("until", "expected"),
    [(YESTERDAY, "expired"), (TODAY, "waived"), (TOMORROW, "waived"), (None, "waived")],
)
def test_a_waiver_holds_through_its_last_day(until: date | None, expected: str) -> None:
    assert state(ASKED, answer("no", mark="waived", reason="r", until_on=until)) == expected


def test_the_records_decide_before_what_was_typed() -> None:
    told = Derived("yes", "met", "3 of 3 people")
    assert state_of(ASKED, "yes", answer("no"), (), told, TODAY) == ("met", "3 of 3 people")
    assert state(ASKED, None, derived=replace(told, state="not_met", value="no")) == "not_met"


@pytest.mark.parametrize(
    ("last", "expected"), [(YESTERDAY, "expired"), (TODAY, "met"), (None, "met")]
)
def test_what_the_records_give_runs_out_after_its_last_day(
    last: date | None, expected: str
) -> None:
    assert state(ASKED, None, derived=Derived("yes", "met", expires_on=last)) == expected


@pytest.mark.clause("C076")
def test_needed_evidence_keeps_a_good_answer_from_being_met() -> None:
    assert state(NEEDS, answer("yes")) == "in_progress"
    assert state(NEEDS, answer("yes"), EVIDENCE) == "in_review"
    assert state(NEEDS, answer("yes"), replace(EVIDENCE, verified_on=TODAY)) == "met"
    assert state(NEEDS, answer("na")) == "met"
    assert state(NEEDS, answer("no")) == "not_met"
    assert state(NEEDS, answer("yes", source="records")) == "in_progress"


@pytest.mark.clause("C076")
def test_what_the_records_say_needs_its_paper_as_well() -> None:
    told = Derived("yes", "met", "3 of 3 people")
    assert state(NEEDS, None, derived=told) == "in_progress"
    assert state(NEEDS, None, EVIDENCE, derived=told) == "in_review"
    verified = replace(EVIDENCE, verified_on=TODAY)
    assert state_of(NEEDS, "yes", None, [verified], told, TODAY) == ("met", "3 of 3 people")
    assert state(ASKED, None, derived=told) == "met"
    assert state(NEEDS, None, verified, derived=Derived("no", "not_met")) == "not_met"


@pytest.mark.parametrize(("last", "expected"), [(YESTERDAY, "expired"), (TODAY, "met")])
def test_evidence_counts_through_its_last_day(last: date, expected: str) -> None:
    held = replace(EVIDENCE, verified_on=TODAY, expires_on=last)
    assert state(NEEDS, answer("yes"), held) == expected


def test_evidence_that_was_replaced_neither_counts_nor_runs_out() -> None:
    old = replace(EVIDENCE, expires_on=YESTERDAY, replaced_by=2)
    assert state(NEEDS, answer("yes"), old) == "in_progress"
    new = replace(EVIDENCE, id=2, verified_on=TODAY)
    assert state(NEEDS, answer("yes"), old, new) == "met"


def test_a_file_is_answered_by_a_file() -> None:
    item = Item("a", "Send it.", "file")
    assert state(item) == "not_started"
    assert state(item, None, EVIDENCE) == "in_review"
    assert state(item, None, replace(EVIDENCE, verified_on=TODAY)) == "met"
    assert state(item, answer("na")) == "met"


def test_a_person_marks_what_the_answer_does_not_say() -> None:
    assert state(ASKED, answer("yes", mark="in_review")) == "in_review"
    assert state(ASKED, answer(mark="in_progress")) == "in_progress"
    assert state(ASKED, answer("yes", mark="in_progress")) == "in_progress"
    assert state(ASKED, answer("no", mark="in_progress")) == "not_met"


def test_a_note_or_an_open_point_of_last_time_is_work_under_way() -> None:
    assert state(ASKED, answer(note="Asked on Monday")) == "in_progress"
    assert state(ASKED, answer(carried_from=7)) == "in_progress"
    assert state(ASKED, answer(owner="Ann Lee")) == "not_started"


def why(
    item: Item, had: Answer | None = None, *evidence: Evidence, derived: Derived | None = None
) -> str:
    value = derived.value if derived else had.value if had else ""
    return state_of(item, value, had, evidence, derived, TODAY)[1]


@pytest.mark.clause("C076")
def test_what_keeps_an_item_from_being_met_is_said() -> None:
    assert why(ASKED, answer(mark="waived", reason="Not sold there")) == "Not sold there"
    assert why(ASKED, None, derived=Derived("yes", "met", "Ended", expires_on=YESTERDAY)) == "Ended"
    assert why(NEEDS, answer("yes")) == "Evidence is missing."
    assert why(NEEDS, answer("yes"), EVIDENCE) == "Its evidence waits for a look."
    assert why(ASKED, answer("yes", source="records", reason="3 of 3")) == "3 of 3"
    assert why(ASKED, answer("yes", reason="of a waiver that was taken off")) == ""


def test_where_the_records_decide_alone_no_mark_and_no_paper_says_otherwise() -> None:
    told = Derived("yes", "met", "3 of 3 people")
    gone = replace(EVIDENCE, expires_on=YESTERDAY)
    assert state(ASKED, answer(mark="in_review"), derived=told) == "met"
    assert state(replace(ASKED, evidence="wanted"), None, gone, derived=told) == "met"


def test_a_paper_that_ran_out_beside_one_that_holds_changes_nothing() -> None:
    gone = replace(EVIDENCE, expires_on=YESTERDAY)
    new = replace(EVIDENCE, id=2, verified_on=TODAY)
    assert state(NEEDS, answer("yes"), gone, new) == "met"


def test_what_is_in_review_is_so_whatever_its_answer() -> None:
    assert state(ASKED, answer("no", mark="in_review")) == "in_review"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("closed", True, True), "closed"),
        (("closed", False, True), "closed"),
        (("open", True, True), "complete"),
        (("open", False, True), "overdue"),
        (("open", False, False), "open"),
        (("not_started", False, False), "not_started"),
    ],
)
def test_of_a_whole_checklist_what_needs_a_hand_comes_first(
    told: tuple[str, bool, bool], expected: str
) -> None:
    assert summary_state(*told) == expected


def test_what_is_met_or_waived_is_settled() -> None:
    assert {"met", "waived"} == SETTLED


def test_what_the_records_decided_on_closing_is_the_state_from_then_on() -> None:
    for decided in ("met", "not_met", "expired", "in_progress"):
        had = answer("yes", source="records", state=decided, reason="3 of 3")
        assert state(ASKED, had) == decided
        assert why(ASKED, had) == "3 of 3"
