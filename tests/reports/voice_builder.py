"""Made-up roadmaps, sessions, references and wires of a partner."""

from collections.abc import Sequence
from datetime import date, timedelta

from models.governance.advocacy import TrainingSession
from models.governance.advocacy_counts import Year
from models.governance.enablement import Grid, grid
from models.governance.voice import AUDIENCES, TOPICS, Reference, RoadmapItem, WinWire
from tests.reports.facts_builder import DAY

TITLES = (
    "Adapter for the detection platform", "Managed offering, second edition", "Console in Japanese",
    "Playbooks for incident response", "Certification of the interface",
)  # fmt: skip
STATES = ("planned", "committed", "shipped", "dropped")


def roadmap(
    count: int = 8, day: date = DAY, names: Sequence[str] = TITLES
) -> tuple[RoadmapItem, ...]:
    """So many items of both sides in every state, some late, one without a day."""
    return tuple(
        RoadmapItem(
            n + 1, 1, ("partner", "host")[n % 2], names[n % len(names)],
            None if n % 9 == 8 else day + timedelta(days=n * 41 - 70), STATES[n % 4], 0, 0, "Ours",
        )
        for n in range(count)
    )  # fmt: skip


def audiences(count: int = 9, day: date = DAY) -> Grid:
    """Sessions for some audiences on some topics."""
    held = [
        TrainingSession(
            n, 1, day - timedelta(days=n * 9), AUDIENCES[n % 5], TOPICS[n % 3], "", 4 + n * 3
        )
        for n in range(count)
    ]
    return grid(held, (), day)


def references(count: int = 3, name: str = "", day: date = DAY) -> tuple[Reference, ...]:
    return tuple(
        Reference(
            n + 1, 1, name or f"Customer {n}", ("reference", "case_study", "renewal")[n % 3],
            ("agreed", "asked", "published", "withdrawn")[n % 4], 0, day - timedelta(days=30 * n),
            "Their buyer", "Our own words",
        )
        for n in range(count)
    )  # fmt: skip


def wires(count: int = 2, name: str = "", day: date = DAY) -> tuple[WinWire, ...]:
    return tuple(
        WinWire(
            n + 1, 1, n + 1, name or f"Win {n}", why_won="The integration was there",
            state="published", published_on=day - timedelta(days=n),
        )
        for n in range(count)
    )  # fmt: skip


SPOKEN = (Year(DAY.year, 4, 2),)
