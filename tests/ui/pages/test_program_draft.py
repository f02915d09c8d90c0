"""A draft is edited in a form and as text, each edit one step; nothing decides until adopted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models.program_year import KeptProgram
from models.store import records
from models.store.portfolio import create
from models.store.program_drafts import begin
from models.store.programs import terms_on
from tests.ui.pages.program_desk import FIRST, GUIDE, NOTICE, desk_over, shown
from ui.tables.model import Roles


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "draft.alliance") as made:
        yield made


@pytest.fixture
def desk(qapp, portfolio, tmp_path):
    return desk_over(portfolio, tmp_path)


@pytest.fixture
def form(qtbot, desk, portfolio):
    made = begin(portfolio, GUIDE.text, "2027", FIRST, NOTICE)
    page, going = shown(qtbot, desk, "draft", made.id)
    page.draft.going = going
    return page.draft


def kept(portfolio):
    [found] = records.find(portfolio, KeptProgram)
    return found


def put(sheet, row_id, column, typed):
    """Type into a cell as its editor hands it over."""
    names = [c.name for c in sheet.model.columns]
    index = sheet.model.index(sheet.model.position(row_id), names.index(column))
    sheet.table.setCurrentIndex(index)
    sheet.model.setData(index, typed)


def cell(sheet, row_id, column):
    return next(c for c in sheet.model.columns if c.name == column).shown(sheet.model.find(row_id))


@pytest.mark.clause("C100")
def test_a_value_is_typed_and_told_in_words_and_decides_nothing(form, portfolio):
    put(form.asks, "aggregate_tcv", "gold", "$18M")
    assert cell(form.asks, "aggregate_tcv", "gold") == "$18,000,000"
    words = [found.words for found in form.told.differences]
    assert "Gold, Aggregate TCV: $15,000,000 → $18,000,000" in words
    assert "# Rank 1 is the highest." in kept(portfolio).text
    assert portfolio.can_undo() == "Gold, Aggregate TCV: $18M"
    assert terms_on(portfolio, FIRST).version == "2021"
    form.desk.lane.undo()
    assert cell(form.asks, "aggregate_tcv", "gold") == "$15,000,000"


@pytest.mark.clause("C009")
def test_a_lower_tier_that_asks_more_is_warned_of_beside_the_form(form):
    put(form.asks, "mss_trained_people", "silver", "11")
    assert form.panel.state.title.text() == "1 warning"
    assert "silver asks for more than gold" in form.panel.faults.item(0).text()
    assert form.adopt_button.isEnabled()
    put(form.asks, "mss_trained_people", "silver", "10")
    assert form.panel.state.title.text() == "No faults"


def test_obligations_are_chosen_where_the_answer_is_yes_or_no(form):
    names = [c.name for c in form.asks.model.columns]

    def choices(row_id):
        at = form.asks.model.position(row_id)
        return form.asks.model.index(at, names.index("gold")).data(Roles.COLUMN).choices

    assert choices("executive_sponsor") == ("Required", "Recommended", "Not required")
    assert choices("aggregate_tcv") is None
    put(form.asks, "executive_sponsor", "gold", "Recommended")
    assert cell(form.asks, "executive_sponsor", "gold") == "Recommended"


def test_what_can_not_be_asked_is_said_at_its_cell_and_changes_nothing(qtbot, form, portfolio):
    before = kept(portfolio)
    put(form.asks, "mss_trained_people", "gold", "lots")
    qtbot.waitUntil(lambda: bool(form.asks.refusals.sentence))
    assert "no number above 0" in form.asks.refusals.sentence
    assert kept(portfolio) == before


@pytest.mark.clause("C090")
def test_benefits_are_set_by_tier_and_switched_on(form):
    put(form.states, "workshop", "gold", "Included")
    assert cell(form.states, "workshop", "gold") == "Included"
    put(form.states, "sales_enablement", "on", "Yes")
    assert cell(form.states, "sales_enablement", "on") == "Yes"
    words = [found.words for found in form.told.differences]
    assert "Sales enablement sessions switched on: No → Yes" in words


@pytest.mark.clause("C055")
def test_the_measure_is_typed_or_chosen(qtbot, form):
    put(form.values, "measure.pipeline_quarters", "value", "2")
    put(form.values, "measure.losses_count", "value", "No")
    put(form.values, "measure.wins", "value", "last 12 months")
    assert cell(form.values, "measure.pipeline_quarters", "value") == "2"
    assert form.told.terms.losses_count is False
    assert form.told.terms.closed_window.number == 12
    put(form.values, "measure.measurement_day", "value", "40")
    qtbot.waitUntil(lambda: bool(form.values.refusals.sentence))
    assert "from 1 to 31" in form.values.refusals.sentence


def test_the_head_is_edited_and_values_move_with_the_first_day(form, portfolio):
    put(form.asks, "aggregate_tcv", "gold", "$18M")
    form.head.first.line.setText("1 Jan 2028")
    form.head.first.line.setModified(True)
    form.head.commit()
    form.head.version.setText("2028")
    form.head.note.setText("a try")
    form.head.commit()
    found = kept(portfolio)
    assert (found.from_on, found.version, found.note) == (date(2028, 1, 1), "2028", "a try")
    assert cell(form.asks, "aggregate_tcv", "gold") == "$18,000,000"
    assert form.header.title == "Draft of version 2028"


@pytest.mark.parametrize(
    ("typed", "words"), [("32 Jan 2027", "is no day"), ("", "begins on some day")]
)
def test_a_day_that_is_none_is_refused_under_the_head(form, portfolio, typed, words):
    form.head.first.line.setText(typed)
    form.head.first.line.setModified(True)
    form.head.commit()
    assert words in form.head.problem.text()
    assert kept(portfolio).from_on == FIRST


def test_the_text_is_written_and_its_faults_stand_beside_it(form, portfolio):
    form.pick_face(4)
    broken = form.text.text.replace("8_000_000.00", "0")
    form.text.setPlainText(broken)
    form.text.commit()
    assert kept(portfolio).text == broken
    [fault] = form.told.faults
    assert not form.adopt_button.isEnabled()
    line = next(n for n, row in enumerate(broken.split("\n"), 1) if row.startswith("silver = {"))
    assert f"line {line}" in fault
    form.panel.faults.itemActivated.emit(form.panel.faults.item(0))
    assert form.text.textCursor().blockNumber() == line - 1
    form.desk.lane.undo()
    assert form.told.faults == ()
    assert form.text.text == kept(portfolio).text


def test_values_wait_while_the_text_is_no_program(form, portfolio):
    form.text.setPlainText(form.text.text.replace('kind = "money"', ""))
    form.text.commit()
    form.pick_face(0)
    assert form.stack.currentWidget() is form.broken
    form.broken.primary_clicked.emit()
    assert form.stack.currentWidget() is form.text_face


def test_a_text_without_its_head_is_kept_in_the_editor_until_it_is_right_or_given_up(
    form, portfolio
):
    before = kept(portfolio).text
    form.text.setPlainText(before.replace("version =", "edition ="))
    form.text.commit()
    assert kept(portfolio).text == before
    assert form.text_problem.text().startswith("Not saved yet.")
    assert form.desk.unsaved == 1
    form.reload()
    assert "edition =" in form.text.text
    form.pick_face(0)
    assert form.stack.currentWidget() is form.broken
    form.broken.link_clicked.emit()
    assert (form.text.text, form.desk.unsaved) == (before, 0)
    assert form.stack.currentWidget() is form.asks


def test_blanks_that_are_not_spaces_stay_in_the_text(form, portfolio):
    odd = kept(portfolio).text + "# a\u00a0b\n"
    form.text.setPlainText(odd)
    form.text.commit()
    assert kept(portfolio).text == odd


def test_a_pause_in_typing_writes(qtbot, form, portfolio):
    form.pick_face(4)
    form.text.setFocus()
    form.text._wait.setInterval(0)
    qtbot.keyClicks(form.text, "# x")
    qtbot.keyClick(form.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(portfolio).text.startswith("# x\n"))


def test_it_is_compared_with_any_version(form, portfolio):
    put(form.asks, "aggregate_tcv", "gold", "$18M")
    assert form.panel.against.count() == 1
    form.panel.copy()
    assert "Criteria: Gold, Aggregate TCV" in QGuiApplication.clipboard().text()
    begin(portfolio, kept(portfolio).text, "2030", date(2030, 1, 1), NOTICE)
    form.reload()
    other = next(row.id for row in form.told.others if row.version.version == "2030")
    form.panel.compared.emit(other)
    assert not [found for found in form.told.differences if found.part == "Criteria"]


@pytest.mark.clause("C100")
def test_it_is_adopted_from_its_form_which_goes_back_to_the_list(form, portfolio):
    form.adopt()
    form.changes.dialog.go.click()
    assert terms_on(portfolio, FIRST).version == "2027"
    assert form.going.page.place.tab == "versions"


def test_a_draft_that_is_gone_leads_back_to_the_list(qtbot, desk):
    page, _ = shown(qtbot, desk, "draft", 5)
    assert page.place.tab == "versions"
    assert page.current.KEY == "versions"


def test_a_draft_in_a_portfolio_open_to_read_is_only_looked_at(qtbot, portfolio, tmp_path):
    made = begin(portfolio, GUIDE.text, "2027", FIRST, NOTICE)
    page, _ = shown(qtbot, desk_over(portfolio, tmp_path, read_only=True), "draft", made.id)
    form = page.draft
    assert form.text.isReadOnly()
    assert form.head.version.isReadOnly()
    assert form.adopt_button.isHidden()
    index = form.asks.model.index(0, 1)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable


def test_a_name_a_clause_and_a_geography_are_typed_and_told_as_differences(form, portfolio):
    form.pick_face(3)
    assert form.stack.currentWidget() is form.words
    put(form.words, "tiers/gold/label", "value", "Amber")
    assert portfolio.can_undo() == "Tier 2: Amber"
    put(form.words, "tiers/gold/label", "clause", "c999")
    assert cell(form.words, "tiers/gold/label", "clause") == "C999"
    put(form.words, "geographies/6", "value", "Africa")
    assert cell(form.words, "geographies/6", "value") == "Africa"
    assert cell(form.words, "geographies/7", "value") == ""
    put(form.words, "provisional/tier", "value", "None")
    assert cell(form.words, "provisional/tier", "clause") == "–"
    told = "\n".join(found.words for found in form.told.differences)
    for words in ("Amber", "Africa", "C999", "provisional"):
        assert words.lower() in told.lower(), told
    assert "# Rank 1 is the highest." in kept(portfolio).text
    assert form.told.faults == ()


def test_a_cell_that_its_row_has_not_is_locked(form):
    names = [c.name for c in form.words.model.columns]

    def editable(row_id, column):
        at = form.words.model.index(form.words.model.position(row_id), names.index(column))
        told = at.data(Roles.COLUMN).editable
        assert bool(at.flags() & Qt.ItemFlag.ItemIsEditable) == told
        return told

    assert editable("tiers/gold/label", "clause")
    assert not editable("tiers/gold/alias", "clause")
    assert editable("clause/criteria/aggregate_tcv/gold", "clause")
    assert not editable("clause/criteria/aggregate_tcv/gold", "value")
    at = form.words.model.position("provisional/tier")
    told = form.words.model.index(at, names.index("value")).data(Roles.COLUMN)
    assert told.choices == ("None", "Platinum", "Gold", "Silver")


def test_a_name_that_can_not_be_is_said_at_its_cell(qtbot, form, portfolio):
    before = kept(portfolio)
    form.pick_face(3)
    put(form.words, "tiers/gold/label", "value", "Silver")
    qtbot.waitUntil(lambda: bool(form.words.refusals.sentence))
    assert "a tier named Silver already" in form.words.refusals.sentence
    assert kept(portfolio) == before
