"""A table of very many rows, which are found and sorted beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ui.tables.columns import Column, folded
from ui.tables.model import TableModel

# list.sort() keeps the interpreter's lock to its end: 200,000 rows in one go stop the window for
# a quarter of a second, in runs of this length for 25 ms.
_RUN = 8_192


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are shown, and in what order.

    words: each has to be in the row's text. among: an attribute and the values it may have.
    sort: position of a column, -1 for the order in which the rows came.
    """

    words: str = ""
    among: tuple[tuple[str, frozenset[Any]], ...] = ()
    sort: int = -1
    descending: bool = False

    @property
    def filters(self) -> bool:
        return bool(self.words.split() or self.among)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The rows on show and where each is; `kept` where none moved against those before."""

    rows: list[Any]
    where: dict[Any, int]
    kept: bool = False


class Rows:
    """All rows with what finding and sorting need; make and ask it off the window's thread."""

    def __init__(self, rows: list[Any], columns: Sequence[Column]) -> None:
        self.all = rows
        self.place = {row.id: at for at, row in enumerate(rows)}
        self._columns = columns
        self._searched = [column for column in columns if column.in_search]
        self._texts = [self._text(row) for row in rows]
        self._keys: dict[int, tuple[list[bool], list[Any]]] = {}

    def arrange(self, wanted: Wanted) -> Arranged:
        """The rows that are wanted, in order."""
        chosen = self._sorted(self._chosen(wanted), wanted)
        rows = [self.all[at] for at in chosen]
        return Arranged(rows, {row.id: at for at, row in enumerate(rows)})

    def follow(self, before: Rows, shown: Arranged) -> Arranged | None:
        """What was shown, with new values and nothing moved; None where records came or went.

        An edited row stays under the cursor even where it now sorts or filters elsewhere.
        """
        if before.place.keys() != self.place.keys():
            return None
        rows = [self.all[self.place[row.id]] for row in shown.rows]
        return Arranged(rows, shown.where, kept=True)

    def put(self, row: Any) -> None:
        """Replace one row by its newer self."""
        at = self.place[row.id]
        self.all[at] = row
        self._texts[at] = self._text(row)
        for column, (empty, values) in self._keys.items():
            empty[at], values[at] = self._columns[column].sort_key(row)

    def _text(self, row: Any) -> str:
        parts = [column.shown(row) for column in self._searched]
        parts += [column.sub(row) for column in self._searched if column.sub is not None]
        return folded("\n".join(parts))

    def _chosen(self, wanted: Wanted) -> list[int]:
        order = list(range(len(self.all)))
        for name, values in wanted.among:
            get = attrgetter(name)
            order = [at for at in order if get(self.all[at]) in values]
        for word in folded(wanted.words).split():
            order = [at for at in order if word in self._texts[at]]
        return order

    def _sorted(self, order: list[int], wanted: Wanted) -> list[int]:
        if wanted.sort < 0:
            return order
        if wanted.sort not in self._keys:
            pairs = [self._columns[wanted.sort].sort_key(row) for row in self.all]
            self._keys[wanted.sort] = ([pair[0] for pair in pairs], [pair[1] for pair in pairs])
        # What is empty stays last; and bare values sort twice as fast as pairs.
        empty, values = self._keys[wanted.sort]
        filled = [at for at in order if not empty[at]]
        ordered = _in_runs(filled, values.__getitem__, wanted.descending)
        return ordered + [at for at in order if empty[at]]


def _in_runs(items: list[int], key: Callable[[int], Any], descending: bool) -> list[int]:
    runs = [
        sorted(items[at : at + _RUN], key=key, reverse=descending)
        for at in range(0, len(items), _RUN)
    ]
    while len(runs) > 1:
        # Sorting two sorted runs in a row is a merge, and cheap.
        runs = [
            sorted([item for run in runs[at : at + 2] for item in run], key=key, reverse=descending)
            for at in range(0, len(runs), 2)
        ]
    return runs[0] if runs else []


class BigTableModel(TableModel):
    """Shows what it is handed; asks for another order instead of making one."""

    order_wanted = Signal()  # see ``sorted_by``

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        on_edit: Callable[[Any, Column, str], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, on_edit=on_edit, parent=parent)

    def show_rows(self, rows: Rows, shown: Arranged) -> None:
        """Put rows on show; where none moved, the view keeps everything as it is."""
        if not shown.kept:
            self.beginResetModel()
        self._rows, self._shown, self._where = rows.all, shown.rows, shown.where
        if not shown.kept:
            self.endResetModel()
        elif shown.rows:
            last = self.index(len(shown.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.counts_changed.emit(len(shown.rows), len(rows.all))

    def put(self, row: Any) -> None:
        """Replace one row on show by its newer self."""
        at = self.position(row.id)
        if at >= 0:
            self._shown[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    # Qt's

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < len(self.columns) and (column, order) != self._sorted_by:
            self._sorted_by = (column, order)
            self.order_wanted.emit()
