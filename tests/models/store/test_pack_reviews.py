"""A pack is told what reviews decided since the one before, and what they noted of deals."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.governance.outcomes import DealNote, Resolution
from models.store import pack_reviews, records
from models.store.background import background
from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file
from tests.models.store.reviews_of import TODAY, deals, partner


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "r.alliance") as made, made.change("Fill"):
        partner(made, 1, "Northwind")
        yield made


def decided(portfolio: Portfolio, at: int, state: str, on: date | None) -> None:
    made = Resolution(at, 1, f"Decision {at}", state=state, decided_on=on, outcome="So")
    records.add(portfolio, made)


@pytest.mark.clause("C041")
def test_decisions_since_the_quarter_before_are_told_and_those_still_wanted(
    portfolio: Portfolio,
) -> None:
    decided(portfolio, 1, "taken", date(2026, 7, 1))
    decided(portfolio, 2, "taken", date(2026, 7, 2))
    decided(portfolio, 3, "dropped", TODAY)
    decided(portfolio, 4, "wanted", None)
    found = pack_reviews.resolutions(portfolio, 1, TODAY)
    assert [one.id for one in found] == [4, 2, 3]


def test_with_a_pack_before_only_what_was_decided_after_it_is_told(portfolio: Portfolio) -> None:
    portfolio.conn.execute(
        "INSERT INTO packs (id, partner_id, kind, edition, as_of, made_at, pack_id, file, digest)"
        " VALUES (1, 1, 'full', 'internal', '2026-09-30', '2026-09-30T10:00:00+00:00', 'a', 'b',"
        " 'c')"
    )
    decided(portfolio, 1, "taken", date(2026, 9, 30))
    decided(portfolio, 2, "taken", date(2026, 10, 1))
    assert [one.id for one in pack_reviews.resolutions(portfolio, 1, TODAY)] == [2]


def test_what_was_decided_after_the_day_was_still_wanted_on_it(portfolio: Portfolio) -> None:
    decided(portfolio, 1, "taken", date(2026, 11, 25))
    [found] = pack_reviews.resolutions(portfolio, 1, TODAY)
    assert (found.state, found.decided_on, found.outcome) == ("wanted", None, "")


@pytest.mark.clause("C104")
def test_a_pack_gets_the_notes_on_deals_up_to_its_day(portfolio: Portfolio) -> None:
    first, second = deals(portfolio, 1, 2)
    for at, (deal, on) in enumerate(((first, TODAY), (second, date(2026, 11, 25)))):
        records.add(portfolio, DealNote(at + 1, 1, deal, "Waits", noted_on=on))
    decided(portfolio, 1, "wanted", None)
    found = background(portfolio, partner_file(portfolio, 1, TODAY), TODAY)
    assert [one.deal_id for one in found.deal_notes] == [first]
    assert [one.title for one in found.resolutions] == ["Decision 1"]
