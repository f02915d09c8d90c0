"""Nothing that was typed is lost unasked: not by another page, another portfolio, or the end."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from ui.desk import Place
from ui.widgets.field_row import FieldRow


@pytest.fixture
def field(window, book) -> FieldRow:
    """A day that can't be read is being typed on the page in front."""
    window.session.open(book)
    row = FieldRow("Signed on", "date", today=window.desk.today)
    QVBoxLayout(window.page).addWidget(row)
    row.show()
    row.begin()
    line_of(row).setText("soonish")
    return row


def line_of(row: FieldRow) -> QLineEdit:
    found = row.findChild(QLineEdit)
    assert found is not None
    return found


def dialog(window):
    return window.unaccepted.dialog


def leave_for_deals(window) -> None:
    window.go(Place("deals"))


def step_back(window) -> None:
    window.go(Place("partners", 7))


WAYS = {"another page": leave_for_deals, "another record": step_back}


@pytest.mark.parametrize("way", WAYS)
def test_a_page_with_a_value_that_was_refused_is_not_left_unasked(window, field, way):
    here = window.here
    WAYS[way](window)
    assert window.here == here
    dialog(window).reject()
    assert (window.here, field.editing, line_of(field).text()) == (here, True, "soonish")
    WAYS[way](window)
    dialog(window).discard.click()
    assert window.here != here
    assert not field.editing


def test_the_question_says_which_field_and_what_is_wrong(window, field):
    leave_for_deals(window)
    words = [label.text() for label in dialog(window).findChildren(QLabel)]
    assert any(text.startswith("Signed on: soonish is no day.") for text in words)
    dialog(window).discard.click()


def test_a_value_that_can_be_read_is_taken_and_nobody_is_asked(window, field):
    taken: list[object] = []
    field.committed.connect(taken.append)
    line_of(field).setText("3 Mar 2026")
    leave_for_deals(window)
    assert dialog(window) is None
    assert (window.here.page, [str(day) for day in taken]) == ("deals", ["2026-03-03"])


def test_the_window_closes_only_once_what_was_typed_may_go(window, field):
    window.close()
    assert window.isVisible()
    dialog(window).reject()
    assert window.isVisible()
    window.close()
    dialog(window).discard.click()
    assert not window.isVisible()


@pytest.mark.parametrize("how", ["close", "another"])
def test_the_portfolio_stays_open_until_what_was_typed_may_go(window, field, how, tmp_path, book):
    def leave() -> None:
        if how == "close":
            window.doings.close_portfolio()
        else:
            window.session.new(tmp_path / "other.alliance")

    leave()
    assert window.desk.opened.path == book
    dialog(window).discard.click()
    assert window.desk.opened.path != book


def test_undo_asks_before_it_takes_the_page_from_under_the_field(window, field):
    window.doings.undo()
    dialog(window).reject()
    assert line_of(field).text() == "soonish"
    leave_for_deals(window)
    dialog(window).discard.click()


def test_a_value_that_waits_on_its_page_holds_back_the_end_and_not_another_page(window, book):
    window.session.open(book)
    window.desk.set_unsaved("overview", 2)
    leave_for_deals(window)
    assert (dialog(window), window.here.page) == (None, "deals")
    window.close()
    assert window.isVisible()
    dialog(window).discard.click()
    assert not window.isVisible()
