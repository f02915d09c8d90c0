"""How long each role of the partnership was filled, and how many days it stood vacant.

A role that nobody is known to have held is not on record, and neither are the days before the
first person that is: a day is vacant only once somebody held the role before it. Whoever has no
first day was there all along; the last day (`until`) is the first on which the role is free.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from models.partner import Contact
from models.text import counted, day_text, listed, span_text

_DAY = timedelta(days=1)
# Side and role, and what it is called here.
ROLES = (
    ("partner", "executive sponsor", "Partner’s executive sponsor"),
    ("partner", "alliance manager", "Partner’s alliance manager"),
    ("partner", "technical resource", "Partner’s technical resources"),
    ("host", "executive sponsor", "Host’s executive sponsor"),
    ("host", "alliance manager", "Host’s alliance manager"),
)


class Stretch(NamedTuple):
    """Days from `first` to `last`, both included, with the same people in a role; maybe nobody."""

    first: date
    last: date
    names: tuple[str, ...]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Strip:
    """One role over a span of days.

    `stretches` follow each other without a hole from the first day that is on record; none where
    nothing is. `vacant` are their days without anybody, None where nothing is on record.
    """

    side: str
    role: str
    label: str
    stretches: tuple[Stretch, ...]
    vacant: int | None

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        return tuple(one for one in self.stretches if not one.names)

    @property
    def now(self) -> tuple[str, ...]:
        """Who holds it on the last day."""
        return self.stretches[-1].names if self.stretches else ()


def strips(contacts: Iterable[Contact], first: date, last: date) -> tuple[Strip, ...]:
    """Every role over the days from `first` to `last`."""
    known = list(contacts)
    return tuple(
        _strip(
            side, role, label,
            [one for one in known if one.side == side and one.role == role], first, last,
        )
        for side, role, label in ROLES
    )  # fmt: skip


def _strip(
    side: str, role: str, label: str, people: Sequence[Contact], first: date, last: date
) -> Strip:
    there = [
        one for one in people if one.until is None or one.since is None or one.since < one.until
    ]
    begun = _begun(there, first)
    if begun is None or begun > last:
        return Strip(side, role, label, (), None)
    turns = {begun}
    for one in there:
        turns |= {day for day in (one.since, one.until) if day and begun < day <= last}
    days = sorted(turns)
    found: list[Stretch] = []
    for day, after in zip(days, [*days[1:], last + _DAY], strict=True):
        names = tuple(sorted({one.name for one in there if one.in_place_on(day)}))
        if found and found[-1].names == names:
            found[-1] = found[-1]._replace(last=after - _DAY)
        else:
            found.append(Stretch(day, after - _DAY, names))
    vacant = sum(one.days for one in found if not one.names)
    return Strip(side, role, label, tuple(found), vacant)


def _begun(people: Sequence[Contact], first: date) -> date | None:
    """The first day of the span that is on record."""
    if not people:
        return None
    if any(one.since is None for one in people):
        return first
    return max(first, min(one.since for one in people if one.since is not None))


def words(strip: Strip, last: date) -> str:
    """How it stands: "Ada Moor; never vacant", "Vacant since 3 Mar 2026, 31 days"."""
    if strip.vacant is None:
        return "Not on record"
    if not strip.vacant:
        return "Never vacant"
    gap = strip.gaps[-1]
    told = f"Vacant {counted(strip.vacant, 'day')}"
    if gap.last == last:
        return f"{told}, now since {day_text(gap.first)}"
    return f"{told}, last {span_text(gap.first, gap.last)}"


def days_words(strips: Sequence[Strip], last: date) -> str:
    """What stands above the strips: how many days were vacant in all, and which role is now."""
    known = [one for one in strips if one.vacant is not None]
    vacant = sum(one.vacant or 0 for one in known)
    empty = [one.label for one in known if not one.now]
    told = f"{counted(vacant, 'day')} vacant in all" if vacant else "No day was vacant"
    missing = len(strips) - len(known)
    if missing:
        told += f", {counted(missing, 'role')} not on record"
    if empty:
        told += f"; vacant on {day_text(last)}: {listed([word.lower() for word in empty])}"
    return told
