"""What an import needs of the portfolio: records as they are known, and writing all in one step."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.store.portfolio import Change, Portfolio, who

Progress = Callable[[int, int, str], object]
Line = tuple[Any, ...]

# Filling an index row by row costs three times as much as building it afterwards.
_MANY = 20_000


class Batch(NamedTuple):
    """Rows for one table, each with its id first; a row whose id is known replaces that record.

    Without `columns` the rows are ids alone, and their records go. Where all are `known`, only
    these columns of theirs are set.
    """

    table: str
    columns: tuple[str, ...]
    size: int
    rows: Iterable[Sequence[Any]]
    known: bool = False


class LogEntry(NamedTuple):
    """What the portfolio keeps of one import: where from, how much, and how it was read.

    `id` is in the records it wrote; `partner` is whose all its rows were said to be.
    """

    kind: str
    file: str
    sha256: str
    counts: dict[str, int]
    fingerprint: str
    mapping: str
    id: int
    partner: str


def state(portfolio: Portfolio) -> int:
    """A number that grows with every change; a plan holds only for the state it was made in."""
    return int(portfolio.conn.value("SELECT coalesce(max(id), 0) FROM journal"))


def known(portfolio: Portfolio, table: str, columns: Sequence[str]) -> Iterator[Line]:
    """All records of a table, as id and these columns, in the order of ids."""
    sql = f"SELECT id, {', '.join(columns)} FROM {table} ORDER BY id"  # noqa: S608  names of ours
    yield from portfolio.conn.raw.execute(sql)


def known_by_id(
    portfolio: Portfolio, table: str, columns: Sequence[str], ids: Iterable[int]
) -> dict[int, Line]:
    """The records with these ids, without the id itself."""
    sql = (
        f"SELECT id, {', '.join(columns)} FROM {table}"  # noqa: S608  names of ours
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    return {row[0]: row[1:] for row in portfolio.conn.raw.execute(sql, (json.dumps(list(ids)),))}


def count(portfolio: Portfolio, table: str) -> int:
    return int(portfolio.conn.value(f"SELECT count(*) FROM {table}"))  # noqa: S608  a name of ours


def remembered(portfolio: Portfolio, kind: str, fingerprint: str) -> str:
    """The mapping that was used last for files with these headers; nothing where there is none."""
    found = portfolio.conn.value(
        "SELECT mapping FROM imports WHERE kind = ? AND fingerprint = ? AND mapping <> ''"
        " ORDER BY at DESC, id DESC LIMIT 1",
        (kind, fingerprint),
    )
    return str(found or "")


def forget(portfolio: Portfolio, kind: str, fingerprint: str) -> None:
    """Forget how files with these headers were read; undo brings it back."""
    with portfolio.change("Forget how such files are read"):
        portfolio.conn.execute(
            "UPDATE imports SET mapping = '' WHERE kind = ? AND fingerprint = ? AND mapping <> ''",
            (kind, fingerprint),
        )


def listed_before(portfolio: Portfolio, sha256: str) -> date | None:
    """The day of the partner's list that came in with this very file before; None without one."""
    found = portfolio.conn.value(
        "SELECT max(d.listed_on) FROM partner_deals d JOIN imports i ON i.id = d.import_id"
        " WHERE i.sha256 = ?",
        (sha256,),
    )
    return date.fromisoformat(found) if found else None


def write(
    portfolio: Portfolio, label: str, batches: Sequence[Batch], entry: LogEntry, progress: Progress
) -> Change:
    """Write all batches in the order given and one row of the import log, as one change.

    Whatever `progress` raises rolls all of it back.
    """
    total = sum(batch.size for batch in batches)
    done = 0

    def watched(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        nonlocal done
        for row in rows:
            if not done % 1_000:
                progress(done, total, "Writing")
            done += 1
            yield row

    with portfolio.change(label) as change:
        for batch in batches:
            indexes = _indexes(portfolio, batch)
            for name, _ in indexes:
                portfolio.conn.execute(f"DROP INDEX {name}")
            rows = watched(batch.rows)
            if batch.known:
                rows = ((*values, id_) for id_, *values in rows)
            portfolio.conn.executemany(_statement(batch), rows)
            for _, sql in indexes:
                portfolio.conn.execute(sql)
        portfolio.conn.execute(
            "INSERT INTO imports (id, kind, file, sha256, at, counts, fingerprint, mapping,"
            " partner, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.id,
                entry.kind,
                entry.file,
                entry.sha256,
                portfolio.clock().isoformat(timespec="seconds"),
                json.dumps(entry.counts),
                entry.fingerprint,
                entry.mapping,
                entry.partner,
                who(),
            ),
        )
        progress(total, total, "Keeping the journal")
    return change


def _statement(batch: Batch) -> str:
    if not batch.columns:
        return f"DELETE FROM {batch.table} WHERE id = ?"  # noqa: S608  a name of ours
    if batch.known:
        said = ", ".join(f"{name} = ?" for name in batch.columns)
        return f"UPDATE {batch.table} SET {said} WHERE id = ?"  # noqa: S608  names of ours
    marks = ", ".join("?" * (len(batch.columns) + 1))
    update = ", ".join(f"{name} = excluded.{name}" for name in batch.columns)
    return (
        f"INSERT INTO {batch.table} (id, {', '.join(batch.columns)}) VALUES ({marks})"  # noqa: S608  our names
        f" ON CONFLICT (id) DO UPDATE SET {update}"
    )


def _indexes(portfolio: Portfolio, batch: Batch) -> list[tuple[str, str]]:
    """The indexes that are better built after these rows are in."""
    if batch.known or not batch.columns or batch.size < _MANY:
        return []
    if batch.size < 2 * count(portfolio, batch.table):
        return []
    found = portfolio.conn.rows(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql <> ''",
        (batch.table,),
    )
    return [(str(name), str(sql)) for name, sql in found]
