"""Movement between two days: each step by its rule, and all of them add up to the cent."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.movement import ALL_OPEN, STEPS, Move, Movement, Movements, Scope, Sum, movements
from models.store.snapshots import SnapDeal

WINDOW = Scope(date(2026, 10, 1), date(2027, 6, 30))
DAYS = (date(2026, 10, 31), date(2026, 11, 30))
RATES = {"EUR": Decimal("1.1")}


def deal(number: int = 1, **values: Any) -> SnapDeal:
    made = SnapDeal(number, 7, f"Deal {number}", "open", "2026-12-01", 80, 20, "USD", 1, "Proposal")
    return made._replace(**values)


def moved(
    before: list[SnapDeal], after: list[SnapDeal], scope: Scope = ALL_OPEN, **more: Any
) -> Movements:
    return movements(before, after, currency="USD", rates=RATES, scope=scope, **more)


def only(before: SnapDeal | None, after: SnapDeal | None, scope: Scope = ALL_OPEN) -> Move:
    """The one move of one deal."""
    found = moved([before] if before else [], [after] if after else [], scope).total
    (move,) = [move for step in found.steps for move in step.moves]
    return move


@pytest.mark.parametrize(
    ("before", "after", "step", "minor"),
    [
        (None, deal(), "added", 100),
        (deal(), deal(status="won"), "won", -100),
        (deal(), deal(status="lost"), "lost", -100),
        (deal(), deal(status="won", partner_minor=500), "won", -100),
        (deal(), None, "removed", -100),
        (deal(), deal(qualified=0), "unqualified", -100),
        (deal(qualified=0), deal(), "qualified", 100),
        (deal(status="lost"), deal(), "other", 100),
        (deal(), deal(partner_minor=81), "valued_up", 1),
        (deal(), deal(services_minor=19), "valued_down", -1),
        (deal(), deal(close_date="2026-12-02"), "slipped", 0),
        (deal(), deal(close_date="2026-11-30"), "pulled_in", 0),
        (deal(close_date=None), deal(), "other", 0),
        (deal(), deal(currency="EUR"), "valued_up", 10),
    ],
)
def test_what_happened_to_a_deal_is_one_step(
    before: SnapDeal | None, after: SnapDeal | None, step: str, minor: int
) -> None:
    move = only(before, after)
    assert (move.step, move.minor) == (step, minor)
    assert (move.before, move.after) == (before, after)


@pytest.mark.parametrize(
    ("before", "after", "step", "minor"),
    [
        ("2027-06-30", "2027-07-01", "slipped", -100),
        ("2027-07-01", "2027-06-30", "pulled_in", 100),
        ("2026-10-01", "2026-09-30", "pulled_in", -100),
        ("2026-09-30", "2026-10-01", "slipped", 100),
        ("2027-06-29", "2027-06-30", "slipped", 0),
        (None, "2026-12-01", "other", 100),
        ("2026-12-01", None, "other", -100),
    ],
)
def test_in_the_window_a_date_that_crosses_its_edge_moves_the_sum(
    before: str | None, after: str | None, step: str, minor: int
) -> None:
    move = only(deal(close_date=before), deal(close_date=after), WINDOW)
    assert (move.step, move.minor) == (step, minor)


@pytest.mark.parametrize(
    "one",
    [deal(status="won"), deal(qualified=0), deal(close_date="2030-01-01")],
)
def test_what_never_was_pipeline_moves_nothing(one: SnapDeal) -> None:
    found = moved([one], [one._replace(partner_minor=9)], WINDOW).total
    assert (found.opening, found.closing) == (Sum(), Sum())
    assert all(not step.moves for step in found.steps)


def test_a_later_date_and_another_amount_are_two_steps() -> None:
    found = moved([deal()], [deal(close_date="2027-01-01", partner_minor=70)]).total
    assert [step.key for step in found.steps if step.moves] == ["slipped", "valued_down"]
    assert found.step("slipped").touched == 90
    assert (found.opening, found.closing, found.moved) == (Sum(1, 100), Sum(1, 90), -10)


@pytest.mark.parametrize(
    ("close", "through"),
    [("2026-10-31", 0), ("2026-11-01", 1), ("2026-11-30", 1), ("2026-12-01", 0)],
)
def test_what_came_and_was_won_in_between_is_added_and_won(close: str, through: int) -> None:
    found = moved([], [deal(status="won", close_date=close)], days=DAYS).total
    assert (found.step("added").deals, found.step("won").deals) == (through, through)
    assert (found.closing, found.moved) == (Sum(), 0)


def test_a_currency_without_a_rate_is_named_and_left_out_on_both_days() -> None:
    found = moved([deal(currency="CHF")], [deal(currency="CHF", partner_minor=1)]).total
    assert (found.missing, found.opening, found.closing) == ({"CHF": 1}, Sum(), Sum())
    assert all(not step.moves for step in found.steps)


def test_a_deal_whose_currency_gets_a_rate_comes_by_itself() -> None:
    found = moved([deal(currency="CHF")], [deal()]).total
    (move,) = found.step("other").moves
    assert (move.minor, move.why) == (100, "in a currency without a rate before")
    assert (found.missing, found.closing) == ({"CHF": 1}, Sum(1, 100))


def test_a_deal_that_goes_to_another_partner_moves_both_and_not_the_whole() -> None:
    found = moved([deal(partner_id=1)], [deal(partner_id=2, partner_minor=90)])
    assert found.total.step("other").minor == 0
    assert found.partners[1].step("other").minor == -100
    assert found.partners[2].step("other").minor == 100
    assert found.partners[2].step("valued_up").minor == 10


DEALS = st.builds(
    SnapDeal,
    st.integers(1, 9),
    st.integers(1, 3),
    st.just("Deal"),
    st.sampled_from(["open", "open", "won", "lost"]),
    st.none() | st.dates(date(2026, 8, 1), date(2027, 9, 1)).map(date.isoformat),
    st.integers(0, 10**14),
    st.integers(0, 10**14),
    st.sampled_from(["USD", "USD", "EUR", "CHF", "JPY"]),
    st.sampled_from([1, 1, 1, 0]),
    st.just(""),
)
LISTS = st.lists(DEALS, max_size=9, unique_by=lambda one: one.id)


def adds_up(found: Movement) -> bool:
    deals = found.opening.deals + sum(step.count for step in found.steps)
    minor = found.opening.minor + sum(step.minor for step in found.steps)
    return found.closing == (deals, minor)


@given(LISTS, LISTS, st.sampled_from([ALL_OPEN, WINDOW]), st.none() | st.just(DAYS))
def test_opening_and_all_steps_are_the_closing_for_all_and_for_each_partner(
    before: list[SnapDeal],
    after: list[SnapDeal],
    scope: Scope,
    days: tuple[date, date] | None,
) -> None:
    rates = {"EUR": Decimal("1.0835"), "JPY": Decimal("0.0067")}
    found = movements(before, after, currency="USD", rates=rates, scope=scope, days=days)
    assert adds_up(found.total)
    assert all(adds_up(one) for one in found.partners.values())
    own = list(found.partners.values())
    for key in STEPS:
        assert found.total.step(key).minor == sum(one.step(key).minor for one in own)
        assert found.total.step(key).deals == sum(one.step(key).deals for one in own)
    assert found.total.opening == (
        sum(one.opening.deals for one in own), sum(one.opening.minor for one in own),
    )  # fmt: skip
    assert adds_up(found.of([1, 2, 99]))
    whole = found.of(found.partners)
    assert (whole.opening, whole.closing, whole.missing) == (
        found.total.opening, found.total.closing, found.total.missing,
    )  # fmt: skip
    assert found.total.missing == sum((Counter(one.missing) for one in own), Counter())
    for deals, told in ((before, found.total.opening), (after, found.total.closing)):
        held = [one for one in deals if scope.holds(one) and one.currency != "CHF"]
        assert told.deals == len(held)


@given(LISTS, st.sampled_from([ALL_OPEN, WINDOW]))
def test_between_a_day_and_itself_nothing_moves(deals: list[SnapDeal], scope: Scope) -> None:
    found = moved(deals, list(deals), scope).total
    assert found.opening == found.closing
    assert all(not step.moves for step in found.steps)
