"""Risks and issues as a list shows them: how grave, on which level, and what is next (C040)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.governance.escalation import Escalation
from models.governance.grade import grade
from models.governance.register import Concern, EscalationStep
from models.text import counted, day_text

GRADES = (1, 2, 3, 4, 5)
GRADE_WORDS = {1: "Very low", 2: "Low", 3: "Middling", 4: "High", 5: "Very high"}
KIND_WORDS = {"risk": "Risk", "issue": "Issue"}


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """A concern with its steps and the level it stands on, if it is open and on one."""

    concern: Concern
    partner: str
    steps: tuple[EscalationStep, ...]
    escalation: Escalation | None
    deal: str
    late: int

    @property
    def id(self) -> int:
        return self.concern.id

    @property
    def open(self) -> bool:
        return self.concern.state == "open"

    @property
    def weight(self) -> int:
        return weight(self.concern)

    @property
    def grade(self) -> str:
        """How grave it is, as a status."""
        return grade(self.weight)

    @property
    def tone(self) -> str:
        """How its days stand: met once closed, short past one, else by its clock."""
        if not self.open:
            return "met"
        if self.late:
            return "short"
        return self.escalation.tone if self.escalation else "no_data"

    @property
    def standing(self) -> str:
        """In a few words, what is next."""
        told, concern = self.escalation, self.concern
        if not self.open:
            return f"Closed {day_text(concern.closed_on)}" if concern.closed_on else "Closed"
        if told is not None:
            return f"Level {told.level}, {told.clock_words}"
        if self.late:
            return f"{counted(self.late, 'day')} late"
        return "Open" if concern.due_on else "No next day"


def line_of(
    concern: Concern,
    partner: str,
    steps: Iterable[EscalationStep],
    escalation: Escalation | None,
    today: date,
    deal: str = "",
) -> ConcernLine:
    """How a concern stands; a clock stops when it is closed."""
    is_open = concern.state == "open"
    running = escalation if is_open else None
    late = max(0, (today - concern.due_on).days) if concern.due_on and is_open else 0
    if running is not None:
        late = max(late, running.overdue)
    return ConcernLine(concern, partner, tuple(steps), running, deal, late)


def weight(concern: Concern) -> int:
    """Likelihood times impact; an issue is there already, and so as likely as can be."""
    likelihood = GRADES[-1] if concern.kind == "issue" else concern.likelihood
    return likelihood * concern.impact


def ranked(lines: Iterable[ConcernLine]) -> list[ConcernLine]:
    """Open ones first: the highest level, then the gravest, then the next day."""
    return sorted(lines, key=_rank)


def grid(lines: Iterable[ConcernLine]) -> dict[tuple[int, int], list[ConcernLine]]:
    """The open risks by likelihood and impact, for a picture of five by five."""
    found: dict[tuple[int, int], list[ConcernLine]] = {}
    for line in lines:
        if line.open and line.concern.kind == "risk":
            place = (line.concern.likelihood, line.concern.impact)
            found.setdefault(place, []).append(line)
    return found


def _rank(line: ConcernLine) -> tuple[bool, int, int, date, int]:
    told = line.escalation
    day = line.concern.due_on or date.max
    return (not line.open, -(told.level if told else 0), -line.weight, day, line.id)
