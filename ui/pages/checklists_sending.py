"""Writes a form for each of several checklists into a folder, in turn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from models.checklist.records import Where
from models.checklist.sending import PARTNER, for_partner, questions
from models.errors import UserError
from models.text import counted, sentence
from ui.desk import Desk
from ui.dialogs.checklist_form import FOLDER, PDF, Made, Noted, Prepared, file_name, make
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.checklist.filled import Filled
    from models.checklist.sending import Sending


class FormRun(QObject):
    """``told`` says how far it is; ``finished`` what was written, and why the rest was not."""

    told = Signal(str)
    finished = Signal(object, object)  # paths, sentences

    def __init__(
        self, desk: Desk, lists: Sequence[Where], folder: Path, kind: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._folder, self._kind = desk, folder, kind
        self._left, self._total = list(lists), len(lists)
        self._name = ""  # whose it is, once that is read
        self.given_up = 0
        self._made: list[Path] = []
        self._problems: list[str] = []

    def go_on(self) -> None:
        """Make the next one, or tell that all are done."""
        if not self._left:
            self.finished.emit(self._made, self._problems)
            return
        self._name = ""
        source = Prepared(self._left.pop(0), self._desk, PARTNER, False)
        self._desk.lane.read(source, self._make, owner=self, failed=self._skip)

    def cancel(self) -> None:
        """Finish the one under way, then stop."""
        self.given_up += len(self._left)
        self._left.clear()

    def _make(self, told: tuple[Filled, Sending, str]) -> None:
        filled, sending, _ = told
        done = self._total - len(self._left) - self.given_up
        self._name = filled.partner
        self.told.emit(f"Writing form {done} of {self._total}: {self._name}")
        self._desk.lane.compute(
            write_form, (self._kind, filled, sending, self._folder), self._note,
            owner=self, failed=self._skip,
        )  # fmt: skip

    def _note(self, written: tuple[Made, Path]) -> None:
        made, target = written
        self._made.append(target)
        if self._desk.opened.read_only:
            self.go_on()
            return
        self._desk.lane.write(
            f"Send {made.filled.template.name} to {self._name} as a form", Noted(made, target),
            self._noted, owner=self, failed=self._not_noted,
        )  # fmt: skip

    def _noted(self, _: object) -> None:
        self.go_on()

    def _not_noted(self, error: BaseException) -> None:
        """The file is there; that it was made could not be kept."""
        if isinstance(error, UserError):
            self._desk.problem.emit(f"{self._name}: {error.message}", error.hint)
        self.go_on()

    def _skip(self, error: BaseException) -> None:
        said = str(error) if isinstance(error, UserError) else "the form failed inside."
        self._problems.append(f"{self._name}: {said}" if self._name else sentence(said))
        self.go_on()


class FormBar(MessageBar):
    """Runs the writing of several forms: how far it is, Cancel, and what was written."""

    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent=parent, closable=True)
        self._desk = desk
        self._run: FormRun | None = None
        self._folder = Path()
        self.hide()

    def ask_and_start(self, lists: Sequence[Where], kind: str = PDF) -> None:
        """Ask for a folder, then write the partner's form of each checklist into it."""
        if self._run is not None:
            self._desk.toast("The forms under way come first.")
            return
        kept = str(self._desk.settings.value(FOLDER, "") or Path.home())
        name = QFileDialog.getExistingDirectory(self, "Folder for the forms", kept)
        if name:
            self._desk.settings.setValue(FOLDER, name)
            self.start(lists, Path(name), kind)

    def start(self, lists: Sequence[Where], folder: Path, kind: str = PDF) -> None:
        """Write the partner's form of each checklist into a folder; one run at a time."""
        if self._run is not None:
            return
        self._folder = folder
        self._run = FormRun(self._desk, lists, folder, kind, self)
        self._run.told.connect(self._tell)
        self._run.finished.connect(self._finish)
        self.clear_buttons()
        self.add_button("Cancel", self._run.cancel)
        self._tell(f"Writing {counted(len(lists), 'form')}")
        self.show()
        self._run.go_on()

    def _tell(self, words: str) -> None:
        self.set("accent", words, "Cancel finishes the form under way.")

    def _finish(self, made: list[Path], problems: list[str]) -> None:
        words = f"Wrote {counted(len(made), 'form')} for the partners."
        if self._run is not None:
            if self._run.given_up:
                words += f" {self._run.given_up:,} more were not begun."
            self._run.deleteLater()
            self._run = None
        self.clear_buttons()
        if problems:
            words += f" {counted(len(problems), 'form')} could not be made: {problems[0]}"
        hint = f"In {self._folder}. When they come back, drop them on the window."
        self.set("short" if problems else "met", words, hint)
        self.add_button("Show in folder", self._show_folder)
        self.finished.emit()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def write_form(kind: str, filled: Filled, sending: Sending, folder: Path) -> tuple[Made, Path]:
    """Make a partner's form and put it into a folder under a free name.

    Raises UserError where nothing of the checklist is the partner's to answer.
    """
    from models.files import safe_save
    from reports.checklist_form import writes_han

    if not for_partner(filled):
        raise UserError("nothing in this checklist is the partner’s to answer.")
    made = make(kind, filled, sending, writes_han(filled, questions(filled, sending)))
    target = free_name(folder, file_name(made, "pdf" if kind == PDF else kind))
    with safe_save(target) as part:
        part.write_bytes(made.data)
    return made, target


def free_name(folder: Path, name: str) -> Path:
    """That name in the folder, with a number where it is taken."""
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
    return target
