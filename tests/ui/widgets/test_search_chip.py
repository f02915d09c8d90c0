"""A chip over many names: type to find, tick with the keyboard, clear with Delete."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.search_chip import SearchChip
from ui.widgets.search_field import SearchField

NAMES = [(1, "Northwind"), (2, "Émile & Fils"), (3, "Weltbau")]


@pytest.fixture
def chip(qtbot: QtBot) -> SearchChip:
    made = SearchChip("Partner")
    qtbot.addWidget(made)
    made.set_options(NAMES)
    made.show()
    return made


def popup(chip: SearchChip) -> QWidget:
    QTest.keyClick(chip, Qt.Key.Key_Down)
    found = QApplication.activePopupWidget()
    assert found is not None
    return found


def names(shown: QWidget) -> QListView:
    found = shown.findChild(QListView)
    assert found is not None
    return found


def listed(shown: QWidget) -> list[str]:
    model = names(shown).model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_a_name_is_found_without_accents_and_ticked_with_the_keyboard(
    qtbot: QtBot, chip: SearchChip
) -> None:
    shown = popup(chip)
    field = shown.findChild(SearchField)
    assert field is not None
    QTest.keyClicks(field, "emile")
    assert listed(shown) == ["Émile & Fils"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(chip.changed, timeout=100) as told:
        QTest.keyClick(names(shown), Qt.Key.Key_Space)
    assert told.args == [{2}]
    assert chip.text() == "Partner: Émile & Fils"
    shown.close()


def test_what_is_chosen_stands_first_when_the_list_opens(chip: SearchChip) -> None:
    chip.set_chosen([3])
    shown = popup(chip)
    assert listed(shown) == ["Weltbau", "Northwind", "Émile & Fils"]
    shown.close()


def test_many_are_counted_and_delete_clears_them(qtbot: QtBot, chip: SearchChip) -> None:
    chip.set_chosen([1, 2, 3])
    assert chip.text() == "Partner: Northwind and 2 more"
    with qtbot.waitSignal(chip.changed, timeout=100) as told:
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert (told.args, chip.chosen, chip.text()) == ([set()], set(), "Partner: any")


def test_what_is_not_offered_any_more_is_not_chosen(chip: SearchChip) -> None:
    chip.set_chosen([1, 3])
    chip.set_options(NAMES[:1])
    assert chip.chosen == {1}
