"""A file before it is opened: whether it is a portfolio, of which version, can be read at all."""

from pathlib import Path

import apsw

from models.errors import UserError
from models.files import sync_folder
from models.store import keys, migrations
from models.store.engine import Connection, connect

SUFFIX = ".alliance"


def version_of(path: Path) -> int:
    """The schema version of the file at `path`; raises UserError where it is no portfolio."""
    if not path.exists():
        raise UserError(f"There is no file {path}.", "Check the name, or make a new portfolio.")
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a portfolio.", f"Choose a file NAME{SUFFIX}.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as fault:
        raise UserError(
            f"{path} can't be read: {fault.strerror}.", "Check who may read it."
        ) from fault
    foreign = UserError(
        f"{path} is not an Alliance Desk portfolio" + (" (it is empty)." if not head else "."),
        "Open a file that Alliance Desk made; spreadsheets go in through Import.",
    )
    if len(head) < 100 or not (keys.is_plain(head) or keys.looks_protected(head)):
        raise foreign
    connection = connect_to_read(path)
    try:
        if connection.value("PRAGMA application_id") != migrations.APPLICATION_ID:
            raise foreign
        version = int(connection.value("PRAGMA user_version") or 0)
        # What a table checks or works out by itself would run while one only looks at it.
        known = migrations.known_schema(version)
        if known is not None and migrations.schema_of(connection) != known:
            raise UserError(
                f"{path} has tables or rules in it that Alliance Desk did not make.",
                "Another program has changed it. Restore a backup, or ask who sent it for a copy"
                " that Alliance Desk has saved.",
            )
    except apsw.Error as fault:
        raise unreadable(path, fault) from fault
    finally:
        connection.close()
    if version > migrations.SUPPORTED:
        raise UserError(
            f"{path} was made by a newer version of Alliance Desk"
            f" (its format is {version}, this one reads up to {migrations.SUPPORTED}).",
            "Update Alliance Desk; the file is untouched.",
        )
    return version


def connect_to_read(path: Path) -> Connection:
    """A connection that never writes, also in a folder that can't be written."""
    try:
        connection = connect(path, mode="ro")
        connection.value("PRAGMA user_version")
        return connection
    except apsw.Error:
        pass
    try:
        connection = connect(path, mode="immutable")
        connection.value("PRAGMA user_version")
    except apsw.Error as fault:
        raise unreadable(path, fault) from fault
    return connection


def drop_logs(path: Path) -> None:
    """Before another file takes a portfolio's name, for good: a log would be replayed over it."""
    left = [path.with_name(path.name + extra) for extra in ("-wal", "-shm")]
    if any(log.exists() for log in left):
        for log in left:
            log.unlink(missing_ok=True)
        sync_folder(path.parent)


def unreadable(path: Path, fault: apsw.Error) -> UserError:
    """What is said of a file that the engine refuses."""
    return UserError(
        f"{path} can't be read: {fault}.",
        "It may be damaged: run check on it, and restore the newest backup if check says so.",
    )
