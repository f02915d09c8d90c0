"""One SQLite library for the whole product: apsw-sqlite3mc behind a thin DB-API face.

sqlite-utils takes the module named `pysqlite3` when there is one; `database()` hands it this
face, so that no second SQLite library ever touches a portfolio. The standard library's sqlite3
is never used on one: old builds lose commits on a WAL reset and ignore a key without a word.
"""

import os
import sys
import tempfile
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import apsw

from models.errors import UserError
from models.store import keys

if TYPE_CHECKING:
    import sqlite_utils

Parameters = Sequence[Any] | Mapping[str, Any]
Progress = Callable[[int, int], object]  # pages done, pages in all

Error = DatabaseError = apsw.Error
IntegrityError = apsw.ConstraintError
# sqlite3 has one class for what apsw tells apart; `except` takes a tuple just as well.
OperationalError = (
    apsw.SQLError,
    apsw.BusyError,
    apsw.LockedError,
    apsw.FullError,
    apsw.IOError,
    apsw.ReadOnlyError,
    apsw.CantOpenError,
)
NotSupportedError = TypeError
# What a disk says that is full, gone or worn out, or that nobody may write.
REFUSALS = (apsw.FullError, apsw.IOError, apsw.ReadOnlyError, apsw.CantOpenError)
DAMAGE = (apsw.CorruptError, apsw.NotADBError, apsw.TooBigError)

CIPHER = "chacha20"
_READ = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
_PAGES = 2_000
# Of one text or blob; the journal's entry of a million new deals packs to a third of it.
_LONGEST = 2**28
_GUARDS = (
    (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
    (apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0),
)
_SETTINGS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
    "PRAGMA recursive_triggers=ON",
)


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def damaged(path: object, fault: object) -> UserError:
    """What is said of a file that can't be read as it should."""
    return UserError(
        f"{path} is damaged: {fault}.",
        "Run check on it, and restore the newest backup; the damaged file is left as it is.",
    )


class Cursor:
    """The part of a DB-API cursor that sqlite-utils and our queries use."""

    def __init__(self, raw: apsw.Connection) -> None:
        self._raw = raw
        self._cursor = raw.cursor()
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1

    def _note_columns(self, cursor: apsw.Cursor, _sql: str, _bindings: object) -> bool:
        names = cursor.get_description()
        self.description = tuple((c[0], *(None,) * 6) for c in names) if names else None
        return True

    @property
    def lastrowid(self) -> int:
        return self._raw.last_insert_rowid()

    def execute(self, sql: str, parameters: Parameters = ()) -> Self:
        self.description = None
        # apsw drops the description of a query without rows; before the first step it is there.
        # The trace goes at once: it is a cycle that would keep a half-read statement open.
        self._cursor.exec_trace = self._note_columns
        try:
            self._cursor.execute(sql, parameters)
        finally:
            self._cursor.exec_trace = None
        self.rowcount = self._raw.changes() if self.description is None else -1
        return self

    def executemany(self, sql: str, rows: Iterable[Parameters]) -> Self:
        self._cursor.executemany(sql, rows)
        return self

    def fetchone(self) -> Any:
        return next(self._cursor, None)

    def fetchall(self) -> list[Any]:
        return list(self._cursor)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def close(self) -> None:
        self._cursor.close()


class Connection:
    """The part of a DB-API connection that sqlite-utils and our queries use; autocommits."""

    isolation_level = None

    def __init__(self, raw: apsw.Connection) -> None:
        self.raw = raw

    @property
    def in_transaction(self) -> bool:
        return self.raw.in_transaction

    def cursor(self) -> Cursor:
        return Cursor(self.raw)

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        return Cursor(self.raw).execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Parameters]) -> Cursor:
        return Cursor(self.raw).executemany(sql, rows)

    def executescript(self, sql: str) -> Cursor:
        return Cursor(self.raw).execute(sql)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """All rows as tuples, by the shortest way there is: for reads in bulk.

        Raises UserError where the file turns out to be damaged.
        """
        try:
            return self.raw.execute(sql, parameters).fetchall()
        except (*DAMAGE, UnicodeDecodeError) as fault:
            raise damaged(self.raw.filename, fault) from fault

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row; None where there is no row."""
        try:
            cursor = self.raw.execute(sql, parameters)
            row = next(cursor, None)
            cursor.close(True)  # a statement left open would hold a lock
        except (*DAMAGE, UnicodeDecodeError) as fault:
            raise damaged(self.raw.filename, fault) from fault
        return None if row is None else row[0]

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Read what is there now, whatever another connection writes meanwhile.

        Without it a copy begins anew with each save, and is counted against what came after it.
        """
        if self.in_transaction:
            yield
            return
        self.execute("BEGIN")
        try:
            self.value("SELECT count(*) FROM sqlite_schema")
            yield
        finally:
            self.rollback()

    def read_free_pages(self) -> None:
        """Prove the pages of a protected file that hold nothing, too, by their code.

        SQLite's check passes over them; a copy under the same key reads each. Raises UserError
        where one was changed outside.
        """
        path = Path(self.raw.filename)
        if not keys.is_held(path) or not self.value("PRAGMA freelist_count"):
            return
        try:
            with tempfile.TemporaryDirectory() as folder:
                target = connect(Path(folder) / path.name, create=True, key=keys.key_for(path))
                try:
                    copied(self, target)
                finally:
                    target.close()
        except DAMAGE as fault:
            raise damaged(path, fault) from fault

    def create_function(
        self, name: str, arity: int, function: Any, deterministic: bool = False
    ) -> None:
        self.raw.create_scalar_function(name, function, arity, deterministic=deterministic)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is kept whole or not at all."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise

    def commit(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("COMMIT")

    def rollback(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    def close(self) -> None:
        """Let the file go; a disk that refuses to fold the log loses nothing of it."""
        with suppress(apsw.IOError):
            self.raw.close()


def connect(
    path: Path, *, create: bool = False, mode: str = "rw", key: keys.Key | None = None
) -> Connection:
    """Open a file with the settings that every portfolio has.

    `mode` is "rw", "ro", or "immutable" (for a folder that can't be written at all, where a
    WAL file can't be opened otherwise). "ro" opens for writing where it may, and then refuses
    to: only so does the last reader to leave take the write-ahead log's files away. A protected
    file opens with the key that is held for it; `key` protects a new one. Raises apsw.Error, and
    Locked where the key is not held.
    """
    if create:
        # SQLite gives its logs the rights of the file, which nobody else may read from the start.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    raw = _opened(path, mode)
    try:
        _settle(raw, mode, key or keys.key_for(path))
    except BaseException:
        raw.close()
        raise
    return Connection(raw)


def _opened(path: Path, mode: str) -> apsw.Connection:
    # A name with a scheme is taken for what follows it; an absolute path never has one. Without
    # the flag no copy can be written under another key.
    path = path.absolute()
    if mode == "immutable":
        return apsw.Connection(f"{path.as_uri()}?immutable=1", flags=_READ)
    try:
        return apsw.Connection(str(path), flags=_WRITE)
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        if mode == "rw":
            raise
        return apsw.Connection(str(path), flags=_READ)


def _settle(raw: apsw.Connection, mode: str, key: keys.Key | None) -> None:
    if key is not None:
        raw.pragma("cipher", CIPHER)
        raw.pragma("key", key.words)
    raw.set_busy_timeout(5_000)
    # A portfolio may come from anybody: nothing in it runs, and SQLite's own tables stay whole.
    raw.limit(apsw.SQLITE_LIMIT_LENGTH, _LONGEST)
    for switch, value in _GUARDS:
        raw.config(switch, value)
    for setting in _SETTINGS:
        raw.execute(setting)
    if mode == "ro":
        raw.execute("PRAGMA query_only=ON")
    if mode == "rw":
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")


def rewritten(source: Connection, target: Path, key: keys.Key | None) -> None:
    """Write all of an open file anew at `target`: protected by `key`, or plain.

    Nothing of it lies anywhere unprotected meanwhile. Raises apsw.Error.
    """
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    words = f"cipher={CIPHER}&key={key.words}" if key else "key="
    try:
        source.raw.execute("VACUUM INTO ?", (f"{target.absolute().as_uri()}?{words}",))
    except apsw.Error as fault:
        # What the engine says holds the name that it was given, and so the key.
        raise type(fault)(str(fault).split("file:")[0].rstrip(": ")) from None


def in_memory(
    source: Connection, progress: Progress = _silent, *, protected: bool | None = None
) -> Connection:
    """A copy of an open file in memory, with all that is written in it. Raises apsw.Error.

    Whether it is `protected` can be read from the file, where that is still there.
    """
    # Without the flag it could not be written to a file under a key.
    raw = apsw.Connection(":memory:", flags=_WRITE | apsw.SQLITE_OPEN_CREATE)
    try:
        raw.execute("PRAGMA temp_store=MEMORY")
        if keys.is_held(Path(source.raw.filename)) if protected is None else protected:
            # The cipher copies pages of a protected file to another protected file only. From one
            # on that does not prove itself all is zeros, and malformed when it is read.
            plain = bytearray(source.raw.serialize("main"))
            plain[18:20] = b"\x01\x01"  # memory has no write-ahead log
            raw.deserialize("main", bytes(plain))
        else:
            copied(source, Connection(raw), progress)
    except BaseException:
        raw.close()
        raise
    return Connection(raw)


def writable_in_memory(source: Connection, *, protected: bool) -> Connection:
    """The same, proved to be whole, and with the settings that every portfolio has."""
    copy = in_memory(source, protected=protected)
    try:
        _settle(copy.raw, "memory", None)
        for found in copy.rows("PRAGMA quick_check(1)"):
            if found[0] != "ok":
                raise damaged(source.raw.filename, found[0])
    except BaseException:
        copy.close()
        raise
    return copy


def copied(source: Connection, target: Connection, progress: Progress = _silent) -> None:
    """Copy all pages of one open file to another, which has the same key or none as it has none.

    The source may be written meanwhile. Raises apsw.Error.
    """
    with source.one_moment(), target.raw.backup("main", source.raw, "main") as steps:
        while not steps.done:
            steps.step(_PAGES)
            progress(steps.page_count - steps.remaining, steps.page_count)


def database(connection: Connection) -> "sqlite_utils.Database":
    """The connection as a sqlite-utils database.

    sqlite-utils imports pandas and numpy wherever they are installed (530-780 ms instead of 170);
    they are hidden from it while it loads.
    """
    if "sqlite_utils" not in sys.modules:
        hidden = [name for name in ("pandas", "numpy") if name not in sys.modules]
        face = types.ModuleType("pysqlite3")
        vars(face).update(
            Error=Error, DatabaseError=DatabaseError, IntegrityError=IntegrityError,
            OperationalError=OperationalError, NotSupportedError=NotSupportedError,
            Connection=Connection, Cursor=Cursor, complete_statement=apsw.complete, dbapi2=face,
        )  # fmt: skip
        loaded: dict[str, Any] = sys.modules
        loaded["pysqlite3"] = loaded["pysqlite3.dbapi2"] = face
        loaded.update(dict.fromkeys(hidden))  # None there makes an import fail
        try:
            import sqlite_utils
        finally:
            for name in hidden:
                sys.modules.pop(name, None)
    import sqlite_utils

    ours: Any = connection  # the standard library's class is asked for
    return sqlite_utils.Database(ours, execute_plugins=False)
