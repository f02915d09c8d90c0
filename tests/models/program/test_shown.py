"""A program's values are shown in its order, each with its clause and the reading behind it."""

from datetime import date

import pytest

from models.program import loading, shown
from models.program.loading import programs

DAY = date(2026, 11, 24)
GUIDE, EXAMPLE = programs()


def of(readings=None):
    terms = GUIDE.terms_on(DAY, readings or {})
    return {row.id: row for row in shown.requirements(terms)}


def measured(program=GUIDE, readings=None):
    terms = program.terms_on(DAY, readings or {})
    return {row.id: row for row in shown.measures(program.text, terms, DAY)}


@pytest.mark.clause("C078")
def test_the_requirement_comes_before_every_prerequisite():
    groups = [row.group for row in of().values()]
    assert (next(iter(of())), groups[0]) == ("aggregate_tcv", "Requirement")
    assert set(groups[1:]) == {"Prerequisite"}


@pytest.mark.clause("C070")
@pytest.mark.clause("C051")
def test_outside_the_tiers_nothing_is_asked():
    assert {(row.cells[-1].text, row.cells[-1].plain) for row in of().values()} == {
        ("Not required", "")
    }
    assert of()["aggregate_tcv"].cells[-1].clause == "C070"
    assert of()["software_integration"].cells[-1].clause == "C051"


def test_a_cell_has_words_a_bare_value_and_its_clause():
    money = of()["aggregate_tcv"].cells[1]
    assert (money.text, money.plain, money.clause) == ("$15,000,000", "15000000.00", "C068")
    places = of()["offering_availability"].cells
    assert [cell.text for cell in places] == ["Worldwide", "Worldwide", "2", "Not required"]
    sponsor = of()["executive_sponsor"].cells
    assert [cell.text for cell in sponsor[1:3]] == ["Required", "Recommended"]


def test_a_reading_is_named_where_it_has_changed_a_value():
    cell = of({"A03": "required"})["executive_sponsor"].cells[2]
    assert (cell.text, cell.reading) == ("Required", "A03")
    assert of()["executive_sponsor"].cells[2].reading == ""
    assert {c.reading for c in of({"A14": "each_kind"})["mss_trained_people"].cells} == {"A14"}
    day = measured(readings={"A09": "day:5"})["measure.measurement_day"]
    assert (day.value, day.reading) == ("5 January; next 5 Jan 2027", "A09")
    notice = measured(readings={"A22": "working_days"})["calendar.notice"]
    assert (notice.value, notice.reading) == ("5 working days before", "A22")


@pytest.mark.clause("C055")
@pytest.mark.clause("C050")
def test_every_value_of_the_measure_names_its_clause():
    rows = measured()
    assert rows["measure.program_year"].clause == "C055"
    assert rows["products"].clause == "C050"
    assert "not complete" in rows["products"].value
    assert [key for key, row in rows.items() if not row.clause] == ["currency"]


@pytest.mark.clause("C090")
def test_a_benefit_that_is_switched_off_is_shown_as_such():
    usual = {row.id: row for row in shown.benefits(GUIDE.terms_on(DAY))}
    assert [key for key, row in usual.items() if not row.on] == ["sales_enablement"]
    tenth = shown.benefits(GUIDE.terms_on(DAY, {"A12": "on"}))[-1]
    assert (tenth.on, tenth.clause, tenth.reading) == (True, "C090", "A12")


def test_another_program_is_shown_by_its_own_words():
    terms = EXAMPLE.terms_on(DAY)
    assert len(shown.requirements(terms)[0].cells) == 5
    assert measured(EXAMPLE)["measure.losses"].value == "None"
    assert measured(EXAMPLE)["measure.pipeline_quarters"].value == "None"
    assert "calendar.notice" not in measured(EXAMPLE)


def test_every_program_that_can_be_loaded_can_be_shown():
    for program in loading.programs():
        terms = program.terms_on(program.from_on)
        assert shown.measures(program.text, terms, program.from_on)
