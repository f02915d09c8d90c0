"""Makes a file for each of several records into a folder: how far it is, and Cancel."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from models.text import counted, sentence
from ui.desk import Desk
from ui.outside import open_folder
from ui.widgets.message_bar import MessageBar

_ENOUGH = 4  # files that were made before anything is said of the rest
_SECONDS = 2.0
_NAMED = 2  # files that could not be made whose reasons have room in the bar


class Written(NamedTuple):
    """A written file, and how the portfolio keeps that it was made.

    `several` begins the label where more than one is kept at once.
    """

    target: Path
    label: str
    note: Callable[[Any], object]
    several: str = "Keep"


class Made(NamedTuple):
    """What became of one file: where it was written, or what went wrong."""

    name: str
    written: Written | None
    fault: BaseException | None = None


class Work(NamedTuple):
    """Whose file is made next, and what makes it beside the lane: `make(*arguments)` writes it."""

    name: str
    make: Callable[..., Written]
    arguments: tuple[Any, ...]


class FileRun(QObject):
    """``told`` says how far it is; ``finished`` what was written, and why the rest was not.

    `one` is what a file is ("form"), `doing` the verb before it ("Writing"). One that fails doesn't
    stop the rest. `at_once` of them are made together, while those that follow are read.
    """

    told = Signal(str)
    finished = Signal(object, object)  # paths, sentences

    def __init__(
        self,
        desk: Desk,
        todo: Sequence[Any],
        folder: Path,
        one: str,
        doing: str,
        parent: QObject,
        at_once: int = 1,
    ) -> None:
        super().__init__(parent)
        self.desk, self.folder, self.one, self._doing = desk, folder, one, doing
        self._left, self._total, self._at_once = list(todo), len(todo), at_once
        self._read: deque[list[Work]] = deque()
        self._reading = self._making = self._told_all = False
        self._pace = Pace(self._total)
        self._given: set[str] = set()
        self.given_up = 0
        self._made: list[Path] = []
        self._problems: list[str] = []

    def source(self, todo: Any) -> Callable[[Any], Any]:
        """What reads one of them from the portfolio."""
        raise NotImplementedError

    def work(self, read: Any) -> Work:
        """How a file is made from what was read."""
        raise NotImplementedError

    def free(self, name: str) -> Path:
        """A target of that name that neither lies in the folder nor was given out in this run."""
        target = free_name(self.folder, name, self._given)
        self._given.add(target.name.casefold())
        return target

    def go_on(self) -> None:
        """Read what comes next and make what has been read, or tell that all are done."""
        if self._left and not self._reading and len(self._read) < 2:
            group, self._left = self._left[: self._at_once], self._left[self._at_once :]
            self._reading = True
            sources = _Sources([self.source(one) for one in group])
            self.desk.lane.read(sources, self._came, owner=self, failed=self._broke_off)
        if self._read and not self._making:
            self._making = True
            works = self._read.popleft()
            self._tell(0, works[0].name)
            self.desk.lane.compute(
                make_together, (works,), self._note, self._progressed, owner=self,
                failed=self._broke_off,
            )  # fmt: skip
        if not (self._left or self._reading or self._read or self._making or self._told_all):
            self._told_all = True
            self.finished.emit(self._made, self._problems)

    def cancel(self) -> None:
        """Finish those under way, then stop."""
        self.given_up += len(self._left) + sum(map(len, self._read))
        self._left.clear()
        self._read.clear()

    def _came(self, found: list[Any]) -> None:
        self._reading = False
        works = []
        for read in found:
            if isinstance(read, Exception):
                self._fail("", read)
            else:
                works.append(self.work(read))
        if works:
            self._read.append(works)
        self.go_on()

    def _progressed(self, done: int, total: int, name: str) -> None:
        self._tell(done, name)

    def _tell(self, done: int, name: str) -> None:
        finished = len(self._made) + len(self._problems) + done
        left = self._pace.left(finished)
        what = f"{self._doing} {self.one} {min(finished + 1, self._total)} of {self._total}"
        self.told.emit(f"{what}{f', {left}' if left else ''}: {name}")

    def _note(self, made: list[Made]) -> None:
        written = [one.written for one in made if one.written is not None]
        for one in made:
            if one.written is None:
                self._fail(one.name, one.fault)
            else:
                self._made.append(one.written.target)
        if not written or self.desk.opened.read_only:
            self._noted([])
            return
        label = written[0].label
        if len(written) > 1:
            label = f"{written[0].several} {counted(len(written), self.one)}"
        self.desk.lane.write(
            label, _Notes(written), self._noted, owner=self, failed=self._not_noted
        )

    def _noted(self, refused: list[tuple[str, UserError]]) -> None:
        for name, error in refused:
            self._tell_unkept(name, error)
        self._making = False
        self.go_on()

    def _not_noted(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell_unkept("", error)
        self._noted([])

    def _tell_unkept(self, name: str, error: UserError) -> None:
        """The file is there; that it was made could not be kept."""
        self.desk.problem.emit(f"{name}: {error.message}" if name else error.message, error.hint)

    def _broke_off(self, error: BaseException) -> None:
        """Neither one nor another: reading or making itself could not be done."""
        self._reading = self._making = False
        self.cancel()
        self._fail("", error)
        self.go_on()

    def _fail(self, name: str, error: BaseException | None) -> None:
        known = isinstance(error, UserError)
        said = str(error) if known else f"the {self.one} failed inside."
        self._problems.append(f"{name}: {said}" if name else sentence(said))


@dataclass(frozen=True, slots=True)
class _Sources:
    """Reads several in turn; what can't be read stands as its error among what was."""

    sources: Sequence[Callable[[Any], Any]]

    def __call__(self, portfolio: Any) -> list[Any]:
        found = []
        for source in self.sources:
            try:
                found.append(source(portfolio))
            except Exception as error:  # noqa: BLE001  named at the end, the others go on
                found.append(error)
        return found


@dataclass(frozen=True, slots=True)
class _Notes:
    """Keeps that files were made, as one change; gives those that could not be kept."""

    written: Sequence[Written]

    def __call__(self, portfolio: Any) -> list[tuple[str, UserError]]:
        refused = []
        for one in self.written:
            try:
                one.note(portfolio)
            except UserError as error:
                refused.append((one.target.name, error))
        return refused


def make_together(works: Sequence[Work], progress: Callable[[int, int, str], object]) -> list[Made]:
    """Make several files side by side; each comes back written or with what went wrong."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    with ThreadPoolExecutor(len(works)) as threads:
        running = {threads.submit(work.make, *work.arguments): work for work in works}
        for done, future in enumerate(as_completed(running), 1):
            progress(done, len(works), running[future].name)
    made = []
    for future, work in running.items():
        fault = future.exception()
        made.append(Made(work.name, None if fault else future.result(), fault))
    return made


class Pace:
    """How long a run will still take, told once it has gone on long enough to say."""

    def __init__(self, total: int, clock: Callable[[], float] = monotonic) -> None:
        self._total, self._clock = total, clock
        self._begun = clock()

    def left(self, done: int) -> str:
        """In words; "" where it is too early to say, or nothing is left."""
        gone = self._clock() - self._begun
        if done < _ENOUGH or gone < _SECONDS or done >= self._total:
            return ""
        seconds = gone * (self._total - done) / done
        if seconds >= 90:
            return f"about {counted(round(seconds / 60), 'minute')} left"
        return f"about {counted(max(5, round(seconds / 5) * 5), 'second')} left"


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
        self._problems: list[str] = []
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
        if not os.access(name, os.W_OK):
            self.desk.problem.emit(
                f"Nothing can be written into {name}.", "Choose another folder for the files."
            )
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
        words = self.desk.said_of_file(f"Wrote {counted(len(made), run.one)}.")
        if run.given_up:
            words += f" {run.given_up:,} more were not begun."
        if problems:
            words += f" {counted(len(problems), run.one)} could not be made: "
            words += " ".join(problems[:_NAMED])
        self.clear_buttons()
        if len(problems) > _NAMED:
            words += f" {len(problems) - _NAMED:,} more are in the list."
            self._problems = problems
            self.add_button("Copy the list", self._copy_problems)
        hint = f"In {run.folder}. {self._afterwards}".strip()
        self.set("short" if problems else "met", words, hint)
        self._written_to = run.folder
        self.add_button("Show in folder", self._show_folder)
        run.deleteLater()
        self.finished.emit()

    def _copy_problems(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._problems))
        self.desk.toast(f"Copied {counted(len(self._problems), 'line')}.")

    def _show_folder(self) -> None:
        open_folder(self._written_to)


def free_name(folder: Path, name: str, given: Set[str] = frozenset()) -> Path:
    """That name in the folder, with a number where it is taken, or among the folded `given`."""
    target, number = folder / name, 1
    while target.name.casefold() in given or target.exists():
        number += 1
        target = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
    return target
