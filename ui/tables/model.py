"""A table over frozen rows, which sorts and filters its own list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from models.text import NONE
from ui import theme
from ui.tables.columns import Column, folded

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Roles(IntEnum):
    """Data roles beyond Qt's."""

    ROW = Qt.ItemDataRole.UserRole + 1  # the frozen row
    ID = Qt.ItemDataRole.UserRole + 2
    COLUMN = Qt.ItemDataRole.UserRole + 3  # the declared Column


class TableModel(QAbstractTableModel):
    """Rows are frozen dataclasses with an ``id``; everything that outlives an event goes by it.

    on_edit(row_id, column, text) is asked to write an edited cell; the model itself never changes
    a row: what is on screen is what the next ``refresh`` brings.
    """

    counts_changed = Signal(int, int)  # shown, all

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Any] = (),
        *,
        on_edit: Callable[[Any, Column, str], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = tuple(columns)
        self._searched = [column for column in self.columns if column.in_search]
        self.on_edit = on_edit
        self._rows: list[Any] = []
        self._order: list[int] = []  # positions in _rows, sorted, before filtering
        self._shown: list[Any] = []
        self._haystack: list[str] | None = None  # made by the first filter, not by the start
        self._keys: dict[int, list[Any]] = {}
        self._where: dict[Any, int] | None = None
        self._at: dict[Any, int] | None = None
        self._words: tuple[str, ...] = ()
        self._predicate: Callable[[Any], bool] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.set_rows(rows)

    def retitle(self, name: str, title: str) -> None:
        """Head a column, by its name in saved views, with another word."""
        at = next(i for i, column in enumerate(self.columns) if column.key_name == name)
        if self.columns[at].title != title:
            made = replace(self.columns[at], title=title, name=name)
            self.columns = (*self.columns[:at], made, *self.columns[at + 1 :])
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, at, at)

    # ---- rows ------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Replace everything; sorted and filtered as before."""
        self.beginResetModel()
        self._take(list(rows))
        self._sort_order()
        self._choose()
        self.endResetModel()
        self.counts_changed.emit(len(self._shown), len(self._rows))

    def refresh(self, rows: Iterable[Any]) -> None:
        """Take new values; no row moves while the same records are there.

        An edited row stays under the cursor even where it now sorts or filters elsewhere. When
        records came or went, all is sorted and filtered anew.
        """
        new = list(rows)
        by_id = {row.id: row for row in new}
        if len(by_id) != len(self._rows) or any(row.id not in by_id for row in self._rows):
            self.set_rows(new)
            return
        order = [self._rows[i].id for i in self._order]
        self._take(new)
        place = {row.id: i for i, row in enumerate(new)}
        self._order = [place[row_id] for row_id in order]
        self._shown = [by_id[row.id] for row in self._shown]
        if self._shown:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def update_rows(self, rows: Iterable[Any]) -> None:
        """Take new values of some of the rows; none moves, comes or goes until `settle`."""
        places = self._places()
        touched = []
        for row in rows:
            place = places.get(row.id)
            if place is None:
                continue
            self._rows[place] = row
            if self._haystack is not None:
                self._haystack[place] = self._hay(row)
            at = self.position(row.id)
            if at >= 0:
                self._shown[at] = row
                touched.append(at)
        self._keys.clear()
        if touched:
            last = self.index(max(touched), len(self.columns) - 1)
            self.dataChanged.emit(self.index(min(touched), 0), last)

    def settle(self) -> None:
        """Sort and filter anew what `update_rows` has brought."""
        self.beginResetModel()
        self._sort_order()
        self._choose()
        self.endResetModel()
        self.counts_changed.emit(len(self._shown), len(self._rows))

    def set_filter(self, text: str) -> None:
        """Show rows that hold every word of the text, without regard to case and accents."""
        words = tuple(folded(text).split())
        if words != self._words:
            self._words = words
            self._rechoose()

    def set_predicate(self, predicate: Callable[[Any], bool] | None) -> None:
        """Show rows for which predicate(row) holds; None shows all."""
        self._predicate = predicate
        self._rechoose()

    @property
    def rows(self) -> list[Any]:
        """The rows on show, in their order."""
        return list(self._shown)

    @property
    def count(self) -> int:
        """How many rows there are, on show or not."""
        return len(self._rows)

    def find(self, row_id: Any) -> Any:
        """The row of an id, on show or not; None where there is none."""
        place = self._places().get(row_id)
        return None if place is None else self._rows[place]

    @property
    def all_rows(self) -> list[Any]:
        return list(self._rows)

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """Column and order in force; column -1 for the order in which the rows came."""
        return self._sorted_by

    def row_at(self, index: Index | int) -> Any:
        """The row of an index or a position; None outside."""
        at = index if isinstance(index, int) else index.row()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def id_at(self, index: Index | int) -> Any:
        row = self.row_at(index)
        return None if row is None else row.id

    def position(self, row_id: Any) -> int:
        """Where a record is on show, or -1."""
        if self._where is None:
            self._where = {row.id: at for at, row in enumerate(self._shown)}
        return self._where.get(row_id, -1)

    def spoken(self, row: Any, column: int) -> str:
        """The sentence for a cell; the first of a row also tells the columns marked spoken."""
        chosen = self.columns[column]
        parts = [f"{chosen.title}: {_told(chosen, row) or 'none'}"]
        if chosen.sub is not None:
            parts.append(chosen.sub(row))
        if column == 0:
            parts += [
                f"{other.title.lower()} {_told(other, row)}"
                for other in self.columns[1:]
                if other.spoken and _told(other, row)
            ]
        return ", ".join(part for part in parts if part)

    # ---- inside ----------------------------------------------------------------------------

    def _take(self, rows: list[Any]) -> None:
        self._rows = rows
        self._keys.clear()
        self._haystack = None
        self._where = self._at = None

    def _places(self) -> dict[Any, int]:
        if self._at is None:
            self._at = {row.id: at for at, row in enumerate(self._rows)}
        return self._at

    def _hay(self, row: Any) -> str:
        words = [c.shown(row) + (" " + c.sub(row) if c.sub else "") for c in self._searched]
        return folded("\n".join(words))

    def _choose(self) -> None:
        rows, words, predicate = self._rows, self._words, self._predicate
        order: Iterable[int] = self._order
        if words and self._haystack is None:
            self._haystack = [self._hay(row) for row in rows]
        hay = self._haystack or []
        for word in words:
            order = [i for i in order if word in hay[i]]
        self._shown = [rows[i] for i in order]
        if predicate is not None:
            self._shown = [row for row in self._shown if predicate(row)]
        self._where = None

    def _rechoose(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()
        self.counts_changed.emit(len(self._shown), len(self._rows))

    def _sort_order(self) -> None:
        column, order = self._sorted_by
        self._order = list(range(len(self._rows)))
        if column < 0:
            return
        keys = self._keys.get(column)
        if keys is None:
            sort_key = self.columns[column].sort_key
            keys = self._keys[column] = [sort_key(row) for row in self._rows]
        descending = order == Qt.SortOrder.DescendingOrder
        self._order.sort(key=keys.__getitem__, reverse=descending)
        if descending:  # what is empty stays last
            self._order.sort(key=lambda i: keys[i][0])

    # ---- Qt's ------------------------------------------------------------------------------

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.id_at(index) for index in before]
        self._sorted_by = (column, order)
        self._sort_order()
        # The same rows as before: one kept on show after an edit must not drop out here.
        kept = {row.id for row in self._shown}
        self._shown = [row for i in self._order if (row := self._rows[i]).id in kept]
        self._where = None
        after = [
            self.index(self.position(row_id), index.column())
            for row_id, index in zip(ids, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None or not 0 <= index.column() < len(self.columns):
            return None
        column = self.columns[index.column()]
        if role == Roles.ROW:
            return row
        if role == Roles.ID:
            return row.id
        if role == Roles.COLUMN:
            return column
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(row)
        if role == Qt.ItemDataRole.EditRole:
            return column.edited(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.aligned_right else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, index.column())
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("table_head")
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or column.title  # which may be cut
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.aligned_right else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.on_edit is not None and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.EditRole or self.on_edit is None:
            return False
        column = self.columns[index.column()]
        text = str(value)
        if not column.editable or text == column.edited(row):
            return False
        self.on_edit(row.id, column, text)
        return True


def _told(column: Column, row: Any) -> str:
    """What a cell says; nothing for the dash that stands for nothing."""
    words = column.shown(row)
    return "" if words == NONE else words
