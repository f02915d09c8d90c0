"""Templates are listed, copied, edited with the keyboard, saved, retired; each step undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog

from models.checklist.loading import bundled
from models.partner import Partner
from models.store import checklist_templates as store
from models.store import records
from models.store.portfolio import create
from tests.models.checklist.test_loading import SMALL
from ui.desk import Opened, Place
from ui.pages.templates import TemplatesPage
from ui.pages.templates_tree import HEAD

TODAY = date(2026, 11, 24)
KEY = "quarterly_review"


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "templates.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Northwind"))
        yield made


@pytest.fixture
def page(qtbot, desk):
    made = TemplatesPage(desk)
    qtbot.addWidget(made)
    made.bind_keys()
    desk.going.connect(made.visit)
    made.resize(1200, 800)
    made.show()
    made.visit(Place("templates"))
    return made


@pytest.fixture
def editor(page):
    choose(page, KEY)
    page.list.edit()
    return page.editor


def choose(page, key, state="bundled"):
    page.list.sheet.reveal(f"{key}:{state}")
    assert page.list.row.template.key == key


def listed(page):
    return {row.template.key: row.state for row in page.list.sheet.model.rows}


def typed(form, key, words):
    line = form.rows.fields[key]
    line.setText(words)
    line.setModified(True)
    form.commit()


def test_the_bundled_ones_are_listed_with_what_can_be_done(page):
    assert list(listed(page).values()) == ["bundled"] * 6
    assert page.header.sub == "6 templates in use"
    times = [page.list.sheet.model.columns[1].shown(row) for row in page.list.sheet.model.rows]
    assert times.count("When asked") == 2  # both sides of the survey
    choose(page, KEY)
    assert [key for key, button in page.list.verbs.items() if not button.isHidden()] == [
        "edit",
        "copy",
        "export",
        "retire",
    ]


def test_enter_opens_a_draft_in_the_editor_and_the_crumb_leads_back(qtbot, page, toasts):
    choose(page, KEY)
    qtbot.keyClick(page.list.sheet.table, Qt.Key.Key_Return)
    assert page.place.tab == KEY
    assert toasts == [("Begin to edit Quarterly partner review", True)]
    assert page.editor.tree.at == (0, 0)
    assert page.editor.tree.hasFocus()
    assert not page.editor.save_button.isEnabled()
    page.editor.header.crumb_clicked.emit("list")
    assert page.place.tab == ""
    choose(page, KEY)
    assert page.list.row.drafted


def test_each_edit_is_one_step_and_the_preview_follows(editor, portfolio):
    typed(editor.item, "asks", "Was the pipeline of {partner} gone through?")
    assert editor.preview.question.text() == "Was the pipeline of Northwind gone through?"
    assert editor.told.differences[0].startswith("‘Was the pipeline of {partner} gone through?’")
    assert portfolio.can_undo().startswith("Edit ‘Was the pipeline gone through")
    editor.desk.lane.undo()
    assert editor.item.asks.text().startswith("Was the pipeline gone through with")
    assert editor.told.differences == ()


def test_what_is_wrong_is_said_beside_its_field_and_keeps_it_from_being_saved(editor):
    typed(editor.item, "clause", "12")
    assert editor.item.rows.fault_of("clause").startswith("A clause is a letter and two or three")
    assert editor.faults_button.text() == "1 fault"
    assert not editor.save_button.isEnabled()
    editor.tree.go_to(HEAD)
    editor.save()
    assert editor.tree.at == (0, 0)
    assert not editor.message.isHidden()
    typed(editor.item, "clause", "C103")
    assert editor.item.rows.fault_of("clause") == ""
    assert editor.faults_button.isHidden()


def test_the_keyboard_alone_adds_moves_copies_and_removes(qtbot, editor):
    tree = editor.tree
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Insert)
    assert tree.at == (0, 1)
    assert editor.told.template.sections[0].items[1].key == "new_question"
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert tree.at == (0, 3)
    assert editor.told.template.sections[0].items[3].key == "new_question"
    qtbot.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert tree.at == (0, 2)
    qtbot.keyClick(tree, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert editor.told.template.sections[0].items[3].key == "new_question_2"
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert "new_question_2" not in editor.told.template.items
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert editor.item.asks.hasFocus()


def test_an_item_moves_over_the_edge_of_its_section(editor):
    editor.tree.go_to((1, 0))
    editor.move_up()
    assert editor.tree.at == (0, 10)
    assert editor.told.template.sections[0].items[10].key == "training_free"


def test_a_section_is_added_renamed_and_taken_from_the_program(editor):
    editor.tree.go_to((0, None))
    editor.add_section()
    assert editor.tree.at == (1, None)
    typed(editor.section, "name", "Criteria")
    editor.section.each.click()
    told = editor.told.template.sections[1]
    assert (told.name, told.each) == ("Criteria", "criterion")
    assert not editor.section.evidence.isHidden()


def test_the_kind_brings_its_choices_and_takes_them_away(editor):
    editor.item.rows.changed.emit("kind", "choice")
    assert [row.label.text() for row in editor.item.choices.rows] == ["Good", "Poor"]
    editor.item.choices.more.click()
    editor.item.choices.rows[2].label.setText("Fair")
    editor.item.choices.rows[2].label.setModified(True)
    editor.item.commit()
    item = editor.told.template.items["pipeline_reviewed"]
    assert [(choice.label, choice.state) for choice in item.choices] == [
        ("Good", "met"),
        ("Poor", "not_met"),
        ("Fair", "met"),
    ]
    editor.item.choices.rows[0].drop.click()
    assert len(editor.told.template.items["pipeline_reviewed"].choices) == 2
    assert editor.told.faults[0].key == "when"  # an item beneath asks for yes or no
    editor.item.rows.changed.emit("kind", "number")
    assert editor.told.template.items["pipeline_reviewed"].choices == ()


def test_a_target_is_a_whole_number_or_money_and_nothing_else(editor):
    editor.item.rows.changed.emit("kind", "number")
    typed(editor.item, "target", "many")
    assert "whole number" in editor.item.rows.fault_of("target")
    typed(editor.item, "target", "12")
    assert editor.told.template.items["pipeline_reviewed"].target == 12
    editor.tree.go_to((0, 4))
    typed(editor.item, "target", "1.5M")
    assert editor.told.template.items["partner_pipeline"].target == 150_000_000
    assert editor.item.rows.fields["target"].text() == "1500000.00"


def test_what_is_asked_may_differ_by_tier(editor):
    ask = editor.item.ask
    ask.whole.chosen.emit("by_tier")
    assert not ask.tiers["silver"].isHidden()
    ask.tiers["silver"].set_current("not_asked")
    ask.tiers["silver"].chosen.emit("not_asked")
    item = editor.told.template.items["pipeline_reviewed"]
    assert (item.asked_of("silver"), item.asked_of("gold")) == ("not_asked", "required")
    ask.whole.chosen.emit("required")
    assert editor.told.differences == ()


def test_a_condition_is_chosen_from_the_items_above(editor):
    editor.tree.go_to((0, 3))
    assert editor.preview.foot.text().endswith(
        "asked only where ‘Does Aggregate TCV reach what the tier asks for?’ is No"
    )
    assert editor.item.when.which.current == "tcv_met"
    editor.item.when.boxes["partly"].click()
    assert editor.told.template.items["tcv_plan"].when.values == ("partly", "no")
    editor.item.when.which.chosen.emit("")
    assert editor.told.template.items["tcv_plan"].when is None


def test_the_records_may_answer_it(editor):
    editor.item.rows.changed.emit("source", "mirrors:agreements.nda.signed_on")
    item = editor.told.template.items["pipeline_reviewed"]
    assert (item.mirrors, item.kind) == ("agreements.nda.signed_on", "date")
    editor.item.rows.changed.emit("source", "gate:tcv")
    item = editor.told.template.items["pipeline_reviewed"]
    assert (item.mirrors, item.gate, item.kind) == ("", "tcv", "yes_no")
    assert editor.preview.answers == ["The records answer it"]


def test_the_head_says_when_it_comes_and_for_whom(editor):
    editor.tree.go_to(HEAD)
    typed(editor.head, "due", "-7")
    assert "due 7 days before the last day of its period" in editor.head.when.text()
    typed(editor.head, "due", "soon")
    assert "whole number of days" in editor.head.rows.fault_of("due")
    editor.head.tiers.boxes["gold"].click()
    assert editor.told.template.tiers == ("gold",)
    assert editor.told.template.due == -7


@pytest.mark.parametrize("keys", [False, True])
def test_a_draft_is_saved_as_a_new_version_with_its_differences(qtbot, page, editor, keys):
    typed(editor.item, "asks", "Was it gone through?")
    if keys:
        qtbot.keySequence(page, QKeySequence("Ctrl+S"))
    else:
        editor.save_button.click()
    dialog = page.changes.dialog
    dialog.go.click()
    assert page.place.tab == ""
    assert listed(page)[KEY] == "own"
    choose(page, KEY, "own")
    assert page.list.row.template.version == 2
    page.list.back()
    assert listed(page)[KEY] == "bundled"


def test_a_discarded_draft_leads_back_to_the_list_and_undo_brings_it_back(page, editor, portfolio):
    editor.discard()
    assert page.place.tab == ""
    assert not page.list.row.drafted
    page.desk.lane.undo()
    choose(page, KEY)
    assert page.list.row.drafted


def test_a_new_one_is_named_and_a_copy_has_all_its_items(page, portfolio):
    page.new_template()
    dialog = page.changes.dialog
    dialog.go.click()
    assert "needs a name" in dialog.problem_of("name")
    dialog.name.setText("Plan review")
    dialog.go.click()
    assert page.place.tab == "plan_review"
    page.editor.save()
    page.changes.dialog.go.click()
    assert store.in_use(portfolio, "plan_review").version == 1
    choose(page, "onboarding")
    page.list.copy_template()
    page.changes.dialog.go.click()
    assert page.place.tab == "onboarding_copy"
    assert len(page.editor.told.template.items) == 62


def test_one_is_retired_and_offered_again(page):
    choose(page, KEY)
    page.list.retire()
    assert listed(page)[KEY] == "retired"
    choose(page, KEY, "retired")
    assert not page.list.may("edit")
    page.list.offer()
    assert listed(page)[KEY] == "bundled"


def test_files_go_out_and_come_in(page, tmp_path, monkeypatch, qtbot):
    target = tmp_path / "out.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    choose(page, KEY)
    page.list.export()
    assert target.read_text(encoding="utf-8") == bundled()[3].text
    source = tmp_path / "small.toml"
    source.write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    page.changes.ask_file()
    assert page.place.tab == "small"


def test_a_file_that_is_no_template_is_refused_in_one_sentence(page, tmp_path, desk):
    told = []
    desk.problem.connect(lambda *words: told.append(words))
    source = tmp_path / "no.toml"
    source.write_text("a = 1\n", encoding="utf-8")
    page.changes.take_file(source)
    assert told[0][0].startswith("no.toml")
    page.changes.take_file(tmp_path / "none.toml")
    assert told[1][0] == f"There is no file {tmp_path / 'none.toml'}."


def test_where_nothing_can_be_written_nothing_is_offered(page, desk, portfolio):
    desk.opened = Opened(path=portfolio.path, name="Partners", read_only=True)
    page.refresh()
    choose(page, KEY)
    assert not page.list.may("edit")
    assert page.list.may("export")
    assert page.new_button.isHidden()


@pytest.mark.parametrize(("high", "within"), [(560, True), (900, False)])
def test_in_a_low_window_the_preview_scrolls_away_with_the_form(qtbot, page, editor, high, within):
    page.resize(1000, high)
    room, preview = editor.side.room, editor.preview
    qtbot.waitUntil(lambda: room.isAncestorOf(preview) == within)
    assert preview.isVisible()
