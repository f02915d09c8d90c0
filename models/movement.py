"""How the pipeline moved between two days: what it opened with, each step, what it closed with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, Protocol

from models.program.deals import in_program_currency

# Each step with what it is called, in the order in which they are shown.
STEPS = {
    "added": "Added",
    "qualified": "Qualified",
    "pulled_in": "Pulled in",
    "slipped": "Slipped",
    "valued_up": "Valued up",
    "valued_down": "Valued down",
    "won": "Won",
    "lost": "Lost",
    "unqualified": "Unqualified",
    "removed": "Removed",
    "other": "Other",
}


class SnapDeal(Protocol):
    """A deal as models.store.snapshots keeps it; `close_date` is ISO text."""

    @property
    def id(self) -> int: ...
    @property
    def partner_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def close_date(self) -> str | None: ...
    @property
    def partner_minor(self) -> int: ...
    @property
    def services_minor(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def qualified(self) -> int: ...
    @property
    def stage(self) -> str: ...


class Sum(NamedTuple):
    """So many deals with so much money, in minor units of the program's currency."""

    deals: int = 0
    minor: int = 0


class Move(NamedTuple):
    """What one deal did in one step: `number` and `minor` are what that does to the pipeline.

    `before` and `after` are the deal on the two days, None where it was not there; `was` and `now`
    its money then, None where it has no rate. A date that moves inside the pipeline does nothing
    to the sum; the step has the deal all the same.
    """

    step: str
    partner_id: int
    before: SnapDeal | None
    after: SnapDeal | None
    was: int | None
    now: int | None
    number: int
    minor: int
    why: str = ""

    @property
    def deal(self) -> SnapDeal:
        found = self.after or self.before
        assert found is not None  # noqa: S101  a move is of a deal
        return found

    @property
    def key(self) -> tuple[str, int, int]:
        return self.step, self.deal.id, self.partner_id


@dataclass(frozen=True, slots=True)
class Step:
    """All moves of one kind; `deals` is how many of them, `count` and `minor` what they do."""

    key: str
    moves: tuple[Move, ...]
    count: int
    minor: int

    @property
    def label(self) -> str:
        return STEPS[self.key]

    @property
    def deals(self) -> int:
        return len(self.moves)

    @property
    def touched(self) -> int:
        """The money in the deals of the step, as it is now, else as it was."""
        return sum(move.was or 0 if move.now is None else move.now for move in self.moves)


@dataclass(frozen=True)
class Movement:
    """Opening, steps and closing of the pipeline of some partners, or of one.

    `missing` counts by currency the open deals that have no rate and are left out on both days.
    """

    opening: Sum
    steps: tuple[Step, ...]
    closing: Sum
    currency: str
    missing: Mapping[str, int]

    @cached_property
    def by_key(self) -> Mapping[str, Step]:
        return {step.key: step for step in self.steps}

    def step(self, key: str) -> Step:
        return self.by_key[key]

    @property
    def moved(self) -> int:
        """How much more, or less, there is at the end."""
        return self.closing.minor - self.opening.minor


@dataclass(frozen=True, slots=True)
class Scope:
    """What counts as pipeline: open and qualified; with `first` and `last`, due between them."""

    first: date | None = None
    last: date | None = None

    def holds(self, deal: SnapDeal) -> bool:
        return bool(deal.status == "open" and deal.qualified and self.spans(deal.close_date))

    def spans(self, close: str | None) -> bool:
        if self.first is None or self.last is None:
            return True
        return close is not None and self.first.isoformat() <= close <= self.last.isoformat()


ALL_OPEN = Scope()


@dataclass(frozen=True)
class Movements:
    """The movement of all partners together, and of each that has something in it."""

    total: Movement
    partners: Mapping[int, Movement]

    def of(self, partner_ids: Iterable[int]) -> Movement:
        """The movement of some partners together."""
        own = [self.partners[one] for one in partner_ids if one in self.partners]
        moves = [move for one in own for step in one.steps for move in step.moves]
        return _movement(
            moves,
            Sum(sum(one.opening.deals for one in own), sum(one.opening.minor for one in own)),
            Sum(sum(one.closing.deals for one in own), sum(one.closing.minor for one in own)),
            sum((Counter(one.missing) for one in own), Counter()),
            self.total.currency,
        )


def movements(
    before: Iterable[SnapDeal],
    after: Iterable[SnapDeal],
    *,
    currency: str,
    rates: Mapping[str, Decimal],
    scope: Scope = ALL_OPEN,
    days: tuple[date, date] | None = None,
) -> Movements:
    """How the pipeline moved from the first list of deals to the second.

    Both are in the program's currency at the same rates, so that a rate moves nothing. With the
    two `days`, a deal that came and was closed in between is added and won, or lost.
    """
    found = _Finder(currency, rates, scope, days)
    known = {deal.id: deal for deal in before}
    for deal in after:
        found.compare(known.pop(deal.id, None), deal)
    for deal in known.values():
        found.compare(deal, None)
    return found.movements()


class _Finder:
    """Takes one deal after the other, as it was and as it is."""

    def __init__(
        self,
        currency: str,
        rates: Mapping[str, Decimal],
        scope: Scope,
        days: tuple[date, date] | None,
    ) -> None:
        self.currency, self.rates, self.scope = currency, rates, scope
        self.days = tuple(day.isoformat() for day in days) if days else None
        self.moves: list[Move] = []
        self.opening: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        self.closing: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        self.missing: dict[int, Counter[str]] = defaultdict(Counter)

    def money(self, deal: SnapDeal) -> int | None:
        if deal.currency == self.currency:
            return deal.partner_minor + deal.services_minor
        portions = in_program_currency(
            deal.partner_minor, deal.services_minor, deal.currency, self.currency, self.rates
        )
        return None if portions is None else sum(portions)

    def compare(self, before: SnapDeal | None, after: SnapDeal | None) -> None:
        was_in = before is not None and self.scope.holds(before)
        is_in = after is not None and self.scope.holds(after)
        if not was_in and not is_in:
            if before is None and after is not None:
                self._passed_through(after)
            return
        was = None if before is None else self.money(before)
        now = None if after is None else self.money(after)
        if (is_in and now is None) or (was_in and was is None):
            self._unrated(before if was_in else None, after if is_in else None, was, now)
            return
        if was_in and before is not None and was is not None:
            _count(self.opening[before.partner_id], was)
        if is_in and after is not None and now is not None:
            _count(self.closing[after.partner_id], now)
        if before != after:
            self.moves += self._moves(before, after, was, now, was_in, is_in)

    def _moves(
        self,
        before: SnapDeal | None,
        after: SnapDeal | None,
        was: int | None,
        now: int | None,
        was_in: bool,
        is_in: bool,
    ) -> Iterator[Move]:
        if before is not None and was is not None and was_in and not is_in:
            step, why = self._left(before, after)
            yield Move(step, before.partner_id, before, after, was, now, -1, -was, why)
        elif after is not None and now is not None and is_in and not was_in:
            step, why = _came(before, after)
            yield Move(step, after.partner_id, before, after, was, now, 1, now, why)
        elif before is not None and after is not None and was is not None and now is not None:
            yield from _stayed(before, after, was, now)

    def _left(self, before: SnapDeal, after: SnapDeal | None) -> tuple[str, str]:
        if after is None:
            return "removed", "not in the records any more"
        if after.status in ("won", "lost"):
            return after.status, ""
        if not after.qualified:
            return "unqualified", ""
        return _dated(before.close_date, after.close_date, "moved out of the window") or (
            "other", "out of the window",
        )  # fmt: skip

    def _passed_through(self, deal: SnapDeal) -> None:
        """A deal that came and was closed between the two days, and was due in the window."""
        close, days = deal.close_date, self.days
        if days is None or close is None or not deal.qualified or deal.status == "open":
            return
        now = self.money(deal)
        if now is None or not days[0] < close <= days[1] or not self.scope.spans(close):
            return
        owner, why = deal.partner_id, f"came and was {deal.status} in between"
        self.moves.append(Move("added", owner, None, deal, None, now, 1, now, why))
        self.moves.append(Move(deal.status, owner, None, deal, None, now, -1, -now, why))

    def _unrated(
        self, before: SnapDeal | None, after: SnapDeal | None, was: int | None, now: int | None
    ) -> None:
        """One of the days has no rate: what is known of the other day comes, or goes, by itself."""
        for deal, minor in ((before, was), (after, now)):
            if deal is not None and minor is None:
                self.missing[deal.partner_id][deal.currency] += 1
                if before is not None and after is not None and was is None and now is None:
                    break  # the same deal is left out once
        if before is not None and was is not None:
            owner = before.partner_id
            _count(self.opening[owner], was)
            why = "in a currency without a rate now"
            self.moves.append(Move("other", owner, before, after, was, now, -1, -was, why))
        if after is not None and now is not None:
            owner = after.partner_id
            _count(self.closing[owner], now)
            why = "in a currency without a rate before"
            self.moves.append(Move("other", owner, before, after, was, now, 1, now, why))

    def movements(self) -> Movements:
        own: dict[int, list[Move]] = defaultdict(list)
        for move in self.moves:
            own[move.partner_id].append(move)
        owners = {*own, *self.opening, *self.closing, *self.missing}
        partners = {
            owner: _movement(
                own[owner],
                Sum(*self.opening[owner]),
                Sum(*self.closing[owner]),
                self.missing[owner],
                self.currency,
            )
            for owner in owners
        }
        total = _movement(
            self.moves,
            _together(self.opening.values()),
            _together(self.closing.values()),
            sum(self.missing.values(), Counter()),
            self.currency,
        )
        return Movements(total, partners)


def _movement(
    moves: Iterable[Move], opening: Sum, closing: Sum, missing: Mapping[str, int], currency: str
) -> Movement:
    by_step: dict[str, list[Move]] = {key: [] for key in STEPS}
    for move in moves:
        by_step[move.step].append(move)
    steps = tuple(
        Step(key, tuple(own), sum(m.number for m in own), sum(m.minor for m in own))
        for key, own in by_step.items()
    )
    return Movement(opening, steps, closing, currency, dict(missing))


def _count(tally: list[int], minor: int) -> None:
    tally[0] += 1
    tally[1] += minor


def _together(tallies: Iterable[list[int]]) -> Sum:
    deals = minor = 0
    for one in tallies:
        deals += one[0]
        minor += one[1]
    return Sum(deals, minor)


def _came(before: SnapDeal | None, after: SnapDeal) -> tuple[str, str]:
    if before is None:
        return "added", ""
    if before.status != "open":
        return "other", f"was {before.status}, open again"
    if not before.qualified:
        return "qualified", ""
    return _dated(before.close_date, after.close_date, "moved into the window") or (
        "other", "into the window",
    )  # fmt: skip


def _stayed(before: SnapDeal, after: SnapDeal, was: int, now: int) -> Iterator[Move]:
    owner = after.partner_id
    if before.partner_id != owner:
        why = "moved to another partner"
        yield Move("other", before.partner_id, before, after, was, now, -1, -was, why)
        why = "moved from another partner"
        yield Move("other", owner, before, after, was, now, 1, was, why)
    dated = _dated(before.close_date, after.close_date, "")
    if dated is not None:
        yield Move(dated[0], owner, before, after, was, now, 0, 0, dated[1])
    if now != was:
        step = "valued_up" if now > was else "valued_down"
        yield Move(step, owner, before, after, was, now, 0, now - was)


def _dated(before: str | None, after: str | None, why: str) -> tuple[str, str] | None:
    """The step of a close date that moved; None where it did not."""
    if before == after:
        return None
    if before is None:
        return "other", "has a close date now"
    if after is None:
        return "other", "has no close date any more"
    return ("slipped" if after > before else "pulled_in"), why
