"""All evidence of a partner with what it proves: for its page, its binder and its pack."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.checklist.evidence_record import Evidence
from models.checklist.facts import facts_of
from models.checklist.filled import Filled
from models.checklist.proof import (
    WHOLE,
    Checked,
    Proof,
    checked_of,
    proofs_of,
)
from models.checklist.records import Checklist, Where
from models.errors import UserError
from models.governance.omission_review import called
from models.ledgers import Omission
from models.partner_file import PartnerFile
from models.store import evidence as kept
from models.store import records
from models.store.checklists import applying, checklist_id, fill, held_of
from models.store.portfolio import Portfolio
from models.store.standing import partner_file


@dataclass(frozen=True, slots=True)
class Aim:
    """What a new file can be for; `group` is its checklist, "Criteria", or blank: the partner."""

    label: str
    group: str
    where: Where | None = None
    item: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of a checklist that asks for a criterion, and its state."""

    title: str
    where: Where
    item: str
    state: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What there is to one criterion of the program."""

    files: tuple[Evidence, ...]
    items: tuple[Asked, ...]


@dataclass(frozen=True)
class EvidencePage:
    """A partner's evidence: what is there, what more can be for, and what each criterion has."""

    partner_id: int
    partner: str
    proofs: tuple[Proof, ...]
    aims: tuple[Aim, ...]
    links: Mapping[str, Linked]
    sample: bool = False


def page(portfolio: Portfolio, partner_id: int, today: date) -> EvidencePage:
    """All evidence of a partner. Raises UserError where the partner is gone."""
    file = partner_file(portfolio, partner_id, today)
    own = kept.of_partner(portfolio, partner_id)
    told = _told(portfolio, file, own, today)
    return EvidencePage(
        partner_id,
        file.partner.name,
        proofs_of(own, told, _criteria(file), _cases(portfolio, partner_id)),
        _aims(told, file),
        _links(own, told),
        file.sample,
    )


def links(portfolio: Portfolio, partner_id: int, today: date) -> dict[str, Linked]:
    """What there is to each criterion of the program, by its id: files, and who asks for it."""
    file = partner_file(portfolio, partner_id, today)
    own = kept.of_partner(portfolio, partner_id)
    return _links(own, _told(portfolio, file, own, today))


def for_pack(
    portfolio: Portfolio, file: PartnerFile, today: date
) -> tuple[tuple[Checked, ...], tuple[Proof, ...]]:
    """The begun checklists of a partner and its evidence, as a pack tells them."""
    own = [one for one in kept.of_partner(portfolio, file.partner.id) if not one.replaced_by]
    told = _told(portfolio, file, own, today)
    # What a survey says stands with the health of the alliance, not among checklists.
    begun = (one for one in told if one.checklist is not None and not one.template.survey)
    cases = _cases(portfolio, file.partner.id)
    return tuple(map(checked_of, begun)), proofs_of(own, told, _criteria(file), cases)


def export(
    portfolio: Portfolio,
    proofs: Iterable[Proof],
    folder: Path,
    progress: Callable[[int, int, str], object] | None = None,
) -> dict[str, str]:
    """Put the content of each file into a folder, named by its digest.

    Gives the sentences for those whose copy is missing or damaged, by digest.
    """
    wrong: dict[str, str] = {}
    files = {proof.evidence.sha256: proof.evidence.file for proof in proofs}
    for at, (sha256, name) in enumerate(files.items()):
        if progress is not None:
            progress(at, len(files), f"Reading {name}")
        try:
            data = kept.content(portfolio, sha256)
        except UserError as fault:
            wrong[sha256] = str(fault)
            continue
        (folder / sha256).write_bytes(data)
    return wrong


def _told(
    portfolio: Portfolio, file: PartnerFile, own: Sequence[Evidence], today: date
) -> list[Filled]:
    """The checklists that apply, were begun, or that some file is for; those that apply first."""
    partner_id = file.partner.id
    begun = records.find(portfolio, Checklist, partner_id=partner_id)
    named = {Where(partner_id, one.template, one.period): None for one in own if one.item}
    listed = {Where(partner_id, one.template, one.period): one.id for one in begun}
    ids = {*listed.values(), *(checklist_id(where) for where in named)}
    held = held_of(portfolio, ids, [partner_id])
    facts = facts_of(file, today)
    found = []
    for where in dict.fromkeys([*applying(held, file, today), *listed, *named]):
        try:
            found.append(fill(portfolio, where, file, held, today, facts))
        except UserError:
            continue  # its template is gone; its files are shown all the same
    return found


def _links(own: Sequence[Evidence], told: Sequence[Filled]) -> dict[str, Linked]:
    files: dict[str, list[Evidence]] = {}
    items: dict[str, list[Asked]] = {}
    for one in own:
        if one.criterion and not one.replaced_by:
            files.setdefault(one.criterion, []).append(one)
    for filled in told:
        for line in filled.asked:
            if line.item.criterion:
                asked = Asked(filled.title, filled.where, line.item.key, line.state)
                items.setdefault(line.item.criterion, []).append(asked)
    return {
        key: Linked(tuple(files.get(key, ())), tuple(items.get(key, ())))
        for key in {*files, *items}
    }


def _cases(portfolio: Portfolio, partner_id: int) -> dict[int, str]:
    return {one.id: called(one) for one in records.find(portfolio, Omission, partner_id=partner_id)}


def _criteria(file: PartnerFile) -> dict[str, str]:
    return {one.id: one.label for one in file.terms.criteria} if file.terms else {}


def _aims(told: Sequence[Filled], file: PartnerFile) -> tuple[Aim, ...]:
    found = [Aim(WHOLE, "")]
    found += [Aim(label, "Criteria", criterion=key) for key, label in _criteria(file).items()]
    for filled in told:
        if filled.closed:
            continue
        found += [
            Aim(line.question, filled.title, filled.where, line.item.key, line.item.criterion)
            for line in filled.asked
        ]
    return tuple(found)
