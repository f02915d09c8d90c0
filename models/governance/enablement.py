"""Whom a partner has trained on what in twelve months, and where nothing was held (C026-C029).

Two readings are ours. A course of the training list counts where its kind says for whom and to
what end, by `OF_KIND`; a person counts once a cell, whatever the number of courses. What counts
towards a tier is counted elsewhere and stays what it is (A13).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from models.governance.voice import AUDIENCES, TOPICS
from models.names import fold
from models.partner import Training
from models.text import counted, listed

if TYPE_CHECKING:
    from models.governance.advocacy import TrainingSession

AUDIENCE = {
    "sellers": "Sellers",
    "consultants": "Consultants",
    "architects": "Architects",
    "engineers": "Engineers",
    "delivery": "Delivery",
}
TOPIC = {
    "offering": "Offering design, development and launch",
    "integration": "Integration",
    "selling": "Positioning and selling",
}
TOPIC_SHORT = {"offering": "Offering", "integration": "Integration", "selling": "Selling"}
# For whom a kind of the training list is, and to what end: what is delivered is the offering, and
# whoever designs it is a consultant or an architect.
OF_KIND = {
    "standard MSS delivery": ("delivery", "offering"),
    "custom MSS delivery": ("delivery", "offering"),
    "sales": ("sellers", "selling"),
    "consulting": ("consultants", "offering"),
    "architecture": ("architects", "offering"),
    "engineering": ("engineers", "integration"),
}


class Cell(NamedTuple):
    """One audience on one topic; `people` sat in the sessions, `courses` are people of courses."""

    audience: str
    topic: str
    sessions: int = 0
    people: int = 0
    courses: int = 0
    last: date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is on record: a gap."""
        return not self.sessions and not self.courses


@dataclass(frozen=True, slots=True)
class Grid:
    """All audiences and topics over twelve months, `first` and `last` day included."""

    first: date
    last: date
    cells: tuple[Cell, ...]

    def cell(self, audience: str, topic: str) -> Cell:
        return self.cells[AUDIENCES.index(audience) * len(TOPICS) + TOPICS.index(topic)]

    @property
    def covered(self) -> int:
        """How many cells have something."""
        return sum(not cell.empty for cell in self.cells)

    @property
    def sessions(self) -> int:
        return sum(cell.sessions for cell in self.cells)

    @property
    def people(self) -> int:
        return sum(cell.people for cell in self.cells)


def year_to(day: date) -> date:
    """The first of the twelve months that end with a day; 29 Feb is a day of its own year only."""
    try:
        before = day.replace(year=day.year - 1)
    except ValueError:
        before = date(day.year - 1, 2, 28)
    return before + timedelta(days=1)


def grid(sessions: Iterable["TrainingSession"], trainings: Iterable[Training], today: date) -> Grid:
    """What was held and completed in the twelve months up to today."""
    first = year_to(today)
    held: dict[tuple[str, str], list[TrainingSession]] = {}
    for one in sessions:
        if first <= one.on_date <= today:
            held.setdefault((one.audience, one.topic), []).append(one)
    taken: dict[tuple[str, str], dict[str, date]] = {}
    for course in trainings:
        on, where = course.completed_on, OF_KIND.get(course.kind)
        if on is not None and where is not None and first <= on <= today:
            people = taken.setdefault(where, {})
            name = fold(course.person)
            people[name] = max(on, people.get(name, on))
    cells = []
    for audience in AUDIENCES:
        for topic in TOPICS:
            own = held.get((audience, topic), ())
            courses = taken.get((audience, topic), {})
            days = [one.on_date for one in own] + list(courses.values())
            cells.append(
                Cell(
                    audience, topic, len(own), sum(one.people for one in own), len(courses),
                    max(days, default=None),
                )
            )  # fmt: skip
    return Grid(first, today, tuple(cells))


def gaps(found: Grid) -> tuple[str, ...]:
    """The blanks in words, one sentence an audience: "Architects: nothing on integration"."""
    told = []
    for audience in AUDIENCES:
        blank = [topic for topic in TOPICS if found.cell(audience, topic).empty]
        if len(blank) == len(TOPICS):
            told.append(f"{AUDIENCE[audience]}: nothing at all")
        elif blank:
            words = listed([TOPIC_SHORT[topic].lower() for topic in blank], "or")
            told.append(f"{AUDIENCE[audience]}: nothing on {words}")
    return tuple(told)


def cell_words(cell: Cell) -> str:
    """What a cell holds: "2 sessions, 31 people; 4 people by courses"."""
    parts = []
    if cell.sessions:
        people = f", {counted(cell.people, 'person', 'people')}" if cell.people else ""
        parts.append(f"{counted(cell.sessions, 'session')}{people}")
    if cell.courses:
        parts.append(f"{counted(cell.courses, 'person', 'people')} by courses")
    return "; ".join(parts) or "No session"


def order(sessions: Iterable["TrainingSession"]) -> Sequence["TrainingSession"]:
    """The newest first."""
    return sorted(sessions, key=lambda one: (one.on_date, one.id), reverse=True)
