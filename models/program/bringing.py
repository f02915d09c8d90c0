"""Records made up to bring one criterion to a number, or taken away to the same end."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from models.names import fold
from models.partner import Agreement, Contact, Integration, Offering, Training
from models.program.deal_criteria import BY_DEALS
from models.program.measure import Facts, findings, reach
from models.program.terms import CriterionTerms, Terms

MONEY = ("aggregate_tcv", "deal_money")
TABLE_OF = {
    "people_trained": "trainings",
    "contacts": "contacts",
    "offerings": "offerings",
    "integrations": "integrations",
    "agreement": "agreements",
}


def can_be_brought(criterion: CriterionTerms) -> bool:
    """Whether a number can be tried for it: for all but what time alone brings."""
    return criterion.counts in {*TABLE_OF, *MONEY, *BY_DEALS, "geographies", "fact"}


def brought(facts: Facts, criterion: CriterionTerms, terms: Terms, number: int, day: date) -> Facts:
    """The facts in which a criterion comes to the number, or as near as it can get."""
    actual = int(findings(facts, terms, day)[criterion.id].actual)
    if actual == number:
        return facts
    if criterion.counts == "fact":
        values: dict[str, Any] = dict.fromkeys(criterion.of, bool(number))
        return replace(facts, partner=replace(facts.partner, **values))
    if criterion.counts == "geographies":
        return replace(facts, offerings=_reaching(facts, terms, criterion, number, day))
    table = TABLE_OF.get(criterion.counts)
    if table is None:
        return facts
    if number < actual:
        return _fewer(facts, table, criterion, terms, number, day)
    more: dict[str, Any] = {
        table: (*getattr(facts, table), *new_records(facts, criterion, number - actual, day))
    }
    return replace(facts, **more)


def new_records(
    facts: Facts, criterion: CriterionTerms, number: int, day: date, kind: str = ""
) -> tuple[Any, ...]:
    """Records that bring a criterion so far; none of them is known by its name.

    One each, but for a person who has to be trained in several kinds one of each kind.
    """
    made = _MADE.get(criterion.counts)
    if made is None:
        return ()
    known = getattr(facts, TABLE_OF[criterion.counts])
    ids = fresh_ids(known)
    names = _names(criterion.unit[0] or criterion.label, known)
    kinds = [kind or next(iter(criterion.of), "")]
    if criterion.counts == "people_trained" and criterion.combine != "any":
        kinds = list(criterion.of)
    return tuple(
        made(next(ids), facts.partner.id, name, of, day)
        for name in islice(names, number)
        for of in kinds
    )


def fresh_ids(known: Iterable[Any]) -> Iterator[int]:
    """Ids that no record has: below zero, so that nobody takes them for one of the portfolio."""
    at = min((record.id for record in known), default=0)
    at = min(at, 0)
    while True:
        at -= 1
        yield at


def widened(offering: Offering, terms: Terms, number: int, among: Sequence[str] = ()) -> Offering:
    """The offering, available in at least so many of the geographies, or of some of them."""
    if not among and number >= len(terms.geographies):
        return replace(offering, worldwide=True)
    for name in among or terms.geographies:
        if reach(offering, terms, among) >= number:
            break
        if name not in offering.geographies:
            offering = replace(offering, geographies=(*offering.geographies, name))
    return offering


def _reaching(
    facts: Facts, terms: Terms, criterion: CriterionTerms, number: int, day: date
) -> tuple[Offering, ...]:
    """The offerings, the widest one of which that counts is available in so many geographies."""
    finding = findings(facts, terms, day)[criterion.id]
    offerings, among = facts.offerings, criterion.of
    if number < finding.actual:
        return tuple(_narrowed(offering, terms, number, among) for offering in offerings)
    if not finding.counted:
        [made] = new_records(facts, replace(criterion, counts="offerings"), 1, day)
        return (*offerings, widened(made, terms, number, among))
    widest = finding.counted[0].id
    return tuple(
        widened(offering, terms, number, among) if offering.id == widest else offering
        for offering in offerings
    )


def _narrowed(offering: Offering, terms: Terms, number: int, among: Sequence[str]) -> Offering:
    if reach(offering, terms, among) <= number:
        return offering
    told = terms.geographies if offering.worldwide else offering.geographies
    reached = {name for where in told for name in terms.geographies_named(where)}
    counting = [name for name in among or terms.geographies if name in reached]
    kept = [name for name in terms.geographies if name in reached and name not in counting[number:]]
    return replace(offering, worldwide=False, geographies=tuple(kept))


def _fewer(
    facts: Facts, table: str, criterion: CriterionTerms, terms: Terms, number: int, day: date
) -> Facts:
    """Without the last records that count; what they had hidden may count then, and goes too."""
    while (found := findings(facts, terms, day)[criterion.id]).actual > number:
        over = int(found.actual) - number if criterion.kind == "count" else len(found.counted)
        gone = {ref.id for ref in found.counted[-over:]}
        left: dict[str, Any] = {
            table: tuple(one for one in getattr(facts, table) if one.id not in gone)
        }
        facts = replace(facts, **left)
    return facts


def _names(stem: str, known: Iterable[Any]) -> Iterator[str]:
    """Names that no record has yet: "New person 1", "New person 2"."""
    taken = {
        fold(str(getattr(record, field)))
        for record in known
        for field in ("name", "person", "product")
        if hasattr(record, field)
    }
    number = 0
    while True:
        number += 1
        name = f"New {stem} {number}"
        if fold(name) not in taken:
            yield name


def _training(key: int, owner: int, name: str, of: str, day: date) -> Training:
    return Training(key, owner, name, of, completed_on=day)


def _contact(key: int, owner: int, name: str, of: str, _: date) -> Contact:
    return Contact(key, owner, name, of)


def _offering(key: int, owner: int, name: str, _: str, __: date) -> Offering:
    return Offering(key, owner, name, standard=True)


def _integration(key: int, owner: int, name: str, _: str, __: date) -> Integration:
    return Integration(key, owner, name)


def _agreement(key: int, owner: int, _: str, of: str, day: date) -> Agreement:
    return Agreement(key, owner, of, signed_on=day)


_MADE: Mapping[str, Callable[[int, int, str, str, date], Any]] = {
    "people_trained": _training,
    "contacts": _contact,
    "offerings": _offering,
    "integrations": _integration,
    "agreement": _agreement,
}
