"""Next January in a few sums and from one partner's file: the same figures; what was frozen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from models.errors import UserError
from models.program import loading
from models.store import projected as store
from models.store.frozen import freeze
from models.store.portfolio import Portfolio, create
from models.store.programs import terms_on
from models.store.settings import set_setting
from models.store.standing import partner_file, partner_ids
from tests.models.program.making import PARTNER, complete, deal, won
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World
from tests.models.store.test_standing import put

AS_OF = date(2022, 8, 15)
MILLION = 100_000_000


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with create(tmp_path_factory.mktemp("projected") / "many.alliance") as found:
        yield found


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as found:
        yield found


@pytest.mark.clause("A09")
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(most=4))
def test_the_sums_of_many_and_the_projection_of_each_agree(
    portfolio: Portfolio, world: World
) -> None:
    made, as_of, _ = world
    portfolio.conn.execute("BEGIN")
    try:
        put(portfolio, made)
        everyone = store.projections(portfolio, as_of)
        ids = partner_ids(portfolio)
        each = {i: store.projection(portfolio, i, as_of) for i in ids}
        some = store.projections(portfolio, as_of, ids[::2])
    finally:
        portfolio.conn.rollback()
    assert list(everyone) == ids
    assert some == {i: everyone[i] for i in ids[::2]}
    for partner_id, found in each.items():
        known, tcv = everyone[partner_id], found.decision.tcv
        assert (known.day, known.tier) == (found.day, found.tier)
        assert (known.due_minor, known.overdue_minor) == (found.due_minor, found.overdue_minor)
        for name in ("wins", "losses", "pipeline", "total", "without_services", "with_services"):
            assert getattr(known.tcv, name) == getattr(tcv, name)


@pytest.mark.clause("A09", "C065")
def test_it_is_measured_under_the_terms_of_its_own_day(one: Portfolio) -> None:
    terms = store.next_terms(one, AS_OF)
    assert terms is terms_on(one, date(2023, 1, 2))


def test_days_before_the_program_are_no_part_of_its_course(one: Portfolio) -> None:
    begins = terms_on(one, AS_OF).from_on
    over = store.terms_over(one, date(2020, 6, 1), date(2022, 1, 31))
    assert over[0][0] == begins
    with pytest.raises(UserError):
        store.terms_over(one, date(2020, 6, 1), date(2020, 6, 3))


@pytest.mark.clause("A11")
def test_a_deal_that_an_earlier_january_counted_as_pipeline_is_known_by_its_day(
    one: Portfolio,
) -> None:
    january = date(2022, 1, 5)
    due = deal("open", date(2022, 5, 1), MILLION)
    put(one, [complete(due, won(3), deal("open", date(2021, 5, 1), MILLION))])
    terms = terms_on(one, january)
    with one.change("Assess"):
        freeze(one, partner_file(one, PARTNER, january), terms, {})
    file = partner_file(one, PARTNER, AS_OF)
    assert store.counted_before(one, file, date(2022, 1, 4)) == {}
    assert store.counted_before(one, file, january) == {due.id: january}
    assert store.counted_before(one, file, date(2023, 1, 4)) == {due.id: january}


@pytest.mark.clause("A11")
def test_damaged_facts_mark_nothing_and_stop_nothing(one: Portfolio) -> None:
    january = date(2022, 1, 5)
    put(one, [complete(deal("open", date(2022, 5, 1), MILLION))])
    with one.change("Assess"):
        freeze(one, partner_file(one, PARTNER, january), terms_on(one, january), {})
    one.conn.execute("UPDATE frozen SET partner = 'Somebody'")
    file = partner_file(one, PARTNER, date(2023, 1, 4))
    assert store.counted_before(one, file, date(2023, 1, 4)) == {}


@pytest.mark.clause("C072", "A09")
def test_what_is_explored_reaches_from_new_year_into_the_next_january(one: Portfolio) -> None:
    put(one, [complete(won("9_000_000"), won("16_000_000", date(2022, 3, 1)))])
    file = partner_file(one, PARTNER, AS_OF)
    found = store.explored(one, file, AS_OF)
    assert (found.timeline.first, found.timeline.last) == (date(2022, 1, 1), date(2023, 1, 31))
    assert [step.tcv.total // MILLION for step in found.timeline.steps] == [9, 16]
    assert found.projection.tier == "gold"
    assert found.before == {}


def test_a_partner_without_records_is_projected_too(one: Portfolio) -> None:
    put(one, [replace(complete(), deals=[])])
    [found] = store.projections(one, AS_OF).values()
    assert (found.tier, found.tcv.total, found.due_minor) == ("opportunistic", 0, 0)


@pytest.mark.clause("A09")
def test_a_program_whose_criteria_have_windows_of_their_own_is_projected_deal_by_deal(
    one: Portfolio,
) -> None:
    example = next(program.name for program in loading.programs() if program.example)
    with one.change("Choose"):
        set_setting(one, "program", example)
    deals = [
        deal("open", date(2022, 12, 1), MILLION, 1, currency="EUR", customer="A"),
        deal("won", date(2022, 3, 1), MILLION, 1, currency="EUR", customer="B"),
        deal("open", date(2023, 2, 1), MILLION, 1, currency="EUR", customer="C"),
    ]
    put(one, [complete(*deals)])
    assert any(criterion.window for criterion in store.next_terms(one, AS_OF).criteria)
    [found] = store.projections(one, AS_OF).values()
    each = store.projection(one, PARTNER, AS_OF)
    assert (found.tier, found.tcv, found.due_minor) == (each.tier, each.decision.tcv, MILLION)
    booked = {c.id: c.actual for c in each.decision.criteria}
    assert max(int(actual) for actual in booked.values()) >= MILLION
