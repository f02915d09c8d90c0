"""Which tier a partner held when: stretches of days, for a step line and its words."""

from collections.abc import Sequence
from datetime import date, timedelta

from models.background import Held
from models.partner_file import PartnerFile
from models.program.decide import held_on
from models.program.measure import Facts
from models.program.terms import Terms
from models.text import basis_text, month_text

_DAY = timedelta(days=1)


def held(file: PartnerFile, terms: Terms, as_of: date) -> tuple[Held, ...]:
    """The stretches up to a day, from the first tier on, without one that is none before it.

    The last may be known to end later than the day. A tier of another program is not this one's.
    """
    facts = Facts(partner=file.partner, agreements=file.agreements, grants=file.grants)
    found: list[Held] = []
    for day in _turns(file, terms, as_of):
        tier, grant = held_on(facts, terms, day)
        basis = (grant.basis if grant else "provisional") if tier else ""
        until = grant.until_on if tier and grant else None
        if found and (found[-1].tier, found[-1].basis) == (tier or "", basis):
            found[-1] = found[-1]._replace(until=until)
            continue
        if found:
            found[-1] = found[-1]._replace(until=day - _DAY)
        if found or tier:
            known = terms.by_key.get(tier or "")
            label, rank = (known.label, known.rank) if known else ("", 0)
            found.append(Held(day, until, tier or "", label, rank, basis))
    return tuple(found)


def _turns(file: PartnerFile, terms: Terms, as_of: date) -> list[date]:
    """The days on which the tier held may change, up to a day."""
    partner = file.partner
    days = {
        partner.candidate_on,
        partner.invited_on,
        partner.invitation_accepted_on,
        partner.removed_on,
    }
    for grant in file.grants:
        days |= {grant.from_on, grant.until_on and grant.until_on + _DAY}
    for paper in file.agreements:
        days |= {paper.signed_on, paper.expires_on and paper.expires_on + _DAY, paper.expires_on}
    if terms.provisional:
        days.add(terms.provisional.until + _DAY)
    return sorted(day for day in days if day is not None and day <= as_of)


def course_said(stretches: Sequence[Held]) -> str:
    """All of them as one sentence that is read aloud, for who can't see the line."""
    return "; ".join(map(_aloud, stretches))


def _named(stretch: Held) -> str:
    return f"{stretch.label}, {basis_text(stretch.basis).lower()}" if stretch.tier else "No tier"


def _aloud(stretch: Held) -> str:
    first = f"{stretch.first.day} {month_text(stretch.first)}"
    if stretch.until is None:
        return f"{_named(stretch)}, held since {first}"
    last = f"{stretch.until.day} {month_text(stretch.until)}"
    return f"{_named(stretch)}, held from {first} to {last}"
