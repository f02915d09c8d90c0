"""A form that came back is a plan first, one change after, and every wrong file a sentence."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.modeltest import ModelTester

from models.checklist.filled import Line
from models.checklist.records import Where
from models.store.checklist_answers import Cell, set_cells
from models.store.checklist_forms import forms_of, note_form, prepared
from models.store.checklists import filled
from models.store.portfolio import create
from reports.forms.checklist_form import make_form
from reports.forms.form_back import read_form
from ui.desk import Desk, Opened
from ui.dialogs.form_back import TakeFormDialog, take_form
from ui.dialogs.form_back_jobs import looks_like_form
from ui.work import Inline, Lane

DAY = date(2026, 11, 24)


@pytest.fixture
def where(portfolio):
    name = "Tarnwick Perimeter"
    partner_id = portfolio.conn.value("SELECT id FROM partners WHERE name = ?", (name,))
    return Where(partner_id, "quarterly_review", "2026-Q4")


@pytest.fixture
def dialog(qtbot, desk):
    made = TakeFormDialog(desk)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def sent(portfolio, where, tmp_path):
    """Sends the form, fills it in with another library, and gives the path of what came back."""

    def send(typed: dict[str, str], name: str = "back.pdf") -> str:
        told, sending = prepared(portfolio, where, DAY, "partner", ours_too=True)
        data = make_form(told, sending, han=False)
        note_form(portfolio, told, sending, "pdf", "out.pdf")
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        if typed:
            writer.update_page_form_field_values(None, typed, auto_regenerate=False)
        target = tmp_path / name
        writer.write(target)
        return str(target)

    return send


@pytest.fixture
def keys(portfolio, where):
    """One open item of some kinds, which no record answers."""
    told, sending = prepared(portfolio, where, DAY, "partner", ours_too=True)
    identity = read_form(make_form(told, sending, han=False)).identity
    found: dict[str, str] = {}
    for key, asked in identity.items.items():
        line = told.line(key)
        assert line is not None
        if not line.item.mirrors and not line.value and line.item.when is None:
            found.setdefault(asked.item.kind, key)
    return found


def value(portfolio, where, key):
    return line_of(portfolio, where, key).value


def line_of(portfolio, where, key) -> Line:
    line = filled(portfolio, where, DAY).line(key)
    assert line is not None
    return line


def test_answers_are_shown_first_and_taken_in_as_one_change(
    dialog, desk, portfolio, where, sent, keys
):
    toasts = []
    desk.toasting.connect(lambda text, undo: toasts.append((text, undo)))
    path = sent({f"{keys['yes_no']}:value": "/yes", f"{keys['text']}:value": "Größe 株式会社"})
    dialog.take(path)
    states = {p.key: p.state for p in dialog.plan.proposals if p.state != "same"}
    assert states == {(keys["yes_no"], "value"): "new", (keys["text"], "value"): "new"}
    assert value(portfolio, where, keys["text"]) == ""
    assert dialog.go.text() == "Take in 2 fields"
    dialog.apply()
    assert value(portfolio, where, keys["yes_no"]) == "yes"
    line = line_of(portfolio, where, keys["text"])
    assert line.answer is not None
    (form,) = forms_of(portfolio, where.partner_id)
    assert (line.value, line.answer.source) == ("Größe 株式会社", f"form {form.form_id}")
    assert len(form.returned_sha256) == 64
    assert toasts == [("Took in 2 fields of Tarnwick Perimeter’s form", True)]
    assert portfolio.can_undo() == (
        f"Take in the form of Tarnwick Perimeter, Q4 2026, sent {form_day(form)}"
    )
    portfolio.undo()
    assert value(portfolio, where, keys["text"]) == ""
    assert forms_of(portfolio, where.partner_id)[0].returned_sha256 == ""


def form_day(form) -> str:
    from models.text import day_text

    return day_text(date.fromisoformat(form.exported_at[:10]))


def test_what_changed_on_both_sides_waits_for_a_choice(dialog, portfolio, where, sent, keys):
    item = keys["text"]
    path = sent({f"{item}:value": "Theirs", f"{keys['yes_no']}:value": "/no"})
    set_cells(portfolio, [Cell(where, item, value="Ours")], DAY, "Edit")
    dialog.take(path)
    assert not dialog.go.isEnabled()
    assert dialog.decide.text() == "1 field changed on both sides"
    assert dialog.notes.isHidden()  # beginning a checklist changes none of its questions
    first = dialog._model.row_at(0)
    assert (first.proposal.ours_said, first.proposal.theirs_said, first.choice) == (
        "Ours", "Theirs", "",
    )  # fmt: skip
    assert (dialog.ours_text.toPlainText(), dialog.theirs_text.toPlainText()) == ("Ours", "Theirs")
    dialog.ours.click()
    assert dialog.go.text() == "Take in 1 field"
    dialog.theirs.click()
    assert dialog.go.text() == "Take in 2 fields"
    dialog.turn(first.id)
    assert dialog._model.find(first.id).choice == "ours"
    dialog.go.click()
    assert value(portfolio, where, item) == "Ours"
    assert value(portfolio, where, keys["yes_no"]) == "no"


def test_the_keyboard_alone_takes_a_form_in(qtbot, desk, portfolio, where, sent, keys):
    path = sent({f"{keys['text']}:value": "Theirs", f"{keys['yes_no']}:value": "/no"})
    set_cells(portfolio, [Cell(where, keys["text"], value="Ours")], DAY, "Edit")
    dialog = take_form(desk, None, path)
    assert dialog.focusWidget() is dialog.table
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog._model.row_at(0).choice == "theirs"
    qtbot.keyClick(dialog.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert {line.choice for line in dialog._model.rows} == {"ours"}
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert {line.choice for line in dialog._model.rows} == {"theirs"}
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    assert value(portfolio, where, keys["text"]) == "Theirs"


def test_a_choice_is_made_in_the_table_too(dialog, portfolio, where, sent, keys):
    dialog.take(sent({f"{keys['text']}:value": "Theirs"}))
    row = dialog._model.row_at(0)
    column = next(c for c in dialog._model.columns if c.name == "taken")
    dialog._model.on_edit(row.id, column, "ours")
    assert dialog.go.text() == "Mark as returned"
    dialog.apply()
    assert value(portfolio, where, keys["text"]) == ""
    assert forms_of(portfolio, where.partner_id)[0].returned_at


def test_an_answer_that_cannot_be_read_says_why_and_takes_nothing(
    dialog, portfolio, where, sent, keys
):
    dialog.take(sent({f"{keys['number']}:value": "a few"}))
    assert "1 can’t be read" in dialog.tell.text()
    assert "a few is no number" in dialog.theirs_text.toPlainText()
    dialog.apply()
    assert value(portfolio, where, keys["number"]) == ""


def test_a_form_that_was_not_touched_changes_nothing(dialog, sent):
    dialog.take(sent({}))
    assert dialog.lists.currentWidget() is dialog.nothing
    assert dialog.go.text() == "Mark as returned"
    dialog.show_.chosen.emit("all")
    dialog.show_.set_current("all")
    dialog._refill()
    assert dialog.lists.currentWidget() is dialog.table


def test_the_same_file_is_refused_the_second_time(dialog, qtbot, desk, sent, keys):
    path = sent({f"{keys['text']}:value": "Once"})
    dialog.take(path)
    dialog.apply()
    again = TakeFormDialog(desk)
    qtbot.addWidget(again)
    again.take(path)
    assert "was taken in already" in again.wrong._sentence.text()
    assert again.faces.currentWidget() is again.start
    assert again.go.isHidden()


def test_what_changed_here_between_plan_and_taking_in_is_never_written_over(
    dialog, portfolio, where, sent, keys
):
    item = keys["text"]
    dialog.take(sent({f"{item}:value": "Theirs"}))
    set_cells(portfolio, [Cell(where, item, value="Ours, meanwhile")], DAY, "Edit")
    dialog.apply()
    assert value(portfolio, where, item) == "Ours, meanwhile"
    assert not dialog.go.isEnabled()
    assert dialog.decide.text() == "1 field changed on both sides"


def test_judging_as_of_another_day_is_no_obstacle(dialog, desk, portfolio, where, sent, keys):
    path = sent({f"{keys['text']}:value": "Theirs"})
    desk.set_as_of(date(2026, 12, 20))
    dialog.take(path)
    dialog.apply()
    assert value(portfolio, where, keys["text"]) == "Theirs"


def test_a_newer_form_is_told(dialog, portfolio, sent, keys):
    path = sent({f"{keys['text']}:value": "Old"}, "old.pdf")
    clock = portfolio.clock
    portfolio.clock = lambda: clock().replace(year=clock().year + 1)
    sent({}, "new.pdf")
    dialog.take(path)
    assert "older form" in dialog.notes._sentence.text()
    assert not dialog.notes.isHidden()


def test_a_form_of_another_portfolio_is_told(dialog, sent, desk, qtbot, tmp_path):
    path = sent({})
    other = create(tmp_path / "other.alliance")
    lane = Lane(executor=Inline())
    lane.open(lambda: other)
    there = Desk(lane, DAY, QSettings(str(tmp_path / "t.ini"), QSettings.Format.IniFormat))
    shown = TakeFormDialog(there)
    qtbot.addWidget(shown)
    shown.take(path)
    assert "sent from another portfolio" in shown.wrong._sentence.text()
    other.close()


@pytest.mark.parametrize("name", ["no.pdf", "list.xlsx", "gone.pdf"])
def test_a_wrong_file_is_told_and_another_can_be_picked(dialog, tmp_path, name):
    file = tmp_path / name
    if name != "gone.pdf":
        file.write_bytes(b"PK\x03\x04nothing" if name.endswith("xlsx") else b"plain text")
    dialog.take(str(file))
    assert name in dialog.wrong._sentence.text()
    assert dialog.drop.choose.isEnabled()


def test_a_dropped_file_is_taken(dialog, sent, keys):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(sent({f"{keys['text']}:value": "Dropped"}))])
    dialog.drop.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    assert dialog.plan is not None


def test_the_file_is_asked_for(dialog, sent, monkeypatch):
    path = sent({})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    dialog.drop.choose.click()
    assert dialog.plan is not None


def test_the_plan_is_copied_with_headings(dialog, qapp, sent, keys):
    dialog.take(sent({f"{keys['text']}:value": "Copied"}))
    dialog.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Question\tPart\tOurs now\tTheirs\tState\tTaken\tWhy")
    assert "Copied\tNew\tTheirs" in text


def test_only_forms_are_taken_from_what_is_dropped_on_the_window(tmp_path):
    (tmp_path / "a.csv").write_text("a,b")
    assert [looks_like_form(str(tmp_path / name)) for name in ("x.PDF", "a.csv", "b.xlsx")] == [
        True, False, False,
    ]  # fmt: skip


def test_a_read_only_portfolio_shows_the_plan_and_writes_nothing(dialog, desk, sent, keys):
    path = sent({f"{keys['text']}:value": "Seen"})
    desk.opened = Opened(path=desk.opened.path, read_only=True)
    dialog.take(path)
    assert not dialog.go.isEnabled()


def test_table_and_names_hold(qtbot, dialog, sent, keys):
    dialog.take(sent({f"{keys['text']}:value": "x"}))
    ModelTester(dialog._model)
    assert all(box.accessibleName() for box in dialog.findChildren(QPlainTextEdit))


def test_it_is_shown_with_a_file_and_goes_by_escape(qtbot, desk, sent):
    shown = take_form(desk, None, sent({}))
    assert shown.isVisible()
    assert shown.plan is not None
    with qtbot.waitSignal(shown.destroyed):
        shown.reject()
