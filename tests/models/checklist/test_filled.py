from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.before import before_of, carried
from models.checklist.evidence_record import Evidence
from models.checklist.filled import Filled, Line, lines_of, progress_at, progress_of, quoted
from models.checklist.records import Answer, Checklist
from models.checklist.states import Derived
from models.checklist.template import Condition, Item, Section, Template

TODAY = date(2026, 11, 24)
FIRST = Item("first", "Are there {deals}?", "yes_no")
SECOND = Item("second", "Which?", "text", when=Condition("first", ("yes", "partly")))
THIRD = Item("third", "Sure?", "yes_no", when=Condition("second", ("all",)))
OTHER = Item("other", "How many?", "number", ask={"gold": "recommended", "": "not_asked"})
RECORDS = Item("records", "Enough people?", "yes_no", criterion="people")
TEMPLATE = Template(
    "t",
    "Review",
    1,
    "",
    "quarter",
    "all",
    (Section("a", "A", (FIRST, SECOND, THIRD)), Section("b", "B", (OTHER, RECORDS))),
)


def lines(
    values: Mapping[str, str], tier: str = "silver", derived: Mapping[str, Derived] | None = None
) -> dict[str, Line]:
    answers = {key: Answer(n, 1, key, value) for n, (key, value) in enumerate(values.items())}
    found = lines_of(TEMPLATE, answers, {}, derived or {}, tier, TODAY, {"deals": "3 deals"}, {})
    return {line.item.key: line for line in found}


def asked(values: Mapping[str, str], tier: str = "silver") -> set[str]:
    return {key for key, line in lines(values, tier).items() if line.asked}


def test_a_question_depends_on_another_answer() -> None:
    assert asked({"first": "no"}) == {"first", "records"}
    assert asked({"first": "partly"}) == {"first", "second", "records"}
    assert asked({"first": "yes", "second": "all"}) == {"first", "second", "third", "records"}


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked_either() -> None:
    assert asked({"first": "no", "second": "all"}) == {"first", "records"}


def test_a_tier_is_asked_what_the_template_says() -> None:
    assert "other" not in asked({}, "silver")
    assert "other" in asked({}, "gold")
    assert lines({}, "gold")["other"].ask == "recommended"


def test_questions_quote_live_facts() -> None:
    assert lines({})["first"].question == "Are there 3 deals?"
    assert quoted("{unknown} stays", {"deals": "3"}) == "{unknown} stays"


def test_the_records_answer_their_own_items() -> None:
    told = lines({"records": "no"}, derived={"records": Derived("yes", "met", "3 of 3 people")})
    assert (told["records"].value, told["records"].state) == ("yes", "met")


@given(st.dictionaries(st.sampled_from(["first", "second"]), st.sampled_from(["yes", "no", ""])))
def test_progress_never_counts_more_answers_than_questions(values: dict[str, str]) -> None:
    found = tuple(lines(values).values())
    told = progress_of(found, TODAY)
    assert 0 <= told.settled <= told.answered <= told.asked == sum(line.asked for line in found)
    parts = [progress_of([ln for ln in found if ln.section == s], TODAY) for s in "ab"]
    assert parts[0] + parts[1] == told


@given(
    st.dictionaries(
        st.sampled_from(["first", "second", "third", "records"]),
        st.builds(
            Answer,
            st.just(1),
            st.just(1),
            st.just(""),
            st.sampled_from(["", "yes", "partly", "no", "na"]),
            st.sampled_from(["", "Ask"]),
            due_on=st.sampled_from([None, TODAY - timedelta(days=1), TODAY]),
            mark=st.sampled_from(["", "in_review", "waived"]),
        ),
    ),
    st.sampled_from(["gold", "silver"]),
    st.booleans(),
)
def test_progress_without_words_is_that_of_the_lines(
    answers: dict[str, Answer], tier: str, closed: bool
) -> None:
    told = {"records": Derived("yes", "met", "3 of 3")}
    made = lines_of(TEMPLATE, answers, {}, told, tier, TODAY, {}, {}, closed)
    assert progress_at(TEMPLATE, answers, {}, told, tier, TODAY, TODAY, closed) == progress_of(
        made, TODAY
    )


def test_a_section_that_asks_nothing_is_not_shown() -> None:
    only = Template("t", "T", 1, "", "once", "all", (Section("b", "B", (OTHER,)),))
    found = lines_of(only, {}, {}, {}, "silver", TODAY, {}, {})
    told = Filled(1, "P", "silver", only, "", None, TODAY, found)
    assert told.sections == ()
    assert told.progress.complete


def test_a_checklist_is_overdue_after_its_day_until_it_is_complete_or_closed() -> None:
    found = tuple(lines({}).values())

    def told(due: date, state: str = "open") -> bool:
        begun = Checklist(1, 1, "t", 1, "", "2026-Q4", due, TODAY, state=state)
        return Filled(1, "P", "silver", TEMPLATE, "2026-Q4", due, TODAY, found, begun).overdue

    assert not told(TODAY)
    assert told(TODAY - timedelta(days=1))
    assert not told(TODAY - timedelta(days=1), "closed")


def test_what_was_left_open_is_carried_on_and_what_the_records_say_is_not() -> None:
    had = {
        "first": Answer(1, 1, "first", "yes"),
        "second": Answer(2, 1, "second", "", note="Ask again", owner="Ann Lee"),
        "third": Answer(3, 1, "third", "no"),
        "records": Answer(4, 1, "records", "no", note="Why"),
        "gone": Answer(5, 1, "gone", "no"),
    }
    assert [one.item for one in carried(TEMPLATE, had, (), TODAY)] == ["second", "third"]


def test_last_time_is_told_for_items_that_are_still_asked() -> None:
    had = {
        "first": Answer(1, 1, "first", "no", answered_by="ann"),
        "gone": Answer(2, 1, "gone", "x"),
    }
    told = before_of(TEMPLATE, "2026-Q3", had, ())
    assert set(told) == {"first"}
    assert (told["first"].text, told["first"].by) == ("No", "ann")


def test_what_was_taken_along_noted_or_marked_has_no_answer_yet() -> None:
    for begun in (
        Answer(1, 1, "first", carried_from=7),
        Answer(1, 1, "first", note="Ask Ann"),
        Answer(1, 1, "first", mark="in_review"),
    ):
        (found, *_) = lines_of(TEMPLATE, {"first": begun}, {}, {}, "silver", TODAY, {}, {})
        assert found.state != "not_started"
        assert not found.answered
    (found, *_) = lines_of(
        TEMPLATE, {"first": Answer(1, 1, "first", "yes", mark="in_review")}, {}, {}, "silver",
        TODAY, {}, {},
    )  # fmt: skip
    assert found.answered


def carried_on(item: Item, had: Answer, *papers: Evidence) -> bool:
    asked = Template("t", "T", 1, "", "quarter", "all", (Section("a", "A", (item,)),))
    return bool(carried(asked, {item.key: had}, papers, TODAY))


def test_a_file_that_came_is_no_open_point_and_one_that_nobody_looked_at_is() -> None:
    item = Item("plan", "Send the plan.", "file")
    had = Answer(1, 1, "plan", owner="Ann Lee", due_on=TODAY)
    paper = Evidence(1, 1, "ab", "a.pdf", "pdf", 9, item="plan", verified_on=TODAY)
    assert not carried_on(item, had, paper)
    assert carried_on(item, had, replace(paper, verified_on=None))
    assert carried_on(item, had, replace(paper, item="other"))
    assert carried_on(item, had)


def test_a_good_answer_is_not_carried_for_its_paper() -> None:
    item = Item("so", "Is it so?", "yes_no", evidence="needed")
    gone = Evidence(1, 1, "ab", "a.pdf", "pdf", 9, item="so", expires_on=TODAY - timedelta(days=1))
    assert not carried_on(item, Answer(1, 1, "so", "yes"))
    assert not carried_on(item, Answer(1, 1, "so", "yes"), gone)
    assert carried_on(item, Answer(1, 1, "so", "no"))


@pytest.mark.parametrize(("days", "open_"), [(-1, True), (0, False), (None, False)])
def test_a_waiver_is_an_open_point_once_it_has_run_out(days: int | None, open_: bool) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    had = Answer(1, 1, "first", mark="waived", reason="r", approver="a", until_on=until)
    assert carried_on(FIRST, had) == open_


@pytest.mark.parametrize(
    ("had", "open_"),
    [
        (Answer(1, 1, "first"), False),
        (Answer(1, 1, "first", owner="Ann Lee"), True),
        (Answer(1, 1, "first", due_on=TODAY), True),
        (Answer(1, 1, "first", mark="in_review"), True),
        (Answer(1, 1, "first", note="Ask"), True),
        (Answer(1, 1, "first", "maybe", note="Once a text"), True),
        (Answer(1, 1, "first", "na"), False),
    ],
)
def test_what_says_nothing_and_what_is_settled_is_not_carried(had: Answer, open_: bool) -> None:
    assert carried_on(FIRST, had) == open_


def test_a_field_of_the_records_and_a_template_that_carries_nothing_take_nothing_along() -> None:
    had = Answer(1, 1, "first", "no")
    assert carried_on(FIRST, had)
    assert not carried_on(replace(FIRST, mirrors="partners.free_training"), had)
    assert carried(replace(TEMPLATE, carries=False), {"first": had}, (), TODAY) == ()


def test_last_time_is_told_with_its_note_and_the_files_that_counted() -> None:
    had = {
        "first": Answer(1, 1, "first", note="Ask", answered_at="2026-08-03T09:00:00+00:00"),
        "second": Answer(2, 1, "second"),
        "other": Answer(3, 1, "other", "some"),
    }
    new = Evidence(2, 1, "cd", "new.pdf", "pdf", 9, item="first")
    old = replace(new, id=1, file="old.pdf", replaced_by=2)
    told = before_of(TEMPLATE, "2026-Q3", had, (old, new))
    assert set(told) == {"first", "other"}
    first = told["first"]
    assert (first.note, first.on, first.files) == ("Ask", "2026-08-03", ("new.pdf",))
    assert told["other"].text == "some"


def test_questions_and_the_line_beneath_quote_facts_as_sentences_begin() -> None:
    item = replace(FIRST, help="{deals} and more.")
    only = Template("t", "T", 1, "", "once", "all", (Section("a", "A", (item,)),))
    [told] = lines_of(only, {}, {}, {}, "silver", TODAY, {"deals": "three deals"}, {})
    assert told.help == "Three deals and more."


def test_of_a_closed_checklist_the_records_have_no_say() -> None:
    told = {"records": Derived("yes", "met", "3 of 3 people")}
    had = {"records": Answer(1, 1, "records", "no", source="records")}
    found = lines_of(TEMPLATE, had, {}, told, "silver", TODAY, {}, {}, True)[-1]
    assert (found.item.key, found.value, found.state, found.derived) == (
        "records", "no", "not_met", None,
    )  # fmt: skip


def test_what_is_not_asked_is_never_overdue_and_parts_add_up() -> None:
    late = Answer(1, 1, "second", due_on=TODAY - timedelta(days=1))
    had = {"first": replace(late, item="first", value="no"), "second": late}
    found = lines_of(TEMPLATE, had, {}, {}, "silver", TODAY, {}, {})
    assert [line.overdue_on(TODAY) for line in found[:2]] == [True, False]
    told = progress_of(found, TODAY)
    assert told.overdue == 1
    assert (told + told).overdue == 2


def test_a_state_is_that_of_the_day_of_closing_and_overdue_is_what_is_today() -> None:
    closed_on = TODAY - timedelta(days=10)
    had = {"first": Answer(1, 1, "first", "no", due_on=TODAY - timedelta(days=1))}
    told = progress_at(TEMPLATE, had, {}, {}, "silver", closed_on, TODAY, closed=True)
    assert (told.answered, told.overdue) == (1, 1)


def test_a_complete_checklist_is_never_overdue() -> None:
    only = Template("t", "T", 1, "", "quarter", "all", (Section("a", "A", (FIRST,)),))
    yesterday = TODAY - timedelta(days=1)
    for value, late in (("", True), ("no", False)):
        had = {"first": Answer(1, 1, "first", value)}
        found = lines_of(only, had, {}, {}, "silver", TODAY, {}, {})
        made = Filled(1, "P", "silver", only, "2026-Q3", yesterday, TODAY, found)
        assert made.overdue == late
