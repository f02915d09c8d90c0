"""A table of lines that are open or closed, which writes for itself and shows open ones or all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from models.text import counted
from ui import icons
from ui.desk import Desk
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.tables.columns import Column
from ui.widgets.segmented import Segmented

OPEN, ALL = "open", "all"
Choice = tuple[str, str, Any, bool]  # words, icon, what is done, whether it can be done now


class OpenTable(RecordTable):
    """`begin_for` says whose lines it holds, `show_lines` which. Subclasses write what is asked."""

    OPEN_WORD = "Open"

    def __init__(
        self,
        desk: Desk,
        title: str,
        columns: Sequence[Field | Column],
        keeping: Keeping,
        hint: str,
        parent: QWidget | None = None,
    ) -> None:
        self.desk, self.hint = desk, hint
        self.partner_id, self.name = 0, ""
        self.seed: Mapping[str, Any] = {}
        self._lines: list[Any] = []
        super().__init__(title, columns, keeping, hint=hint, parent=parent)
        choices = [(OPEN, self.OPEN_WORD), (ALL, "All")]
        self.shown = Segmented(choices, f"Which {keeping.many}")
        self.shown.chosen.connect(self._show_again)
        self.header.insertWidget(1, self.shown, 0, Qt.AlignmentFlag.AlignVCenter)
        self.edited.connect(self._take_field)
        self.filling.connect(self._take_filling)
        self.adding.connect(self.add_line)
        self.deleting.connect(self._take_deleting)
        self.opened_other.connect(self._take_opened)
        self.remember(desk.settings)
        self._empty.link_clicked.connect(self._show_all)

    # ---- for its holder --------------------------------------------------------------------

    def begin_for(self, partner_id: int, name: str, **seed: Any) -> None:
        """Whose lines these are; `seed` are fields that a new one starts with."""
        self.partner_id, self.name, self.seed = partner_id, name, dict(seed)

    def show_lines(self, lines: Sequence[Any], *, same: bool, writable: bool) -> None:
        """Show these, open ones or all; `same` where they are those of before, read anew."""
        self._lines = list(lines)
        self.set_writable(writable)
        self._show(same=same)

    def lines_of(self, ids: Sequence[object]) -> list[Any]:
        return [line for row in ids if (line := self.model.find(row)) is not None]

    @property
    def selected(self) -> list[Any]:
        return self.lines_of(self.view.selected_ids())

    @property
    def can_write(self) -> bool:
        return self.model.on_edit is not None

    def reveal(self, record_id: Any, edit: str = "") -> None:
        """Bring a line into sight; for one that is closed all of them are shown."""
        hidden = record_id is not None and self.model.position(record_id) < 0
        if hidden and any(line.id == record_id for line in self._lines):
            self._show_all()
        super().reveal(record_id, edit)
        current = self.view.currentIndex()
        if current.isValid() and not self.model.columns[current.column()].editable:
            names = [column.name for column in self.model.columns]
            first = self.model.index(current.row(), names.index(self.keeping.first))
            self.view.setCurrentIndex(first)  # where F2 and typing do something

    # ---- for subclasses --------------------------------------------------------------------

    def add_line(self, _: object = None) -> None:
        """Add one, and open its first field."""

    def set_lines(self, lines: Sequence[Any], field: Field, value: Any, refused: Any) -> None:
        """Set a field of some lines, as one change; `refused` gets the sentence why not."""

    def delete_lines(self, lines: Sequence[Any]) -> None:
        """Delete them, as one change."""

    def open_other(self, line: Any, column: str) -> None:
        """Enter or a double click on what is no field."""

    def choices(self, chosen: Sequence[Any]) -> list[Choice]:
        """What a row's menu offers before what every table can do."""
        return []

    # ---- inside ----------------------------------------------------------------------------

    def _show(self, *, same: bool) -> None:
        rows = [line for line in self._lines if line.open or self.shown.current == ALL]
        self.set_rows(rows, anew=not same)
        closed = len(self._lines) - len(rows)
        many = self.keeping.many
        if not rows and closed:
            what = counted(closed, f"closed {self.keeping.noun}", f"closed {many}")
            self._empty.set("circle-check", "Nothing is open", "", f"Show {what}")
        elif not rows:
            self._empty.set(self.keeping.icon, f"No {many} yet", hint=self.hint)

    def _show_again(self, _: object) -> None:
        self._show(same=False)

    def _show_all(self) -> None:
        self.shown.set_current(ALL)
        self._show(same=False)

    def _take_field(self, _: object, row_id: Any, name: str, value: Any) -> None:
        line, field = self.model.find(row_id), self.fields[name]
        if line is not None:
            typed = field.kind_for(line).typed(value)
            self.set_lines([line], field, value, _Reopening(self, row_id, name, typed))

    def _take_filling(self, _: object, source: Any, name: str, ids: Sequence[Any]) -> None:
        field = self.fields[name]
        value = field.value(self.model.find(source))
        self.set_lines(self.lines_of(ids), field, value, self.refusals.say)

    def _take_deleting(self, _: object, ids: Sequence[Any]) -> None:
        self.delete_lines(self.lines_of(ids))

    def _take_opened(self, row_id: Any, column: str) -> None:
        line = self.model.find(row_id)
        if line is not None:
            self.open_other(line, column)

    def _menu(self, spot: QPoint) -> None:
        chosen = self.selected
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, icon, run, offered in self.offered(chosen):
            if offered:
                action = QAction(icons.icon(icon), text, menu)
                action.triggered.connect(run)
                menu.addAction(action)
        menu.popup(self.view.viewport().mapToGlobal(spot))

    def offered(self, chosen: Sequence[Any]) -> list[Choice]:
        """All that a row's menu may offer."""
        noun, many = self.keeping.noun, self.keeping.many
        what = noun if len(chosen) == 1 else counted(len(chosen), noun, many)
        return [
            *self.choices(chosen),
            ("Copy for Excel", "copy", self.copy, True),
            (f"Delete {what}", "trash-2", self._delete_selected, self.can_write),
        ]


class _Reopening:
    """Brings a cell's editor back with what was typed, and says why it was not taken."""

    def __init__(self, table: RecordTable, row_id: Any, name: str, typed: str) -> None:
        self._table, self._where = table, (row_id, name, typed)

    def __call__(self, sentence: str) -> None:
        self._table.reopen(*self._where, sentence)
