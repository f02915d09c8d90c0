"""What an import would do, row by row, before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from models.intake.ledger import Changed, Tally
from models.intake.mapping import ColumnMap, Question
from models.intake.missing import Missing
from models.intake.sheet import Sheet
from models.intake.verdicts import NameInFile
from models.intake.workbook import Cell
from models.store.apply import Batch


class Reject(NamedTuple):
    """A row that can't be taken: where, which column and cell, and why; `cells` is all of it."""

    line: int
    column: str
    value: str
    reason: str
    cells: tuple[Cell, ...]


class Skipped(NamedTuple):
    line: int
    text: str
    why: str


@dataclass(slots=True)
class Plan:
    """Every row of a file in exactly one of new, changed, same, rejected and skipped.

    `questions` that are needed have to be answered before it can be applied; counts are then only
    a first idea. `changes` and `skips` hold the first 2,000. It holds for the portfolio's `state`
    and for what the file was then. `missing` are open deals of earlier files of the kind that it
    lacks; `doubts` why it may be only a part. `names` are names of partners that are not known.
    """

    kind: str
    sheet: Sheet
    columns: ColumnMap
    state: int
    tally: Tally
    rejects: tuple[Reject, ...]
    skipped: int
    skips: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[Question, ...]
    new_partners: tuple[str, ...]
    batches: tuple[Batch, ...] = field(repr=False)
    import_id: int
    today: date
    missing: tuple[Missing, ...] = ()
    doubts: tuple[str, ...] = ()
    names: tuple[NameInFile, ...] = ()

    @property
    def new(self) -> int:
        return self.tally.new

    @property
    def changed(self) -> int:
        return self.tally.changed

    @property
    def same(self) -> int:
        return self.tally.same

    @property
    def rejected(self) -> int:
        return len(self.rejects)

    @property
    def read(self) -> int:
        return self.new + self.changed + self.same + self.rejected

    @property
    def changes(self) -> tuple[Changed, ...]:
        """The changed records, old and new field by field; the first 2,000."""
        return tuple(self.tally.changes)
