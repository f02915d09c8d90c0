"""Names come at once, and a change tells whose standing it may have moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.action import Action
from models.deal import Deal
from models.ids import new_id
from models.partner import Contact
from models.program_year import KeptProgram, ParticipationStep, Statement
from models.store import partners, records
from models.store.partner_names import Listed, listed, touched_since
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
    found = listed(portfolio)
    assert [line.name for line in found.lines] == [
        "Adatum",
        "contoso",
        "Northwind",
        "Émile & Fils",
    ]
    assert found.lines[0].standing is None


def test_an_empty_portfolio_lists_nobody(portfolio: Portfolio) -> None:
    assert listed(portfolio) == Listed((), 0, None)


def test_a_change_names_the_partners_that_it_touched(portfolio: Portfolio) -> None:
    a, b, c = add(portfolio, "A", "B", "C")
    contact = records.add(portfolio, Contact(new_id(), a, "Ada", "alliance manager"))
    since = listed(portfolio).seq
    records.update(portfolio, Contact, contact, since=date(2021, 1, 1))
    records.add(portfolio, Deal(new_id(), b, "Deal"))
    assert listed(portfolio, since).touched == frozenset({a, b})
    assert c not in (touched_since(portfolio, since) or ())


def test_a_deleted_record_and_its_undo_touch_their_partner(portfolio: Portfolio) -> None:
    (a,) = add(portfolio, "A")
    contact = records.add(portfolio, Contact(new_id(), a, "Ada", "other"))
    since = listed(portfolio).seq
    records.delete(portfolio, Contact, [contact])
    assert touched_since(portfolio, since) == frozenset({a})
    since = listed(portfolio).seq
    portfolio.undo()
    assert touched_since(portfolio, since) == frozenset({a})


def test_a_renamed_partner_is_touched(portfolio: Portfolio) -> None:
    a, _ = add(portfolio, "A", "B")
    since = listed(portfolio).seq
    partners.set_partner(portfolio, a, name="AA")
    assert touched_since(portfolio, since) == frozenset({a})


def test_a_rate_touches_everybody_and_a_setting_nobody(portfolio: Portfolio) -> None:
    add(portfolio, "A")
    since = listed(portfolio).seq
    set_setting(portfolio, "host", "Host")
    assert touched_since(portfolio, since) == frozenset()
    store_rate(portfolio, "EUR", "1.1", date(2021, 1, 1))
    assert touched_since(portfolio, since) is None


def test_a_deal_that_changes_hands_touches_both(portfolio: Portfolio) -> None:
    a, b = add(portfolio, "A", "B")
    deal = records.add(portfolio, Deal(new_id(), a, "Deal"))
    since = listed(portfolio).seq
    records.update(portfolio, Deal, deal, partner_id=b)
    assert touched_since(portfolio, since) == frozenset({a, b})


def test_a_reading_and_a_kept_program_touch_everybody(portfolio: Portfolio) -> None:
    add(portfolio, "A")
    for write in (
        lambda: set_setting(portfolio, "reading.A10", "exclude"),
        lambda: set_setting(portfolio, "reading.A10", "count"),
        lambda: records.add(
            portfolio,
            KeptProgram(new_id(), "p", "2", date(2022, 1, 1), None, "draft", "d", "text"),
        ),
    ):
        since = listed(portfolio).seq
        write()
        assert touched_since(portfolio, since) is None


def test_what_moves_no_standing_touches_nobody(portfolio: Portfolio) -> None:
    (a,) = add(portfolio, "A")
    since = listed(portfolio).seq
    records.add(portfolio, Action(new_id(), a, "Call"))
    records.add(portfolio, Statement(new_id(), a, "status", date(2022, 1, 3), None, "Ann", "s"))
    assert touched_since(portfolio, since) == frozenset()
    records.add(portfolio, ParticipationStep(new_id(), a, "invited", date(2022, 1, 3)))
    assert touched_since(portfolio, since) == frozenset({a})
