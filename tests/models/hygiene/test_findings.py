"""Each rule just below, on and just above where it begins to speak."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.hygiene.findings import find, first_day, same_day_next_quarter, skipped
from models.hygiene.rules import WEIGHING
from models.hygiene.thresholds import DEFAULTS, KEYS
from tests.models.hygiene.rows_made import AS_OF, here, row, terms


def rules(told: Any = None, **values: Any) -> tuple[str, ...]:
    scope = told or here()
    return find([row(**values)], scope).by_deal.get(1, ())


def test_a_clean_deal_breaks_no_rule() -> None:
    found = find([row()], here())
    assert (found.by_deal, found.open_deals, found.clean) == ({}, 1, 1)


@pytest.mark.clause("C061")
@pytest.mark.parametrize(
    ("close", "expected"),
    [
        ("2021-12-31", ("past_close_date", "outside_window")),
        ("2022-01-01", ("past_close_date",)),
        ("2022-01-09", ("past_close_date",)),
        ("2022-01-10", ()),
        ("2022-12-31", ()),
        ("2023-01-01", ("outside_window",)),
        (None, ("outside_window",)),
    ],
)
def test_a_date_is_held_against_the_day_and_the_window(
    close: str | None, expected: tuple[str, ...]
) -> None:
    assert rules(close_date=close) == expected


@pytest.mark.clause("C061")
def test_the_window_is_the_programs() -> None:
    longer = here(terms=terms(pipeline_quarters=5))
    assert rules(longer, close_date="2023-01-01") == ()
    assert rules(longer, close_date="2023-04-01") == ("outside_window",)


@pytest.mark.clause("C063")
@pytest.mark.parametrize(
    ("partner", "services", "expected"),
    [(0, 0, ("no_money",)), (0, 400, ("no_money",)), (600, 0, ("no_services",)), (1, 1, ())],
)
def test_a_deal_without_one_of_its_portions_is_found(
    partner: int, services: int, expected: tuple[str, ...]
) -> None:
    values = {"partner_minor": partner, "services_minor": services}
    assert rules(**values, tcv_minor=partner + services) == expected


@pytest.mark.parametrize(
    ("days", "found"), [(20, True), (21, True), (22, False)]
)  # fmt: skip
def test_a_next_step_is_asked_for_so_many_days_before_the_close_date(
    days: int, found: bool
) -> None:
    close = (AS_OF + timedelta(days=days)).isoformat()
    assert ("no_next_step" in rules(close_date=close, next_step="")) is found
    assert rules(close_date=close, next_step="Call") == ()


@pytest.mark.parametrize(("days", "found"), [(59, False), (60, False), (61, True)])
def test_a_deal_is_unchanged_after_more_days_than_the_threshold(days: int, found: bool) -> None:
    written = (AS_OF - timedelta(days=days)).isoformat()
    assert (rules(updated_on=written) == ("unchanged",)) is found


def test_a_deal_of_which_nobody_knows_when_it_changed_is_no_finding() -> None:
    assert rules(updated_on=None) == ()


@pytest.mark.clause("C064")
def test_a_deal_without_an_offering_is_found_where_its_partner_has_some() -> None:
    assert rules(offering_id=0) == ("no_offering",)
    assert rules(here(offerings=frozenset()), offering_id=0) == ()
    assert find([row(offering_id=0)], here()).clean == 1  # it is advice


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("Qualify", "Validate", False), ("Qualify", "propose", True),
        ("Qualify", "Contract", True), ("Negotiate", "Qualify", False),
        ("Somewhere", "Contract", False), ("Qualify", "Elsewhere", False),
    ],
)  # fmt: skip
def test_a_stage_is_skipped_where_one_of_the_order_lies_between(
    before: str, now: str, found: bool
) -> None:
    told = here(stages_before={1: before})
    assert (rules(told, stage=now) == ("stage_skipped",)) is found


def test_the_stages_that_were_jumped_over_are_known() -> None:
    order = {"a": 0, "b": 1, "c": 2, "d": 3}
    assert skipped("A", "D", order) == (1, 2)
    assert skipped("A", "B", order) is None


@pytest.mark.parametrize("values", [{"status": "won"}, {"status": "lost"}, {"qualified": 0}])
def test_only_open_and_qualified_deals_are_held_against_the_rules(values: dict[str, Any]) -> None:
    bad: dict[str, Any] = {
        "close_date": "2020-01-01",
        "next_step": "",
        "partner_minor": 0,
        "offering_id": 0,
    }
    found = find([row(**bad, **values)], here())
    assert found.by_deal == {}
    assert found.clean == found.open_deals


def test_a_rule_that_is_off_finds_nothing() -> None:
    told = here(replace(DEFAULTS, off=("past_close_date", "outside_window")))
    assert rules(told, close_date="2020-01-01") == ()


def test_a_finding_that_is_kept_does_not_weigh() -> None:
    bad = row(close_date="2020-01-01")
    kept = {1: frozenset({"past_close_date", "outside_window"})}
    found = find([bad], here(), kept)
    assert (found.by_deal, found.clean) == ({}, 1)
    assert found.kept == {1: ("past_close_date", "outside_window")}


def test_of_a_duplicate_that_is_kept_the_other_one_has_no_twin() -> None:
    twins = [row(1, name="Same", customer="One"), row(2, name="Same", customer="One")]
    assert find(twins, here()).twins == {1: (2,), 2: (1,)}
    kept = find(twins, here(), {1: frozenset({"duplicate"})})
    assert (kept.by_deal, kept.kept) == ({}, {1: ("duplicate",)})


@given(st.lists(st.tuples(
    st.sampled_from(["open", "won"]), st.booleans(), st.sampled_from([None, "2021-05-01",
    "2022-02-01", "2030-01-01"]), st.sampled_from([0, 5]), st.sampled_from(["", "x"]),
), max_size=30))  # fmt: skip
def test_counts_add_up_whatever_the_deals(some: list[tuple[Any, ...]]) -> None:
    deals = [
        row(at, status=status, qualified=int(ok), close_date=close, services_minor=minor,
            next_step=step)
        for at, (status, ok, close, minor, step) in enumerate(some)
    ]  # fmt: skip
    found = find(deals, here())
    assert sum(found.counts.values()) == sum(map(len, found.by_deal.values()))
    assert found.open_deals == sum(deal.status == "open" for deal in deals)
    dirty = [
        deal for deal in deals
        if deal.status == "open" and WEIGHING.intersection(found.by_deal.get(deal.id, ()))
    ]  # fmt: skip
    assert found.clean == found.open_deals - len(dirty)
    assert all(list(rules) == [k for k in KEYS if k in rules] for rules in found.by_deal.values())


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 11, 20), date(2022, 5, 20)), (date(2021, 3, 31), date(2022, 6, 30)),
        (date(2022, 1, 1), date(2022, 4, 1)), (date(2020, 2, 29), date(2022, 5, 29)),
    ],
)  # fmt: skip
def test_the_same_day_of_the_next_quarter_has_the_same_place_in_it(
    day: date, expected: date
) -> None:
    assert same_day_next_quarter(day, AS_OF) == expected


def test_the_first_day_of_the_window_is_none_that_is_over() -> None:
    assert first_day(here()) == AS_OF
    assert first_day(here(terms=terms(pipeline_quarters=0))) is None
