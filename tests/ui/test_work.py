"""Work goes out by name and comes back on the window's thread, once, to whoever still waits."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from models.errors import Cancelled, UserError
from ui.garbage import GarbageTimer
from ui.work import Inline, Lane


@dataclass
class FakeChange:
    label: str
    seq: int = 0
    tables: frozenset[str] = frozenset()


@dataclass
class FakePortfolio:
    steps: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    closed: bool = False

    @contextmanager
    def change(self, label: str) -> Iterator[FakeChange]:
        change = FakeChange(label)
        before = list(self.steps)
        try:
            yield change
        except BaseException:
            self.steps[:] = before
            raise
        if self.steps != before:
            change.seq, change.tables = len(self.steps), frozenset({"partner"})

    def add(self, step: str) -> str:
        self.threads.add(threading.get_ident())
        self.steps.append(step)
        return step

    def can_undo(self) -> str | None:
        return self.steps[-1] if self.steps else None

    def can_redo(self) -> str | None:
        return None

    def undo(self) -> FakeChange | None:
        if not self.steps:
            return None
        return FakeChange(self.steps.pop(), 9, frozenset({"partner"}))

    def redo(self) -> FakeChange | None:
        return None

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def portfolio() -> FakePortfolio:
    return FakePortfolio()


@pytest.fixture
def lane(qapp: object, portfolio: FakePortfolio) -> Lane:
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    return lane


@pytest.fixture
def heard(lane: Lane) -> dict[str, list[Any]]:
    heard: dict[str, list[Any]] = {"changed": [], "problem": [], "fault": [], "history": []}
    lane.changed.connect(lambda change: heard["changed"].append(change.label))
    lane.problem.connect(lambda *words: heard["problem"].append(words))
    lane.fault.connect(heard["fault"].append)
    lane.history.connect(lambda *labels: heard["history"].append(labels))
    return heard


def test_a_read_hands_its_result_over(lane: Lane) -> None:
    got: list[object] = []
    lane.read(lambda p: len(p.steps), got.append)
    assert got == [0]


def test_a_write_is_one_change_and_one_broadcast(
    lane: Lane, portfolio: FakePortfolio, heard: dict[str, list[Any]]
) -> None:
    got: list[object] = []
    lane.write("Add Northwind", lambda p: p.add("Northwind"), got.append)
    assert (got, heard["changed"]) == (["Northwind"], ["Add Northwind"])
    assert heard["history"] == [("Northwind", None)]


def test_a_write_that_changes_nothing_is_not_broadcast(
    lane: Lane, heard: dict[str, list[Any]]
) -> None:
    lane.write("Look", lambda p: None)
    assert heard["changed"] == []


def test_undo_is_broadcast_and_says_what_it_took_back(
    lane: Lane, heard: dict[str, list[Any]]
) -> None:
    lane.write("Add A", lambda p: p.add("A"))
    got: list[Any] = []
    lane.undo(got.append)
    assert got[0].label == "A"
    assert len(heard["changed"]) == 2


def test_a_fault_of_the_world_becomes_a_sentence(lane: Lane, heard: dict[str, list[Any]]) -> None:
    def refuse(p: FakePortfolio) -> None:
        p.add("half")
        raise UserError("The disk is full.", "Free some space.")

    lane.write("Add", refuse)
    assert heard["problem"] == [("The disk is full.", "Free some space.")]
    assert heard["fault"] == heard["changed"] == []


def test_a_fault_of_ours_is_reported_and_the_lane_goes_on(
    lane: Lane, heard: dict[str, list[Any]]
) -> None:
    lane.read(lambda p: 1 / 0)
    assert [type(e) for e in heard["fault"]] == [ZeroDivisionError]
    got: list[object] = []
    lane.read(lambda p: 7, got.append)
    assert got == [7]


def test_failed_takes_the_place_of_the_sentence(lane: Lane, heard: dict[str, list[Any]]) -> None:
    errors: list[BaseException] = []

    def refuse(p: object) -> None:
        raise UserError("No.")

    lane.read(refuse, failed=errors.append)
    assert [str(e) for e in errors] == ["No."]
    assert heard["problem"] == []


def test_work_without_a_portfolio_is_refused_with_a_sentence(
    lane: Lane, heard: dict[str, list[Any]]
) -> None:
    lane.close()
    lane.read(lambda p: 1)
    assert heard["problem"][0][0] == "No portfolio is open."


def test_a_portfolio_that_cannot_be_opened_leaves_the_old_one(
    lane: Lane, portfolio: FakePortfolio, heard: dict[str, list[Any]]
) -> None:
    def refuse() -> None:
        raise UserError("It is locked.")

    lane.open(refuse)
    assert not portfolio.closed
    lane.open(FakePortfolio)
    assert portfolio.closed


def test_progress_reports_and_cancelling_rolls_back(
    lane: Lane, portfolio: FakePortfolio, heard: dict[str, list[Any]]
) -> None:
    seen: list[tuple[int, int, str]] = []
    errors: list[BaseException] = []

    def report(done: int, total: int, text: str) -> None:
        seen.append((done, total, text))

    def job(p: FakePortfolio, progress: Any) -> None:
        p.add("row")
        progress(1, 2, "Row 1")
        progress.cancelled = True
        progress.report(2, 2)

    lane.write("Import", job, progress=report, failed=errors.append)
    assert seen == [(1, 2, "Row 1")]
    assert [type(e) for e in errors] == [Cancelled]
    assert portfolio.steps == []
    assert heard["fault"] == []


def test_compute_needs_no_portfolio(lane: Lane) -> None:
    got: list[object] = []
    lane.compute(pow, (2, 5), got.append)
    assert got == [32]


class Held:
    """Keeps jobs until told, as a busy lane would."""

    quiet = 0.0

    def __init__(self) -> None:
        self.jobs: list[Any] = []

    def submit(self, job: Any) -> None:
        self.jobs.append(job)

    def stop(self) -> None:
        self.go()

    def go(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


@pytest.fixture
def held(qapp: object, portfolio: FakePortfolio) -> tuple[Lane, Held]:
    held = Held()
    lane = Lane(executor=held)
    lane.open(lambda: portfolio)
    held.go()
    return lane, held


def test_a_result_for_a_widget_that_is_gone_is_dropped(held: tuple[Lane, Held]) -> None:
    lane, executor = held
    owner, got = QObject(), list[object]()
    lane.read(lambda p: 1, got.append, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    executor.go()
    assert got == []


def test_a_write_that_failed_is_told_even_when_its_page_is_gone(held: tuple[Lane, Held]) -> None:
    lane, executor = held
    owner, told = QObject(), list[tuple[str, str]]()
    lane.problem.connect(lambda *words: told.append(words))

    def refuse(p: FakePortfolio) -> None:
        raise UserError("The disk is full.")

    lane.write("Rename", refuse, owner=owner, failed=print)
    import shiboken6

    shiboken6.delete(owner)
    executor.go()
    assert told == [("The disk is full.", "")]


def test_only_the_newest_of_two_questions_is_answered(held: tuple[Lane, Held]) -> None:
    lane, executor = held
    owner, got = QObject(), list[object]()
    lane.read(lambda p: "old", got.append, owner=owner, key="page")
    lane.read(lambda p: "new", got.append, owner=owner, key="page")
    executor.go()
    assert got == ["new"]


def test_of_a_question_that_was_asked_anew_no_failure_is_told(held: tuple[Lane, Held]) -> None:
    lane, executor = held
    owner, failed = QObject(), list[BaseException]()
    lane.read(lambda p: 1, owner=owner, key="page", failed=failed.append)
    lane.read(lambda p: 2, owner=owner, key="page", failed=failed.append)
    executor.go()
    assert failed == []


def test_a_result_from_a_portfolio_that_was_closed_is_dropped(held: tuple[Lane, Held]) -> None:
    lane, executor = held
    got: list[object] = []
    lane.read(lambda p: 1, got.append)
    lane.close()
    executor.go()
    assert got == []


def test_saving_is_told_once_for_a_run_of_writes(held: tuple[Lane, Held]) -> None:
    lane, executor = held
    told: list[bool] = []
    lane.saving.connect(told.append)
    lane.write("A", lambda p: p.add("A"))
    lane.write("B", lambda p: p.add("B"))
    assert not lane.saved
    executor.go()
    assert told == [True, False]
    assert lane.saved


def test_with_real_threads_the_portfolio_stays_on_one_and_results_come_home(
    qtbot: QtBot, portfolio: FakePortfolio
) -> None:
    lane = Lane()
    homes: list[int] = []
    workers: list[int] = []

    def came_home(worker: int) -> None:
        workers.append(worker)
        homes.append(threading.get_ident())

    lane.open(lambda: portfolio)
    for n in range(20):
        lane.write(f"Step {n}", lambda p: p.add("x"))
    lane.read(lambda p: threading.get_ident(), came_home)
    lane.compute(threading.get_ident, (), came_home)
    qtbot.waitUntil(lambda: len(homes) == 2)
    lane.stop()
    assert set(homes) == {threading.get_ident()}
    assert set(workers) >= portfolio.threads
    assert len(portfolio.threads) == 1
    assert threading.get_ident() not in workers
    assert portfolio.closed
    assert len(portfolio.steps) == 20


class Painting(QObject):
    """What a result leads to, as a repaint: posted, not done at once."""

    wanted = Signal()

    def __init__(self, got: list[str]) -> None:
        super().__init__()
        self.got = got
        self.wanted.connect(self.paint, Qt.ConnectionType.QueuedConnection)

    def paint(self) -> None:
        self.got.append("painted")


def test_what_a_result_changes_is_painted_before_the_next_result(
    qtbot: QtBot, portfolio: FakePortfolio
) -> None:
    lane, got, both = Lane(), list[str](), threading.Event()
    painting = Painting(got)

    def first(_: object) -> None:
        got.append("first")
        painting.wanted.emit()

    lane.open(lambda: portfolio)
    lane.read(lambda _: None, first)
    lane.read(lambda _: None, lambda _: got.append("second"))
    lane.read(lambda _: both.set())
    assert both.wait(20)
    qtbot.waitUntil(lambda: len(got) == 3)
    lane.stop()
    assert got == ["first", "painted", "second"]


def test_garbage_is_collected_here_and_not_by_the_interpreter(qapp: object) -> None:
    timer = GarbageTimer()
    try:
        assert not gc.isenabled()
        kept = [[n] for n in range(5000)]
        timer.collect()
        assert gc.get_count()[0] < len(kept)
    finally:
        timer.stop()
    assert gc.isenabled()
    gc.disable()  # it is freed now, as everything of Qt: not while the interpreter may collect
