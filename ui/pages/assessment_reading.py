"""What the page of the assessment knows: a year's frozen board, or a dry run of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.assessment import Board, BoardLine
from ui.desk import Desk
from ui.work import Task

if TYPE_CHECKING:
    from models.store.assessment_page import YearView


class Reading(QObject):
    """Reads through the lane. `dry` is there while a dry run is on show."""

    taken = Signal()  # something else is known
    trying = Signal(int, int)  # how far a dry run is
    refused = Signal(object)  # the exception that ended one

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self.told: YearView | None = None
        self.dry: Board | None = None
        self.dry_wanted = False  # a dry run is looked at although a board is frozen
        self.year = 0
        self.usual = True  # no year was asked for
        self.chosen: tuple[date | None, date | None] = (None, None)  # days beside the program's

    @property
    def board(self) -> Board | None:
        """What is on show: the dry run, else the frozen board."""
        if self.dry is not None:
            return self.dry
        return self.told.board if self.told else None

    @property
    def frozen(self) -> Board | None:
        """The frozen board, where it is the one on show."""
        return None if self.dry is not None or self.told is None else self.told.board

    @property
    def lines(self) -> tuple[BoardLine, ...]:
        """Every line on show; those that a frozen board left out come first."""
        board = self.board
        if board is None:
            return ()
        late = self.told.late if self.told and self.frozen else ()
        return (*late, *board.lines)

    @property
    def signed(self) -> bool:
        """Whether the frozen board of the year carries a signature."""
        board = self.told.board if self.told else None
        return board is not None and any(line.outcome for line in board.lines)

    @property
    def problem(self) -> tuple[str, str] | None:
        """Why the year can't be assessed."""
        return self.told.problem if self.told else None

    def turn_to(self, year: int) -> None:
        """Another year; 0 is the usual one."""
        self.year, self.usual, self.chosen = year, not year, (None, None)
        self.dry_wanted, self.dry = False, None

    def wants(self, year: int) -> bool:
        """A year is asked for; whether it is another one."""
        self.usual = False
        other = year != self.year
        if other:
            self.turn_to(year)
        return other

    def turn_day(self) -> None:
        """Midnight has passed: where no year was asked for, the usual one may be another."""
        if self.usual:
            self.turn_to(0)

    def forget(self) -> None:
        """Another portfolio: nothing is known."""
        self.told = None
        self.turn_to(0)

    def read(self) -> None:
        """Ask for the year; where nothing is frozen a dry run follows."""
        year, today = self.year, self._desk.today

        def ask(portfolio: Any) -> YearView:
            from models.store.assessment_page import year_view

            return year_view(portfolio, year, today)

        self._desk.lane.read(ask, self._take, owner=self, key="year")

    def try_out(self) -> None:
        """Assess on the records as they stand, on the days that are chosen; nothing is written."""
        told = self.told
        if told is None or told.problem:
            self.taken.emit()
            return
        year, (measured, prerequisites) = told.year, self.chosen

        def ask(portfolio: Any, progress: Any) -> Board:
            from models.store.assessments import dry_run

            return dry_run(portfolio, year, measured, prerequisites, progress)

        self._task = self._desk.lane.read(
            ask, self._take_dry, owner=self, key="dry", failed=self._fail, progress=self._tell
        )

    def stop(self) -> bool:
        """Give up a dry run that is under way; whether there was one."""
        if self._task is None:
            return False
        self._task.cancel()
        self._task = None
        return True

    def leave_dry_run(self) -> None:
        """Back to the frozen board."""
        self.dry_wanted, self.chosen, self.dry = False, (None, None), None
        self.taken.emit()

    def _take(self, told: YearView) -> None:
        self.told, self.year = told, told.year
        if told.board is None or self.dry_wanted:
            self.try_out()
        else:
            self.dry = None
            self.taken.emit()

    def _take_dry(self, board: Board) -> None:
        self._task, self.dry = None, board
        self.taken.emit()

    def _fail(self, error: BaseException) -> None:
        self._task = None
        self.refused.emit(error)

    def _tell(self, done: int, total: int, _text: str) -> None:
        self.trying.emit(done, total)
