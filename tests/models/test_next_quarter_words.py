from datetime import date, timedelta

import pytest

from models.action import Action
from models.commitments import owed
from models.next_quarter import Day
from models.next_quarter_words import conclusion, support

DAY = date(2022, 1, 5)
ONE = timedelta(days=1)
WINDOW = Day(date(2022, 4, 1), "measure", "The pipeline window moves", "", "C061")
MEASURE = Day(date(2022, 1, 10), "measure", "Measurement of Aggregate TCV", "", "C065")
MEETING = Day(date(2022, 1, 20), "meeting", "Business review", "", "C041")
PERSON = Day(date(2022, 1, 6), "ends", "Ada: last day")


def todo(*due: date | None):
    actions = [
        Action(n, 1, f"Act {n}", side=("host", "partner")[n % 2], due_on=on)
        for n, on in enumerate(due)
    ]
    return owed(actions, DAY, DAY + 90 * ONE)


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ((), "Nothing is agreed for the next 13 weeks yet"),
        ((DAY,), "One commitment falls due in the next 13 weeks"),
        ((DAY, DAY + ONE), "Two commitments fall due in the next 13 weeks"),
        ((DAY, DAY - ONE),
         "One commitment falls due in the next 13 weeks and one is carried over late"),
        ((DAY, DAY - ONE, DAY - ONE),
         "One commitment falls due in the next 13 weeks and two are carried over late"),
        ((DAY - ONE,), "One commitment is carried over late and nothing new has a day"),
        ((DAY - ONE, DAY - ONE),
         "Two commitments are carried over late and nothing new has a day"),
        ((None,), "One commitment waits for a day"),
        ((None, None), "Two commitments wait for a day"),
    ],
)  # fmt: skip
def test_the_conclusion_counts_what_is_owed(due, sentence):
    assert conclusion(todo(*due), ()) == sentence


@pytest.mark.parametrize(
    ("days", "end"),
    [
        ((PERSON,), "yet"),
        ((PERSON, WINDOW), "yet; the pipeline window moves on 1 Apr 2022"),
        ((WINDOW, MEASURE), "yet; measurement of Aggregate TCV on 10 Jan 2022"),
        ((WINDOW, MEASURE, MEETING), "yet; business review on 20 Jan 2022"),
    ],
)
def test_the_day_that_decides_most_is_named(days, end):
    assert conclusion((), days).endswith(end)


def test_the_support_says_for_whom_until_when_and_what_comes_first():
    assert support(todo(DAY, DAY, None), (PERSON, MEETING), DAY) == (
        "Until 3 Apr 2022, 13 weeks; 2 for the host, 1 for the partner."
        " First day to keep in mind: 6 Jan 2022 (Ada: last day). 1 commitment has no day yet."
    )
    assert support((), (), DAY) == "Until 3 Apr 2022, 13 weeks."
