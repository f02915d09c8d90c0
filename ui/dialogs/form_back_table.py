"""What a returned form would change, a line a field: ours now, theirs, and which is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.checklist.returned import (
    CHANGED,
    CONFLICT,
    NEW,
    SAME,
    STATE_WORDS,
    UNREADABLE,
    Proposal,
    ReturnPlan,
)
from models.checklist.sending import PART_WORDS
from models.text import NONE, counted, listed
from ui.tables.columns import Column

OURS, THEIRS = "ours", "theirs"
CHOICE_WORDS = {OURS: "Ours", THEIRS: "Theirs", "": "Choose"}
_TONES = {NEW: "met", CHANGED: "accent", SAME: "plain", CONFLICT: "at_risk", UNREADABLE: "short"}
_ORDER = (CONFLICT, UNREADABLE, NEW, CHANGED, SAME)


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal with what was chosen for it; its id is item and part."""

    id: tuple[str, str]
    proposal: Proposal
    choice: str

    @property
    def open(self) -> bool:
        """Whether a choice can be made."""
        return self.proposal.state in (NEW, CHANGED, CONFLICT)


def lines_of(plan: ReturnPlan, choices: Mapping[tuple[str, str], str]) -> list[Line]:
    """The lines of a plan, what needs a person first, otherwise in the order of the questions."""
    made = [Line(one.key, one, chosen(one, choices)) for one in plan.proposals]
    return sorted(made, key=lambda line: _ORDER.index(line.proposal.state))


def chosen(one: Proposal, choices: Mapping[tuple[str, str], str]) -> str:
    """Which value is taken; blank where a person has to say."""
    if one.state in (SAME, UNREADABLE):
        return OURS
    return choices.get(one.key, "" if one.state == CONFLICT else THEIRS)


def columns() -> list[Column]:
    """State and choice are words as well as colours."""
    return [
        Column("Question", lambda line: line.proposal.question, stretch=True, width=200,
               sub=lambda line: PART_WORDS[line.proposal.part]),
        Column("Ours now", lambda line: _one_line(line.proposal.ours_said) or NONE, width=150,
               spoken=True),
        Column("Theirs", lambda line: _one_line(line.proposal.theirs_said) or NONE, width=190,
               sub=lambda line: line.proposal.why, spoken=True),
        Column("State", lambda line: STATE_WORDS[line.proposal.state], role="pill", width=124,
               tone=lambda line: _TONES[line.proposal.state], spoken=True,
               key=lambda line: _ORDER.index(line.proposal.state)),
        Column("Taken", _taken, width=96, spoken=True, editable=True, name="taken",
               choices=[CHOICE_WORDS[OURS], CHOICE_WORDS[THEIRS]],
               tone=lambda line: "" if line.choice else "at_risk",
               tip="Which value stands when it is taken in; the other one is left"),
    ]  # fmt: skip


def copied() -> list[Column]:
    """The same for a spreadsheet, with all that was written."""
    return [
        Column("Question", lambda line: line.proposal.question),
        Column("Part", lambda line: PART_WORDS[line.proposal.part]),
        Column("Ours now", lambda line: line.proposal.ours_said),
        Column("Theirs", lambda line: line.proposal.theirs_said),
        Column("State", lambda line: STATE_WORDS[line.proposal.state]),
        Column("Taken", _taken),
        Column("Why", lambda line: line.proposal.why),
    ]


def summary(plan: ReturnPlan) -> str:
    """How many are new, changed and so on: "3 new, 1 changed, 2 both changed"."""
    words = [
        f"{plan.count(state):,} {STATE_WORDS[state].lower()}"
        for state in (NEW, CHANGED, CONFLICT, UNREADABLE)
        if plan.count(state)
    ]
    same = counted(plan.count(SAME), "field")
    told = f"{listed(words)}; " if words else "Nothing changed: "
    return f"{told}{same} the same as before."


def only_changes(line: Line) -> bool:
    return line.proposal.state != SAME


def everything(_: Line) -> bool:
    return True


SHOWN: Mapping[str, Callable[[Line], bool]] = {"changes": only_changes, "all": everything}


def _taken(line: Line) -> str:
    return CHOICE_WORDS[line.choice] if line.open else NONE


def _one_line(text: str) -> str:
    return " ".join(text[:400].split())
