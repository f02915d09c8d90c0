"""Builds a pack or a letter for each of several partners into a folder, in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.names import slug
from models.text import counted
from reports import worker
from ui.desk import Desk
from ui.pages.file_run import FileBar, FileRun, Work, Written, free_name

if TYPE_CHECKING:
    from models.assessment_result import Result
    from models.issued_pack import Issue
    from models.store.packs import Packed
    from models.store.partners import PartnerView

# Beside the two editions of a pack: how a partner stands; what was signed for it in January.
STATEMENT, RESULT = "statement", "result"


class PackRun(FileRun):
    """`edition` is a pack's, STATEMENT for status statements, or RESULT for the letters of signed
    lines of an assessment, whose ids are then meant.
    """

    def __init__(
        self,
        desk: Desk,
        ids: Sequence[int],
        folder: Path,
        edition: str,
        parent: QObject,
        as_of: date | None = None,
    ) -> None:
        # A letter is drawn in this process, one at a time; packs have one of their own each.
        at_once = 1 if edition in (STATEMENT, RESULT) else worker.WIDTH
        super().__init__(desk, ids, folder, word(edition), "Building", parent, at_once)
        self._edition, self._as_of = edition, as_of or desk.as_of

    def source(self, todo: int) -> Callable[[Any], Any]:
        return _Source(todo, self._edition, self._as_of)

    def work(self, read: PartnerView | Packed | Result) -> Work:
        name = read.file.partner.name
        if self._edition in (STATEMENT, RESULT):
            return Work(name, _make_letter, (read, self.folder, self.desk.today, self._edition))
        target = self.free(f"{slug(name)} {read.file.decision.as_of} {self._edition}.pdf")
        return Work(name, _make_pack, (read, target, self._edition))


class PackBar(FileBar):
    """Runs the building of several packs, statements or letters."""

    def ask_and_start(self, ids: Sequence[int], edition: str, as_of: date | None = None) -> None:
        """Ask for a folder, then build a pack for each of the partners into it."""
        folder = self.folder_for(word(edition))
        if folder is not None:
            self.start(ids, folder, edition, as_of)

    def start(
        self, ids: Sequence[int], folder: Path, edition: str, as_of: date | None = None
    ) -> None:
        """Build a pack for each of the partners into a folder; one run at a time.

        They show the day that the desk judges by, or another one.
        """
        if not self.busy:
            run = PackRun(self.desk, ids, folder, edition, self, as_of)
            self.begin(run, f"Building {counted(len(ids), word(edition))}")


@dataclass(frozen=True, slots=True)
class _Source:
    """Reads what one of them is made from."""

    id: int
    edition: str
    as_of: date

    def __call__(self, portfolio: Any) -> PartnerView | Packed | Result:
        if self.edition == RESULT:
            from models.store.results import result

            return result(portfolio, self.id)
        if self.edition != STATEMENT:
            from models.store.packs import packed

            return packed(portfolio, self.id, self.as_of)
        from models.store.partners import view

        return view(portfolio, self.id, self.as_of)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Keeps a pack in the archive; an object, so that it outlives the run."""

    pack: Issue

    def __call__(self, portfolio: Any) -> None:
        from models.store.packs import issue

        issue(portfolio, self.pack)


def word(edition: str) -> str:
    """What is built: a pack, a statement, or a letter."""
    return {STATEMENT: "statement", RESULT: "letter"}.get(edition, "pack")


def _make_pack(found: Packed, target: Path, edition: str) -> Written:
    from models.files import write_bytes
    from reports.archive import issue_of
    from reports.facts import freeze

    facts = freeze(
        found.file, edition=edition, checked=found.checked, proofs=found.proofs,
        background=found.background,
    )  # fmt: skip
    built = worker.build_bytes(facts)
    name = found.file.partner.name
    write_bytes(target, built.data)
    kept = _Kept(issue_of(facts, built.data, built.pages, built.pack_id, target))
    return Written(target, f"Issue a pack for {name}", kept, "Issue")


def _make_letter(view: Any, folder: Path, on: date, edition: str) -> Written:
    from models.files import write_bytes
    from reports.letter_facts import result_letter, status_letter
    from reports.letters import build
    from ui.dialogs.letter import Logged, file_name

    if edition == RESULT:
        facts = result_letter(view, on=on)
    else:
        facts = status_letter(view.file, view.terms, on=on)
    letter = build(facts)
    target = free_name(folder, file_name(facts))
    write_bytes(target, letter.data)
    partner = view.file.partner
    label = f"Log the {facts.title.lower()} for {partner.name}"
    return Written(target, label, Logged(partner.id, facts, letter, target))
