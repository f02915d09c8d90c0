"""How the window and the reading are measured: a pulse, a page opened over a large file."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.store.portfolio import Portfolio, open_portfolio
from tests.benchmarks import bench_assess
from ui import theme
from ui.desk import Desk, Opened
from ui.garbage import GarbageTimer
from ui.pages.base import Page
from ui.work import Lane

MOST_MS = 50.0
PATIENCE_S = 240

P = TypeVar("P", bound=Page)


class Pulse(QObject):
    """Beats every few milliseconds on the window's thread; the longest wait is the standstill.

    `longest` leaves out the time for which other programs kept a ready thread of ours from
    running; `by_the_clock` is all of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._waited: dict[str, float] = {}
        self.longest = self.by_the_clock = 0.0

    def start(self) -> None:
        self.longest = self.by_the_clock = 0.0
        self._waited = waited_ms()
        self._since.start()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        gap, waited = self._since.nsecsElapsed() / 1e6, waited_ms()
        kept = max((waited[one] - self._waited.get(one, 0.0) for one in waited), default=0.0)
        self.by_the_clock = max(self.by_the_clock, gap)
        self.longest = max(self.longest, gap - kept)
        self._waited = waited
        self._since.restart()


def waited_ms() -> dict[str, float]:
    """For how long each thread of this process was ready and did not run, where that is told."""
    told = {}
    for folder in Path("/proc/self/task").glob("*"):
        try:
            told[folder.name] = int((folder / "schedstat").read_text().split()[1]) / 1e6
        except (OSError, IndexError, ValueError):
            continue  # a thread that has just ended
    return told


def turn(seconds: float, done: Callable[[], bool] | None = None) -> None:
    """Let the window's own loop run, until something holds or for a while."""
    loop, end = QEventLoop(), time.monotonic() + seconds

    def look() -> None:
        if time.monotonic() > end or (done is not None and done()):
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    loop.exec()
    timer.stop()
    if done is not None and not done():
        pytest.fail("It took too long.")


def timed(pulse: Pulse, act: Callable[[], object], done: Callable[[], bool]) -> float:
    """Seconds until `done`; the pulse goes on beating until all of it is painted."""
    pulse.start()
    started = time.monotonic()
    act()
    turn(PATIENCE_S, done)
    took = time.monotonic() - started
    turn(0.4)
    pulse.stop()
    return took


def took(act: Callable[[], object], runs: int = 7) -> float:
    """Median milliseconds of the processor that this process used; others may be at work."""
    spent = []
    with others_frozen():
        for _ in range(runs):
            started = time.process_time()
            act()
            spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


@contextmanager
def others_frozen() -> Iterator[None]:
    """What pytest has loaded is not in the window's process: its garbage is not collected."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def open_page(
    kind: Callable[[Desk], P], path: Path, today: date, qapp: QApplication, qtbot: QtBot
) -> Iterator[P]:
    """A page over a file, shown as in the window; its garbage is collected as there."""
    theme.apply(qapp, "light")
    settings = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
    lane = Lane()
    desk = Desk(lane, today, settings)
    desk.opened = Opened(path=path, name="Many")
    opened: list[object] = []
    lane.open(lambda: open_portfolio(path), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    made = kind(desk)
    qtbot.addWidget(made)
    made.resize(1180, 860)
    with others_frozen():
        garbage = GarbageTimer(made)
        made.show()
        turn(0.4)
        yield made
        made.hide()
        lane.stop()
        garbage.stop()


def fill_with_participants(portfolio: Portfolio) -> None:
    """Every partner takes part; nineteen of twenty reach a tier."""
    portfolio.conn.execute("PRAGMA synchronous=OFF")
    bench_assess._fill(portfolio)
    for sql in (
        "UPDATE partners SET invited_on = '2021-02-01', invitation_accepted_on = '2021-03-01'",
        "UPDATE agreements SET signed_on = '2021-03-01'",
        "UPDATE trainings SET completed_on = '2021-03-01'",
        "UPDATE contacts SET since = '2021-03-01'",
        "UPDATE offerings SET available_from = '2021-03-01', worldwide = 1",
        "UPDATE deals SET close_date = '2021-06-01' WHERE partner_id % 20 > 0",
    ):
        portfolio.conn.execute(sql)
