"""Partners outside the program as the list of candidates asks: names first, then figures."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.candidates import CandidateLine, Figures, figures_of
from models.participation import status
from models.partner import Agreement, Partner
from models.program.decide import PROGRAM_AGREEMENT
from models.program.terms import Terms
from models.program_year import ParticipationStep
from models.store import records
from models.store.partner_names import touched_since
from models.store.portfolio import Portfolio

_CUSTOMERS = """
    SELECT partner_id, count(DISTINCT lower(trim(customer)))
    FROM json_each(:ids) AS chosen CROSS JOIN deals INDEXED BY deals_by_partner
    WHERE partner_id = chosen.value AND trim(customer) <> ''
    GROUP BY partner_id"""


@dataclass(frozen=True, slots=True)
class Outside:
    """Everybody outside the program by folded name; `all_partners` counts those inside as well.

    `seq` is the last journal entry they reflect, `touched` whom it changed; None where that is
    not known.
    """

    lines: tuple[CandidateLine, ...]
    all_partners: int
    seq: int
    touched: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Judged:
    """The figures of some partners, by id, and the terms that they were judged by."""

    by_id: Mapping[int, Figures]
    terms: Terms


def outside(portfolio: Portfolio, day: date, since: int | None = None) -> Outside:
    """Who is outside the program on a day, not assessed yet; `since` is an earlier `seq`."""
    seq = int(portfolio.conn.value("SELECT coalesce(max(id), 0) FROM journal"))
    touched = None if since is None else touched_since(portfolio, since)
    papers: dict[int, list[Agreement]] = defaultdict(list)
    for paper in records.find(portfolio, Agreement, kind=PROGRAM_AGREEMENT):
        papers[paper.partner_id].append(paper)
    steps: dict[int, list[ParticipationStep]] = defaultdict(list)
    for step in records.find(portfolio, ParticipationStep):
        steps[step.partner_id].append(step)
    lines, everybody = [], 0
    sql = f"SELECT {records.columns(Partner)} FROM partners ORDER BY name_key, id"  # noqa: S608  fixed words
    for partner in records.from_rows(Partner, portfolio.conn.rows(sql)):
        everybody += 1
        found = status(partner, papers.get(partner.id, ()), steps.get(partner.id, ()), day)
        if found.participation != "participating":
            lines.append(
                CandidateLine(
                    partner.id, partner.name, partner.region, found.participation, found.words,
                    found.since,
                )
            )  # fmt: skip
    return Outside(tuple(lines), everybody, seq, touched)


def figures(portfolio: Portfolio, as_of: date, ids: Sequence[int]) -> Judged:
    """What these partners would bring and hold. Raises UserError for a day before the program."""
    from models.store.standing import assess

    found = assess(portfolio, as_of, partner_ids=list(ids))
    customers = dict(portfolio.conn.rows(_CUSTOMERS, {"ids": json.dumps(list(ids))}))
    return Judged(
        {
            decision.partner_id: figures_of(
                decision, found.terms, int(customers.get(decision.partner_id, 0))
            )
            for decision in found.decisions
        },
        found.terms,
    )
