"""Tests that cards stand beside each other only where there is room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.card import Card
from ui.widgets.two_columns import TwoColumns


@pytest.mark.parametrize(("width", "beside"), [(759, False), (760, True), (1200, True)])
def test_columns_stand_beside_each_other_where_there_is_room(
    qtbot: QtBot, width: int, beside: bool
) -> None:
    left, right = Card("Facts"), Card("Notes")
    both = TwoColumns((left,), (right,))
    qtbot.addWidget(both)
    both.resize(theme.px(width), 400)
    both.grab()  # lays it out
    tops = [card.mapTo(both, QPoint(0, 0)).y() for card in (left, right)]
    assert (tops[0] == tops[1]) is beside
