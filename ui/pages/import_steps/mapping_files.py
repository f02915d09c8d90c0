"""Keeps how a file is read: as a file of its own, for the user, or not at all."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from models.files import read_text, write_text
from models.intake.mapping import Stated, from_toml
from models.store import apply as store
from models.store.portfolio import Portfolio
from ui.pages.import_steps.flow import ImportFlow

_FILES = "Mapping (*.toml)"


class MappingFiles(QObject):
    """Saves, takes and forgets mappings. What is imported and to be remembered is kept for the
    user as well, beside the portfolio's own.
    """

    def __init__(self, flow: ImportFlow, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = flow
        self._window = parent
        flow.applied.connect(self._keep)

    def ask_save(self) -> None:
        """Ask where to, and save the mapping as the command line's --mapping takes it."""
        job = self._flow.job
        if job is None:
            return
        proposed = job.sheet.path.with_name(f"{job.sheet.path.stem} mapping.toml")
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the mapping", str(proposed), _FILES
        )
        if name:
            target = Path(name)
            self.save(target if target.suffix else target.with_suffix(".toml"))

    def save(self, target: Path) -> None:
        """Save it; the dialog has asked already where the file is there."""
        job = self._flow.job
        if job is not None:
            self._flow.desk.lane.compute(
                partial(write_text, force=True), (target, job.columns.to_toml()), self._say_saved,
                owner=self,
            )  # fmt: skip

    def ask_use(self) -> None:
        """Ask for a mapping file, and read the list as it says."""
        job = self._flow.job
        if job is None:
            return
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Use a mapping file", str(job.sheet.path.parent), _FILES
        )
        if name:
            self.use(Path(name))

    def use(self, path: Path) -> None:
        """Read the list as a mapping file says."""
        job = self._flow.job
        if job is not None:
            self._flow.desk.lane.compute(
                _stated, (path, job.kind), partial(self._take, path.name), owner=self,
                failed=self._refuse,
            )  # fmt: skip

    def forget(self) -> None:
        """Forget how files with these headings were read, here and for the user."""
        job = self._flow.job
        if job is None:
            return
        which = (job.kind, job.columns.fingerprint)
        if self._flow.desk.mappings is not None:
            self._flow.desk.lane.compute(self._flow.desk.mappings.forget, which, owner=self)
        self._flow.desk.lane.write(
            "Forget how such files are read", partial(_forget, which=which), self._say_forgotten,
            owner=self,
        )  # fmt: skip

    def _keep(self) -> None:
        plan, mappings = self._flow.result, self._flow.desk.mappings
        if plan is not None and mappings is not None and self._flow.remembers:
            columns = plan.columns
            self._flow.desk.lane.compute(
                mappings.keep, (plan.kind, columns.fingerprint, columns.to_recall()), owner=self
            )

    def _take(self, name: str, stated: Stated) -> None:
        self._flow.restate(stated)
        self._flow.desk.toast(f"Read as {name} says.")

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._flow.desk.problem.emit(error.message, error.hint)

    def _say_saved(self, target: Path) -> None:
        self._flow.desk.toast(f"The mapping is saved in {target.name}.")

    def _say_forgotten(self, _: Any) -> None:
        self._flow.start_afresh()
        self._flow.desk.toast("Such files are read afresh from now on.")


def _stated(path: Path, kind: str) -> Stated:
    return from_toml(read_text(path), kind, path.name)


def _forget(portfolio: Portfolio, which: tuple[str, str]) -> None:
    store.forget(portfolio, *which)
