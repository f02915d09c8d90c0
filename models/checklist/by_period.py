"""How far the checklists of each quarter or year are, all of a list together."""

from collections.abc import Iterable

from models.checklist.filled import Progress
from models.checklist.periods import plain_key


def by_period(told: Iterable[tuple[str, Progress]]) -> tuple[tuple[str, Progress], ...]:
    """Progress by the key of its period, the newest first; what is done once has no period."""
    found: dict[str, Progress] = {}
    for period, progress in told:
        if period:
            key = plain_key(period)
            found[key] = found.get(key, Progress()) + progress
    return tuple(sorted(found.items(), key=_newest, reverse=True))


def _newest(told: tuple[str, Progress]) -> tuple[str, str]:
    year, _, quarter = told[0].partition("-")
    return year, quarter or "Q5"
