"""What a letter says: the partner's edition of its file, whom it goes to, the award."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.assessment_result import Result
from models.partner import Contact
from models.partner_file import PartnerFile
from models.program.terms import Terms
from reports.facts import PARTNER, PackFacts, freeze
from reports.figures import Figures

STATUS, ASSESSMENT = "status", "assessment"
TITLES = {STATUS: "Status statement", ASSESSMENT: "Assessment result"}
LONGEST_NOTE = 2_000  # characters; what is longer is refused where it is typed
_ROLES = ("alliance manager", "executive sponsor")


class Person(NamedTuple):
    """Somebody a letter goes to or comes from, with the part they have in it."""

    name: str
    role: str


class Award(NamedTuple):
    """The tier granted by an assessment, as labels: blank for none, or where none was held.

    `direction` is up, same or down from `before`; `until` ends an exception.
    """

    year: int
    tier: str
    before: str
    direction: str
    by_exception: bool
    until: date | None
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything that a letter says; `pack` holds the partner's edition of the facts.

    `measurement` is the day that counts next; `award` belongs to the result of an assessment.
    `included` and `on_invitation` are the benefits of the granted tier. The note is in the
    writer's own words, up to LONGEST_NOTE characters of it.
    """

    pack: PackFacts
    kind: str
    on: date
    measurement: date
    to: tuple[Person, ...]
    sender: tuple[Person, ...]
    note: str = ""
    award: Award | None = None
    included: tuple[str, ...] = ()
    on_invitation: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return TITLES[self.kind]


def status_letter(file: PartnerFile, terms: Terms, *, on: date, note: str = "") -> LetterFacts:
    """How the partner stands, and what can still be made up until the next measurement (C071)."""
    pack = _pack(file, terms, STATUS)
    return LetterFacts(
        pack,
        STATUS,
        on,
        Figures(pack).measurement,
        _people(pack.file.contacts, "partner", on),
        _people(pack.file.contacts, "host", on),
        note,
    )


def assessment_letter(
    file: PartnerFile, terms: Terms, award: Award, tier: str, *, on: date, note: str = ""
) -> LetterFacts:
    """The result of a January assessment; `file` as it was frozen, `tier` the key granted or none.

    The benefits named are those of the granted tier (C079).
    """
    pack = _pack(file, terms, ASSESSMENT)
    states: dict[str, list[str]] = {"included": [], "invite_only": []}
    for benefit, state in terms.benefits_of(tier) if tier else ():
        if state in states:
            states[state].append(benefit.label)
    return LetterFacts(
        pack,
        ASSESSMENT,
        on,
        Figures(pack).measurement,
        _people(pack.file.contacts, "partner", on),
        _people(pack.file.contacts, "host", on),
        note,
        award,
        tuple(states["included"]),
        tuple(states["invite_only"]),
    )


def result_letter(result: Result, *, on: date, note: str = "") -> LetterFacts:
    """What was signed for a partner, on the facts that it was signed on (C016, C071)."""
    award = Award(
        result.year,
        result.tier.label if result.tier else "",
        result.before.label if result.before else "",
        result.direction,
        result.by_exception,
        result.until,
        result.leaves,
    )
    key = result.tier.key if result.tier else ""
    return assessment_letter(result.file, result.terms, award, key, on=on, note=note)


def recipients(letter: LetterFacts) -> str:
    """Whom the letter names, as the log keeps it."""
    return ", ".join(person.name for person in letter.to)


def _pack(file: PartnerFile, terms: Terms, kind: str) -> PackFacts:
    return freeze(file, terms, edition=PARTNER, title=TITLES[kind])


def _people(contacts: Iterable[Contact], side: str, day: date) -> tuple[Person, ...]:
    """Who speaks for a side on the day, the day-to-day contact first."""
    found = [
        contact
        for contact in contacts
        if contact.side == side
        and contact.role in _ROLES
        and (contact.since is None or contact.since <= day)
        and (contact.until is None or day < contact.until)
    ]
    found.sort(key=lambda contact: (_ROLES.index(contact.role), contact.name))
    return tuple(Person(contact.name, contact.role.capitalize()) for contact in found)
