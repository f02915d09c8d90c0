"""What a pack tells of meetings: those ahead with their notices, and how the year's came out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.governance.meetings import Infraction, Meeting
from models.governance.told import NoticeRecord, Planned
from models.partner import Partner
from models.store import pack_meetings, records
from models.store.portfolio import Portfolio, create

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            records.add(made, Partner(1, "One"))
        yield made


def put(portfolio: Portfolio, at: int, on: date, **values: object) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Meeting(at, 1, "meeting", on, **values))  # type: ignore[arg-type]


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
