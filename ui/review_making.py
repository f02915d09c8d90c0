"""Makes the review of all partners: read on the lane, drawn beside it, written where asked."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from models.text import counted
from ui.desk import Desk

if TYPE_CHECKING:
    from models.portfolio_review import Review

FOLDER = "packs_folder"


class ReviewMaking(QObject):
    """Asks for a file and writes the review of the day that the desk judges by."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self.desk, self.home = desk, home

    def ask(self) -> None:
        folder = Path(str(self.desk.settings.value(FOLDER, "") or Path.home()))
        proposed = folder / f"Portfolio review {self.desk.as_of}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            self.home, "Save the portfolio review", str(proposed), "PDF (*.pdf)"
        )
        if name:
            self.make(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def make(self, target: Path) -> None:
        """Write it; the file dialog has asked about replacing a file."""
        self.desk.settings.setValue(FOLDER, str(target.parent))
        self.desk.lane.read(
            _Read(self.desk.as_of), partial(self._draw, target), owner=self.home,
            failed=self._refuse, key="review",
        )  # fmt: skip

    def _draw(self, target: Path, found: Review) -> None:
        self.desk.lane.compute(
            _write, (found, target), partial(self._tell, target), owner=self.home,
            failed=self._refuse,
        )  # fmt: skip

    def _tell(self, target: Path, partners: int) -> None:
        self.desk.tell_file(f"Reviewed {counted(partners, 'partner')} in {target.name}", target)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.desk.problem.emit(error.message, error.hint)


class _Read:
    def __init__(self, as_of: date) -> None:
        self.as_of = as_of

    def __call__(self, portfolio: Any) -> Review:
        from models.store.portfolio_review import portfolio_review

        return portfolio_review(portfolio, self.as_of)


def _write(found: Review, target: Path) -> int:
    from models.files import write_bytes
    from reports.review import render

    write_bytes(target, render(found).data, force=True)
    return len(found.members)
