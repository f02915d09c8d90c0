"""From cell to cell as in a spreadsheet: where Tab, Home and End go, and which rows are one run."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView


def cell_beside(view: QTableView, *, backwards: bool) -> QModelIndex:
    """The next cell that can be edited, over the end of the row; invalid after the last one.

    Columns count in the order in which they are shown.
    """
    model, current = view.model(), view.currentIndex()
    if not current.isValid():
        return QModelIndex()
    columns = _columns(view, current.row())
    if not columns:
        return QModelIndex()
    header = view.horizontalHeader()
    here = header.visualIndex(current.column())
    places = [header.visualIndex(column) for column in columns]
    if backwards:
        before = [at for at, place in zip(columns, places, strict=True) if place < here]
        row, column = (
            (current.row(), before[-1]) if before else (current.row() - 1, columns[-1])
        )  # fmt: skip
    else:
        after = [at for at, place in zip(columns, places, strict=True) if place > here]
        row, column = (current.row(), after[0]) if after else (current.row() + 1, columns[0])
    return model.index(row, column)


def held_for(
    view: QTableView, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
) -> Qt.KeyboardModifier:
    """What counts as held: in a list without cells to edit Home and End go to its ends.

    From cell to cell of a row that is chosen as a whole they would do nothing that is seen.
    """
    ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
    if action not in ends or _columns(view, max(0, view.currentIndex().row())):
        return held
    return held | Qt.KeyboardModifier.ControlModifier


def _columns(view: QTableView, row: int) -> list[int]:
    """Columns on show that can be edited, from left to right; the same in every row."""
    header, model = view.horizontalHeader(), view.model()
    shown = (header.logicalIndex(at) for at in range(header.count()))
    return [
        column
        for column in shown
        if not header.isSectionHidden(column)
        and model.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable
    ]


def runs(places: list[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run; ten thousand selected rows are mostly one range."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
