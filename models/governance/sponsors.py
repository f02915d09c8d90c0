"""Executive sponsors: their five duties, and to whom an escalation goes (C034, C080)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.names import fold
from models.partner import Contact

SPONSOR = "executive sponsor"
MANAGER = "alliance manager"
CHECKLIST = "onboarding"


@dataclass(frozen=True, slots=True)
class Duty:
    """One of the five; `item` is the question of the onboarding checklist that settles it."""

    item: str
    title: str
    prompt: str


DUTIES = (
    Duty(
        "executive_speaks",
        "Speaks for the alliance",
        "In the partner’s own house, and to customers and the press.",
    ),
    Duty(
        "executive_means",
        "Brings the means",
        "People, money and time when the work needs more of them.",
    ),
    Duty("executive_aims", "Sets the aims", "What both sides want of the year, agreed with ours."),
    Duty(
        "executive_escalation",
        "Settles what is escalated",
        "Reached by an agreed way, with an answer in agreed time.",
    ),
    Duty(
        "executive_relations",
        "Keeps up the relation",
        "With two or three people of ours, known by name.",
    ),
)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty and what the onboarding checklist says of it; `tone` is a status."""

    duty: Duty
    tone: str
    answer: str


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody whom an escalation may go to, and why that person."""

    name: str
    why: str


def duty_lines(answers: Mapping[str, tuple[str, str]]) -> tuple[DutyLine, ...]:
    """The five duties with their answers, each as (value, note) by item."""
    return tuple(DutyLine(duty, *_answered(*answers.get(duty.item, ("", "")))) for duty in DUTIES)


def sponsors(contacts: Iterable[Contact], day: date, side: str = "") -> tuple[Contact, ...]:
    """The executive sponsors in place on a day, of one side or of both."""
    return tuple(
        one
        for one in contacts
        if one.role == SPONSOR and one.in_place_on(day) and side in ("", one.side)
    )


def targets(contacts: Iterable[Contact], level: int, levels: int, day: date) -> tuple[Target, ...]:
    """Whom a level may go to, the likeliest first, each person once.

    The first level is for the alliance managers; from the second on the executive sponsors of both
    sides come first, the other side's before one's own people of lower rank.
    """
    here = [one for one in contacts if one.in_place_on(day)]
    order = (MANAGER, SPONSOR) if level <= 1 < levels else (SPONSOR, MANAGER)
    ranked = sorted(here, key=lambda one: (_rank(one.role, order), one.side != "partner"))
    seen: set[str] = set()
    found = []
    for one in ranked:
        name = fold(one.name)
        if name and name not in seen:
            seen.add(name)
            found.append(Target(one.name, f"{one.role} of the {one.side}"))
    return tuple(found)


def _rank(role: str, order: tuple[str, ...]) -> int:
    return order.index(role) if role in order else len(order)


def _answered(value: str, note: str) -> tuple[str, str]:
    words = {
        "yes": ("met", "Settled"),
        "partly": ("at_risk", "In part"),
        "no": ("short", "Not yet"),
    }
    if value in words:
        tone, said = words[value]
        return tone, f"{said}: {note}" if note else said
    if value:
        return "met", note or "Named"
    return "no_data", "Not answered yet"
