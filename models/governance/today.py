"""What needs a person on a day, across all partners: its kinds, its groups, its order and words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.program.windows import months_before
from models.text import counted, day_text

OVERDUE, NOW, WEEK, LATER, WATCH, AWAY = "overdue", "today", "week", "later", "watch", "away"
# As they stand in the list; what is put off is shown only where it is asked for.
GROUPS: Mapping[str, str] = {
    OVERDUE: "Late",
    NOW: "Today",
    WEEK: "This week",
    LATER: "Later",
    WATCH: "To watch",
    AWAY: "Put off",
}
KINDS: Mapping[str, str] = {
    "action": "Action",
    "meeting": "Meeting",
    "checklist": "Checklist",
    "notice": "Meeting notice",
    "infraction": "Late notice",
    "review": "Business review",
    "pipeline_review": "Pipeline review",
    "decision": "Decision",
    "concern": "Risk or issue",
    "escalation": "Escalation",
    "recovery": "Recovery plan",
    "milestone": "Milestone",
    "objective": "Objective",
    "omission": "Omission",
    "statement": "Statement",
    "board": "January assessment",
    "benefit": "Benefit",
    "evidence": "Evidence",
    "agreement": "Agreement",
    "grant": "Granted tier",
    "edge": "Tier edge",
    "inquiry": "Inquiry",
    "link": "Resource",
}
# What Space does to a thing of this kind; every other kind is opened, or put off.
DONE: Mapping[str, str] = {
    "action": "Mark as done",
    "meeting": "Mark as held",
    "milestone": "Mark as reached",
    "notice": "Notice given today",
    "statement": "Mark as sent…",
    "link": "Looked at today",
}
# Of these the day is the last one on which they still hold.
_ENDING = frozenset({"evidence", "agreement", "grant"})
_ORDER = {group: at for at, group in enumerate(GROUPS)}


class Item(NamedTuple):
    """One thing that needs a person, or may soon.

    `key` names it, with its day, so that the same thing of another day is another one; what is put
    off is kept by it. `due` is None of what waits without a day, which then may have waited since
    `since`. `place` is where it is dealt with: page, id and tab. `record_id` is the record that is
    done where its kind can be. `until` and `reason` are of what is put off.

    A tuple, since twenty thousand of them are made before the page is shown.
    """

    key: str
    kind: str
    partner_id: int
    partner: str
    title: str
    detail: str
    due: date | None
    group: str
    place: tuple[str, int, str]
    owner: str = ""
    record_id: int = 0
    since: date | None = None
    until: date | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        """What a table knows it by."""
        return self.key

    @property
    def can_be_done(self) -> bool:
        return self.kind in DONE and self.record_id != 0 and self.group != AWAY


class Away(NamedTuple):
    """Until which day something is put off, None for good, and why."""

    until: date | None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is still put off; on the day itself it is back."""
        return self.until is None or day < self.until


def group_of(due: date | None, today: date) -> str:
    """The group of a day; what waits without one needs a person now."""
    if due is None or due == today:
        return NOW
    if due < today:
        return OVERDUE
    return WEEK if due <= week_end(today) else LATER


def week_end(today: date) -> date:
    """The Sunday of the week that a day is in."""
    return shifted(today, 6 - today.weekday())


def shifted(day: date, days: int) -> date:
    """So many days later, or the last day that can be named."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def snoozes(today: date) -> tuple[tuple[str, date], ...]:
    """Until when something can be put off with one key, in words, and the day it is back."""
    try:
        month = months_before(today, -1)
    except ValueError:  # beyond the last day that can be named
        month = date.max
    return (
        ("Tomorrow", shifted(today, 1)),
        ("In a week", shifted(today, 7)),
        ("In a month", month),
    )


class Arranged(NamedTuple):
    """What is to be shown, in order, what is put off, and how many there are of each group."""

    items: tuple[Item, ...]
    hidden: tuple[Item, ...]
    counts: Mapping[str, int]

    @property
    def needed_now(self) -> int:
        """How many need a person today: what is late, and what is due or waits."""
        return self.counts.get(OVERDUE, 0) + self.counts.get(NOW, 0)


def arranged(items: Iterable[Item], away: Mapping[str, Away], today: date) -> Arranged:
    """What stands in the list of a day, and what is put off on it, with its day and reason."""
    shown, hidden = [], []
    for item in items:
        known = away.get(item.key) if away else None
        if known is None or not known.holds_on(today):
            shown.append(item)
        else:
            hidden.append(item._replace(group=AWAY, until=known.until, reason=known.reason))
    return Arranged(tuple(in_order(shown)), tuple(in_order(hidden)), counts(shown))


def in_order(items: Iterable[Item]) -> list[Item]:
    """By group, then by day, what waits without one last; otherwise as they came.

    What is put off is in the order in which it comes back.
    """
    last = date.max
    return sorted(
        items,
        key=lambda item: (
            _ORDER[item.group],
            (item.until if item.group == AWAY else item.due) or last,
        ),
    )


def counts(items: Iterable[Item]) -> dict[str, int]:
    """How many there are of each group, in their order, none left out."""
    found = dict.fromkeys(GROUPS, 0)
    for item in items:
        found[item.group] += 1
    return found


def when(item: Item, today: date) -> str:
    """When it is due, as one says it: "4 days late", "today", "ends in 12 days"."""
    if item.group == AWAY:
        return f"until {day_text(item.until)}" if item.until else "for good"
    if item.due is None:
        if item.group == WATCH:
            return ""
        if item.since is None:
            return "now"
        days = (today - item.since).days
        return f"waiting {counted(days, 'day')}" if days > 0 else "since today"
    days = (item.due - today).days
    if item.kind in _ENDING:
        return _ends(days)
    if days < 0:
        return f"{counted(-days, 'day')} late"
    return _ahead(days)


def _ends(days: int) -> str:
    if days < 0:
        return f"ended {counted(-days, 'day')} ago" if days < -1 else "ended yesterday"
    return f"ends {_ahead(days)}"


def _ahead(days: int) -> str:
    if days < 2:
        return ("today", "tomorrow")[days]
    return f"in {counted(days, 'day')}"


def summary(found: Mapping[str, int]) -> str:
    """The line above the list: "3 late, 2 today, 6 this week"."""
    told = [
        f"{found[group]:,} {words}"
        for group, words in (
            (OVERDUE, "late"), (NOW, "today"), (WEEK, "this week"), (LATER, "later"),
            (WATCH, "to watch"),
        )
        if found.get(group)
    ]  # fmt: skip
    return ", ".join(told) if told else "Nothing needs you now"


def done_words(items: Sequence[Item]) -> str:
    """What was done, as undo names it."""
    if len(items) != 1:
        return f"Finish {counted(len(items), 'item')}"
    (only,) = items
    words = {
        "notice": "Record that notice was given today",
        "meeting": f"Mark “{only.title}” as held",
        "link": f"Looked at {only.title}",
        "milestone": f"Reached “{only.title}”",
    }
    return words.get(only.kind, f"Finish “{only.title}”")


def done_said(items: Sequence[Item]) -> str:
    """What is done now, as the person who did it is told."""
    if len(items) != 1:
        return f"Done: {counted(len(items), 'item')}"
    (only,) = items
    words = {
        "notice": "Notice given today",
        "meeting": f"Held: “{only.title}”",
        "link": f"Looked at today: {only.title}",
        "milestone": f"Reached: “{only.title}”",
    }
    return words.get(only.kind, f"Done: “{only.title}”")


def put_off_words(items: Sequence[Item], until: date | None) -> str:
    """What was put off, as undo names it."""
    what = f"“{items[0].title}”" if len(items) == 1 else counted(len(items), "item")
    return f"Put off {what} until {day_text(until)}" if until else f"Put off {what} for good"
