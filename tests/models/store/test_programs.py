"""The program, its readings and its texts, as a portfolio holds them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.program.loading import digest_of, programs, terms_from, usual_program
from models.store import programs as store
from models.store import versions
from models.store.portfolio import Portfolio, create, open_portfolio
from models.store.settings import set_setting
from models.store.standing import assess
from tests.models.program.making import complete, deal
from tests.models.store.test_standing import put

DAY = date(2022, 1, 5)
TEXT = programs()[0].text


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        yield found


@pytest.mark.clause("A10")
def test_a_reading_is_chosen_in_one_step_and_taken_back_in_one(portfolio: Portfolio) -> None:
    put(portfolio, [complete(deal("won", date(2021, 6, 1), 900_000_000))])
    assert assess(portfolio, DAY).decisions[0].calculated_tier == "silver"
    store.choose_reading(portfolio, "A10", "exclude", DAY)
    [decision] = assess(portfolio, DAY).decisions
    assert (decision.calculated_tier, decision.readings["A10"]) == ("opportunistic", "exclude")
    assert portfolio.can_undo() == "Read A10 as ‘They are left out’"
    portfolio.undo()
    assert assess(portfolio, DAY).decisions[0].calculated_tier == "silver"
    assert store.readings(portfolio) == {}


def test_a_reading_stays_with_the_portfolio(tmp_path: Path) -> None:
    with create(tmp_path / "two.alliance") as portfolio:
        store.choose_reading(portfolio, "A09", "day:7", DAY)
    with open_portfolio(portfolio.path) as again:
        assert store.terms_on(again, DAY).measurement_day(2023) == date(2023, 1, 7)
        store.choose_reading(again, "A09", "first_working_day", DAY)
        assert store.terms_on(again, DAY).readings["A09"] == "first_working_day"


def test_choosing_what_is_in_force_writes_nothing(portfolio: Portfolio) -> None:
    store.choose_reading(portfolio, "A10", "count", DAY)
    assert portfolio.can_undo() is None


@pytest.mark.parametrize(("reading", "option"), [("A99", "count"), ("A10", "maybe")])
def test_an_unknown_reading_is_refused_and_not_kept(
    portfolio: Portfolio, reading: str, option: str
) -> None:
    with pytest.raises(UserError, match=reading):
        store.choose_reading(portfolio, reading, option, DAY)
    assert store.readings(portfolio) == {}


def test_a_choice_made_for_another_program_decides_nothing(portfolio: Portfolio) -> None:
    usual = store.terms_on(portfolio, DAY)
    set_setting(portfolio, "reading.A77", "yes")
    set_setting(portfolio, "reading.A10", "gone")
    assert store.terms_on(portfolio, DAY) is usual


def test_a_text_that_was_kept_is_found_when_nothing_else_has_it(portfolio: Portfolio) -> None:
    text = TEXT.replace("25_000_000.00", "26_000_000.00")
    with pytest.raises(UserError, match=r"is not in one\.alliance any more"):
        store.text_of(portfolio, digest_of(text))
    with portfolio.change("Freeze"):
        digest = store.keep(portfolio, text)
    assert digest == digest_of(text)
    terms = store.terms_of(portfolio, digest, DAY, {"A10": "exclude"})
    assert terms.criterion("aggregate_tcv").asks["platinum"].required == 2_600_000_000
    assert terms.exclude_without_services
    assert len(versions.versions(portfolio)) == 1


def test_a_bundled_text_is_kept_once_by_its_terms(portfolio: Portfolio) -> None:
    terms = store.terms_on(portfolio, DAY)
    for _ in range(2):
        with portfolio.change("Freeze"):
            assert store.keep(portfolio, terms) == digest_of(TEXT) == terms.digest
    assert portfolio.conn.rows("SELECT state, text FROM programs") == [("kept", TEXT)]


def test_the_same_text_and_readings_give_the_same_terms_on_every_day_between_two_values() -> None:
    first = terms_from(TEXT, date(2021, 1, 1))
    assert terms_from(TEXT, date(2024, 2, 29)) is first
    assert terms_from(TEXT, DAY, {"A10": "exclude"}) is not first


def test_an_unknown_program_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="There is no program 'None'"):
        store.choose_program(portfolio, "None")
    assert store.program_name(portfolio) == usual_program()


def test_a_program_of_the_portfolio_s_own_can_be_run(portfolio: Portfolio) -> None:
    own = TEXT.replace(usual_program(), "Own Program").replace('version = "2021"', 'version = "1"')
    made = versions.draft(portfolio, own, date(2020, 12, 1))
    with pytest.raises(UserError, match="There is no program"):
        store.choose_program(portfolio, "Own Program")
    versions.adopt(portfolio, made.id)
    store.choose_program(portfolio, "Own Program")
    assert store.terms_on(portfolio, DAY).program == "Own Program"
    [chosen] = [choice for choice in store.programs(portfolio) if choice.in_use]
    assert (chosen.name, chosen.origin, chosen.versions) == ("Own Program", "own", 1)
    portfolio.undo()
    assert store.terms_on(portfolio, DAY).program == usual_program()
