"""How the coming thirteen weeks read: what is agreed, what is carried over, the first day."""

from collections.abc import Sequence
from datetime import date

from models.calendar_strip import WEEKS, last_day
from models.commitments import Commitment
from models.next_quarter import Day
from models.text import count_word, counted, day_text, lower_first, sentence

# What the title names, the first of these that is known: the meeting, the measure, the window.
_DECIDES = ("C041", "C065", "C061")


def conclusion(todo: Sequence[Commitment], days: Sequence[Day]) -> str:
    """The one sentence: how much both sides owe, and the next day that decides something."""
    first = next((day for clause in _DECIDES for day in days if day.clause == clause), None)
    when = _told(first) if first else ""
    if not todo:
        start = "Nothing is agreed for the next 13 weeks yet"
        return f"{start}; {when}" if when else start
    late = sum(one.state == "late" for one in todo)
    dated = sum(one.state != "late" and one.action.due_on is not None for one in todo)
    if not dated and late:
        verb = "is" if late == 1 else "are"
        start = f"{_start(late)} {_noun(late)} {verb} carried over late and nothing new has a day"
        return f"{start}; {when}" if when else start
    ahead = dated or len(todo)
    falls = "falls" if ahead == 1 else "fall"
    if not dated:
        falls = "waits for a day" if ahead == 1 else "wait for a day"
    start = f"{_start(ahead)} {_noun(ahead)} {falls}{' due in the next 13 weeks' if dated else ''}"
    if late:
        start = f"{start} and {count_word(late)} {'is' if late == 1 else 'are'} carried over late"
    return f"{start}; {when}" if when else start


def support(todo: Sequence[Commitment], days: Sequence[Day], as_of: date) -> str:
    """The line under it: for whom, until when, and what comes first."""
    host = sum(one.action.side == "host" for one in todo)
    parts = [f"Until {day_text(last_day(as_of))}, {WEEKS} weeks"]
    if todo:
        parts.append(f"{host or 'none'} for the host, {len(todo) - host or 'none'} for the partner")
    told = sentence("; ".join(parts))
    if days:
        first = days[0]
        told = f"{told} First day to keep in mind: {day_text(first.on)} ({_said(first)})."
    without = sum(one.action.due_on is None for one in todo)
    if without:
        verb = "has" if without == 1 else "have"
        told = f"{told} {sentence(counted(without, 'commitment'))[:-1]} {verb} no day yet."
    return told


def _told(day: Day) -> str:
    return f"{_said(day)} on {day_text(day.on)}"


def _said(day: Day) -> str:
    """What a day is, inside a sentence; a name keeps its capital letter."""
    plain = day.kind in ("meeting", "notice", "measure")
    return lower_first(day.what) if plain else day.what


def _start(count: int) -> str:
    return count_word(count).capitalize()


def _noun(count: int) -> str:
    return "commitment" if count == 1 else "commitments"
