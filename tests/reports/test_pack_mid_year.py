"""A version that begins within the year: the pack of each day uses the right one and prints it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file
from models.store.versions import adopt, draft
from reports.facts import EDITIONS, freeze
from tests.models.program.making import PARTNER, complete, deal, mid_year, won
from tests.models.store.test_standing import put
from tests.reports.reading import read


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        early = deal("won", date(2022, 2, 1), 1_600_000_000, 1)
        put(made, [complete(won(16_000_000), early)])
        adopt(made, draft(made, mid_year(), date(2022, 4, 1)).id)
        yield made


@pytest.mark.clause("C100")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("day", "version", "target", "earned"),
    [
        (date(2022, 6, 30), "2021", "$15", "Gold"),
        (date(2022, 7, 1), "mid", "$18", "Silver"),
        (date(2022, 7, 2), "mid", "$18", "Silver"),
    ],
)
def test_a_pack_prints_the_version_of_its_day(
    portfolio: Portfolio, edition: str, day: date, version: str, target: str, earned: str
) -> None:
    file = partner_file(portfolio, PARTNER, day)
    pages = read(freeze(file, edition=edition)).text
    text = " ".join(pages.split())
    other = {"2021": "mid", "mid": "2021"}[version]
    assert f", version {version}" in text
    assert f"program version {version}" in text
    assert f"version {other}" not in text
    assert f"Gold {target}.0M" in text
    assert f"{earned} is earned" in text or f"The records give {earned}" in text
