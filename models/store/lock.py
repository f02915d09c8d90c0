"""One writer per portfolio: a lock file beside it that the window and the command line share."""

import errno
import json
import os
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from models.errors import HeldElsewhere, OnlyReadable
from models.text import day_text


class WriterLock:
    """Held from opening for writing until closing; the system frees it when a process dies.

    The file names who holds it, so that the refusal can. A lock left by another computer (a
    network drive, a synchronised folder) can't be tested from here and is respected.
    """

    def __init__(self, portfolio: Path) -> None:
        self.path = portfolio.with_name(portfolio.name + ".lock")
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Raise OnlyReadable where another process or computer holds the portfolio."""
        while True:
            try:
                file = self._opened()
            except OSError as fault:
                raise OnlyReadable(
                    f"{self.path.parent} can't be written: {fault.strerror}.",
                    "Open the portfolio read-only, or move it to a folder of your own.",
                ) from fault
            if not _hold(file):
                holder = self._holder()
                file.close()
                raise OnlyReadable(
                    f"The portfolio is open in another place ({_words(holder)}).",
                    "Close it there first; until then it can be read, not changed.",
                )
            # Whoever held it last may have removed the file between our opening and locking it.
            if self.path.exists() and os.path.samestat(os.fstat(file.fileno()), self.path.stat()):
                break
            file.close()
        holder = self._holder()
        if holder and holder.get("host") != platform.node():
            file.close()
            raise HeldElsewhere(
                f"The portfolio is marked as open on another computer ({_words(holder)}).",
                f"If it is closed there, remove {self.path} and open it again.",
            )
        since = datetime.now().astimezone().isoformat(timespec="minutes")
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": platform.node(), "since": since}))
        file.flush()
        self._file = file

    def _opened(self) -> IO[str]:
        # Its owner's alone, as the portfolio is: it names a computer.
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a+", encoding="utf-8")

    def free(self) -> None:
        if self._file is None:
            return
        # Where the drive is gone the name stays: the system's lock ends with the file all the same.
        if os.name == "posix":
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            self._file.close()
        else:
            self._file.close()
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        self._file = None

    def let_go_of_others(self) -> None:
        """Remove the mark of another computer, where a person says that it is closed there.

        One that a process of this computer holds stays, and so does its own.
        """
        try:
            with self._opened() as file:
                if not _hold(file) or self._holder().get("host") in (None, platform.node()):
                    return
            self.path.unlink(missing_ok=True)
        except OSError:
            return  # opening it will say what is wrong

    def _holder(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8") or "{}")
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _words(holder: dict[str, Any]) -> str:
    words = f"process {holder.get('pid', '?')} on {holder.get('host', '?')}"
    try:
        since = datetime.fromisoformat(str(holder["since"])).astimezone()
    except (KeyError, ValueError, OverflowError):
        return words
    return f"{words}, since {day_text(since.date())} {since:%H:%M}"


def _hold(file: IO[str]) -> bool:
    """Take the operating system's lock on the file without waiting."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            # A drive that keeps no locks at all has the mark alone.
            return fault.errno in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
        return True
    import msvcrt

    try:
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        file.seek(0)
    return True
