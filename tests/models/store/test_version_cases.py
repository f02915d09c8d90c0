"""A version made here has cases of its own, run beside those of the bundled ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.program.cases import cases_beside
from models.program.loading import programs
from models.program_year import KeptProgram
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.program_page import run_cases, view
from models.store.version_cases import of_program, put, take_away
from models.store.versions import draft, save_draft
from tests.models.program.harbour import NAME, TEXT, run_by

TODAY = date(2026, 11, 24)
USUAL = next(program for program in programs() if not program.example)
CASES = """
as_of = 2022-01-05

[base]
partner = { invited_on = 2019-06-01, invitation_accepted_on = 2020-01-05 }
agreements = { program_agreement = 2020-01-05 }
trainings = [{ person = "P {n}", kind = "engineering", completed_on = 2021-06-01, times = 4 }]
deals = [{ status = "won", close = 2021-06-01, customer = "C {n}", times = 3 }]

[[case]]
name = "All is there"
calculated = "pilot"
clauses = ["H04"]

[[case]]
name = "Nobody at the helm"
without = ["trainings"]
calculated = "ashore"
tcv_tier = "pilot"
limiting = { helm = 2 }
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        run_by(made)
        yield made


def own(portfolio: Portfolio) -> int:
    return next(told.id for told in of_program(portfolio, NAME) if told.id)


def test_cases_are_given_run_and_taken_away_each_undone_by_itself(portfolio: Portfolio) -> None:
    assert not view(portfolio, TODAY, TODAY).has_cases
    assert put(portfolio, own(portfolio), CASES) == 2
    assert portfolio.can_undo() == "Cases of version one"
    told = view(portfolio, TODAY, TODAY)
    assert told.has_cases
    rows = run_cases(told.cases)
    assert [(row.name, row.version, row.differences) for row in rows] == [
        ("All is there", "one", ()),
        ("Nobody at the helm", "one", ()),
    ]
    take_away(portfolio, own(portfolio))
    assert not view(portfolio, TODAY, TODAY).has_cases
    with pytest.raises(UserError, match="has no cases"):
        take_away(portfolio, own(portfolio))
    portfolio.undo()
    assert view(portfolio, TODAY, TODAY).has_cases


def test_what_is_needed_and_what_was_found_is_said_of_a_case_that_differs(
    portfolio: Portfolio,
) -> None:
    put(portfolio, own(portfolio), CASES.replace('"pilot"\nclauses', '"deckhand"\nclauses'))
    first, second = run_cases(of_program(portfolio, NAME))
    assert first.differences[0] == "calculated tier: deckhand expected, pilot found"
    assert second.passed


def test_the_cases_of_a_draft_stay_and_are_run_by_its_text_as_it_is(portfolio: Portfolio) -> None:
    text = TEXT.replace('version = "one"', 'version = "two"').replace(
        "from = 2020-01-01\nnotice", "from = 2021-06-01\nnotice"
    )
    made = draft(portfolio, text, date(2020, 1, 1))
    put(portfolio, made.id, CASES)
    save_draft(portfolio, made.id, text.replace("value = 3,", "value = 4,"))
    [kept] = records.find(portfolio, KeptProgram, id=made.id)
    assert kept.cases == CASES
    rows = [row for row in run_cases(of_program(portfolio, NAME)) if row.version == "two"]
    assert rows[0].differences[0] == "calculated tier: pilot expected, deckhand found"
    save_draft(portfolio, made.id, text.replace('kind = "yes_no"', ""))
    [broken] = [row for row in run_cases(of_program(portfolio, NAME)) if row.version == "two"]
    assert broken.name == "The cases of version two"
    assert not broken.passed


@pytest.mark.parametrize("text", ["", "[[case", "[[case]]\nname = 'a'\ncalculatd = 'pilot'"])
def test_what_can_not_be_read_is_not_taken(portfolio: Portfolio, text: str) -> None:
    with pytest.raises(UserError):
        put(portfolio, own(portfolio), text)
    assert not view(portfolio, TODAY, TODAY).has_cases


def test_bundled_versions_keep_theirs_and_take_no_others(tmp_path: Path) -> None:
    with create(tmp_path / "two.alliance") as portfolio:
        [told] = of_program(portfolio, USUAL.name)
        assert (told.id, told.cases) == (0, cases_beside(USUAL))
        with pytest.raises(UserError):
            put(portfolio, 0, CASES)
