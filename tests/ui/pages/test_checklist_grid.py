"""The grid takes a spreadsheet's keys, writes each step at once, and shows what is in the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.checklist.filled import Line
from models.checklist.records import Checklist, Where
from models.errors import UserError
from models.partner import Agreement, Partner
from models.store import records
from models.store.checklist_answers import answer, assign, close, note
from models.store.checklist_templates import save
from models.store.checklists import filled
from models.store.portfolio import Portfolio, create
from tests.models.store.checklist_desk import REVIEW, add_partner, review
from ui.desk import Desk, Opened, Place
from ui.pages.checklist_grid_beside import BesideDialog
from ui.pages.checklist_grid_heads import Questions
from ui.pages.checklist_grid_model import LINE
from ui.pages.checklists import ChecklistsPage

TODAY = date(2026, 11, 24)
NAMES = ("Alpha", "O'Neil & Söhne 株式会社", "Zeta")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "grid.alliance") as made:
        yield made


@pytest.fixture
def lists(portfolio: Portfolio) -> list[Where]:
    return [review(portfolio, add_partner(portfolio, name)) for name in NAMES]


@pytest.fixture
def gone_to(desk: Desk) -> list[Place]:
    heard: list[Place] = []
    desk.going.connect(heard.append)
    return heard


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, lists: list[Where]) -> ChecklistsPage:
    made = ChecklistsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    made.activateWindow()
    made.visit(Place("checklists", 0, "grid:small_review:2026-Q4"))
    made.grid.view.setFocus()
    return made


def cell(page: ChecklistsPage, row: int, item: str) -> QModelIndex:
    column = next(n for n, (_, one) in enumerate(page.grid.model.items) if one.key == item)
    return page.grid.model.index(row, column)


def at(page: ChecklistsPage, row: int, item: str) -> QModelIndex:
    """Put the cursor on a cell."""
    place = cell(page, row, item)
    page.grid.view.setCurrentIndex(place)
    return place


def choose(page: ChecklistsPage, first: QModelIndex, last: QModelIndex) -> None:
    """Select a block as Shift and the arrows do."""
    page.grid.view.setCurrentIndex(first)
    for _ in range(last.row() - first.row()):
        press(Qt.Key.Key_Down, SHIFT)
    for _ in range(last.column() - first.column()):
        press(Qt.Key.Key_Right, SHIFT)


def press(key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for one in key if isinstance(key, str) else (key,):
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        if isinstance(one, str):
            QTest.keyClicks(focus, one)
        else:
            QTest.keyClick(focus, one, held)


def told(portfolio: Portfolio, where: Where, item: str) -> Line:
    found = filled(portfolio, where, TODAY).line(item)
    assert found is not None
    return found


def values(portfolio: Portfolio, lists: list[Where], item: str) -> list[str]:
    return [told(portfolio, where, item).value for where in lists]


def shown(page: ChecklistsPage, item: str) -> list[str]:
    return [cell(page, row, item).data() for row in range(page.grid.model.rowCount())]


def steps(portfolio: Portfolio) -> int:
    return int(portfolio.conn.value("SELECT count(*) FROM journal WHERE state = 'done'"))


def here(page: ChecklistsPage) -> tuple[int, str]:
    spot = page.grid.model.spot_of(page.grid.view.currentIndex())
    assert spot is not None
    row = [one.partner_id for one in page.grid.model.rows].index(spot[0])
    return row, spot[1]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def agrees(page: ChecklistsPage, portfolio: Portfolio) -> None:
    """Every cell shows what the file holds."""
    for row in page.grid.model.rows:
        for line in filled(portfolio, row.where, TODAY).lines:
            on_show = page.grid.model.place_of(row.partner_id, line.item.key).data(LINE)
            assert (on_show.value, on_show.state, on_show.asked) == (
                line.value,
                line.state,
                line.asked,
            ), line.question


def test_the_model_keeps_qts_promises(page: ChecklistsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.grid.model)
    page.grid.set_filter("alpha", "")
    page.grid.set_filter("", "")


# ---- keys that answer ----------------------------------------------------------------------


def test_letters_down_a_column_answer_partner_after_partner(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 0, "reviewed")
    for letter in "ypn":
        press(letter)
    assert values(portfolio, lists, "reviewed") == ["yes", "partly", "no"]
    assert shown(page, "reviewed") == ["Yes", "Partly", "No"]
    assert here(page) == (2, "reviewed")
    agrees(page, portfolio)


def test_typing_begins_an_answer_and_enter_commits_it_and_goes_down(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 0, "sessions")
    press("12")
    press(Qt.Key.Key_Return)
    assert told(portfolio, lists[0], "sessions").value == "12"
    assert here(page) == (1, "sessions")
    assert not page.grid.view.editing()


def test_tab_commits_and_goes_right_and_back(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 0, "sessions")
    press("3")
    press(Qt.Key.Key_Tab)
    assert told(portfolio, lists[0], "sessions").value == "3"
    assert here(page) == (0, "technical")
    assert not page.grid.view.editing()
    press(Qt.Key.Key_Backtab)
    assert here(page) == (0, "sessions")


def test_f2_edits_what_is_there_and_escape_leaves_it(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    answer(portfolio, lists[0], "sessions", "3", TODAY)
    page.refresh()
    at(page, 0, "sessions")
    press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "3"
    press("44")
    press(Qt.Key.Key_Escape)
    assert told(portfolio, lists[0], "sessions").value == "3"
    assert shown(page, "sessions") == ["3", "", ""]


def test_a_long_text_has_room_and_shift_enter_begins_a_line(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    answer(portfolio, lists[0], "reviewed", "N", TODAY)
    page.refresh()
    at(page, 0, "missed")
    press("M")
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    press("ay")
    press(Qt.Key.Key_Return, SHIFT)
    press("June")
    assert field.height() > page.grid.view.rowHeight(0)
    press(Qt.Key.Key_Return)
    assert told(portfolio, lists[0], "missed").value == "May\nJune"
    assert shown(page, "missed")[0] == "May June"


def test_a_selected_block_is_answered_by_one_letter_in_one_step(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    before = steps(portfolio)
    choose(page, cell(page, 0, "reviewed"), cell(page, 2, "reviewed"))
    press("y")
    assert values(portfolio, lists, "reviewed") == ["yes"] * 3
    assert steps(portfolio) == before + 1
    assert len(page.grid.view.chosen()) == 3


def test_fill_down_takes_an_answer_that_is_still_on_its_way(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_off: list[object] = []
    with monkeypatch.context() as patched:
        patched.setattr(page.desk.lane._executor, "submit", put_off.append)
        at(page, 0, "reviewed")
        press("p")
        assert shown(page, "reviewed") == ["Partly", "", ""]
        choose(page, cell(page, 0, "reviewed"), cell(page, 2, "reviewed"))
        press(Qt.Key.Key_D, CONTROL)
        assert shown(page, "reviewed") == ["Partly"] * 3
    for job in put_off:
        assert callable(job)
        job()
    assert values(portfolio, lists, "reviewed") == ["partly"] * 3
    assert not page.grid.model._under_way
    agrees(page, portfolio)


def test_fill_down_of_one_cell_takes_the_one_above(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    answer(portfolio, lists[0], "sessions", "7", TODAY)
    page.refresh()
    at(page, 1, "sessions")
    press(Qt.Key.Key_D, CONTROL)
    assert values(portfolio, lists, "sessions") == ["7", "7", ""]


def test_delete_takes_answers_back(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    for where in lists:
        answer(portfolio, where, "reviewed", "Y", TODAY)
    page.refresh()
    choose(page, cell(page, 0, "reviewed"), cell(page, 1, "reviewed"))
    press(Qt.Key.Key_Delete)
    assert values(portfolio, lists, "reviewed") == ["", "", "yes"]


def test_a_mirrored_cell_edits_the_record_and_ctrl_semicolon_is_today(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 0, "nda")
    press(Qt.Key.Key_Semicolon, CONTROL)
    [paper] = records.find(portfolio, Agreement, kind="nda")
    assert (paper.partner_id, paper.signed_on) == (lists[0].partner_id, TODAY)
    at(page, 1, "training")
    press("y")
    assert records.get(portfolio, Partner, lists[1].partner_id).free_training
    assert shown(page, "training")[1] == "Yes"
    agrees(page, portfolio)


def test_what_the_records_answer_or_is_not_asked_says_why_and_stays(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where], toasts: list[tuple[object, ...]]
) -> None:
    before = steps(portfolio)
    for item, words in (("technical", "records answer"), ("missed", "not asked here")):
        at(page, 0, item)
        press("y")
        press(Qt.Key.Key_F2)
        assert not page.grid.view.editing()
        assert here(page) == (0, item)
        assert words in str(toasts[-1][0])
    assert steps(portfolio) == before


def test_a_closed_row_says_that_it_is_closed(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where], toasts: list[tuple[object, ...]]
) -> None:
    close(portfolio, lists[0], TODAY)
    page.refresh()
    at(page, 0, "reviewed")
    press("n")
    assert told(portfolio, lists[0], "reviewed").value == ""
    assert "closed" in str(toasts[-1][0])


def test_read_only_nothing_can_be_typed(
    page: ChecklistsPage, portfolio: Portfolio, toasts: list[tuple[object, ...]]
) -> None:
    page.desk.opened = Opened(path=portfolio.path, name="Partners", read_only=True)
    page.refresh()
    at(page, 0, "reviewed")
    press("y")
    assert "read-only" in str(toasts[-1][0])
    assert not records.find(portfolio, Checklist)
    choose(page, cell(page, 0, "reviewed"), cell(page, 2, "reviewed"))
    assert not page.grid.set_button.isEnabled()


def test_alt_down_lists_the_answers_and_a_double_click_too(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    place = at(page, 1, "reviewed")
    menu = page.grid.view.offer_answers(place)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Yes", "Partly", "No", "Not applicable"]
    menu.actions()[3].trigger()
    menu.close()
    assert told(portfolio, lists[1], "reviewed").value == "na"
    assert page.grid.view.offer_answers(at(page, 1, "sessions")) is None


def test_alt_down_opens_the_calendar_of_a_day(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    choose(page, cell(page, 0, "nda"), cell(page, 1, "nda"))
    popup = page.grid.view.offer_day(page.grid.view.currentIndex())
    assert popup is not None
    popup.picked.emit(date(2026, 3, 2))
    popup.close()
    assert values(portfolio, lists, "nda") == ["2026-03-02", "2026-03-02", ""]
    assert page.grid.view.offer_day(cell(page, 0, "sessions")) is None


def test_tab_goes_on_to_the_next_row_and_ctrl_tab_leaves_the_grid(page: ChecklistsPage) -> None:
    at(page, 0, "training")
    press(Qt.Key.Key_Tab)
    assert here(page) == (1, "reviewed")
    press(Qt.Key.Key_Backtab, SHIFT)
    assert here(page) == (0, "training")
    press(Qt.Key.Key_Tab, CONTROL)
    assert not page.grid.view.hasFocus()
    assert here(page) == (0, "training")


def test_a_cells_menu_offers_its_answers_and_what_can_be_done(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    view = page.grid.view
    menu = page.grid.menu_at(view.visualRect(cell(page, 1, "reviewed")).center())
    assert menu is not None
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    assert words[:2] == ["Yes", "Partly"]
    assert words[-1] == "Clear"
    menu.actions()[0].trigger()
    menu.close()
    assert told(portfolio, lists[1], "reviewed").value == "yes"
    other = page.grid.menu_at(view.visualRect(cell(page, 1, "technical")).center())
    assert other is not None
    assert "Yes" not in [action.text() for action in other.actions()]
    assert not other.actions()[-1].isEnabled()
    other.close()


def test_ctrl_enter_opens_the_partners_own_checklist(
    page: ChecklistsPage, lists: list[Where], gone_to: list[Place]
) -> None:
    at(page, 1, "reviewed")
    press(Qt.Key.Key_Return, CONTROL)
    assert gone_to == [Place("checklist", lists[1].partner_id, "small_review:2026-Q4")]


def test_ctrl_space_selects_the_column_and_shift_space_the_row(page: ChecklistsPage) -> None:
    at(page, 1, "reviewed")
    press(Qt.Key.Key_Space, CONTROL)
    assert {(c.row(), c.column()) for c in page.grid.view.chosen()} == {(0, 0), (1, 0), (2, 0)}
    at(page, 1, "reviewed")
    press(Qt.Key.Key_Space, SHIFT)
    assert page.grid.view.count_chosen() == page.grid.model.columnCount()


def test_a_click_on_a_heading_selects_its_column(page: ChecklistsPage) -> None:
    heads = page.grid.view.horizontalHeader()
    spot = heads.viewport().rect().topLeft()
    spot.setX(heads.sectionViewportPosition(2) + 20)
    spot.setY(40)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert {(c.row(), c.column()) for c in page.grid.view.chosen()} == {(0, 2), (1, 2), (2, 2)}
    assert page.grid.bulk.isVisible()


# ---- the clipboard -------------------------------------------------------------------------


def test_cells_are_copied_as_a_spreadsheet_takes_them_with_or_without_headings(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    answer(portfolio, lists[0], "reviewed", "N", TODAY)
    answer(portfolio, lists[0], "missed", '=SUM(A1)\n"May"\tand June', TODAY)
    answer(portfolio, lists[1], "sessions", "-3", TODAY)
    page.refresh()
    choose(page, cell(page, 0, "reviewed"), cell(page, 1, "sessions"))
    press(Qt.Key.Key_C, CONTROL)
    assert clipboard() == 'No\t"\'=SUM(A1) ""May"" and June"\t\n\t\t-3'
    press(Qt.Key.Key_C, CONTROL | SHIFT)
    first = clipboard().splitlines()[0].split("\t")
    assert first == [
        "Partner",
        "Was the pipeline gone through?",
        "Which months were missed?",
        "How many sessions?",
    ]
    assert clipboard().splitlines()[2].startswith("O'Neil & Söhne 株式会社\t")


def test_a_text_that_a_spreadsheet_would_run_comes_back_as_it_was(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    for where in lists:
        answer(portfolio, where, "reviewed", "N", TODAY)
    answer(portfolio, lists[0], "missed", "@May", TODAY)
    page.refresh()
    at(page, 0, "missed")
    press(Qt.Key.Key_C, CONTROL)
    assert clipboard() == "'@May"
    at(page, 1, "missed")
    press(Qt.Key.Key_V, CONTROL)
    assert told(portfolio, lists[1], "missed").value == "@May"


def test_a_block_is_pasted_in_one_step_and_what_can_not_be_answered_is_counted(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where], toasts: list[tuple[object, ...]]
) -> None:
    before = steps(portfolio)
    QGuiApplication.clipboard().setText("Y\t\t4\nN/A\tx\t5\r\nn\t\t6\n")
    at(page, 0, "reviewed")
    press(Qt.Key.Key_V, CONTROL)
    assert values(portfolio, lists, "reviewed") == ["yes", "na", "no"]
    assert values(portfolio, lists, "sessions") == ["4", "5", "6"]
    assert steps(portfolio) == before + 1
    assert "3 cells can’t be answered here" in str(toasts[-1][0])
    page.desk.lane.undo()
    assert values(portfolio, lists, "sessions") == ["", "", ""]
    agrees(page, portfolio)


def test_one_row_is_pasted_into_every_row_that_is_selected(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    QGuiApplication.clipboard().setText("Y")
    choose(page, cell(page, 0, "reviewed"), cell(page, 2, "reviewed"))
    press(Qt.Key.Key_V, CONTROL)
    assert values(portfolio, lists, "reviewed") == ["yes"] * 3


def test_what_was_copied_with_headings_goes_back_to_its_partners_and_questions(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where], toasts: list[tuple[object, ...]]
) -> None:
    choose(page, cell(page, 0, "sessions"), cell(page, 2, "sessions"))
    press(Qt.Key.Key_C, CONTROL | SHIFT)
    head, first, second, third = clipboard().split("\n")
    edited = [head, f"{third}9", f"{second}8", f"{first}7", "Somebody else\t6"]
    QGuiApplication.clipboard().setText("\r\n".join(edited))
    at(page, 1, "reviewed")
    press(Qt.Key.Key_V, CONTROL)
    assert values(portfolio, lists, "sessions") == ["7", "8", "9"]
    assert values(portfolio, lists, "reviewed") == ["", "", ""]
    assert "1 cell can’t be answered here" in str(toasts[-1][0])


def test_a_cell_of_several_lines_from_a_spreadsheet_is_one_answer(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    answer(portfolio, lists[0], "reviewed", "N", TODAY)
    page.refresh()
    QGuiApplication.clipboard().setText('"May\nand ""June"""\t8\n')
    at(page, 0, "missed")
    press(Qt.Key.Key_V, CONTROL)
    assert told(portfolio, lists[0], "missed").value == 'May\nand "June"'
    assert told(portfolio, lists[0], "sessions").value == "8"


def test_cells_that_can_not_be_read_are_named_and_the_rest_is_offered(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    QGuiApplication.clipboard().setText("Y\t\t4\nmaybe\t\tsome\n")
    at(page, 0, "reviewed")
    press(Qt.Key.Key_V, CONTROL)
    box = page.grid._box
    assert box.text() == "2 cells can’t be taken."
    assert "O'Neil & Söhne 株式会社, ‘Was the pipeline gone through?’: maybe" in (
        box.informativeText()
    )
    assert values(portfolio, lists, "reviewed") == ["", "", ""]
    page.grid._paste_button.click()
    assert values(portfolio, lists, "reviewed") == ["yes", "", ""]
    assert values(portfolio, lists, "sessions") == ["4", "", ""]


def test_pasting_nothing_leaves_all_as_it_was(page: ChecklistsPage, portfolio: Portfolio) -> None:
    before = steps(portfolio)
    QGuiApplication.clipboard().setText("Y\nmaybe")
    at(page, 0, "reviewed")
    press(Qt.Key.Key_V, CONTROL)
    page.grid._box.reject()
    QGuiApplication.clipboard().setText("")
    press(Qt.Key.Key_V, CONTROL)
    assert steps(portfolio) == before


# ---- many at once --------------------------------------------------------------------------


def test_the_bar_sets_all_selected_cells_and_offers_what_fits(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    choose(page, cell(page, 0, "reviewed"), cell(page, 1, "reviewed"))
    assert page.grid.bulk.accessibleName() == "2 selected"
    page.grid.set_button.click()
    [menu] = [one for one in page.grid.findChildren(QMenu) if one.isVisible()]
    [partly] = [action for action in menu.actions() if action.text() == "Partly"]
    partly.trigger()
    menu.close()
    assert values(portfolio, lists, "reviewed") == ["partly", "partly", ""]


def test_owner_day_and_note_are_set_for_all_selected_and_blank_leaves_them(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    note(portfolio, lists[1], "reviewed", "Ask Bo", TODAY)
    page.refresh()
    before = steps(portfolio)
    choose(page, cell(page, 0, "reviewed"), cell(page, 1, "reviewed"))
    press(Qt.Key.Key_F2, SHIFT)
    [dialog] = page.grid.findChildren(BesideDialog)
    dialog.go.click()
    assert dialog.problem_of("") == "Fill in one of them."
    dialog.owner.setText("Ann Lee")
    dialog.due.line.setText("1 Dec 2026")
    dialog.go.click()
    kept = [told(portfolio, where, "reviewed").answer for where in lists[:2]]
    assert [(a.owner, a.due_on, a.note) for a in kept if a] == [
        ("Ann Lee", date(2026, 12, 1), ""),
        ("Ann Lee", date(2026, 12, 1), "Ask Bo"),
    ]
    assert steps(portfolio) == before + 1
    words = cell(page, 1, "reviewed").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Owner Ann Lee. Due 1 Dec 2026. Ask Bo" in words


def test_of_one_cell_the_words_are_shown_and_blank_takes_them_away(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    note(portfolio, lists[0], "reviewed", "Ask Bo", TODAY)
    assign(portfolio, lists[0], "reviewed", "Ann Lee", date(2026, 12, 1), TODAY)
    page.refresh()
    before = steps(portfolio)
    at(page, 0, "reviewed")
    page.grid.ask_beside()
    [dialog] = page.grid.findChildren(BesideDialog)
    assert (dialog.owner.text(), dialog.note.toPlainText()) == ("Ann Lee", "Ask Bo")
    dialog.due.line.setText("")
    dialog.note.setPlainText("")
    dialog.go.click()
    kept = told(portfolio, lists[0], "reviewed").answer
    assert kept is not None
    assert (kept.owner, kept.due_on, kept.note) == ("Ann Lee", None, "")
    assert steps(portfolio) == before + 1
    agrees(page, portfolio)


# ---- what is on show is what is in the file ------------------------------------------------


def test_undo_and_redo_put_the_cell_back_and_keep_the_cursor(
    page: ChecklistsPage, portfolio: Portfolio
) -> None:
    at(page, 0, "reviewed")
    press("y")
    press("n")
    page.desk.lane.undo()
    assert shown(page, "reviewed") == ["Yes", "", ""]
    page.desk.lane.undo()
    assert shown(page, "reviewed") == ["", "", ""]
    assert here(page) == (2, "reviewed")
    page.desk.lane.redo()
    assert shown(page, "reviewed") == ["Yes", "", ""]
    agrees(page, portfolio)


def test_a_write_that_changes_nothing_hides_no_later_change(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 0, "reviewed")
    press("y")
    page.grid.edits.put([(page.grid.model.rows[0], cell(page, 0, "reviewed").data(LINE), "yes")])
    page.desk.lane.write("Else", lambda p: answer(p, lists[1], "reviewed", "N", TODAY))
    assert shown(page, "reviewed") == ["Yes", "No", ""]
    page.desk.lane.undo()
    assert shown(page, "reviewed") == ["Yes", "", ""]
    agrees(page, portfolio)


def test_a_row_that_is_read_anew_leaves_what_is_being_typed_in_it(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 0, "sessions")
    press("1")
    page.desk.lane.write("Else", lambda p: answer(p, lists[0], "reviewed", "Y", TODAY))
    page.desk.lane.write("Other", lambda p: answer(p, lists[2], "sessions", "9", TODAY))
    press("2")
    press(Qt.Key.Key_Return)
    assert told(portfolio, lists[0], "sessions").value == "12"
    agrees(page, portfolio)


@pytest.mark.parametrize("way", ["leave", "show_list", "another"])
def test_leaving_the_grid_keeps_what_was_being_typed(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where], way: str
) -> None:
    page.desk.going.connect(page.visit)
    at(page, 0, "sessions")
    press("7")
    if way == "another":
        page.which.chosen.emit("quarterly_review")
    else:
        getattr(page, way)()
    assert told(portfolio, lists[0], "sessions").value == "7"


def test_a_button_of_the_bar_gives_the_keyboard_back_to_the_cells(page: ChecklistsPage) -> None:
    choose(page, cell(page, 0, "reviewed"), cell(page, 1, "reviewed"))
    page.grid.set_button.setFocus()
    page.grid.fill_down()
    assert page.grid.view.hasFocus()


def test_a_failed_write_between_leaves_no_stale_row_and_keeps_what_was_typed(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.", "Free space.")

    at(page, 0, "sessions")
    with monkeypatch.context() as patched:
        patched.setattr("models.store.checklist_answers.set_cells", full)
        press("12")
        press(Qt.Key.Key_Return)
    assert "The disk is full." in page.grid.message.accessibleName()
    assert shown(page, "sessions") == ["", "", ""]
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "12"
    press(Qt.Key.Key_Return)
    assert told(portfolio, lists[0], "sessions").value == "12"
    page.desk.lane.write("Else", lambda p: answer(p, lists[2], "sessions", "9", TODAY))
    assert shown(page, "sessions") == ["12", "", "9"]
    agrees(page, portfolio)


def test_a_refused_block_comes_off_the_screen_again(
    page: ChecklistsPage, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.", "Free space.")

    with monkeypatch.context() as patched:
        patched.setattr("models.store.checklist_answers.set_cells", full)
        choose(page, cell(page, 0, "reviewed"), cell(page, 2, "reviewed"))
        press("y")
    assert shown(page, "reviewed") == ["", "", ""]
    assert "The disk is full." in page.grid.message.accessibleName()
    agrees(page, portfolio)


def test_what_can_not_be_read_stays_in_its_cell_with_a_sentence(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 1, "sessions")
    press("some")
    press(Qt.Key.Key_Return)
    assert "some is no number" in page.grid.message.accessibleName()
    assert here(page) == (1, "sessions")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "some"
    press(Qt.Key.Key_Escape)
    assert told(portfolio, lists[1], "sessions").value == ""


def test_what_was_typed_and_left_by_a_click_is_not_lost_either(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    at(page, 1, "sessions")
    press("some")
    view = page.grid.view
    spot = view.visualRect(cell(page, 0, "reviewed")).center()
    view.setFocus()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert "some is no number" in page.grid.message.accessibleName()
    assert any(field.text() == "some" for field in view.findChildren(QLineEdit))
    assert told(portfolio, lists[1], "sessions").value == ""


def test_a_refusal_that_comes_late_leaves_what_is_being_typed_elsewhere(
    page: ChecklistsPage, lists: list[Where]
) -> None:
    at(page, 0, "sessions")
    press("7")
    spot = (lists[1].partner_id, "sessions")
    page.grid._say_refused(spot, "12", "Not saved. The disk is full.")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "7"
    assert "‘12’: Not saved." in page.grid.message.accessibleName()


def test_a_filter_keeps_the_cell_that_has_the_cursor(
    page: ChecklistsPage, lists: list[Where]
) -> None:
    at(page, 2, "sessions")
    page.grid_search.setText("zet")
    assert page.grid.model.rowCount() == 1
    assert page.grid.model.spot_of(page.grid.view.currentIndex()) == (
        lists[2].partner_id,
        "sessions",
    )
    page.grid_search.setText("")
    assert here(page) == (2, "sessions")
    page.grid_search.setText("nobody")
    assert page.grid._faces.currentWidget() is page.grid.no_match


def test_what_is_not_asked_any_more_is_shown_so_at_once(
    page: ChecklistsPage, portfolio: Portfolio
) -> None:
    at(page, 0, "reviewed")
    press("n")
    assert page.grid.model.can_answer(cell(page, 0, "missed"))
    at(page, 0, "reviewed")
    press("y")
    assert not page.grid.model.can_answer(cell(page, 0, "missed"))


def test_the_whole_question_and_answer_under_the_cursor_are_told(
    page: ChecklistsPage, portfolio: Portfolio
) -> None:
    at(page, 0, "sessions")
    assert page.grid.now.text() == "How many sessions? No answer."
    press("1")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    assert page.grid.now.text() == "How many sessions? 1. Not met."
    at(page, 0, "missed")
    assert page.grid.now.text() == "Which months were missed? Not asked."


def test_another_width_is_kept_for_this_checklist(
    qtbot: QtBot, page: ChecklistsPage, desk: Desk
) -> None:
    page.grid.view.setColumnWidth(1, 333)
    again = ChecklistsPage(desk)
    qtbot.addWidget(again)
    again.visit(Place("checklists", 0, "grid:small_review:2026-Q4"))
    assert again.grid.view.columnWidth(1) == 333
    assert again.grid.view.columnWidth(0) != 333


def test_a_sections_name_stays_in_sight_while_one_scrolls(
    qtbot: QtBot, page: ChecklistsPage
) -> None:
    heads = page.grid.view.horizontalHeader()
    assert isinstance(heads, Questions)
    heads.resizeSection(0, 900)
    qtbot.waitUntil(lambda: page.grid.view.horizontalScrollBar().maximum() > 300)
    page.grid.view.horizontalScrollBar().setValue(300)
    name, left, right = next(iter(heads.spans()))
    assert name == "Pipeline"
    assert left < 0 < right


def test_a_row_of_another_version_has_no_cell_for_what_it_lacks(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    answer(portfolio, lists[0], "reviewed", "Y", TODAY)
    more = REVIEW + '\n[[sections.items]]\nkey = "more"\nasks = "And more?"\nkind = "text"\n'
    save(portfolio, more, TODAY)
    page.refresh()
    assert "no such question" in page.grid.model.why_not(cell(page, 0, "more"))
    assert page.grid.model.can_answer(cell(page, 1, "more"))
