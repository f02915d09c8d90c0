"""Tiers as they were known at the end of a day, beside what today's records say of that day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.deal import Rate
from models.partner import Agreement, Contact, Integration, Offering, Training
from models.program.decision import Decision
from models.program.terms import Terms, Tier
from models.store import records, snapshots, standing
from models.store.known_on import known_on
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.text import counted, shortened

Progress = Callable[[int, int, str], object]

_KINDS: Mapping[str, Any] = {
    "contact": Contact,
    "agreement": Agreement,
    "offering": Offering,
    "training": Training,
    "integration": Integration,
}
_WORDS = {"new": "entered since", "changed": "changed since", "gone": "deleted since"}
_AWAY = {"away": "given to another partner since"}
_NAMED = 2  # so many deals are named
_NAME = 40  # signs of a name


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A partner as it was known then and as it looks from today; None where it is not there.

    `id` is the partner. Money is in minor units of `currency`. `why` says what was entered,
    changed or deleted since; blank where nothing was.
    """

    id: int
    partner: str
    then: Tier | None
    now: Tier | None
    tcv_then: int
    tcv_now: int
    currency: str
    why: str

    @property
    def differs(self) -> bool:
        tiers = [tier.key if tier else None for tier in (self.then, self.now)]
        return tiers[0] != tiers[1] or self.tcv_then != self.tcv_now


@dataclass(frozen=True, slots=True)
class KnownThen:
    """All partners on one day, by folded name; both sides are judged as of that day."""

    day: date
    lines: tuple[KnownLine, ...]
    tcv_label: str

    @property
    def different(self) -> tuple[KnownLine, ...]:
        return tuple(line for line in self.lines if line.differs)


def known_then(portfolio: Portfolio, day: date, progress: Progress = lambda *_: None) -> KnownThen:
    """Judge a day by what was known at its end, and by all that is known now.

    Nothing is written. Raises UserError for a day on which nothing was known, or without a
    program; what `progress` raises ends it.
    """
    with known_on(portfolio, day, progress) as copy:
        progress(0, 3, "Judging by what was known")
        terms_then, terms = terms_on(copy, day), terms_on(portfolio, day)
        then = {
            one.partner_id: one for one in standing.assess(copy, day, terms=terms_then).decisions
        }
        progress(1, 3, "Judging by today's records")
        now = {
            one.partner_id: one for one in standing.assess(portfolio, day, terms=terms).decisions
        }
        progress(2, 3, "Comparing records")
        since = _Since(copy, portfolio)
    rules = []
    if terms_then != terms:
        rules.append("the program's rules or readings changed since")
    if since.rates:
        rules.append("rates changed since")
    order = [*now, *(one for one in then if one not in now)]
    lines = [
        _line(then.get(one), now.get(one), terms_then, terms, since.of(one), rules) for one in order
    ]
    return KnownThen(day, tuple(lines), terms.tcv_label)


class _Since:
    """What was entered, changed and deleted between two states of the records, by partner."""

    def __init__(self, then: Portfolio, now: Portfolio) -> None:
        self._deals: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._records: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.rates = _rates(then) != _rates(now)
        self._compare_deals(then, now)
        for word, kind in _KINDS.items():
            before = {one.id: one for one in records.find(then, kind)}
            for one in records.find(now, kind):
                known = before.pop(one.id, None)
                if known != one:
                    self._records[one.partner_id][word, "changed" if known else "new"] += 1
            for one in before.values():
                self._records[one.partner_id][word, "gone"] += 1

    def _compare_deals(self, then: Portfolio, now: Portfolio) -> None:
        before = {one.id: one for one in snapshots.now(then)}
        for deal in snapshots.now(now):
            known = before.pop(deal.id, None)
            if known == deal:
                continue
            self._deals[deal.partner_id]["changed" if known else "new"].append(deal.name)
            if known is not None and known.partner_id != deal.partner_id:
                self._deals[known.partner_id]["away"].append(deal.name)
        for deal in before.values():
            self._deals[deal.partner_id]["gone"].append(deal.name)

    def of(self, partner_id: int) -> tuple[str, ...]:
        """What happened to the records of a partner, in words."""
        return (*self._of_deals(partner_id), *self._of_records(partner_id))

    def _of_deals(self, partner_id: int) -> Iterator[str]:
        own: Mapping[str, Sequence[str]] = self._deals.get(partner_id, {})
        for how, words in (_WORDS | _AWAY).items():
            names = own.get(how, ())
            if names:
                some = ", ".join(shortened(name or "unnamed", _NAME) for name in names[:_NAMED])
                more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
                yield f"{counted(len(names), 'deal')} {words} ({some}{more})"

    def _of_records(self, partner_id: int) -> Iterator[str]:
        found = self._records.get(partner_id, Counter())
        for word in _KINDS:
            for how, words in _WORDS.items():
                if count := found[word, how]:
                    yield f"{counted(count, word)} {words}"


def _rates(portfolio: Portfolio) -> list[Rate]:
    return records.find(portfolio, Rate)


def _line(
    then: Decision | None,
    now: Decision | None,
    terms_then: Terms,
    terms: Terms,
    since: tuple[str, ...],
    rules: Sequence[str],
) -> KnownLine:
    one = now or then
    assert one is not None  # noqa: S101  it comes from one of the two
    why = list(since)
    if then is None:
        why.insert(0, "the partner was not known yet")
    elif now is None:
        why.insert(0, "the partner was deleted since")
    line = KnownLine(
        one.partner_id, one.partner,
        terms_then.by_key[then.calculated_tier] if then else None,
        terms.by_key[now.calculated_tier] if now else None,
        then.tcv.total if then else 0, now.tcv.total if now else 0, one.currency, "",
    )  # fmt: skip
    if line.differs:
        why += rules
    words = "; ".join(why)
    return KnownLine(line.id, line.partner, line.then, line.now, line.tcv_then, line.tcv_now,
                     line.currency, f"{words[:1].upper()}{words[1:]}" if words else "")  # fmt: skip
