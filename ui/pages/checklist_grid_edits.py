"""What is changed in the grid: answers, fill down, paste; each one step that undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QGuiApplication

from models.checklist.filled import Filled, Line
from models.checklist.values import read_value, typed_value, value_text
from models.errors import UserError
from models.text import counted
from ui.desk import Desk
from ui.faults import why
from ui.pages.checklist_grid_model import FILLED, LINE, GridModel

if TYPE_CHECKING:
    from models.store.checklist_answers import Cell

_SHOWN = 3  # refused cells that a sentence names


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted block comes to: cells that can be set, sentences for those that can't."""

    cells: tuple[tuple[QModelIndex, str], ...]
    refused: tuple[str, ...]
    skipped: int


class GridEdits(QObject):
    """Reads what was typed, writes it as one labelled change, and says what was not taken."""

    refused = Signal(object, str, str)  # cell, what was typed, why not
    asked = Signal(object)  # Pasted: some of it can't be taken
    written = Signal(object)  # ids of the partners whose rows are to be read anew

    def __init__(self, desk: Desk, model: GridModel, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.model = desk, model

    # ---- one cell --------------------------------------------------------------------------

    def type_in(self, index: QModelIndex, text: str) -> None:
        """Answer a cell with what was typed; what can't be read goes back into its editor."""
        line = index.data(LINE)
        if not isinstance(line, Line) or not self.model.can_answer(index):
            return
        if text.strip() == typed_value(line.item, line.value).strip():
            return
        try:
            value = self._read(index, line, text)
        except UserError as error:
            self.refused.emit(index, text, str(error))
            return
        self.put([(index, value)], text)

    def set_all(self, cells: Sequence[QModelIndex], value: str) -> None:
        """Give cells one answer, canonical."""
        self.put([(cell, value) for cell in cells if self.model.can_answer(cell)])

    def clear(self, cells: Sequence[QModelIndex]) -> None:
        """Take answers back."""
        self.put([(c, "") for c in cells if self.model.can_answer(c) and c.data(LINE).value])

    def today(self, cells: Sequence[QModelIndex]) -> None:
        """Today's date into cells that hold a day."""
        day = self.desk.today.isoformat()
        self.put([(c, day) for c in cells
                  if self.model.can_answer(c) and c.data(LINE).item.kind == "date"])  # fmt: skip

    def fill_down(self, cells: Sequence[QModelIndex]) -> None:
        """The answer of the topmost cell of each column into those beneath it."""
        first: dict[int, str] = {}
        wanted = []
        for cell in cells:
            line = cell.data(LINE)
            if not isinstance(line, Line):
                continue
            if cell.column() not in first:
                first[cell.column()] = line.value
            elif self.model.can_answer(cell) and line.value != first[cell.column()]:
                wanted.append((cell, first[cell.column()]))
        self.put(wanted)

    # ---- blocks ----------------------------------------------------------------------------

    def copy(self, cells: Sequence[QModelIndex], *, headings: bool) -> int:
        """Copy cells as a spreadsheet takes them: a line for each partner; how many cells."""
        if not cells:
            return 0
        columns = sorted({cell.column() for cell in cells})
        rows = sorted({cell.row() for cell in cells})
        lines = []
        if headings:
            heads = [self.model.items[column][1].asks for column in columns]
            lines.append("\t".join(["Partner", *map(_flat, heads)]))
        for row in rows:
            name = [_flat(self.model.rows[row].partner)] if headings else []
            told = [self._plain(self.model.index(row, column)) for column in columns]
            lines.append("\t".join([*name, *told]))
        QGuiApplication.clipboard().setText("\n".join(lines))
        return len(cells)

    def paste(self, cells: Sequence[QModelIndex]) -> None:
        """Paste a block at the first selected cell; one value goes into all that are selected."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        if not text or not cells:
            return
        block = [row.rstrip("\r").split("\t") for row in text.split("\n")]
        if len(block) == 1 and len(block[0]) == 1:
            wanted = [(cell, block[0][0]) for cell in cells]
        else:
            top, left = cells[0].row(), min(cell.column() for cell in cells)
            wanted = [
                (self.model.index(top + down, left + across), value)
                for down, row in enumerate(block)
                for across, value in enumerate(row)
            ]
        told = self._pasted(wanted)
        if told.refused:
            self.asked.emit(told)
        else:
            self.apply(told)

    def apply(self, told: Pasted) -> None:
        """Write what can be taken of a pasted block."""
        if not told.cells:
            self.desk.toast("Nothing there can be pasted here")
            return
        changed = [(cell, value) for cell, value in told.cells if cell.data(LINE).value != value]
        self.put(changed)
        over = sum(bool(cell.data(LINE).value) for cell, _ in changed)
        words = f"Pasted {counted(len(told.cells), 'answer')}"
        if over:
            words += f", {over:,} in place of others"
        if told.skipped:
            words += f"; {counted(told.skipped, 'cell')} can’t be answered here"
        self.desk.toast(words, undo=bool(changed))

    def _pasted(self, wanted: Sequence[tuple[QModelIndex, str]]) -> Pasted:
        cells, refused, skipped = [], [], 0
        for cell, text in wanted:
            line = cell.data(LINE)
            if not isinstance(line, Line) or not self.model.can_answer(cell):
                skipped += 1
                continue
            try:
                cells.append((cell, self._read(cell, line, text)))
            except UserError as error:
                name = self.model.rows[cell.row()].partner
                refused.append(f"{name}, ‘{line.item.asks}’: {error}")
        return Pasted(tuple(cells), tuple(refused), skipped)

    # ---- writing ---------------------------------------------------------------------------

    def put(self, wanted: Sequence[tuple[QModelIndex, str]], typed: str = "") -> None:
        """Write canonical answers as one change; the rows are read anew afterwards."""
        if not wanted:
            return
        cells: list[tuple[Filled, str, str]] = []
        for cell, value in wanted:
            row, line = cell.data(FILLED), cell.data(LINE)
            cells.append((row, line.item.key, value))
        today = self.desk.today
        label = _label(wanted)
        owners = list(dict.fromkeys(row.partner_id for row, _, _ in cells))

        def write(portfolio: Any) -> list[int]:
            from models.store.checklist_answers import Cell, set_cells

            made: list[Cell] = [Cell(row.where, item, value) for row, item, value in cells]
            set_cells(portfolio, made, today, label)
            return owners

        failed = _Refusing(self, wanted[0][0], typed) if len(wanted) == 1 else None
        self.desk.lane.write(label, write, self.written.emit, owner=self, failed=failed)

    def _read(self, index: QModelIndex, line: Line, text: str) -> str:
        row = index.data(FILLED)
        return read_value(line.item, text, self.desk.today, row.currency)

    def _plain(self, index: QModelIndex) -> str:
        line = index.data(LINE)
        if not isinstance(line, Line) or not line.asked:
            return ""
        if line.item.kind == "date":
            return line.value
        return _flat(typed_value(line.item, line.value))


class _Refusing:
    """Tells the view that a cell's answer is not in the file."""

    def __init__(self, edits: GridEdits, index: QModelIndex, typed: str) -> None:
        self._edits, self._index, self._typed = edits, index, typed

    def __call__(self, error: BaseException) -> None:
        self._edits.refused.emit(self._index, self._typed, f"Not saved. {why(error)}")


def refused_words(told: Pasted) -> str:
    """Which cells of a pasted block can't be taken, the first of them by name."""
    words = " ".join(told.refused[:_SHOWN])
    rest = len(told.refused) - _SHOWN
    return f"{words} And {counted(rest, 'more', 'more')}." if rest > 0 else words


def _label(wanted: Sequence[tuple[QModelIndex, str]]) -> str:
    cell, value = wanted[0]
    line, row = cell.data(LINE), cell.data(FILLED)
    words = value_text(line.item, value) or "nothing"
    if len(wanted) == 1:
        return f"Answer ‘{line.item.asks}’ with {_short(words)} for {row.partner}"
    partners = len({c.data(FILLED).partner_id for c, _ in wanted})
    return f"Set {counted(len(wanted), 'answer')} for {counted(partners, 'partner')}"


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"


def _flat(text: str) -> str:
    return " ".join(text.split())
