from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.governance import advocacy_counts as counts
from models.governance.advocacy import ADVOCACY_KINDS, Advocacy
from models.governance.voice import REFERENCE_KINDS, REFERENCE_STATES, Reference

TODAY = date(2026, 11, 24)


def told(on, side="partner"):
    return Advocacy(1, 1, "talk", "A talk", on, side)


@pytest.mark.clause("C043")
def test_both_sides_are_counted_by_year_up_to_today():
    log = [
        told(TODAY), told(TODAY + timedelta(days=1)), told(date(2026, 1, 1), "host"),
        told(date(2024, 12, 31)),
    ]  # fmt: skip
    assert counts.by_year(log, TODAY) == ((2026, 1, 1), (2024, 1, 0))
    assert (
        counts.year_words(counts.by_year(log, TODAY)[0]) == "2026: 1 by the partner, 1 by the host"
    )


def test_a_year_without_anything_is_said_too():
    assert counts.by_year([], TODAY) == ((2026, 0, 0),)


@given(some.lists(some.builds(told, some.dates(), some.sampled_from(("partner", "host")))))
def test_nothing_that_was_done_is_lost(log):
    assert sum(y.all for y in counts.by_year(log, TODAY)) == sum(a.on_date <= TODAY for a in log)


@pytest.mark.clause("C007")
def test_a_reference_stands_once_the_customer_agreed_and_not_after_it_was_withdrawn():
    states = ("asked", "agreed", "published", "withdrawn")
    found = [Reference(no, 1, "Airport", state=state) for no, state in enumerate(states)]
    found.append(Reference(9, 1, "Bank", "case_study", "published"))
    assert counts.references(found)[0] == ("reference", 2, 1)
    assert counts.references_words(found) == "2 references, 1 case study, 1 asked for"
    assert counts.references_words([]) == ""


def test_every_word_that_a_record_may_hold_is_said():
    assert set(counts.KIND) == set(ADVOCACY_KINDS)
    assert set(counts.REFERENCE_KIND) == set(REFERENCE_KINDS)
    assert set(counts.REFERENCE_STATE) == set(REFERENCE_STATES)
