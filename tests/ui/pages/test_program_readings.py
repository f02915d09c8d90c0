"""Readings are read in full, tried before they are chosen, and chosen as one step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from models.program.loading import programs
from models.store.portfolio import create
from models.store.programs import readings, terms_on
from tests.models.program.making import complete, won
from tests.models.store.test_standing import put
from tests.ui.pages.program_desk import TODAY, desk_over, shown


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "readings.alliance") as made:
        put(made, [complete(won(16_000_000, date(2025, 6, 1)))])
        yield made


@pytest.fixture
def desk(qapp, portfolio, tmp_path):
    return desk_over(portfolio, tmp_path)


def opened(qtbot, desk, reading):
    page, going = shown(qtbot, desk, "readings")
    page.current.sheet.reveal(reading)
    return page.current, going


@pytest.mark.parametrize("entry", programs()[0].terms_on(TODAY).interpretations, ids=lambda e: e.id)
def test_every_reading_shows_its_problem_its_ways_and_its_clauses(qtbot, desk, entry):
    part, _ = opened(qtbot, desk, entry.id)
    detail = part.detail
    assert detail.problem.text() == entry.problem
    assert [row.option.key for row in detail.options] == [option.key for option in entry.options]
    words = [row.words.text() for row in detail.options] or [detail.reading.text()]
    assert words[0] == entry.reading
    assert [line.split()[0] for line in detail.clauses.text().split("\n")] == list(entry.clauses)
    assert detail.try_button.isHidden() == (not entry.options)
    assert not detail.may_choose()


@pytest.mark.clause("A03")
def test_a_reading_is_chosen_and_taken_back(qtbot, desk, portfolio):
    part, going = opened(qtbot, desk, "A03")
    part.detail.options[1].button.click()
    part.detail.use_button.click()
    silver = terms_on(portfolio, TODAY).criterion("executive_sponsor").asks["silver"]
    assert silver.obligation == "required"
    assert going.said == ["Read A03 as ‘Required for Silver as well’"]
    assert part.detail.state.text == "Changed"
    assert part.sheet.model.find("A03").chosen == "required"
    part.detail.usual_button.click()
    assert readings(portfolio)["A03"] == "advice"
    assert part.detail.state.text == ""
    desk.lane.undo()
    desk.lane.undo()
    assert readings(portfolio) == {}


@pytest.mark.clause("A09")
def test_an_option_that_takes_a_number_has_a_field_for_it(qtbot, desk, portfolio):
    part, _ = opened(qtbot, desk, "A09")
    row = part.detail.options[1]
    row.number.setValue(5)
    assert row.button.isChecked()
    assert row.words.text().endswith("The measurement day is 5 January.")
    part.detail.use_button.click()
    assert terms_on(portfolio, TODAY).measurement_day(2027) == date(2027, 1, 5)
    assert part.detail.choice == "day:5"
    part.detail.options[1].number.setValue(6)
    assert part.detail.may_choose()
    part.detail.options[1].number.setValue(5)
    assert not part.detail.may_choose()


@pytest.mark.clause("A14")
def test_who_would_move_is_shown_before_a_reading_is_chosen(qtbot, desk, portfolio):
    part, going = opened(qtbot, desk, "A14")
    before = portfolio.can_undo()
    part.detail.options[2].button.click()
    part.detail.try_button.click()
    [line] = part.dialog.model.rows
    told = (line.move.before.key, line.move.after.key, line.why)
    assert told == ("gold", "opportunistic", "People trained in managed security services delivery")
    assert (portfolio.can_undo(), readings(portfolio)) == (before, {})
    part.dialog.go_button.click()
    assert readings(portfolio) == {"A14": "both_kinds"}
    assert going.said == ["Read A14 as ‘People trained in both kinds’"]


def test_what_is_marked_stays_when_the_page_is_read_again(qtbot, desk):
    part, _ = opened(qtbot, desk, "A14")
    part.detail.options[1].button.click()
    part.window().refresh()
    assert part.detail.choice == "each_kind"


def test_readings_are_filtered_by_whether_there_is_a_choice(qtbot, desk):
    part, _ = opened(qtbot, desk, "A01")
    part.chip.set_chosen(["choice"])
    part.chip.changed.emit({"choice"})
    assert [row.id for row in part.sheet.model.rows] == [
        "A03", "A08", "A09", "A10", "A12", "A14", "A20", "A22"
    ]  # fmt: skip
    part.copy()
    assert len(QGuiApplication.clipboard().text().split("\n")) == 9
