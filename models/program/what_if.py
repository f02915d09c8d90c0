"""What a partner's tier would be if some of its records were others: tried, never written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from models.deal import Deal
from models.partner import Agreement, Contact, Integration, Offering, Training
from models.partner_file import CountedDeal, PartnerFile
from models.partner_words import gap_sentence, gap_words, missing_for
from models.program.bringing import MONEY, brought
from models.program.deal_criteria import BY_DEALS, findings_of
from models.program.deals import IN_TOTAL, count_deals, facts_of, with_deals
from models.program.decide import decide
from models.program.decision import Criterion, Decision, Finding
from models.program.measure import Facts, findings
from models.program.new_deals import new_deals
from models.program.terms import CriterionTerms, Terms
from models.text import counted as counted_text
from models.text import listed, sentence

Record = Contact | Agreement | Offering | Training | Integration
R = TypeVar("R")

TABLES = ("contacts", "agreements", "offerings", "trainings", "integrations")
_NAMED = 3  # gaps that an outcome names


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried on one partner.

    `put` are records as they would be: one whose id is known stands in its place, another beside
    them. `deals` are the same, their money in the program's currency. `facts` are yes/no fields of
    the partner, `gone` records by table and id. `wanted` then brings criteria to a number (a
    yes/no to 1 or 0), one after the other, with records made up for it.
    """

    wanted: tuple[tuple[str, int], ...] = ()
    put: tuple[Record, ...] = ()
    deals: tuple[Deal, ...] = ()
    facts: tuple[tuple[str, bool], ...] = ()
    gone: frozenset[tuple[str, int]] = frozenset()

    def __bool__(self) -> bool:
        return self != Trial()

    def bring(self, criterion: str, number: int) -> "Trial":
        """The trial in which a criterion comes to a number; the last one asked for wins."""
        others = tuple(pair for pair in self.wanted if pair[0] != criterion)
        return replace(self, wanted=(*others, (criterion, number)))

    def release(self, criterion: str) -> "Trial":
        """The trial in which a criterion is left to the records."""
        return replace(self, wanted=tuple(pair for pair in self.wanted if pair[0] != criterion))

    def put_deal(self, deal: Deal) -> "Trial":
        """The trial with a deal as it would be, or with one more."""
        others = tuple(one for one in self.deals if one.id != deal.id)
        return replace(self, deals=(*others, deal))

    def drop_deal(self, deal_id: int) -> "Trial":
        """The trial in which this deal is as it is again."""
        return replace(self, deals=tuple(one for one in self.deals if one.id != deal_id))

    def also(self, other: "Trial") -> "Trial":
        """Both together; where they disagree the other one holds."""
        return Trial(
            wanted=(*_but(self.wanted, other.wanted, _first), *other.wanted),
            put=(*_but(self.put, other.put, _key), *other.put),
            deals=(*_but(self.deals, other.deals, _key), *other.deals),
            facts=(*_but(self.facts, other.facts, _first), *other.facts),
            gone=self.gone | other.gone,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a trial for a tier: the whole decision, what is missing, and both in words."""

    decision: Decision
    target: str
    reached: bool
    missing: tuple[Criterion, ...]
    headline: str
    detail: str


def applied(file: PartnerFile, trial: Trial, terms: Terms) -> Facts:
    """A partner's facts as they would be, for the days that its decision was made for."""
    as_of, day = file.decision.as_of, file.decision.prerequisites_as_of
    if not trial:
        return facts_of(file, terms, as_of)
    deals = _deals(file, trial, terms)
    facts = with_deals(_records(file, trial), deals, terms, as_of)
    for name, number in trial.wanted:
        criterion = terms.criterion(name)
        found = findings(facts, terms, day)[name]
        if criterion.counts in (*MONEY, *BY_DEALS):
            deals = _brought_deals(file, criterion, terms, number, deals, found)
            facts = with_deals(facts, deals, terms, as_of)
        else:
            facts = brought(facts, criterion, terms, number, day)
    return facts


def _brought_deals(
    file: PartnerFile,
    criterion: CriterionTerms,
    terms: Terms,
    number: int,
    deals: tuple[CountedDeal, ...],
    found: Finding,
) -> tuple[CountedDeal, ...]:
    """The deals with which a criterion comes to the number; money is never brought down."""
    as_of = file.decision.as_of
    more = new_deals(file, criterion, terms, number - int(found.actual), deals)
    if more:
        return (*deals, *count_deals(more, terms, as_of, {}))
    while criterion.counts not in MONEY and int(found.actual) > number:
        gone = {ref.id for ref in found.counted[number:]}
        deals = tuple(counted for counted in deals if counted.deal.id not in gone)
        found = findings_of(deals, terms, as_of)[criterion.id]
    return deals


def decided(file: PartnerFile, trial: Trial, terms: Terms) -> Decision:
    """The decision as it would be: the same `decide`, on the facts as they would be."""
    days = file.decision.as_of, file.decision.prerequisites_as_of
    return decide(applied(file, trial, terms), terms, *days)


def step(file: PartnerFile, trial: Trial, terms: Terms, target: str) -> Outcome:
    """What comes of a trial for a tier, with the words that a person reads."""
    decision = decided(file, trial, terms) if trial else file.decision
    return outcome(decision, terms, target, tried=bool(trial))


def outcome(decision: Decision, terms: Terms, target: str, *, tried: bool) -> Outcome:
    """A decision held against a tier; `tried` says "would be" in place of "is"."""
    missing = missing_for(decision, target)
    reached = reaches(decision, terms, target)
    label = terms.label(target)
    if reached:
        headline = f"{label} would be reached" if tried else f"{label} is reached"
        detail = _next_words(decision, terms)
    else:
        needs = counted_text(len(missing), "requirement")
        headline = f"{label} would still lack {needs}" if tried else f"{label} lacks {needs}"
        said = [low(gap_words(row, terms)) for row in missing]
        more = len(said) - _NAMED
        if more > 1:
            said = [*said[:_NAMED], f"{more} more"]
        detail = sentence(listed(said))
    return Outcome(decision, target, reached, missing, headline, detail)


def reaches(decision: Decision, terms: Terms, target: str) -> bool:
    """Whether the calculated tier is this one or a higher one."""
    rank = terms.by_key[decision.calculated_tier].rank
    return 0 < rank <= terms.by_key[target].rank


def in_program_money(counted: CountedDeal, terms: Terms) -> Deal:
    """A deal with its money in the program's currency, as a trial takes it."""
    return replace(
        counted.deal,
        partner_minor=counted.partner_minor,
        services_minor=counted.services_minor,
        tcv_minor=counted.tcv_minor,
        currency=terms.currency,
    )


def as_tried(file: PartnerFile, trial: Trial, terms: Terms) -> list[Deal]:
    """All deals with a rate as a trial has them: the open ones that do not count come first."""
    deals = {
        one.deal.id: in_program_money(one, terms) for one in file.deals if one.bucket != "no_rate"
    }
    deals |= {deal.id: deal for deal in trial.deals}
    counting = {one.deal.id for one in file.deals if one.bucket in IN_TOTAL}
    return sorted(
        deals.values(),
        key=lambda deal: (deal.status != "open", deal.id in counting, deal.name, deal.id),
    )


def _next_words(decision: Decision, terms: Terms) -> str:
    """What stands between a tier that is reached and a grant, else between it and the next one."""
    gates = decision.gates
    lacking = [
        words
        for words, holds in (
            ("the invitation is accepted", gates.invitation),
            ("the program agreement is in force", gates.agreement),
        )
        if not holds
    ]
    if lacking:
        return f"It is granted once {listed(lacking)}."
    if decision.next_tier is None:
        return "There is no higher tier."
    above = decision.next_tier.tier
    return (
        f"{terms.label(above)} is next: {low(gap_sentence(missing_for(decision, above), terms))}."
    )


def low(words: str) -> str:
    """The words as the middle of a sentence has them; a name keeps its capitals."""
    return words if words[1:] != words[1:].lower() else words[:1].lower() + words[1:]


def _records(file: PartnerFile, trial: Trial) -> Facts:
    changed: dict[str, dict[int, Any]] = {table: {} for table in TABLES}
    for record in trial.put:
        changed[record.TABLE][record.id] = record
    kept: dict[str, Any] = {
        table: _with(getattr(file, table), changed[table], table, trial.gone) for table in TABLES
    }
    facts: dict[str, Any] = dict(trial.facts)
    partner = replace(file.partner, **facts) if facts else file.partner
    return Facts(partner=partner, grants=file.grants, **kept)


def _with(
    known: Iterable[Any], changed: dict[int, Any], table: str, gone: frozenset[tuple[str, int]]
) -> tuple[Any, ...]:
    if not changed and not gone:
        return tuple(known)
    by_id = {record.id: record for record in known} | changed
    return tuple(record for key, record in by_id.items() if (table, key) not in gone)


def _deals(file: PartnerFile, trial: Trial, terms: Terms) -> tuple[CountedDeal, ...]:
    """The partner's deals with those of the trial counted anew, and only those."""
    if not trial.deals and not trial.gone:
        return file.deals
    anew = count_deals(trial.deals, terms, file.decision.as_of, {})
    by_id = {counted.deal.id: counted for counted in (*file.deals, *anew)}
    return tuple(counted for key, counted in by_id.items() if ("deals", key) not in trial.gone)


def _but(mine: Iterable[R], theirs: Iterable[R], key: Callable[[R], object]) -> list[R]:
    taken = {key(one) for one in theirs}
    return [one for one in mine if key(one) not in taken]


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


def _key(record: Any) -> tuple[str, int]:
    return record.TABLE, record.id
