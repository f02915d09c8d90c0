"""The shape and the ink of each state of a benefit; the word beside them comes from the models."""

from __future__ import annotations

from models.benefit_words import OVERDUE, STATE
from models.benefits import Line

# State: icon and ink. No two share an icon, so that the ink never has to tell them apart.
SHAPE = {
    "delivered": ("circle-check", "met"),
    "promised": ("clock", "accent"),
    "due": ("circle", "at_risk"),
    "offered": ("mail", "accent"),
    "declined": ("circle-x", "text_3"),
    "not_due": ("circle-dashed", "no_data"),
    "not_included": ("minus", "text_3"),
}
WARNING = ("triangle-alert", "short")
_MISSED = ("circle-arrow-down", "short")
_LATE = ("calendar-clock", "short")


def shape(line: Line, *, over: bool) -> tuple[str, str]:
    """Icon and ink of a line; what is still owed of a year that is over was missed."""
    if over and line.open and line.due:
        return _MISSED
    return _LATE if line.overdue else SHAPE[line.state]


def legend(*, over: bool) -> list[tuple[str, str, str]]:
    """Icon, ink and word of each state, and of a warning."""
    told = [(*SHAPE[state], word) for state, word in STATE.items()]
    if over:
        told[0] = (*_MISSED, "Owed and not delivered")
        told.pop(1)
    else:
        told.insert(2, (*_LATE, f"{OVERDUE} promise"))
    return [*told, (*WARNING, "Warning")]
