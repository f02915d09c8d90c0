"""Partners by questions: a cell for every item of a checklist that a partner is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.checklist.filled import Filled, Line
from models.checklist.states import STATE_WORDS
from models.checklist.template import Item, Section, Template
from models.names import fold

LINE = Qt.ItemDataRole.UserRole + 1
FILLED = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SHORT = {"yes": "Yes", "partly": "Partly", "no": "No", "na": "N/A"}


class GridModel(QAbstractTableModel):
    """Holds frozen rows; an answer shows up with the row that is read after it was written."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[tuple[Section, Item]] = []
        self.rows: list[Filled] = []
        self._all: list[Filled] = []
        self._lines: dict[int, dict[str, Line]] = {}
        self._at: dict[int, int] = {}
        self._words: list[str] = []
        self._only = ""
        self.writable = True

    # ---- rows ------------------------------------------------------------------------------

    def show_grid(self, template: Template, rows: Sequence[Filled]) -> None:
        """Take a template's items as columns and these rows."""
        self.beginResetModel()
        self.items = list(template.walk())
        self._take(rows)
        self.endResetModel()

    def replace_rows(self, rows: Iterable[Filled]) -> None:
        """Put rows that were read anew in place of the old ones."""
        for row in rows:
            for at, old in enumerate(self._all):
                if old.partner_id == row.partner_id:
                    self._all[at] = row
            at = self._at.get(row.partner_id, -1)
            if at >= 0:
                self.rows[at] = row
                self._lines.pop(row.partner_id, None)
                self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))
                self.headerDataChanged.emit(Qt.Orientation.Vertical, at, at)

    def set_filter(self, words: str) -> None:
        """Keep the partners whose name holds every word."""
        self.set_shown(words, self._only)

    def set_only(self, only: str) -> None:
        """Keep all ("") or those that are not complete ("open")."""
        self.set_shown(" ".join(self._words), only)

    def set_shown(self, words: str, only: str) -> None:
        wanted = [fold(word) for word in words.split()]
        if wanted == self._words and only == self._only:
            return
        self._words, self._only = wanted, only
        self.beginResetModel()
        self._take(self._all)
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many partners there are, also those that are filtered out."""
        return len(self._all)

    def line(self, index: Index) -> Line | None:
        """The line of a cell; None where the partner's version has no such item."""
        if not (0 <= index.row() < len(self.rows) and 0 <= index.column() < len(self.items)):
            return None
        row = self.rows[index.row()]
        lines = self._lines.get(row.partner_id)
        if lines is None:
            lines = self._lines[row.partner_id] = {ln.item.key: ln for ln in row.lines}
        return lines.get(self.items[index.column()][1].key)

    def can_answer(self, index: Index) -> bool:
        """Whether a person can answer here: asked, not closed, not by the records, no file."""
        line = self.line(index)
        if line is None or not self.writable or not line.asked:
            return False
        closed = self.rows[index.row()].closed
        return not closed and not line.item.derived and line.item.kind != "file"

    def place_of(self, partner_id: int, item: str) -> QModelIndex:
        """The cell of a partner's item; invalid where it is not on show."""
        at = self._at.get(partner_id, -1)
        column = next((n for n, (_, one) in enumerate(self.items) if one.key == item), -1)
        return self.index(at, column) if at >= 0 and column >= 0 else QModelIndex()

    def _take(self, rows: Sequence[Filled]) -> None:
        self._all = list(rows)
        self.rows = [row for row in rows if self._wanted(row)]
        self._lines = {}
        self._at = {row.partner_id: at for at, row in enumerate(self.rows)}

    def _wanted(self, row: Filled) -> bool:
        if self._only == "open" and row.progress.complete:
            return False
        name = fold(row.partner)
        return all(word in name for word in self._words)

    # ---- Qt's ------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_answer(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if role == LINE:
            return line
        if role == FILLED:
            return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(line)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(index, line)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section].partner if section < len(self.rows) else None
        if section >= len(self.items):
            return None
        part, item = self.items[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{part.name}\n{item.asks}" + (f" ({item.clause})" if item.clause else "")
        return item.asks

    def _sentence(self, index: Index, line: Line | None) -> str:
        if line is None or index.row() >= len(self.rows):
            return ""
        row = self.rows[index.row()]
        if not line.asked:
            return f"{row.partner}: {line.item.asks} Not asked."
        said = line.derived.said if line.derived else ""
        parts = [line.text or "No answer", STATE_WORDS[line.state], line.why or said]
        if line.answer is not None and line.answer.note:
            parts.append(line.answer.note)
        told = ". ".join(dict.fromkeys(part.rstrip(".") for part in parts if part))
        return f"{row.partner}: {line.item.asks} {told}."


def cell_words(line: Line | None) -> str:
    """What a cell shows: an answer in short, or what the records say."""
    if line is None or not line.asked:
        return ""
    if line.item.kind == "yes_no" and line.value:
        return _SHORT.get(line.value, line.text)
    if line.item.kind == "file":
        return f"{len(line.evidence)}" if line.evidence else ""
    return " ".join(line.text.split())
