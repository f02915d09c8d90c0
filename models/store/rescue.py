"""What can still be read of a damaged portfolio, put into a new one; what is lost is named."""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from models.errors import UserError
from models.files import check_target, require_room, safe_save
from models.store import beginning, journal_sound, keys, migrations
from models.store.backup import Health, examined
from models.store.engine import DAMAGE, Connection, connect
from models.store.portfolio_file import SUFFIX
from models.text import counted

Progress = Callable[[int, int, str], object]
Row = tuple[Any, ...]

_AT_ONCE = 200
_PROBES = 400  # how often readable rows are looked for between two that can't be read, a table
_LAST = 2**63 - 1
_BLOCK = 4_096
_UNREADABLE = (*DAMAGE, apsw.IOError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Rescued:
    """The new portfolio, how many records of each table it has, and sentences for what is lost."""

    path: Path
    counts: dict[str, int]
    lost: tuple[str, ...]


def _silent(*_: object) -> None:
    """Nobody watches."""


def recover(
    path: Path, target: Path, *, force: bool = False, progress: Progress = _silent
) -> Rescued:
    """Read around what is damaged and write the rest to a new portfolio, under the same key.

    The damaged file is only read: a copy of it is looked through. Raises UserError where nothing
    at all can be read, or `target` can't be written.
    """
    target = target.absolute()
    if target.suffix != SUFFIX:
        raise UserError(f"{target.name} is no portfolio's name.", f"End it with {SUFFIX}, please.")
    if target == path.absolute():
        raise UserError(f"{target} is the damaged file.", "Give the new portfolio another name.")
    if not path.is_file():
        raise UserError(f"There is no file {path}.", "Check the name and the folder.")
    head = keys.head_of(path)
    # Zeros may be what is left of one.
    if not (keys.is_plain(head) or keys.looks_protected(head)) and any(head):
        raise UserError(f"{path} is no portfolio.", "Give the one that is damaged.")
    check_target(target, force=force)
    key = keys.key_for(path)
    require_room(target.parent, 2 * path.stat().st_size)
    with tempfile.TemporaryDirectory(prefix="alliance-desk-recover-") as folder:
        copy = Path(folder) / path.name
        for extra in ("", "-wal"):
            _copied_with_holes(path.with_name(path.name + extra), copy.with_name(copy.name + extra))
        with safe_save(target, force=force, private=True) as part:
            with (
                closing(_opened(copy, path, key)) as source,
                closing(connect(part, create=True, key=key)) as fresh,
            ):
                lost = _moved(source, fresh, progress)
                health = examined(part, fresh)
                fresh.execute("PRAGMA journal_mode=DELETE")
            _require_something(path, health)
    return Rescued(target, health.counts, (*lost, *health.faults))


def _copied_with_holes(source: Path, target: Path) -> None:
    """Copy a file, with zeros for what its disk does not give any more."""
    if not source.exists():
        return
    with source.open("rb", buffering=0) as file, target.open("wb") as copy:
        size = os.fstat(file.fileno()).st_size
        with suppress(OSError):
            shutil.copyfileobj(file, copy)
        for place in range(copy.tell() // _BLOCK * _BLOCK, size, _BLOCK):
            copy.seek(place)
            try:
                file.seek(place)
                copy.write(file.read(_BLOCK))
            except OSError:
                copy.write(bytes(min(_BLOCK, size - place)))


def _opened(copy: Path, path: Path, key: keys.Key | None) -> Connection:
    """The copy to read from; where its list of tables is lost, with that of a new portfolio."""
    found: Connection | None = None
    with suppress(apsw.Error, UserError):
        found = connect(copy, mode="ro")
        if _has_its_list(found):
            return found
    if found is not None:
        found.close()
    try:
        mended = beginning.mended(copy, key)
    except (apsw.Error, UserError) as fault:
        raise _nothing(path) from fault
    if mended is None:
        raise _nothing(path)
    return mended


def _has_its_list(found: Connection) -> bool:
    try:
        return migrations.schema_of(found) == migrations.known_schema(migrations.SUPPORTED)
    except (*_UNREADABLE, UserError, apsw.SQLError):
        return False


def _nothing(path: Path) -> UserError:
    return UserError(
        f"The beginning of {path} is damaged, where it says what lies where: nothing can be told"
        " apart in it any more.",
        "Restore the newest backup.",
    )


def _moved(source: Connection, fresh: Connection, progress: Progress) -> list[str]:
    """Write all that can be read into a new file; sentences for what is not in it."""
    lost: list[str] = []
    fresh.execute("PRAGMA foreign_keys=OFF")
    with fresh.transaction():
        migrations.migrate(fresh)
        names = [
            name
            for (name,) in fresh.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'journal'"
                " AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND name NOT LIKE '^_%' ESCAPE '^'"
            )
        ]
        for at, name in enumerate(names):
            progress(at, len(names), f"Reading {name.replace('_', ' ')}")
            kept = _table(source, fresh, name)
            expected = _expected(source, name)
            if expected is None or expected > kept:
                gone = "some" if expected is None else f"{expected - kept:,}"
                lost.append(f"Of {name.replace('_', ' ')} {kept:,} could be read, {gone} not.")
        orphans = _without_orphans(fresh)
        if orphans:
            lost.append(f"{counted(orphans, 'record')} belonged to one that is lost, and went too.")
    fresh.execute("PRAGMA foreign_keys=ON")
    if not _history(source, fresh):
        lost.append("The history of changes could not be kept whole; it begins anew.")
    return lost


def _table(source: Connection, fresh: Connection, name: str) -> int:
    columns = [row[1] for row in fresh.rows("SELECT * FROM pragma_table_info(?)", (name,))]
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT OR REPLACE INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  names of ours
    kept = 0
    for row in _Reading(source, name, columns).rows():
        # What is broken in a way that no record of this kind can be is left out.
        with suppress(apsw.ConstraintError):
            fresh.execute(sql, row[1:])
            kept += 1
    return kept


def _expected(source: Connection, name: str) -> int | None:
    """How many there were, where an index still tells; it need not read the records."""
    try:
        found = source.raw.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]  # noqa: S608  names of ours
        return int(str(found))
    except (*_UNREADABLE, apsw.SQLError):
        return None


class _Reading:
    """One table, read around what can't be: from both ends, then what its indexes name between."""

    def __init__(self, source: Connection, name: str, columns: list[str]) -> None:
        self._raw, self._name = source.raw, name
        self._known: list[int] | None = None
        self._select = f"SELECT rowid, {', '.join(columns)} FROM {name} WHERE rowid"  # noqa: S608  names of ours
        self._probes = _PROBES

    def rows(self) -> Iterator[Row]:
        """Every row that can be read, each once; in the order of ids where all can."""
        try:
            low = yield from self._onward(-_LAST, _LAST)
            if low is not None:
                yield from self._between(low, _LAST)
        except apsw.SQLError:
            return  # the table itself is not there

    def _onward(self, after: int, until: int) -> Generator[Row, None, int | None]:
        """Rows after an id until one that can't be read: gives the last that could, None at the
        end.
        """
        most = _AT_ONCE
        while True:
            found = self._tried(f"> ? AND rowid < ? ORDER BY rowid LIMIT {most}", after, until)
            if found is None:
                if most == 1:
                    return after
                most = 1
                continue
            yield from found
            if len(found) < most:
                return None
            after = found[-1][0]

    def _between(self, low: int, high: int) -> Iterator[Row]:
        """Rows between two rowids, of which those next to `low` can't be read."""
        top = high
        back: list[Row] = []
        while True:
            found = self._tried("> ? AND rowid < ? ORDER BY rowid DESC LIMIT 1", low, top)
            if not found:
                break
            back += found
            top = found[0][0]
        if found is None:
            named = [one for one in self._named() if low < one < top]
            if named:
                for one in named:
                    yield from self._tried("= ?", one) or ()
            else:
                yield from self._halves(low, top)
        yield from reversed(back)

    def _named(self) -> list[int]:
        """The rowids that the indexes of the table tell: they lie on other pages."""
        if self._known is None:
            found: set[int] = set()
            for index, column in self._indexes():
                for way in ("ASC", "DESC"):
                    sql = (
                        f"SELECT rowid FROM {self._name} INDEXED BY {index}"  # noqa: S608  names of ours
                        f" ORDER BY {column} {way}"
                    )
                    # As far as it goes, from either end.
                    with suppress(*_UNREADABLE, apsw.SQLError):
                        found.update(row[0] for row in self._raw.execute(sql))
            self._known = sorted(found)
        return self._known

    def _indexes(self) -> list[Any]:
        with suppress(*_UNREADABLE):
            return self._raw.execute(
                "SELECT l.name, i.name FROM pragma_index_list(?) l, pragma_index_info(l.name) i"
                " WHERE i.seqno = 0",
                (self._name,),
            ).fetchall()
        return []

    def _halves(self, low: int, high: int) -> Iterator[Row]:
        """Look for rows that can be read in the middle of a stretch whose ends can't."""
        if high - low < 2 or self._probes <= 0:
            return
        self._probes -= 1
        middle = (low + high) // 2
        found = self._tried(">= ? AND rowid < ? ORDER BY rowid LIMIT 1", middle, high)
        if found is None:
            yield from self._halves(low, middle)
            yield from self._halves(middle, high)
        elif not found:
            yield from self._between(low, middle)
        else:
            at = found[0][0]
            yield from self._between(low, at)
            yield from found
            last = yield from self._onward(at, high)
            if last is not None:
                yield from self._between(last, high)

    def _tried(self, where: str, *ids: int) -> list[Row] | None:
        """The rows, or None where something on the way can't be read."""
        try:
            return list(self._raw.execute(f"{self._select} {where}", ids))
        except _UNREADABLE:
            return None


def _without_orphans(fresh: Connection) -> int:
    """Take out the records whose owner is lost, and theirs; how many went."""
    gone = 0
    while True:
        orphans = fresh.rows('SELECT "table", rowid FROM pragma_foreign_key_check')
        if not orphans:
            return gone
        for name, row in orphans:
            fresh.execute(f"DELETE FROM {name} WHERE rowid = ?", (row,))  # noqa: S608  names of ours
        gone += len(orphans)


def _history(source: Connection, fresh: Connection) -> bool:
    """Keep the journal where it is whole; where it is not, undo would bring back what is lost."""
    try:
        if journal_sound.faults(source):
            return False
        rows = source.raw.execute("SELECT * FROM journal ORDER BY id").fetchall()
    except (*_UNREADABLE, UserError, apsw.SQLError):
        return False
    with fresh.transaction():
        for row in rows:
            fresh.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608  marks only
        fresh.execute("UPDATE journal SET state = 'floor' WHERE state = 'done'")
        fresh.execute("UPDATE journal SET state = 'gone' WHERE state = 'undone'")
    return True


def _require_something(path: Path, health: Health) -> None:
    kept = {name: count for name, count in health.counts.items() if name != "settings"}
    if not any(kept.values()):
        raise UserError(f"Nothing of {path} can be read any more.", "Restore the newest backup.")
