"""What a pack tells of meetings: those ahead with their notices, and how the year's came out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.governance.meetings import Infraction, Meeting
from models.governance.rules import Rules
from models.governance.told import NoticeRecord, Planned
from models.partner import Partner
from models.store import pack_meetings, records
from models.store.governance_rules import set_rules
from models.store.portfolio import Portfolio, create
from models.store.programs import terms_on

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            records.add(made, Partner(1, "One"))
        yield made


def put(portfolio: Portfolio, at: int, on: date, **values: Any) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Meeting(at, 1, "meeting", on, **values))


@pytest.mark.clause("C095")
def test_planned_meetings_are_told_from_the_day_on(portfolio: Portfolio) -> None:
    put(portfolio, 1, date(2026, 12, 10), title="With the managers", place="Bern")
    put(portfolio, 2, DAY, with_whom="others")
    put(portfolio, 3, date(2026, 12, 20), notice_on=DAY)
    put(portfolio, 4, date(2026, 11, 23))
    put(portfolio, 5, date(2026, 12, 5), state="cancelled")
    assert pack_meetings.planned(portfolio, 1, DAY) == (
        Planned(DAY, "meeting", "Meeting", "", None),
        Planned(date(2026, 12, 10), "meeting", "With the managers", "Bern", date(2026, 12, 3)),
        Planned(date(2026, 12, 20), "meeting", "Meeting", "", None),
    )


def test_a_meeting_that_was_held_since_was_planned_on_the_day(portfolio: Portfolio) -> None:
    put(portfolio, 1, date(2026, 12, 10), state="held", made_on=DAY)
    put(portfolio, 2, date(2026, 12, 11), state="held", made_on=date(2026, 11, 25))
    told = pack_meetings.planned(portfolio, 1, DAY)
    assert [(one.on, one.notice_by) for one in told] == [(date(2026, 12, 10), date(2026, 12, 3))]


@pytest.mark.clause("A20")
@pytest.mark.clause("A22")
def test_the_portfolios_own_intervals_go_before_the_programs(portfolio: Portfolio) -> None:
    terms = terms_on(portfolio, DAY)
    assert pack_meetings.calendar(portfolio, terms) == terms.calendar
    set_rules(portfolio, Rules(working_days=True, review_months={"gold": 4}))
    found = pack_meetings.calendar(portfolio, terms)
    assert (found.notice_days, found.working_days) == (terms.calendar.notice_days, True)
    assert (found.review_months["gold"], found.review_months["platinum"]) == (4, 6)


def test_an_infraction_of_another_year_or_of_a_later_day_is_none_of_the_years(
    portfolio: Portfolio,
) -> None:
    put(portfolio, 1, date(2026, 5, 20), state="held", notice_on=date(2026, 5, 13))
    for at, of, decided in ((1, 2025, DAY), (2, 2026, date(2026, 11, 25))):
        records.add(portfolio, Infraction(at, 1, at, "confirmed", "Late", date(of, 6, 20), decided))
    told = pack_meetings.notices(portfolio, 1, DAY)
    assert told is not None
    assert told.confirmed == 0


@pytest.mark.clause("C097")
def test_the_years_notices_are_counted_with_what_was_confirmed(portfolio: Portfolio) -> None:
    assert pack_meetings.notices(portfolio, 1, DAY) is None
    put(portfolio, 1, date(2026, 5, 20), state="held", notice_on=date(2026, 5, 13))
    put(portfolio, 2, date(2026, 6, 20), state="held", notice_on=date(2026, 6, 14))
    put(portfolio, 3, date(2026, 7, 20), state="held")
    put(portfolio, 4, date(2025, 7, 20), state="held")
    with portfolio.change("Decide"):
        records.add(portfolio, Infraction(1, 1, 2, "confirmed", "Late", date(2026, 6, 20), DAY))
    told = pack_meetings.notices(portfolio, 1, DAY)
    assert told == NoticeRecord(date(2026, 1, 1), 1, 1, 1, 1)
