"""Actions as a list shows them: whose, about what, and how they stand on a day (C038)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.action import Action
from models.text import counted, day_text

STATE_WORDS = {"open": "Open", "done": "Done", "dropped": "Dropped"}
_SOON = 7  # days; an action due within them is shown as at risk


@dataclass(frozen=True, slots=True)
class About:
    """What an action came from; `kind` is plan, concern, deal, meeting or criterion, or blank."""

    kind: str = ""
    id: int = 0
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with the words that a list needs; `late` are the days past its due day."""

    action: Action
    partner: str
    about: About
    late: int
    tone: str
    standing: str

    @property
    def id(self) -> int:
        return self.action.id

    @property
    def open(self) -> bool:
        return self.action.state == "open"


# What says what an action is about; its meeting only heard of it, and stays where these change.
_FIELDS = {"plan": "plan_id", "concern": "concern_id", "deal": "deal_id"}


def about_values(about: About) -> dict[str, str | int]:
    """The fields that make an action be about something, and about nothing else beside its meeting;
    a blank About leaves only the meeting.
    """
    values: dict[str, str | int] = {"criterion": "", "plan_id": 0, "concern_id": 0, "deal_id": 0}
    if about.kind == "criterion":
        values["criterion"] = about.key
    elif about.kind == "meeting":
        values["meeting_id"] = about.id
    elif about.kind:
        values[_FIELDS[about.kind]] = about.id
    return values


def line_of(action: Action, partner: str, about: About, today: date) -> ActionLine:
    """How an action stands on a day; it is late from the day after the one it was due on."""
    due = action.due_on
    if action.state != "open":
        day = f" {day_text(action.done_on)}" if action.done_on else ""
        tone = "met" if action.state == "done" else "no_data"
        return ActionLine(action, partner, about, 0, tone, STATE_WORDS[action.state] + day)
    if due is None:
        return ActionLine(action, partner, about, 0, "no_data", "Open")
    left = (due - today).days
    if left < 0:
        return ActionLine(action, partner, about, -left, "short", f"{counted(-left, 'day')} late")
    if left <= _SOON:
        words = f"In {counted(left, 'day')}" if left else "Due today"
        return ActionLine(action, partner, about, 0, "at_risk", words)
    return ActionLine(action, partner, about, 0, "no_data", "Open")


def ranked(lines: Iterable[ActionLine]) -> list[ActionLine]:
    """As both managers rank them: open ones first, by priority, then by day, late ones before."""
    return sorted(lines, key=_rank)


def _rank(line: ActionLine) -> tuple[bool, int, date, int]:
    action = line.action
    return (not line.open, action.priority, action.due_on or date.max, action.id)
