from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.governance import enablement
from models.governance.advocacy import TrainingSession
from models.governance.enablement import gaps, grid, year_to
from models.governance.voice import AUDIENCES, TOPICS
from models.partner import TRAINING_KINDS, Training

TODAY = date(2026, 11, 24)
FIRST = date(2025, 11, 25)
ONE = timedelta(days=1)


def session(on, audience="engineers", topic="integration", people=5, number=1):
    return TrainingSession(number, 1, on, audience, topic, people=people)


@pytest.mark.clause("C028")
@pytest.mark.parametrize(
    ("on", "counts"),
    [(FIRST - ONE, 0), (FIRST, 1), (FIRST + ONE, 1), (TODAY, 1), (TODAY + ONE, 0)],
)
def test_a_session_counts_for_twelve_months_and_not_before_it_was_held(on, counts):
    assert grid([session(on)], [], TODAY).cell("engineers", "integration").sessions == counts


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2024, 2, 28), date(2023, 3, 1)),
        (date(2025, 12, 31), date(2025, 1, 1)),
    ],
)
def test_twelve_months_end_with_the_day_also_in_a_leap_year(day, first):
    assert year_to(day) == first


@given(some.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_twelve_months_have_all_days_of_a_year(day):
    assert 364 <= (day - year_to(day)).days <= 365


@pytest.mark.clause("C003")
@pytest.mark.clause("C026")
def test_people_of_sessions_add_up_and_a_person_of_courses_counts_once():
    courses = [
        Training(1, 1, "Ada Moor", "standard MSS delivery", "One", TODAY - 40 * ONE),
        Training(2, 1, "ada  moor", "custom MSS delivery", "Two", TODAY - 30 * ONE),
        Training(3, 1, "Bo Lind", "standard MSS delivery", "One", None),
    ]
    held = [session(TODAY, "delivery", "offering", 12), session(TODAY, "delivery", "offering", 8)]
    cell = grid(held, courses, TODAY).cell("delivery", "offering")
    assert (cell.sessions, cell.people, cell.courses, cell.last) == (2, 20, 1, TODAY)
    assert enablement.cell_words(cell) == "2 sessions, 20 people; 1 person by courses"


@pytest.mark.clause("C004")
@pytest.mark.clause("C029")
def test_a_sales_course_is_of_sellers_on_selling():
    cell = grid([], [Training(1, 1, "Ada", "sales", "", TODAY)], TODAY).cell("sellers", "selling")
    assert (cell.courses, cell.empty) == (1, False)


def test_every_kind_of_the_training_list_has_its_cell():
    assert set(enablement.OF_KIND) == set(TRAINING_KINDS)
    assert all(a in AUDIENCES and t in TOPICS for a, t in enablement.OF_KIND.values())


@pytest.mark.clause("C027")
def test_blanks_are_said_in_words():
    held = [session(TODAY, "sellers", "selling"), session(TODAY, "sellers", "offering")]
    held += [session(TODAY, audience, topic) for audience in AUDIENCES[2:] for topic in TOPICS]
    assert gaps(grid(held, [], TODAY)) == (
        "Sellers: nothing on integration",
        "Consultants: nothing at all",
    )


@given(
    some.lists(
        some.builds(
            session,
            some.dates(min_value=date(2025, 1, 1), max_value=date(2027, 1, 1)),
            some.sampled_from(AUDIENCES),
            some.sampled_from(TOPICS),
            some.integers(0, 500),
        ),
        max_size=30,
    )
)
def test_the_grid_loses_nobody_of_its_months(held):
    found = grid(held, [], TODAY)
    inside = [one for one in held if FIRST <= one.on_date <= TODAY]
    assert found.sessions == len(inside)
    assert found.people == sum(one.people for one in inside)
    assert found.covered == len({(one.audience, one.topic) for one in inside})
