"""Makes what a row says out of its cells, one reader a kind of list."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from operator import itemgetter
from typing import Any, NamedTuple

from models.intake.amounts import Amounts, currency_of
from models.intake.days import Days
from models.intake.headers import key, system_of
from models.intake.kinds import KINDS
from models.intake.mapping import ColumnMap
from models.intake.partners_known import Lookup, Partners
from models.intake.percents import read_percent
from models.intake.status_words import StatusWords
from models.intake.values import (
    Ids,
    Memo,
    Refused,
    Texts,
    choice_reader,
    lines,
    paragraphs,
    read_list,
    read_yes_no,
    sound_text,
    typed,
)
from models.intake.workbook import Cell
from models.partner import CONTACT_ROLES, SERVICES_HELD, SIDES, TRAINING_KINDS
from models.program.terms import Terms
from models.text import counted

Reader = Callable[[Cell], Any]
_LAID_OUT = ("notes", "nomination", "investments")
_BETWEEN = re.compile(r"[:()/]|\s[-–—]\s")
_MANY_LINES = (*_LAID_OUT, "next_step")
_NAMED = ("customer",)


class Presumed(NamedTuple):
    """What is taken for the columns that do not show their date order or decimal sign at once."""

    date_order: Mapping[str, str]
    decimal: Mapping[str, str]


class RowReader:
    """Reads the cells of one row, column by column, into a dict of what it says.

    `days` and `amounts` are the columns whose cells say together how they are meant; `words` are
    those that may tell a deal's outcome. A blank cell is None or "".
    """

    def __init__(
        self,
        columns: ColumnMap,
        width: int,
        partners: Partners,
        lookup: Lookup,
        terms: Terms,
        presumed: Presumed,
    ) -> None:
        self.kind = KINDS[columns.kind]
        self.columns = columns
        self.width = width
        self.partners = partners
        self.days: dict[str, Days] = {}
        self.amounts: dict[str, Amounts] = {}
        self.words: dict[str, StatusWords] = {}
        self._lookup = lookup
        self._terms = terms
        self._presumed = presumed
        self.names = tuple(column.name for column in (*self.kind.columns, *self.kind.helpers))
        self.memos = {name: self._memo(name) for name in self.names}
        # A column that the file lacks reads the blank that `fitted` puts behind every row.
        self.places = {name: columns.columns.get(name, width) for name in self.names}

    def picker(self, *names: str) -> Callable[[list[Cell]], tuple[Cell, ...]]:
        """Takes these columns' cells out of a fitted row."""
        return itemgetter(*(self.places[name] for name in names))

    def fitted(self, cells: list[Cell]) -> list[Cell]:
        """The row as wide as the header and one blank. Raises Refused where it holds more."""
        extra = cells[self.width :]
        if any(cell != "" for cell in extra):
            raise Refused(
                f"has {counted(len(cells), 'cell')} under {counted(self.width, 'header')};"
                " is a delimiter inside a cell?",
                "",
                " ".join(str(cell) for cell in extra).strip(),
            )
        return [*cells[: self.width], *[""] * max(1, self.width - len(cells) + 1)]

    def one(self, name: str, cells: list[Cell]) -> Any:
        """One column's value. Raises Refused with the column and the cell in it."""
        cell = cells[self.places[name]]
        try:
            return self.memos[name][cell]
        except Refused as refused:
            refused.column, refused.value = name, str(cell)
            raise

    def needed(self, name: str, cells: list[Cell]) -> Any:
        value = self.one(name, cells)
        if value is None or value == "":
            raise Refused("is missing", name, "")
        return value

    def read(self, cells: list[Cell]) -> dict[str, Any]:
        """What a row of any kind but deals says. Raises Refused."""
        said = {"partner": self.one("partner", cells)}
        for name in self.names:
            if name not in ("partner", "is_deleted"):
                said[name] = self.one(name, cells)
        if self.kind.name == "contacts" and said["first_name"] and said["last_name"]:
            said["name"] = f"{said['first_name']} {said['last_name']}"
        for name in self.kind.needed:
            if said[name] is None or said[name] == "":
                raise Refused("is missing", name, "")
        return said

    def _memo(self, name: str) -> Memo[Any]:
        column = self.kind.column(name)
        assert column is not None  # noqa: S101  names come from the kind
        if name == "partner":
            return self.partners.ids
        stated = self.columns.stated
        if column.reads == "date":
            order = stated.date_order.get(name) or stated.date_order.get("", "")
            self.days[name] = Days(
                order,
                self._presumed.date_order.get(name, "dmy"),
                may_lack=self.kind.name == "deals" and name == "close_date",
            )
            return self.days[name]
        if column.reads == "money":
            mark = stated.decimal.get(name) or stated.decimal.get("", "")
            self.amounts[name] = Amounts(
                self._terms.currency, mark, self._presumed.decimal.get(name, "point")
            )
            return self.amounts[name]
        if name == "deal_id":
            return Ids()
        if column.reads == "text" and name not in (*_MANY_LINES, *_NAMED):
            return Texts()
        return Memo(self._reader(name, column.reads))

    def _reader(self, name: str, reads: str) -> Reader:
        if name == "is_deleted":
            return _read_deleted
        if reads == "yes_no":
            return read_yes_no
        if reads == "list":
            return self._geographies if name == "geographies" else read_list
        if reads == "role":
            return choice_reader("role", CONTACT_ROLES, "role")
        if reads == "training":
            return choice_reader("training", TRAINING_KINDS, "kind of training")
        if reads == "side":
            return choice_reader("side", SIDES, "side of a contact")
        if reads == "services":
            return choice_reader("services", SERVICES_HELD, "kind of services")
        if reads == "status":
            return self.status_words(name)
        if reads == "percent":
            return read_percent
        if reads == "currency":
            return self._currency
        if name in _NAMED:
            return lambda cell: self._lookup.name(sound_text(cell))
        return paragraphs if name in _LAID_OUT else lines

    def status_words(self, name: str) -> StatusWords:
        """Reads the words of a column that may tell the outcome."""
        system = system_of(self.columns.header)
        self.words[name] = StatusWords(
            self.columns.stated.words,
            whole_words=self.columns.outcome != ("status",),
            system=system and system.words.get(key(self.columns.theirs(name))),
        )
        return self.words[name]

    def _currency(self, cell: Cell) -> str:
        word = typed(cell)
        if not word:
            return ""
        code = _code_in(word, self._terms.currency)
        if not code:
            raise Refused("stands for several currencies; use a code, such as SEK")
        return code

    def _geographies(self, cell: Cell) -> tuple[str, ...]:
        """The program's geographies in its own order. Raises Refused for one that it has not."""
        found: set[str] = set()
        for name in read_list(cell):
            meant = self._terms.geographies_named(name)
            if not meant:
                raise Refused(
                    f"names “{name}”, which is none of {', '.join(self._terms.geographies)}"
                )
            found |= meant
        return tuple(name for name in self._terms.geographies if name in found)


def _code_in(word: str, program: str) -> str:
    """The currency that a cell names, also as “US Dollar : $” or “EUR - Euro”. Raises Refused."""
    try:
        return currency_of(word, "", program)
    except Refused:
        named = set()
        for part in filter(None, map(str.strip, _BETWEEN.split(word))):
            with suppress(Refused):
                named.add(currency_of(part, "", program))
        if len(named) != 1:
            raise
        return named.pop()


def _read_deleted(cell: Cell) -> int | None:
    """A column such as “Archived” may hold a day or a person; then it marks nothing."""
    try:
        return read_yes_no(cell)
    except Refused:
        return None
