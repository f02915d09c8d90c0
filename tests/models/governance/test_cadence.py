"""A business review is due on its day whatever the months' lengths; a month is judged once."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance import cadence
from models.governance.cadence import months, period, review_due
from models.governance.meetings import Meeting
from models.governance.rules import Rules
from models.program.loading import terms_on
from models.program.terms import Calendar

CALENDAR = Calendar(review_months={"platinum": 6, "gold": 12}, notice_days=7)
RULES = Rules()
TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def due(held: list[date], today: date = TODAY, **more: Any) -> cadence.ReviewDue:
    found = review_due(CALENDAR, RULES, "platinum", held, None, today, **more)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("last", "months_on", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 2, 28), 6, date(2027, 8, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
    ],
)
def test_a_day_that_the_month_lacks_is_its_last(last: date, months_on: int, expected: date) -> None:
    assert cadence.after(last, months_on) == expected


@pytest.mark.clause("C041")
@pytest.mark.clause("A20")
def test_the_guide_gives_platinum_half_a_year_and_gold_a_year() -> None:
    calendar = terms_on(TODAY).calendar
    for tier, expected in (("platinum", 6), ("gold", 12), ("silver", 12), ("opportunistic", 0)):
        assert cadence.review_months(calendar, RULES, tier) == expected
    assert cadence.review_months(calendar, Rules(review_months={"gold": 3}), "gold") == 3


def test_a_tier_without_a_cadence_owes_nothing() -> None:
    assert review_due(CALENDAR, RULES, "opportunistic", [], TODAY, TODAY) is None
    never = Rules(review_months={"platinum": 0})
    assert review_due(CALENDAR, never, "platinum", [], TODAY, TODAY) is None


@pytest.mark.parametrize(
    ("days", "state"),
    [(15, "ahead"), (14, "due"), (1, "due"), (0, "due"), (-1, "overdue")],
)
def test_a_review_is_due_a_week_before_its_last_notice_and_overdue_after_its_day(
    days: int, state: str
) -> None:
    due_on = date(2026, 11, 30)
    found = due([date(2026, 5, 30)], due_on - timedelta(days=days))
    assert (found.due_on, found.state) == (due_on, state)
    assert found.wanted == (state != "ahead")


def test_the_last_one_that_was_held_is_counted_from() -> None:
    found = due([date(2026, 1, 10), date(2026, 6, 10), date(2027, 6, 10)])
    assert (found.last, found.due_on) == (date(2026, 6, 10), date(2026, 12, 10))


def test_without_one_it_counts_from_the_grant_and_without_that_nothing_is_known() -> None:
    granted = review_due(CALENDAR, RULES, "gold", [], date(2026, 1, 4), TODAY)
    assert granted is not None
    assert (granted.due_on, granted.last) == (date(2027, 1, 4), None)
    unknown = review_due(CALENDAR, RULES, "gold", [], None, TODAY)
    assert unknown is not None
    assert (unknown.state, unknown.due_on, unknown.wanted) == ("unknown", None, True)


@pytest.mark.parametrize(
    ("planned", "late"), [(date(2026, 12, 9), 0), (date(2026, 12, 10), 0), (date(2026, 12, 12), 2)]
)
def test_one_that_is_planned_covers_it_and_says_how_late_it_comes(planned: date, late: int) -> None:
    found = due([date(2026, 6, 10)], planned=[planned, date(2027, 3, 1)])
    assert (found.state, found.planned, found.late) == ("planned", planned, late)
    assert ("after it is due" in found.sentence) == bool(late)


def test_a_plan_whose_day_has_passed_covers_nothing_and_is_named() -> None:
    found = due([date(2026, 1, 10)], planned=[date(2026, 7, 9)])
    assert (found.state, found.unmarked) == ("overdue", date(2026, 7, 9))
    assert "9 Jul 2026 is not marked as held" in found.sentence
    assert due([date(2026, 7, 10)], planned=[date(2026, 7, 9)]).unmarked is None


@pytest.mark.clause("C083")
def test_what_comes_by_invitation_is_due_once_one_is_accepted() -> None:
    held = [date(2020, 1, 1)]
    assert due(held, by_invitation=True).state == "invite_only"
    assert due(held, by_invitation=True).due_on is None
    assert due(held, by_invitation=False).state == "overdue"
    assert due(held, by_invitation=True, planned=[TODAY]).state == "planned"


@given(DAYS, st.integers(1, 36), st.integers(0, 900))
def test_the_due_day_lies_in_the_right_month_and_only_its_day_can_differ(
    last: date, every: int, later: int
) -> None:
    calendar = Calendar(review_months={"t": every}, notice_days=7)
    today = last + timedelta(days=later)
    found = review_due(calendar, RULES, "t", [last], None, today)
    assert found is not None
    assert found.due_on is not None
    assert found.soon is not None
    apart = (found.due_on.year - last.year) * 12 + found.due_on.month - last.month
    assert apart == every
    assert found.due_on.day == last.day or (
        found.due_on.day < last.day and (found.due_on + timedelta(days=1)).day == 1
    )
    assert (found.state == "overdue") == (today > found.due_on)
    assert (found.state == "ahead") == (today < found.soon)


@given(st.lists(DAYS, max_size=6), DAYS, DAYS, st.lists(DAYS, max_size=3))
def test_more_reviews_never_bring_the_next_one_nearer(
    held: list[date], one_more: date, today: date, planned: list[date]
) -> None:
    before = due(held, today, planned=planned)
    after = due([*held, one_more], today, planned=planned)
    assert after.last is None or after.last <= today
    if before.due_on is not None and after.due_on is not None:
        assert after.due_on >= before.due_on
    assert (after.state == "planned") == any(day >= today for day in planned)


@pytest.mark.parametrize("far", [date(9999, 12, 31), date(9999, 12, 1)])
def test_the_end_of_the_calendar_is_no_fault(far: date) -> None:
    assert due([far], far).due_on == date.max
    assert [month.state for month in months(far.replace(day=1), [], far)] == ["open"]


@pytest.mark.parametrize(
    ("due_on", "planned"),
    [
        (date(2026, 12, 11), date(2026, 12, 11)),
        (date(2026, 12, 12), date(2026, 12, 11)),
        (date(2026, 12, 13), date(2026, 12, 11)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),
        (None, date(2026, 12, 1)),
    ],
)
def test_a_review_is_planned_for_a_weekday_that_can_be_told_of(
    due_on: date | None, planned: date
) -> None:
    assert cadence.day_to_plan(CALENDAR, due_on, TODAY) == planned


@given(DAYS, st.integers(-40, 400), st.booleans(), st.integers(0, 10))
def test_the_planned_day_is_lawful_and_a_weekday_and_hardly_later_than_needed(
    today: date, ahead: int, working: bool, notice: int
) -> None:
    calendar = Calendar(notice_days=notice, working_days=working)
    due_on = today + timedelta(days=ahead)
    found = cadence.day_to_plan(calendar, due_on, today)
    assert found.weekday() < 5
    assert calendar.notice_by(found) >= today
    assert found <= max(due_on, today + timedelta(days=2 * notice + 2)) + timedelta(days=2)


# ---- months -------------------------------------------------------------------------------


@pytest.mark.clause("C103")
def test_a_month_is_kept_missed_or_still_open() -> None:
    found = months(date(2026, 8, 1), {"2026-08", "2026-10"}, TODAY)
    assert [(month.period, month.state) for month in found] == [
        ("2026-08", "kept"), ("2026-09", "missed"), ("2026-10", "kept"), ("2026-11", "open"),
    ]  # fmt: skip
    assert months(date(2026, 11, 1), {"2026-11"}, TODAY)[0].state == "kept"


@pytest.mark.parametrize(
    ("today", "state"), [(date(2026, 11, 30), "open"), (date(2026, 12, 1), "missed")]
)
def test_a_month_is_missed_on_the_day_after_its_last(today: date, state: str) -> None:
    assert months(date(2026, 11, 1), (), today)[0].state == state


@pytest.mark.parametrize(("day", "first"), [(1, "2026-09"), (2, "2026-10")])
def test_the_month_in_the_middle_of_which_somebody_came_is_not_missed(day: int, first: str) -> None:
    assert months(date(2026, 9, day), (), TODAY)[0].period == first
    assert months(date(2026, 9, day), {"2026-09"}, TODAY)[0].period == "2026-09"


def test_the_month_in_which_somebody_left_and_those_after_are_not_missed() -> None:
    found = months(date(2026, 6, 1), (), TODAY, until=date(2026, 8, 15))
    assert [month.period for month in found] == ["2026-06", "2026-07"]


@given(DAYS, st.integers(0, 1500), st.sets(st.integers(-20, 20)))
def test_every_month_is_judged_once_in_order_and_kept_exactly_where_one_was_held(
    first: date, later: int, near: set[int]
) -> None:
    today = first + timedelta(days=later)
    held = {period(first + timedelta(days=31 * at)) for at in near}
    found = months(first, held, today)
    names = [month.period for month in found]
    assert names == sorted(set(names))
    assert all((month.state == "kept") == (month.period in held) for month in found)
    assert all(month.first.day == 1 for month in found)
    assert sum(month.state == "open" for month in found) <= 1
    span = (today.year - first.year) * 12 + today.month - first.month + 1
    assert len(found) == span - (first.day > 1 and period(first) not in held)


@given(DAYS, st.integers(0, 400), st.integers(1, 400))
def test_what_was_judged_missed_stays_so_as_days_go_by(first: date, later: int, more: int) -> None:
    today = first + timedelta(days=later)
    then = {month.period: month.state for month in months(first, (), today)}
    after = {month.period: month.state for month in months(first, (), today + timedelta(days=more))}
    assert all(after[name] == "missed" for name, state in then.items() if state == "missed")
    assert then.keys() <= after.keys()


def test_a_review_counts_for_the_month_that_it_names_else_for_that_of_its_day() -> None:
    day = date(2026, 12, 2)
    assert cadence.period_of(Meeting(1, 1, "pipeline_review", day)) == "2026-12"
    named = Meeting(1, 1, "pipeline_review", day, period="2026-11")
    assert cadence.period_of(named) == "2026-11"
    assert cadence.period_text("2026-11") == "November 2026"
    assert cadence.period_text("odd") == "odd"
