"""Entries as an iCalendar file that any calendar reads, and updates by when it comes again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from models.governance.calendar_entries import Entry

ENDING = ".ics"
_HOUSE = "alliance-desk"
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)  # a file's number, in seconds, fits in 31 bits to 2088
_CATEGORY = {"meeting": "Meeting", "deadline": "Deadline", "review": "Review"}


def render(entries: Sequence[Entry], made_at: datetime, name: str = "Alliance Desk") -> bytes:
    """The file's content; `made_at` has its zone and tells which of two files is the newer one.

    A meeting with a time is at that time wherever it is looked at: no zone is known of it.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{_HOUSE}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(name))
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}.{_HOUSE}")
        event.add("dtstamp", made_at)
        event.add("last-modified", made_at)
        # The same entry of a later file is the newer one, also where only numbers are looked at.
        event.add("sequence", int((made_at - _BEGAN).total_seconds()))
        event.add("summary", _plain(entry.title))
        event.add("categories", [_CATEGORY[entry.kind]])
        if entry.at_time:
            event.add("dtstart", entry.begins)
            if entry.minutes:
                event.add("dtend", entry.begins + timedelta(minutes=entry.minutes))
        else:
            event.add("dtstart", entry.on)  # without an end it takes the whole day
        if entry.place:
            event.add("location", _plain(entry.place))
        if entry.detail:
            event.add("description", _plain(entry.detail))
        meeting = entry.kind == "meeting" and bool(entry.at_time)
        event.add("transp", "OPAQUE" if meeting else "TRANSPARENT")
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        if not entry.cancelled:
            for before in entry.before():
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", _plain(entry.title))
                alarm.add("trigger", before)
                event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _plain(words: str) -> str:
    """Without signs that no line of such a file may hold."""
    return "".join(sign for sign in words if sign == "\n" or (ord(sign) >= 32 and ord(sign) != 127))
