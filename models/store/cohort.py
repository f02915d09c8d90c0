"""Who takes part in the program on a day, and which tier each held at the end of a year."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.dates import prior_year
from models.errors import UserError
from models.participation import participation_on
from models.partner import Agreement, Grant, Partner
from models.program.decide import PROGRAM_AGREEMENT, held_on
from models.program.measure import Facts
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on


@dataclass(frozen=True, slots=True)
class Member:
    """A partner that takes part in the program on a day."""

    partner_id: int
    partner: str


def members(portfolio: Portfolio, day: date, ids: Sequence[int] | None = None) -> dict[int, Member]:
    """The cohort of a day (C015): every participating partner, by folded name."""
    return {
        partner.id: Member(partner.id, partner.name)
        for partner, papers in _accepted(portfolio, day, ids)
        if participation_on(partner, papers, day) == "participating"
    }


def tiers_before(portfolio: Portfolio, year: int) -> dict[int, str]:
    """The tier that each partner held at the end of the year before; none before the program."""
    last = prior_year(date(year, 1, 1))[1]
    try:
        terms = terms_on(portfolio, last)
    except UserError:
        return {}
    gone = {row[0] for row in portfolio.conn.rows("SELECT grant_id FROM withdrawals")}
    grants: dict[int, list[Grant]] = {}
    for grant in records.find(portfolio, Grant):
        if grant.id not in gone:
            grants.setdefault(grant.partner_id, []).append(grant)
    held = {}
    for partner, papers in _accepted(portfolio, last, None):
        facts = Facts(partner, agreements=papers, grants=grants.get(partner.id, ()))
        tier, _ = held_on(facts, terms, last)
        if tier:
            held[partner.id] = tier
    return held


def _accepted(
    portfolio: Portfolio, day: date, ids: Sequence[int] | None
) -> list[tuple[Partner, list[Agreement]]]:
    """Partners that have accepted by a day, with their program agreements.

    Whoever has not can't take part, and is most of a large portfolio.
    """
    chosen = "" if ids is None else "AND id IN (SELECT value FROM json_each(:ids))"
    told = {"day": day.isoformat()} | ({} if ids is None else {"ids": json.dumps(list(ids))})
    sql = (
        f"SELECT {records.columns(Partner)} FROM partners"  # noqa: S608  fixed words
        f" WHERE invitation_accepted_on <= :day {chosen} ORDER BY name_key, id"
    )
    partners = list(records.from_rows(Partner, portfolio.conn.rows(sql, told)))
    papers: dict[int, list[Agreement]] = {}
    for paper in records.find(portfolio, Agreement, kind=PROGRAM_AGREEMENT):
        papers.setdefault(paper.partner_id, []).append(paper)
    return [(partner, papers.get(partner.id, [])) for partner in partners]
