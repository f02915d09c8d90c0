"""Risks are drawn on a grid that the mouse, the keys and a screen reader can all use."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.risk_grid import RiskGrid


@pytest.fixture
def grid(qtbot: QtBot) -> RiskGrid:
    made = RiskGrid()
    qtbot.addWidget(made)
    made.show_risks({(4, 5): ["They leave", "Late", "Lost", "Stuck", "Gone"], (1, 1): ["Small"]})
    made.resize(made.sizeHint())
    made.show()
    return made


def test_a_cell_says_its_risks_and_counts_the_rest(grid: RiskGrid) -> None:
    assert grid.words((4, 5)) == (
        "Likelihood high, impact very high: “They leave”, “Late”, “Lost” and 2 more"
    )
    assert grid.words((2, 2)) == "Likelihood low, impact low: no risk"
    assert grid.accessibleName() == "6 open risks by likelihood and impact, 5 grave"


def test_a_click_and_the_keys_pick_a_cell(grid: RiskGrid, qtbot: QtBot) -> None:
    heard: list[tuple[int, int]] = []
    grid.picked.connect(lambda *cell: heard.append(cell))
    assert grid._at == (4, 5)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    spot = grid._square(1, 1).center()
    assert grid.cell_at(spot) == (1, 1)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=spot)
    assert heard == [(5, 4), (1, 1)]
    assert grid.accessibleDescription().endswith("“Small”")


def test_it_is_drawn_with_and_without_risks(grid: RiskGrid) -> None:
    full = grid.grab().toImage()
    grid.show_risks({})
    assert grid.grab().toImage() != full
    assert grid.accessibleName() == "No open risks by likelihood and impact"
