"""Records in and out of the portfolio: one frozen dataclass a row, its fields the columns."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_origin, get_type_hints

from models.errors import UserError
from models.names import fold, tidy
from models.store.portfolio import Portfolio


class Record(Protocol):
    """What the functions here take: a dataclass that names its table and has an id."""

    TABLE: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Record)


def get(portfolio: Portfolio, kind: type[R], record_id: int) -> R:
    """One record by id. Raises UserError where it is gone."""
    found = find(portfolio, kind, id=record_id)
    if not found:
        raise UserError("That record is not there any more.", "Undo brings a deleted one back.")
    return found[0]


def find(portfolio: Portfolio, kind: type[R], /, **where: Any) -> list[R]:
    """All records whose columns equal the given values, by id (the order they were made)."""
    names = _names(kind)
    unknown = where.keys() - set(names) - {"name_key"}
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    condition = " AND ".join(f"{name} IS ?" for name in where) or "1"
    sql = f"SELECT {', '.join(names)} FROM {kind.TABLE} WHERE {condition} ORDER BY id"  # noqa: S608  names come from the dataclass
    values = tuple(_to_cell(value) for value in where.values())
    return list(from_rows(kind, portfolio.conn.rows(sql, values)))


def from_rows(kind: type[R], rows: Iterable[tuple[Any, ...]]) -> Iterable[R]:
    """Records from rows whose columns are the dataclass's fields in order.

    Raises UserError where a cell is not what any input could have written: the file is damaged.
    """
    readers = [(place, read) for place, read in enumerate(_readers(kind)) if read]
    for row in rows:
        cells = list(row)
        try:
            for place, read in readers:
                cells[place] = read(cells[place])
        except ValueError as fault:
            raise UserError(
                f"The {kind_word(kind)} with id {row[0]} is damaged: {fault}.",
                "Run check on the portfolio, and restore the newest backup.",
            ) from fault
        yield kind(*cells)


def columns(kind: type[Record]) -> str:
    """The column list that `from_rows` expects, for a query of one's own."""
    return ", ".join(_names(kind))


def add(portfolio: Portfolio, record: Record) -> int:
    """Insert a record (inside a change) and return its id."""
    row = to_row(record)
    if "updated_on" in row and not row["updated_on"]:
        row["updated_on"] = written_on(portfolio).isoformat()
    with portfolio.change(f"Add {kind_word(type(record))}"):
        portfolio.conn.execute(
            f"INSERT INTO {record.TABLE} ({', '.join(row)})"  # noqa: S608  names come from the dataclass
            f" VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
    return record.id


def update(portfolio: Portfolio, kind: type[R], record_id: int, /, **values: Any) -> R:
    """Set some fields of a record (inside a change) and return it as it is now."""
    record = replace(get(portfolio, kind, record_id), **values)
    row = to_row(record)
    with portfolio.change(f"Edit {kind_word(kind)}"):
        wanted = set(values) | ({"name_key"} if "name" in values and "name_key" in row else set())
        if kind.TABLE == "deals":
            wanted |= {"tcv_minor", "updated_on"}
            row["updated_on"] = written_on(portfolio).isoformat()
        portfolio.db.table(kind.TABLE).update(record_id, {name: row[name] for name in wanted})
    return record


def delete(portfolio: Portfolio, kind: type[Record], record_ids: Iterable[int]) -> None:
    """Delete records and what belongs to them (inside a change)."""
    with portfolio.change(f"Delete {kind_word(kind)}"):
        portfolio.conn.executemany(
            f"DELETE FROM {kind.TABLE} WHERE id = ?",  # noqa: S608  the dataclass names its table
            [(record_id,) for record_id in record_ids],
        )


def to_row(record: Record) -> dict[str, Any]:
    """The record as column → cell, with the columns that follow from others."""
    row = {name: _to_cell(getattr(record, name)) for name in _names(type(record))}
    if record.TABLE == "partners":
        row["name"] = tidy(row["name"])
        row["name_key"] = fold(row["name"])
        if not row["name"]:
            raise UserError("A partner needs a name.", "Type one.")
    if record.TABLE == "deals":
        row["tcv_minor"] = row["partner_minor"] + row["services_minor"]
    return row


def written_on(portfolio: Portfolio) -> date:
    """The day, here, on which what is written now is written."""
    return portfolio.clock().astimezone().date()


def kind_word(kind: type[Record]) -> str:
    """What one is called in a sentence: "win wire"."""
    return "".join(f" {one.lower()}" if one.isupper() else one for one in kind.__name__).lstrip()


@cache
def _names(kind: type[Record]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _readers(kind: type[Record]) -> tuple[Callable[[Any], Any] | None, ...]:
    hints = get_type_hints(kind)
    return tuple(_reader(hints[name]) for name in _names(kind))


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    if isinstance(hint, UnionType) and date in get_args(hint):
        return _read_date
    if hint is date:
        return date.fromisoformat
    if hint is bool:
        return bool
    if get_origin(hint) is tuple:
        return read_list
    return None


def _read_date(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None


def read_list(cell: str) -> tuple[str, ...]:
    return tuple(json.loads(cell))


def _to_cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return value
