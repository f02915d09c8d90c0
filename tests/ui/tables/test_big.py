"""A big table finds and sorts outside the window and shows what it is handed, record by record."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.tables import big
from ui.tables.big import BigTableModel, Rows, Wanted
from ui.tables.columns import Column
from ui.tables.model import TableModel


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    place: str
    worth: int | None = None


COLUMNS = [
    Column("Name", lambda r: r.name, sub=lambda r: r.place, editable=True),
    Column("Worth", lambda r: r.worth, role="number", editable=True),
]
ROWS = [Row(3, "Émile", "Lyon", 5), Row(1, "contoso", "Chicago"), Row(2, "Northwind", "Lyon", 9)]


def rows() -> Rows:
    return Rows(list(ROWS), COLUMNS)


def ids(wanted: Wanted) -> list[int]:
    return [row.id for row in rows().arrange(wanted).rows]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Wanted(), [3, 1, 2]),
        (Wanted("LYON"), [3, 2]),
        (Wanted("lyon emile"), [3]),
        (Wanted("nobody"), []),
        (Wanted(among=(("place", frozenset(["Lyon"])), ("worth", frozenset([9])))), [2]),
        (Wanted(sort=0), [1, 3, 2]),
        (Wanted(sort=1), [3, 2, 1]),
        (Wanted(sort=1, descending=True), [2, 3, 1]),
    ],
)
def test_rows_are_found_and_sorted_with_the_empty_ones_last(wanted, shown):
    assert ids(wanted) == shown


@given(st.lists(st.none() | st.integers(-9, 9)), st.booleans())
def test_runs_that_are_merged_sort_as_the_small_table_does(worths, descending):
    made = [Row(n, "", "", worth) for n, worth in enumerate(worths)]
    small = TableModel(COLUMNS, made)
    small.sort(1, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
    before, big._RUN = big._RUN, 3
    try:
        found = Rows(made, COLUMNS).arrange(Wanted(sort=1, descending=descending))
    finally:
        big._RUN = before
    assert [row.id for row in found.rows] == [row.id for row in small.rows]


def test_an_edited_row_stays_where_it_is_until_the_list_is_sorted_again() -> None:
    before = rows()
    shown = before.arrange(Wanted(sort=1))
    after = Rows([replace(row, worth=1) if row.id == 2 else row for row in ROWS], COLUMNS)
    followed = after.follow(before, shown)
    assert followed is not None
    assert [(row.id, row.worth) for row in followed.rows] == [(3, 5), (2, 1), (1, None)]
    assert [row.id for row in after.arrange(Wanted(sort=1)).rows] == [2, 3, 1]


def test_when_a_record_came_or_went_the_list_is_made_anew() -> None:
    before = rows()
    fewer = Rows(ROWS[1:], COLUMNS)
    other = Rows([*ROWS[1:], Row(9, "New", "")], COLUMNS)
    shown = before.arrange(Wanted())
    assert fewer.follow(before, shown) is None
    assert other.follow(before, shown) is None


def test_one_replaced_row_is_found_and_sorted_by_its_new_values() -> None:
    made = rows()
    made.arrange(Wanted(sort=1))
    made.put(Row(1, "Contoso", "Oslo", 99))
    assert [row.id for row in made.arrange(Wanted("oslo")).rows] == [1]
    assert [row.id for row in made.arrange(Wanted(sort=1, descending=True)).rows] == [1, 2, 3]


@pytest.fixture
def model(qapp: object) -> BigTableModel:
    model = BigTableModel(COLUMNS)
    made = rows()
    model.show_rows(made, made.arrange(Wanted()))
    return model


def test_the_model_keeps_qts_promises(model: BigTableModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_sorting_asks_for_an_order_and_moves_nothing_itself(
    qtbot: QtBot, model: BigTableModel
) -> None:
    with qtbot.waitSignal(model.order_wanted, timeout=100):
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.sorted_by == (1, Qt.SortOrder.DescendingOrder)
    assert [row.id for row in model.rows] == [3, 1, 2]


def test_new_values_in_place_reset_nothing(qtbot: QtBot, model: BigTableModel) -> None:
    before = rows()
    shown = before.arrange(Wanted())
    model.show_rows(before, shown)
    after = Rows([replace(row, worth=7) for row in ROWS], COLUMNS)
    followed = after.follow(before, shown)
    assert followed is not None
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged, timeout=100):
        model.show_rows(after, followed)
    assert [row.worth for row in model.rows] == [7, 7, 7]
    model.put(Row(1, "contoso", "Chicago", 8))
    assert model.row_at(model.position(1)).worth == 8
