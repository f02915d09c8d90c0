"""What goes into a calendar: meetings of the year with their notices, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.action import Action
from models.errors import UserError
from models.governance.calendar_entries import Entry
from models.governance.meetings import Attendee, Meeting
from models.partner import Agreement, Partner
from models.store import calendar_entries, meetings, records
from models.store.deleted_meetings import deleted_meetings
from models.store.portfolio import Portfolio, create

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            for one in (
                Partner(1, "One"), Partner(2, "Two"),
                Meeting(1, 1, "meeting", date(2026, 12, 11), "Talk", notes="Our own words"),
                Attendee(1, 1, 1, "Ada Brandt", "sponsor"),
                Meeting(2, 1, "meeting", date(2025, 12, 11), "Last year"),
                Meeting(3, 2, "meeting", date(2026, 12, 12), "Another’s"),
                Meeting(4, 1, "meeting", date(2026, 12, 20), "Told", notice_on=DAY),
                Action(1, 1, "Send terms", due_on=date(2026, 12, 1)),
                Action(2, 1, "Sent", due_on=date(2026, 12, 1), state="done", done_on=DAY),
                Agreement(1, 1, "nda", date(2025, 1, 1), date(2027, 1, 1)),
            ):  # fmt: skip
                records.add(made, one)
        yield made


def by_key(found: tuple[Entry, ...]) -> dict[str, Entry]:
    return {one.key: one for one in found}


@pytest.mark.clause("C095")
def test_a_meeting_brings_the_last_day_for_its_notice_with_its_reminders(
    portfolio: Portfolio,
) -> None:
    found = by_key(calendar_entries.of_partner(portfolio, 1, DAY))
    assert found["meeting-1"].reminders == (date(2026, 12, 1), date(2026, 12, 3))
    assert (found["notice-1"].on, found["notice-1"].cancelled) == (date(2026, 12, 4), False)
    assert found["notice-4"].cancelled  # it was given, and goes out of the calendar
    assert "Ada Brandt" in found["meeting-1"].detail
    assert "Our own words" not in found["meeting-1"].detail


def test_a_partner_has_its_own_year_alone_and_all_have_everybodys(portfolio: Portfolio) -> None:
    own = by_key(calendar_entries.of_partner(portfolio, 1, DAY))
    assert {"meeting-2", "meeting-3"}.isdisjoint(own)
    assert "meeting-3" in by_key(calendar_entries.of_all(portfolio, DAY))


def test_what_is_due_is_there_and_what_is_done_goes_out(portfolio: Portfolio) -> None:
    found = by_key(calendar_entries.of_partner(portfolio, 1, DAY))
    assert found["actions-1"].title.endswith("Action, Send terms")
    assert found["actions-2"].cancelled
    assert any(one.on == date(2027, 1, 1) for one in found.values())


def test_chosen_meetings_come_alone_and_one_that_is_gone_is_said(portfolio: Portfolio) -> None:
    found = calendar_entries.of_meetings(portfolio, [3], DAY)
    assert [one.key for one in found] == ["notice-3", "meeting-3"]
    with pytest.raises(UserError, match="not there any more"):
        calendar_entries.of_meetings(portfolio, [99], DAY)


def test_a_deleted_meeting_is_taken_out_of_calendars_until_undo_brings_it_back(
    portfolio: Portfolio,
) -> None:
    meetings.delete(portfolio, [1, 3])
    found = by_key(calendar_entries.of_partner(portfolio, 1, DAY))
    assert (found["meeting-1"].cancelled, found["meeting-1"].title) == (True, "One: Talk")
    assert found["notice-1"].cancelled
    assert "meeting-3" not in found  # another partner's
    assert by_key(calendar_entries.of_all(portfolio, DAY))["meeting-3"].cancelled
    portfolio.undo()
    assert not by_key(calendar_entries.of_partner(portfolio, 1, DAY))["meeting-1"].cancelled


def test_a_deleted_meeting_is_withdrawn_as_it_last_was_while_its_day_is_to_come(
    portfolio: Portfolio,
) -> None:
    meetings.set_meeting(portfolio, 1, DAY, on_date=date(2026, 12, 18), title="Moved")
    meetings.delete(portfolio, [1])
    last = date(2026, 12, 18)
    [told] = deleted_meetings(portfolio, last)
    assert (told.title, told.on_date) == ("Moved", last)
    assert deleted_meetings(portfolio, date(2026, 12, 19)) == ()
    assert "meeting-1" in by_key(calendar_entries.of_all(portfolio, last))
    assert "meeting-1" not in by_key(calendar_entries.of_all(portfolio, date(2026, 12, 19)))
