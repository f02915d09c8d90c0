"""The program's resources: addresses as text, when somebody looked, and a kept copy of a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.checklist.evidence_kinds import kind_of
from models.checklist.evidence_names import shown_name
from models.errors import UserError
from models.governance import links
from models.governance.advocacy import ProgramLink
from models.governance.links import Look
from models.ids import derived_id, new_id
from models.names import fold, tidy
from models.store import evidence, governance_rules, records
from models.store.engine import Connection
from models.store.portfolio import Portfolio
from models.text import counted


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A resource, how long ago somebody looked, and the address as a browser takes it."""

    link: ProgramLink
    look: Look
    opens: str

    @property
    def id(self) -> int:
        return self.link.id


@dataclass(frozen=True, slots=True)
class Links:
    """All resources, the usual ones first; `missing` are usual ones that are not listed."""

    lines: tuple[LinkLine, ...]
    days: int
    due: int
    missing: tuple[str, ...]


def of_program(portfolio: Portfolio, today: date) -> Links:
    """What the page shows."""
    most = governance_rules.rules(portfolio).link_days
    usual = [fold(name) for name, _ in links.USUAL]
    found = records.find(portfolio, ProgramLink)
    known = {fold(one.name) for one in found}
    found.sort(key=lambda one: _place(fold(one.name), usual))  # else in the order of adding
    return Links(
        tuple(
            LinkLine(one, links.look(one, most, today), links.opened_as(one.address))
            for one in found
        ),
        most,
        links.due(found, most, today),
        tuple(name for name, _ in links.USUAL if fold(name) not in known),
    )


def _place(name: str, usual: Sequence[str]) -> int:
    return usual.index(name) if name in usual else len(usual)


def add_usual(portfolio: Portfolio) -> int:
    """Name the resources that a program has, without an address; how many were not listed yet."""
    known = {fold(one.name) for one in records.find(portfolio, ProgramLink)}
    wanted = [one for one in links.USUAL if fold(one[0]) not in known]
    with portfolio.change("List the program’s resources"):
        for name, note in wanted:
            # Another laptop that does the same makes the same records.
            link_id = derived_id("program_links", fold(name))
            if not records.find(portfolio, ProgramLink, id=link_id):
                records.add(portfolio, ProgramLink(link_id, name, note=note))
    return len(wanted)


def add(portfolio: Portfolio, name: str) -> int:
    """A resource of one's own."""
    return records.add(portfolio, ProgramLink(new_id(), tidy(name) or "New resource"))


def set_links(portfolio: Portfolio, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Set fields of some, as one change; another address has not been looked at yet."""
    with portfolio.change(f"Edit {counted(len(ids), 'resource')}"):
        for link_id in ids:
            before = records.get(portfolio, ProgramLink, link_id)
            wanted = dict(values)
            if not tidy(str(wanted.get("name", before.name))):
                raise UserError("A resource needs a name.", "Type one, or press Esc to go back.")
            if wanted.get("address", before.address) != before.address:
                wanted.setdefault("checked_on", None)
            records.update(portfolio, ProgramLink, link_id, **wanted)


def checked(portfolio: Portfolio, ids: Sequence[int], today: date) -> None:
    """Say that somebody looked at them today, as one change."""
    with portfolio.change(f"Mark {counted(len(ids), 'resource')} as checked"):
        for link_id in ids:
            records.update(portfolio, ProgramLink, link_id, checked_on=today)


def attach(portfolio: Portfolio, link_id: int, name: str, data: bytes) -> ProgramLink:
    """Keep a copy of a file with a resource, in place of the one before.

    Raises UserError for a file that isn't kept as evidence either.
    """
    kind_of(name, data)
    shown = shown_name(name)
    before = records.get(portfolio, ProgramLink, link_id)
    with portfolio.change(f"Keep a copy of {shown} with {before.name}"):
        sha256 = evidence.keep_content(portfolio, data)
        return records.update(portfolio, ProgramLink, link_id, file=shown, sha256=sha256)


def detach(portfolio: Portfolio, link_id: int) -> ProgramLink:
    """Let the copy go; undo brings it back."""
    before = records.get(portfolio, ProgramLink, link_id)
    with portfolio.change(f"Remove the copy of {before.file} from {before.name}"):
        return records.update(portfolio, ProgramLink, link_id, file="", sha256="")


def content(portfolio: Portfolio, link_id: int) -> tuple[str, bytes]:
    """The name of the kept file and what it holds, proven by its digest."""
    link = records.get(portfolio, ProgramLink, link_id)
    if not link.sha256:
        raise UserError(f"{link.name} has no copy of a file.", "Keep one first.")
    return link.file, evidence.content(portfolio, link.sha256)


def delete(portfolio: Portfolio, ids: Sequence[int]) -> None:
    """Delete resources; undo brings them back."""
    records.delete(portfolio, ProgramLink, ids)


def faults(connection: Connection) -> Iterator[str]:
    """A sentence for each kept copy whose content is missing or isn't what it was."""
    rows = connection.rows(
        "SELECT name, file, sha256 FROM program_links WHERE sha256 <> '' ORDER BY id"
    )
    for name, file, sha256 in rows:
        wrong = evidence.damage_of(connection, sha256)
        if wrong:
            yield f"The copy of {file} with the resource {name} is damaged: {wrong}."
