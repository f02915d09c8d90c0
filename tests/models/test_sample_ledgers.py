"""The sample shows two partners' own lists with every kind of difference, on whatever day."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import resources
from models.ledgers import Omission, PartnerList, TheirDeal
from models.partner import Partner
from models.store import records
from models.store.partner_deals import ledgers
from models.store.portfolio import Portfolio
from models.store.soundness import faults
from models.two_ledgers import GROUP_WORDS, Ledgers
from tests.sample_portfolio import sample_at

ONEIL = "O'Neil & Söhne 株式会社"


@contextmanager
def sample(as_of: date) -> Iterator[Portfolio]:
    with TemporaryDirectory() as folder, sample_at(Path(folder) / "sample.alliance", as_of) as made:
        yield made


def of(portfolio: Portfolio, name: str, as_of: date) -> Ledgers:
    (partner,) = records.find(portfolio, Partner, name=name)
    return ledgers(portfolio, partner.id, as_of)


@pytest.mark.parametrize("as_of", [date(2022, 1, 5), date(2024, 2, 29), date(2026, 11, 24)])
def test_every_kind_of_difference_is_there(as_of: date) -> None:
    with sample(as_of) as portfolio:
        told = of(portfolio, ONEIL, as_of)
        assert {line.group for line in told.lines} == GROUP_WORDS.keys() - {"aside"}
        found = {field for line in told.lines for field in line.differs}
        assert found == {"amount", "date", "status", "name"}
        assert (len(told.lists), told.candidates, told.is_old) == (2, 1, False)
        assert of(portfolio, "Oxlip & Ferrule Data Safety", as_of).is_old
        assert of(portfolio, "Zephyrquay Endpoint", as_of).listed_on is None
        assert faults(portfolio.conn) == []


def test_the_same_day_gives_the_same_lists() -> None:
    day = date(2026, 11, 24)
    with sample(day) as one, sample(day) as two:
        for kind in (TheirDeal, PartnerList, Omission):
            assert records.find(one, kind) == records.find(two, kind) != []


def test_every_deal_of_the_lists_says_that_it_is_made_up() -> None:
    with resources.path("sample/partner_pipeline.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["deal_id"].startswith("SAMPLE-") for row in csv.DictReader(file))
