from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.governance.continuity import ROLES, days_words, strips, words
from models.partner import Contact

FIRST, LAST = date(2025, 11, 25), date(2026, 11, 24)
ONE = timedelta(days=1)
ROLE = "alliance manager"
DAYS = some.none() | some.dates(min_value=date(2024, 1, 1), max_value=date(2028, 3, 1))


def person(name="Ada", since=None, until=None, role=ROLE, side="partner", number=1):
    return Contact(number, 1, name, role, side, since=since, until=until)


def strip(*people, first=FIRST, last=LAST):
    return next(s for s in strips(people, first, last) if (s.side, s.role) == ("partner", ROLE))


def test_a_role_that_nobody_is_known_to_have_held_is_not_on_record():
    found = strip()
    assert (found.vacant, found.stretches, words(found, LAST)) == (None, (), "Not on record")


def test_days_before_the_first_person_are_not_on_record_either():
    found = strip(person(since=LAST - 9 * ONE))
    assert (found.vacant, found.stretches[0].first) == (0, LAST - 9 * ONE)


@pytest.mark.parametrize(
    ("until", "vacant"), [(LAST, 1), (LAST + ONE, 0), (LAST - ONE, 2), (None, 0), (FIRST, 365)]
)
def test_a_role_is_vacant_from_the_day_on_which_it_was_left(until, vacant):
    assert strip(person(until=until)).vacant == vacant


def test_somebody_who_left_before_the_year_leaves_all_of_it_vacant():
    found = strip(person(since=date(2020, 1, 1), until=date(2025, 3, 1)))
    assert found.vacant == (LAST - FIRST).days + 1
    assert words(found, LAST) == "Vacant 365 days, now since 25 Nov 2025"


def test_a_gap_between_two_people_is_told_with_its_days():
    ada = person(since=None, until=date(2026, 3, 1))
    bo = person("Bo", since=date(2026, 3, 11), number=2)
    found = strip(ada, bo)
    assert [one.names for one in found.stretches] == [("Ada",), (), ("Bo",)]
    assert words(found, LAST) == "Vacant 10 days, last 1 Mar 2026 to 10 Mar 2026"


def test_two_people_at_once_are_one_stretch_with_both_names():
    found = strip(person(), person("Bo", since=date(2026, 5, 1), number=2))
    assert [one.names for one in found.stretches] == [("Ada",), ("Ada", "Bo")]
    assert found.now == ("Ada", "Bo")


def test_whoever_left_before_having_begun_held_nothing():
    assert strip(person(since=date(2026, 5, 2), until=date(2026, 5, 2))).vacant is None


def test_the_day_that_a_leap_year_has_more_counts():
    first, last = date(2024, 2, 28), date(2024, 3, 1)
    assert strip(person(until=date(2024, 2, 29)), first=first, last=last).vacant == 2


def test_every_role_has_its_strip_and_other_people_are_in_none():
    found = strips([person(role="other"), person(side="host")], FIRST, LAST)
    assert [(one.side, one.role) for one in found] == [(side, role) for side, role, _ in ROLES]
    assert [one.vacant for one in found] == [None, None, None, None, 0]


@given(some.lists(some.tuples(some.sampled_from("ABC"), DAYS, DAYS), max_size=6))
def test_a_strip_says_of_each_day_who_was_there(rows):
    people = [person(name, since, until, number=no) for no, (name, since, until) in enumerate(rows)]
    found = strip(*people)
    told: dict[date, tuple[str, ...]] = {}
    for one in found.stretches:
        assert one.first <= one.last
        for by in range(one.days):
            assert told.setdefault(one.first + by * ONE, one.names) is one.names
    if found.stretches:
        days = sorted(told)
        assert days[-1] == LAST
        assert len(days) == (LAST - days[0]).days + 1
        assert found.vacant == sum(not names for names in told.values())
        assert all(a.names != b.names for a, b in pairwise(found.stretches))
    for by in range((LAST - FIRST).days + 1):
        day = FIRST + by * ONE
        there = {
            one.name for one in people
            if one.in_place_on(day) and not (one.since and one.until and one.until <= one.since)
        }  # fmt: skip
        assert set(told.get(day, ())) == there


def test_how_many_days_were_vacant_in_all_is_said() -> None:
    gone = person(until=LAST - ONE)
    found = strips([gone, person(role="executive sponsor", side="host")], FIRST, LAST)
    assert days_words(found, LAST) == (
        "2 days vacant in all, 3 roles not on record; vacant on 24 Nov 2026: "
        "partner’s alliance manager"
    )
    assert days_words(found[4:], LAST) == "No day was vacant, 1 role not on record"
