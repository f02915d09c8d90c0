"""All partners' lists at a glance: none, old or current, with what is to be looked at."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.deal import Deal
from models.ledgers import PartnerList
from models.partner import Partner
from models.store import omissions, partner_lists, records
from models.store.partner_lists import ListLine, overview
from models.store.portfolio import Portfolio
from tests.models.store.test_partner_deals import CLOSE, TODAY, ours, portfolio, theirs

__all__ = ["portfolio"]


def of(portfolio: Portfolio, as_of: date = TODAY) -> dict[str, ListLine]:
    return {line.name: line for line in overview(portfolio, as_of).lines}


@pytest.mark.clause("C073")
def test_a_partner_without_a_list_has_none_and_no_zero(portfolio: Portfolio) -> None:
    (line,) = of(portfolio).values()
    assert (line.standing, line.health.named.percent, line.theirs) == ("none", None, 0)


@pytest.mark.parametrize(("days", "standing"), [(91, "current"), (92, "current"), (93, "old")])
def test_a_list_grows_old(portfolio: Portfolio, days: int, standing: str) -> None:
    theirs(portfolio, 11, TODAY - timedelta(days))
    (line,) = of(portfolio).values()
    assert (line.standing, line.health.age) == (standing, days)


def test_each_figure_is_that_of_the_partners_page(portfolio: Portfolio) -> None:
    with portfolio.change("Another"):
        records.add(portfolio, Partner(2, "Ash"))
    ours(portfolio, 1)
    ours(portfolio, 2, name="Vault", customer="Mill")
    theirs(portfolio, 11, close_date=CLOSE + timedelta(60))
    theirs(portfolio, 12, name="Cameras", customer="Zoo")
    omissions.flag(portfolio, [12], TODAY)
    line = of(portfolio)["O'Neil & Söhne 株式会社"]
    assert (line.differs, line.maybe, line.only_theirs, line.only_ours) == (1, 0, 1, 1)
    assert (line.candidates, line.theirs, line.lists) == (1, 2, 1)
    assert list(of(portfolio)) == ["Ash", "O'Neil & Söhne 株式会社"]


def test_a_list_is_missed_of_whoever_takes_part(portfolio: Portfolio) -> None:
    (line,) = of(portfolio).values()
    assert not line.is_missed
    assert of_state(line, "participating").is_missed


def of_state(line: ListLine, state: str) -> ListLine:
    return replace(line, participation=state)


def test_the_course_keeps_how_a_list_compared_when_it_came(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, import_id=5)
    with portfolio.change("Import"):
        partner_lists.keep_course(portfolio, 5)
    with portfolio.change("Ours moves on"):
        records.update(portfolio, Deal, 1, status="lost")
    (kept,) = records.find(portfolio, PartnerList)
    assert (kept.theirs, kept.known, kept.agreed) == (1, 1, 1)
    assert (kept.ours, kept.named, kept.named_minor, kept.currency) == (1, 1, 100_000, "USD")
