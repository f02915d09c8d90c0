"""Freezing and signing 2,000 partners with 200,000 deals in the window: the longest standstill."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.store.portfolio import create
from tests.benchmarks import bench_assess
from tests.benchmarks.measuring import (
    MOST_MS,
    Pulse,
    fill_with_participants,
    open_page,
    timed,
    turn,
)
from ui.desk import Place
from ui.pages.assessment import AssessmentPage

TODAY = date(2022, 1, 10)

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("board") / "many.alliance"
    with create(made) as portfolio:
        fill_with_participants(portfolio)
    return made


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, path: Path) -> Iterator[AssessmentPage]:
    with open_page(AssessmentPage, path, TODAY, qapp, qtbot) as made:
        with qtbot.waitSignal(made.state.taken, timeout=60_000):
            made.visit(Place("assessment"))
        turn(0.4)
        yield made


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
