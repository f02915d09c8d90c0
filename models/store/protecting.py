"""A portfolio's passphrase: given to open it, set, changed and taken away, on a verified copy."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import apsw

from models.errors import UserError
from models.files import require_room, safe_save
from models.store import keys
from models.store.backup import differences, examined
from models.store.engine import connect, rewritten
from models.store.lock import WriterLock
from models.store.portfolio_file import drop_logs


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a change of passphrase did: copies that have it too, and why others have not."""

    path: Path
    copies: int = 0
    left: tuple[str, ...] = ()


def is_protected(path: Path) -> bool:
    """Whether a file asks for a passphrase."""
    return keys.looks_protected(keys.head_of(path))


def unlock(path: Path, passphrase: str) -> keys.Key | None:
    """Hold the key of a protected file, so that it and its copies open; None for a plain one.

    Raises UserError where the passphrase does not open it: then nothing is held.
    """
    head = keys.head_of(path)
    if not keys.looks_protected(head):
        return None
    return unlock_by(path, keys.key_of(passphrase, head[: keys.SALT]))


def unlock_by(path: Path, key: keys.Key) -> keys.Key:
    """Hold a key that was kept elsewhere, where it opens the file. Raises UserError as `unlock`."""
    try:
        with closing(connect(path, mode="immutable", key=key)) as connection:
            connection.value("PRAGMA user_version")
    except (apsw.Error, UserError) as fault:
        raise UserError(
            f"{path} does not open with this passphrase.",
            "Type it again, minding capitals and the keyboard's language. A file that is damaged"
            " or no portfolio looks the same: if the passphrase is right, restore a backup.",
        ) from fault
    keys.hold(key)
    return key


def protect(path: Path, passphrase: str, copies: Iterable[Path] = ()) -> Rewritten:
    """Set or change the passphrase of a portfolio that is not open, and of its `copies`.

    The file is written anew under the key, verified, and then takes the place of the old one; so
    is each copy. Whichever fails stays as it was and is named. The key is held afterwards.
    Raises UserError where the portfolio itself can't be changed.
    """
    return _all_rewritten(path, copies, keys.new_key(passphrase))


def unprotect(path: Path, copies: Iterable[Path] = ()) -> Rewritten:
    """Take the passphrase away: the file and its copies can be read by anybody from now on."""
    return _all_rewritten(path, copies, None)


def _all_rewritten(path: Path, copies: Iterable[Path], key: keys.Key | None) -> Rewritten:
    before = keys.key_for(path)
    _rewrite(path, key)
    if key is not None:
        keys.hold(key)
    done, left = 0, list[str]()
    for copy in copies:
        try:
            _rewrite(copy, key)
            done += 1
        except UserError as fault:
            left.append(fault.message)
    if before is not None and not left:
        keys.forget(before)
    return Rewritten(path, done, tuple(left))


def _rewrite(path: Path, key: keys.Key | None) -> None:
    lock = WriterLock(path)
    lock.take()
    try:
        with closing(connect(path)) as source:
            source.raw.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            require_room(path.parent, path.stat().st_size)
            with safe_save(path, force=True, private=True) as part:
                rewritten(source, part, key)
                with closing(connect(part, mode="immutable", key=key)) as copy:
                    faults = differences(source, examined(part, copy))
                if faults:
                    raise UserError(
                        f"{path} was not changed: its new copy did not verify"
                        f" ({' '.join(faults).rstrip('.')}).",
                        "Run check on it, and restore the newest backup if check says so.",
                    )
                source.close()
                drop_logs(path)
    except apsw.Error as fault:
        raise UserError(
            f"{path} was not changed: {fault}.", "Free some space, or run check on it."
        ) from fault
    finally:
        lock.free()
