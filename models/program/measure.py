"""What a partner's records say for each criterion: found, counted, left out and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from models.names import fold
from models.partner import Agreement, Contact, Grant, Integration, Offering, Partner, Training
from models.program import explain
from models.program.decision import AggregateTcv, Finding, LeftOut, Ref
from models.program.terms import CriterionTerms, Terms
from models.program.windows import whole_months
from models.text import counted as counted_text
from models.text import day_text

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides one partner's tier; deals come in as their sums.

    `by_deals` has what deals say for the criteria that have a window of their own, by criterion.
    The deals themselves, counted and left out, may stay away where only figures are wanted.
    `warnings` are sentences on records that a person should look at.
    """

    partner: Partner
    tcv: AggregateTcv = field(default_factory=AggregateTcv)
    contacts: Sequence[Contact] = ()
    agreements: Sequence[Agreement] = ()
    offerings: Sequence[Offering] = ()
    trainings: Sequence[Training] = ()
    integrations: Sequence[Integration] = ()
    grants: Sequence[Grant] = ()
    counted_deals: tuple[Ref, ...] = ()
    left_out_deals: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    by_deals: Mapping[str, Finding] = field(default_factory=dict)


def findings(facts: Facts, terms: Terms, day: date) -> dict[str, Finding]:
    """One finding for every criterion, with prerequisites as they are on `day`."""
    return {
        criterion.id: _MEASURES[criterion.counts](facts, terms, criterion, day)
        for criterion in terms.criteria
    }


def agreement_in_force(agreement: Agreement, day: date) -> bool:
    """From the day of signing to the end of the day of expiry; no expiry means for ever."""
    return not explain.agreement_fault(agreement, day)


def _by_deals(facts: Facts, _: Terms, criterion: CriterionTerms, __: date) -> Finding:
    nothing = False if criterion.kind == "yes_no" else 0
    return facts.by_deals.get(criterion.id) or Finding(criterion.id, nothing)


def _membership_months(facts: Facts, _: Terms, criterion: CriterionTerms, day: date) -> Finding:
    """Whole months since the invitation was accepted."""
    since = facts.partner.invitation_accepted_on
    if since is None or since > day:
        return Finding(criterion.id, 0)
    ref = Ref("partners", facts.partner.id, f"Member since {day_text(since)}")
    return Finding(criterion.id, whole_months(since, day), (ref,))


def _aggregate_tcv(facts: Facts, _: Terms, criterion: CriterionTerms, __: date) -> Finding:
    return Finding(criterion.id, facts.tcv.total, facts.counted_deals, facts.left_out_deals)


def _offerings(facts: Facts, _: Terms, criterion: CriterionTerms, day: date) -> Finding:
    return _distinct(
        criterion,
        facts.offerings,
        day,
        fault=explain.offering_fault,
        ref=lambda offering: Ref("offerings", offering.id, offering.name),
        key=lambda offering: fold(offering.name),
        same="offering",
    )


def _geographies(facts: Facts, terms: Terms, criterion: CriterionTerms, day: date) -> Finding:
    """The reach of the widest single offering that counts (C023, C024)."""
    counting: list[tuple[int, Ref]] = []
    left_out = []
    for offering in facts.offerings:
        ref = Ref("offerings", offering.id, offering.name)
        if fault := explain.offering_fault(offering, day):
            left_out.append(LeftOut(ref, fault))
        else:
            counting.append((reach(offering, terms, criterion.of), ref))
    if not counting:
        return Finding(criterion.id, 0, (), tuple(left_out))
    widest = max(counting, key=lambda entry: entry[0])
    for count, ref in counting:
        if ref is not widest[1]:
            words = counted_text(count, *criterion.unit)
            left_out.append(LeftOut(ref, f"in {words}; only the widest offering counts"))
    return Finding(criterion.id, widest[0], (widest[1],), tuple(left_out))


def reach(offering: Offering, terms: Terms, among: Sequence[str] = ()) -> int:
    """In how many of the program's geographies, or of some of them, an offering is available;
    worldwide is all of them.
    """
    if offering.worldwide:
        return len(among or terms.geographies)
    reached: set[str] = set()
    for name in offering.geographies:
        reached |= terms.geographies_named(name)
    return len(reached.intersection(among) if among else reached)


def _people_trained(facts: Facts, _: Terms, criterion: CriterionTerms, day: date) -> Finding:
    """Distinct people over all the kinds that count, or as many in each kind (A14)."""
    kinds = criterion.of
    trainings = [training for training in facts.trainings if training.kind in kinds]
    if criterion.combine == "each" and len(kinds) > 1:
        return _fewest(
            criterion, [(kind, _trained(criterion, trainings, day, kind)) for kind in kinds]
        )
    if criterion.combine == "all" and len(kinds) > 1:
        return _trained_in_all(criterion, trainings, day)
    return _trained(criterion, trainings, day)


def _trained(
    criterion: CriterionTerms, trainings: Iterable[Training], day: date, kind: str = ""
) -> Finding:
    return _distinct(
        criterion,
        trainings if not kind else [t for t in trainings if t.kind == kind],
        day,
        fault=lambda training, day: explain.training_fault(training, day, criterion.months),
        ref=lambda training: Ref("trainings", training.id, f"{training.person} ({training.kind})"),
        key=lambda training: fold(training.person),
        same="person",
    )


def _fewest(criterion: CriterionTerms, by_kind: Sequence[tuple[str, Finding]]) -> Finding:
    """The kind with the fewest people is what counts; the first of them where two are alike."""
    kind, fewest = min(by_kind, key=lambda entry: entry[1].actual)
    left_out = [left for _, finding in by_kind for left in finding.left_out]
    for other, finding in by_kind:
        if other != kind:
            why = f"each kind is counted by itself, and {kind} has the fewest people"
            left_out += [LeftOut(ref, why) for ref in finding.counted]
    return Finding(criterion.id, fewest.actual, fewest.counted, tuple(left_out))


def _trained_in_all(criterion: CriterionTerms, trainings: Sequence[Training], day: date) -> Finding:
    """People who have completed every kind, each named by the first training that counts."""
    by_kind = [_trained(criterion, trainings, day, kind) for kind in criterion.of]
    people = {training.id: fold(training.person) for training in trainings}
    sets = [{people[ref.id] for ref in finding.counted} for finding in by_kind]
    whole = set.intersection(*sets)
    counted: dict[str, Ref] = {}
    left_out = [left for finding in by_kind for left in finding.left_out]
    for ref in (ref for finding in by_kind for ref in finding.counted):
        person = people[ref.id]
        if person not in whole:
            left_out.append(LeftOut(ref, "not trained in every kind"))
        elif counted.setdefault(person, ref) is not ref:
            left_out.append(LeftOut(ref, f"same person as {counted[person].text}"))
    return Finding(criterion.id, len(counted), tuple(counted.values()), tuple(left_out))


def _contacts(facts: Facts, _: Terms, criterion: CriterionTerms, day: date) -> Finding:
    """Distinct people of the partner in a role, by e-mail address, else by name."""
    roles = criterion.of
    return _distinct(
        criterion,
        (contact for contact in facts.contacts if contact.role in roles),
        day,
        fault=explain.contact_fault,
        ref=lambda contact: Ref("contacts", contact.id, contact.name),
        key=lambda contact: (contact.role, fold(contact.email) or fold(contact.name)),
        same="person",
    )


def _fact(facts: Facts, _: Terms, criterion: CriterionTerms, __: date) -> Finding:
    holds = all(getattr(facts.partner, name) for name in criterion.of)
    ref = Ref("partners", facts.partner.id, criterion.label)
    return Finding(criterion.id, holds, (ref,) if holds else ())


def _integrations(facts: Facts, _: Terms, criterion: CriterionTerms, day: date) -> Finding:
    return _distinct(
        criterion,
        facts.integrations,
        day,
        fault=lambda found, _: "" if found.agreed else "not agreed with offering management",
        ref=lambda found: Ref("integrations", found.id, found.product),
        key=lambda found: fold(found.product),
        same="product",
    )


def _agreement(facts: Facts, _: Terms, criterion: CriterionTerms, day: date) -> Finding:
    return _distinct(
        criterion,
        (agreement for agreement in facts.agreements if agreement.kind in criterion.of),
        day,
        fault=lambda agreement, day: explain.agreement_fault(agreement, day, criterion.months),
        ref=lambda agreement: Ref("agreements", agreement.id, criterion.label),
        key=lambda agreement: agreement.id,
        same="agreement",
    )


def _distinct(
    criterion: CriterionTerms,
    records: Iterable[R],
    day: date,
    *,
    fault: Callable[[R, date], str],
    ref: Callable[[R], Ref],
    key: Callable[[R], object],
    same: str,
) -> Finding:
    """Count the records without a fault, each key once."""
    counted: dict[object, Ref] = {}
    left_out = []
    for record in records:
        if why := fault(record, day):
            left_out.append(LeftOut(ref(record), why))
            continue
        found = ref(record)
        known = counted.setdefault(key(record), found)
        if known is not found:
            left_out.append(LeftOut(found, f"same {same} as {known.text}"))
    actual = bool(counted) if criterion.kind == "yes_no" else len(counted)
    return Finding(criterion.id, actual, tuple(counted.values()), tuple(left_out))


_MEASURES: Mapping[str, Callable[[Facts, Terms, CriterionTerms, date], Finding]] = {
    "aggregate_tcv": _aggregate_tcv,
    "offerings": _offerings,
    "geographies": _geographies,
    "people_trained": _people_trained,
    "contacts": _contacts,
    "fact": _fact,
    "integrations": _integrations,
    "agreement": _agreement,
    "deal_money": _by_deals,
    "deals": _by_deals,
    "registered_deals": _by_deals,
    "customers": _by_deals,
    "membership_months": _membership_months,
}
