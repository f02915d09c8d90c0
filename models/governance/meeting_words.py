"""What meetings, their notice and the people at them are called, and times of day as typed."""

import re
from collections.abc import Mapping

from models.errors import UserError
from models.governance.meetings import Meeting
from models.governance.notice import Notice
from models.text import weekday_text as weekday_text  # told from here as well

KINDS: Mapping[str, str] = {
    "meeting": "Meeting",
    "business_review": "Business review",
    "pipeline_review": "Pipeline review",
    "roadmap": "Roadmap session",
    "workshop": "Workshop",
}
STATES: Mapping[str, str] = {"planned": "Planned", "held": "Held", "cancelled": "Cancelled"}
WHOM: Mapping[str, str] = {
    "managers": "Its security managers",
    "executives": "Its executives elsewhere",
    "alliance_manager": "Its alliance manager alone",
    "others": "Others of the host",
}
NOTICES: Mapping[str, str] = {
    "due": "Notice due",
    "in_time": "In time",
    "late": "Late",
    "missing": "Missing",
    "not_needed": "Not needed",
}
ADVISED = "Advised"
FINDINGS: Mapping[str, str] = {
    "proposed": "Infraction proposed",
    "confirmed": "Infraction confirmed",
    "dismissed": "Infraction dismissed",
    "reopened": "Re-opened",
}
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*h?\s*(am|pm)?$")
MOST_MINUTES = 24 * 60


def title_of(meeting: Meeting) -> str:
    """Its title, or what kind of meeting it is."""
    return meeting.title or KINDS[meeting.kind]


def when(meeting: Meeting) -> str:
    """Day and time: "Wed 13 May 2026, 10:00"."""
    day = weekday_text(meeting.on_date)
    return f"{day}, {meeting.at_time}" if meeting.at_time else day


def notice_word(notice: Notice) -> str:
    """How its notice stands, in a word or two."""
    if notice.need == "advised" and not notice.given:
        return ADVISED
    return NOTICES[notice.state]


def read_time(typed: str) -> str:
    """A time of day as "09:30"; blank for none. Raises UserError for what is no time."""
    words = "".join(typed.split()).lower()
    if not words:
        return ""
    found = _TIME.match(words)
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 24
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    raise UserError(f"{typed.strip()} is no time of day.", "Write it as 9:30 or 14:00.")
