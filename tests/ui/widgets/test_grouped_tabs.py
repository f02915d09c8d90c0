"""Grouped tabs: two rows, one tab in front, and each group opens where it was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.grouped_tabs import GroupedTabs

TABS = (("a", "Alpha", "One"), ("b", "Beta", "Two"), ("c", "Gamma", "Two"), ("d", "Delta", "Two"))


@pytest.fixture
def bar(qtbot: QtBot) -> GroupedTabs:
    made = GroupedTabs("Parts", TABS)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(bar: GroupedTabs) -> list[str]:
    return [bar.parts.tabText(at) for at in range(bar.parts.count())]


def test_a_group_of_one_has_no_second_row(bar: GroupedTabs) -> None:
    assert bar.current == "a"
    assert not bar.parts.isVisible()
    bar.show_tab("c")
    assert bar.parts.isVisible()
    assert texts(bar) == ["Beta", "Gamma", "Delta"]
    assert (bar.groups.currentIndex(), bar.parts.currentIndex()) == (1, 1)
    assert bar.parts.accessibleName() == "Parts of Two"


def test_showing_a_tab_tells_nothing_and_picking_one_does(bar: GroupedTabs) -> None:
    told: list[str] = []
    bar.picked.connect(told.append)
    bar.show_tab("d")
    assert told == []
    bar.parts.setCurrentIndex(0)
    assert told == ["b"]


def test_a_group_opens_at_the_tab_of_it_that_was_shown_last(bar: GroupedTabs, qtbot: QtBot) -> None:
    told: list[str] = []
    bar.picked.connect(told.append)
    bar.picked.connect(bar.show_tab)
    bar.show_tab("d")
    bar.groups.setCurrentIndex(0)
    bar.groups.setCurrentIndex(1)
    assert told == ["a", "d"]
    qtbot.keyClick(bar.parts, Qt.Key.Key_Left)
    assert told[-1] == "c"


def test_a_title_is_kept_until_its_group_is_shown(bar: GroupedTabs) -> None:
    bar.set_title("a", "Alpha  3")
    bar.set_title("d", "Delta  4")
    assert bar.groups.tabText(0) == "Alpha  3"
    bar.show_tab("b")
    bar.set_title("b", "Beta  1")
    assert texts(bar) == ["Beta  1", "Gamma", "Delta  4"]
    assert bar.title("d") == "Delta  4"
