"""A pack tells what hygiene finds in one partner's deals, the same as the hygiene page does."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.background import HygieneNote
from models.store import hygiene, hygiene_kept
from models.store.background import background
from models.store.pack_hygiene import notes
from models.store.portfolio import Portfolio
from models.store.standing import partner_file
from tests.models.store.hygiene_deals import AS_OF, NORTH, WORLD, add, made_at


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with made_at(tmp_path / "one.alliance") as made:
        yield made


def found(portfolio: Portfolio, day: date = AS_OF) -> dict[str, HygieneNote]:
    file = partner_file(portfolio, NORTH, AS_OF)
    return {note.rule: note for note in notes(portfolio, file, day)}


def test_what_is_in_the_sum_is_told_apart_from_what_would_come_into_it(
    portfolio: Portfolio,
) -> None:
    late = add(portfolio, name="Late", close_date=date(2021, 5, 1))
    soon = add(portfolio, name="Soon late", close_date=date(2022, 1, 3))
    note = found(portfolio)["past_close_date"]
    assert (note.deals, note.minor, note.comes) == (2, 1000_00, 1000_00)
    assert set(note.ids) == {late, soon}


def test_it_says_the_same_as_a_look_at_all_deals(portfolio: Portfolio) -> None:
    add(portfolio, name="Watch two", close_date=date(2021, 5, 1), services_minor=0)
    add(portfolio, next_step="", close_date=date(2022, 1, 20))
    twin: dict[str, Any] = {"name": "Night watch", "customer": "Rail"}
    add(portfolio, **twin)
    add(portfolio, WORLD, **twin)
    whole = hygiene.of_partner(hygiene.look(portfolio, AS_OF, AS_OF), NORTH)
    told = found(portfolio)
    assert {key: note.deals for key, note in told.items()} == {
        line.key: line.findings for line in whole.lines if not line.off
    }
    assert {key: (note.minor, note.comes) for key, note in told.items()} == {
        line.key: (line.counts, line.comes) for line in whole.lines if not line.off
    }


def test_a_clean_partner_has_every_rule_that_speaks_without_a_finding(portfolio: Portfolio) -> None:
    add(portfolio)
    told = found(portfolio)
    assert "past_close_date" in told
    assert not any(note.deals or note.ids or note.said for note in told.values())


def test_a_finding_that_is_kept_as_it_is_is_none(portfolio: Portfolio) -> None:
    deal = add(portfolio, close_date=date(2022, 1, 3))
    assert found(portfolio)["past_close_date"].deals == 1
    hygiene_kept.keep(portfolio, [deal], "past_close_date", "Signed, paper under way", AS_OF)
    assert found(portfolio)["past_close_date"].deals == 0


def test_the_background_of_a_pack_has_them(portfolio: Portfolio) -> None:
    add(portfolio, close_date=date(2022, 1, 3))
    file = partner_file(portfolio, NORTH, AS_OF)
    assert background(portfolio, file, AS_OF).hygiene == notes(portfolio, file, AS_OF)
