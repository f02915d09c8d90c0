"""Where partners stand: the portfolio's records in, decisions out, in a few bulk queries."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from models.deal import Deal, Rate
from models.partner import Agreement, Contact, Grant, Integration, Offering, Partner, Training
from models.partner_file import PartnerFile
from models.program import deals as money
from models.program.decide import decide
from models.program.decision import AggregateTcv, Assessment, Finding
from models.program.measure import Facts
from models.program.terms import Terms
from models.store import records
from models.store.deal_criteria import by_deals
from models.store.grant_names import elsewhere
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.settings import setting

_NOTHING: Mapping[str, Finding] = {}
Sums = tuple[AggregateTcv, tuple[str, ...]]  # of one partner's deals, with what to look at
R = TypeVar("R", Agreement, Contact, Grant, Integration, Offering, Training)

# Sums over ranges that an index covers, glued with UNION ALL: three times faster than one SELECT
# with OR. They hold the program's currency only; `others` counts the deals in another one.
_SUM = """
    SELECT '{bucket}', partner_id,
        sum(tcv_minor) FILTER (WHERE currency = :currency),
        sum(tcv_minor) FILTER (WHERE currency = :currency AND services_minor = 0),
        sum(currency <> :currency), count(*)
    FROM {source}
    WHERE {where} AND qualified = 1
    GROUP BY partner_id"""
_OTHERS = """
    SELECT partner_id, status, close_date, tcv_minor - services_minor, services_minor, currency
    FROM json_each(:ids) AS chosen CROSS JOIN deals INDEXED BY deals_by_partner
    WHERE partner_id = chosen.value AND qualified = 1 AND currency <> :currency"""
_BUCKETS = (
    ("wins", "status = 'won' AND close_date BETWEEN :prior_first AND :prior_last"),
    ("losses", "status = 'lost' AND close_date BETWEEN :prior_first AND :prior_last"),
    ("pipeline", "status = 'open' AND close_date BETWEEN :window_first AND :window_last"),
    ("out_of_window", "status = 'open' AND close_date < :window_first"),
    ("out_of_window", "status = 'open' AND close_date > :window_last"),
    ("closed_this_year", "status = 'won' AND close_date > :prior_last AND close_date <= :as_of"),
    ("closed_this_year", "status = 'lost' AND close_date > :prior_last AND close_date <= :as_of"),
    ("closed_later", "status = 'won' AND close_date > :as_of"),
    ("closed_later", "status = 'lost' AND close_date > :as_of"),
    ("undated", "status IN ('open', 'won', 'lost') AND close_date IS NULL"),
)


def assess(
    portfolio: Portfolio,
    as_of: date,
    prerequisites_as_of: date | None = None,
    partner_ids: Sequence[int] | None = None,
    terms: Terms | None = None,
    measured: Mapping[int, Sums] | None = None,
) -> Assessment:
    """Judge all partners, or the given ones, on the records as they stand now.

    Prerequisites are judged on the as-of day unless another day is given. `terms` are those in
    force on the as-of day unless others are tried, `measured` the Aggregate TCV and warnings by
    partner where they are not to come from the deals. Raises UserError for a day without a program.
    """
    terms = terms or terms_on(portfolio, as_of)
    day = prerequisites_as_of or as_of
    decisions = [
        decide(facts, terms, as_of, day)
        for facts in _facts(portfolio, terms, as_of, partner_ids, measured)
    ]
    return Assessment(terms, as_of, day, tuple(decisions))


def partner_files(
    portfolio: Portfolio, as_of: date, partner_ids: Sequence[int] | None = None
) -> list[PartnerFile]:
    """The files of many partners in a few queries, by folded name; without their deals one by one.

    Raises UserError for a day without a program.
    """
    terms = terms_on(portfolio, as_of)
    days = money.periods(terms, as_of)
    name, sample = portfolio.name, setting(portfolio, "sample") == "1"
    return [
        PartnerFile(
            partner=facts.partner,
            contacts=tuple(facts.contacts),
            agreements=tuple(facts.agreements),
            offerings=tuple(facts.offerings),
            trainings=tuple(facts.trainings),
            integrations=tuple(facts.integrations),
            deals=(),
            grants=tuple(facts.grants),
            decision=decide(facts, terms, as_of, as_of),
            window=(days.window_first, days.window_last),
            portfolio=name,
            sample=sample,
            terms=terms,
        )
        for facts in _facts(portfolio, terms, as_of, partner_ids, None)
    ]


def partner_ids(portfolio: Portfolio) -> list[int]:
    """Every partner by folded name: cut it into chunks for `assess` to show tiers as they come."""
    return [row[0] for row in portfolio.conn.rows("SELECT id FROM partners ORDER BY name_key, id")]


def partner_file(
    portfolio: Portfolio,
    partner_id: int,
    as_of: date,
    prerequisites_as_of: date | None = None,
    terms: Terms | None = None,
) -> PartnerFile:
    """One partner's records and deals as counted, with the decision and its deal-level records.

    Raises UserError where the partner is gone, or for a day without a program.
    """
    terms = terms or terms_on(portfolio, as_of)
    partner = records.get(portfolio, Partner, partner_id)
    known = records.find(portfolio, Rate)
    deals = money.count_deals(
        records.find(portfolio, Deal, partner_id=partner_id),
        terms,
        as_of,
        money.rates_on(known, as_of),
    )
    facts = Facts(
        partner=partner,
        contacts=records.find(portfolio, Contact, partner_id=partner_id),
        agreements=records.find(portfolio, Agreement, partner_id=partner_id),
        offerings=records.find(portfolio, Offering, partner_id=partner_id),
        trainings=records.find(portfolio, Training, partner_id=partner_id),
        integrations=records.find(portfolio, Integration, partner_id=partner_id),
        grants=_without_withdrawn(
            portfolio, {partner_id: records.find(portfolio, Grant, partner_id=partner_id)}
        )[partner_id],
    )
    facts = money.with_deals(facts, deals, terms, as_of)
    days = money.periods(terms, as_of)
    return PartnerFile(
        partner=partner,
        contacts=tuple(facts.contacts),
        agreements=tuple(facts.agreements),
        offerings=tuple(facts.offerings),
        trainings=tuple(facts.trainings),
        integrations=tuple(facts.integrations),
        deals=deals,
        grants=tuple(facts.grants),
        decision=decide(facts, terms, as_of, prerequisites_as_of or as_of),
        window=(days.window_first, days.window_last),
        portfolio=portfolio.name,
        sample=setting(portfolio, "sample") == "1",
        terms=terms,
        elsewhere=elsewhere(portfolio, facts.grants, terms),
        rates=money.rates_used(known, deals, terms, as_of),
    )


def _facts(
    portfolio: Portfolio,
    terms: Terms,
    as_of: date,
    partner_ids: Sequence[int] | None,
    measured: Mapping[int, Sums] | None,
) -> Iterator[Facts]:
    ids = None if partner_ids is None else json.dumps(list(partner_ids))
    tcv = _measure(portfolio, terms, as_of, ids) if measured is None else measured
    nothing = (AggregateTcv(), ())
    own = by_deals(portfolio, terms, as_of, ids)
    contacts = _by_partner(portfolio, Contact, ids)
    agreements = _by_partner(portfolio, Agreement, ids)
    offerings = _by_partner(portfolio, Offering, ids)
    trainings = _by_partner(portfolio, Training, ids)
    integrations = _by_partner(portfolio, Integration, ids)
    grants = _without_withdrawn(portfolio, _by_partner(portfolio, Grant, ids))
    for partner in _partners(portfolio, ids):
        sums, warnings = tcv.get(partner.id, nothing)
        yield Facts(
            partner=partner,
            tcv=sums,
            contacts=contacts.get(partner.id, ()),
            agreements=agreements.get(partner.id, ()),
            offerings=offerings.get(partner.id, ()),
            trainings=trainings.get(partner.id, ()),
            integrations=integrations.get(partner.id, ()),
            grants=grants.get(partner.id, ()),
            warnings=warnings,
            by_deals=own.get(partner.id, _NOTHING),
        )


def _partners(portfolio: Portfolio, ids: str | None) -> list[Partner]:
    chosen = "" if ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
    sql = f"SELECT {records.columns(Partner)} FROM partners {chosen} ORDER BY name_key, id"  # noqa: S608  fixed words
    rows = portfolio.conn.rows(sql, () if ids is None else (ids,))
    return list(records.from_rows(Partner, rows))


def _by_partner(portfolio: Portfolio, kind: type[R], ids: str | None) -> dict[int, list[R]]:
    chosen = "" if ids is None else "WHERE partner_id IN (SELECT value FROM json_each(?))"
    sql = f"SELECT {records.columns(kind)} FROM {kind.TABLE} {chosen} ORDER BY id"  # noqa: S608  fixed words
    rows = portfolio.conn.rows(sql, () if ids is None else (ids,))
    found: dict[int, list[R]] = defaultdict(list)
    for record in records.from_rows(kind, rows):
        found[record.partner_id].append(record)
    return found


def _without_withdrawn(
    portfolio: Portfolio, grants: dict[int, list[Grant]]
) -> dict[int, list[Grant]]:
    """A grant that was taken back stays on record and counts nowhere."""
    gone = {row[0] for row in portfolio.conn.rows("SELECT grant_id FROM withdrawals")}
    if not gone:
        return grants
    return {owner: [one for one in own if one.id not in gone] for owner, own in grants.items()}


def _measure(portfolio: Portfolio, terms: Terms, as_of: date, ids: str | None) -> dict[int, Sums]:
    """Aggregate TCV and warnings of every partner that has a qualified deal."""
    days = money.periods(terms, as_of)
    bound = {
        "currency": terms.currency,
        "as_of": as_of.isoformat(),
        "prior_first": days.prior_first.isoformat(),
        "prior_last": days.prior_last.isoformat(),
        "window_first": days.window_first.isoformat(),
        "window_last": days.window_last.isoformat(),
    }
    parts: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    undated: dict[int, int] = {}
    missing: dict[int, Counter[str]] = defaultdict(Counter)
    foreign: set[int] = set()
    rows = portfolio.conn.rows(
        _sums_sql(ids is not None), bound if ids is None else bound | {"ids": ids}
    )
    for bucket, partner_id, tcv, bare, others, count in rows:
        if bucket == "undated":
            undated[partner_id] = count
            continue
        parts[partner_id].append((bucket, tcv or 0, bare or 0))
        if others:
            foreign.add(partner_id)
    if foreign:
        rates = money.rates_on(records.find(portfolio, Rate), as_of)
        chosen = {"ids": json.dumps(list(foreign)), "currency": terms.currency}
        for row in portfolio.conn.rows(_OTHERS, chosen):
            partner_id, status, close, partner_minor, services_minor, currency = row
            bucket = days.bucket(status, date.fromisoformat(close) if close else None)
            if bucket not in money.FIGURES:
                continue
            portions = money.in_program_currency(
                partner_minor, services_minor, currency, terms.currency, rates
            )
            if portions is None:
                missing[partner_id][currency] += 1
            else:
                tcv = sum(portions)
                parts[partner_id].append((bucket, tcv, 0 if services_minor else tcv))
    return {
        partner_id: (
            money.total(parts[partner_id], terms),
            money.warnings(undated.get(partner_id, 0), missing[partner_id], as_of),
        )
        for partner_id in {*parts, *undated}
    }


@cache
def _sums_sql(chosen: bool) -> str:
    if chosen:
        source = "json_each(:ids) AS chosen CROSS JOIN deals INDEXED BY deals_by_partner"
        only = "partner_id = chosen.value AND "
    else:
        source, only = "deals INDEXED BY deals_by_status", ""
    return " UNION ALL ".join(
        _SUM.format(bucket=bucket, source=source, where=only + where) for bucket, where in _BUCKETS
    )
