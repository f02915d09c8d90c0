"""How each partner stands with its business reviews and with the months of its pipeline reviews.

The months are asked for since the partner takes part, and at the earliest since the first month of
which the portfolio has a pipeline review: what was before nobody has kept here.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, TypeVar

from models.benefit_event import BenefitEvent
from models.benefit_tiers import INVITE_ONLY, held_in, state_of
from models.benefits import Known, lines
from models.errors import UserError
from models.governance import cadence
from models.governance.cadence import Month, ReviewDue
from models.governance.notice import counting
from models.governance.rules import Rules
from models.participation import entered, participation_on
from models.partner import Agreement, Grant, Partner
from models.program.decide import PROGRAM_AGREEMENT, held_on
from models.program.measure import Facts
from models.program.terms import Terms
from models.store import records
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio
from models.store.programs import terms_on

R = TypeVar("R", Agreement, BenefitEvent, Grant)
BUSINESS, PIPELINE = "business_review", "pipeline_review"
_EACH_REVIEW = "each_review"
_OWN = "partner_id IN (SELECT value FROM json_each(:ids))"


class _Review(NamedTuple):
    """What is needed of a meeting here; all of it takes three times as long for 500 partners."""

    id: int
    kind: str
    on_date: date
    state: str
    period: str  # that it names, else that of its day


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A partner that takes part, with how its reviews stand on a day.

    `due` is None for a tier without a cadence. `months` are those that are asked for, `of_month`
    the pipeline review of each by its period: the one that was held, else the one planned.
    `next_id` is the business review that is planned next, 0 for none.
    """

    id: int
    name: str
    tier: str
    tier_label: str
    rank: int
    invite_only: bool
    due: ReviewDue | None
    months: tuple[Month, ...]
    of_month: Mapping[str, int] = field(default_factory=dict)
    next_id: int = 0

    @property
    def missed(self) -> int:
        return sum(month.state == cadence.MISSED for month in self.months)

    @property
    def kept(self) -> int:
        return sum(month.state == cadence.KEPT for month in self.months)

    def month(self, period: str) -> str:
        """How a month stands: kept, missed, open, or blank where it is not asked for."""
        return next((month.state for month in self.months if month.period == period), "")


def all_partners(portfolio: Portfolio, today: date) -> tuple[Reviewed, ...]:
    """Every partner that takes part on a day, by name; none on a day without a program."""
    return _read(portfolio, today, None)


def of_partner(portfolio: Portfolio, partner_id: int, today: date) -> Reviewed | None:
    """One partner; None where it does not take part, or the day has no program."""
    return next(iter(_read(portfolio, today, [partner_id])), None)


def of_partners(portfolio: Portfolio, ids: Sequence[int], today: date) -> Mapping[int, Reviewed]:
    """Those of some partners that take part, by id."""
    return {one.id: one for one in _read(portfolio, today, ids)}


def first_period(portfolio: Portfolio, today: date) -> date:
    """The first month of which the portfolio has a held pipeline review; this one if none has."""
    found = portfolio.conn.value(
        "SELECT min(CASE period WHEN '' THEN substr(on_date, 1, 7) ELSE period END) FROM meetings"
        " WHERE kind = ? AND state = 'held' AND on_date <= ?",
        (PIPELINE, today.isoformat()),
    )
    try:
        return min(date.fromisoformat(f"{found}-01"), today.replace(day=1))
    except ValueError:
        return today.replace(day=1)


def _read(portfolio: Portfolio, today: date, ids: Sequence[int] | None) -> tuple[Reviewed, ...]:
    try:
        terms = terms_on(portfolio, today)
    except UserError:
        return ()
    going_by = rules(portfolio)
    judge = _Judge(terms, going_by, today, first_period(portfolio, today))
    own = None if ids is None else json.dumps(list(ids))
    papers = _by_partner(portfolio, Agreement, own, "kind = :paper", paper=PROGRAM_AGREEMENT)
    standing = "id NOT IN (SELECT grant_id FROM withdrawals)"
    grants = _by_partner(portfolio, Grant, own, standing)
    events = _by_partner(portfolio, BenefitEvent, own, "year = :year", year=today.year)
    meetings = _reviews(portfolio, own, today)
    chosen = "" if own is None else "AND id IN (SELECT value FROM json_each(:ids))"
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Partner)} FROM partners"  # noqa: S608  fixed words
        f" WHERE invitation_accepted_on <= :day {chosen} ORDER BY name_key, id",
        {"day": today.isoformat()} | ({} if own is None else {"ids": own}),
    )
    return tuple(
        judge.reviewed(
            partner, papers[partner.id], grants[partner.id], events[partner.id],
            meetings[partner.id],
        )
        for partner in records.from_rows(Partner, rows)
        if participation_on(partner, papers[partner.id], today) == "participating"
    )  # fmt: skip


class _Judge:
    """Holds what all partners are judged by."""

    def __init__(self, terms: Terms, going_by: Rules, today: date, first: date) -> None:
        self._terms, self._rules, self._today, self._first = terms, going_by, today, first
        self._calendar = counting(terms.calendar, going_by)
        of_reviews = tuple(b for b in terms.benefits if b.on and b.due == _EACH_REVIEW)
        self._reviews = replace(terms, benefits=of_reviews)

    def reviewed(
        self,
        partner: Partner,
        papers: Sequence[Agreement],
        grants: Sequence[Grant],
        events: Sequence[BenefitEvent],
        meetings: Sequence[_Review],
    ) -> Reviewed:
        today, terms = self._today, self._terms
        facts = Facts(partner=partner, agreements=papers, grants=grants)
        held_tier, grant = held_on(facts, terms, today)
        tier = held_tier or ""
        begun = entered(partner, papers, today)
        granted = grant.from_on if tier and grant is not None else begun
        found = sorted(meetings, key=lambda one: (one.on_date, one.id))
        owed = self._owed(facts, events)
        due = cadence.review_due(
            self._calendar,
            self._rules,
            tier,
            [one.on_date for one in found if _is(one, BUSINESS, "held")],
            granted,
            today,
            planned=[one.on_date for one in found if _is(one, BUSINESS, "planned")],
            by_invitation=not owed,
        )
        ahead = (one for one in found if _is(one, BUSINESS, "planned") and one.on_date >= today)
        following = next(ahead, None)
        told = terms.by_key.get(tier)
        return Reviewed(
            partner.id,
            partner.name,
            tier,
            terms.label(tier) if tier else "",
            told.rank if told else 0,
            any(state_of(one, tier) == INVITE_ONLY for one in self._reviews.benefits),
            due,
            self._months(begun, found),
            _of_month(found),
            following.id if following else 0,
        )

    def _owed(self, facts: Facts, events: Sequence[BenefitEvent]) -> bool:
        """Whether a review is owed this year; a program without such a benefit keeps nobody off."""
        if not self._reviews.benefits:
            return True
        held = held_in(facts, self._terms, self._today.year)
        known = Known(held, [one for one in events if one.on_date <= self._today])
        told = lines(known, self._reviews, self._today.year, self._today)
        return any(line.due for line in told)

    def _months(self, begun: date | None, found: Sequence[_Review]) -> tuple[Month, ...]:
        held = {
            one.period for one in found if _is(one, PIPELINE, "held") and one.on_date <= self._today
        }
        return cadence.months(max(begun or self._first, self._first), held, self._today)


def _is(meeting: _Review, kind: str, state: str) -> bool:
    return meeting.kind == kind and meeting.state == state


def _of_month(found: Sequence[_Review]) -> dict[str, int]:
    """The pipeline review of each period: of several the first that was held, else the first."""
    chosen: dict[str, _Review] = {}
    for one in found:
        if one.kind == PIPELINE:
            known = chosen.setdefault(one.period, one)
            if one.state == "held" and known.state != "held":
                chosen[one.period] = one
    return {period: one.id for period, one in chosen.items()}


def _reviews(portfolio: Portfolio, own: str | None, today: date) -> Mapping[int, list[_Review]]:
    """The reviews by partner; on an earlier day one that was held since was planned."""
    mine = "" if own is None else f" AND {_OWN}"
    found: dict[int, list[_Review]] = defaultdict(list)
    bound = {"business": BUSINESS, "pipeline": PIPELINE, "day": today.isoformat()}
    rows = portfolio.conn.rows(
        "SELECT partner_id, id, kind, on_date,"  # noqa: S608  fixed words
        " CASE WHEN on_date > :day THEN 'planned' ELSE state END, period FROM meetings"
        " WHERE kind IN (:business, :pipeline) AND state <> 'cancelled'"
        f" AND (state <> 'held' OR on_date <= :day OR coalesce(made_on, '') <= :day){mine}",
        bound | ({} if own is None else {"ids": own}),
    )
    for partner, meeting_id, kind, on, state, period in rows:
        found[partner].append(
            _Review(meeting_id, kind, date.fromisoformat(on), state, period or on[:7])
        )
    return found


def _by_partner(
    portfolio: Portfolio, kind: type[R], own: str | None, where: str, **bound: object
) -> Mapping[int, list[R]]:
    mine = where if own is None else f"{where} AND {_OWN}"
    sql = f"SELECT {records.columns(kind)} FROM {kind.TABLE} WHERE {mine} ORDER BY id"  # noqa: S608  fixed words
    told = bound if own is None else {**bound, "ids": own}
    found: dict[int, list[R]] = defaultdict(list)
    for record in records.from_rows(kind, portfolio.conn.rows(sql, told)):
        found[record.partner_id].append(record)
    return found
