"""The measure and the calendar are changed by what is typed, and refused where it can't be."""

from datetime import date

import pytest

from models.errors import UserError
from models.program.draft_measure import fields, set_field
from models.program.loading import faults, programs, terms_from

GUIDE = programs()[0]
FIRST = date(2021, 1, 1)
TERMS = GUIDE.terms_on(FIRST)


def changed(key: str, typed: str):
    text = set_field(GUIDE.text, key, typed, TERMS)
    assert faults(text) == []
    return terms_from(text, FIRST)


@pytest.mark.parametrize("program", programs())
def test_a_field_left_as_it_was_shown_changes_nothing(program):
    terms = program.terms_on(program.from_on)
    for field in fields(terms):
        assert set_field(program.text, field.id, field.value, terms) == program.text


@pytest.mark.parametrize("program", programs())
def test_every_choice_of_a_field_can_be_taken(program):
    terms = program.terms_on(program.from_on)
    for field in fields(terms):
        for choice in field.choices:
            text = set_field(program.text, field.id, choice, terms)
            [found] = [f for f in fields(terms_from(text, program.from_on)) if f.id == field.id]
            assert found.value == choice


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("last 12 months", "trailing_months", 12),
        ("4 quarters", "trailing_quarters", 4),
        ("The calendar year", "current_year", 0),
        ("prior year", "prior_year", 0),
    ],
)
def test_the_window_of_closed_deals_is_typed(typed, kind, number):
    window = changed("measure.wins", typed).closed_window
    assert (window.kind, window.number) == (kind, number)


def test_numbers_are_typed():
    assert changed("measure.pipeline_quarters", "0").pipeline_quarters == 0
    assert changed("measure.measurement_day", "5 January").measurement_rule == 5
    assert changed("calendar.notice_days", "10").calendar.notice_days == 10
    assert changed("calendar.review_months.gold", "6").calendar.review_months["gold"] == 6
    assert "silver" not in changed("calendar.review_months.silver", "none").calendar.review_months


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("measure.wins", "0 months"),
        ("measure.wins", "a while"),
        ("measure.pipeline_quarters", "41"),
        ("measure.pipeline_quarters", "-1"),
        ("measure.measurement_day", "0"),
        ("measure.measurement_day", "32"),
        ("measure.losses_count", "perhaps"),
        ("calendar.statement_months", "0"),
        ("calendar.statement_months", "none"),
        ("calendar.review_months.gold", "121"),
        ("calendar.notice_in", "weeks"),
    ],
)
def test_what_a_field_can_not_be_is_refused_with_what_it_can(key, typed):
    with pytest.raises(UserError) as told:
        set_field(GUIDE.text, key, typed, TERMS)
    assert told.value.hint
