"""What a pack tells of offerings, training and people: where, how many, and what ends when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.names import fold
from models.partner import Contact, Offering, Training
from models.partner_file import CountedDeal
from models.partner_words import AGREEMENTS
from models.program.explain import training_fault
from models.program.terms import CriterionTerms, Terms, Tier
from models.program.windows import last_day_within
from models.text import lower_first
from reports.figures import Figures, Sum, sum_of

HERE, LATER, ABSENT = "here", "later", "absent"
YEAR = timedelta(days=365)


class Reach(NamedTuple):
    """An offering: how it stands in each of the program's geographies, and what it sold.

    `elsewhere` are places that the program does not know.
    """

    offering: Offering
    cells: tuple[str, ...]
    elsewhere: tuple[str, ...]
    won: Sum
    open: Sum

    @property
    def here(self) -> int:
        return self.cells.count(HERE)


def reaches(figures: Figures) -> list[Reach]:
    """Every offering, the standard ones first and the widest of each kind before the others."""
    file, terms = figures.facts.file, figures.terms
    sold: dict[tuple[int, str], list[CountedDeal]] = defaultdict(list)
    for one in file.deals:
        sold[one.deal.offering_id, one.deal.status].append(one)
    found = [
        Reach(
            offering,
            cells_of(offering, terms, figures.facts.as_of),
            tuple(name for name in offering.geographies if not terms.geographies_named(name)),
            sum_of(sold[offering.id, "won"]),
            sum_of(sold[offering.id, "open"]),
        )
        for offering in file.offerings
    ]
    return sorted(
        found, key=lambda one: (not one.offering.standard, -one.here, fold(one.offering.name))
    )


def cells_of(offering: Offering, terms: Terms, day: date) -> tuple[str, ...]:
    """How an offering stands on a day in each geography of the program."""
    named: set[str] = set()
    for name in offering.geographies:
        named |= terms.geographies_named(name)
    begins = offering.available_from
    state = LATER if begins is not None and begins > day else HERE
    return tuple(
        state if offering.worldwide or place in named else ABSENT for place in terms.geographies
    )


def without_offering(figures: Figures) -> Sum:
    """Deals won that name no offering."""
    known = {offering.id for offering in figures.facts.file.offerings}
    return sum_of(
        one
        for one in figures.facts.file.deals
        if one.deal.status == "won" and one.deal.offering_id not in known
    )


class Line(NamedTuple):
    """A count of people or of other records against what each tier asks, the lowest first.

    `deeper` is a part of the line above it, which is asked for by itself only where it has
    targets.
    """

    name: str
    value: int
    targets: tuple[tuple[Tier, int], ...] = ()
    unit: tuple[str, str] = ("", "")
    left_out: int = 0
    deeper: bool = False

    def asked(self, tier: Tier) -> int:
        return next((count for other, count in self.targets if other.key == tier.key), 0)


def training_lines(figures: Figures) -> list[Line]:
    """Each criterion that counts trained people, and under it each of several kinds."""
    found = []
    for criterion in figures.criteria:
        if criterion.counts != "people_trained":
            continue
        targets = targets_of(criterion, figures)
        finding = figures.finding(criterion.id)
        # Of one person only one training counts; what else it has completed is left out for that.
        left = len(unfinished(criterion, figures))
        found.append(Line(criterion.label, int(finding.actual), targets, criterion.unit, left))
        if len(criterion.of) > 1:
            apart = targets if criterion.combine == "each" else ()
            found += [
                Line(kind, len(people), apart, criterion.unit, deeper=True)
                for kind, people in kinds_of(criterion, figures).items()
            ]
    return found


def resource_lines(figures: Figures) -> list[tuple[Line, tuple[Contact, ...]]]:
    """Each criterion that counts people in a role, and who they are."""
    people = {person.id: person for person in figures.facts.file.contacts}
    found = []
    for criterion in figures.criteria:
        if criterion.counts == "contacts" and criterion.kind == "count":
            finding = figures.finding(criterion.id)
            line = Line(
                criterion.label, int(finding.actual), targets_of(criterion, figures), criterion.unit
            )
            named = tuple(people[ref.id] for ref in finding.counted if ref.id in people)
            found.append((line, named))
    return found


def targets_of(criterion: CriterionTerms, figures: Figures) -> tuple[tuple[Tier, int], ...]:
    """What each tier requires of a criterion that is counted, the lowest first."""
    return tuple(
        (tier, int(criterion.asks[tier.key].required))
        for tier in figures.tiers
        if criterion.asks[tier.key].obligation == "required"
    )


def rising(asks: Sequence[int]) -> list[int]:
    """A scale needs targets that never fall; a tier that asks for less has that of the lower."""
    found: list[int] = []
    for ask in asks:
        found.append(max(ask, found[-1] if found else 0))
    return found


def kinds_of(criterion: CriterionTerms, figures: Figures) -> dict[str, set[str]]:
    """The people who have completed each kind that a criterion counts, by folded name."""
    day = figures.decision.prerequisites_as_of
    found: dict[str, set[str]] = {kind: set() for kind in criterion.of}
    for training in figures.facts.file.trainings:
        if training.kind in found and not training_fault(training, day, criterion.months):
            found[training.kind].add(fold(training.person))
    return found


def unfinished(criterion: CriterionTerms, figures: Figures) -> list[Training]:
    """Trainings of a criterion's kinds that do not count, for their date or its lack."""
    day = figures.decision.prerequisites_as_of
    return [
        training
        for training in figures.facts.file.trainings
        if training.kind in criterion.of and training_fault(training, day, criterion.months)
    ]


def audiences(figures: Figures) -> list[tuple[str, int]]:
    """How many people have completed each other kind of training on record, the most first."""
    asked = {kind for one in figures.criteria if one.counts == "people_trained" for kind in one.of}
    day = figures.decision.prerequisites_as_of
    people: dict[str, set[str]] = defaultdict(set)
    for training in figures.facts.file.trainings:
        if training.kind not in asked and not training_fault(training, day):
            people[training.kind].add(fold(training.person))
    return sorted(
        ((kind, len(names)) for kind, names in people.items()), key=lambda one: (-one[1], one[0])
    )


class Person(NamedTuple):
    """Somebody who was trained: the newest day of each kind, None for one that isn't completed."""

    name: str
    days: dict[str, date | None]

    @property
    def newest(self) -> date:
        return max((day for day in self.days.values() if day), default=date.min)


def people(figures: Figures) -> list[Person]:
    """Everybody with a training on record, in the order of names."""
    found: dict[str, Person] = {}
    for training in figures.facts.file.trainings:
        key = fold(training.person)
        person = found.setdefault(key, Person(training.person, {}))
        before = person.days.get(training.kind)
        days = [day for day in (before, training.completed_on) if day]
        person.days[training.kind] = max(days, default=None)
    return [found[key] for key in sorted(found)]


class Ending(NamedTuple):
    """Something that counts today and ends: the last day on which it does."""

    on: date
    what: str
    lane: str


def endings(figures: Figures) -> list[Ending]:
    """What ends within a year of the as-of day, the first first."""
    first = figures.facts.as_of
    last = min(date.max - YEAR, first) + YEAR
    found = [*_papers(figures), *_people(figures), *_courses(figures)]
    return sorted(one for one in set(found) if first <= one.on <= last)


def _papers(figures: Figures) -> Iterable[Ending]:
    ages = {
        kind: one.months
        for one in figures.criteria
        if one.counts == "agreement" and one.months
        for kind in one.of
    }
    for paper in figures.facts.file.agreements:
        days = [paper.expires_on] if paper.expires_on else []
        if paper.signed_on and paper.kind in ages:
            days.append(last_day_within(paper.signed_on, ages[paper.kind]))
        if days:
            yield Ending(min(days), AGREEMENTS.get(paper.kind, paper.kind), "Agreements")


def _people(figures: Figures) -> Iterable[Ending]:
    for person in figures.facts.file.contacts:
        if person.side == "partner" and person.until:
            what = f"{person.name or 'Unnamed'}, {lower_first(person.role)}"
            yield Ending(person.until - timedelta(days=1), what, "People")


def _courses(figures: Figures) -> Iterable[Ending]:
    """The last day of a training is that of the newest one of its kind and person."""
    for criterion in figures.criteria:
        if criterion.counts != "people_trained" or not criterion.months:
            continue
        for person in people(figures):
            days = [day for kind, day in person.days.items() if kind in criterion.of and day]
            if days:
                yield Ending(last_day_within(max(days), criterion.months), person.name, "Trainings")


def before(found: Sequence[Ending], day: date) -> list[Ending]:
    return [one for one in found if one.on < day]
