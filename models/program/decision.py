"""What an assessment says of one partner on one day: one frozen value, shown in many places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from models.program.terms import Terms


class Ref(NamedTuple):
    """A record named in words, so that a reason can point at it (kind is its table)."""

    kind: str
    id: int
    text: str


class LeftOut(NamedTuple):
    """A record that was looked at and does not count, and why."""

    record: Ref
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the records say for one criterion: an amount in minor units, a count, or yes/no."""

    criterion: str
    actual: int | bool
    counted: tuple[Ref, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class AggregateTcv:
    """The Aggregate TCV of C058-C063 in minor units of the program's currency.

    `total` is wins + losses + pipeline; `without_services` is the part of it whose services
    portion is zero and `with_services` the rest (A10; where the program excludes deals without
    services, they are in no other figure). The other three are in no bucket: open but dated
    outside the window, closed this year so far, closed after the as-of day.
    """

    wins: int = 0
    losses: int = 0
    pipeline: int = 0
    total: int = 0
    out_of_window: int = 0
    closed_this_year: int = 0
    closed_later: int = 0
    without_services: int = 0
    with_services: int = 0


class Criterion(NamedTuple):
    """One criterion held against one tier. `gap` is never negative; yes/no gaps are 0 or 1."""

    id: str
    clause: str
    tier: str
    obligation: str
    required: int | bool
    actual: int | bool
    met: bool
    gap: int
    reason: str


class Gates(NamedTuple):
    """The four gates, kept apart (A02); tcv and prerequisites are judged for the lowest tier."""

    invitation: bool
    agreement: bool
    tcv: bool
    prerequisites: bool


@dataclass(frozen=True, slots=True)
class NextTier:
    tier: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole decision: what was needed, what was found, from which records, and why.

    `readings` are those of the program's text that it rests on, by id.
    """

    partner_id: int
    partner: str
    participation: str
    as_of: date
    prerequisites_as_of: date
    program: str
    version: str
    currency: str
    tcv: AggregateTcv
    tcv_tier: str
    calculated_tier: str
    granted_tier: str | None
    granted_basis: str | None
    gates: Gates
    criteria: tuple[Criterion, ...]
    next_tier: NextTier | None
    advice: tuple[str, ...]
    findings: Mapping[str, Finding]
    warnings: tuple[str, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Partners' decisions on one day, by folded name, and the terms they were judged by."""

    terms: Terms
    as_of: date
    prerequisites_as_of: date
    decisions: tuple[Decision, ...]

    @property
    def program(self) -> str:
        return self.terms.program

    @property
    def version(self) -> str:
        return self.terms.version
