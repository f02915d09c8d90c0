"""The ledger of benefits: entries logged, corrected, deleted; read for one partner or for all."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from models.benefit_event import BenefitEvent
from models.benefit_tiers import Held, day_in, held_in, tier_on
from models.benefits import Known, Line, Totals, Win, by_benefit, checked, lines, totals
from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Contact, Grant, Partner
from models.program.measure import Facts
from models.program.terms import Benefit, Terms
from models.store import records
from models.store.portfolio import Portfolio, who
from models.store.programs import terms_on

R = TypeVar("R", Agreement, BenefitEvent, Contact, Grant)

_OWN = "partner_id IN (SELECT value FROM json_each(:ids))"
_WINS = """
    SELECT partner_id, id, name, customer, close_date FROM deals INDEXED BY deals_by_status
    WHERE status = 'won' AND close_date BETWEEN :first AND :last
    ORDER BY close_date, id"""
_OWN_WINS = """
    SELECT partner_id, id, name, customer, close_date FROM deals INDEXED BY deals_by_partner
    WHERE partner_id = :partner AND status = 'won' AND close_date BETWEEN :first AND :last
    ORDER BY close_date, id"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """One partner's benefits in a year; `history` has every entry of it, the newest first."""

    partner_id: int
    partner: str
    year: int
    years: tuple[int, ...]
    day: date
    terms: Terms
    held: tuple[Held, ...]
    lines: tuple[Line, ...]
    history: tuple[BenefitEvent, ...]
    people: tuple[Contact, ...]
    totals: Totals

    @property
    def tier(self) -> str:
        """The tier held on the day; "" for none."""
        return tier_on(self.held, self.day)


@dataclass(frozen=True, slots=True)
class Row:
    """One partner in the matrix, its lines in the order of the program's benefits."""

    id: int
    name: str
    region: str
    tier: str
    tier_label: str
    rank: int
    lines: tuple[Line, ...]
    totals: Totals
    entries: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """All partners and all benefits of a year."""

    year: int
    years: tuple[int, ...]
    day: date
    terms: Terms
    benefits: tuple[Benefit, ...]
    rows: tuple[Row, ...]
    totals: Totals
    of_benefit: Mapping[str, Totals]


def log(
    portfolio: Portfolio,
    partner_ids: Sequence[int],
    benefit: str,
    year: int,
    event: str,
    on_date: date,
    *,
    today: date,
    by_whom: str | None = None,
    note: str = "",
    evidence: str = "",
    deal_id: int = 0,
    parts: Sequence[str] = (),
    due_on: date | None = None,
) -> list[int]:
    """Log an entry for one or more partners as one change; ids of what was added.

    Without `by_whom` it is the user. Raises UserError for an entry that can't be, or for a
    partner that is gone.
    """
    terms = terms_on(portfolio, day_in(year, today))
    by = who() if by_whom is None else by_whom.strip()
    wanted = list(dict.fromkeys(partner_ids))
    known = portfolio.conn.value(
        "SELECT count(*) FROM partners WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    if known != len(wanted) or not wanted:
        raise UserError("A partner is not there any more.", "Select again, then log it.")
    made = [
        checked(
            BenefitEvent(
                new_id(), partner_id, benefit, year, event, on_date, by, note.strip(),
                evidence.strip(), deal_id, tuple(parts), due_on,
            ),
            terms,
            today,
        )
        for partner_id in wanted
    ]  # fmt: skip
    with portfolio.change("Log a benefit"):
        for entry in made:
            records.add(portfolio, entry)
    return [entry.id for entry in made]


def correct(portfolio: Portfolio, event_id: int, *, today: date, **values: Any) -> BenefitEvent:
    """Set fields of an entry. Raises UserError as `log` does."""
    before = records.get(portfolio, BenefitEvent, event_id)
    after = replace(before, **values)
    checked(after, terms_on(portfolio, day_in(after.year, today)), today)
    return records.update(portfolio, BenefitEvent, event_id, **values)


def delete(portfolio: Portfolio, event_ids: Iterable[int]) -> None:
    """Delete entries; undo brings them back."""
    records.delete(portfolio, BenefitEvent, event_ids)


def ledger(portfolio: Portfolio, partner_id: int, year: int, as_of: date) -> Ledger:
    """One partner's benefits in a year as they stand on a day.

    Raises UserError where the partner is gone, or for a year before the program.
    """
    partner = records.get(portfolio, Partner, partner_id)
    day = day_in(year, as_of)
    terms = terms_on(portfolio, day)
    own = {"ids": json.dumps([partner_id])}
    grants = _grants(portfolio, own).get(partner_id, ())
    facts = Facts(
        partner=partner,
        agreements=records.find(portfolio, Agreement, partner_id=partner_id),
        grants=grants,
    )
    events = records.find(portfolio, BenefitEvent, partner_id=partner_id)
    people = [
        person
        for person in records.find(portfolio, Contact, partner_id=partner_id)
        if person.side == "host"
    ]
    first, last = date(year, 1, 1), day
    rows = portfolio.conn.rows(
        _OWN_WINS,
        {"partner": partner_id, "first": first.isoformat(), "last": last.isoformat()},
    )
    held = held_in(facts, terms, year)
    known = Known(held, events, people, [_win(*row) for row in rows])
    found = lines(known, terms, year, as_of)
    history = [event for event in events if event.year == year]
    return Ledger(
        partner_id=partner_id,
        partner=partner.name,
        year=year,
        years=_years(
            as_of, {event.year for event in events}, {grant.from_on.year for grant in grants}
        ),
        day=day,
        terms=terms,
        held=held,
        lines=found,
        history=tuple(sorted(history, key=lambda e: (e.on_date, e.id), reverse=True)),
        people=tuple(people),
        totals=totals(found),
    )


def matrix(portfolio: Portfolio, year: int, as_of: date) -> Matrix:
    """Every partner's benefits in a year as they stand on a day, in a few bulk queries.

    Raises UserError for a year before the program.
    """
    day = day_in(year, as_of)
    terms = terms_on(portfolio, day)
    columns = records.columns(Partner)
    partners = list(
        records.from_rows(
            Partner,
            portfolio.conn.rows(f"SELECT {columns} FROM partners ORDER BY name_key, id"),  # noqa: S608  fixed words
        )
    )
    papers = _by_partner(portfolio, Agreement)
    grants = _grants(portfolio)
    people = _by_partner(portfolio, Contact, "side = 'host'")
    events = _by_partner(portfolio, BenefitEvent, f"year = {year:d}")
    wins: dict[int, list[Win]] = defaultdict(list)
    span = {"first": date(year, 1, 1).isoformat(), "last": day.isoformat()}
    for row in portfolio.conn.rows(_WINS, span):
        wins[row[0]].append(_win(*row))
    rows = []
    for partner in partners:
        own = partner.id
        facts = Facts(partner=partner, agreements=papers.get(own, ()), grants=grants.get(own, ()))
        held = held_in(facts, terms, year)
        known = Known(held, events.get(own, ()), people.get(own, ()), wins.get(own, ()))
        found = lines(known, terms, year, as_of)
        tier = tier_on(held, day)
        told = terms.by_key.get(tier)
        rows.append(
            Row(
                own,
                partner.name,
                partner.region,
                tier,
                terms.label(tier) if tier else "",
                told.rank if told else 0,
                found,
                totals(found),
                len(known.events),
            )
        )
    counted = [row.totals for row in rows]
    years = portfolio.conn.rows("SELECT DISTINCT year FROM benefit_events")
    begun = {grant.from_on.year for own_grants in grants.values() for grant in own_grants}
    return Matrix(
        year=year,
        years=_years(as_of, {row[0] for row in years}, begun),
        day=day,
        terms=terms,
        benefits=tuple(benefit for benefit in terms.benefits if benefit.on),
        rows=tuple(rows),
        totals=Totals(*(sum(column) for column in zip(*counted, strict=True)))
        if counted
        else Totals(0, 0, 0, 0, 0),
        of_benefit=by_benefit(row.lines for row in rows),
    )


def _years(as_of: date, *found: set[int]) -> tuple[int, ...]:
    """The years that can be looked at, the newest first: those with a grant or an entry."""
    known = {year for years in found for year in years if year <= as_of.year}
    return tuple(sorted({as_of.year, *known}, reverse=True))


def _win(_: int, deal_id: int, name: str, customer: str, won_on: str) -> Win:
    title = name or customer or "a deal without a name"
    return Win(deal_id, title, date.fromisoformat(won_on))


def _grants(portfolio: Portfolio, own: dict[str, str] | None = None) -> dict[int, list[Grant]]:
    """The grants that were not withdrawn."""
    standing = "id NOT IN (SELECT grant_id FROM withdrawals)"
    where = standing if own is None else f"{_OWN} AND {standing}"
    return _by_partner(portfolio, Grant, where, own)


def _by_partner(
    portfolio: Portfolio, kind: type[R], where: str = "1", bound: dict[str, str] | None = None
) -> dict[int, list[R]]:
    sql = f"SELECT {records.columns(kind)} FROM {kind.TABLE} WHERE {where} ORDER BY id"  # noqa: S608  fixed words
    found: dict[int, list[R]] = defaultdict(list)
    for record in records.from_rows(kind, portfolio.conn.rows(sql, bound or ())):
        found[record.partner_id].append(record)
    return found
