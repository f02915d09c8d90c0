"""What putting findings right would do to a partner: its money, and its tier as decided anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.dates import quarter_of
from models.deal import Deal
from models.hygiene.fixes import part
from models.hygiene.rules import RULES
from models.hygiene.thresholds import KEYS
from models.partner_file import CountedDeal, PartnerFile
from models.program.deals import IN_TOTAL, Periods, periods
from models.program.terms import Terms
from models.program.what_if import Trial, decided, in_program_money
from models.text import counted

_PERCENT = Decimal(10)  # of the value that is tried as a services portion
MOVING = ("past_close_date", "outside_window")


@dataclass(frozen=True, slots=True)
class Effect:
    """One rule's findings of one partner.

    `counts` is what they are in the sum now, `comes` what would come into it once put right, in
    minor units of the program's currency. `tier` is the calculated tier, `lifted` the one that
    putting right the `fewest` of them would bring, `without` the one that would be left if none
    of them were there; keys of tiers.
    """

    rule: str
    partner_id: int
    partner: str
    deals: tuple[int, ...]
    counts: int
    comes: int
    tier: str
    lifted: str
    without: str
    fewest: tuple[int, ...]
    rises: bool
    falls: bool
    sentences: tuple[str, ...]


def effects(
    file: PartnerFile,
    terms: Terms,
    found: Mapping[int, Sequence[str]],
    twins: Mapping[int, Sequence[int]],
) -> dict[str, Effect]:
    """The effect of each rule that a partner's deals break; `found` has the rules by deal."""
    by_rule: dict[str, list[CountedDeal]] = {}
    for deal in file.deals:
        for rule in found.get(deal.deal.id, ()):
            by_rule.setdefault(rule, []).append(deal)
    days = periods(terms, file.decision.as_of)
    return {
        rule: _effect(rule, by_rule[rule], file, terms, days, twins)
        for rule in KEYS
        if rule in by_rule
    }


def into_window(deal: Deal, days: Periods) -> date:
    """The day to which a date is moved at the least: the end of the quarter, or of the window."""
    soon = min(quarter_of(days.as_of).last, days.window_last)
    if deal.close_date is None or deal.close_date < days.as_of:
        return soon
    return min(deal.close_date, days.window_last)


def _effect(
    rule: str,
    deals: Sequence[CountedDeal],
    file: PartnerFile,
    terms: Terms,
    days: Periods,
    twins: Mapping[int, Sequence[int]],
) -> Effect:
    going = _surplus(deals, twins) if rule == "duplicate" else deals
    counting = [one for one in going if counts(one, terms)]
    better = [(one, deal) for one in deals if (deal := _better(rule, one, terms, days)) is not None]
    before = file.decision.calculated_tier
    lifted, fewest = before, tuple[int, ...]()
    if better:
        lifted, fewest = _fewest(better, file, terms)
    without = before
    if counting and RULES[rule].weighs:
        gone = frozenset(("deals", one.deal.id) for one in going)
        without = decided(file, Trial(gone=gone), terms).calculated_tier
    rank = {tier.key: at for at, tier in enumerate((*terms.tiers, terms.outside))}
    rises, falls = rank[lifted] < rank[before], rank[without] > rank[before]
    made = Effect(
        rule,
        file.partner.id,
        file.partner.name,
        tuple(one.deal.id for one in deals),
        sum(one.tcv_minor for one in counting),
        sum(deal.tcv_minor for one, deal in better if not counts(one, terms)),
        before,
        lifted,
        without,
        fewest if rises else (),
        rises,
        falls,
        (),
    )
    return replace(made, sentences=tuple(_sentences(made, len(going), terms)))


def _sentences(made: Effect, going: int, terms: Terms) -> Iterable[str]:
    if made.rises:
        one, many = RULES[made.rule].lift
        words = (one if len(made.fewest) == 1 else many).format(n=f"{len(made.fewest):,}")
        yield f"{words} lifts {made.partner} to {terms.label(made.lifted)}."
    if not made.counts or not RULES[made.rule].weighs:
        return
    deals = f"the {counted(going, 'duplicate')}" if made.rule == "duplicate" else (
        "this deal" if going == 1 else f"these {counted(going, 'deal')}"
    )  # fmt: skip
    if made.falls:
        yield f"Without {deals} {made.partner} falls to {terms.label(made.without)}."
    elif terms.by_key[made.tier] is not terms.outside:
        yield f"{made.partner} stays {terms.label(made.tier)} without {deals}."


def counts(one: CountedDeal, terms: Terms) -> bool:
    """Whether a deal is in the sum."""
    if terms.exclude_without_services and not one.services_minor:
        return False
    return one.bucket in IN_TOTAL and (one.bucket != "losses" or terms.losses_count)


def _surplus(deals: Sequence[CountedDeal], twins: Mapping[int, Sequence[int]]) -> list[CountedDeal]:
    """All but the first of each duplicate: those that would go."""
    first: set[int] = set()
    for one in deals:
        first.add(min(one.deal.id, *twins.get(one.deal.id, (one.deal.id,))))
    return [one for one in deals if one.deal.id not in first]


def _better(rule: str, one: CountedDeal, terms: Terms, days: Periods) -> Deal | None:
    """The deal once it is put right, where that brings something into the sum."""
    if one.bucket == "no_rate" or not one.tcv_minor:
        return None
    deal = in_program_money(one, terms)
    if rule in MOVING:
        if one.bucket not in ("out_of_window", "undated") or days.window_last < days.window_first:
            return None
        if terms.exclude_without_services and not one.services_minor:
            return None
        return replace(deal, close_date=into_window(deal, days))
    if rule == "no_services" and terms.exclude_without_services and one.bucket in IN_TOTAL:
        services = max(1, part(deal.tcv_minor, _PERCENT))
        return replace(deal, services_minor=services, partner_minor=deal.tcv_minor - services)
    return None


def _fewest(
    better: Sequence[tuple[CountedDeal, Deal]], file: PartnerFile, terms: Terms
) -> tuple[str, tuple[int, ...]]:
    """The tier that all of them together bring, and the fewest, the largest first, that do."""
    ranked = [deal for _, deal in sorted(better, key=lambda pair: -pair[0].tcv_minor)]

    def tier(count: int) -> str:
        return decided(file, Trial(deals=tuple(ranked[:count])), terms).calculated_tier

    whole = tier(len(ranked))
    if whole == file.decision.calculated_tier:
        return whole, ()
    number = _least(len(ranked), lambda count: tier(count) == whole)
    return whole, tuple(deal.id for deal in ranked[:number])


def _least(most: int, enough: Callable[[int], bool]) -> int:
    """The least number from 1 on that is enough, where more of it never is too much."""
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle + 1
    return low
