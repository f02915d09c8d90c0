"""A name is found by any part of it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.name_finder import finds_names


def test_a_name_is_found_by_any_part_of_it_however_it_is_written(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setAccessibleName("Partner")
    completer = finds_names(field, ["Northwind", "Söhne & Wind", "Acme"])
    completer.setCompletionPrefix("WIND")
    found = completer.completionModel()
    names = [found.index(row, 0).data() for row in range(found.rowCount())]
    assert names == ["Northwind", "Söhne & Wind"]
    popup = completer.popup()
    assert popup is not None
    assert popup.accessibleName() == "Partner"
