"""The columns of a file: what is in them, where each goes, and whether it was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.tokens import Status
from ui.widgets.buttons import Button
from ui.widgets.card import StatusLine
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.quiet_combo import QuietCombo

LEAVE_OUT = ""
_BOX = 232
_AT_ONCE = 40  # rows that are unfolded in one go
_FOLD_OVER = 12  # a file with more columns shows those that are left out or empty when asked


@dataclass(frozen=True, slots=True)
class Line:
    """One column: its heading, its first values, the field it goes to ("" for none), a verdict."""

    at: int
    heading: str
    samples: str
    target: str
    status: Status
    words: str


class ColumnsGrid(QWidget):
    """``changed`` tells a column's position and the field it is to go to.

    A row is made when it is first shown: 400 of them cost a second.
    """

    changed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[int, _Row] = {}
        self._lines: dict[int, Line] = {}
        self._choices: list[tuple[str, str]] = []
        self._folded: set[int] = set()
        self._unfold = Button("", "link")
        self._unfold.clicked.connect(self._show_more)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column, stretch in enumerate((3, 5, 0, 5)):
            self._grid.setColumnStretch(column, stretch)
        for column, title in enumerate(("In your file", "First values", "Goes to", "Check")):
            self._grid.addWidget(Label(title, "table_head", "text_2"), 0, column)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(6)
        column_layout.addLayout(self._grid)
        column_layout.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(self, lines: Sequence[Line], fields: Sequence[tuple[str, str]]) -> None:
        """Show the columns; the same file again only changes fields and verdicts.

        fields: (key, text) of what a column can go to; leaving it out comes with them.
        """
        same = [(line.at, line.heading) for line in lines] == [
            (line.at, line.heading) for line in self._lines.values()
        ]
        choices = [(LEAVE_OUT, "Leave out"), *fields]
        if not same or choices != self._choices:
            self._begin(lines, choices)
        self._lines = {line.at: line for line in lines}
        self._folded -= {line.at for line in lines if line.target and line.samples}
        for at, line in self._lines.items():
            if at not in self._folded:
                self._row(at).show_line(line)
        self._tell_folded()

    def _begin(self, lines: Sequence[Line], choices: list[tuple[str, str]]) -> None:
        for row in self.rows.values():
            row.remove(self._grid)
        self.rows, self._choices = {}, choices
        spare = {line.at for line in lines if line.target == LEAVE_OUT or not line.samples}
        self._folded = spare if len(lines) > _FOLD_OVER and len(spare) > 1 else set()

    def _row(self, at: int) -> _Row:
        if at not in self.rows:
            row = self.rows[at] = _Row(self._lines[at], self._choices, self)
            row.add(self._grid, at + 1)
            row.box.chosen.connect(row.tell)
            row.changed.connect(self.changed)
        return self.rows[at]

    def _tell_folded(self) -> None:
        count = len(self._folded)
        words = "columns that are left out or empty"
        if count > _AT_ONCE:
            self._unfold.setText(f"Show {_AT_ONCE} of {count} {words}")
        else:
            self._unfold.setText(f"Show {count} {words}")
        self._unfold.setVisible(bool(count))

    def _show_more(self) -> None:
        shown = sorted(self._folded)[:_AT_ONCE]
        self._folded -= set(shown)
        for at in shown:
            self._row(at).show_line(self._lines[at])
        self._tell_folded()
        if shown:
            self.rows[shown[0]].box.setFocus()


class _Row(QWidget):
    """The four cells of one column; they stand in the grid of all."""

    changed = Signal(int, str)

    def __init__(self, line: Line, choices: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._at = line.at
        self.heading = ElidedLabel(line.heading, "strong")
        self.samples = ElidedLabel(line.samples, "body", "text_2")
        self.box = QuietCombo(choices, f"{line.heading} goes to", width=_BOX)
        self.check = StatusLine(role="control")

    def cells(self) -> tuple[QWidget, ...]:
        return (self.heading, self.samples, self.box, self.check)

    def add(self, grid: QGridLayout, place: int) -> None:
        for column, cell in enumerate(self.cells()):
            grid.addWidget(cell, place, column)

    def remove(self, grid: QGridLayout) -> None:
        for cell in self.cells():
            grid.removeWidget(cell)
            cell.deleteLater()
        self.deleteLater()

    def show_line(self, line: Line) -> None:
        self.samples.setText(line.samples)
        self.box.set_current(line.target)
        self.check.set(line.words, line.status)
        self.check.setToolTip(line.words)
        theme.set_kind(self.heading, "text" if line.target else "text_2", "ink")

    def tell(self, key: object) -> None:
        self.changed.emit(self._at, str(key))
