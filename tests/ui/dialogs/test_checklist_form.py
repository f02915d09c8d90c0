"""A checklist is sent as it is shown, noted as sent, and left out of what must stay."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPlainTextEdit

from models.checklist.records import Where
from models.store.checklist_answers import Cell, close, set_cells
from models.store.checklist_forms import forms_of
from models.store.checklists import filled
from reports.forms.form_back import read_form
from ui.desk import Opened
from ui.dialogs.checklist_form import PAPER, PDF, XLSX, SendFormDialog, send_form

DAY = date(2026, 11, 24)


@pytest.fixture
def where(portfolio):
    name = "Tarnwick Perimeter"
    partner_id = portfolio.conn.value("SELECT id FROM partners WHERE name = ?", (name,))
    return Where(partner_id, "quarterly_review", "2026-Q4")


@pytest.fixture
def dialog(qtbot, desk, where):
    made = SendFormDialog(desk, where)
    qtbot.addWidget(made)
    return made


def turn(dialog: SendFormDialog, kind: str) -> None:
    dialog.kinds.set_current(kind)
    dialog.kinds.chosen.emit(kind)


def test_the_form_shown_is_saved_and_noted_as_sent(dialog, desk, portfolio, where, tmp_path):
    toasts = []
    desk.toasting.connect(lambda text, undo: toasts.append(text))
    target = tmp_path / "review.pdf"
    data = dialog.made.data
    dialog.save_to(target)
    assert target.read_bytes() == data
    (form,) = forms_of(portfolio, where.partner_id)
    identity = read_form(data).identity
    assert (form.form_id, form.kind, form.edition) == (identity.form_id, "pdf", "partner")
    assert (form.file, form.period) == (str(target), "2026-Q4")
    assert toasts == ["Wrote review.pdf. When it comes back, drop it on the window."]
    assert str(desk.settings.value("forms_folder")) == str(tmp_path)
    assert portfolio.can_undo().startswith("Send Quarterly partner review")
    portfolio.undo()
    assert forms_of(portfolio, where.partner_id) == ()


def test_it_says_when_the_checklist_went_out_before(dialog, qtbot, desk, where, tmp_path):
    assert dialog.before.isHidden()
    dialog.save_to(tmp_path / "review.pdf")
    again = SendFormDialog(desk, where)
    qtbot.addWidget(again)
    assert again.before.text().endswith("as a PDF form; it has not come back.")


def test_the_preview_shows_values_and_the_file_has_fields(dialog):
    assert not pypdf.PdfReader(io.BytesIO(dialog.made.shown)).get_fields()
    assert pypdf.PdfReader(io.BytesIO(dialog.made.data)).get_fields()
    assert dialog.preview.document.pageCount() > 1


def test_a_spreadsheet_is_saved_under_its_own_ending(dialog, tmp_path, monkeypatch):
    turn(dialog, XLSX)
    assert dialog.save_button.text() == "Save spreadsheet…"
    asked = {}

    def name(_, title, proposed, words):
        asked["proposed"] = proposed
        return str(tmp_path / "mine"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    dialog.save()
    assert zipfile.is_zipfile(tmp_path / "mine.xlsx")
    assert asked["proposed"].endswith("Tarnwick-Perimeter Quarterly-partner-review 2026-Q4.xlsx")


def test_paper_is_printed_or_saved_and_never_noted(dialog, portfolio, where, tmp_path):
    assert dialog.print_button.isHidden()
    turn(dialog, PAPER)
    assert dialog.print_button.isEnabled()
    assert not pypdf.PdfReader(io.BytesIO(dialog.made.data)).get_fields()
    dialog.save_to(tmp_path / "paper.pdf")
    assert forms_of(portfolio, where.partner_id) == ()


def test_what_is_left_out_is_said_for_each_edition(dialog):
    assert dialog.left_out.text().startswith("Left out: ")
    dialog.editions.set_current("internal")
    dialog.editions.chosen.emit("internal")
    assert "not for the partner" in dialog.left_out.text()
    assert read_form(dialog.made.data).identity.edition == "internal"
    assert dialog.ours.isHidden()


def test_our_questions_open_on_demand(dialog):
    before = dialog.made.open
    dialog.ours.click()
    assert dialog.made.open > before


def test_letters_of_east_asia_are_added_on_demand(dialog):
    assert len(dialog.made.data) < 1_000_000
    dialog.han.click()
    assert len(dialog.made.data) > 1_000_000


def test_a_closed_checklist_comes_on_paper(qtbot, desk, portfolio, where):
    note = next(ln.item.key for ln in filled(portfolio, where, DAY).asked if ln.item.kind == "text")
    set_cells(portfolio, [Cell(where, note, note="Done")], DAY, "Edit")
    close(portfolio, where, DAY)
    made = SendFormDialog(desk, where)
    qtbot.addWidget(made)
    assert made.kind == PAPER
    assert made.made is not None
    turn(made, PDF)
    assert "Nothing in this checklist" in made.problem.text()
    assert not made.save_button.isEnabled()


def test_paper_goes_to_the_printer_page_by_page(dialog, tmp_path, monkeypatch):
    target = tmp_path / "printed.pdf"

    def say_yes(asked: QPrintDialog) -> int:
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(target))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", say_yes)
    turn(dialog, PAPER)
    dialog.print_button.click()
    pages = pypdf.PdfReader(io.BytesIO(dialog.made.data)).pages
    assert len(pypdf.PdfReader(target).pages) == len(pages)


def test_a_file_that_cannot_be_written_is_told_and_not_noted(dialog, portfolio, where, tmp_path):
    dialog.save_to(tmp_path / "nowhere" / "review.pdf")
    assert "nowhere" in dialog.problem.text()
    assert not dialog.problem.isHidden()
    assert forms_of(portfolio, where.partner_id) == ()


def test_a_read_only_portfolio_still_gives_a_form(dialog, desk, portfolio, where, tmp_path):
    desk.opened = Opened(path=portfolio.path, read_only=True)
    dialog.save_to(tmp_path / "review.pdf")
    assert (tmp_path / "review.pdf").exists()
    assert forms_of(portfolio, where.partner_id) == ()


def test_a_partner_that_is_gone_gets_a_sentence(qtbot, desk):
    gone = SendFormDialog(desk, Where(9, "quarterly_review", "2026-Q4"))
    qtbot.addWidget(gone)
    assert "not there any more" in gone.problem.text()
    assert not gone.save_button.isEnabled()


def test_everything_that_takes_the_keyboard_has_a_name(dialog):
    for kind in (QCheckBox, QPlainTextEdit):
        assert all(one.accessibleName() for one in dialog.findChildren(kind))
    assert {dialog.kinds.accessibleName(), dialog.editions.accessibleName()} == {"As", "For"}
    assert dialog.kind == PDF


def test_it_is_shown_and_goes_by_escape(qtbot, desk, where):
    shown = send_form(desk, where)
    assert shown.isVisible()
    with qtbot.waitSignal(shown.destroyed):
        shown.reject()
