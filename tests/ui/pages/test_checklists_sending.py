"""Forms of many checklists into a folder: each noted, each refusal told, stopped on demand."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from models.checklist.records import Where
from models.store.checklist_answers import Cell, set_cells
from models.store.checklist_due import all_due
from models.store.checklist_forms import forms_of
from models.store.checklists import filled
from reports.forms.form_back import read_form
from tests.sample_portfolio import sample_at
from ui.desk import Desk, Opened, Place
from ui.dialogs.checklist_form import SendFormDialog
from ui.pages.checklist import ChecklistPage
from ui.pages.checklists import ChecklistsPage
from ui.pages.checklists_sending import FormBar
from ui.pages.file_run import free_name
from ui.work import Inline, Lane

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path):
    made = sample_at(tmp_path / "book.alliance", DAY)
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path, portfolio):
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    made = Desk(lane, DAY, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    made.opened = Opened(path=portfolio.path)
    return made


@pytest.fixture
def lists(portfolio):
    found = [one.where for one in all_due(portfolio, DAY)]
    return [where for where in found if where.template == "quarterly_review"][:3]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "forms"
    made.mkdir()
    return made


@pytest.fixture
def bar(qtbot, desk):
    made = FormBar(desk)
    qtbot.addWidget(made)
    return made


def test_each_partner_gets_its_form_and_each_is_noted(bar, portfolio, lists, folder):
    bar.start(lists, folder)
    files = sorted(folder.iterdir())
    assert len(files) == len(lists) == 3
    assert bar.sentence == "Wrote 3 forms."
    for file in files:
        identity = read_form(file.read_bytes()).identity
        assert identity.edition == "partner"
        (form,) = forms_of(portfolio, identity.partner_id)
        assert (form.form_id, form.file) == (identity.form_id, str(file))


def test_what_cannot_be_made_is_told_and_the_others_are_made(bar, lists, folder):
    bar.start([lists[0], Where(9, "quarterly_review", "2026-Q4"), lists[1]], folder)
    assert bar.sentence.startswith("Wrote 2 forms. 1 form could not be made: ")
    assert "not there any more" in bar.sentence
    assert len(list(folder.iterdir())) == 2


def test_it_stops_after_the_form_under_way(bar, lists, folder, monkeypatch):
    told = bar._tell

    def stop(words: str) -> None:
        told(words)
        if words.startswith("Writing form 1") and bar._run is not None:
            bar._run.cancel()

    monkeypatch.setattr(bar, "_tell", stop)
    bar.start(lists, folder)
    assert bar.sentence == "Wrote 1 form. 2 more were not begun."


def test_a_file_that_is_there_is_never_written_over(bar, lists, folder):
    bar.start(lists[:1], folder)
    (first,) = folder.iterdir()
    before = first.read_bytes()
    bar.start(lists[:1], folder)
    assert first.read_bytes() == before
    assert len(list(folder.iterdir())) == 2
    assert free_name(folder, "new.pdf").name == "new.pdf"


def test_the_list_sends_one_with_choices_and_several_into_a_folder(
    qtbot, desk, folder, monkeypatch
):
    page = ChecklistsPage(desk)
    qtbot.addWidget(page)
    page.reload()
    rows = page.model.rows
    page.view.select_ids([rows[0].id])
    page.send_selected()
    (dialog,) = page.findChildren(SendFormDialog)
    assert dialog.where == rows[0].where
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.view.select_ids([row.id for row in rows[:2]])
    page.send_selected()
    assert page.forms.sentence.startswith("Wrote ")
    assert desk.settings.value("forms_folder") == str(folder)


def test_the_runner_sends_the_checklist_on_show(qtbot, desk, lists):
    page = ChecklistPage(desk)
    qtbot.addWidget(page)
    page.visit(Place("checklist", lists[0].partner_id, f"{lists[0].template}:{lists[0].period}"))
    next(one for one in page.commands() if one.id == "checklist_send").run()
    (dialog,) = page.findChildren(SendFormDialog)
    assert dialog.where == lists[0]
    assert dialog.made is not None


def test_the_runner_says_which_form_an_answer_came_with(qtbot, desk, portfolio, lists):
    told = filled(portfolio, lists[0], DAY)
    line = next(one for one in told.asked if one.item.kind == "text" and not one.item.mirrors)
    cell = Cell(lists[0], line.item.key, value="Theirs")
    set_cells(portfolio, [cell], DAY, "Take in", "form 7F3A-22C1")
    page = ChecklistPage(desk)
    qtbot.addWidget(page)
    page.visit(Place("checklist", lists[0].partner_id, f"{lists[0].template}:{lists[0].period}"))
    page.show_item(line.item.key)
    assert page.question.carried.text().startswith("Taken in with form 7F3A-22C1 on ")
