"""A file for a calendar, read back by the library that other calendars are built on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from models.governance.calendar_entries import Entry
from reports.calendar_file import render

MADE = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DAY = date(2026, 12, 11)


def back(*entries: Entry, made: datetime = MADE) -> list[Any]:
    return list(Calendar.from_ical(render(entries, made, "Wörter")).walk("VEVENT"))


def test_a_meeting_with_a_time_is_at_that_time_wherever_it_is_looked_at() -> None:
    [event] = back(Entry("meeting-7", "meeting", "Talk", DAY, "09:30", 90, "Zürich, Büro; 3"))
    assert event["dtstart"].dt == datetime(2026, 12, 11, 9, 30)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=90)
    assert (str(event["location"]), str(event["transp"])) == ("Zürich, Büro; 3", "OPAQUE")


def test_what_is_due_on_a_day_takes_the_day_and_nobodys_time() -> None:
    [event] = back(Entry("actions-7", "deadline", "Send terms", DAY))
    assert event["dtstart"].dt == DAY
    assert str(event["transp"]) == "TRANSPARENT"
    assert "dtend" not in event


def test_the_same_entry_of_a_later_file_updates_the_earlier_one() -> None:
    first = back(Entry("meeting-7", "meeting", "Talk", DAY))[0]
    later = back(Entry("meeting-7", "meeting", "Moved", DAY), made=MADE + timedelta(seconds=1))[0]
    assert first["uid"] == later["uid"]
    assert int(later["sequence"]) > int(first["sequence"])
    assert later["last-modified"].dt > first["last-modified"].dt


def test_what_was_called_off_is_taken_out_and_reminds_of_nothing() -> None:
    days = (date(2026, 12, 1),)
    gone, there = back(
        Entry("a", "meeting", "Talk", DAY, reminders=days, cancelled=True),
        Entry("b", "meeting", "Talk", DAY, reminders=days),
    )
    assert (str(gone["status"]), len(gone.walk("VALARM"))) == ("CANCELLED", 0)
    assert (str(there["status"]), len(there.walk("VALARM"))) == ("CONFIRMED", 1)


@pytest.mark.clause("C095")
def test_a_reminder_comes_in_the_morning_of_its_day_whenever_the_meeting_is() -> None:
    for at_time in ("", "16:00"):
        [event] = back(Entry("a", "meeting", "T", DAY, at_time, reminders=(date(2026, 12, 1),)))
        [alarm] = event.walk("VALARM")
        begins = event["dtstart"].dt
        begins = begins if isinstance(begins, datetime) else datetime(2026, 12, 11)
        assert begins + alarm["trigger"].dt == datetime(2026, 12, 1, 9)


@given(st.text(max_size=400))
def test_whatever_is_typed_comes_back_and_no_line_is_too_long(words: str) -> None:
    content = render([Entry("a", "deadline", "T", DAY, detail=words)], MADE)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    [event] = Calendar.from_ical(content).walk("VEVENT")
    kept = "".join(sign for sign in words if sign == "\n" or (ord(sign) >= 32 and ord(sign) != 127))
    assert str(event.get("description", "")).split() == kept.split()
