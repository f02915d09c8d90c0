"""The waterfall of a movement: bars to walk and to click, told in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.movement_words import BarWords
from ui.widgets.movement_chart import MovementChart

BARS = [
    BarWords("opening", "Opening", "$100", "2 deals", 100, True, "Opening: $100 in 2 deals"),
    BarWords("won", "Won", "−$40", "1 deal", -40, False, "Won: 1 deal, −$40"),
    BarWords("added", "Added", "+$10", "1 deal", 10, False, "Added: 1 deal, +$10"),
    BarWords("closing", "Closing", "$70", "2 deals", 70, True, "Closing: $70 in 2 deals"),
]


@pytest.fixture
def chart(qtbot: QtBot) -> MovementChart:
    made = MovementChart("Movement")
    qtbot.addWidget(made)
    made.resize(640, 240)
    made.set_bars(BARS, "closing")
    made.show()
    return made


@pytest.fixture
def picked(chart: MovementChart) -> list[str]:
    heard: list[str] = []
    chart.picked.connect(heard.append)
    return heard


def test_all_of_it_is_told_to_who_cannot_see_it(chart: MovementChart) -> None:
    for bar in BARS:
        assert bar.told in chart.accessibleName()
    assert chart.accessibleDescription() == "Closing: $70 in 2 deals"


def test_the_arrow_keys_walk_from_bar_to_bar(
    qtbot: QtBot, chart: MovementChart, picked: list[str]
) -> None:
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left,
            Qt.Key.Key_End)  # fmt: skip
    for key in keys:
        qtbot.keyClick(chart, key)
    assert picked == ["added", "won", "added", "opening", "closing"]
    assert chart.current == "closing"


def test_a_click_anywhere_over_or_under_a_bar_chooses_it(
    qtbot: QtBot, chart: MovementChart, picked: list[str]
) -> None:
    middle = round(chart.box(chart._made.bars[1]).center().x())
    for y in (3, chart.height() - 3):
        chart.set_current("")
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(middle, y))
    assert picked == ["won", "won"]


def test_bars_stand_inside_and_join(chart: MovementChart) -> None:
    boxes = [chart.box(bar) for bar in chart._made.bars]
    assert all(chart.rect().toRectF().contains(box) for box in boxes)
    assert boxes[1].top() == pytest.approx(boxes[0].top())
    assert boxes[2].bottom() == pytest.approx(boxes[1].bottom())


def test_a_cut_axis_is_told(chart: MovementChart) -> None:
    assert not chart.cut
    chart.set_bars([BARS[0], BarWords("won", "Won", "−$1", "", -1, False, "Won"),
                    BarWords("closing", "Closing", "$99", "", 99, True, "Closing")])  # fmt: skip
    assert chart.cut
    assert chart.accessibleName().endswith("the axis is cut")
    chart.grab()


def test_nothing_to_draw_is_no_fault(qtbot: QtBot, chart: MovementChart, picked: list[str]) -> None:
    chart.set_bars([])
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    chart.grab()
    assert picked == []
