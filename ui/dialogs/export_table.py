"""Asks what of a table goes to a spreadsheet file, writes it beside the lane, says where it is."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QWidget,
)

from models.errors import Cancelled
from models.names import slug
from models.text import counted
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.tables.columns import Column
from ui.tables.exporting import desk_of, write
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.work import Task

FOLDER = "export_folder"
_FORMATS = ((".xlsx", "Excel workbook"), (".csv", "CSV"))
_FILES = {".xlsx": "Excel workbook (*.xlsx)", ".csv": "CSV (*.csv)"}
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def ask_export(view: TableView) -> ExportTable | None:
    """Open the dialog over a table; None where no desk could carry it out."""
    desk = desk_of(view)
    if desk is None:
        return None
    dialog = ExportTable(desk, view, view.window())
    dialog.setModal(True)
    dialog.show()
    return dialog


class ExportTable(SmallWindow):
    """The rows are those that were on show when it was opened."""

    def __init__(self, desk: Desk, view: TableView, parent: QWidget | None = None) -> None:
        self.what = view.accessibleName()
        super().__init__(f"Export {self.what[:1].lower()}{self.what[1:]}", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._all_rows = view.table.rows
        self._selected = view.selected_rows()
        self._columns = view.arranged_columns()
        self._mode = "shown"
        self._task: Task | None = None
        self._build()
        self._bring_back()
        self._tell()

    # ---- what is chosen --------------------------------------------------------------------

    @property
    def ending(self) -> str:
        return str(self.format.current)

    @property
    def rows(self) -> list[Any]:
        return self._selected if self.which.current == "selected" else self._all_rows

    @property
    def columns(self) -> list[Column]:
        return [column for at, (column, _) in enumerate(self._columns) if self._is_checked(at)]

    def choose(self, mode: str) -> None:
        """Check the columns that are shown, or all of them, or none."""
        self._mode = mode
        self.list.blockSignals(True)
        for at, (_, shown) in enumerate(self._columns):
            on = mode == "all" or (mode == "shown" and shown)
            self.list.item(at).setCheckState(_CHECKED if on else _UNCHECKED)
        self.list.blockSignals(False)
        self._tell()

    def _choose_shown(self) -> None:
        self.choose("shown")

    def _choose_all(self) -> None:
        self.choose("all")

    def _choose_none(self) -> None:
        self.choose("none")

    def _is_checked(self, at: int) -> bool:
        return self.list.item(at).checkState() == _CHECKED

    def _checked_by_hand(self, _: object) -> None:
        self._mode = "chosen"
        self._tell()

    # ---- writing ---------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for the place, then write."""
        if self._task is not None or not self.columns:
            return
        folder = Path(str(self.desk.settings.value(FOLDER, "") or _documents()))
        proposed = folder / f"{slug(self.what, 'table')}{self.ending}"
        name, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(proposed), _FILES[self.ending]
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, target: Path) -> None:
        """Write what is chosen; a file that is there was agreed to be replaced."""
        if target.suffix.lower() != self.ending:
            target = target.with_name(target.name + self.ending)
        self.trouble.hide()
        self._keep(target)
        self._set_busy(True)
        self._task = self.desk.lane.compute(
            write,
            (target, self.what, self.columns, self.rows),
            partial(self._say_written, target),
            self._show_progress,
            owner=self,
            failed=self._say_refused,
        )

    def _show_progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.doing.setText(text if done >= total else f"{text}: {done:,} of {total:,} rows")

    def _say_written(self, target: Path, rows: int) -> None:
        self._task = None
        self.desk.tell_file(f"Wrote {counted(rows, 'row')} to {target.name}", target)
        self.accept()

    def _say_refused(self, error: BaseException) -> None:
        self._task = None
        if isinstance(error, Cancelled):
            return
        self._set_busy(False)
        self.trouble.setText(why(error))
        self.trouble.show()

    def _set_busy(self, busy: bool) -> None:
        self.bar.setRange(0, 0)
        for part in (self.bar, self.doing):
            part.setVisible(busy)
        self.doing.setText("Writing" if busy else "")
        for widget in (self.format, self.which, self.list, self.go, *self._ways):
            widget.setEnabled(not busy)
        self.way_out.setText("Stop" if busy else "Cancel")
        if busy:
            self.way_out.setFocus()

    def reject(self) -> None:
        """Close; what is being written is given up, and nothing of it stays."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.desk.toast("Stopped; no file was written.")
        super().reject()

    # ---- remembered ------------------------------------------------------------------------

    def _key(self) -> str:
        return f"export/{slug(self.what, 'table')}"

    def _keep(self, target: Path) -> None:
        names = [column.key_name for column in self.columns]
        kept = {"format": self.ending, "mode": self._mode, "columns": names}
        self.desk.settings.setValue(self._key(), json.dumps(kept))
        self.desk.settings.setValue(FOLDER, str(target.parent))

    def _bring_back(self) -> None:
        try:
            kept = json.loads(str(self.desk.settings.value(self._key(), "") or "{}"))
        except ValueError:
            kept = {}
        self.format.set_current(kept.get("format") if kept.get("format") in _FILES else ".xlsx")
        self.which.set_current("selected" if len(self._selected) > 1 else "shown")
        mode = kept.get("mode", "shown")
        if mode == "chosen":
            names = set(kept.get("columns", ()))
            for at, (column, _) in enumerate(self._columns):
                on = column.key_name in names
                self.list.item(at).setCheckState(_CHECKED if on else _UNCHECKED)
        else:
            self.choose("all" if mode == "all" else "shown")

    # ---- building --------------------------------------------------------------------------

    def _tell(self, _: object = None) -> None:
        columns = len(self.columns)
        said = f"{counted(len(self.rows), 'row')} with {counted(columns, 'column')}"
        amounts = any(column.currency is not None for column in self.columns)
        more = "; amounts without signs, their currency in a column" if amounts else ""
        self.told.setText(f"{said[:1].upper()}{said[1:]}{more}." if columns else "Check a column.")
        self.go.setEnabled(columns > 0)

    def _build(self) -> None:
        self.format = Segmented(_FORMATS, "File")
        choices = [("shown", f"All {len(self._all_rows):,} shown")]
        if self._selected:
            choices.append(("selected", f"{len(self._selected):,} selected"))
        self.which = Segmented(choices, "Rows")
        self.which.chosen.connect(self._tell)
        for title, part in (("File", self.format), ("Rows", self.which)):
            row = QHBoxLayout()
            row.addWidget(Label(title, "small_strong", "text_2"), 1)
            row.addWidget(part)
            self.body.addLayout(row)
        self._build_columns()
        self.told = Label("", "small", "text_2", wrap=True)
        self.trouble = Label("", "small", "short", wrap=True)
        self.doing = Label("", "small", "text_2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How much is written")
        for hidden in (self.trouble, self.doing, self.bar):
            hidden.hide()
        for line in (self.told, self.trouble, self.doing, self.bar):
            self.body.addWidget(line)
        self.go = Button("Export…", "primary")
        self.go.clicked.connect(self.export)
        self.go.setDefault(True)
        self.foot.addWidget(self.go)
        self.way_out.clicked.disconnect(self.accept)
        self.way_out.clicked.connect(self.reject)
        self.resize(theme.px(460), theme.px(560))

    def _build_columns(self) -> None:
        row = QHBoxLayout()
        row.addWidget(Label("Columns", "small_strong", "text_2"), 1)
        self._ways: list[Button] = []
        for title, run in (
            ("Those shown", self._choose_shown),
            ("All", self._choose_all),
            ("None", self._choose_none),
        ):
            way = Button(title, "link", name=f"{title}: columns to export")
            way.clicked.connect(run)
            self._ways.append(way)
            row.addWidget(way)
        self.body.addLayout(row)
        self.list = QListWidget()
        self.list.setAccessibleName("Columns to export")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for column, _ in self._columns:
            item = QListWidgetItem(column.title)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_UNCHECKED)
            item.setSizeHint(QSize(0, theme.px(28)))
            self.list.addItem(item)
        self.list.itemChanged.connect(self._checked_by_hand)
        self.body.addWidget(self.list, 1)


def _documents() -> Path:
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
