"""Partners are added, renamed and papered; two never share a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Partner
from models.store import partners, records
from models.store.portfolio import Portfolio, create


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "partners.alliance") as made:
        yield made


def add(portfolio: Portfolio, *names: str) -> list[int]:
    return [partners.add_partner(portfolio, name) for name in names]


def test_a_partner_is_not_added_under_a_name_that_is_there(portfolio: Portfolio) -> None:
    add(portfolio, "Northwind Systems")
    with pytest.raises(UserError, match="There is a partner named Northwind Systems already"):
        partners.add_partner(portfolio, "  NORTHWIND   systems ")


def test_a_partner_keeps_its_own_name_in_another_spelling(portfolio: Portfolio) -> None:
    (key, other) = add(portfolio, "Northwind", "Contoso")
    assert partners.set_partner(portfolio, key, name="NorthWind").name == "NorthWind"
    with pytest.raises(UserError, match="Contoso already"):
        partners.set_partner(portfolio, key, name="contoso")
    assert records.get(portfolio, Partner, other).name == "Contoso"


def test_a_blank_name_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="needs a name"):
        partners.add_partner(portfolio, " \t ")


def test_an_agreement_is_added_once_and_then_changed(portfolio: Portfolio) -> None:
    (a,) = add(portfolio, "A")
    partners.set_agreement(portfolio, a, "nda", signed_on=date(2021, 1, 1))
    partners.set_agreement(portfolio, a, "nda", expires_on=date(2022, 1, 1))
    (paper,) = records.find(portfolio, Agreement, partner_id=a)
    assert (paper.signed_on, paper.expires_on) == (date(2021, 1, 1), date(2022, 1, 1))


def test_of_several_papers_of_a_kind_the_last_signed_one_is_changed(portfolio: Portfolio) -> None:
    (a,) = add(portfolio, "A")
    old = records.add(portfolio, Agreement(new_id(), a, "nda", date(2019, 1, 1)))
    new = records.add(portfolio, Agreement(new_id(), a, "nda", date(2021, 1, 1)))
    made = partners.set_agreement(portfolio, a, "nda", expires_on=date(2022, 1, 1))
    assert (made.id, records.get(portfolio, Agreement, old).expires_on) == (new, None)
