"""What can be tried on each criterion: from where to where, how far it is now, and in words."""

from dataclasses import dataclass

from models.deal import Deal
from models.money import decimals
from models.partner_file import PartnerFile
from models.partner_words import missing_for
from models.program.bringing import MONEY, can_be_brought
from models.program.deal_criteria import BY_DEALS
from models.program.decision import Decision
from models.program.terms import CriterionTerms, Terms
from models.text import day_text, money_said, number

_BEYOND = 5  # a lever reaches so far beyond what the highest tier asks
_STEPS = 100  # of a lever of money


def deal_criterion(terms: Terms) -> str:
    """The criterion that a tried deal moves: the main amount, else the first of deals; or ""."""
    if terms.amount:
        return terms.amount.id
    return next((c.id for c in terms.criteria if c.counts in (*MONEY, *BY_DEALS)), "")


@dataclass(frozen=True, slots=True)
class Lever:
    """One criterion that can be tried, from `least` to `most` in steps of `unit`.

    `now` is what the records say, `value` what the trial makes of it, `said` the same in words;
    `moved` says the difference, blank where there is none. `missing` tells whether the tier aimed
    at lacks it now. Money is in minor units.
    """

    id: str
    label: str
    kind: str
    now: int
    value: int
    least: int
    most: int
    unit: int
    said: str
    moved: str
    missing: bool

    @property
    def steps(self) -> int:
        """How many steps there are from the least to the most."""
        return -(-(self.most - self.least) // self.unit)

    @property
    def at(self) -> int:
        """The step on which the value stands, or the one before it."""
        return (self.value - self.least) // self.unit

    def number(self, step: int) -> int:
        """What the criterion is to come to on a step."""
        return self.least + step * self.unit


def levers(file: PartnerFile, terms: Terms, after: Decision, target: str) -> tuple[Lever, ...]:
    """The levers of a partner's criteria, in the program's order; `after` is with the trial."""
    missing = {row.id for row in missing_for(file.decision, target)}
    return tuple(
        _lever(file, terms, after, told, missing=told.id in missing)
        for told in terms.criteria
        if can_be_brought(told)
    )


def deal_words(deal: Deal, file: PartnerFile, currency: str) -> tuple[str, str]:
    """A tried deal in words: what it is, and what is other than in the records."""
    amount = money_said(deal.partner_minor + deal.services_minor, currency)
    due = f"due {day_text(deal.close_date)}" if deal.close_date else "no close date"
    if deal.status != "open":
        due = f"{deal.status} {day_text(deal.close_date)}" if deal.close_date else deal.status
    name = deal.name or deal.customer or "Unnamed deal"
    known = next((one for one in file.deals if one.deal.id == deal.id), None)
    if known is None:
        return name, f"New: {amount}, {due}"
    changes = []
    if known.deal.status != deal.status:
        changes.append(deal.status)
    if known.deal.close_date != deal.close_date:
        changes.append(due if known.deal.status == deal.status else due.split(" ", 1)[-1])
    if known.tcv_minor != deal.partner_minor + deal.services_minor:
        changes.append(amount)
    if known.deal.qualified != deal.qualified:
        changes.append("qualified" if deal.qualified else "not qualified")
    return name, f"Tried: {', '.join(changes)}" if changes else "As it is"


def _lever(
    file: PartnerFile, terms: Terms, after: Decision, told: CriterionTerms, *, missing: bool
) -> Lever:
    now = int(file.decision.findings[told.id].actual)
    then = int(after.findings[told.id].actual)
    if told.kind == "yes_no":
        said = told.yes if then else told.no
        moved = "" if then == now else "added" if then else "taken away"
        return Lever(told.id, told.label, told.kind, now, then, 0, 1, 1, said, moved, missing)
    asked = max(int(told.asks[tier.key].required) for tier in terms.tiers)
    if told.kind == "money":
        unit = _round_step(max(asked, now), terms.currency)
        most = max(asked, then) + _BEYOND * unit
        said, moved = money_said(then, terms.currency), _money_moved(then - now, terms.currency)
        return Lever(
            told.id, told.label, told.kind, now, then, now, most, unit, said, moved, missing
        )
    most = max(asked, now, then) + _BEYOND
    if told.counts == "geographies":
        most = len(told.of or terms.geographies)
    said, moved = number(then), _moved(then - now)
    return Lever(told.id, told.label, told.kind, now, then, 0, most, 1, said, moved, missing)


def _moved(difference: int) -> str:
    if not difference:
        return ""
    return f"{'+' if difference > 0 else '−'}{number(abs(difference))}"


def _money_moved(difference: int, currency: str) -> str:
    if not difference:
        return ""
    return f"{'+' if difference > 0 else '−'}{money_said(abs(difference), currency)}"


def _round_step(amount: int, currency: str) -> int:
    """A step of 1, 2 or 5 with noughts, of which about a hundred make the amount."""
    least = max(amount // _STEPS, 10 ** decimals(currency))
    step = int(10 ** (len(str(least)) - 1))
    return next(factor * step for factor in (1, 2, 5, 10) if factor * step >= least)
