"""Makes a file for each of several records into a folder, in turn: how far it is, and Cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from models.text import counted, sentence
from ui.desk import Desk
from ui.widgets.message_bar import MessageBar


class Written(NamedTuple):
    """A written file, and how the portfolio keeps that it was made."""

    target: Path
    label: str
    note: Callable[[Any], object]


class Work(NamedTuple):
    """Whose file is made next, and what makes it beside the lane: `make(*arguments)` writes it."""

    name: str
    make: Callable[..., Written]
    arguments: tuple[Any, ...]


class FileRun(QObject):
    """``told`` says how far it is; ``finished`` what was written, and why the rest was not.

    `one` is what a file is ("form"), `doing` the verb before it ("Writing"). One that fails doesn't
    stop the rest.
    """

    told = Signal(str)
    finished = Signal(object, object)  # paths, sentences

    def __init__(
        self, desk: Desk, todo: Sequence[Any], folder: Path, one: str, doing: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.desk, self.folder, self.one, self._doing = desk, folder, one, doing
        self._left, self._total = list(todo), len(todo)
        self._name = ""  # whose it is, once that is read
        self.given_up = 0
        self._made: list[Path] = []
        self._problems: list[str] = []

    def source(self, todo: Any) -> Callable[[Any], Any]:
        """What reads one of them from the portfolio."""
        raise NotImplementedError

    def work(self, read: Any) -> Work:
        """How a file is made from what was read."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Make the next one, or tell that all are done."""
        if not self._left:
            self.finished.emit(self._made, self._problems)
            return
        self._name = ""
        source = self.source(self._left.pop(0))
        self.desk.lane.read(source, self._make, owner=self, failed=self._skip)

    def cancel(self) -> None:
        """Finish the one under way, then stop."""
        self.given_up += len(self._left)
        self._left.clear()

    def _make(self, read: Any) -> None:
        work = self.work(read)
        done = self._total - len(self._left) - self.given_up
        self._name = work.name
        self.told.emit(f"{self._doing} {self.one} {done} of {self._total}: {work.name}")
        self.desk.lane.compute(work.make, work.arguments, self._note, owner=self, failed=self._skip)

    def _note(self, made: Written) -> None:
        self._made.append(made.target)
        if self.desk.opened.read_only:
            self.go_on()
            return
        self.desk.lane.write(made.label, made.note, self._noted, owner=self, failed=self._not_noted)

    def _noted(self, _: object) -> None:
        self.go_on()

    def _not_noted(self, error: BaseException) -> None:
        """The file is there; that it was made could not be kept."""
        if isinstance(error, UserError):
            self.desk.problem.emit(f"{self._name}: {error.message}", error.hint)
        self.go_on()

    def _skip(self, error: BaseException) -> None:
        known = isinstance(error, UserError)
        said = str(error) if known else f"the {self.one} failed inside."
        self._problems.append(f"{self._name}: {said}" if self._name else sentence(said))
        self.go_on()


class FileBar(MessageBar):
    """Runs one FileRun at a time; its own `FOLDER` is the setting that keeps the folder."""

    finished = Signal()

    FOLDER = "packs_folder"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent=parent, closable=True)
        self.desk = desk
        self._run: FileRun | None = None
        self._written_to = Path()
        self._afterwards = ""
        self.hide()

    @property
    def busy(self) -> bool:
        return self._run is not None

    def folder_for(self, one: str) -> Path | None:
        """Ask for a folder; None where none was chosen, or another run is not done."""
        if self._run is not None:
            self.desk.toast(f"The {self._run.one}s under way come first.")
            return None
        kept = str(self.desk.settings.value(self.FOLDER, "") or Path.home())
        name = QFileDialog.getExistingDirectory(self, f"Folder for the {one}s", kept)
        if not name:
            return None
        self.desk.settings.setValue(self.FOLDER, name)
        return Path(name)

    def begin(self, run: FileRun, beginning: str, hint: str = "") -> None:
        """Carry a run out; `beginning` is said before the first, `hint` after the last."""
        self._run, self._afterwards = run, hint
        run.told.connect(self._tell)
        run.finished.connect(self._finish)
        self.clear_buttons()
        self.add_button("Cancel", run.cancel)
        self._tell(beginning)
        self.show()
        run.go_on()

    def _tell(self, words: str) -> None:
        one = self._run.one if self._run is not None else ""
        self.set("accent", words, f"Cancel finishes the {one} under way.")

    def _finish(self, made: list[Path], problems: list[str]) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        words = f"Wrote {counted(len(made), run.one)}."
        if run.given_up:
            words += f" {run.given_up:,} more were not begun."
        if problems:
            words += f" {counted(len(problems), run.one)} could not be made: {problems[0]}"
        self.clear_buttons()
        hint = f"In {run.folder}. {self._afterwards}".strip()
        self.set("short" if problems else "met", words, hint)
        self._written_to = run.folder
        self.add_button("Show in folder", self._show_folder)
        run.deleteLater()
        self.finished.emit()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written_to)))


def free_name(folder: Path, name: str) -> Path:
    """That name in the folder, with a number where it is taken."""
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
    return target
