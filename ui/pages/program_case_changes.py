"""Gives a version cases from a file and takes them away, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from models.errors import Cancelled, UserError
from models.text import counted
from ui.desk import Desk

if TYPE_CHECKING:
    from models.store.version_cases import VersionCases

_FOLDER = "programs_folder"


class CaseChanges(QObject):
    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.menu: QMenu | None = None

    def choose(
        self,
        versions: Sequence[VersionCases],
        button: QWidget,
        slot: Callable[[VersionCases], object],
    ) -> None:
        """Do it with the only version there is, or with the one that is chosen from a menu."""
        if len(versions) == 1:
            slot(versions[0])
        if len(versions) < 2:
            return
        self.menu = QMenu(self._window)
        for told in versions:
            kind = "draft" if told.state == "draft" else "adopted"
            action = self.menu.addAction(f"Version {told.version}, {kind}")
            action.triggered.connect(partial(_do, slot, told))
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def ask_file(self, told: VersionCases) -> None:
        """Choose a file of cases for a version."""
        folder = str(self._desk.settings.value(_FOLDER, "") or Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            f"Cases for version {told.version}",
            folder,
            "Cases (*.cases.toml *.toml);;All files (*)",
        )
        if name:
            self.take_file(told, Path(name))

    def take_file(self, told: VersionCases, path: Path) -> None:
        """Read a file of cases beside the lane, then give them to the version."""
        self._desk.settings.setValue(_FOLDER, str(path.parent))
        self._desk.lane.compute(
            _read, (path,), partial(self._put, told), owner=self, failed=self._refuse, key="cases"
        )

    def _put(self, told: VersionCases, text: str) -> None:
        def write(portfolio: Any) -> int:
            from models.store.version_cases import put

            return put(portfolio, told.id, text)

        self._desk.lane.write(
            f"Cases of version {told.version}",
            write,
            partial(self._has_them, told),
            owner=self,
            failed=self._refuse,
        )

    def _has_them(self, told: VersionCases, count: int) -> None:
        self._desk.toast(f"Version {told.version} has {counted(count, 'case')}", undo=True)

    def take_away(self, told: VersionCases) -> None:
        def write(portfolio: Any) -> None:
            from models.store.version_cases import take_away

            take_away(portfolio, told.id)

        label = f"Take the cases of version {told.version} away"
        self._desk.lane.write(
            label, write, partial(self._gone, label), owner=self, failed=self._refuse
        )

    def _gone(self, label: str, _: object) -> None:
        self._desk.toast(label, undo=True)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._desk.problem.emit(error.message, error.hint)
        elif not isinstance(error, Cancelled):
            self._desk.problem.emit("The cases could not be taken.", "Something of ours failed.")


def _do(slot: Callable[[VersionCases], object], told: VersionCases, _: bool = False) -> None:
    slot(told)


def _read(path: Path) -> str:
    from models.files import read_text

    return read_text(path)
