from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.periods import (
    before,
    due_on,
    of_answer,
    opens_on,
    period,
    period_label,
    period_of,
    plain_key,
)
from models.checklist.template import Template
from models.errors import UserError

DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))


def template(every: str, *, opens: int | None = None, due: int = 0) -> Template:
    return Template("a", "A", 1, "", every, "all", (), opens=opens, due=due)


@given(DAYS, st.sampled_from(["quarter", "year"]))
@pytest.mark.clause("C055")
def test_a_day_lies_in_its_period_and_the_one_before_ends_a_day_earlier(
    day: date, every: str
) -> None:
    found = period_of(every, day)
    assert found is not None
    assert found.first <= day <= found.last
    assert period(found.key) == found
    assert period(before(found.key)).last == found.first - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q3"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_quarter_ends_with_its_last_day(day: date, key: str) -> None:
    found = period_of("quarter", day)
    assert found is not None
    assert found.key == key


def test_what_is_done_once_has_no_period() -> None:
    assert period_of("once", date(2026, 1, 1)) is None
    assert before("") == ""
    assert period_label("") == ""
    assert opens_on(template("once"), "") is None
    assert due_on(template("once", due=60), "", date(2026, 1, 1)) == date(2026, 3, 2)


def test_days_are_counted_from_the_end_of_the_period() -> None:
    yearly = template("year", opens=-91, due=-10)
    assert opens_on(yearly, "2026") == date(2026, 10, 1)
    assert due_on(yearly, "2026", date(2026, 11, 1)) == date(2026, 12, 21)
    assert opens_on(template("quarter"), "2026-Q4") == date(2026, 10, 1)


@pytest.mark.parametrize("key", ["2026-Q5", "26", "2026-4", "Q4 2026", "0000", "9999-Q4", "2026\n"])
def test_what_is_no_period_is_refused_with_a_way_to_write_it(key: str) -> None:
    with pytest.raises(UserError, match="2026-Q4"):
        period(key)


def test_a_period_reads_as_people_say_it() -> None:
    assert (period_label("2026-Q4"), period_label("2026")) == ("Q4 2026", "2026")


@pytest.mark.parametrize(
    ("key", "last"), [("2026", "2025"), ("2026-Q1", "2025-Q4"), ("2026-Q3", "2026-Q2")]
)
def test_the_period_before_is_of_the_same_length(key: str, last: str) -> None:
    assert before(key) == last


@pytest.mark.parametrize(
    ("key", "number", "found", "label"),
    [("2026-Q4", 1, "2026-Q4", "Q4 2026"), ("2026-Q4", 2, "2026-Q4.2", "Q4 2026, answer 2"),
     ("2026-Q4.2", 3, "2026-Q4.3", "Q4 2026, answer 3"), ("2026", 12, "2026.12",
     "2026, answer 12")],
)  # fmt: skip
def test_each_respondent_of_a_survey_has_a_period_of_its_own(
    key: str, number: int, found: str, label: str
) -> None:
    made = of_answer(key, number)
    assert (made, period_label(made)) == (found, label)
    assert plain_key(made) == plain_key(key)
    assert (period(made).first, period(made).last) == (period(key).first, period(key).last)
    assert plain_key(before(made)) == before(plain_key(key))


@pytest.mark.parametrize("key", ["2026-Q4.", "2026-Q4.1", "2026-Q4.0", "2026-Q4.02", "2026-Q4.100"])
def test_a_number_that_no_respondent_has_is_no_period(key: str) -> None:
    with pytest.raises(UserError, match="is no period"):
        period(key)
