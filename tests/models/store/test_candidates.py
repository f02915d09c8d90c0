"""Who is outside the program, and the same engine's figures for each of them."""

from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.ids import new_id
from models.partner import Partner
from models.sample import fill
from models.store import records
from models.store.candidates import figures, outside
from models.store.participation import take_step
from models.store.portfolio import Portfolio, create
from models.store.standing import assess

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "one.alliance") as made:
        yield made


@pytest.mark.clause("C010", "C011")
@pytest.mark.parametrize("day", [date(2022, 1, 5), date(2026, 11, 24), date(2030, 1, 1)])
def test_those_outside_are_whom_the_engine_calls_so(portfolio, day):
    fill(portfolio, TODAY)
    expected = {
        decision.partner_id: decision
        for decision in assess(portfolio, day).decisions
        if decision.participation != "participating"
    }
    found = outside(portfolio, day)
    assert {line.id: line.participation for line in found.lines} == {
        key: decision.participation for key, decision in expected.items()
    }
    assert found.all_partners == len(records.find(portfolio, Partner))
    judged = figures(portfolio, day, list(expected))
    for key, decision in expected.items():
        known = judged.by_id[key]
        assert (known.tcv_minor, known.wins_minor) == (decision.tcv.total, decision.tcv.wins)
        assert known.tier.key == decision.calculated_tier


@pytest.mark.clause("C010")
def test_customers_are_counted_once_however_they_are_written(portfolio):
    key = records.add(portfolio, Partner(7, "Northwind"))
    for customer in ("Contoso", " contoso ", "Fabrikam", "", " "):
        records.add(portfolio, Deal(new_id(), key, "Deal", customer=customer))
    other = records.add(portfolio, Partner(8, "Adatum"))
    judged = figures(portfolio, TODAY, [key, other])
    assert {k: f.customers for k, f in judged.by_id.items()} == {key: 2, other: 0}


def test_a_partner_comes_and_goes_with_its_steps(portfolio):
    key = records.add(portfolio, Partner(7, "Northwind"))
    for step in ("candidate", "invited", "accepted"):
        take_step(portfolio, key, step, TODAY, by="Ann", today=TODAY)
        [line] = outside(portfolio, TODAY).lines
        assert (line.participation, line.since) == (step, TODAY)
    seq = outside(portfolio, TODAY).seq
    take_step(portfolio, key, "signed", TODAY, by="Ann", today=TODAY)
    found = outside(portfolio, TODAY, seq)
    assert (found.lines, found.all_partners, found.touched) == ((), 1, frozenset({key}))
    take_step(portfolio, key, "left", TODAY, by="Ann", why="Sold", today=TODAY)
    assert [line.state for line in outside(portfolio, TODAY).lines] == ["Left"]


def test_the_reason_of_a_candidacy_is_the_nomination_note(portfolio: Portfolio):
    key = records.add(portfolio, Partner(7, "Northwind"))
    take_step(portfolio, key, "candidate", TODAY, by="Ann", why="Three wins", today=TODAY)
    assert records.get(portfolio, Partner, key).nomination == "Three wins"
