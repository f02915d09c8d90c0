"""What the page of the January assessment writes: each a labelled step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.assessment import BoardLine
from models.text import counted
from ui.desk import Desk
from ui.work import Task

if TYPE_CHECKING:
    from models.store.signing import SignedAll
    from ui.dialogs.assessment import ExceptionTerms

Report = Callable[[int, int, str], object]


class AssessmentChanges(QObject):
    """`reported` tells how far a long one is; `ended` that it is over, however it went."""

    began = Signal()
    reported = Signal(int, int, str)
    ended = Signal()
    written = Signal()
    refused = Signal(object)  # the exception

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self._over = False

    @property
    def busy(self) -> bool:
        return self._task is not None

    def cancel(self) -> None:
        """Stop what is under way; nothing of it stays."""
        if self._task is not None:
            self._task.cancel()

    def freeze(
        self, year: int, measured_on: date, prerequisites_on: date, *, replace: bool
    ) -> None:
        today = self._desk.today

        def write(portfolio: Any, progress: Report) -> Any:
            from models.store.assessments import freeze
            from models.store.portfolio import who

            return freeze(
                portfolio, year, measured_on, prerequisites_on, progress,
                today=today, by=who(), replace=replace,
            )  # fmt: skip

        self._long(
            f"Freeze the January assessment of {year}",
            write,
            partial(self._say, f"Froze the January assessment of {year}"),
        )

    def add_late(self, year: int, lines: Sequence[BoardLine]) -> None:
        today, ids = self._desk.today, [line.partner_id for line in lines]

        def write(portfolio: Any, progress: Report) -> Any:
            from models.store.assessments import freeze_late
            from models.store.portfolio import who

            return freeze_late(portfolio, year, ids, progress, today=today, by=who())

        what = _named(lines)
        self._long(
            f"Add {what} to the assessment of {year}", write, partial(self._say, f"Added {what}")
        )

    def refreeze(self, lines: Sequence[BoardLine]) -> None:
        """Freeze lines anew on the records of today, after a correction."""
        today, ids = self._desk.today, [line.id for line in lines]

        def write(portfolio: Any, progress: Report) -> Any:
            from models.store.portfolio import who
            from models.store.refreezing import refreeze

            return refreeze(portfolio, ids, today=today, by=who())

        what = _named(lines)
        self._long(f"Freeze {what} again", write, partial(self._say, f"Froze {what} again"))

    def sign(self, lines: Sequence[BoardLine], outcome: str, **terms: Any) -> None:
        """Sign lines with an outcome; `terms` are what it takes."""
        today, ids = self._desk.today, [line.id for line in lines]

        def write(portfolio: Any, progress: Report) -> Any:
            from models.store.portfolio import who
            from models.store.signing import sign

            return sign(portfolio, ids, outcome, today=today, by=who(), progress=progress, **terms)

        what = _named(lines)
        self._long(f"Sign off {what}", write, partial(self._say, f"Signed off {what}"))

    def sign_exception(self, line: BoardLine, told: ExceptionTerms) -> None:
        self.sign(
            [line], "exception",
            tier=told.tier, reason=told.reason, approver=told.approver, until_on=told.until_on,
        )  # fmt: skip

    def sign_all(self, year: int, assessment_id: int) -> None:
        today = self._desk.today

        def write(portfolio: Any, progress: Report) -> SignedAll:
            from models.store.portfolio import who
            from models.store.signing import sign_all_ready

            return sign_all_ready(
                portfolio, assessment_id, today=today, by=who(), progress=progress
            )

        self._long(f"Sign off what is ready in {year}", write, self._say_all)

    def reopen(self, lines: Sequence[BoardLine], reason: str) -> None:
        today, ids = self._desk.today, [line.id for line in lines]

        def write(portfolio: Any, progress: Report) -> Any:
            from models.store.portfolio import who
            from models.store.signing import reopen

            return reopen(portfolio, ids, reason, today=today, by=who())

        what = _named(lines)
        self._long(f"Re-open {what}", write, partial(self._say, f"Re-opened {what}"))

    def _long(self, label: str, write: Callable[..., Any], then: Callable[[Any], object]) -> None:
        if self._task is not None:
            return
        self._task = self._desk.lane.write(
            label,
            write,
            partial(self._end, then),
            owner=self,
            failed=self._fail,
            progress=self.reported.emit,
        )
        if self._over:  # it ran at once
            self._task, self._over = None, False
        else:
            self.began.emit()

    def _end(self, then: Callable[[Any], object], result: Any) -> None:
        self._close()
        self.written.emit()
        then(result)

    def _fail(self, error: BaseException) -> None:
        self._close()
        self.refused.emit(error)

    def _close(self) -> None:
        self._over = self._task is None
        self._task = None
        self.ended.emit()

    def _say(self, words: str, _: object) -> None:
        self._desk.toast(words, undo=True)

    def _say_all(self, told: SignedAll) -> None:
        words = f"Signed off {counted(told.signed, 'partner')}"
        if told.to_decide:
            words += f"; {counted(told.to_decide, 'partner')} left to decide"
        self._desk.toast(words, undo=bool(told.signed))


def _named(lines: Sequence[BoardLine]) -> str:
    return lines[0].partner if len(lines) == 1 else counted(len(lines), "partner")
