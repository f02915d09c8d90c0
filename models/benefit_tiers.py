"""Which tiers a partner held in a year, and how a benefit is given by them on a day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.program.decide import held_on
from models.program.measure import Facts
from models.program.terms import Benefit, Terms

INCLUDED, INVITE_ONLY, NOT_INCLUDED = "included", "invite_only", "not_included"
_BEST = (INCLUDED, INVITE_ONLY, NOT_INCLUDED)
_DAY = timedelta(days=1)


class Held(NamedTuple):
    """A tier held from a day to a day of a year, both included; "" where none is.

    `since` is the year in which the grant began, the newest where it was granted anew: an earlier
    one was carried into this year.
    """

    tier: str
    first: date
    last: date
    since: int


def day_in(year: int, as_of: date) -> date:
    """The day of a year on which its benefits are judged: its last, or the as-of day in it."""
    return min(max(as_of, date(year, 1, 1)), date(year, 12, 31))


def held_in(facts: Facts, terms: Terms, year: int) -> tuple[Held, ...]:
    """The tiers held in a year, one after the other, whether granted or provisional (C079)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = sorted({first, *(day for day in _changes(facts, terms) if first < day <= last)})
    found: list[Held] = []
    for day, end in zip(days, [*(one - _DAY for one in days[1:]), last], strict=True):
        tier, grant = held_on(facts, terms, day)
        since = grant.from_on.year if tier and grant else year
        if found and found[-1].tier == (tier or ""):
            found[-1] = found[-1]._replace(last=end, since=max(found[-1].since, since))
        else:
            found.append(Held(tier or "", day, end, since))
    return tuple(found)


def tier_on(held: Sequence[Held], day: date) -> str:
    """The tier held on a day of the year; "" for none."""
    return next((span.tier for span in held if span.first <= day <= span.last), "")


def entitlement(benefit: Benefit, held: Sequence[Held], day: date) -> str:
    """How the program gives a benefit on a day; on the day of a change the better way counts."""
    states = [state_of(benefit, tier_on(held, day))]
    if any(span.first == day for span in held[1:]):
        states.append(state_of(benefit, tier_on(held, day - _DAY)))
    return min(states, key=_BEST.index)


def state_of(benefit: Benefit, tier: str) -> str:
    """How a tier gets a benefit; whoever holds none gets none (C091)."""
    return benefit.states.get(tier, NOT_INCLUDED) if tier else NOT_INCLUDED


def _changes(facts: Facts, terms: Terms) -> Iterator[date]:
    """The days on which another tier may begin."""
    partner = facts.partner
    for grant in facts.grants:
        yield grant.from_on
        if grant.until_on and grant.until_on < date.max:
            yield grant.until_on + _DAY
    for paper in facts.agreements:
        if paper.signed_on:
            yield paper.signed_on
        if paper.expires_on and paper.expires_on < date.max:
            yield paper.expires_on + _DAY
    for day in (partner.invited_on, partner.invitation_accepted_on, partner.removed_on):
        if day:
            yield day
    if terms.provisional:
        yield terms.provisional.until + _DAY
