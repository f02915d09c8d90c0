"""The copies that are made without being asked for: on closing, before an import, at work."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import diagnostics, paths
from desktop.memory import Memory
from models.backup_copies import newest_first
from models.text import day_text
from ui.desk import Desk

CLOSING, IMPORT, WORKING = "on closing", "before import", "while working"


class Backups(QObject):
    """Makes a portfolio's copies; one that fails is told at the next start, never as a trace."""

    left = Signal(object)  # Path of a portfolio that is closed, and copied if that was due

    def __init__(self, desk: Desk, memory: Memory) -> None:
        super().__init__()
        self._desk, self._memory = desk, memory

    def after_closing(self, path: Path) -> None:
        """Copy a portfolio that has been left, beside the lane, where something has changed."""
        self._desk.lane.compute(_tried, (path,), _Noting(self, path))

    def at_the_end(self, path: Path) -> None:
        """The same when the process ends: the window is gone, so nobody waits for it."""
        self.note(path, _tried(path))

    def before_import(self) -> Path | None:
        """See to a verified copy before an import touches the portfolio; runs beside the lane."""
        path = self._desk.opened.path
        return None if path is None else secured(path, IMPORT)

    def note(self, path: Path, error: BaseException | None) -> None:
        """Keep in mind how it went, for the next time the portfolio is opened."""
        if error is not None:
            self._memory.note_not_copied(path, str(error) or type(error).__name__)
        self.left.emit(path)

    def last(self, path: Path) -> datetime | None:
        """When the portfolio was last copied, by itself or by a person."""
        times = [self._memory.copied(path), last_in_folder(path)]
        return max((time for time in times if time is not None), default=None)


class _Noting:
    """Takes how one portfolio's copy went; an object, so that no closure keeps the session."""

    def __init__(self, backups: Backups, path: Path) -> None:
        self._backups, self._path = backups, path

    def __call__(self, error: BaseException | None) -> None:
        self._backups.note(self._path, error)


def _tried(path: Path) -> BaseException | None:
    try:
        secured(path, CLOSING)
    except Exception as error:  # noqa: BLE001 - into the log, and told at the next start
        diagnostics.log("backup on closing", error)
        return error
    return None


def secured(path: Path, why: str) -> Path | None:
    """The copy that holds what the portfolio holds now, made if there was none."""
    from models.store.backups import secure

    if not path.exists():
        # Deleted or moved away meanwhile: there is nothing left to copy.
        return None
    return secure(path, paths.backups(path), datetime.now(), why)  # the wall clock's time


def last_in_folder(path: Path) -> datetime | None:
    try:
        copies = newest_first(paths.backup_folder(path).iterdir())
    except OSError:
        return None
    return copies[0].made if copies else None


def backup_words(made: datetime | None, today: date) -> str:
    """When the last backup was made, as the foot of the sidebar says it."""
    if made is None:
        return "No backup yet"
    days = (today - made.date()).days
    if days in (0, 1):
        return f"Backup {'yesterday' if days else 'today'} {made:%H:%M}"
    return f"Backup {day_text(made.date())}"


def failure_words(why: str) -> tuple[str, str]:
    """Message and hint about a copy that failed on closing."""
    return (
        f"The backup on closing was not made: {why}",
        "The portfolio itself is saved. Save a verified copy now, to another disk if need be.",
    )
