"""Writes the rejected rows to a file, to be corrected and imported again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from models.intake import job as intake
from models.text import counted
from ui.pages.import_steps.flow import ImportFlow

if TYPE_CHECKING:
    from models.intake.plan import Plan


_EXCEL, _CSV = "Excel workbook (*.xlsx)", "CSV (*.csv)"


class RejectsSaver(QObject):
    def __init__(self, flow: ImportFlow, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = flow
        self._window = parent

    @property
    def plan(self) -> Plan | None:
        """The plan whose rows are rejected: of what was imported, else of what was checked."""
        if self._flow.result is not None:
            return self._flow.result
        return self._flow.checked.plan if self._flow.checked is not None else None

    def ask(self) -> None:
        """Ask where to, and write them."""
        plan = self.plan
        if plan is None:
            return
        path = plan.sheet.path
        proposed = path.with_name(f"{path.stem.removesuffix(' rejected')} rejected.xlsx")
        name, kind = QFileDialog.getSaveFileName(
            self._window, "Save the rejected rows", str(proposed), f"{_EXCEL};;{_CSV}"
        )
        if name:
            target = Path(name)
            if target.suffix.lower() not in (".xlsx", ".csv"):
                target = target.with_name(target.name + (".csv" if kind == _CSV else ".xlsx"))
            self.save(target)

    def save(self, target: Path) -> None:
        """Write them; the dialog has asked already where the file is there."""
        plan = self.plan
        if plan is not None:
            self._flow.desk.lane.compute(
                _write,
                (plan, target),
                partial(self._say, target, plan.rejected),
                owner=self,
            )

    def _say(self, target: Path, count: int, _: object) -> None:
        self._flow.desk.toast(
            f"{counted(count, 'row')} saved in {target.name}, to be corrected and imported again."
        )


def _write(plan: Plan, target: Path) -> None:
    """Excel or CSV, by the ending."""
    if target.suffix.lower() == ".csv":
        intake.write_rejects(plan, target, force=True)
        return
    from reports.exports import write_table

    write_table(target, "Rejected rows", *intake.rejects_table(plan), force=True)
