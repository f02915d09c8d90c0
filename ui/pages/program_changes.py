"""Begins, adopts, withdraws and discards versions, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.errors import Cancelled, UserError
from models.names import slug
from ui.desk import Desk
from ui.dialogs.program_choice import ProgramDialog
from ui.dialogs.program_compare import CompareDialog
from ui.dialogs.program_file import FileDialog, FoundFile, read_file
from ui.dialogs.program_moves import MovesDialog
from ui.dialogs.program_version import AdoptDialog, Adoption, NewVersion, NewVersionDialog

if TYPE_CHECKING:
    from models.program_year import KeptProgram
    from models.store.program_page import DraftView, Moves, VersionRow
    from models.store.programs import ProgramChoice
    from models.store.versions import Version

_FILES = "Program files (*.toml)"
_FOLDER = "programs_folder"


class VersionChanges(QObject):
    """Asks with a dialog over `window`, writes through the lane, and says what was done."""

    began = Signal(object)  # id of the draft that was begun
    ended = Signal()  # a draft was adopted or discarded

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: QDialog | None = None
        self.above: QDialog | None = None  # over the dialog

    # ---- a new one -------------------------------------------------------------------------

    def ask_new(self, rows: Sequence[VersionRow], chosen: object) -> None:
        dialog = NewVersionDialog(rows, chosen, self._desk.today, self._window)
        dialog.made.connect(partial(self._begin, dialog))
        self._open(dialog)

    def _begin(self, dialog: NewVersionDialog, made: NewVersion) -> None:
        def write(portfolio: Any) -> KeptProgram:
            from models.store.program_drafts import begin

            return begin(portfolio, made.source, made.version, made.from_on, made.notice_on,
                         made.note)  # fmt: skip

        label = f"Draft version {made.version}"
        self._desk.lane.write(
            label, write, partial(self._begun, dialog, label), owner=dialog, failed=dialog.failed
        )

    def _begun(self, dialog: QDialog | None, label: str, kept: KeptProgram) -> None:
        if dialog is not None:
            dialog.accept()
        self._desk.toast(label, undo=True)
        self.began.emit(kept.id)

    def ask_file(self) -> None:
        """Choose a program file, and show what is wrong with it."""
        folder = str(self._desk.settings.value(_FOLDER, "") or Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open a program file", folder, f"{_FILES};;All files (*)"
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        self._desk.settings.setValue(_FOLDER, str(path.parent))
        self._desk.lane.compute(read_file, (path,), self._show_file, owner=self, key="file")

    def _show_file(self, found: FoundFile) -> None:
        dialog = FileDialog(found, self._window)
        dialog.taken.connect(self._take_file)
        self._open(dialog)

    def _take_file(self, found: FoundFile) -> None:
        def write(portfolio: Any) -> KeptProgram:
            from models.store.versions import draft

            return draft(portfolio, found.text, note=f"From {found.path.name}")

        label = f"Open {found.path.name} as a draft"
        self._desk.lane.write(label, write, partial(self._begun, None, label), owner=self)

    # ---- looking ---------------------------------------------------------------------------

    def show_differences(self, rows: Sequence[VersionRow], old: object, new: object) -> None:
        self._open(CompareDialog(self._desk, rows, old, new, self._window))

    def show_moves(self, version: str, text: str, over: QWidget | None = None) -> MovesDialog:
        """Show who would move if a text were in force on the as-of day."""
        day = self._desk.as_of

        def read(portfolio: Any, progress: Any) -> Moves:
            from models.store.program_page import moves_of_text

            return moves_of_text(portfolio, text, day, progress)

        title = f"Who would move under version {version}"
        dialog = MovesDialog(self._desk, title, read, over or self._window)
        self._open(dialog, above=over is not None)
        return dialog

    # ---- adopting and the ways back --------------------------------------------------------

    def ask_to_adopt(self, draft_id: int) -> None:
        today = self._desk.today

        def read(portfolio: Any) -> DraftView:
            from models.store.program_page import draft_view

            return draft_view(portfolio, draft_id, today)

        self._desk.lane.read(read, self._ask_to_adopt, owner=self, key="adopt")

    def _ask_to_adopt(self, told: DraftView) -> None:
        dialog = AdoptDialog(told.kept, len(told.differences), self._desk.today, self._window)
        dialog.made.connect(partial(self._adopt, dialog, told.kept))
        dialog.trying.connect(partial(self.show_moves, told.kept.version, told.kept.text, dialog))
        if told.faults:
            dialog.refuse("", f"{told.faults[0]} Correct the draft; it can’t be adopted before.")
            dialog.go.setEnabled(False)
        self._open(dialog)

    def _adopt(self, dialog: AdoptDialog, kept: KeptProgram, asked: Adoption) -> None:
        def write(portfolio: Any) -> KeptProgram:
            from models.store.program_drafts import adopt

            return adopt(
                portfolio,
                kept.id,
                asked.version,
                asked.from_on,
                asked.notice_on,
                despite_assessments=asked.despite_assessments,
            )

        label = f"Adopt version {asked.version} of {kept.name}"
        self._desk.lane.write(
            label,
            write,
            partial(self._adopted, dialog, label),
            owner=dialog,
            failed=dialog.failed_to_adopt,
        )

    def _adopted(self, dialog: QDialog, label: str, _: object) -> None:
        dialog.accept()
        self._done(label)

    def withdraw(self, version_id: int, version: str) -> None:
        """Make an adopted version a draft again."""
        today = self._desk.today

        def write(portfolio: Any) -> None:
            from models.store.versions import withdraw

            withdraw(portfolio, version_id, today)

        label = f"Withdraw version {version}"
        self._desk.lane.write(label, write, partial(self._done, label), owner=self)

    def discard(self, draft_id: int, version: str) -> None:
        """Throw a draft away; undo brings it back."""

        def write(portfolio: Any) -> None:
            from models.store.versions import discard

            discard(portfolio, draft_id)

        label = f"Discard the draft of version {version}"
        self._desk.lane.write(label, write, partial(self._done, label), owner=self)

    def _done(self, label: str, _: object = None) -> None:
        self._desk.toast(label, undo=True)
        self.ended.emit()

    # ---- files -----------------------------------------------------------------------------

    def ask_where(self, version: Version | KeptProgram) -> None:
        """Ask for a name and write the version's text."""
        folder = Path(str(self._desk.settings.value(_FOLDER, "") or Path.home()))
        proposed = folder / f"{slug(version.name)}-{slug(version.version)}.toml"
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the version as a file", str(proposed), _FILES
        )
        if name:
            self.save_to(Path(name if name.endswith(".toml") else f"{name}.toml"), version.text)

    def save_to(self, target: Path, text: str) -> None:
        self._desk.settings.setValue(_FOLDER, str(target.parent))
        self._desk.lane.compute(
            _write, (target, text), self._saved, owner=self, failed=self._not_saved
        )

    def _saved(self, target: Path) -> None:
        self._desk.toast(f"Wrote {target.name}")

    def _not_saved(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._desk.problem.emit(error.message, error.hint)
        elif not isinstance(error, Cancelled):
            self._desk.problem.emit("The file could not be written.", "Something of ours failed.")

    # ---- another program -------------------------------------------------------------------

    def ask_program(self, choices: Sequence[ProgramChoice]) -> None:
        writable = self._desk.opened.writable
        dialog = ProgramDialog(choices, self._window, can_write=writable)
        dialog.chosen.connect(partial(self._use, dialog))
        dialog.trying.connect(partial(self._try_program, dialog))
        self._open(dialog)

    def _use(self, dialog: ProgramDialog, name: str) -> None:
        def write(portfolio: Any) -> None:
            from models.store.programs import choose_program

            choose_program(portfolio, name)

        label = f"Run by {name}"
        self._desk.lane.write(
            label, write, partial(self._adopted, dialog, label), owner=dialog, failed=dialog.failed
        )

    def _try_program(self, dialog: ProgramDialog, name: str) -> None:
        day = self._desk.as_of

        def read(portfolio: Any, progress: Any) -> Moves:
            from models.store.program_page import moves_of_program

            return moves_of_program(portfolio, name, day, progress)

        self._open(
            MovesDialog(self._desk, f"Where everybody would be under {name}", read, dialog),
            above=True,
        )

    def _open(self, dialog: QDialog, *, above: bool = False) -> None:
        if above:
            self.above = dialog
        else:
            self.dialog = dialog
        dialog.open()


def _write(target: Path, text: str) -> Path:
    """Put a text in its place whole; the file dialog has asked about replacing a file."""
    from models.files import safe_save

    with safe_save(target, force=True) as part:
        part.write_text(text, encoding="utf-8")
    return target
