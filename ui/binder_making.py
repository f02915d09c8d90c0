"""Makes the binder of a partner's evidence: contents copied on the lane, pages set beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import Cancelled
from models.names import slug
from ui.desk import Desk
from ui.faults import why
from ui.work import Task

if TYPE_CHECKING:
    from datetime import date

    from reports.binder.making import Binder


@dataclass(frozen=True, slots=True)
class _Ready:
    """What the lane has laid out: the facts, the folder of contents, what is wrong with some."""

    facts: Any
    folder: TemporaryDirectory[str]
    wrong: dict[str, str]


class BinderMaking(QObject):
    """``busy`` tells how far it is, ``done`` the path and what was written, ``refused`` why not."""

    busy = Signal(int, int, str)
    done = Signal(object, object)  # Path, Binder
    refused = Signal(str)

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self.desk, self.home = desk, home
        self._task: Task | None = None
        self.making = False
        self._target = Path()
        self._ready: _Ready | None = None

    def ask(self, partner_id: int, name: str, edition: str) -> None:
        """Ask for a file name and make it."""
        folder = Path(str(self.desk.settings.value("packs_folder", "") or Path.home()))
        proposed = folder / f"{slug(name)} {self.desk.as_of} evidence {edition}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(
            self.home, "Save the evidence binder", str(proposed), "PDF (*.pdf)"
        )
        if chosen:
            path = chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf"
            self.make(partner_id, edition, Path(path))

    def make(self, partner_id: int, edition: str, target: Path) -> None:
        """Write the binder of a partner to a path; the file dialog has asked about replacing."""
        if self.making:
            return
        self.desk.settings.setValue("packs_folder", str(target.parent))
        self._target = target
        self.making = True
        self._task = self.desk.lane.read(
            _LayOut(partner_id, edition, self.desk.as_of),
            self._set,
            owner=self.home,
            failed=self._fail,
            progress=self.busy.emit,
        )

    def cancel(self) -> None:
        """Stop; nothing is written."""
        if self.making and self._task is not None:
            self._task.cancel()

    def _set(self, ready: _Ready) -> None:
        self._ready = ready
        self._task = self.desk.lane.compute(
            _bind,
            (ready, self._target),
            partial(self._tell, self._target),
            self.busy.emit,
            owner=self.home,
            failed=self._fail,
        )

    def _tell(self, target: Path, made: Binder) -> None:
        self._end()
        self.done.emit(target, made)

    def _fail(self, error: BaseException) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            self.refused.emit(why(error))

    def _end(self) -> None:
        self.making = False
        ready, self._ready = self._ready, None
        if ready is not None:
            ready.folder.cleanup()
        self.busy.emit(0, 0, "")


class _LayOut:
    """Reads the facts and puts the contents into a private folder; on the lane."""

    def __init__(self, partner_id: int, edition: str, today: date) -> None:
        self.partner_id, self.edition, self.today = partner_id, edition, today

    def __call__(self, portfolio: Any, progress: Any) -> _Ready:
        from models.store.evidence_page import export, page
        from reports.binder.facts import bind

        told = page(portfolio, self.partner_id, self.today)
        facts = bind(
            told.partner, told.proofs, self.today,
            edition=self.edition, sample=told.sample, portfolio=portfolio.name,
        )  # fmt: skip
        folder = TemporaryDirectory(prefix="alliance-desk-binder-", ignore_cleanup_errors=True)
        try:
            wrong = export(portfolio, facts.proofs, Path(folder.name), progress)
        except BaseException:
            folder.cleanup()
            raise
        return _Ready(facts, folder, wrong)


def _bind(ready: _Ready, target: Path, progress: Any) -> Binder:
    from models.files import safe_save
    from reports.binder.guarded import write

    with safe_save(target, force=True) as part:
        return write(ready.facts, Path(ready.folder.name), ready.wrong, part, progress)
