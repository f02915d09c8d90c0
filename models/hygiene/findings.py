"""Deals in, findings out: which rules each deal breaks on a day, and how many are clean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.dates import Quarter, quarter_of
from models.hygiene.duplicates import groups
from models.hygiene.rules import WEIGHING, Scope
from models.hygiene.thresholds import KEYS
from models.names import fold

if TYPE_CHECKING:
    from models.store.deals import DealRow

_FIRST, _LAST = date.min.isoformat(), date.max.isoformat()
_PLACE = {key: at for at, key in enumerate(KEYS)}
Broken = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """`by_deal` has the rules that a deal breaks, in their order; one without any is not in it.

    `weighing` is how many deals, closed ones too, break a rule that weighs.
    `kept` are those that a person keeps as they are. `clean` are the open deals that break no rule
    that weighs; what is no qualified lead has nothing to put right. `twins` are the other deals of
    a duplicate.
    """

    by_deal: Mapping[int, Broken]
    kept: Mapping[int, Broken]
    twins: Mapping[int, tuple[int, ...]]
    counts: Mapping[str, int]
    open_deals: int
    clean: int
    weighing: int


@dataclass(slots=True)
class _Gathered:
    by_deal: dict[int, Broken] = field(default_factory=dict)
    kept: dict[int, Broken] = field(default_factory=dict)


def find(
    rows: Sequence["DealRow"], scope: Scope, kept: Mapping[int, frozenset[str]] | None = None
) -> Findings:
    """Hold every deal against every rule that speaks; `kept` are findings kept, by deal."""
    kept = kept or {}
    broken: dict[int, list[str]] = {}
    judge = Judge(scope)
    open_deals = 0
    for row in rows:
        if row.status != "open":
            continue
        open_deals += 1
        if row.qualified:
            found = judge(row)
            if found:
                broken[row.id] = found
    twins: dict[int, tuple[int, ...]] = {}
    if scope.speaks("duplicate"):
        # One that is kept as it is is another deal: the last of its twins then has none.
        others = groups(rows, scope.thresholds.likeness)
        for group in others:
            left = [deal for deal in group if "duplicate" not in kept.get(deal, ())]
            for deal in group:
                if deal not in left:
                    broken.setdefault(deal, []).append("duplicate")
                    twins[deal] = tuple(one for one in group if one != deal)
                elif len(left) > 1:
                    broken.setdefault(deal, []).append("duplicate")
                    twins[deal] = tuple(one for one in left if one != deal)
    return _split(rows, broken, kept, twins, open_deals)


def _split(
    rows: Iterable["DealRow"],
    broken: dict[int, list[str]],
    kept: Mapping[int, frozenset[str]],
    twins: Mapping[int, tuple[int, ...]],
    open_deals: int,
) -> Findings:
    made = _Gathered()
    counts = dict.fromkeys(KEYS, 0)
    # A few dozen combinations stand for all deals: each of them is sorted once.
    known: dict[tuple[str, ...], Broken] = {}
    for deal, found in broken.items():
        mine = kept.get(deal)
        if mine:
            held = tuple(key for key in found if key in mine)
            found = [key for key in found if key not in mine]
            if held:
                made.kept[deal] = held
            if not found:
                continue
        raw = tuple(found)
        rules = known.get(raw)
        if rules is None:
            rules = known[raw] = tuple(sorted(raw, key=_PLACE.__getitem__))
        made.by_deal[deal] = rules
        for key in rules:
            counts[key] += 1
    heavy = {rules for rules in known.values() if not WEIGHING.isdisjoint(rules)}
    dirty = 0
    if heavy:
        by_deal = made.by_deal
        dirty = sum(
            1
            for row in rows
            if row.id in by_deal and by_deal[row.id] in heavy and row.status == "open"
        )
    weighing = sum(1 for rules in made.by_deal.values() if rules in heavy)
    clean = open_deals - dirty
    return Findings(made.by_deal, made.kept, twins, counts, open_deals, clean, weighing)


class Judge:
    """Holds one open, qualified deal against the rules that look at it alone."""

    def __init__(self, scope: Scope) -> None:
        told, as_of, days = scope.thresholds, scope.as_of, scope.days
        self._today = as_of.isoformat()
        self._old = _moved(as_of, -told.unchanged_days)
        self._soon = _moved(as_of, told.next_step_days)
        first, last = (days.window_first, days.window_last) if days else (date.min, date.max)
        self._first, self._last = first.isoformat(), last.isoformat()
        self._past = scope.speaks("past_close_date")
        self._window = scope.speaks("outside_window")
        self._money, self._services = scope.speaks("no_money"), scope.speaks("no_services")
        self._step, self._unchanged = scope.speaks("no_next_step"), scope.speaks("unchanged")
        self._offerings = scope.offerings if scope.speaks("no_offering") else frozenset()
        self._before = (scope.stages_before or {}) if scope.speaks("stage_skipped") else {}
        self._order = scope.order or {}

    def __call__(self, row: "DealRow") -> list[str]:
        """The keys of the rules that it breaks."""
        found = []
        close = row.close_date
        if close is not None:
            if self._past and close < self._today:
                found.append("past_close_date")
            if self._window and not self._first <= close <= self._last:
                found.append("outside_window")
        elif self._window:
            found.append("outside_window")
        if self._money and not row.partner_minor:
            found.append("no_money")
        if self._services and not row.services_minor and row.partner_minor:
            found.append("no_services")
        if self._step and not row.next_step and (close is None or close <= self._soon):
            found.append("no_next_step")
        if self._unchanged and row.updated_on is not None and row.updated_on < self._old:
            found.append("unchanged")
        if row.id in self._before and skipped(self._before[row.id], row.stage, self._order):
            found.append("stage_skipped")
        if not row.offering_id and row.partner_id in self._offerings:
            found.append("no_offering")
        return found


def skipped(before: str, now: str, order: Mapping[str, int]) -> tuple[int, int] | None:
    """The places of the first and the last stage that was jumped over; None where none was."""
    was, is_now = order.get(fold(before)), order.get(fold(now))
    if was is None or is_now is None or is_now - was < 2:
        return None
    return was + 1, is_now - 1


def same_day_next_quarter(day: date, as_of: date) -> date:
    """The same place in the quarter after the one of `as_of`; its last day where there is none."""
    quarter = quarter_of(as_of).plus(1)
    month = (day.month - 1) % 3
    first = date(quarter.year, quarter.first.month + month, 1)
    return min(first + timedelta(days=day.day - 1), _last_of_month(quarter, month))


def first_day(scope: Scope) -> date | None:
    """The first day of the window that is not over; None without a window."""
    days = scope.days
    if days is None or days.window_last < days.window_first:
        return None
    return max(days.window_first, min(scope.as_of, days.window_last))


def _last_of_month(quarter: Quarter, month: int) -> date:
    following = quarter.plus(1).first if month == 2 else date(
        quarter.year, quarter.first.month + month + 1, 1
    )  # fmt: skip
    return following - timedelta(days=1)


def _moved(day: date, by: int) -> str:
    try:
        return (day + timedelta(days=by)).isoformat()
    except OverflowError:
        return _FIRST if by < 0 else _LAST
