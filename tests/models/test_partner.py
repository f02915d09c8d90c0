from __future__ import annotations

from datetime import date, timedelta

from models.partner import Contact

DAY = timedelta(days=1)
FIRST, LEFT = date(2026, 1, 5), date(2026, 6, 1)


def test_a_person_is_in_place_from_the_first_day_to_the_one_before_leaving() -> None:
    person = Contact(1, 1, "Sam", "alliance manager", since=FIRST, until=LEFT)
    days = (FIRST - DAY, FIRST, LEFT - DAY, LEFT)
    assert [person.in_place_on(day) for day in days] == [False, True, True, False]


def test_a_person_without_days_is_always_in_place() -> None:
    assert Contact(1, 1, "Sam", "alliance manager").in_place_on(date.min)
