"""Which day is the last lawful one for notice of a meeting, and what came of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.meetings import Meeting
from models.governance.notice import Counts, counting, counts, notice_of
from models.governance.rules import USUAL_RULES, Rules
from models.program.terms import Calendar

WEEK = Calendar(notice_days=7)
DAY = date(2026, 5, 20)  # a Wednesday
BY = date(2026, 5, 13)
days = st.dates(date(1991, 1, 1), date(2199, 1, 1))


def meeting(on: date = DAY, **values: Any) -> Meeting:
    return Meeting(1, 2, "meeting", on, **values)


def notice(
    today: date, calendar: Calendar = WEEK, rules: Rules = USUAL_RULES, **values: Any
) -> Any:
    return notice_of(meeting(**values), calendar, rules, today)


@pytest.mark.clause("C095")
@pytest.mark.parametrize(
    ("given_on", "state", "cause"),
    [
        (date(2026, 5, 12), "in_time", ""),
        (date(2026, 5, 13), "in_time", ""),
        (date(2026, 5, 14), "late",
         "Notice came on 14 May 2026, 1 day after its last day, 13 May 2026."),
        (date(2026, 5, 20), "late",
         "Notice came on 20 May 2026, 7 days after its last day, 13 May 2026."),
        (date(2026, 5, 21), "missing",
         "Notice came on 21 May 2026, after the meeting; its last day was 13 May 2026."),
    ],
)  # fmt: skip
def test_notice_on_the_last_day_is_in_time_and_a_day_later_it_is_not(
    given_on: date, state: str, cause: str
) -> None:
    found = notice(date(2026, 6, 1), notice_on=given_on)
    assert (found.need, found.state, found.by, found.cause) == ("needed", state, BY, cause)


@pytest.mark.clause("C095")
@pytest.mark.parametrize(
    ("today", "state", "sentence", "cause"),
    [
        (date(2026, 5, 1), "due", "Notice is to be given by 13 May 2026; 12 days left.", False),
        (date(2026, 5, 12), "due", "Notice is to be given by 13 May 2026; 1 day left.", False),
        (BY, "due", "Notice has to be given today: 13 May 2026 is the last day in time.", False),
        (date(2026, 5, 14), "missing",
         "No notice was given by 13 May 2026; what is given now is late.", False),
        (DAY, "missing", "No notice was given; its last day was 13 May 2026.", True),
        (date(2026, 7, 1), "missing", "No notice was given; its last day was 13 May 2026.", True),
    ],
)  # fmt: skip
def test_nothing_is_held_against_anybody_before_the_meetings_day(
    today: date, state: str, sentence: str, cause: bool
) -> None:
    found = notice(today)
    assert (found.state, found.sentence, bool(found.cause)) == (state, sentence, cause)


@pytest.mark.clause("C095")
def test_it_is_reminded_of_ten_and_eight_days_before() -> None:
    found = notice(date(2026, 5, 9))
    assert found.reminders == (date(2026, 5, 10), date(2026, 5, 12))
    assert not found.reminding(date(2026, 5, 9))
    assert notice(date(2026, 5, 10)).reminding(date(2026, 5, 10))
    assert not notice(date(2026, 5, 14)).reminding(date(2026, 5, 14))  # it is too late by then
    assert not notice(BY, notice_on=BY).reminding(BY)


def test_a_reminder_after_the_last_day_reminds_of_nothing() -> None:
    assert notice(BY, rules=Rules(reminders=(3, 7, 30))).reminders == (date(2026, 4, 20), BY)


@pytest.mark.clause("C095")
def test_working_days_pass_over_the_weekend_and_the_portfolios_setting_goes_before() -> None:
    working = Rules(working_days=True)
    assert notice(BY, rules=working).by == date(2026, 5, 11)
    assert notice(BY, replace(WEEK, working_days=True)).by == date(2026, 5, 11)
    assert notice(BY, replace(WEEK, working_days=True), Rules(working_days=False)).by == BY
    assert notice(BY, rules=working).reminders == (date(2026, 5, 6), date(2026, 5, 8))


@pytest.mark.clause("C098")
def test_before_executives_elsewhere_notice_is_advice_and_nothing_follows_from_none() -> None:
    for today in (date(2026, 5, 1), DAY, date(2026, 7, 1)):
        found = notice(today, with_whom="executives")
        assert (found.need, found.state, found.by) == ("advised", "not_needed", None)
        assert (found.cause, found.reminders) == ("", ())
    told = notice(DAY, with_whom="executives", notice_on=date(2026, 5, 19))
    assert told.sentence == "The host was told on 19 May 2026, as is advised."


@pytest.mark.parametrize("whom", ["alliance_manager", "others"])
def test_the_alliance_manager_alone_and_others_need_no_notice(whom: str) -> None:
    found = notice(date(2026, 7, 1), with_whom=whom)
    assert (found.need, found.by, found.cause) == ("none", None, "")


def test_a_cancelled_meeting_and_a_program_without_notice_ask_for_none() -> None:
    assert notice(date(2026, 7, 1), state="cancelled").need == "none"
    assert notice(date(2026, 7, 1), Calendar()).sentence == "The program asks for no notice."


def test_a_meeting_that_is_moved_is_judged_by_its_new_day_and_its_notice_stands() -> None:
    early = date(2026, 5, 6)
    assert notice(early, notice_on=early).state == "in_time"
    assert notice(early, on=date(2026, 5, 12), notice_on=early).state == "late"
    assert notice(early, on=date(2026, 8, 1), notice_on=early).state == "in_time"


def test_a_notice_of_a_day_still_to_come_has_not_been_given() -> None:
    assert notice(date(2026, 5, 1), notice_on=date(2026, 5, 2)).state == "due"


def test_a_meeting_that_was_held_without_notice_lacks_it_at_once() -> None:
    assert notice(date(2026, 5, 20), state="held").cause


def test_a_meeting_held_since_was_still_to_come_on_an_earlier_day() -> None:
    found = notice(date(2026, 5, 10), state="held")
    assert (found.state, found.cause) == ("due", "")


def test_a_year_is_counted_by_how_its_notices_came_out() -> None:
    told = [
        notice(date(2026, 7, 1), notice_on=BY),
        notice(date(2026, 7, 1), notice_on=DAY),
        notice(date(2026, 7, 1)),
        notice(date(2026, 5, 1)),
        notice(date(2026, 5, 14)),  # past its last day, and can still be moved
        notice(date(2026, 7, 1), with_whom="executives"),
    ]
    assert counts(told) == Counts(1, 1, 1, 2)
    assert counts(told).settled == 3


@given(on=days)
def test_the_last_day_is_seven_days_before_over_month_ends_and_leap_years(on: date) -> None:
    found = notice(on, on=on)
    assert found.by == on - timedelta(days=7)
    assert found.reminders == (on - timedelta(days=10), on - timedelta(days=8))


@given(on=days, count=st.integers(1, 60))
def test_so_many_working_days_lie_between_the_last_working_day_and_the_meeting(
    on: date, count: int
) -> None:
    by = counting(Calendar(notice_days=count), Rules(working_days=True)).notice_by(on)
    between = [by + timedelta(days=n) for n in range((on - by).days)]
    assert by.weekday() < 5
    assert sum(day.weekday() < 5 for day in between) == count
    assert by <= on - timedelta(days=count)


@given(on=days, told=st.integers(-40, 40), seen=st.integers(0, 60), working=st.booleans())
def test_notice_is_in_time_exactly_up_to_the_last_day(
    on: date, told: int, seen: int, working: bool
) -> None:
    given_on = on + timedelta(days=told)
    today = max(given_on, on - timedelta(days=20)) + timedelta(days=seen)
    found = notice(today, WEEK, Rules(working_days=working), on=on, notice_on=given_on)
    assert found.by is not None
    assert (found.state == "in_time") == (given_on <= found.by)
    assert bool(found.cause) == (found.state != "in_time")


@given(on=days, ahead=st.integers(1, 60))
def test_without_notice_it_is_due_until_the_last_day_is_over(on: date, ahead: int) -> None:
    today = on - timedelta(days=ahead)
    found = notice(today, on=on)
    assert (found.state == "due") == (ahead >= 7)
    assert not found.cause
