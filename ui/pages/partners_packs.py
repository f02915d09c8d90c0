"""Builds a review pack for each of several partners into a folder, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from models.names import slug
from models.text import counted
from ui.desk import Desk
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.partner_file import PartnerFile


class PackRun(QObject):
    """``told`` says how far it is; ``finished`` what was written, and why the rest was not."""

    told = Signal(str)
    finished = Signal(object, object)  # paths, sentences

    def __init__(
        self, desk: Desk, ids: Sequence[int], folder: Path, edition: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._folder, self._edition = desk, folder, edition
        self._left, self._total = list(ids), len(ids)
        self._as_of = desk.as_of
        self._made: list[Path] = []
        self._problems: list[str] = []

    def go_on(self) -> None:
        """Build the next one, or tell that all are done."""
        if not self._left:
            self.finished.emit(self._made, self._problems)
            return
        partner_id, as_of = self._left.pop(0), self._as_of

        def read(portfolio: Any) -> PartnerFile:
            from models.store.standing import partner_file

            return partner_file(portfolio, partner_id, as_of)

        self._desk.lane.read(read, self._build, owner=self, failed=self._skip)

    def cancel(self) -> None:
        """Finish the one under way, then stop."""
        self._left.clear()

    def _build(self, file: PartnerFile) -> None:
        done = self._total - len(self._left)
        self.told.emit(f"Building pack {done} of {self._total}: {file.partner.name}")
        self._desk.lane.compute(
            _make, (file, self._folder, self._edition), self._note, owner=self, failed=self._skip
        )

    def _note(self, made: tuple[PartnerFile, Path, str, str, int]) -> None:
        file, target, title, pack_id, pages = made
        edition = self._edition
        self._made.append(target)

        def note(portfolio: Any) -> None:
            from models.store.packs import note_pack

            note_pack(portfolio, file, edition, title, pack_id, pages, target)

        if not self._desk.opened.read_only:
            self._desk.lane.write(f"Issue a pack for {file.partner.name}", note)
        self.go_on()

    def _skip(self, error: BaseException) -> None:
        said = str(error) if isinstance(error, UserError) else "A pack failed inside."
        self._problems.append(said)
        self.go_on()


class PackBar(MessageBar):
    """Runs the building of several packs: how far it is, Cancel, and what was written."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent=parent, closable=True)
        self._desk = desk
        self._run: PackRun | None = None
        self._folder = Path()
        self.hide()

    @property
    def busy(self) -> bool:
        return self._run is not None

    def ask_and_start(self, ids: Sequence[int], edition: str) -> None:
        """Ask for a folder, then build a pack for each of the partners into it."""
        kept = str(self._desk.settings.value("packs_folder", "") or Path.home())
        name = QFileDialog.getExistingDirectory(self, "Folder for the packs", kept)
        if name:
            self._desk.settings.setValue("packs_folder", name)
            self.start(ids, Path(name), edition)

    def start(self, ids: Sequence[int], folder: Path, edition: str) -> None:
        """Build a pack for each of the partners into a folder; one run at a time."""
        if self._run is not None:
            return
        self._folder = folder
        self._run = PackRun(self._desk, ids, folder, edition, self)
        self._run.told.connect(self._tell)
        self._run.finished.connect(self._finish)
        self.clear_buttons()
        self.add_button("Cancel", self._run.cancel)
        self._tell(f"Building {counted(len(ids), 'pack')}")
        self.show()
        self._run.go_on()

    def _tell(self, sentence: str) -> None:
        self.set("accent", sentence, "Cancel finishes the pack under way.")

    def _finish(self, made: list[Path], problems: list[str]) -> None:
        if self._run is not None:
            self._run.deleteLater()
            self._run = None
        self.clear_buttons()
        words = f"Wrote {counted(len(made), 'pack')}."
        if problems:
            words += f" {counted(len(problems), 'pack')} could not be made: {problems[0]}"
        self.set("short" if problems else "met", words, f"In {self._folder}.")
        self.add_button("Show in folder", self._show_folder)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _make(file: PartnerFile, folder: Path, edition: str) -> tuple[PartnerFile, Path, str, str, int]:
    from models.files import safe_save
    from reports import worker
    from reports.facts import freeze

    facts = freeze(file, edition=edition)
    built = worker.build_bytes(facts)
    target = _free_name(folder, f"{slug(file.partner.name)} {facts.as_of} {edition}")
    with safe_save(target) as part:
        part.write_bytes(built.data)
    return file, target, facts.title, built.pack_id, built.pages


def _free_name(folder: Path, stem: str) -> Path:
    """A file name in the folder that nothing has yet."""
    target, number = folder / f"{stem}.pdf", 2
    while target.exists():
        target, number = folder / f"{stem} {number}.pdf", number + 1
    return target
