"""What of a checklist goes out, for whom, and what is kept back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.checklist.sending import (
    came_with,
    for_partner,
    left_out,
    part_said,
    part_text,
    questions,
)
from models.checklist.template import Condition, Item, Section, Template
from tests.reports.checklist_builder import ITEMS, TEMPLATE, answer, filled, sending


def keys(edition: str = "partner", **more: Any) -> list[str]:
    return [q.item.key for q in questions(filled(), sending(edition, **more))]


def test_internal_questions_stay_in_the_house() -> None:
    assert "margin_secret" in keys("internal")
    assert "margin_secret" not in keys()
    assert "margin_secret" not in keys(ours_too=True)


def test_a_question_is_open_by_edition_and_side() -> None:
    def open_(edition: str, **more: Any) -> set[str]:
        asked = questions(filled(), sending(edition, **more))
        return {question.item.key for question in asked if question.open}

    assert "sponsor" not in open_("partner")
    assert "sponsor" in open_("partner", ours_too=True)
    assert "sponsor" in open_("internal")
    assert "technical" not in open_("internal")


def test_notes_of_ours_leave_only_inside_the_house() -> None:
    told = filled({"trained": answer("trained", "2", note="slow payers", owner="Ann")})
    sent = {q.item.key: q.sent for q in questions(told, sending())}
    inside = {q.item.key: q.sent for q in questions(told, sending("internal"))}
    assert (sent["trained"]["note"], sent["trained"]["owner"]) == ("", "Ann")
    assert inside["trained"]["note"] == "slow payers"


def test_a_waived_question_is_read_only_and_its_reason_ours() -> None:
    told = filled({"budget": answer("budget", mark="waived", reason="Poor year", approver="Ed",
                                    until_on=date(2027, 3, 1))})  # fmt: skip
    (out,) = [q for q in questions(told, sending()) if q.item.key == "budget"]
    (inside,) = [q for q in questions(told, sending("internal")) if q.item.key == "budget"]
    assert (out.open, out.said) == (False, "Waived until 1 Mar 2027")
    assert inside.said == "Waived until 1 Mar 2027: Poor year"


def test_a_question_that_waits_for_an_answer_goes_along_with_its_condition() -> None:
    (waits,) = [q for q in questions(filled(), sending()) if q.item.key == "deals_missing"]
    assert waits.open
    assert waits.only_if == "Only if “Is every open deal registered?” is No or Partly."


@pytest.mark.parametrize("over", [{"internal": True}, {"criterion": "x"}])
def test_a_question_below_one_that_cannot_be_answered_there_stays(over: dict[str, Any]) -> None:
    items = (
        Item("a", "Asked?", "yes_no", side="partner", **over),
        Item("b", "And so?", "text", side="partner", when=Condition("a", ("yes",))),
    )
    told = filled(template=Template("t", "T", 1, "", "once", "all", (Section("s", "S", items),)))
    assert "b" not in [q.item.key for q in questions(told, sending())]


def test_a_closed_checklist_has_no_open_question() -> None:
    assert not any(q.open for q in questions(filled(closed=True), sending("internal")))


def test_a_file_is_sent_along_and_has_no_answer_in_the_form() -> None:
    (plan,) = [q for q in questions(filled(), sending()) if q.item.key == "plan"]
    assert plan.parts == ("note", "owner", "due_on")


def test_what_is_left_out_is_said() -> None:
    told = filled()
    assert left_out(told, sending()) == (
        "Left out: 1 internal question, our own notes, reasons and approvers of waivers and last"
        " time’s answers. 1 question of ours can only be read."
    )
    assert "internal" in left_out(told, sending("internal"))
    assert "can only be read" not in left_out(told, sending(ours_too=True))


def test_whether_anything_is_the_partners_to_answer() -> None:
    ours = Template(
        "t", "T", 1, "", "once", "all", (Section("s", "S", TEMPLATE.sections[1].items),)
    )
    assert for_partner(filled())
    assert not for_partner(filled(template=ours))


@pytest.mark.parametrize(
    ("source", "value", "told"),
    [
        ("form 7F3A-22C1", "yes", "Taken in with form 7F3A-22C1 on 1 Dec 2026."),
        ("form 7F3A-22C1", "", ""),
        ("copied", "yes", ""),
        ("", "yes", ""),
    ],
)
def test_an_answer_says_which_form_it_came_with(source: str, value: str, told: str) -> None:
    at = "2026-12-01T09:00:00+00:00"
    assert came_with(answer("trained", value, source=source, answered_at=at)) == told
    assert came_with(None) == ""


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="edition"):
        sending("everybody")


@pytest.mark.parametrize(
    ("key", "value", "field", "said"),
    [
        ("people", '["Ann", "Bob; Co"]', "Ann\nBob; Co", "Ann and Bob; Co"),
        ("budget", "120050 USD", "1200.50", "$1,200.50"),
        ("next_visit", "2026-12-03", "3 Dec 2026", "3 Dec 2026"),
        ("health", "fair", "fair", "Fair, needs care"),
        ("deals_registered", "na", "na", "Not applicable"),
        ("trained", "3", "3", "3 people"),
        ("trained", "", "", ""),
    ],
)
def test_a_value_stands_in_a_field_as_it_is_typed(
    key: str, value: str, field: str, said: str
) -> None:
    item = next(item for item in ITEMS if item.key == key)
    assert (part_text(item, "value", value), part_said(item, "value", value)) == (field, said)


def test_what_was_waived_is_asked_again_once_the_waiver_has_run_out() -> None:
    had = answer("budget", mark="waived", reason="Poor year", until_on=date(2026, 11, 23))
    (asked,) = [q for q in questions(filled({"budget": had}), sending()) if q.item.key == "budget"]
    assert (asked.open, asked.said) == (True, "")


def one_section(*items: Item) -> Template:
    return Template("t", "T", 1, "", "once", "all", (Section("s", "S", items),))


def test_what_shows_records_of_the_hosts_alone_never_leaves() -> None:
    told = filled(
        template=one_section(
            Item("why", "Why them?", "text", side="joint", mirrors="partners.nomination")
        )
    )
    assert questions(told, sending()) == ()
    assert len(questions(told, sending("internal"))) == 1
    assert not for_partner(told)


def test_what_the_tier_is_not_asked_stays_also_beneath_an_open_question() -> None:
    told = filled(
        template=one_section(
            Item("a", "Asked?", "yes_no", side="partner"),
            Item("b", "So?", "text", side="partner", when=Condition("a", ("yes",)),
                 ask={"": "not_asked"}),
        )
    )  # fmt: skip
    assert [q.item.key for q in questions(told, sending("internal"))] == ["a"]


def test_a_question_that_is_not_asked_is_no_reason_to_send_a_form() -> None:
    hidden = Item("b", "So?", "text", side="partner", when=Condition("a", ("yes",)))
    ours = Item("a", "Ours?", "yes_no")
    assert not for_partner(filled(template=one_section(ours, hidden)))
    secret = replace(hidden, side="ours", internal=True)
    assert "internal" not in left_out(filled(template=one_section(ours, secret)), sending())


def test_beneath_what_can_only_be_read_stands_no_condition() -> None:
    told = filled(
        {"a": answer("a", "yes")},
        template=one_section(
            Item("a", "Ours?", "yes_no"),
            Item("b", "So?", "text", side="partner", when=Condition("a", ("yes",))),
        ),
    )
    assert [(q.open, q.only_if) for q in questions(told, sending())] == [(False, ""), (True, "")]


def test_a_closed_checklist_says_what_the_records_said() -> None:
    had = answer("technical", "yes", source="records", reason="3 of 3 technical resources")
    (told,) = [
        q
        for q in questions(filled({"technical": had}, closed=True), sending())
        if q.item.key == "technical"
    ]
    assert told.said == "3 of 3 technical resources"
