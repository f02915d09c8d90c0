"""The plan of a returned form: new, changed, same, both changed, unreadable; never a loss."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.filled import Filled
from models.checklist.identity import identity_of
from models.checklist.records import Answer, Form
from models.checklist.returned import (
    CHANGED,
    CONFLICT,
    NEW,
    SAME,
    UNREADABLE,
    Proposal,
    ReturnedForm,
    ReturnPlan,
    plan,
    read_replies,
)
from models.checklist.sending import questions
from models.errors import UserError
from tests.reports.checklist_builder import TEMPLATE, answer, filled, sending


def returned(
    told: Filled, typed: dict[tuple[str, str], str], edition: str = "internal"
) -> ReturnedForm:
    made = sending(edition)
    identity = identity_of(told, made, questions(told, made), "pdf")
    shown = {
        (key, part): asked.shown(part)
        for key, asked in identity.items.items()
        for part in asked.sent
    }
    return ReturnedForm(identity, read_replies(identity, shown | typed), "review.pdf", "5ha")


def planned(
    before: dict[str, Answer],
    typed: dict[tuple[str, str], str],
    now: dict[str, Answer] | None = None,
    edition: str = "internal",
    forms: tuple[Form, ...] = (),
) -> ReturnPlan:
    back = returned(filled(before), typed, edition)
    return plan(back, filled(before if now is None else now), forms, "portfolio-1")


def one(made: ReturnPlan, item: str, part: str = "value") -> Proposal:
    (found,) = [p for p in made.proposals if p.key == (item, part)]
    return found


@pytest.mark.parametrize(
    ("exported", "theirs", "ours", "state"),
    [
        ("", "3", "", NEW),
        ("2", "3", "2", CHANGED),
        ("2", "", "2", CHANGED),
        ("2", "2", "2", SAME),
        ("2", "2", "5", SAME),
        ("2", "5", "5", SAME),
        ("2", "3", "5", CONFLICT),
        ("", "3", "5", CONFLICT),
        ("2", "3", "", CONFLICT),
        ("2", "some", "2", UNREADABLE),
        ("2", "some", "5", UNREADABLE),
    ],
)
def test_a_field_is_judged_by_what_left_what_came_and_what_is(
    exported: str, theirs: str, ours: str, state: str
) -> None:
    made = planned(
        {"trained": answer("trained", exported)},
        {("trained", "value"): theirs},
        {"trained": answer("trained", ours)},
    )
    assert one(made, "trained").state == state
    assert one(made, "trained").ours == ours


@given(
    exported=st.sampled_from(["", "1", "2"]),
    theirs=st.sampled_from(["", "1", "2", "no number"]),
    ours=st.sampled_from(["", "1", "2"]),
)
def test_nothing_that_only_we_changed_is_ever_written_over(
    exported: str, theirs: str, ours: str
) -> None:
    made = planned(
        {"trained": answer("trained", exported)},
        {("trained", "value"): theirs},
        {"trained": answer("trained", ours)},
    )
    found = one(made, "trained")
    written = found.state in (NEW, CHANGED)
    assert written is (theirs not in (exported, ours, "no number") and ours == exported)
    assert (found.state == CONFLICT) is (
        theirs not in (exported, ours, "no number") and ours != exported
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t")))
def test_any_text_comes_back_as_it_was_typed_or_with_a_sentence(typed: str) -> None:
    made = planned({}, {("people", "note"): typed, ("deals_missing", "value"): typed})
    shown = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert one(made, "people", "note").theirs == shown
    assert one(made, "deals_missing").theirs == shown


@given(st.text(max_size=12))
def test_whatever_is_typed_anywhere_is_read_or_refused_in_words(typed: str) -> None:
    made = planned({}, {(key, "value"): typed for key in TEMPLATE.items})
    for found in made.proposals:
        assert (found.state == UNREADABLE) is bool(found.why)
        if found.state == UNREADABLE:
            assert found.theirs_said == typed.replace("\r\n", "\n").replace("\r", "\n")


def test_a_field_that_the_file_lost_stays_as_it_was() -> None:
    made = sending("internal")
    told = filled({"trained": answer("trained", "2")})
    identity = identity_of(told, made, questions(told, made), "pdf")
    assert {r.value for r in read_replies(identity, {}) if r.item == "trained"} == {"2", ""}


def test_a_note_of_theirs_meets_one_of_ours_that_they_never_saw() -> None:
    made = planned(
        {"trained": answer("trained", "2", note="ours alone")},
        {("trained", "note"): "theirs"},
        edition="partner",
    )
    assert one(made, "trained", "note").state == CONFLICT
    left = planned({"trained": answer("trained", "2", note="ours alone")}, {}, edition="partner")
    assert one(left, "trained", "note").state == SAME


def test_a_question_that_is_gone_keeps_what_was_written() -> None:
    back = returned(filled({}), {("trained", "value"): "7"})
    shorter = replace(
        TEMPLATE, sections=(replace(TEMPLATE.sections[0], items=TEMPLATE.sections[0].items[3:]),)
    )
    found = one(plan(back, filled({}, template=shorter), (), "portfolio-1"), "trained")
    assert (found.state, found.theirs_said) == (UNREADABLE, "7 people")
    assert "not in the checklist any more" in found.why


def form(**more: Any) -> Form:
    made = Form(
        1, 11, "quarterly", "2026-Q4", "7F3A-22C1", "pdf", "partner", "d" * 64, "review.pdf",
        "2026-11-24T10:00:00+00:00",
    )  # fmt: skip
    return replace(made, **more)


def test_a_form_of_another_portfolio_is_refused() -> None:
    back = returned(filled({}), {})
    with pytest.raises(UserError, match="another portfolio"):
        plan(back, filled({}), (), "portfolio-2")


def test_a_form_of_a_partner_that_is_gone_is_refused() -> None:
    with pytest.raises(UserError, match="Northwind, who is not in the portfolio any more"):
        plan(returned(filled({}), {}), None, (), "portfolio-1")


def test_the_same_file_is_not_taken_in_twice() -> None:
    taken = form(returned_at="2026-12-01T09:00:00+00:00", returned_sha256="5ha")
    with pytest.raises(UserError, match="taken in already, on 1 Dec 2026"):
        planned({}, {}, forms=(taken,))


def test_a_form_filled_in_further_says_that_it_came_back_before() -> None:
    taken = form(returned_at="2026-12-01T09:00:00+00:00", returned_sha256="other")
    (note,) = planned({}, {}, forms=(taken,)).notes
    assert note == "This form came back once before, on 1 Dec 2026; the file has changed since."


@pytest.mark.parametrize(
    ("newer", "told"),
    [
        ({"exported_at": "2026-11-24T10:00:01+00:00"}, True),
        ({"exported_at": "2026-11-24T10:00:00+00:00"}, False),
        ({"exported_at": "2026-11-24T09:59:59+00:00"}, False),
        ({"exported_at": "2026-11-25T10:00:00+00:00", "period": "2026-Q3"}, False),
        ({"exported_at": "2026-11-25T10:00:00+00:00", "template": "onboarding"}, False),
    ],
)
def test_an_older_export_is_told_where_a_newer_one_of_the_same_checklist_went_out(
    newer: dict[str, str], told: bool
) -> None:
    made = planned({}, {}, forms=(form(), form(id=2, form_id="LATER", **newer)))
    assert any("older form" in note for note in made.notes) is told


def test_another_version_of_the_questions_is_told() -> None:
    back = returned(filled({}), {})
    later = replace(TEMPLATE, version=4, digest="e" * 64)
    (note,) = plan(back, filled({}, template=later), (), "portfolio-1").notes
    assert note.endswith("the form has version 3, the checklist version 4.")


def test_a_closed_checklist_can_be_looked_at_and_not_written() -> None:
    back = returned(filled({}), {("trained", "value"): "7"})
    assert "Reopen it" in plan(back, filled({}, closed=True), (), "portfolio-1").blocked


def test_conflicts_are_chosen_each_and_the_rest_goes_by_itself() -> None:
    made = planned(
        {"trained": answer("trained", "2")},
        {("trained", "value"): "3", ("health", "value"): "good"},
        {"trained": answer("trained", "5")},
    )
    with pytest.raises(UserError, match="1 of the answers changed here and in the form"):
        made.taken({})
    assert [p.item for p in made.taken({("trained", "value"): "ours"})] == ["health"]
    assert [p.item for p in made.taken({("trained", "value"): "theirs"})] == ["trained", "health"]
    assert [p.item for p in made.taken({
        ("trained", "value"): "theirs", ("health", "value"): "ours",
    })] == ["trained"]  # fmt: skip
    assert made.source == "form 7F3A-22C1"


def test_what_cannot_be_read_is_never_written_and_leaves_what_was_sent() -> None:
    made = planned(
        {"trained": answer("trained", "2")}, {("trained", "value"): "some", ("people", "note"): "x"}
    )
    assert one(made, "trained").theirs == "2"
    assert [found.key for found in made.taken({})] == [("people", "note")]
    assert made.taken({("people", "note"): "ours", ("trained", "value"): "theirs"}) == ()


@pytest.mark.parametrize("more", [{"criterion": "x"}, {"kind": "text"}])
def test_a_question_that_asks_something_else_now_takes_no_answer_and_its_note(
    more: dict[str, Any],
) -> None:
    back = returned(filled({}), {("trained", "value"): "7", ("trained", "note"): "Truly"})
    items = tuple(
        replace(item, target=None, **more) if item.key == "trained" else item
        for item in TEMPLATE.sections[0].items
    )
    now = replace(TEMPLATE, sections=(replace(TEMPLATE.sections[0], items=items),))
    made = plan(back, filled({}, template=now), (), "portfolio-1")
    assert one(made, "trained").state == UNREADABLE
    assert "asks something else" in one(made, "trained").why
    assert one(made, "trained", "note").state == NEW


def test_a_choice_can_be_taken_back_and_one_that_is_offered_no_more_cannot_be_given() -> None:
    before = filled({"health": answer("health", "poor")})
    items = tuple(
        replace(item, choices=item.choices[:1]) if item.key == "health" else item
        for item in TEMPLATE.sections[0].items
    )
    now = filled(
        {"health": answer("health", "poor")},
        template=replace(TEMPLATE, sections=(replace(TEMPLATE.sections[0], items=items),)),
    )
    cleared = plan(returned(before, {("health", "value"): ""}), now, (), "portfolio-1")
    assert one(cleared, "health").state == CHANGED
    other = plan(returned(before, {("health", "value"): "fair"}), now, (), "portfolio-1")
    assert one(other, "health").state == UNREADABLE


def test_what_a_spreadsheet_cannot_hold_was_not_changed_by_who_filled_it_in() -> None:
    had = {"people": answer("people", note="a\x01b\r\nc ")}
    made = planned(had, {("people", "note"): "ab\nc"})
    assert one(made, "people", "note").state == SAME


def test_a_day_without_its_year_is_asked_for_again() -> None:
    made = planned({}, {("next_visit", "value"): "3 Mar", ("people", "due_on"): "today"})
    assert "has no year" in one(made, "next_visit").why
    assert "has no year" in one(made, "people", "due_on").why


def test_money_is_read_in_the_currency_that_the_form_was_sent_in() -> None:
    told = replace(filled({}), currency="EUR")
    made = plan(returned(told, {("budget", "value"): "500"}), told, (), "portfolio-1")
    assert one(made, "budget").theirs == "50000 EUR"


def test_owners_that_both_changed_are_a_conflict() -> None:
    made = planned(
        {"people": answer("people", owner="Ann")},
        {("people", "owner"): " Bo  Ek "},
        {"people": answer("people", owner="Cy")},
    )
    assert (one(made, "people", "owner").ours, one(made, "people", "owner").theirs) == (
        "Cy",
        "Bo Ek",
    )
    assert one(made, "people", "owner").state == CONFLICT


def test_a_file_without_a_digest_is_no_other_that_has_none() -> None:
    back = replace(returned(filled({}), {}), sha256="")
    assert plan(back, filled({}), (form(),), "portfolio-1").blocked == ""
