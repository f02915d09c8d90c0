"""What can be done with evidence, for every place that shows it: each one labelled change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from models.checklist.evidence_names import safe_name, shown_name
from models.checklist.evidence_record import Evidence
from models.errors import Cancelled, UserError
from models.text import counted
from ui.desk import Desk
from ui.evidence_jobs import (
    AddData,
    Added,
    AddFiles,
    Call,
    Copy,
    Replace,
    SaveCopy,
    Target,
)
from ui.faults import Refusal, why
from ui.outside import open_file
from ui.work import Task

_FOLDER = "evidence_folder"
_REVIEWER = "evidence_reviewer"


class EvidenceDoings(QObject):
    """Asks the lane; `refused` says why something was not done, `busy` how far a long one is."""

    refused = Signal(str)
    busy = Signal(int, int, str)  # done, total, words; (0, 0, "") at the end
    added = Signal(object)  # Added

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self.desk, self.home = desk, home
        self._task: Task | None = None

    # ---- adding ----------------------------------------------------------------------------

    def take(self, target: Target, mime: QMimeData, taken: Sequence[str] = ()) -> bool:
        """Add what was dropped or pasted; False where it is neither file nor picture.

        `taken` are the names that a screenshot is not to have again.
        """
        urls = mime.urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            self.add_files(target, paths)
            return True
        if mime.hasImage():
            image = mime.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.add_picture(target, image, taken)
                return True
        if urls:
            self.refused.emit("That is a link, not a file. Save what it leads to, and add that.")
            return True
        return False

    def add_files(self, target: Target, paths: Sequence[Path]) -> None:
        """Copy files into the portfolio, as one change; what is refused is named."""
        label = f"Add {shown_name(paths[0].name) if len(paths) == 1 else f'{len(paths)} files'}"
        self._begin(
            self.desk.lane.write(
                label,
                AddFiles(target, tuple(paths), self.desk.today),
                self._tell_added,
                owner=self.home,
                failed=self._fail,
                progress=self.busy.emit,
            )
        )

    def add_picture(self, target: Target, image: QImage, taken: Sequence[str] = ()) -> None:
        """Keep a picture from the clipboard as PNG, named by the moment."""
        name = screenshot_name(datetime.now().astimezone(), taken)
        self._begin(
            self.desk.lane.compute(
                png_of,
                (image,),
                partial(self._add_data, target, name),
                owner=self.home,
                failed=self._fail,
            )
        )

    def choose(self, target: Target) -> None:
        """Let a person pick files."""
        names, _ = QFileDialog.getOpenFileNames(self.home, "Add evidence", self.folder, filters())
        if names:
            self.remember_folder(Path(names[0]))
            self.add_files(target, [Path(name) for name in names])

    def cancel(self) -> None:
        """Stop the adding that is under way; nothing of it is kept."""
        if self._task is not None:
            self._task.cancel()

    # ---- with one or several ---------------------------------------------------------------

    def open(self, evidence: Evidence) -> None:
        """Show a copy with the system's program for it."""
        self.desk.lane.read(Copy(evidence), self._show_copy, owner=self.home, failed=self._fail)

    def save_copy(self, evidence: Evidence) -> None:
        """Write the content to a file of one's own."""
        proposed = str(Path(self.folder) / safe_name(evidence.file))
        name, _ = QFileDialog.getSaveFileName(self.home, "Save a copy", proposed)
        if name:
            self.save_to(evidence, Path(name))

    def save_to(self, evidence: Evidence, path: Path) -> None:
        self.remember_folder(path)
        self.desk.lane.read(
            SaveCopy(evidence, path),
            partial(self._tell_saved, path),
            owner=self.home,
            failed=self._fail,
        )

    def replace(self, evidence: Evidence) -> None:
        """Let a person pick what takes a file's place."""
        name, _ = QFileDialog.getOpenFileName(
            self.home, f"Replace {evidence.file}", self.folder, filters()
        )
        if name:
            self.replace_by(evidence, Path(name))

    def replace_by(self, evidence: Evidence, path: Path) -> None:
        name = shown_name(path.name)
        self._begin(
            self.desk.lane.write(
                f"Replace {evidence.file} by {name}",
                Replace(evidence.id, path, self.desk.today),
                partial(self._tell, f"{name} took the place of {evidence.file}."),
                owner=self.home,
                failed=self._fail,
                progress=self.busy.emit,
            )
        )

    def verify(self, evidence: Sequence[Evidence], *, ask: bool = False) -> None:
        """Record that it was looked at; who did is asked the first time, or when told to."""
        if not evidence:
            return
        known = self.reviewer
        if known and not ask:
            self.verify_as(evidence, known)
            return
        from ui.dialogs.evidence_reviewer import ReviewerDialog

        dialog = ReviewerDialog([one.file for one in evidence], known or _who(), self.home.window())
        dialog.named.connect(partial(self.verify_as, tuple(evidence)))
        dialog.open()

    def verify_as(self, evidence: Sequence[Evidence], reviewer: str) -> None:
        self.desk.settings.setValue(_REVIEWER, reviewer)
        what = _named(evidence)
        self._write(
            f"Verify {what}",
            Call("verify", [one.id for one in evidence], reviewer, self.desk.today),
            f"{what} verified by {reviewer}.",
        )

    def unverify(self, evidence: Sequence[Evidence]) -> None:
        what = _named(evidence)
        self._write(
            f"Take back that {what} was verified",
            Call("unverify", [one.id for one in evidence]),
            f"{what}: not verified any more.",
        )

    def remove(self, evidence: Sequence[Evidence]) -> None:
        """Take files away, with the way back in sight."""
        if evidence:
            what = _named(evidence)
            self._write(
                f"Remove {what}", Call("remove", [one.id for one in evidence]), f"{what} removed."
            )

    def rename(self, evidence: Evidence) -> None:
        """Ask for another name; the ending stays."""
        name, wanted = QInputDialog.getText(
            self.home.window(), f"Rename {evidence.file}", "Name", text=evidence.file
        )
        if wanted and name.strip() and name != evidence.file:
            self.edit(evidence, "name", file=name)

    def edit(self, evidence: Evidence, what: str, failed: Any = None, **values: Any) -> None:
        """Set a date, the name or the note; `failed` gets the sentence that says why not."""
        self.desk.lane.write(
            f"Set {evidence.file}, {what}",
            Call("edit", evidence.id, **values),
            owner=self.home,
            failed=self._fail if failed is None else Refusal(failed),
        )

    @property
    def reviewer(self) -> str:
        """Who verified last; blank where nobody has."""
        return str(self.desk.settings.value(_REVIEWER, "") or "")

    # ---- inside ----------------------------------------------------------------------------

    def _write(self, label: str, job: Any, told: str) -> None:
        self.desk.lane.write(
            label, job, partial(self._tell, told), owner=self.home, failed=self._fail
        )

    def _add_data(self, target: Target, name: str, data: bytes) -> None:
        self._begin(
            self.desk.lane.write(
                f"Add {name}",
                AddData(target, name, data, self.desk.today),
                self._tell_added,
                owner=self.home,
                failed=self._fail,
            )
        )

    def _tell_added(self, added: Added) -> None:
        self._end()
        if added.kept:
            what = "A copy is" if len(added.kept) == 1 else f"{len(added.kept)} copies are"
            self.desk.toast(f"{what} kept here; the original is untouched.", undo=True)
        if added.refused:
            self.refused.emit(" ".join(added.refused))
        self.added.emit(added)

    def _tell(self, words: str, _: object = None) -> None:
        self._end()
        self.desk.toast(words, undo=True)

    def _tell_saved(self, path: Path, _: object) -> None:
        self.desk.toast(self.desk.said_of_file(f"Wrote {path.name}."))

    def _show_copy(self, path: Path) -> None:
        try:
            if open_file(path):
                return
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.refused.emit(
            f"This system has no program that opens {path.name}. Save a copy instead."
        )

    def _begin(self, task: Task) -> None:
        self._task = task

    def _end(self) -> None:
        self._task = None
        self.busy.emit(0, 0, "")

    def _fail(self, error: BaseException) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            self.refused.emit(why(error))

    @property
    def folder(self) -> str:
        """Where files were picked last."""
        return str(self.desk.settings.value(_FOLDER, "") or Path.home())

    def remember_folder(self, path: Path) -> None:
        self.desk.settings.setValue(_FOLDER, str(path.parent))


def screenshot_name(now: datetime, taken: Sequence[str] = ()) -> str:
    """What a pasted picture is called: "Screenshot 2026-11-24 14.05.png"."""
    stem = f"Screenshot {now:%Y-%m-%d %H.%M}"
    name, number = f"{stem}.png", 2
    while name in taken:
        name, number = f"{stem} {number}.png", number + 1
    return name


def png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _named(evidence: Sequence[Evidence]) -> str:
    return evidence[0].file if len(evidence) == 1 else counted(len(evidence), "file")


def filters() -> str:
    """What a file dialog offers to pick."""
    from models.checklist.evidence_kinds import ENDINGS

    return f"Evidence ({' '.join(f'*.{ending}' for ending in ENDINGS)});;All files (*)"


def _who() -> str:
    from models.store.portfolio import who

    return who()
