"""The definitions of a pack state what its figures were reckoned with."""

from dataclasses import replace
from datetime import date

import pytest

from models.deal import Rate
from reports.facts import EDITIONS, freeze
from tests.reports.facts_builder import many
from tests.reports.reading import read

EUR = Rate(1, "EUR", date(2021, 12, 1), "1.1034")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_rates_used_are_stated_with_their_day_and_deals(edition: str) -> None:
    file = many(4).file
    first = replace(file.deals[0], deal=replace(file.deals[0].deal, currency="EUR"))
    file = replace(file, deals=(first, *file.deals[1:]), rates=(EUR,))
    text = read(freeze(file, edition=edition)).text
    for words in ("Exchange rates", "1 EUR", "1.1034 USD", "from 1 Dec 2021, for 1 deal"):
        assert words in text


def test_nothing_is_said_of_rates_where_none_is_used() -> None:
    assert "Exchange rates" not in read(freeze(many(4).file)).text
