"""Risks and issues are ranked by level and weight, and drawn on a grid of five by five."""

from datetime import date, timedelta

import pytest

from models.governance.concern_lines import grid, line_of, ranked
from models.governance.escalation import clock
from models.governance.grade import grade
from models.governance.register import Concern, EscalationStep
from models.governance.rules import USUAL_RULES

TODAY = date(2026, 11, 24)


def line(number: int = 1, level: int = 0, days: int = 0, **more):
    concern = Concern(number, 1, more.pop("kind", "risk"), f"Trouble {number}", TODAY, **more)
    on = TODAY - timedelta(days=days)
    steps = [EscalationStep(number, 1, number, level, on)] if level else []
    return line_of(concern, "Northwind", steps, clock(steps, USUAL_RULES, TODAY), TODAY)


@pytest.mark.parametrize(
    ("product", "tone"), [(7, "met"), (8, "at_risk"), (14, "at_risk"), (15, "short")]
)
def test_how_grave_a_risk_is_goes_by_likelihood_times_impact(product, tone):
    assert grade(product) == tone


def test_an_issue_is_there_already_and_weighs_as_the_surest_risk():
    assert line(kind="issue", likelihood=1, impact=3).weight == 15
    assert line(likelihood=1, impact=3).weight == 3


def test_the_highest_level_comes_first_then_the_gravest_and_what_is_closed_last():
    lines = [
        line(1, impact=5, likelihood=5, state="closed"), line(2, impact=1),
        line(3, impact=5), line(4, level=1, impact=1), line(5, level=2, impact=1),
    ]  # fmt: skip
    assert [one.id for one in ranked(lines)] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(("days", "late"), [(14, 0), (15, 1)])
def test_a_clock_that_is_past_makes_a_concern_late(days, late):
    told = line(level=2, days=days)
    assert told.late == late
    assert told.standing.startswith("Level 2, ")


@pytest.mark.parametrize(("days", "late"), [(0, 0), (1, 1)])
def test_a_concern_is_late_from_the_day_after_it_was_to_be_looked_at(days, late):
    assert line(due_on=TODAY - timedelta(days=days)).late == late


def test_a_clock_stops_when_the_concern_is_closed():
    told = line(level=2, days=99, state="closed", closed_on=TODAY)
    assert (told.escalation, told.late, told.tone) == (None, 0, "met")
    assert told.standing == "Closed 24 Nov 2026"


def test_the_grid_holds_open_risks_and_no_issue():
    lines = [
        line(1, likelihood=2, impact=4), line(2, likelihood=2, impact=4),
        line(3, kind="issue"), line(4, state="closed"),
    ]  # fmt: skip
    assert {place: len(some) for place, some in grid(lines).items()} == {(2, 4): 2}
