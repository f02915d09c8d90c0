"""The sample's meetings: announced in time, late or not at all, and what people said of that."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import resources
from models.governance.meetings import Attendee, Infraction, Meeting
from models.governance.notice import notice_of
from models.governance.rules import USUAL_RULES
from models.ids import derived_id
from models.names import fold
from models.partner import Contact
from models.program.terms import Calendar
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on

Day = Callable[[str, date], date]
_MADE_BEFORE = timedelta(days=30)


def add(portfolio: Portfolio, as_of: date, day: Day) -> None:
    """Put the meetings of meetings.toml, all made up, beside the sample's partners (inside a
    change); the same day always gives the same rows.
    """
    told = tomllib.loads(resources.path("sample/meetings.toml").read_text(encoding="utf-8"))
    calendar = terms_on(portfolio, as_of).calendar
    for entry in told["meetings"]:
        for record in _records(portfolio, entry, as_of, day, calendar):
            records.add(portfolio, record)


def _records(
    portfolio: Portfolio, entry: Mapping[str, Any], as_of: date, day: Day, calendar: Calendar
) -> Iterator[records.Record]:
    partner = derived_id("sample", "partners", fold(entry["partner"]))
    meeting_id = derived_id("sample", "meetings", str(partner), entry["key"])
    plain = ("title", "at_time", "minutes", "place", "with_whom", "state", "notice_how", "agenda",
             "notes")  # fmt: skip
    on = day(entry["on_date"], as_of)
    days: dict[str, Any] = {
        name: day(entry[name], as_of) for name in ("notice_on", "briefed_on") if name in entry
    }
    meeting = Meeting(
        meeting_id, partner, entry.get("kind", "meeting"), on,
        **{name: entry[name] for name in plain if name in entry},
        **days, made_on=min(as_of, days.get("notice_on", on)) - _MADE_BEFORE,
    )  # fmt: skip
    yield meeting
    known = {one.name: one for one in records.find(portfolio, Contact, partner_id=partner)}
    for place, (name, role, side) in enumerate(entry.get("people", ())):
        contact = known.get(name)
        yield Attendee(
            derived_id("sample", "attendees", str(meeting_id), str(place)), partner, meeting_id,
            name, role, side, contact.id if contact else 0,
        )  # fmt: skip
    if "decided" in entry:
        said = entry["decided"]
        found = notice_of(meeting, calendar, USUAL_RULES, as_of)
        yield Infraction(
            derived_id("sample", "infractions", str(meeting_id)), partner, meeting_id,
            said["state"], found.cause, on, day(said["on"], as_of), said["by"], said["reason"],
        )  # fmt: skip
