"""The list's names come at once, and a change tells whose standing it may have moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Contact, Partner
from models.store import partners, records
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate
from models.store.settings import set_setting


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "partners.alliance") as made:
        yield made


def add(portfolio: Portfolio, *names: str) -> list[int]:
    return [partners.add_partner(portfolio, name) for name in names]


def test_partners_are_listed_by_folded_name(portfolio: Portfolio) -> None:
    add(portfolio, "Northwind", "contoso", "Émile & Fils", "Adatum")
    listed = partners.listed(portfolio)
    assert [line.name for line in listed.lines] == [
        "Adatum",
        "contoso",
        "Northwind",
        "Émile & Fils",
    ]
    assert listed.lines[0].standing is None


def test_an_empty_portfolio_lists_nobody(portfolio: Portfolio) -> None:
    assert partners.listed(portfolio) == partners.Listed((), 0, None)


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


def test_a_change_names_the_partners_that_it_touched(portfolio: Portfolio) -> None:
    a, b, c = add(portfolio, "A", "B", "C")
    contact = records.add(portfolio, Contact(new_id(), a, "Ada", "alliance manager"))
    since = partners.listed(portfolio).seq
    records.update(portfolio, Contact, contact, since=date(2021, 1, 1))
    records.add(portfolio, Deal(new_id(), b, "Deal"))
    assert partners.listed(portfolio, since).touched == {a, b}
    assert c not in (partners.touched_since(portfolio, since) or ())


def test_a_deleted_record_and_its_undo_touch_their_partner(portfolio: Portfolio) -> None:
    (a,) = add(portfolio, "A")
    contact = records.add(portfolio, Contact(new_id(), a, "Ada", "other"))
    since = partners.listed(portfolio).seq
    records.delete(portfolio, Contact, [contact])
    assert partners.touched_since(portfolio, since) == {a}
    since = partners.listed(portfolio).seq
    portfolio.undo()
    assert partners.touched_since(portfolio, since) == {a}


def test_a_renamed_partner_is_touched(portfolio: Portfolio) -> None:
    a, _ = add(portfolio, "A", "B")
    since = partners.listed(portfolio).seq
    partners.set_partner(portfolio, a, name="AA")
    assert partners.touched_since(portfolio, since) == {a}


def test_a_rate_touches_everybody_and_a_setting_nobody(portfolio: Portfolio) -> None:
    add(portfolio, "A")
    since = partners.listed(portfolio).seq
    set_setting(portfolio, "host", "Host")
    assert partners.touched_since(portfolio, since) == frozenset()
    store_rate(portfolio, "EUR", "1.1", date(2021, 1, 1))
    assert partners.touched_since(portfolio, since) is None


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
