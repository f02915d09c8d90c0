"""Garbage goes soon; what comes in bulk is not looked through while a person works."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui import garbage
from ui.garbage import GarbageTimer

THRESHOLD = 700


class Knot:
    """Holds itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def timer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageTimer]:
    before = gc.get_threshold()
    gc.set_threshold(THRESHOLD, 10, 10)
    monkeypatch.setattr(garbage, "MOST", 5_000)
    gc.collect()
    made = GarbageTimer()
    yield made
    made.stop()
    gc.disable()  # it is freed now, as everything of Qt: not while the interpreter may collect
    gc.set_threshold(*before)


def test_a_little_garbage_is_collected(timer: GarbageTimer) -> None:
    gone = weakref.ref(Knot())
    kept = [[number] for number in range(THRESHOLD + 1)]
    timer.collect()
    assert gone() is None
    assert gc.get_freeze_count() == 0
    assert kept


def test_what_comes_in_bulk_is_set_aside_unseen(timer: GarbageTimer) -> None:
    gone = weakref.ref(Knot())
    kept = [[number] for number in range(5_001)]
    timer.collect()
    assert gc.get_freeze_count() > len(kept)
    assert gc.get_count()[0] < THRESHOLD
    assert gone() is not None


def test_what_was_set_aside_is_collected_once_the_person_is_elsewhere_for_a_while(
    timer: GarbageTimer, qtbot: QtBot
) -> None:
    gone = weakref.ref(Knot())
    kept = [[number] for number in range(5_001)]
    timer.collect()
    timer._away.setInterval(0)
    timer._on_state(Qt.ApplicationState.ApplicationInactive)
    timer._on_state(Qt.ApplicationState.ApplicationActive)
    assert not timer._away.isActive()
    assert gone() is not None
    with qtbot.waitSignal(timer._away.timeout):
        timer._on_state(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: gone() is None)
    assert gc.get_freeze_count() > len(kept)


def test_many_small_collections_never_add_up_to_a_long_one(timer: GarbageTimer) -> None:
    kept, looked = [], []
    for _ in range(40):
        kept.append([[number] for number in range(1_000)])
        before = gc.get_freeze_count()
        timer.collect()
        looked.append(gc.get_freeze_count() > before)
    assert any(looked)
    assert len(kept) == 40
