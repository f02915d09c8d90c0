"""Builds a pack or a letter for each of several partners into a folder, in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from models.names import slug
from models.text import counted, sentence
from ui.desk import Desk
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.assessment_result import Result
    from models.partner_file import PartnerFile
    from models.store.packs import Packed
    from models.store.partners import PartnerView

# Beside the two editions of a pack: how a partner stands; what was signed for it in January.
STATEMENT, RESULT = "statement", "result"


class PackRun(QObject):
    """``told`` says how far it is; ``finished`` what was written, and why the rest was not.

    `edition` is a pack's, STATEMENT for status statements, or RESULT for the letters of signed
    lines of an assessment, whose ids are then meant.
    """

    told = Signal(str)
    finished = Signal(object, object)  # paths, sentences

    def __init__(
        self,
        desk: Desk,
        ids: Sequence[int],
        folder: Path,
        edition: str,
        parent: QObject,
        as_of: date | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._folder, self._edition = desk, folder, edition
        self._left, self._total = list(ids), len(ids)
        self._as_of = as_of or desk.as_of
        self._name = ""  # whose it is, once that is read
        self.given_up = 0
        self._made: list[Path] = []
        self._problems: list[str] = []

    def go_on(self) -> None:
        """Build the next one, or tell that all are done."""
        if not self._left:
            self.finished.emit(self._made, self._problems)
            return
        self._name = ""
        source = _Source(self._left.pop(0), self._edition, self._as_of)
        self._desk.lane.read(source, self._build, owner=self, failed=self._skip)

    def cancel(self) -> None:
        """Finish the one under way, then stop."""
        self.given_up += len(self._left)
        self._left.clear()

    def _build(self, view: PartnerView | Packed | Result) -> None:
        done = self._total - len(self._left) - self.given_up
        self._name = view.file.partner.name
        what = word(self._edition)
        self.told.emit(f"Building {what} {done} of {self._total}: {self._name}")
        make: Callable[..., Made] = _make_pack
        arguments: tuple[Any, ...] = (view, self._folder, self._edition)
        if self._edition in (STATEMENT, RESULT):
            make, arguments = _make_letter, (view, self._folder, self._desk.today, self._edition)
        self._desk.lane.compute(make, arguments, self._note, owner=self, failed=self._skip)

    def _note(self, made: Made) -> None:
        self._made.append(made.target)
        if not self._desk.opened.read_only:
            self._desk.lane.write(
                made.label, made.note, self._noted, owner=self, failed=self._not_noted
            )
        else:
            self.go_on()

    def _noted(self, _: object) -> None:
        self.go_on()

    def _not_noted(self, error: BaseException) -> None:
        """The file is there; that it was made could not be kept."""
        if isinstance(error, UserError):
            self._desk.problem.emit(f"{self._name}: {error.message}", error.hint)
        self.go_on()

    def _skip(self, error: BaseException) -> None:
        known = isinstance(error, UserError)
        said = str(error) if known else f"the {word(self._edition)} failed inside."
        self._problems.append(f"{self._name}: {said}" if self._name else sentence(said))
        self.go_on()


class PackBar(MessageBar):
    """Runs the building of several packs: how far it is, Cancel, and what was written."""

    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent=parent, closable=True)
        self._desk = desk
        self._run: PackRun | None = None
        self._folder, self._word = Path(), word("")
        self.hide()

    @property
    def busy(self) -> bool:
        return self._run is not None

    def ask_and_start(self, ids: Sequence[int], edition: str, as_of: date | None = None) -> None:
        """Ask for a folder, then build a pack for each of the partners into it."""
        if self._run is not None:
            self._desk.toast(f"The {self._word}s under way come first.")
            return
        kept = str(self._desk.settings.value("packs_folder", "") or Path.home())
        title = f"Folder for the {word(edition)}s"
        name = QFileDialog.getExistingDirectory(self, title, kept)
        if name:
            self._desk.settings.setValue("packs_folder", name)
            self.start(ids, Path(name), edition, as_of)

    def start(
        self, ids: Sequence[int], folder: Path, edition: str, as_of: date | None = None
    ) -> None:
        """Build a pack for each of the partners into a folder; one run at a time.

        They show the day that the desk judges by, or another one.
        """
        if self._run is not None:
            return
        self._folder, self._word = folder, word(edition)
        self._run = PackRun(self._desk, ids, folder, edition, self, as_of)
        self._run.told.connect(self._tell)
        self._run.finished.connect(self._finish)
        self.clear_buttons()
        self.add_button("Cancel", self._run.cancel)
        self._tell(f"Building {counted(len(ids), self._word)}")
        self.show()
        self._run.go_on()

    def _tell(self, sentence: str) -> None:
        self.set("accent", sentence, f"Cancel finishes the {self._word} under way.")

    def _finish(self, made: list[Path], problems: list[str]) -> None:
        words = f"Wrote {counted(len(made), self._word)}."
        if self._run is not None:
            if self._run.given_up:
                words += f" {self._run.given_up:,} more were not begun."
            self._run.deleteLater()
            self._run = None
        self.clear_buttons()
        if problems:
            words += f" {counted(len(problems), self._word)} could not be made: {problems[0]}"
        self.set("short" if problems else "met", words, f"In {self._folder}.")
        self.add_button("Show in folder", self._show_folder)
        self.finished.emit()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


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


class Made(NamedTuple):
    """A written file, and how the portfolio keeps that it was made."""

    target: Path
    label: str
    note: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class _NotedPack:
    """Lists a pack; an object, so that it outlives the run."""

    file: PartnerFile
    edition: str
    title: str
    pack_id: str
    pages: int
    target: Path

    def __call__(self, portfolio: Any) -> None:
        from models.store.packs import note_pack

        note_pack(
            portfolio, self.file, self.edition, self.title, self.pack_id, self.pages, self.target
        )


def word(edition: str) -> str:
    """What is built: a pack, a statement, or a letter."""
    return {STATEMENT: "statement", RESULT: "letter"}.get(edition, "pack")


def _make_pack(found: Packed, folder: Path, edition: str) -> Made:
    from models.files import safe_save
    from reports import worker
    from reports.facts import freeze

    facts = freeze(found.file, edition=edition, checked=found.checked, proofs=found.proofs)
    built = worker.build_bytes(facts)
    name = found.file.partner.name
    target = _free_name(folder, f"{slug(name)} {facts.as_of} {edition}")
    with safe_save(target) as part:
        part.write_bytes(built.data)
    note = _NotedPack(found.file, edition, facts.title, built.pack_id, built.pages, target)
    return Made(target, f"Issue a pack for {name}", note)


def _make_letter(view: Any, folder: Path, on: date, edition: str) -> Made:
    from models.files import safe_save
    from reports.letter_facts import result_letter, status_letter
    from reports.letters import build
    from ui.dialogs.letter import Logged, file_name

    if edition == RESULT:
        facts = result_letter(view, on=on)
    else:
        facts = status_letter(view.file, view.terms, on=on)
    letter = build(facts)
    target = _free_name(folder, file_name(facts).removesuffix(".pdf"))
    with safe_save(target) as part:
        part.write_bytes(letter.data)
    partner = view.file.partner
    label = f"Log the {facts.title.lower()} for {partner.name}"
    return Made(target, label, Logged(partner.id, facts, letter, target))


def _free_name(folder: Path, stem: str) -> Path:
    """A file name in the folder that nothing has yet."""
    target, number = folder / f"{stem}.pdf", 2
    while target.exists():
        target, number = folder / f"{stem} {number}.pdf", number + 1
    return target
