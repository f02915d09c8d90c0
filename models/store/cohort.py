"""Who takes part in the program on a day, and which tier it holds then."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.dates import prior_year
from models.errors import UserError
from models.partner import Agreement, Grant, Partner
from models.program.decide import decide
from models.program.measure import Facts
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on


@dataclass(frozen=True, slots=True)
class Member:
    """A partner that takes part in the program on a day, and the tier that it holds then."""

    partner_id: int
    partner: str
    tier: str | None


def members(portfolio: Portfolio, day: date, ids: Sequence[int] | None = None) -> dict[int, Member]:
    """The cohort of a day (C015): every participating partner, by folded name.

    Raises UserError for a day without a program.
    """
    terms = terms_on(portfolio, day)
    chosen = "" if ids is None else "AND id IN (SELECT value FROM json_each(:ids))"
    told = {"day": day.isoformat()} | ({} if ids is None else {"ids": json.dumps(list(ids))})
    partners = records.from_rows(
        Partner,
        portfolio.conn.rows(
            f"SELECT {records.columns(Partner)} FROM partners"  # noqa: S608  fixed words
            f" WHERE invitation_accepted_on <= :day {chosen} ORDER BY name_key, id",
            told,
        ),
    )
    papers = _owned(portfolio, Agreement)
    gone = {row[0] for row in portfolio.conn.rows("SELECT grant_id FROM withdrawals")}
    grants = _owned(portfolio, Grant)
    found = {}
    for partner in partners:
        facts = Facts(
            partner,
            agreements=papers.get(partner.id, ()),
            grants=[one for one in grants.get(partner.id, ()) if one.id not in gone],
        )
        decision = decide(facts, terms, day, day)
        if decision.participation == "participating":
            found[partner.id] = Member(partner.id, partner.name, decision.granted_tier)
    return found


def tiers_before(portfolio: Portfolio, year: int) -> dict[int, str]:
    """The tier that each partner held at the end of the year before."""
    last = prior_year(date(year, 1, 1))[1]
    try:
        held = members(portfolio, last)
    except UserError:
        return {}
    return {one.partner_id: one.tier for one in held.values() if one.tier}


def _owned(portfolio: Portfolio, kind: type[records.R]) -> dict[int, list[records.R]]:
    found: dict[int, list[records.R]] = {}
    for record in records.find(portfolio, kind):
        found.setdefault(record.partner_id, []).append(record)  # type: ignore[attr-defined]
    return found
