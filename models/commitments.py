"""What both sides had taken on and what came of it: done, late, open or dropped (C038)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.action import Action
from models.dates import quarter_of

STATES = ("late", "open", "done", "dropped")  # late first: that is what a meeting looks at
SIDES = ("host", "partner")


@dataclass(frozen=True, slots=True)
class Commitment:
    """An action as it stands on a day; `days` is how late it is, or was when it was done."""

    action: Action
    state: str
    days: int = 0


class Tally(NamedTuple):
    """How many commitments of a side are in each state."""

    side: str
    done: int
    late: int
    open: int
    dropped: int

    @property
    def all(self) -> int:
        return self.done + self.late + self.open + self.dropped

    @property
    def came_due(self) -> int:
        """What was done or should have been; one that was dropped is owed no more."""
        return self.done + self.late

    @property
    def percent(self) -> int | None:
        """The completion rate; None where nothing has come due, which is not 0."""
        return self.done * 100 // self.came_due if self.came_due else None


@dataclass(frozen=True, slots=True)
class Kept:
    """The commitments since a day, late ones first; `known` says that a pack was issued on it."""

    since: date
    known: bool
    found: tuple[Commitment, ...]

    def tally(self, side: str = "") -> Tally:
        """The states of one side, or of both."""
        mine = [one.state for one in self.found if side in ("", one.action.side)]
        return Tally(side, *(mine.count(state) for state in ("done", "late", "open", "dropped")))


def judged(action: Action, day: date) -> Commitment:
    """How an action stands on a day; what was finished after it was still open then."""
    if action.state != "open" and (action.done_on is None or action.done_on <= day):
        days = 0
        if action.state == "done" and action.due_on and action.done_on:
            days = max(0, (action.done_on - action.due_on).days)
        return Commitment(action, action.state, days)
    if action.due_on is not None and action.due_on < day:
        return Commitment(action, "late", (day - action.due_on).days)
    return Commitment(action, "open")


def made_by(action: Action, day: date) -> bool:
    """Whether an action had been agreed by a day; one without a day always was."""
    return action.made_on is None or action.made_on <= day


def kept(actions: Iterable[Action], as_of: date, last_pack: date | None = None) -> Kept:
    """What became of the commitments since the last pack, or since the quarter before this one.

    What was finished before that day was told then. What was agreed since and is not due yet is
    new: it stands with the plan for what comes (`owed`), unless no pack is known.
    """
    known = last_pack is not None and last_pack < as_of
    since = last_pack if known and last_pack else quarter_of(as_of).plus(-1).first
    found = []
    for action in actions:
        if not made_by(action, as_of):
            continue
        one = judged(action, as_of)
        told = one.state in ("done", "dropped") and action.done_on and action.done_on <= since
        new = known and one.state == "open" and not made_by(action, since)
        if not told and not new:
            found.append(one)
    return Kept(since, known, tuple(sorted(found, key=_order)))


def owed(actions: Iterable[Action], as_of: date, last: date) -> tuple[Commitment, ...]:
    """What is still to be done up to a day: late ones first, those without a day at the end."""
    found = [judged(action, as_of) for action in actions if made_by(action, as_of)]
    ahead = [
        one
        for one in found
        if one.state in ("late", "open")
        and (one.action.due_on is None or one.action.due_on <= last)
    ]
    return tuple(sorted(ahead, key=_order))


def _order(one: Commitment) -> tuple[int, date, int, str, int]:
    action = one.action
    day = action.done_on if one.state in ("done", "dropped") else action.due_on
    return (STATES.index(one.state), day or date.max, action.priority, action.title, action.id)
