"""The clean share as a figure over time, and what changed since it was last kept."""

from collections.abc import Mapping
from datetime import date

from models.hygiene.rules import RULES
from models.hygiene.thresholds import KEYS
from models.text import counted, day_text, listed, lower_first

_NAMED = 3


def share(open_deals: int, clean: int) -> int:
    """Whole percent of open deals that are clean, cut off; 100 only where all are, or none is
    open.
    """
    return 100 * clean // open_deals if open_deals else 100


def since(
    before: tuple[date, int, int, Mapping[str, int]], now: tuple[int, int, Mapping[str, int]]
) -> str:
    """What changed since a day: before is (day, open, clean, findings), now the same without day.

    The rules that changed most come first.
    """
    day, deals, clean, old = before
    was, is_now = share(deals, clean), share(now[0], now[1])
    points = is_now - was
    head = f"{counted(abs(points), 'point')} {'up' if points > 0 else 'down'}"
    head = f"{head if points else 'As'} {'since' if points else 'on'} {day_text(day)}"
    found = now[2]
    moved = sorted(
        (key for key in KEYS if found.get(key, 0) != old.get(key, 0)),
        key=lambda key: (-abs(found.get(key, 0) - old.get(key, 0)), KEYS.index(key)),
    )
    told = []
    for key in moved[:_NAMED]:
        difference = found.get(key, 0) - old.get(key, 0)
        way = "more" if difference > 0 else "fewer"
        told.append(f"{abs(difference):,} {way} “{lower_first(RULES[key].title)}”")
    return f"{head}: {listed(told)}." if told else f"{head}."
