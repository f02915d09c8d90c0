"""What is changed in the grid: answers, fill down, paste; each one step that undo takes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QGuiApplication

from models.checklist.filled import Filled, Line
from models.checklist.values import read_value, typed_value, value_text
from models.errors import UserError
from models.text import counted
from ui.desk import Desk
from ui.faults import why
from ui.pages.checklist_grid_model import FILLED, LINE, GridModel, Spot

if TYPE_CHECKING:
    from models.store.checklist_answers import Cell

Wanted = tuple[Filled, Line, str]  # whose, which question, the canonical answer
_SHOWN = 3  # refused cells that a sentence names
_PARTNER = "Partner"
_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted block comes to: cells that can be set, sentences for those that can't."""

    cells: tuple[Wanted, ...]
    refused: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Written:
    """A write that is in the file: whose rows it touched, and the change that is told of next."""

    write: int
    partner_ids: tuple[int, ...]
    change: Any


class GridEdits(QObject):
    """Reads what was typed, writes it as one labelled change, and says what was not taken."""

    refused = Signal(object, str, str)  # Spot, what was typed, why not
    asked = Signal(object)  # Pasted: some of it can't be taken
    written = Signal(object)  # Written

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
            self.refused.emit(self.model.spot_of(index), text, str(error))
            return
        self.put([(index.data(FILLED), line, value)], text)

    def set_all(self, cells: Sequence[QModelIndex], value: str) -> None:
        """Give cells one answer, canonical."""
        self.put(self._answerable(cells, value))

    def clear(self, cells: Sequence[QModelIndex]) -> None:
        """Take answers back."""
        self.put(self._answerable(cells, ""))

    def today(self, cells: Sequence[QModelIndex]) -> None:
        """Today's date into cells that hold a day."""
        day = self.desk.today.isoformat()
        self.put([one for one in self._answerable(cells, day) if one[1].item.kind == "date"])

    def fill_down(self, cells: Sequence[QModelIndex]) -> None:
        """The answer of the topmost cell of each column into those beneath it; of one row the
        answers above it.
        """
        if len({cell.row() for cell in cells}) == 1:
            above = [self.model.index(cell.row() - 1, cell.column()) for cell in cells]
            cells = [*(cell for cell in above if cell.isValid()), *cells]
        first: dict[int, str] = {}
        wanted = []
        for cell in cells:
            line = cell.data(LINE)
            if cell.column() not in first:
                # What is not asked of the topmost has no answer to be filled down.
                known = isinstance(line, Line) and line.asked
                first[cell.column()] = line.value if known else ""
            elif first[cell.column()]:
                wanted += self._answerable([cell], first[cell.column()])
        self.put(wanted)

    def set_beside(
        self, cells: Sequence[QModelIndex], note: str, owner: str, due_on: date | None
    ) -> int:
        """Set note, owner and due day of cells; blank leaves what is there, but takes it away
        where it is one cell, whose words were shown. How many cells.
        """
        spots = [(c.data(FILLED), c.data(LINE)) for c in cells if self.model.can_note(c)]
        if len(spots) == 1:
            self._set_beside_one(*spots[0], note, owner, due_on)
            return 1
        if not spots or not (note or owner or due_on):
            return 0
        named = {"note": note, "owner": owner, "due day": due_on}
        parts = " and ".join(name for name, value in named.items() if value)
        label = f"Set {parts} of {counted(len(spots), 'answer')}"

        def made() -> list[Cell]:
            from models.store.checklist_answers import Cell

            return [
                Cell(row.where, line.item.key, None, note or None, owner or None, due_on)
                for row, line in spots
            ]

        self._write(label, [(row.partner_id, line.item.key) for row, line in spots], made, 0)
        return len(spots)

    def _set_beside_one(
        self, row: Filled, line: Line, note: str, owner: str, due_on: date | None
    ) -> None:
        today, item = self.desk.today, line.item.key
        label = f"Note, owner and due day of ‘{_short(line.item.asks)}’ for {row.partner}"

        def job(portfolio: Any) -> Written:
            from models.store import checklist_answers

            with portfolio.change(label) as change:
                checklist_answers.note(portfolio, row.where, item, note, today)
                checklist_answers.assign(portfolio, row.where, item, owner, due_on, today)
            return Written(0, (row.partner_id,), change)

        failed = _Refusing(self, 0, (row.partner_id, item), "")
        self.desk.lane.write(label, job, self.written.emit, owner=self, failed=failed)

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
            lines.append([_safe(head) for head in (_PARTNER, *heads)])
        for row in rows:
            name = [_safe(self.model.rows[row].partner)] if headings else []
            lines.append(
                [*name, *(self._plain(self.model.index(row, column)) for column in columns)]
            )
        told = io.StringIO()
        csv.writer(told, "excel-tab", lineterminator="\n").writerows(lines)
        QGuiApplication.clipboard().setText(told.getvalue().rstrip("\n"))
        return len(cells)

    def paste(self, cells: Sequence[QModelIndex]) -> None:
        """Paste a block at the first selected cell; again and again where the selection is a
        multiple of it, so that one value goes into all that are selected. A block with headings
        goes where its partners and questions are.
        """
        block = _block(QGuiApplication.clipboard().text())
        if not block or not cells:
            return
        headed = self._headed(block)
        if headed is not None:
            self._ask_or_apply(self._pasted(headed))
            return
        rows, columns = {c.row() for c in cells}, {c.column() for c in cells}
        high, wide = len(block), max(map(len, block))
        times = (_times(len(rows), high), _times(len(columns), wide))
        top, left = min(rows), min(columns)
        wanted = [
            (self.model.index(top + down, left + across), block[down % high][across % wide])
            for down in range(high * times[0])
            for across in range(wide * times[1])
            if across % wide < len(block[down % high])
        ]
        self._ask_or_apply(self._pasted(wanted))

    def _headed(self, block: list[list[str]]) -> list[tuple[QModelIndex, str]] | None:
        """The cells of a block that was copied with headings; None for any other."""
        head = [_told(cell).strip() for cell in block[0]]
        columns = {" ".join(item.asks.split()): at for at, (_, item) in enumerate(self.model.items)}
        if head[:1] != [_PARTNER] or len(head) < 2 or not set(head[1:]) <= columns.keys():
            return None
        rows = {" ".join(row.partner.split()): at for at, row in enumerate(self.model.rows)}
        return [
            (self.model.index(rows.get(_told(line[0]).strip(), -1), columns[asks]), value)
            for line in block[1:]
            for asks, value in zip(head[1:], line[1:], strict=False)
        ]

    def _ask_or_apply(self, told: Pasted) -> None:
        if told.refused:
            self.asked.emit(told)
        else:
            self.apply(told)

    def apply(self, told: Pasted) -> None:
        """Write what can be taken of a pasted block."""
        if not told.cells:
            self.desk.toast("Nothing there can be pasted here")
            return
        changed = [one for one in told.cells if one[1].value != one[2]]
        self.put(changed)
        over = sum(bool(line.value) for _, line, _ in changed)
        words = f"Pasted {counted(len(told.cells), 'answer')}"
        if over:
            words += f", {over:,} in place of others"
        if told.skipped:
            words += f"; {counted(told.skipped, 'cell')} can’t be answered here"
        self.desk.toast(words, undo=bool(changed))

    def _pasted(self, wanted: Sequence[tuple[QModelIndex, str]]) -> Pasted:
        cells: list[Wanted] = []
        refused, skipped = [], 0
        for cell, text in wanted:
            line = cell.data(LINE)
            if not isinstance(line, Line) or not self.model.can_answer(cell):
                skipped += 1
                continue
            try:
                cells.append((cell.data(FILLED), line, self._read(cell, line, _told(text))))
            except UserError as error:
                name = self.model.rows[cell.row()].partner
                refused.append(f"{name}, ‘{line.item.asks}’: {error}")
        return Pasted(tuple(cells), tuple(refused), skipped)

    # ---- writing ---------------------------------------------------------------------------

    def put(self, wanted: Sequence[Wanted], typed: str = "") -> None:
        """Write canonical answers as one change; the rows are read anew afterwards."""
        if not wanted:
            return

        def cells() -> list[Cell]:
            from models.store.checklist_answers import Cell

            return [Cell(row.where, line.item.key, value) for row, line, value in wanted]

        spots = [(row.partner_id, line.item.key) for row, line, _ in wanted]
        self._write(_label(wanted), spots, cells, self.model.expect(wanted), typed)

    def _write(
        self,
        label: str,
        spots: Sequence[Spot],
        cells: Callable[[], list[Cell]],
        write: int,
        typed: str = "",
    ) -> None:
        """Set cells that are made on the lane: of 20,000 the window's thread would feel it."""
        owners, today = tuple(dict.fromkeys(owner for owner, _ in spots)), self.desk.today

        def job(portfolio: Any) -> Written:
            from models.store.checklist_answers import set_cells

            with portfolio.change(label) as change:
                set_cells(portfolio, cells(), today, label)
            return Written(write, owners, change)

        failed = _Refusing(self, write, spots[0] if len(spots) == 1 else None, typed)
        self.desk.lane.write(label, job, self.written.emit, owner=self, failed=failed)

    def _answerable(self, cells: Sequence[QModelIndex], value: str) -> list[Wanted]:
        """Those of the cells that can be answered and have another answer."""
        found = []
        for cell in cells:
            line = self.model.line(cell)
            if line is not None and line.value != value and self.model.can_answer(cell):
                found.append((self.model.rows[cell.row()], line, value))
        return found

    def _read(self, index: QModelIndex, line: Line, text: str) -> str:
        row = index.data(FILLED)
        return read_value(line.item, text, self.desk.today, row.currency)

    def _plain(self, index: QModelIndex) -> str:
        line = index.data(LINE)
        if not isinstance(line, Line) or not line.asked:
            return ""
        if line.item.kind in ("date", "number", "money"):
            return line.value if line.item.kind == "date" else typed_value(line.item, line.value)
        return _safe(typed_value(line.item, line.value))


class _Refusing:
    """Tells the view that answers are not in the file; what was typed comes back to its cell."""

    def __init__(self, edits: GridEdits, write: int, spot: Spot | None, typed: str) -> None:
        self._edits, self._write, self._spot, self._typed = edits, write, spot, typed

    def __call__(self, error: BaseException) -> None:
        self._edits.model.settle(self._write)
        self._edits.refused.emit(self._spot, self._typed, f"Not saved. {why(error)}")


def refused_words(told: Pasted) -> str:
    """Which cells of a pasted block can't be taken, the first of them by name."""
    words = " ".join(told.refused[:_SHOWN])
    rest = len(told.refused) - _SHOWN
    return f"{words} And {counted(rest, 'more', 'more')}." if rest > 0 else words


def _block(text: str) -> list[list[str]]:
    """The cells of what a spreadsheet put on the clipboard; a cell of many lines is in quotes."""
    bare = text.rstrip("\r\n")
    if not bare:
        return []
    try:
        rows = list(csv.reader(io.StringIO(bare, newline=""), "excel-tab"))
    except csv.Error:  # one cell beyond all bounds: as it stands, to be refused by its question
        rows = [line.split("\t") for line in bare.splitlines()]
    return [row or [""] for row in rows]


def _times(chosen: int, size: int) -> int:
    return chosen // size if chosen % size == 0 else 1


def _label(wanted: Sequence[Wanted]) -> str:
    row, line, value = wanted[0]
    if len(wanted) == 1:
        words = value_text(line.item, value) or "nothing"
        return f"Answer ‘{line.item.asks}’ with {_short(words)} for {row.partner}"
    partners = len({one.partner_id for one, _, _ in wanted})
    return f"Set {counted(len(wanted), 'answer')} for {counted(partners, 'partner')}"


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= 40 else f"{one_line[:39]}…"


def _safe(text: str) -> str:
    """A text on one line that no spreadsheet runs."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _told(cell: str) -> str:
    """A cell as it was before `_safe`."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
