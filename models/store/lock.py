"""One writer per portfolio: a lock file beside it that the window and the command line share."""

import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from models.errors import OnlyReadable


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
                file = self.path.open("a+", encoding="utf-8")
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
            raise OnlyReadable(
                f"The portfolio is marked as open on another computer ({_words(holder)}).",
                f"If it is closed there, remove {self.path} and open it again.",
            )
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": platform.node()}))
        file.flush()
        self._file = file

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

    def _holder(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8") or "{}")
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _words(holder: dict[str, Any]) -> str:
    return f"process {holder.get('pid', '?')} on {holder.get('host', '?')}"


def _hold(file: IO[str]) -> bool:
    """Take the operating system's lock on the file without waiting."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
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
