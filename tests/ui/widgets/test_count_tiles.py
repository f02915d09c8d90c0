"""Counts side by side: one is chosen by mouse or arrow keys and stays chosen over new counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.count_tiles import Count, CountTiles


def counts(new: int, same: int) -> list[Count]:
    return [
        Count("new", "New", new, "circle-plus", "met"),
        Count("same", "Same", same, "circle-check", "text_2"),
    ]


@pytest.fixture
def tiles(qtbot: QtBot) -> CountTiles:
    made = CountTiles()
    qtbot.addWidget(made)
    made.show_counts(counts(1204, 0))
    made.set_current("new")
    made.show()
    return made


def test_a_tile_tells_its_count_to_a_screen_reader(tiles: CountTiles) -> None:
    assert tiles.tiles["new"].accessibleName() == "New: 1,204"


def test_a_click_and_the_arrow_keys_choose(qtbot: QtBot, tiles: CountTiles) -> None:
    with qtbot.waitSignal(tiles.chosen, timeout=100) as told:
        QTest.mouseClick(tiles.tiles["same"], Qt.MouseButton.LeftButton)
    assert told.args == ["same"]
    with qtbot.waitSignal(tiles.chosen, timeout=100) as told:
        QTest.keyClick(tiles.tiles["same"], Qt.Key.Key_Left)
    assert told.args == ["new"]


def test_new_counts_keep_what_is_chosen(tiles: CountTiles) -> None:
    tiles.set_current("same")
    tiles.show_counts(counts(3, 4))
    assert tiles.current == "same"
    assert tiles.tiles["same"].accessibleName() == "Same: 4"
