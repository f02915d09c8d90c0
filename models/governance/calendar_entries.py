"""What a calendar is given: meetings, the last days for their notice, deadlines, reviews due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.governance.meeting_words import KINDS, WHOM, title_of
from models.governance.meetings import Attendee, Meeting
from models.governance.notice import Notice
from models.text import day_text

_MORNING = time(9)  # when a day's reminder comes
_LONGEST = 75 * 4  # signs of a title; a calendar shows one line of it


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `key` is the same each time, so that a calendar updates it.

    `at_time` is "HH:MM", blank for a whole day; `reminders` are days, the earliest first.
    `cancelled` takes out of a calendar what it was given before.
    """

    key: str
    kind: str
    title: str
    on: date
    at_time: str = ""
    minutes: int = 0
    place: str = ""
    detail: str = ""
    reminders: tuple[date, ...] = ()
    cancelled: bool = False

    @property
    def begins(self) -> datetime:
        """When it begins, in the time of wherever it is looked at; a whole day at midnight."""
        return datetime.combine(self.on, time.fromisoformat(self.at_time or "00:00"))

    def before(self) -> tuple[timedelta, ...]:
        """How long before its beginning each reminder comes: in the morning of its day."""
        return tuple(datetime.combine(day, _MORNING) - self.begins for day in self.reminders)


def of_meeting(
    meeting: Meeting, partner: str, notice: Notice, people: Sequence[Attendee] = ()
) -> tuple[Entry, ...]:
    """A meeting, and the last day for its notice while that is open.

    Notes, and what became of a late notice, are the host's own and stay out of it.
    """
    reminders = notice.reminders if notice.state == "due" else ()
    called_off = meeting.state == "cancelled"
    told = [f"{KINDS[meeting.kind]} with {partner}", f"Met of the host: {WHOM[meeting.with_whom]}"]
    if notice.by:
        told.append(f"Last day for notice: {day_text(notice.by)}")
    if meeting.notice_on:
        told.append(f"Notice given on {day_text(meeting.notice_on)}")
    told += [", ".join(part for part in (one.name, one.role) if part) for one in people]
    if meeting.agenda.strip():
        told += ["", "Agenda", *meeting.agenda.strip().splitlines()]
    key = f"meeting-{meeting.id}"
    made = [
        Entry(
            key, "meeting", cut(f"{partner}: {title_of(meeting)}"), meeting.on_date,
            meeting.at_time, meeting.minutes, meeting.place, "\n".join(told), reminders,
            cancelled=called_off,
        )
    ]  # fmt: skip
    if notice.by is not None:
        made.append(
            Entry(
                f"notice-{meeting.id}", "deadline",
                cut(f"Last day for notice: {partner}, {title_of(meeting)}"), notice.by,
                detail=f"The meeting is on {day_text(meeting.on_date)}.",
                cancelled=notice.state != "due",
            )
        )  # fmt: skip
    return tuple(made)


def deadline(
    key: str, title: str, on: date, today: date, detail: str = "", *, closed: bool = False
) -> Entry:
    """Something due on a day, reminded of the day before, unless that is over."""
    eve = on - timedelta(days=1)
    reminders = (eve,) if eve >= today and not closed else ()
    return Entry(key, "deadline", cut(title), on, detail=detail, reminders=reminders,
                 cancelled=closed)  # fmt: skip


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By day and time."""
    return tuple(sorted(entries, key=lambda one: (one.on, one.at_time, one.key)))


def cut(title: str) -> str:
    """In one line, of a length that a calendar takes."""
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
