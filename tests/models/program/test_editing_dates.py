"""The first day of a version moves together with what begins on it."""

from datetime import date

import pytest

from models.errors import UserError
from models.program import editing, loading
from models.program.editing_dates import move_first_day

TEXT = loading.programs()[0].text
FIRST, LATER = date(2027, 1, 1), date(2028, 7, 1)


def test_values_of_the_first_day_move_along_and_older_ones_stay():
    text = editing.set_head(TEXT, version="2027", from_on=FIRST)
    text = editing.set_ask(text, "aggregate_tcv", "gold", FIRST, "required", 18_000_000)
    moved = move_first_day(text, LATER)
    assert loading.program_of(moved).from_on == LATER
    assert loading.boundaries(moved) == (date(2021, 1, 1), LATER)
    assert loading.faults(moved) == []


def test_comments_and_layout_stay():
    moved = move_first_day(TEXT, FIRST)
    assert moved == TEXT.replace("from = 2021-01-01", "from = 2027-01-01")


def test_a_text_that_is_no_toml_is_refused():
    with pytest.raises(UserError, match="not readable as TOML"):
        move_first_day("[[", FIRST)
