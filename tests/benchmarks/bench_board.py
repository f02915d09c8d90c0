"""Freezing and signing 2,000 partners with 200,000 deals in the window: the longest standstill."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.store.portfolio import create, open_portfolio
from tests.benchmarks import bench_assess
from ui import theme
from ui.desk import Desk, Opened, Place
from ui.garbage import GarbageTimer
from ui.pages.assessment import AssessmentPage
from ui.work import Lane

TODAY = date(2022, 1, 10)
MOST_MS = 50.0
PATIENCE_S = 240

pytestmark = pytest.mark.bench


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


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every partner takes part; nineteen of twenty reach a tier."""
    made = tmp_path_factory.mktemp("board") / "many.alliance"
    with create(made) as portfolio:
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
    return made


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, path: Path, tmp_path: Path) -> Iterator[AssessmentPage]:
    theme.apply(qapp, "light")
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    lane = Lane()
    desk = Desk(lane, TODAY, settings)
    desk.opened = Opened(path=path, name="Many")
    opened: list[object] = []
    lane.open(lambda: open_portfolio(path), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    made = AssessmentPage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 860)
    gc.collect()
    gc.freeze()  # what pytest has loaded is not in the window's process
    garbage = GarbageTimer(made)
    made.show()
    with qtbot.waitSignal(made.state.taken, timeout=60_000):
        made.visit(Place("assessment"))
    turn(0.4)
    yield made
    made.hide()
    lane.stop()
    garbage.stop()
    gc.unfreeze()


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


def test_freezing_and_signing_everybody_never_stops_the_window(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    pulse = Pulse()
    reports: list[str] = []
    page.acting.changes.reported.connect(lambda *told: reports.append(f"{told[0]} of {told[1]}"))

    def frozen() -> bool:
        return page.state.frozen is not None and not page.acting.changes.busy

    def in_lane(at: int) -> int:
        return len(page.body.lanes.lanes[at].view.model_of.lines)

    found = []
    steps: list[tuple[str, Callable[[], object], Callable[[], bool]]] = [
        ("dry run", page.dry_run, lambda: page.state._task is None),
        ("freeze", page.acting.freeze, frozen),
        ("sign off", page.acting.sign_all, lambda: not page.acting.changes.busy and in_lane(3) > 0),
        ("undo the signing", page.desk.lane.undo, lambda: page.desk.lane.saved and not in_lane(3)),
        ("redo it", page.desk.lane.redo, lambda: page.desk.lane.saved and in_lane(3) > 0),
    ]
    for name, act, done in steps:
        took = timed(pulse, act, done)
        found.append((name, took, pulse.longest, pulse.by_the_clock))
    signed, to_decide = in_lane(3), in_lane(1)
    print(f"\n{bench_assess.PARTNERS:,} partners, {bench_assess.DEALS:,} deals; {signed:,} signed,"
          f" {to_decide:,} to decide, {len(reports)} reports of progress")  # fmt: skip
    for name, took, longest, clock in found:
        print(f"  {name}: {took:.1f} s, longest standstill {longest:.0f} ms (most {MOST_MS:.0f};"
              f" {clock:.0f} by the clock)")  # fmt: skip
    assert signed + to_decide == bench_assess.PARTNERS
    assert signed > 1_800
    assert len(reports) > 10
    assert max(longest for _, _, longest, _ in found) < MOST_MS


def test_cancelling_a_freeze_stops_it_soon_and_leaves_nothing(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    page.desk.lane.undo()
    page.desk.lane.undo()
    qtbot.waitUntil(lambda: page.desk.lane.saved and page.state.dry is not None, timeout=60_000)
    changes = page.acting.changes
    begun: list[float] = []

    def cancel(done: int, _total: int, _text: str) -> None:
        if done > 400 and not begun:
            begun.append(time.monotonic())
            changes.cancel()

    changes.reported.connect(cancel)
    pulse = Pulse()
    timed(pulse, page.acting.freeze, lambda: not changes.busy)
    print(f"\ncancelled, given up {time.monotonic() - begun[0] - 0.4:.2f} s later, longest"
          f" standstill {pulse.longest:.0f} ms")  # fmt: skip
    assert page.state.frozen is None
    assert pulse.longest < MOST_MS
