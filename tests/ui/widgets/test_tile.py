"""Tiles in a row keep one height, whatever is in them and however large the text is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import paint, theme
from ui.widgets.tile import Tile, TileRow


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_value_that_is_written_smaller_does_not_make_its_tile_lower(
    qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    tiles = [Tile("Tier", "Gold", "All gates hold"), Tile("Part", "Invitation accepted", "Since")]
    row = TileRow(tiles)
    qtbot.addWidget(row)
    row.resize(2 * theme.px(200), 200)
    row.show()
    theme.apply(qapp, "light", scale)  # with the tiles on show
    row.resize(2 * theme.px(200), 200)
    qtbot.waitUntil(lambda: tiles[0].y() == tiles[1].y())
    wide = paint.metrics("title").horizontalAdvance("Invitation accepted")
    assert wide > tiles[1].width() - 34  # it is the smaller one
    assert tiles[0].sizeHint().height() == tiles[1].sizeHint().height()
    assert tiles[0].geometry().height() == tiles[1].geometry().height()
