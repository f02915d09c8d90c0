"""Saves meetings, deadlines and reviews as a file for a calendar: asked where, read, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import UserError
from models.governance.meeting_words import title_of
from models.names import slug
from models.text import counted
from ui.desk import Desk

if TYPE_CHECKING:
    from models.governance.calendar_entries import Entry
    from models.store.notices import Line

FOLDER = "calendar_folder"
Read = Callable[[Any], "tuple[Entry, ...]"]


class CalendarSaving(QObject):
    """Asks for a file; what is written there again later updates the calendar's entries."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self.desk, self.home = desk, home

    def ask_meetings(self, lines: Sequence[Line]) -> None:
        """Save some meetings with the last days for their notice."""
        if not lines:
            return
        first = lines[0]
        name = f"{first.partner} {title_of(first.meeting)}" if len(lines) == 1 else "meetings"
        self._ask(name, _Meetings([line.id for line in lines], self.desk))

    def ask_partner(self, partner_id: int, name: str) -> None:
        """Save a partner's meetings and all that is due of it."""
        self._ask(name, _Partner(partner_id, self.desk))

    def ask_all(self) -> None:
        """Save the same of every partner."""
        self._ask("alliance calendar", _All(self.desk))

    def save(self, read: Read, target: Path) -> None:
        """Write it; the file dialog has asked about replacing a file."""
        self.desk.settings.setValue(FOLDER, str(target.parent))
        self.desk.lane.read(
            read, partial(self._write, target), owner=self, failed=self._refuse, key="calendar"
        )

    def _ask(self, name: str, read: Read) -> None:
        folder = Path(str(self.desk.settings.value(FOLDER, "") or Path.home()))
        chosen, _ = QFileDialog.getSaveFileName(
            self.home, "Save for a calendar", str(folder / f"{slug(name, 'calendar')}.ics"),
            "Calendar (*.ics)",
        )  # fmt: skip
        if chosen:
            self.save(read, Path(chosen if chosen.lower().endswith(".ics") else f"{chosen}.ics"))

    def _write(self, target: Path, found: tuple[Entry, ...]) -> None:
        if not found:
            self.desk.problem.emit(
                "There is nothing to save for a calendar.",
                "A meeting, or something with a day by which it is due, goes into it.",
            )
            return
        self.desk.lane.compute(
            _write, (found, self.desk.opened.name, target), partial(self._tell, target),
            owner=self, failed=self._refuse,
        )  # fmt: skip

    def _tell(self, target: Path, count: int) -> None:
        self.desk.tell_file(f"Saved {counted(count, 'calendar entry', 'calendar entries')}", target)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.desk.problem.emit(error.message, error.hint)


class _Meetings:
    def __init__(self, ids: Sequence[int], desk: Desk) -> None:
        self.ids, self.today = ids, desk.as_of

    def __call__(self, portfolio: Any) -> tuple[Entry, ...]:
        from models.store.calendar_entries import of_meetings

        return of_meetings(portfolio, self.ids, self.today)


class _Partner:
    def __init__(self, partner_id: int, desk: Desk) -> None:
        self.partner_id, self.today = partner_id, desk.as_of

    def __call__(self, portfolio: Any) -> tuple[Entry, ...]:
        from models.store.calendar_entries import of_partner

        return of_partner(portfolio, self.partner_id, self.today)


class _All:
    def __init__(self, desk: Desk) -> None:
        self.today = desk.as_of

    def __call__(self, portfolio: Any) -> tuple[Entry, ...]:
        from models.store.calendar_entries import of_all

        return of_all(portfolio, self.today)


def _write(found: Sequence[Entry], portfolio: str, target: Path) -> int:
    from models.files import write_bytes
    from reports.calendar_file import render

    made_at = datetime.now().astimezone()
    write_bytes(target, render(found, made_at, portfolio or "Alliance Desk"), force=True)
    return len(found)
