"""Next January's measure, if the open deals close on the days they are expected."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.deal import Deal
from models.partner_file import PartnerFile
from models.program.deals import count_deals, sum_deals
from models.program.decide import decide
from models.program.loading import terms_on
from models.program.projected import Projection, course, projected
from tests.models.program.making import (
    Records,
    agreement,
    complete,
    deal,
    facts_of,
    without,
    won,
)
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World

AS_OF = date(2022, 8, 15)
NEXT = terms_on(date(2023, 1, 2))
MILLION = 100_000_000


def file_of(made: Records, as_of: date = AS_OF) -> PartnerFile:
    terms = terms_on(as_of)
    facts = facts_of(made, terms, as_of)
    return PartnerFile(
        partner=made.partner,
        contacts=tuple(made.contacts),
        agreements=tuple(made.agreements),
        offerings=tuple(made.offerings),
        trainings=tuple(made.trainings),
        integrations=tuple(made.integrations),
        deals=count_deals(made.deals, terms, as_of, {}),
        grants=tuple(made.grants),
        decision=decide(facts, terms, as_of, as_of),
        window=(date(2022, 7, 1), date(2023, 6, 30)),
    )


def ahead(*deals: Deal, as_of: date = AS_OF) -> Projection:
    return projected(file_of(complete(*deals), as_of), NEXT, {}, as_of)


@pytest.mark.clause("C065", "A09")
@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        (date(2022, 1, 1), date(2023, 1, 2)),
        (date(2022, 12, 31), date(2023, 1, 2)),
        (date(2023, 1, 1), date(2024, 1, 2)),
    ],
)
def test_the_next_january_is_that_of_the_year_after_the_as_of_day(as_of: date, day: date) -> None:
    way = course(terms_on(day), as_of)
    assert (way.day, way.last) == (day, date(as_of.year, 12, 31))


@pytest.mark.clause("C059", "C060", "C061", "A09")
@pytest.mark.parametrize(
    ("status", "close", "bucket"),
    [
        ("won", date(2021, 12, 31), "earlier"),
        ("won", date(2022, 1, 1), "wins"),
        ("won", AS_OF, "wins"),
        ("lost", date(2022, 3, 1), "losses"),
        ("open", AS_OF - timedelta(days=1), "out_of_window"),
        ("open", AS_OF, "wins"),
        ("open", date(2022, 12, 31), "wins"),
        ("open", date(2023, 1, 1), "pipeline"),
        ("open", date(2023, 12, 31), "pipeline"),
        ("open", date(2024, 1, 1), "out_of_window"),
        ("open", None, "undated"),
    ],
)
def test_each_deal_goes_where_next_january_will_find_it(
    status: str, close: date | None, bucket: str
) -> None:
    found = ahead(deal(status, close, MILLION, 1))
    assert [counted.bucket for counted in found.deals] == [bucket]
    assert found.deals[0].deal.status == status
    assert found.total == (MILLION if bucket in ("wins", "losses", "pipeline") else 0)


@pytest.mark.clause("A09")
def test_an_overdue_deal_is_named_and_not_counted() -> None:
    late = deal("open", date(2022, 8, 14), 3 * MILLION, 1)
    found = ahead(late, won(9, date(2022, 2, 1)))
    assert [counted.deal for counted in found.overdue] == [late]
    assert found.overdue_minor == 3 * MILLION
    assert found.overdue[0].reason == ("expected on 14 Aug 2022, late: counts only with a new date")
    assert found.total == 900


@pytest.mark.clause("A09", "C072")
def test_the_tier_needs_as_many_of_the_largest_deals_as_it_needs() -> None:
    """Nine million are sure; fifteen take the two largest of three, and never one of them."""
    due = [deal("open", date(2022, 11, 1), m * MILLION, 1) for m in (1, 5, 2)]
    found = ahead(won("9_000_000", date(2022, 2, 1)), *due)
    assert found.tier == "gold"
    assert (found.sure, found.sure_tier) == (9 * MILLION, "silver")
    assert [counted.tcv_minor // MILLION for counted in found.due] == [5, 2, 1]
    assert (found.due_minor, found.needed) == (8 * MILLION, 2)


@pytest.mark.clause("A09")
@pytest.mark.parametrize(("dollars", "tier"), [("14_999_999.99", "silver"), ("15_000_000", "gold")])
def test_the_projected_tier_turns_at_the_target(dollars: str, tier: str) -> None:
    expected = replace(won(dollars, date(2022, 12, 31)), status="open")
    assert ahead(expected).tier == tier


@pytest.mark.clause("A08")
@pytest.mark.parametrize(
    ("expires", "tier"), [(date(2022, 12, 30), "opportunistic"), (date(2022, 12, 31), "platinum")]
)
def test_prerequisites_are_judged_as_the_board_will_judge_them(expires: date, tier: str) -> None:
    made = without(complete(won("25_000_000", date(2022, 6, 1))), "nda")
    made.agreements.append(agreement("nda", date(2021, 2, 1), expires))
    assert projected(file_of(made), NEXT, {}, AS_OF).tier == tier


@pytest.mark.clause("C094")
def test_a_due_deal_without_services_hangs_on_nothing_where_the_reading_leaves_it_out() -> None:
    bare = deal("open", date(2022, 12, 1), 2 * MILLION)
    full = deal("open", date(2022, 12, 1), MILLION, 1)
    file = file_of(complete(bare, full))
    without_bare = projected(file, replace(NEXT, exclude_without_services=True), {}, AS_OF)
    assert [counted.deal for counted in without_bare.due] == [full]
    assert without_bare.due_minor == MILLION
    assert [counted.deal for counted in projected(file, NEXT, {}, AS_OF).due] == [bare, full]


def test_money_is_converted_at_the_rate_of_the_day_of_measuring() -> None:
    euros = deal("open", date(2022, 12, 1), MILLION, 1, currency="EUR")
    found = projected(file_of(complete(euros)), NEXT, {"EUR": Decimal(2)}, AS_OF)
    assert found.total == 2 * MILLION


def test_a_partner_without_deals_is_projected_to_nothing() -> None:
    found = ahead()
    assert (found.total, found.due, found.needed, found.tier) == (0, (), 0, "opportunistic")


@pytest.mark.clause("A09")
@given(worlds(most=1), st.data())
def test_it_is_the_literal_measure_once_the_deals_have_closed(
    world: World, data: st.DataObject
) -> None:
    """Won or lost: where losses count, next January's figure is the same."""
    for made in world[0]:
        found = projected(file_of(made), NEXT, {}, AS_OF)
        closed = [
            replace(d, status=data.draw(st.sampled_from(("won", "lost"))))
            if d.status == "open" and d.close_date and AS_OF <= d.close_date <= date(2022, 12, 31)
            else d
            for d in made.deals
        ]
        then = sum_deals(count_deals(closed, NEXT, found.day, {}), NEXT)
        assert found.total == then.total
        assert found.sure + found.due_minor == found.total


@pytest.mark.clause("A09", "C009")
@given(worlds(most=1))
def test_fewer_deals_than_needed_never_give_the_projected_tier(world: World) -> None:
    for made in world[0]:
        found = projected(file_of(made), NEXT, {}, AS_OF)
        if not found.needed:
            assert found.tier == found.sure_tier
            continue
        due = {counted.deal.id for counted in found.due}
        for number, same in ((found.needed, True), (found.needed - 1, False)):
            kept = {counted.deal.id for counted in found.due[:number]}
            some = replace(made)
            some.deals = [d for d in made.deals if d.id not in due or d.id in kept]
            again = projected(file_of(some), NEXT, {}, AS_OF)
            assert (again.tier == found.tier) is same
