"""What both sides did to speak for the alliance, counted by year and side (C007, C043)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from models.governance.voice import REFERENCE_KINDS, Reference
from models.text import counted

if TYPE_CHECKING:
    from models.governance.advocacy import Advocacy

KIND = {
    "talk": "Talk",
    "event": "Event",
    "article": "Article",
    "internal_session": "Internal session",
    "introduction": "Introduction",
    "other": "Other",
}
REFERENCE_KIND = {"reference": "Reference", "case_study": "Case study", "renewal": "Renewal"}
REFERENCE_STATE = {
    "asked": "Asked",
    "agreed": "Agreed",
    "published": "Published",
    "withdrawn": "Withdrawn",
}
GIVEN = ("agreed", "published")  # a customer stands by it


class Year(NamedTuple):
    """How often each side spoke for the alliance in a year."""

    year: int
    partner: int
    host: int

    @property
    def all(self) -> int:
        return self.partner + self.host


class References(NamedTuple):
    """References, case studies and renewals: how many stand, and how many were asked for."""

    kind: str
    given: int
    asked: int


def by_year(log: Iterable["Advocacy"], today: date) -> tuple[Year, ...]:
    """The years with an entry, this one in any case, the newest first; what is to come is not."""
    count = Counter((one.on_date.year, one.side) for one in log if one.on_date <= today)
    years = {today.year, *(year for year, _ in count)}
    return tuple(
        Year(year, count[year, "partner"], count[year, "host"])
        for year in sorted(years, reverse=True)
    )


def references(found: Iterable[Reference]) -> tuple[References, ...]:
    """Every kind; what was withdrawn counts nowhere."""
    count = Counter((one.kind, one.state) for one in found)
    return tuple(
        References(kind, sum(count[kind, state] for state in GIVEN), count[kind, "asked"])
        for kind in REFERENCE_KINDS
    )


def references_words(found: Iterable[Reference]) -> str:
    """ "3 references, 1 case study; 2 asked"; blank without any."""
    told = references(found)
    parts = [
        counted(one.given, REFERENCE_KIND[one.kind].lower(), _MANY[one.kind])
        for one in told
        if one.given
    ]
    asked = sum(one.asked for one in told)
    if asked:
        parts.append(f"{asked:,} asked for")
    return ", ".join(parts)


def year_words(year: Year) -> str:
    """ "2026: 4 by the partner, 2 by the host"."""
    return f"{year.year}: {year.partner:,} by the partner, {year.host:,} by the host"


_MANY = {"reference": "references", "case_study": "case studies", "renewal": "renewals"}
