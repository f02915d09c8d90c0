"""Which notice was an infraction: proposed by the clock, decided by a person (C097).

Nothing here removes a partner; a removal is a step of its own, and only shows what is counted.
What people wrote, the reasons above all, is for the host only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.governance.meetings import Infraction, Meeting
from models.governance.notice import Notice
from models.text import counted, day_text, lower_first

DECISIONS = ("confirmed", "dismissed")


@dataclass(frozen=True, slots=True)
class Finding:
    """A meeting whose notice was late or missing, or of which somebody said that it was.

    `state` is proposed, confirmed or dismissed; `decided` the decision in force and `history` all
    of them, the newest first. `wrong` says why a decision does not fit what is known now.
    """

    meeting: Meeting
    notice: Notice
    state: str
    decided: Infraction | None = None
    history: tuple[Infraction, ...] = ()
    wrong: str = ""


def finding(meeting: Meeting, notice: Notice, told: Sequence[Infraction]) -> Finding | None:
    """What stands of one meeting, `told` being what people decided of it; None where nothing."""
    history = newest_first(told)
    last = history[0] if history else None
    if last is None or last.state == "reopened":
        return Finding(meeting, notice, "proposed", None, history) if notice.cause else None
    return Finding(meeting, notice, last.state, last, history, _wrong(last, notice))


def in_force(told: Iterable[Infraction]) -> tuple[Infraction, ...]:
    """The last decision of each meeting, those that were re-opened left out; newest first."""
    last: dict[int, Infraction] = {}
    for one in newest_first(told):
        last.setdefault(one.meeting_id, one)
    return tuple(one for one in last.values() if one.state in DECISIONS)


def confirmed(told: Iterable[Infraction]) -> int:
    """How many infractions of a partner are confirmed."""
    return sum(one.state == "confirmed" for one in in_force(told))


def against(count: int) -> str:
    """What is shown of them to whoever removes a partner; blank for none (C097)."""
    verb = "is" if count == 1 else "are"
    return f"{counted(count, 'infraction')} of notice {verb} confirmed." if count else ""


def newest_first(told: Iterable[Infraction]) -> tuple[Infraction, ...]:
    """Decisions as they came, the last one first."""
    return tuple(sorted(told, key=lambda one: (one.decided_on, one.id), reverse=True))


def _wrong(decided: Infraction, notice: Notice) -> str:
    if notice.cause == decided.cause:
        return ""
    if notice.cause:
        return (
            f"It was decided on another finding: {lower_first(decided.cause)}"
            " Day, notice or rules have changed since; look at it again."
        )
    if decided.state == "dismissed":
        return ""  # nothing was held against anybody, and nothing is
    return (
        f"Confirmed on {day_text(decided.decided_on)}, but by what is known now there was none:"
        f" {lower_first(notice.sentence)} Re-open it."
    )
