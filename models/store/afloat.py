"""Work on a portfolio whose file can't be written: it goes on in memory, and is saved from there.

Nothing that was typed is lost to a full disk or a drive that is gone: the step that failed is
done again in memory, and so is every one after it. The file stays as its last step left it.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from models.errors import Gone, OnlyReadable, Unwritable, UserError
from models.files import safe_save
from models.store import keys
from models.store.backup import Health, differences, examined
from models.store.engine import Connection, connect, rewritten, writable_in_memory
from models.store.lock import WriterLock
from models.store.portfolio import Portfolio
from models.store.portfolio_file import SUFFIX, drop_logs, version_of

Last = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Afloat:
    """Why a portfolio is in memory, and the last entry of the journal that its file holds."""

    why: Unwritable
    last: Last


def refusal(path: Path, fault: apsw.Error) -> Unwritable:
    """What is said of a file that can't be written, by what the disk said."""
    said = f"its disk refuses ({fault})"
    if isinstance(fault, apsw.ReadOnlyError):
        said = "it, or its folder, may only be read"
    elif isinstance(fault, apsw.FullError):
        said = "its disk is full"
        with suppress(OSError):
            said += f" ({shutil.disk_usage(path.parent).free / 2**20:.0f} MB are free)"
    return Unwritable(
        f"{path} can't be written: {said}.",
        "Free space or allow writing; of this change nothing was kept, all before it is.",
    )


def go_on(portfolio: Portfolio, why: Unwritable) -> bool:
    """Put a copy in memory in the place of the open file; False where it is there already.

    Raises Gone where not all of the file can be read any more.
    """
    if portfolio.afloat is not None or portfolio.read_only:
        return False
    try:
        copy = writable_in_memory(portfolio.conn, protected=portfolio.protected)
        last = last_of(copy)
    except (apsw.Error, UserError) as fault:
        raise Gone(
            f"{portfolio.path} can't be written, and not all of it can be read any more: {fault}",
            "Connect its drive again and open it. Else restore the newest backup, or recover what"
            " can be read.",
        ) from fault
    file = portfolio.conn
    portfolio.stand_on(copy, Afloat(why, last))
    with suppress(apsw.Error):
        file.close()
    return True


def last_of(connection: Connection) -> Last:
    """Number and chain of the journal's last entry; zero and blank where there is none."""
    found = connection.rows("SELECT id, chain FROM journal ORDER BY id DESC LIMIT 1")
    return (int(found[0][0]), bytes(found[0][1])) if found else (0, b"")


def unsaved(portfolio: Portfolio) -> int:
    """How many steps are in memory only."""
    afloat = portfolio.afloat
    return 0 if afloat is None else last_of(portfolio.conn)[0] - afloat.last[0]


def save_elsewhere(portfolio: Portfolio, target: Path) -> Health:
    """Write all that is in memory to a file of another name, verified.

    It has the passphrase that the portfolio has. Raises UserError where it can't be written.
    """
    target = target.absolute()
    if target.suffix != SUFFIX:
        raise UserError(f"{target.name} is no portfolio's name.", f"End it with {SUFFIX}, please.")
    with _told(target), safe_save(target, private=True) as part:
        health = _written(portfolio, part)
    return Health(target, health.version, health.counts, health.changes, ())


def put_back(portfolio: Portfolio) -> Health:
    """Write all that is in memory in the place of the file, and go on with the file.

    Only where the file there is the one that was left, as it was left. Raises UserError, which
    says why not; the work is in memory then as before.
    """
    path, afloat = portfolio.path, portfolio.afloat
    if afloat is None:
        raise UserError(f"{path} is saved.", "There is nothing to try again.")
    portfolio.lock_again()
    with _told(path):
        _require_as_left(path, afloat.last)
        with safe_save(path, force=True, private=True) as part:
            health = _written(portfolio, part)
            drop_logs(path)
        file = connect(path)
    memory = portfolio.conn
    portfolio.stand_on(file, None)
    memory.close()
    return Health(path, health.version, health.counts, health.changes, ())


def _require_as_left(path: Path, last: Last) -> None:
    """Raise UserError where another file is there by now; fold what its log holds into it."""
    version_of(path)
    with closing(connect(path)) as file:
        if last_of(file) != last:
            raise UserError(
                f"{path} is not as it was left: it holds other changes by now.",
                "Save your work under another name; both are kept then.",
            )
        # Also the proof that it can be written. No log may be left for the file that comes.
        file.raw.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


def _written(portfolio: Portfolio, part: Path) -> Health:
    rewritten(portfolio.conn, part, portfolio.key)
    with closing(connect(part, mode="immutable", key=portfolio.key)) as copy:
        health = examined(part, copy)
        faults = differences(portfolio.conn, health)
    if portfolio.key is not None and not keys.looks_protected(keys.head_of(part)):
        faults = ("It would not be protected.",)
    if faults:
        raise UserError(
            f"What was written did not verify: {' '.join(faults).rstrip('.')}.",
            "Nothing was changed. Save it on another disk.",
        )
    return health


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except apsw.Error as fault:
        raise UserError(
            f"{path} can't be written: {fault}.",
            "Your work is still here, in memory. Free some space, connect the drive, or save it"
            " elsewhere.",
        ) from fault
    except OSError as fault:
        raise UserError(
            f"{path} can't be written: {fault.strerror or fault}.",
            "Your work is still here, in memory. Save it elsewhere.",
        ) from fault


def locked_anew(path: Path, before: WriterLock | None) -> WriterLock:
    """The writer's lock again: a drive that was gone has taken the old one with it.

    Raises OnlyReadable where somebody else has it by now.
    """
    if before is not None:
        with suppress(OSError):
            before.free()
    lock = WriterLock(path)
    try:
        lock.take()
    except OnlyReadable as fault:
        raise UserError(fault.message, "Save your work under another name.") from fault
    return lock
