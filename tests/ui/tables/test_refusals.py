"""A refused cell stays open with what was typed, and its sentence goes when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.refusals import Refusals
from ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    stage: str


ROWS = [Row(1, "One", "a"), Row(2, "Two", "b")]


@pytest.fixture
def table(qtbot: QtBot) -> Refusals:
    """Takes every text but those that begin with "bad"."""

    def take(row_id: int, column: Column, text: str) -> None:
        if text.startswith("bad"):
            made.reopen(row_id, column.name, text, f"{text} can't stand.")

    columns = [Column("Name", lambda r: r.name, editable=True, name="name"),
               Column("Stage", lambda r: r.stage, editable=True, name="stage")]  # fmt: skip
    model = TableModel(columns, ROWS, on_edit=take)
    view = TableView(model, "Deals")
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    made = Refusals(view, model)
    return made


def line(table: Refusals) -> QLineEdit:
    view = table._view
    found = view.indexWidget(view.currentIndex())
    assert isinstance(found, QLineEdit)
    return found


@pytest.fixture
def refused(table: Refusals, qtbot: QtBot) -> Refusals:
    table._view.setFocus()
    table.edit(2, "stage")
    line(table).setText("bad")
    qtbot.keyClick(line(table), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.is_shown)
    return table


def test_it_is_said_under_the_cell_which_is_open_on_what_was_typed(refused: Refusals) -> None:
    assert refused.sentence == "bad can't stand."
    assert (line(refused).text(), line(refused).hasFocus()) == ("bad", True)
    assert line(refused).accessibleDescription() == "bad can't stand."
    assert refused._view.current_id() == 2


def escape(table: Refusals, qtbot: QtBot) -> None:
    qtbot.keyClick(line(table), Qt.Key.Key_Escape)


def type_again(table: Refusals, qtbot: QtBot) -> None:
    qtbot.keyClicks(line(table), "x")


def take_what_was_there(table: Refusals, qtbot: QtBot) -> None:
    line(table).setText("b")
    qtbot.keyClick(line(table), Qt.Key.Key_Return)


def go_elsewhere(table: Refusals, qtbot: QtBot) -> None:
    line(table).setText("fine")
    table._view.setCurrentIndex(table._model.index(0, 0))


def read_anew(table: Refusals, qtbot: QtBot) -> None:
    table._model.set_rows(ROWS)


@pytest.mark.parametrize(
    "act", [escape, type_again, take_what_was_there, go_elsewhere, read_anew]
)  # fmt: skip
def test_the_sentence_goes_when(
    refused: Refusals, qtbot: QtBot, act: Callable[[Refusals, QtBot], None]
) -> None:
    act(refused, qtbot)
    assert (refused.sentence, refused.is_shown) == ("", False)


def test_refused_again_it_is_said_again(refused: Refusals, qtbot: QtBot) -> None:
    line(refused).setText("bad too")
    qtbot.keyClick(line(refused), Qt.Key.Key_Tab)
    view = refused._view
    qtbot.waitUntil(lambda: view.indexWidget(view.currentIndex()) is not None)
    assert (line(refused).text(), refused.sentence) == ("bad too", "bad too can't stand.")
    assert refused.is_shown


def test_a_record_that_is_gone_by_then_is_not_spoken_of(table: Refusals, qtbot: QtBot) -> None:
    table.reopen(7, "stage", "bad", "bad can't stand.")
    qtbot.waitUntil(lambda: table.sentence == "")
    assert not table.is_shown
