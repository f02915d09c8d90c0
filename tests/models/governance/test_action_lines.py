"""An action says what it is about and how it stands on a day."""

from datetime import date, timedelta

import pytest

from models.action import Action
from models.governance.action_lines import About, line_of, ranked

TODAY = date(2026, 11, 24)


def line(number: int = 1, **more):
    return line_of(Action(number, 1, f"Do {number}", **more), "Northwind", About(), TODAY)


@pytest.mark.clause("C038")
@pytest.mark.parametrize(
    ("days", "late", "words", "tone"),
    [
        (-2, 2, "2 days late", "short"),
        (-1, 1, "1 day late", "short"),
        (0, 0, "Due today", "at_risk"),
        (1, 0, "In 1 day", "at_risk"),
        (7, 0, "In 7 days", "at_risk"),
        (8, 0, "Open", "no_data"),
    ],
)
def test_an_open_action_is_late_from_the_day_after_its_due_day(days, late, words, tone):
    told = line(due_on=TODAY + timedelta(days=days))
    assert (told.late, told.standing, told.tone) == (late, words, tone)


def test_what_is_done_or_dropped_is_never_late():
    old = TODAY - timedelta(days=90)
    done = line(state="done", due_on=old, done_on=TODAY)
    dropped = line(state="dropped", due_on=old)
    assert (done.late, done.standing, done.tone) == (0, "Done 24 Nov 2026", "met")
    assert (dropped.late, dropped.standing, dropped.open) == (0, "Dropped", False)


@pytest.mark.clause("C038")
def test_open_ones_come_first_by_priority_then_by_day():
    later, soon = TODAY + timedelta(days=9), TODAY
    lines = [
        line(1, state="done", priority=1), line(2, priority=2, due_on=later),
        line(3, priority=2, due_on=soon), line(4, priority=3), line(5, priority=1),
    ]  # fmt: skip
    assert [one.id for one in ranked(lines)] == [5, 3, 2, 4, 1]
