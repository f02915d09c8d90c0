"""The Program page shows what the program says, as of the day, with every clause."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit

from models.program.loading import programs
from models.store import program_page
from models.store.portfolio import create
from models.store.program_page import CaseRow
from models.store.programs import choose_program, choose_reading
from tests.ui.pages.program_desk import EXAMPLE, TODAY, desk_over, shown
from ui.desk import Place
from ui.pages.program import PARTS
from ui.pages.program_cases import CasesPart
from ui.pages.program_part import Sheet


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "program.alliance") as made:
        yield made


@pytest.fixture
def desk(qapp, portfolio, tmp_path):
    return desk_over(portfolio, tmp_path)


def titles(part):
    return [column.title for column in part.sheet.model.columns]


def cells(part, row_id):
    row = part.sheet.model.find(row_id)
    return [column.shown(row) for column in part.sheet.model.columns]


def subs(part, row_id):
    row = part.sheet.model.find(row_id)
    return [column.sub(row) for column in part.sheet.model.columns if column.sub]


@pytest.mark.clause("C077")
def test_tiers_are_named_with_their_aliases(qtbot, desk):
    page, _ = shown(qtbot, desk)
    assert titles(page.current)[1:] == [
        "Platinum (Strategic)", "Gold (Growth)", "Silver (Emerging)",
        "Opportunistic (Transactional)",
    ]  # fmt: skip


@pytest.mark.clause("C078")
@pytest.mark.clause("C070")
def test_the_requirement_stands_first_and_each_cell_has_its_clause(qtbot, desk):
    page, _ = shown(qtbot, desk)
    assert page.current.sheet.model.rows[0].id == "aggregate_tcv"
    assert cells(page.current, "aggregate_tcv")[1:] == [
        "$25,000,000", "$15,000,000", "$8,000,000", "Not required"
    ]  # fmt: skip
    assert subs(page.current, "aggregate_tcv")[1:] == [
        "Required · C067", "Required · C068", "Required · C069", "C070"
    ]  # fmt: skip


@pytest.mark.clause("C051")
def test_outside_the_tiers_the_page_says_what_the_program_says(qtbot, desk):
    page, _ = shown(qtbot, desk)
    assert cells(page.current, "software_integration")[-1] == "Not required"
    assert subs(page.current, "software_integration")[-1] == "C051"


def test_the_head_says_which_version_is_in_force(qtbot, desk, portfolio):
    page, _ = shown(qtbot, desk)
    assert page.header.title == programs()[0].name
    assert page.header.sub == "Version 2021 in force since 1 Jan 2021 · no day of notice is known"
    choose_program(portfolio, EXAMPLE.name)
    page.refresh()
    assert page.header.sub.endswith("notice given on 1 Oct 2020")


def test_requirements_are_copied_with_value_obligation_and_clause(qtbot, desk):
    page, going = shown(qtbot, desk)
    page.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 15
    assert lines[0].split("\t")[4:7] == [
        "Platinum (Strategic)", "Platinum: obligation", "Platinum: clause"
    ]  # fmt: skip
    assert lines[1].split("\t")[4:7] == ["25000000.00", "Required", "C067"]
    assert going.said == ["Copied 14 criteria with headings"]


@pytest.mark.clause("C090")
def test_nine_benefits_are_in_force_and_a_reading_switches_the_tenth_on(qtbot, desk, portfolio):
    page, _ = shown(qtbot, desk, "benefits")
    assert page.bar.tabText(1) == "Benefits  9"
    assert subs(page.current, "sales_enablement")[0].endswith("C090 · switched off")
    choose_reading(portfolio, "A12", "on", TODAY)
    page.refresh()
    assert page.bar.tabText(1) == "Benefits  10"
    assert subs(page.current, "sales_enablement")[0].endswith("C090, read by A12")
    assert page.header._pills[0].text == "1 reading changed"


@pytest.mark.clause("C055")
@pytest.mark.clause("C050")
def test_each_value_of_the_measure_stands_with_its_clause(qtbot, desk):
    page, _ = shown(qtbot, desk, "measure")
    assert cells(page.current, "measure.program_year")[1:] == [
        "Calendar year, 1 January to 31 December", "C055"
    ]  # fmt: skip
    assert cells(page.current, "products")[2] == "C050"


def test_the_page_is_as_of_the_day_and_says_before_which_there_is_nothing(qtbot, desk):
    page, _ = shown(qtbot, desk)
    desk.set_as_of(date(2020, 12, 31))
    assert page._stack.currentWidget() is page._nothing
    page._nothing.primary_clicked.emit()
    assert page.current.sheet.model.count == 14


def test_the_register_of_clauses_is_filtered_searched_copied_and_read_in_full(qtbot, desk):
    page, going = shown(qtbot, desk, "clauses")
    part = page.current
    assert part.sheet.model.count == 108
    part.how.set_chosen(["reminder"])
    part.how.changed.emit({"reminder"})
    reminders = part.sheet.model.rowCount()
    assert 0 < reminders < 108
    part.sheet.search.setText("no such words")
    assert part.sheet._faces.currentWidget() is part.sheet.no_match
    part.sheet.no_match.primary_clicked.emit()
    assert part.sheet.model.rowCount() == 108
    part.sheet.reveal("C045")
    assert part.detail.heading.text() == "C045"
    assert "Designated technical resources" in part.detail.used.text()
    page.copy()
    assert going.said == ["Copied 108 clauses with headings"]


def test_clauses_are_shown_for_the_program_of_the_register_only(qtbot, desk, portfolio):
    choose_program(portfolio, EXAMPLE.name)
    page, _ = shown(qtbot, desk, "clauses")
    assert not page.bar.isTabVisible(4)
    assert page.current.KEY == "requirements"
    assert len(titles(page.current)) == 6


def test_cases_are_run_and_all_come_out(qtbot, desk):
    page, _ = shown(qtbot, desk)
    page.run_cases()
    part = page.part("cases")
    assert isinstance(part, CasesPart)
    assert part.message.sentence == f"All {len(part.rows)} cases come out as expected."
    assert page.current is part


def test_a_case_that_fails_says_what_was_expected_and_found(qtbot, desk, monkeypatch):
    wrong = "calculated tier: gold expected, silver found"
    rows = (CaseRow(1, "2021", "one", (), ()), CaseRow(2, "2021", "two", ("C008",), (wrong,)))
    monkeypatch.setattr(program_page, "run_cases", lambda name: rows)
    page, _ = shown(qtbot, desk, "cases")
    page.run_cases()
    part = page.current
    assert part.message.sentence.startswith("1 of 2 cases comes out otherwise")
    assert [row.name for row in part.sheet.model.rows] == ["two"]
    assert subs(part, 2) == [wrong]
    part.chip.clear()
    assert part.sheet.model.rowCount() == 2


def test_keys_go_from_part_to_part(qtbot, desk):
    page, _ = shown(qtbot, desk)
    by_key = {command.keys: command for command in page.commands()}
    seen = []
    for at in range(len(PARTS)):
        by_key[f"Ctrl+{at + 1}"].run()
        seen.append(page.current.KEY)
    assert seen == [kind.KEY for kind in PARTS]


def test_find_puts_the_cursor_into_the_filter(qtbot, desk):
    page, _ = shown(qtbot, desk)
    page.activateWindow()
    page.begin_search()
    assert page.focusWidget() is page.current.sheet.search


@pytest.mark.parametrize("tab", [kind.KEY for kind in PARTS])
def test_every_part_works_on_an_empty_portfolio_and_is_named(qtbot, desk, tab):
    page, _ = shown(qtbot, desk, tab)
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit)
    nameless = [
        widget
        for widget in page.findChildren(QAbstractButton)
        + page.findChildren(QAbstractItemView)
        + page.findChildren(QLineEdit)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


@pytest.mark.parametrize("tab", ["requirements", "benefits", "measure", "readings", "versions"])
def test_the_tables_are_sound(qtbot, desk, tab, qtmodeltester):
    page, _ = shown(qtbot, desk, tab)
    qtmodeltester.check(page.current.sheet.model)


def test_a_portfolio_open_to_read_offers_no_writing(qtbot, portfolio, tmp_path):
    desk = desk_over(portfolio, tmp_path, read_only=True)
    page, _ = shown(qtbot, desk, "versions")
    assert page.new_button.isHidden()
    part = page.current
    assert part.new_button.isHidden()
    assert part.open_button.isHidden()
    assert all(part.verbs[key].isHidden() for key in ("edit", "adopt", "discard", "withdraw"))
    page.visit(Place("program", 0, "readings"))
    page.current.sheet.reveal("A03")
    page.current.detail.options[1].button.setChecked(True)
    assert page.current.detail.use_button.isHidden()
    assert page.current.detail.try_button.isEnabled()


def test_another_program_is_used_as_one_step(qtbot, desk, portfolio):
    page, going = shown(qtbot, desk)
    page.use_another()
    dialog = page.changes.dialog
    assert not dialog.go.isEnabled()
    dialog.buttons[1].setChecked(True)
    dialog.move_button.click()
    assert page.changes.above.found.new.program == EXAMPLE.name
    dialog.go.click()
    assert page.header.title == EXAMPLE.name
    assert going.said == [f"Run by {EXAMPLE.name}"]
    desk.lane.undo()
    assert page.header.title == programs()[0].name


def test_before_its_rows_are_read_a_part_does_not_say_that_none_match(qtbot):
    sheet = Sheet("Requirements", ("criterion", "criteria"))
    qtbot.addWidget(sheet)
    sheet.show()
    assert not sheet.no_match.isVisible()
