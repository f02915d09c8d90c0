"""The one door to the portfolio: work goes out by name, results come back to the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from operator import methodcaller
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from models.errors import Cancelled, Gone, Unwritable, UserError
from ui.keeping import doubting, keeping
from ui.workers import QUIET_SECONDS, Executor, Inline, Progress, Report, Then, Worker, both

__all__ = ["Executor", "Inline", "Lane", "Progress", "Task"]

Failed = Callable[[BaseException], object]


@dataclass(eq=False, slots=True)
class Task:
    """One job under way. ``cancel`` stops it at its next report; its result is then dropped."""

    progress: Progress
    then: Then | None = None
    failed: Failed | None = None
    owner: QObject | None = None
    key: str = ""
    report: Report | None = None
    writes: bool = False
    replaced: bool = False  # the same owner has asked anew: nobody waits for this answer
    generation: int = 0
    in_turn: bool = False
    result: Any = None
    error: BaseException | None = None
    change: Any = None
    afloat: Unwritable | None = None
    history: tuple[str | None, str | None] | None = field(default=None)

    def cancel(self) -> None:
        self.progress.cancelled = True

    def go_afloat(self, why: Unwritable) -> None:
        self.afloat = why

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits: the owner is there."""
        return self.owner is None or isValid(self.owner)


class Lane(QObject):
    """Owns the thread on which the portfolio is opened, read, changed and closed.

    The portfolio needs ``change(label)``, ``undo()``, ``redo()``, ``can_undo()``, ``can_redo()``
    and ``close()``. Nothing else touches it.
    """

    changed = Signal(object)  # the Change: label, seq, tables
    problem = Signal(str, str)  # the world's fault: message, hint
    fault = Signal(object)  # ours: the exception
    history = Signal(object, object)  # labels of what undo and redo would do, or None
    saving = Signal(bool)  # whether a write is under way
    afloat = Signal(object)  # Unwritable: why work goes on in memory, or Gone: why it can't
    opened = Signal(object)  # result of the opening job's ``describe``; see open()
    closed = Signal()
    _finished = Signal(object)
    _reported = Signal(object, int, int, str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        executor: Executor | None = None,
        computing: Executor | None = None,
    ) -> None:
        super().__init__(parent)
        self._executor = executor or Worker("portfolio")
        self._computing = computing or executor or Worker("compute")
        self._portfolio: Any = None  # used on the lane's thread only
        self._generation = 0
        self._writes = 0
        self._latest: dict[tuple[int, str], Task] = {}
        self._come: deque[Task] = deque()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._deliver_next)
        self._finished.connect(self._arrive)
        self._reported.connect(self._show_progress)

    # ---- what pages call -------------------------------------------------------------------

    def open(
        self,
        opener: Callable[[], Any],
        then: Then | None = None,
        *,
        describe: Callable[[Any], Any] | None = None,
        owner: QObject | None = None,
        failed: Failed | None = None,
    ) -> Task:
        """Open a portfolio on the lane's thread, in place of the one that is open.

        opener() returns the portfolio; the one that was open is closed only when that worked.
        ``then`` and ``opened`` get describe(portfolio), or None.
        """
        task = self._task(then, owner, failed, "", None)

        def job() -> Any:
            made = opener()
            # Close the old one only now: a file that cannot be opened leaves the user where he was.
            self._let_go()
            self._portfolio = made
            task.history = (made.can_undo(), made.can_redo())
            return None if describe is None else doubting(made, describe, made)

        task.then = both(self._announce_opened, then)
        self._run(self._executor, task, job)
        return task

    def close(self, then: Then | None = None) -> Task:
        """Close the portfolio; results still under way for it are dropped."""
        self._generation += 1
        task = self._task(None, None, None, "", None)
        task.then = both(self._announce_closed, then)
        self._run(self._executor, task, self._let_go)
        return task

    def stop(self) -> None:
        """Finish what is queued, close the portfolio and end the threads. Blocks; for leaving."""
        self._generation += 1
        self._executor.submit(self._let_go_quietly)
        self._executor.stop()
        self._computing.stop()

    def read(
        self,
        fn: Callable[..., Any],
        then: Then | None = None,
        *,
        owner: QObject | None = None,
        failed: Failed | None = None,
        key: str = "",
        progress: Report | None = None,
    ) -> Task:
        """Run fn(portfolio) on the lane and hand its result to ``then`` on this thread.

        The result is dropped when ``owner`` is gone, when the portfolio was closed, or when the
        same owner has asked anew under the same ``key``. With ``progress``, fn also gets
        ``progress=Progress``. ``failed`` gets the exception in place of the window's own message.
        """
        task = self._task(then, owner, failed, key, progress)
        self._run(self._executor, task, self._bound(fn, task))
        return task

    def write(
        self,
        label: str,
        fn: Callable[..., Any],
        then: Then | None = None,
        *,
        owner: QObject | None = None,
        failed: Failed | None = None,
        progress: Report | None = None,
    ) -> Task:
        """Run fn(portfolio) as one labelled change, then broadcast ``changed``.

        Cancelling rolls it back. A write is carried out even when its owner is gone.
        """
        task = self._task(then, owner, failed, "", progress)
        bound = self._bound(fn, task)

        def job() -> Any:
            with self._open_portfolio().change(label) as change:
                result = bound()
            self._note(task, change)
            return result

        self._run_write(task, job)
        return task

    def undo(self, then: Then | None = None) -> Task:
        """Take the last change back; ``then`` gets the Change, or None where there was nothing."""
        return self.aside(methodcaller("undo"), then)

    def redo(self, then: Then | None = None) -> Task:
        """Bring the last undone change back; ``then`` gets the Change, or None."""
        return self.aside(methodcaller("redo"), then)

    def aside(self, fn: Callable[[Any], Any], then: Then | None = None) -> Task:
        """Run fn(portfolio), which writes in steps of its own and gives the Change, or None."""
        task = self._task(then, None, None, "", None)

        def job() -> Any:
            change = fn(self._open_portfolio())
            if change is not None:
                self._note(task, change)
            return change

        self._run_write(task, job)
        return task

    def compute(
        self,
        fn: Callable[..., Any],
        args: tuple[Any, ...] = (),
        then: Then | None = None,
        progress: Report | None = None,
        *,
        owner: QObject | None = None,
        failed: Failed | None = None,
        key: str = "",
    ) -> Task:
        """Run fn(*args) beside the lane, without the portfolio; else as ``read``."""
        task = self._task(then, owner, failed, key, progress)

        def job() -> Any:
            return fn(*args, **self._extra(task))

        self._run(self._computing, task, job)
        return task

    @property
    def saved(self) -> bool:
        """Whether no write is under way."""
        return self._writes == 0

    # ---- on this thread --------------------------------------------------------------------

    def _task(
        self,
        then: Then | None,
        owner: QObject | None,
        failed: Failed | None,
        key: str,
        report: Report | None,
    ) -> Task:
        quiet = getattr(self._executor, "quiet", QUIET_SECONDS)
        progress = Progress(lambda *_: None, quiet)
        task = Task(progress, then, failed, owner, key, report, generation=self._generation)
        if report is not None:
            task.progress = Progress(_Sender(self, task), quiet)
        if key:
            previous = self._latest.get((id(owner), key))
            if previous is not None:
                previous.cancel()
                previous.replaced = True
            self._latest[(id(owner), key)] = task
        return task

    def _run_write(self, task: Task, job: Callable[[], Any]) -> None:
        task.writes = True
        self._writes += 1
        if self._writes == 1:
            self.saving.emit(True)
        self._run(self._executor, task, partial(self._keep, task, job))

    def _keep(self, task: Task, job: Callable[[], Any]) -> Any:
        return keeping(self._portfolio, job, task.go_afloat)

    def _run(self, executor: Executor, task: Task, job: Callable[[], Any]) -> None:
        task.in_turn = isinstance(executor, Worker)

        def run() -> None:
            try:
                task.progress.check()
                task.result = job()
            except BaseException as error:  # noqa: BLE001 - handed on; the thread must not end
                task.error = error
            self._finished.emit(task)

        executor.submit(run)

    def _arrive(self, task: Task) -> None:
        """Give what a thread brings a turn of its own: what the last one changed is painted first.

        Qt hands on all that has come in one go, and what it leads to: four results of a page that
        opens kept typing and painting waiting for as long as all of them took.
        """
        if not task.in_turn:
            self._deliver(task)
            return
        self._come.append(task)
        self._turn.start(0)

    def _deliver_next(self) -> None:
        task = self._come.popleft()
        if self._come:
            self._turn.start(0)
        self._deliver(task)

    def _deliver(self, task: Task) -> None:
        if task.writes:
            self._writes -= 1
            if self._writes == 0:
                self.saving.emit(False)
        if task.key and self._latest.get((id(task.owner), task.key)) is task:
            del self._latest[(id(task.owner), task.key)]
        try:
            if task.afloat is not None:
                self.afloat.emit(task.afloat)
            if task.error is not None:
                self._tell(task, task.error)
            elif self._fresh(task) and task.then is not None:
                task.then(task.result)
        finally:
            # It was carried out whatever becomes of its answer: the other pages have to know.
            if task.history is not None:
                self.history.emit(*task.history)
            if task.change is not None:
                self.changed.emit(task.change)

    def _fresh(self, task: Task) -> bool:
        if not task.wanted:
            return False
        if task.writes:
            return True
        return not task.progress.cancelled and task.generation == self._generation

    def _tell(self, task: Task, error: BaseException) -> None:
        if not isinstance(error, UserError | Cancelled):
            self.fault.emit(error)
        if (task.generation != self._generation or task.replaced) and not task.writes:
            return
        if task.failed is not None and task.wanted:
            task.failed(error)
        elif isinstance(error, Gone):
            pass  # `afloat` has told it, with the ways out
        elif isinstance(error, UserError) and (task.wanted or task.writes):
            # A write that failed is told even when the page that asked for it is gone.
            self.problem.emit(error.message, error.hint)

    def _show_progress(self, task: Task, done: int, total: int, text: str) -> None:
        if task.report is not None and self._fresh(task):
            task.report(done, total, text)

    def _announce_opened(self, description: Any) -> None:
        self.opened.emit(description)

    def _announce_closed(self, _: Any) -> None:
        self.history.emit(None, None)
        self.closed.emit()

    # ---- on the lane's thread --------------------------------------------------------------

    def _open_portfolio(self) -> Any:
        if self._portfolio is None:
            raise UserError("No portfolio is open.", "Open one, or make a new one, and try again.")
        return self._portfolio

    def _bound(self, fn: Callable[..., Any], task: Task) -> Callable[[], Any]:
        def call() -> Any:
            portfolio = self._open_portfolio()
            return doubting(portfolio, fn, portfolio, **self._extra(task))

        return call

    @staticmethod
    def _extra(task: Task) -> dict[str, Progress]:
        return {} if task.report is None else {"progress": task.progress}

    def _note(self, task: Task, change: Any) -> None:
        portfolio = self._open_portfolio()
        task.history = (portfolio.can_undo(), portfolio.can_redo())
        if change.tables:
            task.change = change

    def _let_go(self) -> None:
        portfolio, self._portfolio = self._portfolio, None
        if portfolio is not None:
            portfolio.close()

    def _let_go_quietly(self) -> None:
        try:
            self._let_go()
        except UserError:
            # The window is gone; the file is whole, only its log was not folded in.
            pass


@dataclass(slots=True)
class _Sender:
    """Carries a report from a worker to the window's thread."""

    lane: Lane
    task: Task

    def __call__(self, done: int, total: int, text: str) -> None:
        self.lane._reported.emit(self.task, done, total, text)
