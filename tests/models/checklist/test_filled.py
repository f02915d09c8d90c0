from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.checklist.before import before_of, carried
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
    assert [one.item for one in carried(TEMPLATE, had)] == ["second", "third"]


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
