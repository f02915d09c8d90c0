"""What the four purposes of a pipeline review and the states of reviews are called."""

from collections.abc import Mapping

from models.governance import cadence
from models.governance.cadence import ReviewDue
from models.text import counted, day_text

# In the order of the program (C104-C107, A17).
PURPOSE_TITLES: Mapping[str, str] = {
    "develop": "Develop and close deals",
    "trends": "Trends",
    "actions": "Actions in order",
    "corrections": "Course corrections",
}
PURPOSE_CLAUSES: Mapping[str, str] = {
    "develop": "C104",
    "trends": "C105",
    "actions": "C106",
    "corrections": "C107",
}
DUE_TONES: Mapping[str, str] = {
    cadence.OVERDUE: "short",
    cadence.DUE: "at_risk",
    cadence.UNKNOWN: "at_risk",
    cadence.PLANNED: "met",
    cadence.AHEAD: "no_data",
    cadence.INVITE_ONLY: "no_data",
}
MONTHS: Mapping[str, str] = {
    cadence.KEPT: "Kept",
    cadence.MISSED: "Missed",
    cadence.OPEN: "Open",
    "": "Not asked for",
}
MONTH_TONES: Mapping[str, str] = {
    cadence.KEPT: "met",
    cadence.MISSED: "short",
    cadence.OPEN: "at_risk",
    "": "no_data",
}


def due_said(due: ReviewDue | None) -> str:
    """How the next business review stands, in a few words."""
    if due is None:
        return "No cadence"
    if due.state == cadence.PLANNED and due.planned is not None:
        late = f", {counted(due.late, 'day')} late" if due.late else ""
        return f"Planned {day_text(due.planned)}{late}"
    if due.state == cadence.INVITE_ONLY:
        return "By invitation"
    if due.due_on is None:
        return "None held yet"
    if due.state == cadence.OVERDUE:
        return f"Late since {day_text(due.due_on)}"
    return f"Due {day_text(due.due_on)}"


def due_tone(due: ReviewDue | None) -> str:
    """The status in whose colour that is said."""
    if due is None:
        return "no_data"
    return "at_risk" if due.late else DUE_TONES[due.state]


def due_rank(due: ReviewDue | None) -> tuple[int, int]:
    """What needs somebody first, then by the day it is due."""
    if due is None:
        return len(cadence.STATES), 0
    day = due.due_on or due.planned
    return cadence.STATES.index(due.state), day.toordinal() if day else 0


def cadence_said(months: int) -> str:
    """How often a review is held."""
    if not months:
        return "No cadence"
    return "Every month" if months == 1 else f"Every {months} months"
