"""A day in a cell has the room and the calendar of a field; boxes are ticked in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ui.tables.columns import Column
from ui.tables.field_cells import FieldDelegate
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.field_editors import DayEditor
from ui.widgets.field_values import field_kind

TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    due: date | None


@pytest.fixture
def edits() -> list[Any]:
    return []


@pytest.fixture
def view(qtbot: QtBot, edits: list[Any]) -> TableView:
    day = field_kind("date", today=TODAY)
    columns = [
        Column("Name", lambda r: r.name, editable=True, stretch=True),
        Column("Due", lambda r: r.due, text=lambda r: day.show(r.due), width=60, editable=True,
               role="date"),
    ]  # fmt: skip
    model = TableModel(
        columns,
        [Row(1, "One", date(2026, 9, 30)), Row(2, "Two", None)],
        on_edit=lambda row_id, column, text: edits.append((row_id, column.title, text)),
    )
    delegate = FieldDelegate(lambda column, _: day if column.role == "date" else None, model)
    made = TableView(model, "Deals", compact=True, delegate=delegate)
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    made.setCurrentIndex(model.index(0, 1))
    qtbot.keyClick(made, Qt.Key.Key_F2)
    return made


def day_of(view: TableView) -> DayEditor:
    found = view.indexWidget(view.currentIndex())
    assert isinstance(found, DayEditor)
    return found


def test_the_editor_of_a_narrow_column_is_as_wide_as_a_day_needs(view: TableView) -> None:
    editor = day_of(view)
    assert view.columnWidth(1) < editor.width()
    words = editor.line.fontMetrics().horizontalAdvance("30 Sep 2026")
    assert editor.line.width() >= words + 16
    assert view.viewport().rect().contains(editor.geometry())


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_F4, None)],
)
def test_the_calendar_opens_on_the_day_and_its_pick_is_taken(
    view: TableView, qtbot: QtBot, edits: list[Any], key: Qt.Key, held: Any
) -> None:
    editor = day_of(view)
    qtbot.keyClick(editor.line, key, held or Qt.KeyboardModifier.NoModifier)
    assert editor.popup is not None
    assert editor.popup.isVisible()
    assert editor.popup.calendar.selectedDate() == QDate(2026, 9, 30)
    assert edits == []  # leaving for the calendar is not leaving the cell
    editor.popup.calendar.activated.emit(QDate(2026, 10, 1))
    assert edits == [(1, "Due", "1 Oct 2026")]
    assert view.current_id() == 2


def test_no_day_empties_the_cell(view: TableView, edits: list[Any]) -> None:
    editor = day_of(view)
    editor.open_calendar()
    assert editor.popup is not None
    editor.popup.picked.emit(None)
    assert edits == [(1, "Due", "")]


def test_a_calendar_that_is_put_away_leaves_the_editor_open(
    view: TableView, qtbot: QtBot, edits: list[Any]
) -> None:
    editor = day_of(view)
    editor.open_calendar()
    assert editor.popup is not None
    editor.popup.close()
    assert day_of(view) is editor
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert view.indexWidget(view.currentIndex()) is None
    assert edits == []


def test_a_line_is_wide_enough_for_what_is_in_it(view: TableView, qtbot: QtBot) -> None:
    model = view.model()
    assert isinstance(model, TableModel)
    model.set_rows([Row(1, "A name that is longer than its column", None)])
    view.setColumnWidth(1, 320)  # which leaves the name the least it may have
    view.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    line = view.indexWidget(view.currentIndex())
    assert line is not None
    words = line.fontMetrics().horizontalAdvance("A name that is longer than its column")
    assert line.width() > words > view.columnWidth(0)


def test_a_choice_that_depends_on_the_row_is_a_box_with_that_rows_choices(qtbot: QtBot) -> None:
    rows = [Row(1, "One", None), Row(2, "Two", None)]

    def others(_: Column, row: Row) -> Any:
        return field_kind("choice", choices=[(r.id, r.name) for r in rows if r.id != row.id])

    model = TableModel([Column("Needs", lambda r: r.name, editable=True)], rows, on_edit=print)
    made = TableView(model, "Items", compact=True, delegate=FieldDelegate(others, model))
    qtbot.addWidget(made)
    made.show()
    made.setCurrentIndex(model.index(0, 0))
    made.edit(made.currentIndex())
    box = made.indexWidget(made.currentIndex())
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["Two"]
