"""What a pack is made from: one frozen value, without what the reader may not see."""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from models.action import Action
from models.background import NOTHING, Background, OmissionCase
from models.benefits import Line
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Checked, Proof
from models.deal import Deal
from models.governance.health_views import Health, Override
from models.governance.joint_plan import Objective
from models.governance.plan_view import JointPlan
from models.governance.survey import Survey
from models.governance.voice import Reference, RoadmapItem
from models.pack_plan import KINDS, USUAL, PackPlan, Words
from models.partner import Contact, Grant, Partner
from models.partner_file import PartnerFile
from models.program.decision import Decision, Ref
from models.program.terms import Terms

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

INTERNAL = "internal"
PARTNER = "partner"
EDITIONS = (INTERNAL, PARTNER)
DEFAULT_TITLE = KINDS["full"]

# What the partner's edition never shows, by record (C102). The notes, the reasons and approvers
# of exceptions and the sales team's next steps are the host's own words; the files are its own.
# So is what it wrote for a month's review, which nobody of the partner has seen.
HOST_ONLY: Mapping[type, tuple[str, ...]] = {
    Partner: ("notes", "candidate_on", "nomination", "investments"),
    Contact: ("email", "phone"),
    Deal: ("next_step", "source", "source_line", "import_id", "updated_on"),
    Grant: ("reason", "approver", "frozen_id", "granted_by"),
    Decision: ("warnings",),
    PartnerFile: ("portfolio",),
    Evidence: ("reviewer", "note", "added_by"),
    Background: ("hygiene", "internal_risks", "wires", "minutes"),
    OmissionCase: ("flagged_for", "decided_by"),
    Line: ("evidence", "warnings", "next_step", "next_event"),
    Action: ("detail", "reason", "meeting_id", "concern_id", "plan_id"),
    Objective: ("note",),
    Words: ("note",),
    Override: ("reason", "by_whom"),
    RoadmapItem: ("note",),
    Reference: ("contact", "note"),
    Survey: ("host_words",),
}
# No field of a record says more than this in a pack; a longer one ends in an ellipsis.
LONGEST = 600

_T = TypeVar("_T")
_R = TypeVar("_R", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Everything that a pack says, for one edition; text is clean and of bounded length."""

    file: PartnerFile
    terms: Terms
    edition: str = INTERNAL
    title: str = DEFAULT_TITLE
    checked: tuple[Checked, ...] = ()
    proofs: tuple[Proof, ...] = ()
    background: Background = NOTHING
    plan: PackPlan = USUAL

    @property
    def partner(self) -> Partner:
        return self.file.partner

    @property
    def decision(self) -> Decision:
        return self.file.decision

    @property
    def as_of(self) -> date:
        return self.file.decision.as_of

    @property
    def currency(self) -> str:
        return self.file.decision.currency

    @property
    def internal(self) -> bool:
        return self.edition == INTERNAL


def freeze(
    file: PartnerFile,
    terms: Terms | None = None,
    *,
    edition: str = INTERNAL,
    title: str = "",
    checked: Iterable[Checked] = (),
    proofs: Iterable[Proof] = (),
    background: Background | None = None,
    plan: PackPlan | None = None,
) -> PackFacts:
    """The facts of one pack; `terms` are by default those that the decision was made by.

    `checked` are its checklists, `proofs` its evidence; what was replaced is left out. `plan` is
    what a person decided about it, the usual pack by default; its title gives way to `title`. The
    partner's edition leaves host-only records out here and nowhere else. Raises ValueError for an
    unknown edition.
    """
    if edition not in EDITIONS:
        raise ValueError(f"no edition {edition!r}")
    terms = terms or file.terms or _terms_on(file.decision.as_of)
    file = _own_records(replace(file, terms=None))
    file = _partner_edition(file) if edition == PARTNER else file
    plan, background = plan or USUAL, background or NOTHING
    title = clean(title or plan.title, 90) or KINDS[plan.kind]
    if edition == PARTNER:
        background = _partner_background(background)
        plan = replace(plan, words={k: Words(w.text) for k, w in plan.words.items()})
    return PackFacts(
        file=_clean(file),
        terms=terms,
        edition=edition,
        title=title,
        checked=_clean(tuple(shown_list(one, edition) for one in checked)),
        proofs=_clean(shown_proofs(proofs, edition)),
        background=_clean(background),
        plan=_clean(replace(plan, title=title)),
    )


def _terms_on(day: date) -> Terms:
    # A process that only builds packs reads no program.
    from models.program.loading import terms_on

    return terms_on(day)


def shown_proofs(proofs: Iterable[Proof], edition: str) -> tuple[Proof, ...]:
    """Evidence as an edition shows it: the partner has neither internal items' nor our words."""
    found = tuple(proof for proof in proofs if not proof.evidence.replaced_by)
    if edition == INTERNAL:
        return found
    return tuple(
        replace(proof, evidence=_shown(proof.evidence)) for proof in found if not proof.internal
    )


def shown_list(checked: Checked, edition: str) -> Checked:
    """A checklist as an edition shows it; the reason of a waiver is the host's."""
    if edition == INTERNAL:
        return checked
    items = tuple(
        replace(item, why="" if item.state == "waived" else item.why)
        for item in checked.items
        if not item.internal
    )
    return replace(checked, items=items)


def pack_id(facts: PackFacts) -> str:
    """Digest of the facts, edition and title included: the same on every machine."""
    from reports.facts_json import facts_id

    return facts_id(facts)


def digest(value: object) -> str:
    """SHA-256 of a frozen value's canonical text."""
    text = json.dumps(_canonical(value), separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def clean(text: str, longest: int = LONGEST) -> str:
    """Text as it can be drawn: composed (NFC), one line, no invisible signs, at most `longest`."""
    if text.isascii() and text.isprintable() and len(text) <= longest and "  " not in text:
        return text.strip()
    # Four times over: enough to survive blanks and marks that fall away, and bounded all the same.
    kept = "".join(map(_kept, text[: 4 * longest]))
    tidy = " ".join(unicodedata.normalize("NFC", kept).split())
    return tidy if len(tidy) <= longest else f"{tidy[: longest - 1].rstrip()}…"


@cache
def _kept(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return character if character in "\u00a0\u202f" else " "
    if kind == "Cf":
        return ""
    return "\u25a1" if kind in ("Cs", "Co", "Cn") else character


def _own_records(file: PartnerFile) -> PartnerFile:
    """Only this partner's records, whatever else a caller may have put in."""
    own = file.partner.id

    def mine(records: tuple[_T, ...], owner: Callable[[_T], int]) -> tuple[_T, ...]:
        return tuple(record for record in records if owner(record) == own)

    return replace(
        file,
        # A file's name is enough, and says nothing of the machine it lies on.
        portfolio=file.portfolio.replace("\\", "/").rpartition("/")[2],
        contacts=mine(file.contacts, lambda record: record.partner_id),
        agreements=mine(file.agreements, lambda record: record.partner_id),
        offerings=mine(file.offerings, lambda record: record.partner_id),
        trainings=mine(file.trainings, lambda record: record.partner_id),
        integrations=mine(file.integrations, lambda record: record.partner_id),
        grants=mine(file.grants, lambda record: record.partner_id),
        deals=mine(file.deals, lambda counted: counted.deal.partner_id),
    )


def _partner_edition(file: PartnerFile) -> PartnerFile:
    contacts = tuple(
        _shown(contact)
        for contact in file.contacts
        if contact.side == "partner" or contact.role != "other"
    )
    hidden = {contact.id for contact in file.contacts} - {contact.id for contact in contacts}
    findings = {
        name: replace(
            finding,
            counted=tuple(ref for ref in finding.counted if not _is_hidden(ref, hidden)),
            left_out=tuple(out for out in finding.left_out if not _is_hidden(out.record, hidden)),
        )
        for name, finding in file.decision.findings.items()
    }
    return _shown(
        replace(
            file,
            partner=_shown(file.partner),
            contacts=contacts,
            deals=tuple(replace(counted, deal=_shown(counted.deal)) for counted in file.deals),
            grants=tuple(map(_shown, file.grants)),
            decision=_shown(replace(file.decision, findings=findings)),
        )
    )


def _partner_background(background: Background) -> Background:
    return _shown(
        replace(
            background,
            benefits=tuple(map(_shown, background.benefits)),
            actions=tuple(map(_shown, background.actions)),
            omissions=tuple(map(_shown, background.omissions)),
            roadmap=tuple(map(_shown, background.roadmap)),
            references=tuple(map(_shown, background.references)),
            health=_shown_health(background.health) if background.health else None,
            joint_plan=_shown_plan(background.joint_plan) if background.joint_plan else None,
        )
    )


def _shown_plan(plan: JointPlan) -> JointPlan:
    told = tuple(replace(one, objective=_shown(one.objective)) for one in plan.objectives)
    return replace(plan, objectives=told)


def _shown_health(health: Health) -> Health:
    health = health.for_partner
    views = tuple(
        replace(view, override=_shown(view.override)) if view.override else view
        for view in health.views
    )
    survey = _shown(health.survey) if health.survey else None
    return replace(health, views=views, survey=survey)


def _is_hidden(ref: Ref, hidden: set[int]) -> bool:
    return ref.kind == Contact.TABLE and ref.id in hidden


def _shown(record: _R) -> _R:
    """The record with its host-only fields as blank as they can be."""
    blank: dict[str, Any] = {}
    for name in HOST_ONLY[type(record)]:
        value = getattr(record, name)
        blank[name] = type(value)() if isinstance(value, str | int | tuple) else None
    return replace(record, **blank)


def _clean(value: _T) -> _T:
    """The same value with every text in it clean, and mappings in the order of their keys."""
    result: Any = value
    if isinstance(value, str):
        result = clean(value)
    elif isinstance(value, tuple):
        parts = [_clean(part) for part in value]
        if any(new is not old for new, old in zip(parts, value, strict=True)):
            result = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    elif isinstance(value, Mapping):
        result = {key: _clean(value[key]) for key in sorted(value)}
    elif is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {}
        for field in fields(value):
            old = getattr(value, field.name)
            new = _clean(old)
            if new is not old:
                changed[field.name] = new
        result = replace(value, **changed) if changed else value
    cleaned: _T = result
    return cleaned


def _canonical(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _canonical(part) for key, part in value.items()}
    if is_dataclass(value):
        kind: Any = type(value)
        names: tuple[str, ...] = _names(kind)
        return [type(value).__name__, *(_canonical(getattr(value, name)) for name in names)]
    return [_canonical(part) for part in value]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
