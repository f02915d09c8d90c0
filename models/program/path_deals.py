"""The steps of a path that are deals: one to date or to add, or some to register."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.deal import Deal
from models.partner_file import CountedDeal, PartnerFile
from models.program import path_words as words
from models.program.deal_criteria import span_of
from models.program.deals import count_deals
from models.program.mending import mended_deal
from models.program.new_deals import new_deal, new_deals
from models.program.path_words import Row, Step
from models.program.terms import CriterionTerms, Terms
from models.program.what_if import Trial, in_program_money


def money_step(file: PartnerFile, trial: Trial, terms: Terms, rows: Sequence[Row]) -> Step:
    """One deal: one that is there and closes the gap once it is mended, else a new one."""
    gap = max(row.gap for _, row in rows)
    taken = {deal.id for deal in trial.deals}
    known = [pair for pair in _mendable(file, terms) if pair[1].id not in taken]
    known.sort(key=lambda pair: -pair[1].tcv_minor)
    enough = [pair for pair in known if pair[1].tcv_minor >= gap]
    if enough:
        counted, deal = min(enough, key=lambda pair: _ease(*pair))
        return words.deal_step(rows, counted, deal, terms)
    instead, left = [], gap
    for counted, deal in known:
        if left > 0:
            instead.append(counted)
            left -= deal.tcv_minor
    made = new_deal(file, terms, gap, trial.deals)
    return words.new_deal_step(rows, made, instead if left <= 0 else [], terms)


def _mendable(file: PartnerFile, terms: Terms) -> Iterator[tuple[CountedDeal, Deal]]:
    """The deals that count nowhere, and how each would have to be to count."""
    for counted in file.deals:
        if terms.exclude_without_services and not counted.services_minor:
            continue
        deal = mended_deal(counted, file, terms)
        if deal is not None:
            yield counted, deal


def _ease(counted: CountedDeal, deal: Deal) -> tuple[int, int, int, int]:
    """Orders deals that do: fewer fields to change, less money to hold, fewer days to move."""
    before = counted.deal
    changes = (before.qualified != deal.qualified) + (before.close_date != deal.close_date)
    moved = 0
    if before.close_date and deal.close_date:
        moved = abs((deal.close_date - before.close_date).days)
    return changes, deal.tcv_minor, moved, deal.id


def window_steps(
    file: PartnerFile, trial: Trial, terms: Terms, rows: Sequence[Row]
) -> Iterator[Step]:
    """Deals for the criteria that have a window of their own: to be registered, else new ones."""
    as_of = file.decision.as_of
    known = [*file.deals, *count_deals(trial.deals, terms, as_of, {})]
    tried = {deal.id: deal for deal in trial.deals}
    for told, row in rows:
        some: list[CountedDeal] = []
        if told.counts == "registered_deals":
            some = list(_registrable(file, told))[: row.gap]
        day = min(span_of(told, as_of)[1], as_of)
        ready = [
            replace(tried.get(one.deal.id) or in_program_money(one, terms), registered_on=day)
            for one in some
        ]
        more = new_deals(file, told, terms, row.gap - len(ready), known)
        known += count_deals(more, terms, as_of, {})
        yield words.deals_step((told, row), [*ready, *more], some, terms)


def _registrable(file: PartnerFile, told: CriterionTerms) -> Iterator[CountedDeal]:
    """Deals that nobody has registered yet and that would count if somebody did."""
    for counted in reversed(file.deals):
        deal = counted.deal
        if deal.qualified and deal.status in told.of and deal.registered_on is None:
            yield counted
