"""A verified copy of a portfolio, its return, and whether a file is whole."""

from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from models.errors import UserError
from models.files import check_target, require_room, safe_save
from models.store import journal_sound, keys, migrations, soundness
from models.store.engine import DAMAGE, Connection, connect, copied
from models.store.lock import WriterLock
from models.store.portfolio import open_portfolio
from models.store.portfolio_file import drop_logs, version_of


@dataclass(frozen=True, slots=True)
class Health:
    """What `check` found: counts by table and every fault in words; whole where none is."""

    path: Path
    version: int
    counts: dict[str, int]
    changes: int
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.faults


def backup(path: Path, target: Path, *, force: bool = False) -> Health:
    """Copy a portfolio, also while it is open, and prove the copy before it gets its name.

    The copy of a protected portfolio has its passphrase. A portfolio that is replaced must not
    be open; a log left by it would be replayed over the copy, so it goes first. Raises UserError
    where the source is no portfolio, the target is open, or the copy does not verify.
    """
    target = target.absolute()
    if target == path.absolute():
        raise UserError(f"{target} is the portfolio itself.", "Choose another name for the copy.")
    check_target(target, force=force)
    version_of(path)
    lock = WriterLock(target) if target.exists() else None
    if lock is not None:
        lock.take()
    try:
        # A copy passes through its log, so it lies there twice for a moment.
        require_room(target.parent, 2 * path.stat().st_size)
        with safe_save(target, force=force, private=True) as part:
            health = _copied(path, part)
            if lock is not None:
                _fold_log(target)
            drop_logs(target)
    finally:
        if lock is not None:
            lock.free()
    return Health(target, health.version, health.counts, health.changes, ())


def _copied(path: Path, part: Path) -> Health:
    try:
        with (
            closing(connect(path, mode="ro")) as source,
            closing(connect(part, create=True, key=keys.key_for(path))) as copy,
            source.one_moment(),
        ):
            copied(source, copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            health = examined(part, copy)
            faults = differences(source, health)
    except apsw.Error as fault:
        raise UserError(
            f"{path} could not be copied: {fault}.", "Run check on it for what is damaged."
        ) from fault
    if faults:
        raise UserError(
            f"The copy of {path} did not verify: {' '.join(faults).rstrip('.')}.",
            "Nothing was written. Run check on the portfolio.",
        )
    return health


def restore(source: Path, target: Path, *, force: bool = False) -> Health:
    """Put a backup in a portfolio's place, whole or not at all; with `force` also over one."""
    return backup(source, target, force=force)


def check(path: Path) -> Health:
    """Read a whole portfolio and say what is wrong with it, without writing to it.

    Raises UserError where the file is no portfolio at all.
    """
    version_of(path)
    portfolio = open_portfolio(path, read_only=True)
    try:
        return examined(path, portfolio.conn)
    finally:
        portfolio.close()


def quick_fault(path: Path) -> str:
    """What is wrong with a file's pages, read through beside whoever has it open; blank if nothing.

    A file that can't be read at all, for it is gone or locked, is not said to be damaged.
    """
    try:
        with closing(connect(path, mode="ro")) as connection:
            # Not `value`: it makes a sentence of damage, and this asks for the damage itself.
            found = str(connection.raw.execute("PRAGMA quick_check(1)").fetchall()[0][0])
    except DAMAGE as fault:
        found = str(fault)
    except (apsw.Error, UserError):
        return ""
    return "" if found == "ok" else found.splitlines()[-1].rstrip(".")


def _fold_log(path: Path) -> None:
    """Put what is in its log into a file that is to be replaced: till then it is what it was."""
    # What is damaged, or protected by another passphrase, is replaced as it is.
    with suppress(apsw.Error, UserError), closing(connect(path)) as connection:
        connection.raw.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


def differences(source: Connection, copy: Health) -> tuple[str, ...]:
    """Why a copy is not what it was made of; nothing where it is."""
    return copy.faults or (() if _counts(source) == copy.counts else ("The counts differ.",))


def examined(path: Path, connection: Connection) -> Health:
    """What is wrong with an open file, read whole."""
    faults: list[str] = []
    counts: dict[str, int] = {}
    changes = 0
    try:
        connection.read_free_pages()
        rows = connection.rows("PRAGMA integrity_check(20)")
        faults += [f"The file is damaged: {row[0]}." for row in rows if row[0] != "ok"]
        orphans = connection.rows("PRAGMA foreign_key_check")
        for name, count in sorted(Counter(row[0] for row in orphans).items()):
            faults.append(f"{count} rows of {name} belong to a partner that is not there.")
        counts = _counts(connection)
        changes = int(connection.value("SELECT count(*) FROM journal"))
        faults += journal_sound.faults(connection)
        version = int(connection.value("PRAGMA user_version"))
        faults += soundness.faults(connection)
    except UserError as fault:
        faults.append(fault.message)
        version = 0
    except apsw.Error as fault:
        faults.append(f"The file is damaged: {fault}.")
        version = 0
    return Health(path, version, counts, changes, tuple(faults))


def _counts(connection: Connection) -> dict[str, int]:
    return {
        name: int(connection.value(f"SELECT count(*) FROM {name}"))  # noqa: S608  fixed names
        for name in migrations.SHARED_TABLES
    }
