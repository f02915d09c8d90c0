"""Next January's measure of one partner with its course over the year, or of many in a few sums."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from models.deal import STATUSES, Rate
from models.errors import UserError
from models.partner_file import PartnerFile
from models.program import deals as money
from models.program.deals import Periods
from models.program.decision import AggregateTcv
from models.program.projected import Course, Projection, course, projected
from models.program.terms import Terms, Tier
from models.program.timeline import Timeline, timeline
from models.store import records
from models.store.frozen import thaw
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import assess, partner_file
from models.store.standing import partner_ids as all_ids

_DAY = timedelta(days=1)
_INTO_JANUARY = timedelta(days=31)  # so that the step into the new year is seen
_SUM = """
    SELECT '{part}', partner_id,
        sum(tcv_minor) FILTER (WHERE currency = :currency),
        sum(tcv_minor) FILTER (WHERE currency = :currency AND services_minor = 0),
        sum(currency <> :currency)
    FROM {source}
    WHERE {only} status = '{status}' AND close_date BETWEEN '{first}' AND '{last}'
        AND qualified = 1
    GROUP BY partner_id"""
_OTHERS = """
    SELECT partner_id, status, close_date, tcv_minor - services_minor, services_minor, currency
    FROM json_each(:ids) AS chosen CROSS JOIN deals INDEXED BY deals_by_partner
    WHERE partner_id = chosen.value AND qualified = 1 AND currency <> :currency
        AND close_date IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class NextJanuary:
    """The key figures of a projection: the tier, the amounts, what hangs on open deals.

    `due_minor` is the part of the total that has to close by the end of the year; `overdue_minor`
    is in open deals that were due before the as-of day and counts nowhere. Of `tcv` only what
    makes up the total is there; a Projection has the deals outside it too.
    """

    day: date
    reached: Tier
    tcv: AggregateTcv
    due_minor: int
    overdue_minor: int
    currency: str

    @property
    def tier(self) -> str:
        return self.reached.key


@dataclass(frozen=True, slots=True)
class Explored:
    """What the explorer of one partner's window starts from.

    `before` has the deals that an earlier assessment counted as pipeline, and its newest day.
    """

    timeline: Timeline
    projection: Projection
    before: Mapping[int, date]


def explored(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Explored:
    """The measure over the year of the as-of day, into the January after it."""
    rates = records.find(portfolio, Rate)
    deals = [counted.deal for counted in file.deals]
    ahead = _projection(portfolio, file, as_of, rates)
    last = max(ahead.day, ahead.course.last + _INTO_JANUARY)
    over = terms_over(portfolio, date(as_of.year, 1, 1), last)
    return Explored(
        timeline(deals, rates, over, last), ahead, counted_before(portfolio, file, as_of)
    )


def projection(portfolio: Portfolio, partner_id: int, as_of: date) -> Projection:
    """One partner's next January. Raises UserError where the partner is gone."""
    return projection_of(portfolio, partner_file(portfolio, partner_id, as_of), as_of)


def projection_of(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Projection:
    """The next January of a partner whose file has been read."""
    return _projection(portfolio, file, as_of, records.find(portfolio, Rate))


def projections(
    portfolio: Portfolio, as_of: date, partner_ids: Sequence[int] | None = None
) -> dict[int, NextJanuary]:
    """Key figures of all partners, or of the given ones, by id."""
    terms = next_terms(portfolio, as_of)
    way = course(terms, as_of)
    if any(criterion.window is not None for criterion in terms.criteria):
        # Criteria with a window of their own see single deals, which no sum here can move.
        chosen = all_ids(portfolio) if partner_ids is None else partner_ids
        return {i: _key_figures(projection(portfolio, i, as_of)) for i in chosen}
    sums = _sums(portfolio, terms, way, partner_ids)
    judged = assess(
        portfolio,
        way.day,
        terms.board_prerequisites_day(way.day.year),
        partner_ids,
        terms,
        {partner_id: (own.tcv, ()) for partner_id, own in sums.items()},
    )
    nothing = _Sums(AggregateTcv(), 0, 0)
    return {
        decision.partner_id: NextJanuary(
            way.day,
            terms.by_key[decision.calculated_tier],
            own.tcv,
            own.due,
            own.overdue,
            terms.currency,
        )
        for decision in judged.decisions
        for own in (sums.get(decision.partner_id, nothing),)
    }


def next_terms(portfolio: Portfolio, as_of: date) -> Terms:
    """The terms in force on the measurement day of the January after a day."""
    now = terms_on(portfolio, as_of)
    return terms_on(portfolio, course(now, as_of).day)


def terms_over(portfolio: Portfolio, first: date, last: date) -> list[tuple[date, Terms]]:
    """The terms in force over a span of days, each from its first day in it.

    Days before the first version of the program are left out. Raises UserError where all are.
    """
    found: list[tuple[date, Terms]] = []
    day = first
    while day <= last:
        try:
            terms = terms_on(portfolio, day)
        except UserError:
            if day == last:
                raise
        else:
            if not found or found[-1][1] is not terms:
                found.append((day, terms))
        day += _DAY
    return found


def counted_before(portfolio: Portfolio, file: PartnerFile, as_of: date) -> dict[int, date]:
    """The deals that an assessment up to a day has counted as pipeline, with its day (A11).

    Frozen facts that are not what they were are passed over; `check` names them.
    """
    rows = portfolio.conn.rows(
        "SELECT id, as_of FROM frozen WHERE partner_id = ? AND as_of <= ? ORDER BY as_of",
        (file.partner.id, as_of.isoformat()),
    )
    found: dict[int, date] = {}
    for frozen_id, day in rows:
        try:
            kept = thaw(portfolio, frozen_id).deals
        except UserError:
            continue
        found |= {c.deal.id: date.fromisoformat(day) for c in kept if c.bucket == "pipeline"}
    return found


def _projection(
    portfolio: Portfolio, file: PartnerFile, as_of: date, rates: Sequence[Rate]
) -> Projection:
    terms = next_terms(portfolio, as_of)
    return projected(file, terms, money.rates_on(rates, course(terms, as_of).day), as_of)


def _key_figures(one: Projection) -> NextJanuary:
    return NextJanuary(
        one.day,
        one.terms.by_key[one.tier],
        one.decision.tcv,
        one.due_minor,
        one.overdue_minor,
        one.terms.currency,
    )


class _Sums(NamedTuple):
    tcv: AggregateTcv
    due: int
    overdue: int


class _Span(NamedTuple):
    """Days on which deals of one status all go the same way."""

    status: str
    first: date
    last: date
    bucket: str
    due: bool
    overdue: bool


def _spans(days: Periods, way: Course) -> Iterator[_Span]:
    """The calendar cut wherever a deal's bucket or what is assumed of it may change."""
    edges = [value for f in fields(days) if isinstance(value := getattr(days, f.name), date)]
    cuts = {way.as_of, way.last + _DAY, *edges, *(edge + _DAY for edge in edges)}
    starts = sorted({date.min, *cuts})
    for status in STATUSES:
        spans: list[_Span] = []
        for first, following in zip(starts, [*starts[1:], None], strict=True):
            last = following - _DAY if following else date.max
            due = way.closes(status, first)
            bucket = days.bucket("won" if due else status, first)
            overdue = status == "open" and first < way.as_of and bucket == "out_of_window"
            span = _Span(status, first, last, bucket, due, overdue)
            if spans and spans[-1][3:] == span[3:]:
                span = span._replace(first=spans.pop().first)
            spans.append(span)
        yield from (s for s in spans if s.bucket in money.IN_TOTAL or s.overdue)


def _sums(
    portfolio: Portfolio, terms: Terms, way: Course, partner_ids: Sequence[int] | None
) -> dict[int, _Sums]:
    spans = list(_spans(money.periods(terms, way.day), way))
    parts: dict[int, list[tuple[_Span, int, int]]] = defaultdict(list)
    foreign: set[int] = set()
    bound = {"currency": terms.currency}
    if partner_ids is not None:
        bound["ids"] = json.dumps(list(partner_ids))
    sql = _sums_sql(tuple(spans), partner_ids is not None)
    for at, partner_id, tcv, bare, others in portfolio.conn.rows(sql, bound):
        parts[partner_id].append((spans[int(at)], tcv or 0, bare or 0))
        if others:
            foreign.add(partner_id)
    if foreign:
        rates = money.rates_on(records.find(portfolio, Rate), way.day)
        _add_foreign(portfolio, terms, spans, rates, foreign, parts)
    return {partner_id: _summed(own, terms) for partner_id, own in parts.items()}


def _add_foreign(
    portfolio: Portfolio,
    terms: Terms,
    spans: Sequence[_Span],
    rates: Mapping[str, Decimal],
    foreign: set[int],
    parts: Mapping[int, list[tuple[_Span, int, int]]],
) -> None:
    """Add the deals in other currencies, each converted by itself."""
    bound = {"ids": json.dumps(list(foreign)), "currency": terms.currency}
    for partner_id, status, close, partner, services, currency in portfolio.conn.rows(
        _OTHERS, bound
    ):
        day = date.fromisoformat(close)
        span = next((s for s in spans if s.status == status and s.first <= day <= s.last), None)
        worth = money.in_program_currency(partner, services, currency, terms.currency, rates)
        if span is not None and worth is not None:
            tcv = sum(worth)
            parts[partner_id].append((span, tcv, 0 if services else tcv))


def _summed(own: Sequence[tuple[_Span, int, int]], terms: Terms) -> _Sums:
    def total(some: Sequence[tuple[_Span, int, int]]) -> AggregateTcv:
        return money.total(((span.bucket, tcv, bare) for span, tcv, bare in some), terms)

    tcv = total(own)
    sure = total([part for part in own if not part[0].due]).total
    return _Sums(tcv, tcv.total - sure, sum(part[1] for part in own if part[0].overdue))


@lru_cache(maxsize=16)
def _sums_sql(spans: tuple[_Span, ...], chosen: bool) -> str:
    if chosen:
        source = "json_each(:ids) AS chosen CROSS JOIN deals INDEXED BY deals_by_partner"
        only = "partner_id = chosen.value AND"
    else:
        source, only = "deals INDEXED BY deals_by_status", ""
    return " UNION ALL ".join(
        _SUM.format(
            part=at, source=source, only=only, status=s.status,
            first=s.first.isoformat(), last=s.last.isoformat(),
        )
        for at, s in enumerate(spans)
    )  # fmt: skip
