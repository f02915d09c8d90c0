"""The report that a process leaves which ended by itself, offered at the next start."""

import faulthandler
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from desktop import diagnostics, paths
from models.errors import UserError

_RUNNING = "running "  # of a process: holds no more than its versions until it crashes
_LONGEST = 1 << 18
_MOST = 5


@dataclass(frozen=True, slots=True)
class Crash:
    """One report that was left, without the paths that the interpreter writes."""

    at: datetime
    report: str
    file: Path


class Watch:
    """While it is held, a fatal signal leaves a report in the home folder."""

    def __init__(self) -> None:
        self._file: IO[str] | None = None

    def begin(self) -> None:
        """Call it after `left`: a process that is gone may have had the same number."""
        try:
            path = paths.crashes() / f"{_RUNNING}{os.getpid()}.txt"
            file = path.open("w", encoding="utf-8")
        except (OSError, UserError):
            return  # a home that can't be written keeps nobody from working
        _hold(file)
        file.write(f"{diagnostics.versions()}\n\n")
        file.flush()
        faulthandler.enable(file)
        self._file = file

    def end(self) -> None:
        """The process ends as it should: nothing is left of it."""
        if self._file is None:
            return
        faulthandler.disable()
        name = self._file.name
        self._file.close()
        Path(name).unlink(missing_ok=True)
        self._file = None


def left() -> tuple[Crash, ...]:
    """The reports of processes that are gone, newest first; those that only stopped are swept."""
    try:
        folder = paths.crashes()
        for file in sorted(folder.glob(f"{_RUNNING}*.txt")):
            _settle(file)
        found = [_read(file) for file in folder.glob("crash *.txt")]
    except (OSError, UserError):
        return ()
    return tuple(sorted(found, key=lambda crash: crash.at, reverse=True)[:_MOST])


def forget() -> None:
    """Delete every report that was left."""
    for file in paths.crashes().glob("crash *.txt"):
        file.unlink(missing_ok=True)


def _settle(file: Path) -> None:
    """Make a report of what a process that is gone has left, or remove it where it is none."""
    from desktop.traces import cleaned

    aside = file.with_name(f"ended {file.name.removeprefix(_RUNNING)}")
    if not _moved(file, aside):
        return
    with aside.open(encoding="utf-8", errors="replace") as raw:
        text = raw.read(_LONGEST)
    at = aside.stat().st_mtime
    if "\n\n" in text.rstrip():
        target = file.with_name(f"crash {_when(at):%Y-%m-%d %H-%M-%S}.txt")
        target.write_text(cleaned(text), encoding="utf-8")
        os.utime(target, (at, at))
    aside.unlink()


def _read(file: Path) -> Crash:
    text = file.read_text(encoding="utf-8", errors="replace")
    return Crash(_when(file.stat().st_mtime), text, file)


def _when(seconds: float) -> datetime:
    """The time on the wall, as a person knows it."""
    return datetime.fromtimestamp(seconds).astimezone()


def _hold(file: IO[str]) -> None:
    """Mark the file as that of a process that lives; the system frees it with the process."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _moved(file: Path, aside: Path) -> bool:
    """Whether it could be moved aside: not while its process lives. Windows moves no open file."""
    try:
        if sys.platform != "win32":
            import fcntl

            with file.open(encoding="utf-8") as held:
                fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.replace(aside)
    except OSError:
        return False
    return True
