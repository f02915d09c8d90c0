"""A verified copy of a portfolio, its return, and whether a file is whole."""

import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import apsw

from models.errors import UserError
from models.files import check_target, safe_save
from models.store import migrations, soundness
from models.store.engine import Connection, connect
from models.store.portfolio import open_portfolio
from models.store.portfolio_file import version_of


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

    Raises UserError where the source is no portfolio or the copy does not verify.
    """
    target = target.absolute()
    if target == path.absolute():
        raise UserError(f"{target} is the portfolio itself.", "Choose another name for the copy.")
    check_target(target, force=force)
    _known(path)
    with safe_save(target, force=force, private=True) as part:
        source = connect(path, mode="ro")
        copy = connect(part, create=True)
        try:
            with copy.raw.backup("main", source.raw, "main") as steps:
                while not steps.done:
                    steps.step(2_000)
            copy.execute("PRAGMA journal_mode=DELETE")
            counts = _counts(source)
            health = _examine(part, copy)
        except apsw.Error as fault:
            raise UserError(
                f"{path} could not be copied: {fault}.", "Run check on it for what is damaged."
            ) from fault
        finally:
            copy.close()
            source.close()
        if not health.whole or health.counts != counts:
            why = " ".join(health.faults).rstrip(".") or "the counts differ"
            raise UserError(
                f"The copy of {path} did not verify: {why}.",
                "Nothing was written. Run check on the portfolio.",
            )
    return Health(target, health.version, health.counts, health.changes, ())


def restore(source: Path, target: Path, *, force: bool = False) -> Health:
    """Put a backup in a portfolio's place, whole or not at all.

    With `force` the portfolio that is there is replaced; it must not be open. A write-ahead log
    left by it would replay newer pages over the restored ones, so it goes first.
    """
    target = target.absolute()
    check_target(target, force=force)
    if not target.exists():
        return backup(source, target)
    held = open_portfolio(target) if _opens(target) else None
    if held is not None:
        held.close()
    for extra in ("-wal", "-shm"):
        target.with_name(target.name + extra).unlink(missing_ok=True)
    return backup(source, target, force=True)


def check(path: Path) -> Health:
    """Read a whole portfolio and say what is wrong with it, without writing to it.

    Raises UserError where the file is no portfolio at all.
    """
    _known(path)
    portfolio = open_portfolio(path, read_only=True)
    try:
        return _examine(path, portfolio.conn)
    finally:
        portfolio.close()


def _known(path: Path) -> None:
    version_of(path)


def _opens(path: Path) -> bool:
    try:
        _known(path)
    except UserError:
        return False
    return True


def _examine(path: Path, connection: Connection) -> Health:
    faults: list[str] = []
    counts: dict[str, int] = {}
    changes = 0
    try:
        rows = connection.rows("PRAGMA integrity_check(20)")
        faults += [f"The file is damaged: {row[0]}." for row in rows if row[0] != "ok"]
        orphans = connection.rows("PRAGMA foreign_key_check")
        for name, count in sorted(Counter(row[0] for row in orphans).items()):
            faults.append(f"{count} rows of {name} belong to a partner that is not there.")
        counts = _counts(connection)
        changes = int(connection.value("SELECT count(*) FROM journal"))
        for seq, packed in connection.raw.execute("SELECT id, changeset FROM journal"):
            try:
                zlib.decompress(packed)
            except zlib.error:
                faults.append(f"Entry {seq} of the journal is damaged and can't be undone.")
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
