"""A pack is offered the meeting it is for, and a briefing that is issued is noted with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.governance.meetings import Attendee, Meeting
from models.pack_plan import PackPlan
from models.partner import Partner
from models.store import meeting_packs, packs, records
from models.store.pack_plans import wanted
from models.store.portfolio import Portfolio, create
from tests.models.store.test_packs import pack

TODAY = date(2026, 11, 24)
NEXT, REVIEW = date(2026, 12, 3), date(2026, 12, 18)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            for one in (
                Partner(1, "Acme"),
                Meeting(1, 1, "business_review", date(2026, 11, 23)),
                Meeting(2, 1, "meeting", date(2026, 11, 30), state="cancelled"),
                Meeting(3, 1, "meeting", NEXT, "Staffing", place="Bern"),
                Meeting(4, 1, "business_review", REVIEW),
                Attendee(1, 1, 3, "Kim", "alliance manager", "host"),
                Attendee(2, 1, 3, "Ada Brandt", "sponsor"),
            ):
                records.add(made, one)
        yield made


@pytest.mark.clause("C041")
@pytest.mark.parametrize(
    ("kind", "day"),
    [("full", REVIEW), ("short", REVIEW), ("mid_year", REVIEW), ("briefing", NEXT)],
)
def test_the_next_planned_meeting_of_its_kind_is_offered(
    portfolio: Portfolio, kind: str, day: date
) -> None:
    found = meeting_packs.offer(portfolio, 1, kind, TODAY)
    assert found is not None
    assert found.meeting_on == day
    assert meeting_packs.offer(portfolio, 1, "pipeline_review", TODAY) is None


def test_an_offer_that_is_taken_fits_and_leaves_the_rest_of_the_plan(portfolio: Portfolio) -> None:
    found = meeting_packs.offer(portfolio, 1, "briefing", TODAY)
    assert found is not None
    plan = PackPlan(kind="briefing", place="Elsewhere", left_out=("tier",))
    assert not found.fits(plan)
    taken = found.taken(plan)
    assert found.fits(taken)
    assert (taken.place, taken.attendees) == (
        "Bern",
        ("Ada Brandt, sponsor", "Kim, alliance manager"),
    )
    assert taken.left_out == ("tier",)


@pytest.mark.clause("C096")
def test_a_briefing_is_filled_from_a_meeting_and_noted_there_once_it_is_issued(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Fill the briefing"):
        meeting_packs.fill_plan(portfolio, 3, "briefing")
    assert wanted(portfolio, 1, "briefing").plan.meeting_on == NEXT
    with portfolio.change("Issue"):
        packs.issue(portfolio, pack(kind="briefing", meeting_on=NEXT))
    briefed = {one.id: one.briefed_on for one in records.find(portfolio, Meeting)}
    assert briefed == {1: None, 2: None, 3: records.written_on(portfolio), 4: None}
    portfolio.undo()
    assert records.get(portfolio, Meeting, 3).briefed_on is None


@pytest.mark.clause("C096")
def test_another_pack_or_a_second_briefing_leaves_the_day_as_it_is(portfolio: Portfolio) -> None:
    with portfolio.change("Issue"):
        packs.issue(portfolio, pack(kind="full", meeting_on=NEXT))
        assert records.get(portfolio, Meeting, 3).briefed_on is None
        records.update(portfolio, Meeting, 3, briefed_on=date(2026, 11, 2))
        packs.issue(portfolio, pack("two", kind="briefing", meeting_on=NEXT))
    assert records.get(portfolio, Meeting, 3).briefed_on == date(2026, 11, 2)
