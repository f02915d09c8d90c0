"""Tables sort and filter their own rows, and a selection means records, not places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui import theme
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    place: str
    tier: str
    worth: int | None
    due: date | None


BIG = 2**62
ROWS = [
    Row(BIG + 1, "Northwind", "Munich", "Gold", 160_000, date(2026, 12, 11)),
    Row(BIG + 2, "contoso", "Chicago", "Silver", None, None),
    Row(BIG + 3, "Émile & Fils", "Lyon", "Gold", 48_000, date(2026, 11, 30)),
]


def columns() -> list[Column]:
    return [
        Column("Partner", lambda r: r.name, sub=lambda r: r.place, role="partner", editable=True),
        Column(
            "Tier",
            lambda r: r.tier,
            role="pill",
            spoken=True,
            choices=("Gold", "Silver"),
            editable=True,
        ),
        Column(
            "Pipeline",
            lambda r: r.worth,
            role="money",
            text=lambda r: f"${r.worth or 0:,}",
            plain=lambda r: str(r.worth or ""),
        ),
        Column("Due", lambda r: r.due, role="date", editable=True),
    ]


@pytest.fixture
def edits() -> list[Any]:
    return []


@pytest.fixture
def model(qapp: object, edits: list[Any]) -> TableModel:
    return TableModel(columns(), ROWS, on_edit=lambda i, c, text: edits.append((i, c.title, text)))


@pytest.fixture
def view(model: TableModel, qtbot: QtBot) -> TableView:
    view = TableView(model, "Partners")
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    return view


def names(model: TableModel) -> list[str]:
    return [row.name for row in model.rows]


def test_the_model_keeps_qts_promises(model: TableModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_words_sort_without_regard_to_case_and_accents(model: TableModel) -> None:
    model.sort(0)
    assert names(model) == ["contoso", "Émile & Fils", "Northwind"]


@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_what_is_empty_sorts_last_both_ways(model: TableModel, order: Qt.SortOrder) -> None:
    model.sort(2, order)
    assert names(model)[-1] == "contoso"


def test_the_filter_wants_every_word_in_any_searched_cell(model: TableModel) -> None:
    model.set_filter("emile lyon")
    assert names(model) == ["Émile & Fils"]
    model.set_filter("gold")
    assert names(model) == ["Northwind", "Émile & Fils"]
    model.set_predicate(lambda row: (row.worth or 0) > 100_000)
    assert names(model) == ["Northwind"]
    model.set_filter("")
    model.set_predicate(None)
    assert len(names(model)) == 3


def test_an_edit_does_not_move_or_hide_the_row_until_the_list_is_asked_anew(
    model: TableModel,
) -> None:
    model.sort(0)
    model.set_filter("contoso")
    model.refresh([ROWS[0], replace(ROWS[1], name="Zeta"), ROWS[2]])
    assert names(model) == ["Zeta"]
    model.set_rows(model.all_rows)
    assert names(model) == []


def test_a_new_record_sorts_into_its_place(model: TableModel) -> None:
    model.sort(0)
    model.refresh([*ROWS, Row(9, "Datum", "Leeds", "Silver", 1, None)])
    assert names(model) == ["contoso", "Datum", "Émile & Fils", "Northwind"]


def test_a_cell_reads_aloud_as_a_sentence(model: TableModel) -> None:
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Partner: Northwind, Munich, tier Gold"
    assert model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Due: none"


def test_the_selection_stays_with_its_record(view: TableView, model: TableModel) -> None:
    view.select_ids([BIG + 3], BIG + 3)
    model.sort(0)
    assert view.selected_ids() == [BIG + 3]
    model.set_rows(reversed(ROWS))
    assert (view.selected_ids(), view.current_id()) == ([BIG + 3], BIG + 3)
    model.set_filter("northwind")
    assert view.selected_ids() == []


def test_enter_opens_the_record(view: TableView, qtbot: QtBot) -> None:
    view.select_ids([BIG + 1], BIG + 1)
    with qtbot.waitSignal(view.opened) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == [BIG + 1]


def editor(view: TableView) -> QLineEdit:
    found = view.viewport().findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_typing_edits_and_enter_commits_and_goes_down(
    view: TableView, qtbot: QtBot, edits: list[Any]
) -> None:
    view.select_ids([BIG + 1], BIG + 1)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(view), "Acme")
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    assert edits == [(BIG + 1, "Partner", "Acme")]
    assert view.current_id() == BIG + 2


def place(view: TableView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def test_tab_goes_to_the_next_cell_to_edit_and_enter_comes_back_to_where_it_began(
    view: TableView, qtbot: QtBot, edits: list[Any]
) -> None:
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClick(editor(view), Qt.Key.Key_Tab)
    assert place(view) == (0, 1)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert place(view) == (0, 3)  # the sum between them can't be edited
    qtbot.keyClick(view, Qt.Key.Key_F2)
    field = view.viewport().findChildren(QLineEdit)[-1]
    qtbot.keyClicks(field, "1 Jan")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert edits == [(BIG + 1, "Due", "1 Jan")]
    assert place(view) == (1, 0)


def test_a_cell_that_was_chosen_otherwise_is_where_enter_comes_back_to(
    view: TableView, qtbot: QtBot
) -> None:
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    view.setCurrentIndex(view.model().index(1, 3))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    assert place(view) == (2, 3)


def test_tab_goes_over_the_end_of_a_row_and_out_after_the_last_cell(
    qtbot: QtBot, model: TableModel
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    before, view, after = QLineEdit(), TableView(model, "Partners"), QLineEdit()
    for part in (before, view, after):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    view.horizontalHeader().moveSection(3, 0)  # as they are shown: due, partner, tier
    view.setColumnHidden(1, True)
    view.setFocus()
    view.setCurrentIndex(model.index(1, 3))
    stops = []
    while view.hasFocus():
        stops.append(place(view))
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert (stops, after.hasFocus()) == ([(1, 3), (1, 0), (2, 3), (2, 0)], True)
    view.setFocus()
    view.setCurrentIndex(model.index(1, 3))
    stops = []
    while view.hasFocus():
        stops.append(place(view))
        qtbot.keyClick(view, Qt.Key.Key_Backtab)
    assert (stops, before.hasFocus()) == ([(1, 3), (0, 0), (0, 3)], True)
    view.setFocus()
    view.edit(model.index(0, 0))
    qtbot.keyClick(editor(view), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert after.hasFocus()
    view.setFocus()
    model.on_edit = None
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()  # nothing to edit, nothing to stop at


def test_shift_f10_asks_for_the_menu_of_the_current_row(
    view: TableView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.tables.view._NO_MENU_KEY", True)
    asked: list[Any] = []
    view.customContextMenuRequested.connect(asked.append)
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_F10)  # alone it is the window's
    assert [view.indexAt(spot).row() for spot in asked] == [1]


def test_escape_gives_the_cell_back(view: TableView, qtbot: QtBot, edits: list[Any]) -> None:
    view.select_ids([BIG + 1], BIG + 1)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(view), "Acme")
    qtbot.keyClick(editor(view), Qt.Key.Key_Escape)
    assert edits == []


def open_choices(view: TableView, qtbot: QtBot) -> QComboBox:
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 1))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    box = view.viewport().findChildren(QComboBox)[-1]
    qtbot.waitUntil(box.view().isVisible)
    return box


def test_tab_in_an_open_list_takes_what_is_marked_and_goes_on(
    view: TableView, qtbot: QtBot, edits: list[Any]
) -> None:
    box = open_choices(view, qtbot)
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Tab)
    assert edits == [(BIG + 1, "Tier", "Silver")]
    assert place(view) == (0, 3)


def test_escape_in_an_open_list_gives_the_cell_back_at_once(
    view: TableView, qtbot: QtBot, edits: list[Any]
) -> None:
    box = open_choices(view, qtbot)
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Escape)
    assert edits == []
    assert view.state() == TableView.State.NoState


def test_copy_gives_bare_figures_to_a_spreadsheet(view: TableView, qtbot: QtBot) -> None:
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Northwind\tGold\t160000\t2026-12-11"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_C, both)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[0] == "Partner\tTier\tPipeline\tDue"
    assert "<td>Émile &amp; Fils</td>" in data.html()


def test_delete_and_fill_down_ask_for_records(view: TableView, qtbot: QtBot) -> None:
    view.select_ids([BIG + 1, BIG + 2, BIG + 3], BIG + 1)
    with qtbot.waitSignal(view.delete_requested) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert heard.args[0] == [BIG + 1, BIG + 2, BIG + 3]
    with qtbot.waitSignal(view.fill_down_requested) as heard:
        qtbot.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert heard.args[1:] == [BIG + 1, [BIG + 2, BIG + 3]]


def test_fill_down_takes_the_row_above_where_one_row_is_selected(
    view: TableView, qtbot: QtBot
) -> None:
    heard: list[Any] = []
    view.fill_down_requested.connect(lambda *words: heard.append(words[1:]))
    for row in (BIG + 1, BIG + 2):  # above the first there is none
        view.select_ids([row], row)
        qtbot.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert heard == [(BIG + 1, [BIG + 2])]


def test_no_key_changes_what_cannot_be_edited(
    view: TableView, model: TableModel, qtbot: QtBot
) -> None:
    model.on_edit = None
    view.select_ids([BIG + 1, BIG + 2], BIG + 1)
    view.selectionModel().setCurrentIndex(
        model.index(0, 3), view.selectionModel().SelectionFlag.NoUpdate
    )
    control = Qt.KeyboardModifier.ControlModifier
    with (
        qtbot.assertNotEmitted(view.today_requested),
        qtbot.assertNotEmitted(view.fill_down_requested),
    ):
        qtbot.keyClick(view, Qt.Key.Key_Semicolon, control)
        qtbot.keyClick(view, Qt.Key.Key_D, control)


def test_a_saved_layout_comes_back(view: TableView, model: TableModel, qtbot: QtBot) -> None:
    view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    view.horizontalHeader().moveSection(3, 0)
    view.setColumnHidden(1, True)
    saved = view.saved_state()
    other = TableView(TableModel(columns(), ROWS), "Partners")
    qtbot.addWidget(other)
    other.resize(view.size())
    other.show()
    other.restore_state(saved)
    assert other.saved_state() == saved
    assert other.isColumnHidden(1)


def test_a_width_that_was_pulled_stays_in_the_other_theme_and_grows_with_the_text(
    view: TableView, qapp: QApplication
) -> None:
    view.setColumnWidth(0, 201)
    theme.apply(qapp, "dark")
    assert view.columnWidth(0) == 201
    theme.apply(qapp, "dark", 1.5)
    assert view.columnWidth(0) == 302
    saved = view.saved_state()
    assert saved["columns"][0]["width"] == 201
    theme.apply(qapp, "light", 1.0)
    view.setColumnWidth(0, 100)
    view.restore_state(saved)
    assert view.columnWidth(0) == 201


def test_columns_fill_the_view_and_never_shrink_below_reading(view: TableView) -> None:
    total = sum(view.columnWidth(at) for at in range(4))
    assert total == view.viewport().width()
    view.resize(200, 300)
    assert all(view.columnWidth(at) >= 56 for at in range(4))


def test_new_values_of_some_rows_move_nothing_until_they_settle(view: TableView) -> None:
    model = view.model()
    assert isinstance(model, TableModel)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    before = [row.id for row in model.rows]
    model.update_rows([replace(ROWS[0], name="Adatum", place="Oslo"), replace(ROWS[0], id=7)])
    assert [row.id for row in model.rows] == before
    model.settle()
    assert names(model)[0] == "Adatum"
    model.set_filter("oslo")
    assert names(model) == ["Adatum"]


def test_a_refresh_does_not_overwrite_what_is_being_typed(view: TableView, qtbot: QtBot) -> None:
    model = view.model()
    assert isinstance(model, TableModel)
    view.setCurrentIndex(model.index(0, 0))
    view.edit(model.index(0, 0))
    field = editor(view)
    qtbot.keyClicks(field, "Typed")
    model.refresh([replace(row, worth=1) for row in ROWS])
    assert field.text() == "Typed"


def test_a_row_is_found_by_id_though_the_filter_hides_it(model: TableModel) -> None:
    model.set_filter("lyon")
    assert (model.rowCount(), model.count) == (1, 3)
    assert model.find(BIG + 1) == ROWS[0]
    assert model.find(7) is None


def two_texts(name: str, gap: str) -> tuple[list[Column], list[Any]]:
    made = [
        Column("Partner", lambda row: row.name, width=120, gives=True),
        Column("Gap", lambda row: gap, width=100, stretch=True),
        Column("Sum", lambda row: "1", width=80),
    ]
    return made, [replace(row, name=name) for row in ROWS]


def shown(qtbot: QtBot, name: str, gap: str, wide: int) -> TableView:
    made, rows = two_texts(name, gap)
    view = TableView(TableModel(made, rows), "Partners")
    qtbot.addWidget(view)
    view.resize(wide, 300)
    view.show()
    view.size_columns()
    return view


def needed(view: TableView, column: int) -> int:
    return view.width_for(view.table.columns[column], view.table.rows[0])


def test_no_name_is_cut_beside_free_room(qtbot: QtBot) -> None:
    view = shown(qtbot, "Brambleforge Detection and Response", "None", 900)
    assert view.columnWidth(0) == needed(view, 0)
    assert sum(map(view.columnWidth, range(3))) == view.viewport().width()


def test_scarce_room_is_shared_between_the_name_and_the_column_that_stretches(
    qtbot: QtBot,
) -> None:
    view = shown(qtbot, "n" * 60, "g" * 60, 600)
    assert view.columnWidth(0) < needed(view, 0)
    assert abs(view.columnWidth(0) - view.columnWidth(1)) <= 1


def test_of_two_columns_that_give_the_first_keeps_its_words_in_a_window_made_smaller(
    qtbot: QtBot,
) -> None:
    made, rows = two_texts("Brambleforge Detection", "g" * 40)
    made.insert(2, Column("Decision", lambda row: "d" * 40, width=80, gives=True))
    view = TableView(TableModel(made, rows), "Partners")
    qtbot.addWidget(view)
    view.resize(1400, 300)
    view.show()
    view.size_columns()
    view.resize(620, 300)
    assert view.columnWidth(0) == needed(view, 0)
    assert 80 <= view.columnWidth(2) < needed(view, 2)
    assert sum(map(view.columnWidth, range(4))) == view.viewport().width()


def test_of_several_columns_that_give_none_but_the_one_that_stretches_has_half_of_the_room(
    qtbot: QtBot,
) -> None:
    made, rows = two_texts("n" * 60, "g" * 60)
    made[2:2] = [Column(word, lambda row: "d" * 60, width=80, gives=True) for word in "AB"]
    view = TableView(TableModel(made, rows), "Partners")
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    view.size_columns()
    spare = view.viewport().width() - (120 + 100 + 80 + 80 + 80)
    assert view.columnWidth(1) == 100 + spare - spare // 2


def test_home_and_end_go_to_the_ends_of_a_list_without_cells_to_edit(qtbot: QtBot) -> None:
    view = shown(qtbot, "One", "None", 600)
    view.setCurrentIndex(view.table.index(0, 1))
    last = len(view.table.rows) - 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert (view.currentIndex().row(), len(view.selected_ids())) == (last, 1)
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert (view.currentIndex().row(), len(view.selected_ids())) == (0, last + 1)


def test_home_and_end_stay_in_the_row_where_its_cells_can_be_edited(
    view: TableView, qtbot: QtBot
) -> None:
    view.setCurrentIndex(view.table.index(1, 1))
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex() == view.table.index(1, 3)


def test_where_the_column_that_stretches_is_hidden_one_that_gives_takes_what_is_left(
    qtbot: QtBot,
) -> None:
    view = shown(qtbot, "Brambleforge Detection and Response", "g" * 40, 600)
    view.setColumnHidden(1, True)
    assert view.columnWidth(0) == view.viewport().width() - 80


def test_widths_that_nobody_chose_are_not_kept(qtbot: QtBot) -> None:
    made, rows = two_texts("One", "None")
    view = TableView(TableModel(made), "Partners")
    qtbot.addWidget(view)
    kept = [view.saved_state()]  # before it was ever shown
    view.table.set_rows(rows)
    kept.append(view.saved_state())
    assert [{c["width"] for c in state["columns"]} for state in kept] == [{0}, {0}]
    view.restore_state(kept[0])
    assert view.columnWidth(2) == 80
    view.setColumnWidth(2, 90)
    assert view.saved_state()["columns"][2]["width"] == 90


def test_a_column_that_was_pulled_is_not_fitted_again(qtbot: QtBot) -> None:
    view = shown(qtbot, "One", "None", 900)
    view.setColumnWidth(0, 300)
    view.widths.fit()
    view.resize(500, 300)
    assert view.columnWidth(0) == 300


def test_a_table_as_high_as_its_rows_has_nothing_to_scroll(qtbot: QtBot) -> None:
    view = shown(qtbot, "One", "None", 600)
    for high, rows_over in ((view.height_of(99), 0), (view.height_of(2), 1)):
        view.resize(600, high)
        assert (view.verticalScrollBar().maximum() > 0) == bool(rows_over)


def test_columns_that_give_way_come_back_with_the_room(qtbot: QtBot) -> None:
    view = shown(qtbot, "One", "None", 600)
    view.widths.giving_way = ((2, 500),)
    hidden = []
    for wide in (500, 499, 500):
        view.resize(wide + view.width() - view.viewport().width(), 300)
        hidden.append(view.isColumnHidden(2))
    assert hidden == [False, True, False]
