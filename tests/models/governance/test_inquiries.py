from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.governance import inquiries
from models.governance.advocacy import INQUIRY_KINDS, Inquiry

CAME = date(2026, 2, 26)
ONE = timedelta(days=1)
ASKED = Inquiry(1, "program", CAME)


@pytest.mark.clause("C099")
@pytest.mark.parametrize(
    ("days", "late", "words"),
    [
        (0, False, "New today, 5 days left"),
        (4, False, "Open 4 days, 1 day left"),
        (5, False, "Open 5 days, due today"),
        (6, True, "Open 6 days, 1 over"),
    ],
)
def test_an_open_inquiry_is_late_after_the_days_that_an_answer_may_take(days, late, words):
    found = inquiries.age(ASKED, 5, CAME + days * ONE)
    assert (found.days, found.open, found.late, found.words) == (days, True, late, words)


def test_an_answer_stops_the_clock():
    found = inquiries.age(replace(ASKED, answered_on=CAME + 2 * ONE), 5, CAME + 99 * ONE)
    assert (found.days, found.open, found.late) == (2, False, False)
    assert found.words == "Answered after 2 days"
    assert inquiries.age(replace(ASKED, answered_on=CAME), 5, CAME).words == "Answered the same day"


def test_an_answer_of_no_days_is_due_on_the_day_itself():
    assert inquiries.age(ASKED, 0, CAME).words == "New today, due today"
    assert inquiries.age(ASKED, 0, CAME + ONE).late


def test_what_waits_is_counted():
    known = [ASKED, replace(ASKED, id=2, answered_on=CAME), replace(ASKED, id=3, received_on=CAME)]
    found = inquiries.counts(known, 5, CAME + 6 * ONE)
    assert found == (3, 2, 2)
    assert inquiries.counts_words(found, 5) == "3 inquiries · 2 open · 2 for more than 5 days"
    assert inquiries.counts_words(inquiries.counts([], 5, CAME), 5) == "Nothing came in yet"


def test_each_of_the_three_kinds_has_its_words():
    assert set(inquiries.KIND) == set(INQUIRY_KINDS)
