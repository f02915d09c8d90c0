"""An escalation's clock runs from the day its level was reached, and says what is to be done."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.errors import UserError
from models.governance.escalation import clock, level_words, next_step, steps_before
from models.governance.register import EscalationStep
from models.governance.rules import USUAL_RULES, Rules

FIRST = date(2026, 11, 2)
_ids = count(1)


def step(level: int, on: date = FIRST, to: str = "Ada", reason: str = "Stuck") -> EscalationStep:
    return EscalationStep(next(_ids), 1, 9, level, on, to, "Bo", reason)


def after(days: int) -> date:
    return FIRST + timedelta(days=days)


@pytest.mark.clause("C034")
@pytest.mark.parametrize(
    ("days", "words", "tone", "overdue"),
    [
        (0, "0 of 7 days", "no_data", 0),
        (5, "5 of 7 days", "no_data", 0),
        (6, "6 of 7 days", "at_risk", 0),
        (7, "7 of 7 days", "at_risk", 0),
        (8, "1 day past its 7", "short", 1),
        (9, "2 days past its 7", "short", 2),
    ],
)
def test_a_level_is_overdue_from_the_day_after_its_last(days, words, tone, overdue):
    told = clock([step(1)], USUAL_RULES, after(days))
    assert told is not None
    assert (told.clock_words, told.tone, told.overdue) == (words, tone, overdue)
    assert told.due_on == after(7)


def test_each_level_has_its_own_clock_and_the_last_has_no_next():
    today = after(40)
    levels = [clock([step(level)], USUAL_RULES, today) for level in (1, 2, 3)]
    assert [(one.limit, one.following) for one in levels if one] == [(7, 2), (14, 3), (30, 0)]
    last = levels[-1]
    assert last is not None
    assert last.sentence == "Level 3 had until 2 Dec 2026, 10 days ago: resolve it."
    first = clock([step(1)], USUAL_RULES, FIRST)
    assert first is not None
    assert first.sentence == (
        "Level 1 has until 9 Nov 2026: resolve it or raise it to level 2 by then."
    )


def test_a_higher_level_starts_a_new_clock_and_a_new_name_on_the_level_does_not():
    told = clock([step(1), step(2, after(3)), step(2, after(9), "Cy")], USUAL_RULES, after(10))
    assert told is not None
    assert (told.since, told.day, told.to_whom) == (after(3), 7, "Cy")


def test_what_left_a_level_and_came_back_starts_anew():
    steps = [step(2), step(0, after(2)), step(2, after(5))]
    told = clock(steps, USUAL_RULES, after(6))
    assert told is not None
    assert (told.since, told.day) == (after(5), 1)


def test_level_nought_takes_it_back_and_nothing_is_escalated_without_a_step():
    assert clock([], USUAL_RULES, FIRST) is None
    assert clock([step(1), step(0, after(1))], USUAL_RULES, after(1)) is None


def test_a_step_of_a_day_still_to_come_says_nothing_yet():
    steps = [step(1), step(2, after(5))]
    before, on = (clock(steps, USUAL_RULES, after(day)) for day in (4, 5))
    assert before is not None
    assert on is not None
    assert (before.level, on.level) == (1, 2)


def test_fewer_levels_than_a_step_has_leave_it_the_last_clock_and_none_leave_no_clock():
    short = clock([step(3)], Rules(clocks=(5,)), after(6))
    none = clock([step(1)], Rules(clocks=()), after(6))
    assert short is not None
    assert none is not None
    assert (short.limit, short.following, short.overdue) == (5, 0, 1)
    assert (none.limit, none.due_on, none.overdue, none.tone) == (None, None, 0, "no_data")
    assert none.sentence == "On level 1 since 2 Nov 2026; no clock runs."


_steps = some.lists(
    some.builds(
        EscalationStep,
        id=some.integers(1, 10**6),
        partner_id=some.just(1),
        concern_id=some.just(9),
        level=some.integers(0, 4),
        on_date=some.dates(date(2024, 1, 1), date(2028, 12, 31)),
    ),
    unique_by=lambda one: one.id,
    max_size=8,
)


@given(_steps, some.dates(date(2024, 1, 1), date(2029, 6, 1)), some.randoms())
def test_the_order_of_the_steps_says_nothing_and_what_is_to_come_neither(steps, today, random):
    told = clock(steps, USUAL_RULES, today)
    shuffled = list(steps)
    random.shuffle(shuffled)
    assert clock(shuffled, USUAL_RULES, today) == told
    assert clock([one for one in steps if one.on_date <= today], USUAL_RULES, today) == told


@given(_steps, some.dates(date(2024, 1, 1), date(2029, 6, 1)))
def test_a_clock_never_began_after_today_and_runs_a_day_a_day(steps, today):
    told = clock(steps, USUAL_RULES, today)
    if told is None:
        return
    assert told.level > 0
    assert told.since <= today
    assert told.since in {one.on_date for one in steps}
    assert told.due_on is not None
    assert (told.due_on - told.since).days == told.limit
    assert (told.overdue > 0) == (today > told.due_on)
    assert told.day == (today - told.since).days


@pytest.mark.parametrize(
    ("steps", "wanted", "words"),
    [
        ([], step(1, after(9)), "still to come"),
        ([step(1, after(5))], step(2, after(4)), "The step before is of 7 Nov 2026."),
        ([step(3)], step(4), "no level 4"),
        ([step(2)], step(1), "level 2 already"),
        ([], step(0), "on no level"),
        ([], step(1, to=" "), "Who is to hear"),
        ([], step(1, reason=" "), "reason is missing"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_what_is_wrong(steps, wanted, words):
    with pytest.raises(UserError, match=words):
        next_step(steps, USUAL_RULES, wanted, after(8))


def test_a_step_may_skip_a_level_stay_on_one_or_take_it_back():
    for steps, wanted in (
        ([], step(2)),
        ([step(2)], step(2, after(1), "Cy")),
        ([step(2)], step(0, after(1), to="")),
    ):
        assert next_step(steps, USUAL_RULES, wanted, after(8)) is wanted


def test_the_usual_levels_are_named_and_others_numbered():
    assert [level_words(level) for level in (1, 3, 4)] == [
        "Level 1, alliance managers", "Level 3, executive sponsors", "Level 4",
    ]  # fmt: skip


def test_the_way_up_is_told_without_where_it_stands_now():
    steps = [step(2, after(5), "Cy"), step(1), step(0, after(2), to="")]
    assert steps_before(steps) == (
        "Before: level 1 with Ada on 2 Nov 2026; daily work on 4 Nov 2026."
    )
    assert steps_before(steps[:1]) == ""
