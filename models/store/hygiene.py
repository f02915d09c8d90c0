"""Hygiene of a portfolio's deals: findings with their money, and the course of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from models.errors import UserError
from models.hygiene import effects as effects_of
from models.hygiene import thresholds as kept_as
from models.hygiene.findings import Broken, Findings, find
from models.hygiene.rules import RULES, WEIGHING, Scope, clause_of, scope
from models.hygiene.thresholds import KEYS, Thresholds
from models.names import fold
from models.program.deals import IN_TOTAL
from models.program.terms import Terms
from models.store.deals import AllDeals, DealRow, all_deals, of_partner_and_twins, sum_up
from models.store.hygiene_kept import Kept, keeping, kept_on
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.settings import set_setting, setting
from models.store.standing import partner_file

Progress = Callable[[int, int], object]

_SETTING = "hygiene"
_BACK = 4  # snapshots that are gone through for the stage that a deal had before
_NONE: Broken = ()


class HygieneCounts(NamedTuple):
    """How many deals are open, how many of them are clean, and the findings by rule."""

    open_deals: int
    clean: int
    findings: Mapping[str, int]


class RuleLine(NamedTuple):
    """One rule over all deals: how many findings, and their money in the program's currency.

    `counts` is what they are in the sum now, `comes` what would come into it. `off` says why the
    rule does not speak; blank where it does.
    """

    key: str
    title: str
    findings: int
    counts: int
    comes: int
    clause: str
    off: str


class HygieneRow:
    """A deal with the rules that it breaks: `deal` is a DealRow, whose fields it has too."""

    __slots__ = ("deal", "id", "kept", "rules")

    def __init__(self, deal: DealRow, rules: Broken, kept: Broken = ()) -> None:
        self.deal, self.id, self.rules, self.kept = deal, deal.id, rules, kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self.deal, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, HygieneRow):
            return NotImplemented
        return (self.deal, self.rules, self.kept) == (other.deal, other.rules, other.kept)

    def __hash__(self) -> int:
        return hash(self.id)


class Then(NamedTuple):
    """A day on which a snapshot was kept, with how clean the deals were."""

    on_date: date
    open_deals: int
    clean: int
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Hygiene:
    """All that is known of a portfolio's hygiene on a day.

    `rows` are the deals that break a rule or have a finding kept, in the order of all deals.
    `stakes` is the money of a partner's findings, by which the effects are worked out in turn.
    """

    deals: AllDeals
    scope: Scope
    terms: Terms | None
    findings: Findings
    lines: tuple[RuleLine, ...]
    rows: list[HygieneRow]
    stakes: Mapping[int, int]
    kept: Mapping[int, tuple[Kept, ...]]
    course: tuple[Then, ...]

    @property
    def counts(self) -> HygieneCounts:
        found = self.findings
        return HygieneCounts(found.open_deals, found.clean, found.counts)

    def line(self, rule: str) -> RuleLine:
        return next(line for line in self.lines if line.key == rule)


def counts(portfolio: Portfolio, today: date) -> HygieneCounts:
    """How clean the deals are on a day; for snapshots and the clean share."""
    found = all_deals(portfolio, today)
    terms = _terms(portfolio, today)
    here = _scope(portfolio, today, terms, found.rows)
    told = find(found.rows, here, keeping(kept_on(portfolio, today)))
    return HygieneCounts(told.open_deals, told.clean, told.counts)


def look(
    portfolio: Portfolio, as_of: date, today: date, progress: Progress | None = None
) -> Hygiene:
    """Hold all deals against the rules of a day; what is kept until a day is kept till `today`."""
    deals = all_deals(portfolio, as_of, progress)
    terms = _terms(portfolio, as_of)
    here = _scope(portfolio, as_of, terms, deals.rows)
    kept = kept_on(portfolio, today)
    findings = find(deals.rows, here, keeping(kept))
    if progress is not None:
        progress(len(deals.rows), len(deals.rows))
    rows, lines, stakes = _summed(deals.rows, findings, here, terms)
    return Hygiene(deals, here, terms, findings, lines, rows, stakes, kept, course(portfolio))


def attention(portfolio: Portfolio, partner_id: int, as_of: date, today: date) -> tuple[int, int]:
    """How many of a partner's open deals have a finding that weighs, and how many are open."""
    found = of_one(portfolio, partner_id, as_of, today).findings
    return found.open_deals - found.clean, found.open_deals


def of_one(portfolio: Portfolio, partner_id: int, as_of: date, today: date) -> Hygiene:
    """A look at one partner's deals alone, without the course of the days before."""
    rows = of_partner_and_twins(portfolio, partner_id, as_of)
    terms, kept = _terms(portfolio, as_of), kept_on(portfolio, today)
    here = _scope(portfolio, as_of, terms, [row for row in rows if row.partner_id == partner_id])
    deals = AllDeals(rows, sum_up(()), "", as_of, terms is not None)
    found = find(rows, here, keeping(kept))
    return of_partner(Hygiene(deals, here, terms, found, (), [], {}, kept, ()), partner_id)


def of_partner(found: Hygiene, partner_id: int) -> Hygiene:
    """What is known of one partner's deals alone."""
    rows = [row for row in found.deals.rows if row.partner_id == partner_id]
    ids = {row.id for row in rows}
    by_deal = {key: rules for key, rules in found.findings.by_deal.items() if key in ids}
    kept = {key: rules for key, rules in found.findings.kept.items() if key in ids}
    opened = sum(row.status == "open" for row in rows)
    own = replace(
        found.findings,
        by_deal=by_deal,
        kept=kept,
        counts={key: sum(key in rules for rules in by_deal.values()) for key in KEYS},
        open_deals=opened,
        clean=opened - find_own(rows, found.findings),
        weighing=sum(not WEIGHING.isdisjoint(rules) for rules in by_deal.values()),
    )
    made, lines, stakes = _summed(rows, own, found.scope, found.terms)
    deals = replace(found.deals, rows=rows)
    return replace(found, deals=deals, findings=own, lines=lines, rows=made, stakes=stakes)


def find_own(rows: Iterable[DealRow], found: Findings) -> int:
    """How many of these open deals break a rule that weighs."""
    return sum(
        row.status == "open" and not WEIGHING.isdisjoint(found.by_deal.get(row.id, _NONE))
        for row in rows
    )


def effects(portfolio: Portfolio, partner_id: int, found: Hygiene) -> dict[str, effects_of.Effect]:
    """What each rule's findings do to one partner's money and tier, by the scorecard's decision."""
    if found.terms is None:
        return {}
    file = partner_file(portfolio, partner_id, found.scope.as_of, terms=found.terms)
    return effects_of.effects(file, found.terms, found.findings.by_deal, found.findings.twins)


def judged(deal: DealRow, found: Hygiene) -> HygieneRow:
    """A deal that was written just now, against the rules that look at it alone."""
    rules = find([deal], found.scope, keeping(found.kept)).by_deal.get(deal.id, _NONE)
    if deal.id in found.findings.twins and deal.qualified:
        known = found.findings.by_deal.get(deal.id, _NONE)
        both = {*rules, *(key for key in known if key == "duplicate")}
        rules = tuple(key for key in KEYS if key in both)
    return HygieneRow(deal, rules, found.findings.kept.get(deal.id, _NONE))


# ---- settings ----------------------------------------------------------------------------------


def thresholds(portfolio: Portfolio) -> Thresholds:
    """The portfolio's thresholds; the usual ones where it has none of its own."""
    return kept_as.from_json(setting(portfolio, _SETTING))


def set_thresholds(portfolio: Portfolio, told: Thresholds) -> None:
    """Keep thresholds (inside a change). Raises UserError for what can't be."""
    set_setting(portfolio, _SETTING, kept_as.as_json(kept_as.checked(told)))


# ---- inside ------------------------------------------------------------------------------------


def _terms(portfolio: Portfolio, day: date) -> Terms | None:
    try:
        return terms_on(portfolio, day)
    except UserError:
        return None


def _scope(
    portfolio: Portfolio, as_of: date, terms: Terms | None, rows: Sequence[DealRow]
) -> Scope:
    told = thresholds(portfolio)
    found = portfolio.conn.rows("SELECT DISTINCT partner_id FROM offerings")
    owners = frozenset(row[0] for row in found)
    try:
        return scope(as_of, told, terms, owners, _stages_before(portfolio, told, rows, as_of))
    except UserError:  # a day beyond the calendar: what needs a window does not speak
        return scope(as_of, told, None, owners)


def _stages_before(
    portfolio: Portfolio, told: Thresholds, rows: Sequence[DealRow], as_of: date
) -> dict[int, str] | None:
    """The stage that each deal was known with before the present one; None without snapshots."""
    if not told.on("stage_skipped") or len(told.stages) < 3:
        return None
    from models.store import snapshots

    known = [one for one in snapshots.listed(portfolio) if one.on_date <= as_of]
    if not known:
        return None
    order = {fold(stage): at for at, stage in enumerate(told.stages)}
    # Only a deal two stages or more on its way can have jumped over one.
    left = {
        row.id: row.stage
        for row in rows
        if row.status == "open" and row.stage and order.get(fold(row.stage), 0) > 1
    }
    before: dict[int, str] = {}
    for one in reversed(known[-_BACK:]):
        if not left:
            break
        try:
            for deal in snapshots.content(portfolio, one.id):
                if deal.stage and deal.stage != left.get(deal.id, deal.stage):
                    before[deal.id] = deal.stage
                    del left[deal.id]
        except UserError:
            continue  # a damaged snapshot is told where it is asked for
    return before


def _summed(
    rows: Sequence[DealRow], found: Findings, here: Scope, terms: Terms | None
) -> tuple[list[HygieneRow], tuple[RuleLine, ...], dict[int, int]]:
    by_deal, kept, twins = found.by_deal, found.kept, found.twins
    counting = {key for key in IN_TOTAL if terms is None or key != "losses" or terms.losses_count}
    bare_out = here.excludes_bare
    now, then = dict.fromkeys(KEYS, 0), dict.fromkeys(KEYS, 0)
    made: list[HygieneRow] = []
    stakes: dict[int, int] = {}
    for row in rows:
        rules = by_deal.get(row.id, _NONE)
        if not rules and row.id not in kept:
            continue
        made.append(HygieneRow(row, rules, kept.get(row.id, _NONE)))
        minor = row.program_minor
        if not rules or not minor:
            continue
        bare = bare_out and not row.services_minor
        if row.bucket in counting and not bare:
            for key in rules:
                if key != "duplicate" or row.id > min(twins[row.id]):
                    now[key] += minor
        elif row.bucket in counting:
            if "no_services" in rules:
                then["no_services"] += minor
        elif row.bucket in ("out_of_window", "undated") and not bare:
            for key in effects_of.MOVING:
                if key in rules and here.speaks("outside_window"):
                    then[key] += minor
        else:
            continue
        stakes[row.partner_id] = stakes.get(row.partner_id, 0) + minor
    lines = tuple(
        RuleLine(
            key,
            RULES[key].title,
            found.counts[key],
            now[key],
            then[key],
            clause_of(key, terms),
            (here.off or {}).get(key, ""),
        )
        for key in KEYS
    )
    return made, lines, stakes


def course(portfolio: Portfolio) -> tuple[Then, ...]:
    """How clean the deals were on each day that a snapshot was kept, the oldest first."""
    from models.store import snapshots

    by_day = {
        one.on_date: Then(one.on_date, one.open_deals, one.clean_deals, one.findings)
        for one in snapshots.listed(portfolio)
        if one.clean_deals != snapshots.UNCOUNTED
    }
    return tuple(by_day[day] for day in sorted(by_day))
