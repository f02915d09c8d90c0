"""How kept and broken commitments read: the conclusion, the states, how late."""

from collections.abc import Sequence

from models.commitments import Commitment, Kept, Tally
from models.text import count_word, counted, day_text, maybe_day, number

SIDE = {"host": "Host", "partner": "Partner", "both": "Both sides"}
STATE = {"late": "Late", "open": "Open, not due yet", "done": "Done", "dropped": "Dropped"}
_WITH = {"host": "the host", "partner": "the partner"}


def conclusion(kept: Kept) -> str:
    """The one sentence: how many were kept, and who owes those that were not."""
    both = kept.tally()
    if not both.came_due:
        if both.open:
            have = "has" if both.open == 1 else "have"
            return f"{_start(both.open)} {_noun(both.open)} {have} been taken on; none is due yet"
        were = "was" if both.dropped == 1 else "were"
        return f"{_start(both.dropped)} {_noun(both.dropped)} {were} dropped, none was due"
    due = f"{_noun(both.came_due)} that came due"
    if not both.late:
        if both.done == 1:
            return "The one commitment that came due is done"
        every = "Both" if both.done == 2 else f"All {count_word(both.done)}"
        return f"{every} {due} are done"
    none = "Neither" if both.came_due == 2 else "None"
    done = _start(both.done) if both.done else none
    verb = "is" if both.done < 2 else "are"
    if both.came_due == 1:
        return f"The one commitment that came due is late, and it is {_whose(kept)}"
    late = "is" if both.late == 1 else "are"
    return (
        f"{done} of {'' if both.done else 'the '}{count_word(both.came_due)} {due} {verb} done;"
        f" {count_word(both.late)} {late} late, {_whose(kept)}"
    )


def support(kept: Kept) -> str:
    """The line under it: since when, and every state in figures."""
    both = kept.tally()
    parts = [
        f"{number(count)} {name}"
        for count, name in (
            (both.done, "done"),
            (both.late, "late"),
            (both.open, "not due yet"),
            (both.dropped, "dropped"),
        )
        if count
    ]
    return f"{since(kept)}: {counted(both.all, 'commitment')}, {', '.join(parts)}."


def rest(found: Sequence[Commitment]) -> str:
    """What a list leaves out: "and 5 more: 3 done, 2 dropped"."""
    states = [one.state for one in found]
    parts = [
        f"{number(states.count(state))} {name}"
        for state, name in (
            ("late", "late"), ("open", "not due yet"), ("done", "done"), ("dropped", "dropped"),
        )
        if state in states
    ]  # fmt: skip
    return f"and {number(len(found))} more: {', '.join(parts)}"


def since(kept: Kept) -> str:
    if kept.known:
        return f"Since the last pack, of {day_text(kept.since)}"
    return f"Since {day_text(kept.since)}, as no earlier pack was issued"


def rate(tally: Tally) -> str:
    """The completion rate of a side as a figure; a dash where nothing came due."""
    return "–" if tally.percent is None else f"{tally.percent}%"


def rate_said(tally: Tally) -> str:
    if not tally.all:
        return "No commitment on record"
    if tally.percent is None:
        return "Nothing has come due yet"
    verb = "is" if 1 in (tally.done, tally.came_due) else "are"
    return f"{number(tally.done)} of {number(tally.came_due)} that came due {verb} done"


def when(one: Commitment) -> str:
    """What is to be said of its day: "12 days late", "done 3 Oct 2026, 2 days late"."""
    action, late = one.action, f"{counted(one.days, 'day')} late"
    if one.state == "late":
        return late
    if one.state == "open":
        return ""
    day = maybe_day(action.done_on) if action.done_on else ""
    return f"{day}, {late}" if one.days and day else day


def _whose(kept: Kept) -> str:
    host, partner = kept.tally("host").late, kept.tally("partner").late
    if not host or not partner:
        side = _WITH["host" if host else "partner"]
        total = host + partner
        return f"both with {side}" if total == 2 else f"with {side}"
    return f"{count_word(host)} with the host and {count_word(partner)} with the partner"


def _start(count: int) -> str:
    return count_word(count).capitalize()


def _noun(count: int) -> str:
    return "commitment" if count == 1 else "commitments"
