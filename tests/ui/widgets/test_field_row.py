"""A field commits by itself, once for each new value, and gives back what was there on Esc."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.widgets.field_row import QUIET_MS, FieldRow
from ui.widgets.shown_value import ShownValue

TODAY = date(2026, 11, 24)


class Form(QWidget):
    def __init__(self, *rows: FieldRow) -> None:
        super().__init__()
        self.elsewhere = QLineEdit()
        self.elsewhere.setAccessibleName("Elsewhere")
        column = QVBoxLayout(self)
        for row in rows:
            column.addWidget(row)
        column.addWidget(self.elsewhere)


def shown(row: FieldRow) -> ShownValue:
    found = row.findChild(ShownValue)
    assert found is not None
    return found


Put = Callable[[FieldRow], tuple[list[Any], Form]]


@pytest.fixture
def put(qtbot: QtBot) -> Put:
    """Puts a field into a form on screen; gives what it commits, and the form."""

    kept: list[Form] = []

    def place(row: FieldRow) -> tuple[list[Any], Form]:
        form = Form(row)
        kept.append(form)
        qtbot.addWidget(form)
        form.show()
        with qtbot.waitActive(form):
            form.activateWindow()
        sent: list[Any] = []
        row.committed.connect(sent.append)
        return sent, form

    return place


def line(row: FieldRow) -> QLineEdit:
    return row.findChildren(QLineEdit)[-1]  # one that was closed goes at the next turn


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_a_key_turns_the_value_into_an_editor_and_enter_commits(
    put: Put, qtbot: QtBot, key: Qt.Key
) -> None:
    row = FieldRow("Name", value="Northwind")
    sent, _ = put(row)
    qtbot.keyClick(shown(row), key)
    assert line(row).selectedText() == "Northwind"
    qtbot.keyClicks(line(row), "Acme")
    qtbot.keyClick(line(row), Qt.Key.Key_Return)
    assert sent == ["Acme"]
    assert not row.editing
    assert shown(row).words == "Acme"


def test_typing_starts_with_what_was_typed(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Name", value="Northwind")
    sent, _ = put(row)
    qtbot.keyClick(shown(row), "A")
    qtbot.keyClicks(line(row), "cme")
    qtbot.keyClick(line(row), Qt.Key.Key_Return)
    assert sent[0].lower() == "acme"


def test_escape_brings_back_what_was_there_even_after_a_quiet_commit(
    put: Put, qtbot: QtBot
) -> None:
    row = FieldRow("Name", value="Northwind")
    sent, _ = put(row)
    row.begin()
    qtbot.keyClicks(line(row), "Acme")
    row.commit()
    qtbot.keyClick(line(row), Qt.Key.Key_Escape)
    assert sent == ["Acme", "Northwind"]
    assert not row.editing


def test_quiet_commits_without_leaving_the_editor(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Name", value="")
    sent, _ = put(row)
    row.begin()
    qtbot.keyClicks(line(row), "Acme")
    with qtbot.waitSignal(row.committed, timeout=QUIET_MS * 5):
        pass
    assert sent == ["Acme"]
    assert row.editing


def test_leaving_commits_and_unchanged_says_nothing(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Name", value="Northwind")
    sent, form = put(row)
    row.begin()
    form.elsewhere.setFocus()
    assert (sent, row.editing) == ([], False)
    row.begin()
    qtbot.keyClicks(line(row), "Acme")
    form.elsewhere.setFocus()
    assert (sent, row.editing) == (["Acme"], False)


def test_the_end_commits_what_can_be_read_and_closes_whatever_is_typed(put: Put) -> None:
    row = FieldRow("Effective", "date", date(2026, 1, 5), today=TODAY)
    sent, _ = put(row)
    for words in ("31 Nov 2026", "6 Jan 2026"):
        row.begin()
        line(row).setText(words)
        row.end()
        assert (row.editing, row.problem) == (False, "")
    assert sent == [date(2026, 1, 6)]


def test_a_day_that_cannot_be_read_is_said_and_not_committed(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Effective", "date", date(2026, 1, 5), today=TODAY)
    sent, _ = put(row)
    assert shown(row).words == "5 Jan 2026"
    row.begin()
    line(row).setText("31 Nov 2026")
    assert not row.commit()
    assert "31 Nov 2026" in row.problem
    assert row.editing
    line(row).setText("")
    qtbot.keyClick(line(row), Qt.Key.Key_Return)
    assert sent == [None]
    assert row.problem == ""


def test_money_is_read_to_the_cent(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Annual revenue", "money", 120_000_00, currency="USD")
    sent, _ = put(row)
    assert shown(row).words == "$120,000"
    row.begin()
    line(row).setText("1,200.50")
    row.commit()
    assert sent == [120_050]


def test_a_required_field_cannot_be_blank(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Name", value="Northwind", required=True)
    sent, _ = put(row)
    row.begin()
    line(row).setText("  ")
    row.commit()
    assert row.problem.startswith("Name can't be blank.")
    assert sent == []


def test_a_choice_commits_when_it_is_made(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Status", "choice", "open", choices=[("open", "Open"), ("won", "Won")])
    sent, _ = put(row)
    row.begin()
    box = row.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert sent == ["won"]


def test_yes_or_no_may_also_be_unknown(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Invited", "yes_no", True)
    sent, _ = put(row)
    row.begin()
    box = row.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert sent == [None]


def test_a_list_is_ticked(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Regions", "list", ("eu",), choices=[("eu", "Europe"), ("jp", "Japan")])
    sent, _ = put(row)
    row.begin()
    japan = next(box for box in row.findChildren(QCheckBox) if box.text() == "Japan")
    japan.click()
    row.commit()
    assert sent == [("eu", "jp")]
    assert shown(row).words in ("Europe", "Europe, Japan")


def test_several_lines_are_done_with_control_enter(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Notes", "multiline", "")
    sent, _ = put(row)
    row.begin()
    block = row.findChild(QPlainTextEdit)
    assert block is not None
    qtbot.keyClicks(block, "one")
    qtbot.keyClick(block, Qt.Key.Key_Return)
    qtbot.keyClicks(block, "two")
    qtbot.keyClick(block, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == ["one\ntwo"]


def test_a_value_read_anew_does_not_disturb_the_editor(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Name", value="Northwind")
    put(row)
    row.begin()
    qtbot.keyClicks(line(row), "Ac")
    row.set_value("Northwind")
    assert line(row).text() == "Ac"


def test_a_read_only_field_does_not_open_and_says_its_value(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Source", value="crm.csv", read_only=True)
    put(row)
    qtbot.mouseClick(shown(row), Qt.MouseButton.LeftButton)
    assert not row.editing
    assert shown(row).accessibleName() == "Source: crm.csv"


def test_tab_goes_to_the_next_field_and_back_whatever_stands_around_them(
    qtbot: QtBot,
) -> None:
    rows = [FieldRow("Name", value="Northwind"), FieldRow("Since", "date", today=TODAY),
            FieldRow("Notes", "multiline", ""), FieldRow("Invited", "yes_no", True)]  # fmt: skip
    window = QWidget()
    sidebar = QLineEdit()
    column = QVBoxLayout(window)
    form = Form(*rows)
    column.addWidget(sidebar)
    column.addWidget(form)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    sent: list[Any] = []
    rows[0].committed.connect(sent.append)
    rows[0].begin()
    qtbot.keyClicks(line(rows[0]), "Acme")
    for before, after in pairwise(rows):
        before.begin()
        press(qtbot, Qt.Key.Key_Tab)
        assert (before.editing, shown(after).hasFocus()) == (False, True)
    assert sent == ["Acme"]
    for after, before in pairwise(reversed(rows)):
        after.begin()
        press(qtbot, Qt.Key.Key_Backtab)
        assert (after.editing, shown(before).hasFocus()) == (False, True)
    qtbot.keyClicks(shown(rows[0]), "Z")
    assert line(rows[0]).text().upper() == "Z"


def press(qtbot: QtBot, key: Qt.Key) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClick(field, key)


def test_tab_stays_where_what_was_typed_cannot_be_read(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Since", "date", today=TODAY)
    put(row)
    row.begin()
    qtbot.keyClicks(line(row), "31 Nov")
    qtbot.keyClick(line(row), Qt.Key.Key_Tab)
    assert row.editing
    assert line(row).hasFocus()
    assert "31 Nov is no day" in row.problem


def test_tab_steps_through_boxes_before_it_leaves_a_list(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Regions", "list", (), choices=[("eu", "Europe"), ("jp", "Japan")])
    _, form = put(row)
    row.begin()
    press(qtbot, Qt.Key.Key_Tab)
    assert row.findChildren(QCheckBox)[1].hasFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert (row.editing, form.elsewhere.hasFocus()) == (False, True)


def test_a_letter_goes_to_the_choice_that_begins_with_it(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Status", "choice", "open", choices=[("open", "Open"), ("won", "Won")])
    put(row)
    qtbot.keyClick(shown(row), "w")
    box = row.findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "Won"


def test_tab_in_the_open_list_takes_what_is_marked_and_goes_on(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Status", "choice", "open", choices=[("open", "Open"), ("won", "Won")])
    sent, form = put(row)
    row.begin()
    box = row.findChild(QComboBox)
    assert box is not None
    qtbot.waitUntil(box.view().isVisible)
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Tab)
    assert sent == ["won"]
    assert form.elsewhere.hasFocus()


def test_escape_in_the_open_list_gives_the_field_back_at_once(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Status", "choice", "open", choices=[("open", "Open"), ("won", "Won")])
    sent, _ = put(row)
    row.begin()
    box = row.findChild(QComboBox)
    assert box is not None
    qtbot.waitUntil(box.view().isVisible)
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Escape)
    assert (sent, row.editing, shown(row).words) == ([], False, "Open")


@pytest.fixture
def refused(put: Put, qtbot: QtBot) -> tuple[FieldRow, list[Any]]:
    """A field whose new value could not be written."""
    row = FieldRow("Region", value="Europe")
    sent, _ = put(row)
    row.begin()
    qtbot.keyClicks(line(row), "Japan")
    qtbot.keyClick(line(row), Qt.Key.Key_Return)
    row.refuse("Japan", "The disk is full. Make room.")
    return row, sent


def test_a_value_that_was_not_saved_stays_and_says_so(refused: tuple[FieldRow, list[Any]]) -> None:
    row, _ = refused
    assert (shown(row).words, shown(row).unsaved) == ("Japan", True)
    assert row.problem == "Not saved. The disk is full. Make room. Esc goes back to Europe."
    row.set_value("Europe")  # the page is read anew
    assert (shown(row).words, row.unsaved) == ("Japan", ("Japan", "The disk is full. Make room."))


def _is_wide(form: QWidget, width: int) -> bool:
    return form.width() == width


def test_the_sentence_is_never_cut(put: Put, qtbot: QtBot) -> None:
    row = FieldRow("Region", value="Europe")
    _, form = put(row)
    row.refuse("Europe", "The portfolio can't be written, since the disk is full. " * 4)
    for width in (240, 420, 300):
        form.setFixedWidth(width)
        qtbot.waitUntil(partial(_is_wide, form, width))
        label = row._problem
        assert label.height() >= label.heightForWidth(label.width())


def test_enter_tries_once_more_and_what_is_in_the_file_then_is_saved(
    refused: tuple[FieldRow, list[Any]], qtbot: QtBot
) -> None:
    row, sent = refused
    qtbot.keyClick(shown(row), Qt.Key.Key_Return)
    qtbot.keyClick(line(row), Qt.Key.Key_Return)
    assert sent == ["Japan", "Japan"]
    row.set_value("Japan")
    assert (row.unsaved, row.problem, shown(row).unsaved) == (None, "", False)


@pytest.mark.parametrize("editing", [False, True])
def test_escape_goes_back_to_what_is_in_the_file_without_writing_it(
    refused: tuple[FieldRow, list[Any]], qtbot: QtBot, editing: bool
) -> None:
    row, sent = refused
    if editing:
        row.begin()
        qtbot.keyClicks(line(row), "Asia")
        qtbot.keyClick(line(row), Qt.Key.Key_Escape)
    else:
        qtbot.keyClick(shown(row), Qt.Key.Key_Escape)
    assert (shown(row).words, row.value, row.problem) == ("Europe", "Europe", "")
    assert (sent, row.unsaved) == (["Japan"], None)


def test_a_refusal_that_comes_late_says_nothing_of_the_value_after_it(
    put: Put, qtbot: QtBot
) -> None:
    row = FieldRow("Region", value="Europe")
    put(row)
    row.begin()
    for words in ("Japan", "Asia"):
        line(row).setText(words)
        row.commit()
    row.refuse("Japan", "The disk is full.")
    assert (row.unsaved, row.problem) == (None, "")
