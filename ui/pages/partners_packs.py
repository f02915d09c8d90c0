"""Builds a pack or a letter for each of several partners into a folder, in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.names import slug
from models.pack_plan import USUAL
from models.text import counted
from ui.desk import Desk
from ui.pages.file_run import FileBar, FileRun, Work, Written, free_name

if TYPE_CHECKING:
    from models.assessment_result import Result
    from models.issued_pack import Issue
    from models.pack_plan import PackPlan
    from models.partner_file import PartnerFile
    from models.store.packs import Packed
    from models.store.partners import PartnerView
    from ui.dialogs.several_packs import Chosen, SeveralPacks

# Beside the two editions of a pack: how a partner stands; what was signed for it in January.
STATEMENT, RESULT = "statement", "result"
PDF, SLIDES = "pdf", "pptx"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a pack is made from, and how it is wanted."""

    found: Packed
    plan: PackPlan

    @property
    def file(self) -> PartnerFile:
        return self.found.file


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
        kind: str = USUAL.kind,
        formats: Sequence[str] = (PDF,),
    ) -> None:
        from reports import worker

        # A letter is drawn in this process, one at a time; packs have one of their own each.
        at_once = 1 if edition in (STATEMENT, RESULT) else worker.WIDTH
        super().__init__(desk, ids, folder, word(edition), "Building", parent, at_once)
        self._edition, self._as_of = edition, as_of or desk.as_of
        self._kind, self._formats = kind, tuple(formats)

    def source(self, todo: int) -> Callable[[Any], Any]:
        return _Source(todo, self._edition, self._as_of, self._kind)

    def work(self, read: Planned | PartnerView | Result) -> Work:
        name = read.file.partner.name
        if not isinstance(read, Planned):
            return Work(name, _make_letter, (read, self.folder, self.desk.today, self._edition))
        kind = "" if read.plan.kind == USUAL.kind else f" {read.plan.kind.replace('_', '-')}"
        stem = f"{slug(name)} {read.file.decision.as_of}{kind} {self._edition}"
        targets = tuple(self.free(f"{stem}.{ending}") for ending in self._formats)
        return Work(name, _make_pack, (read, targets, self._edition))


class PackBar(FileBar):
    """Runs the building of several packs, statements or letters."""

    def ask_and_start(self, ids: Sequence[int], edition: str, as_of: date | None = None) -> None:
        """Ask for a folder, then build a pack for each of the partners into it."""
        folder = self.folder_for(word(edition))
        if folder is not None:
            self.start(ids, folder, edition, as_of)

    def choose(self, groups: Sequence[tuple[str, Sequence[int]]]) -> SeveralPacks | None:
        """Ask for whom, which document and which files, then for a folder, then build them.

        The groups are partners with what they are called. None where another run is not done.
        """
        from ui.dialogs.several_packs import SeveralPacks

        if self.busy:
            self.desk.toast("The packs under way come first.")
            return None
        dialog = SeveralPacks(groups, self.window())
        dialog.chosen.connect(self._chosen)
        dialog.setModal(True)
        dialog.show()
        return dialog

    def _chosen(self, wanted: Chosen) -> None:
        folder = self.folder_for(word(wanted.edition))
        if folder is not None:
            self.start(wanted.ids, folder, wanted.edition, kind=wanted.kind, formats=wanted.formats)

    def start(
        self,
        ids: Sequence[int],
        folder: Path,
        edition: str,
        as_of: date | None = None,
        kind: str = USUAL.kind,
        formats: Sequence[str] = (PDF,),
    ) -> None:
        """Build a pack for each of the partners into a folder; one run at a time.

        They show the day that the desk judges by, or another one.
        """
        if not self.busy:
            run = PackRun(self.desk, ids, folder, edition, self, as_of, kind, formats)
            self.begin(run, f"Building {counted(len(ids), word(edition))}")


@dataclass(frozen=True, slots=True)
class _Source:
    """Reads what one of them is made from."""

    id: int
    edition: str
    as_of: date
    kind: str

    def __call__(self, portfolio: Any) -> Planned | PartnerView | Result:
        if self.edition == RESULT:
            from models.store.results import result

            return result(portfolio, self.id)
        if self.edition != STATEMENT:
            from models.pack_depth import BY_TIER, kind_for
            from models.store.pack_plans import plan_of
            from models.store.packs import packed

            found = packed(portfolio, self.id, self.as_of)
            by_tier = self.kind == BY_TIER
            kind = kind_for(found.background.benefits) if by_tier else self.kind
            return Planned(found, plan_of(portfolio, self.id, kind))
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


def _make_pack(read: Planned, targets: Sequence[Path], edition: str) -> Written:
    """Build a pack in every format that is wanted; the PDF is what is issued."""
    from models.files import write_bytes
    from reports import worker
    from reports.archive import issue_of
    from reports.facts import freeze

    found, name = read.found, read.file.partner.name
    facts = freeze(
        found.file, edition=edition, checked=found.checked, proofs=found.proofs,
        background=found.background, plan=read.plan,
    )  # fmt: skip
    kept: Callable[[Any], object] = _nothing
    for target in targets:
        if target.suffix == f".{SLIDES}":
            write_bytes(target, worker.slides_bytes(facts).data)
            continue
        built = worker.build_bytes(facts)
        write_bytes(target, built.data)
        kept = _Kept(issue_of(facts, built.data, built.pages, built.pack_id, target))
    return Written(targets[0], f"Issue a pack for {name}", kept, "Issue")


def _nothing(_: Any) -> None:
    """Slides alone are a draft: nothing is kept of them."""


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
