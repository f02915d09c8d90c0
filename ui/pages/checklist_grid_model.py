"""Partners by questions: a cell for every item of a checklist that a partner is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.checklist.filled import Filled, Line, answered_with
from models.checklist.states import STATE_WORDS
from models.checklist.template import Item, Section, Template
from models.names import fold
from models.text import day_text

LINE = Qt.ItemDataRole.UserRole + 1
FILLED = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
Spot = tuple[int, str]  # a partner's id, an item's key
_NOWHERE = QModelIndex()
_SHORT = {"yes": "Yes", "partly": "Partly", "no": "No", "na": "N/A"}


class GridModel(QAbstractTableModel):
    """Holds frozen rows, and the answers that are on their way into the file.

    An answer is on show at once, so that what is filled down or copied next takes it along; the row
    that is read after it was written takes its place.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[tuple[Section, Item]] = []
        self.rows: list[Filled] = []
        self._all: list[Filled] = []
        self._lines: dict[int, dict[str, Line]] = {}
        self._at: dict[int, int] = {}
        self._words: list[str] = []
        self._only = ""
        self._template = ""
        # By partner and item: the write and the canonical answer.
        self._under_way: dict[int, dict[str, tuple[int, str]]] = {}
        self._writes = 0
        self.writable = True

    # ---- rows ------------------------------------------------------------------------------

    def show_grid(self, template: Template, rows: Sequence[Filled]) -> None:
        """Take a template's items as columns and these rows; of the same partners in place."""
        same = template.digest == self._template and [r.where for r in rows] == [
            r.where for r in self._all
        ]
        if same:
            self.replace_rows(rows)
            return
        self.beginResetModel()
        self._template = template.digest
        self.items = list(template.walk())
        self._take(rows)
        self.endResetModel()

    def replace_rows(self, rows: Iterable[Filled]) -> None:
        """Put rows that were read anew in place of the old ones."""
        changed = {row.partner_id: row for row in rows}
        self._all = [changed.get(old.partner_id, old) for old in self._all]
        places = sorted(at for one in changed if (at := self._at.get(one, -1)) >= 0)
        for at in places:
            self.rows[at] = changed[self.rows[at].partner_id]
            self._lines.pop(self.rows[at].partner_id, None)
        self._tell_changed(places)

    def expect(self, answers: Sequence[tuple[Filled, Line, str]]) -> int:
        """Show answers that are being written; the number under which they are settled."""
        self._writes += 1
        changed = set()
        for row, line, value in answers:
            spots = self._under_way.setdefault(row.partner_id, {})
            spots[line.item.key] = (self._writes, value)
            changed.add(row.partner_id)
        self._forget_lines(changed)
        return self._writes

    def settle(self, write: int) -> None:
        """The rows of a write have been read, or it failed: what they say holds."""
        changed = set()
        for owner, spots in list(self._under_way.items()):
            left = {item: told for item, told in spots.items() if told[0] > write}
            if len(left) < len(spots):
                changed.add(owner)
                self._under_way[owner] = left
            if not left:
                del self._under_way[owner]
        self._forget_lines(changed)

    def _forget_lines(self, partner_ids: Iterable[int]) -> None:
        """Lines are made anew when they are looked at, with what is under way."""
        for one in partner_ids:
            self._lines.pop(one, None)
        self._tell_changed(sorted(at for one in partner_ids if (at := self._at.get(one, -1)) >= 0))

    def _tell_changed(self, places: Sequence[int]) -> None:
        if places:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], last))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, places[0], places[-1])

    def _lines_of(self, partner_id: int) -> dict[str, Line]:
        lines = self._lines.get(partner_id)
        if lines is None:
            at = self._at.get(partner_id, -1)
            row = self.rows[at] if at >= 0 else None
            lines = {line.item.key: line for line in row.lines} if row is not None else {}
            for item, (_, value) in self._under_way.get(partner_id, {}).items():
                if item in lines and row is not None:
                    lines[item] = answered_with(lines[item], value, row.today)
            self._lines[partner_id] = lines
        return lines

    def set_filter(self, words: str) -> None:
        """Keep the partners whose name holds every word."""
        self.set_shown(words, self._only)

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
        lines = self._lines_of(self.rows[index.row()].partner_id)
        return lines.get(self.items[index.column()][1].key)

    def can_answer(self, index: Index) -> bool:
        """Whether a person can answer here: asked, not closed, not by the records, no file."""
        line = self.line(index)
        if line is None or not self.writable or not line.asked:
            return False
        closed = self.rows[index.row()].closed
        return not closed and not line.item.derived and line.item.kind != "file"

    def why_not(self, index: Index) -> str:
        """Why a cell can't be answered; blank where it can."""
        line = self.line(index)
        if line is None:
            return "This partner’s version of the checklist has no such question."
        if not self.writable:
            return "This portfolio is open read-only."
        if self.rows[index.row()].closed:
            return "This checklist is closed. Reopen it on its own page (Ctrl+Enter)."
        if not line.asked:
            return "This is not asked here: it hangs on another answer or on the tier."
        if line.item.derived:
            return "The records answer this. Ctrl+Enter shows the way to them."
        if line.item.kind == "file":
            return "This is answered by a file. Add it on the checklist’s own page (Ctrl+Enter)."
        return ""

    def can_note(self, index: Index) -> bool:
        """Whether a note, an owner or a due day can be set here."""
        line = self.line(index)
        closed = line is not None and self.rows[index.row()].closed
        return line is not None and self.writable and line.asked and not closed

    def spot_of(self, index: Index) -> Spot | None:
        """Whose answer to what a cell holds; None beyond the edge."""
        line = self.line(index)
        return None if line is None else (self.rows[index.row()].partner_id, line.item.key)

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
            if section >= len(self.rows):
                return None
            row = self.rows[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return row.partner
            told = row.progress
            return f"{row.partner}\n{told.answered} of {told.asked} answered"
        if section >= len(self.items):
            return None
        part, item = self.items[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{part.name}\n{item.asks}" + (f" ({item.clause})" if item.clause else "")
        return item.asks

    def _sentence(self, index: Index, line: Line | None) -> str:
        if line is None or index.row() >= len(self.rows):
            return ""
        return f"{self.rows[index.row()].partner}: {self.words_of(index)}"

    def words_of(self, index: Index) -> str:
        """The whole question and answer of a cell, with its state, owner, due day and note."""
        line = self.line(index)
        if line is None:
            return ""
        if not line.asked:
            return f"{line.item.asks} Not asked."
        said = line.derived.said if line.derived else ""
        state = STATE_WORDS[line.state] if line.answered else ""
        parts = [line.text or "No answer", state, line.why or said]
        if line.answer is not None:
            owner, due = line.answer.owner, line.answer.due_on
            parts.append(f"Owner {owner}" if owner else "")
            parts.append(f"Due {day_text(due)}" if due else "")
            parts.append(line.answer.note)
        told = ". ".join(dict.fromkeys(part.rstrip(".") for part in parts if part))
        return f"{line.item.asks} {told}."


def cell_words(line: Line | None) -> str:
    """What a cell shows: an answer in short, or what the records say."""
    if line is None or not line.asked:
        return ""
    if line.item.kind == "yes_no" and line.value:
        return _SHORT.get(line.value, line.text)
    if line.item.kind == "file":
        return f"{len(line.evidence)}" if line.evidence else ""
    return " ".join(line.text.split())
