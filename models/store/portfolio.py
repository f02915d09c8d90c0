"""One portfolio file, open: every write is one labelled change that can be undone."""

import os
import platform
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import apsw

from models.errors import Unwritable, UserError
from models.files import safe_save, sweep
from models.ids import derived_id
from models.store import keys, migrations
from models.store.changesets import in_pieces, recorded_by, tables_of
from models.store.engine import DAMAGE, REFUSALS, Connection, connect, damaged, database
from models.store.journal_chain import BOUND, link
from models.store.lock import WriterLock
from models.store.portfolio_file import SUFFIX, connect_to_read, drop_logs, unreadable, version_of
from models.store.unfolding import changes

if TYPE_CHECKING:
    from sqlite_utils import Database

    from models.store.afloat import Afloat

# The setting that says which portfolio this is; copies of it have the same.
ID_NAME = "portfolio.id"


@dataclass(slots=True)
class Change:
    """One labelled write: the tables it touched, for the pages that show them.

    `seq` is its number in the journal; 0 where nothing changed, and then nothing is recorded.
    """

    label: str
    seq: int = 0
    tables: frozenset[str] = field(default_factory=frozenset)


class Portfolio:
    """The open file. Make one with `create` or `open_portfolio`; use it from one thread."""

    def __init__(
        self, path: Path, connection: Connection, lock: WriterLock | None, read_only: bool
    ) -> None:
        self.path = path
        self.conn = connection
        self.read_only = read_only
        self.clock: Callable[[], datetime] = _now
        self.afloat: Afloat | None = None  # why it is in memory only, and what the file holds
        self.key = keys.held_for(path)
        self._lock = lock
        self._db: Database | None = None
        self._open: Change | None = None

    @property
    def db(self) -> "Database":
        """The same connection as a sqlite-utils database, loaded at its first use."""
        if self._db is None:
            self._db = database(self.conn)
        return self._db

    @property
    def protected(self) -> bool:
        """Whether a passphrase keeps it."""
        return self.key is not None

    @property
    def name(self) -> str:
        return self.path.name.removesuffix(SUFFIX)

    @contextmanager
    def change(self, label: str, *, floor: bool = False, aside: bool = False) -> Iterator[Change]:
        """Everything written inside is one step: kept whole, journalled, undone as one.

        A change inside a change joins it. With `floor` undo never goes back to before it: what
        a new portfolio comes with is where its history begins. What is written `aside` is in the
        journal and in nobody's way: undo passes over it. Raises UserError on a read-only
        portfolio or a full disk; whatever is raised inside rolls the step back.
        """
        if self._open is not None:
            yield self._open
            return
        self._require_writable()
        change = Change(label)
        with self._transaction(), self._recorded(change) as session:
            self._open = change
            try:
                yield change
            finally:
                self._open = None
            changeset = recorded_by(session)
            if not changeset:
                return
            change.tables = tables_of(changeset)
            if aside:
                change.seq = self._log("change", label, changeset, "note", None)
                return
            self.conn.execute("UPDATE journal SET state='gone' WHERE state='undone'")
            if floor:
                self.conn.execute("UPDATE journal SET state='floor' WHERE state='done'")
            change.seq = self._log("change", label, changeset, "floor" if floor else "done", None)

    def undo(self) -> Change | None:
        """Take the last change back; None where there is nothing to undo."""
        return self._step(
            "done", "undone", "undo", "SELECT max(id) FROM journal WHERE state='done'"
        )

    def redo(self) -> Change | None:
        """Bring the last undone change back; None where there is nothing to redo."""
        return self._step(
            "undone", "done", "redo", "SELECT min(id) FROM journal WHERE state='undone'"
        )

    def can_undo(self) -> str | None:
        """The label of what `undo` would take back."""
        return self._label("SELECT label FROM journal WHERE state='done' ORDER BY id DESC LIMIT 1")

    def can_redo(self) -> str | None:
        """The label of what `redo` would bring back."""
        return self._label("SELECT label FROM journal WHERE state='undone' ORDER BY id LIMIT 1")

    def blamed(self, fault: Exception) -> UserError | None:
        """What is said in place of a fault where a record of the file is broken; else nothing."""
        from models.store.doubt import blamed

        return blamed(self, fault)

    def go_on_in_memory(self, why: Unwritable) -> bool:
        """The file refuses: from here on all is changed in memory, until it is saved.

        False where that was so already. Raises Gone where not all of it can be read any more.
        """
        from models.store.afloat import go_on

        return go_on(self, why)

    def stand_on(self, connection: Connection, afloat: "Afloat | None") -> None:
        """Go on with another connection to the same portfolio: in memory, or the file again."""
        self.conn, self._db, self.afloat = connection, None, afloat

    def lock_again(self) -> None:
        """Take the writer's lock anew. Raises UserError where somebody else has it by now."""
        from models.store.afloat import locked_anew

        before, self._lock = self._lock, None
        self._lock = locked_anew(self.path, before)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let it go."""
        try:
            if not self.read_only and self.afloat is None:
                self.checkpoint()
        finally:
            with suppress(*REFUSALS):
                self.conn.close()
            if self._lock is not None:
                self._lock.free()

    def checkpoint(self) -> None:
        """Fold the log into the file as far as other readers let it; what is written is safe."""
        with suppress(apsw.BusyError, apsw.LockedError, *REFUSALS):
            self.conn.raw.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _require_writable(self) -> None:
        if self.read_only:
            raise UserError(
                f"{self.path} is open read-only.", "Open it for writing to change anything."
            )

    def _label(self, which: str) -> str | None:
        label = self.conn.value(which)
        return None if label is None else str(label)

    def _step(self, before: str, after: str, kind: str, which: str) -> Change | None:
        self._require_writable()
        seq = self.conn.value(which)
        if seq is None:
            return None
        label, packed = self.conn.rows("SELECT label, changeset FROM journal WHERE id=?", (seq,))[0]
        changeset = changes(packed, seq)
        if before == "done":
            changeset = apsw.Changeset.invert(changeset)
        with self._transaction():
            # Cascades are in the changeset already; letting them fire would delete twice.
            apsw.Changeset.apply(
                in_pieces(changeset), self.conn.raw, flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION
            )
            self.conn.execute("UPDATE journal SET state=? WHERE id=?", (after, seq))
            self._log(kind, label, changeset, "note", seq)
        return Change(label, seq, tables_of(changeset))

    def _log(self, kind: str, label: str, changeset: bytes, state: str, undoes: int | None) -> int:
        last = self.conn.rows("SELECT id, chain FROM journal ORDER BY id DESC LIMIT 1")
        seq, before = (last[0][0] + 1, last[0][1]) if last else (1, b"")
        at, packed = self.clock().isoformat(timespec="seconds"), zlib.compress(changeset, 1)
        bound = (seq, kind, label, at, who(), platform.node(), undoes, packed)
        self.conn.execute(
            f"INSERT INTO journal ({', '.join(BOUND)}, state, chain)"  # noqa: S608  fixed names
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*bound, state, link(before, *bound)),
        )
        return int(seq)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self.conn.transaction():
                yield
        except REFUSALS as fault:
            from models.store.afloat import refusal

            raise refusal(self.path, fault) from fault
        except DAMAGE as fault:
            raise damaged(self.path, fault) from fault
        except apsw.BusyError as fault:
            raise UserError(
                f"{self.path} is being written by another program.", "Close it there, try again."
            ) from fault

    @contextmanager
    def _recorded(self, change: Change) -> Iterator[apsw.Session]:
        session = apsw.Session(self.conn.raw, "main")
        try:
            for name in migrations.SHARED_TABLES:
                session.attach(name)
            yield session
        finally:
            session.close()


def create(path: Path, passphrase: str | None = None) -> Portfolio:
    """A new, empty portfolio, open for writing; with a passphrase it is protected.

    Raises UserError where the name is taken.
    """
    path = path.absolute()
    if path.suffix != SUFFIX:
        raise UserError(f"{path.name} is not a portfolio's name.", f"End it with {SUFFIX}, please.")
    if path.exists():
        raise UserError(f"{path} exists already.", "Choose another name, or open it.")
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} does not exist.", "Make it first.")
    key = None if passphrase is None else keys.new_key(passphrase)
    lock = WriterLock(path)
    lock.take()
    try:
        connection = _made(path, key)
    except apsw.Error as fault:
        lock.free()
        raise UserError(f"{path} can't be written: {fault}.", "Choose another folder.") from fault
    except BaseException:
        lock.free()
        raise
    return Portfolio(path, connection, lock, read_only=False)


def _made(path: Path, key: keys.Key | None) -> Connection:
    """Made beside its name, which it gets when it is whole: half a portfolio is none."""
    with safe_save(path, private=True) as part:
        with closing(connect(part, create=True, key=key)) as connection:
            # A part that is lost harms nobody; it is synced once, when all of it is there.
            connection.execute("PRAGMA synchronous=OFF")
            with connection.transaction():
                migrations.migrate(connection)
                connection.execute(
                    "INSERT INTO settings (id, name, value) VALUES (?, ?, ?)",
                    (derived_id("settings", ID_NAME), ID_NAME, os.urandom(8).hex()),
                )
        if key is not None and not keys.looks_protected(keys.head_of(part)):
            raise UserError(f"{path} could not be protected.", "Nothing was written.")
        drop_logs(path)
    if key is not None:
        keys.hold(key)
    return connect(path)


def open_portfolio(
    path: Path, *, read_only: bool = False, backups: Path | None = None
) -> Portfolio:
    """Open a portfolio, migrating an older one after a verified copy into `backups`.

    Raises UserError where the file is missing, empty, foreign, newer or in use.
    """
    path = path.absolute()
    version = version_of(path)
    if read_only:
        if version < migrations.SUPPORTED:
            raise UserError(
                f"{path} was made by an older version of Alliance Desk.",
                "Open it once for writing, so that it can be brought up to date after a backup.",
            )
        return Portfolio(path, connect_to_read(path), None, read_only=True)
    lock = WriterLock(path)
    lock.take()
    for folder in {path.parent, backups or path.parent}:
        sweep(folder)
    try:
        if version < migrations.SUPPORTED:
            from models.store.backup import backup

            target = (backups or path.parent) / f"{path.stem}-before-version-{migrations.SUPPORTED}"
            backup(path, target.with_suffix(SUFFIX), force=True)
        connection = connect(path)
        if version < migrations.SUPPORTED:
            with connection.transaction():
                migrations.migrate(connection)
    except apsw.Error as fault:
        lock.free()
        raise unreadable(path, fault) from fault
    except BaseException:
        lock.free()
        raise
    return Portfolio(path, connection, lock, read_only=False)


def who() -> str:
    """The user's name, as the journal keeps it; empty where the system has none."""
    import getpass  # it looks for a terminal: not at the start

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _now() -> datetime:
    return datetime.now(UTC)
