"""Deals in windows of a criterion's own, on the days that decide; the example a second time."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from models.deal import Deal
from models.program.decision import Finding
from models.program.loading import programs
from models.program.windows import Window
from tests.models.program import naive_example
from tests.models.program.making import Records, complete, deal, facts_of, judge
from tests.models.program.randomly import worlds
from tests.models.program.test_decide_naive import World

DAY = date(2022, 5, 31)
EXAMPLE = next(program for program in programs() if program.example)
TERMS = EXAMPLE.terms_on(DAY)


def found(criterion: str, *deals: Deal, as_of: date = DAY) -> Finding:
    euros = [replace(one, currency="EUR") for one in deals]
    return facts_of(complete(*euros), TERMS, as_of).by_deals[criterion]


@pytest.mark.parametrize(
    ("criterion", "status", "day", "counts"),
    [
        ("open_pipeline", "open", date(2022, 3, 31), False),
        ("open_pipeline", "open", date(2022, 4, 1), True),
        ("open_pipeline", "open", date(2022, 9, 30), True),
        ("open_pipeline", "open", date(2022, 10, 1), False),
        ("open_pipeline", "won", date(2022, 4, 1), False),
        ("open_pipeline", "open", None, False),
        ("deals_won", "won", date(2021, 3, 31), False),
        ("deals_won", "won", date(2021, 4, 1), True),
        ("deals_won", "won", date(2022, 3, 31), True),
        ("deals_won", "won", date(2022, 4, 1), False),
        ("deals_won", "lost", date(2022, 3, 31), False),
    ],
)
def test_a_deal_counts_on_the_days_of_the_window(
    criterion: str, status: str, day: date | None, counts: bool
) -> None:
    finding = found(criterion, deal(status, day, 500, 100))
    worth = 400 if criterion == "open_pipeline" else 1
    assert finding.actual == worth * counts
    assert (len(finding.counted), len(finding.left_out)) == (counts, not counts)


@pytest.mark.parametrize(
    ("close", "booked"),
    [
        (date(2021, 5, 30), 0),
        (date(2021, 5, 31), 0),
        (date(2021, 6, 1), 100),
        (DAY, 100),
        (date(2022, 6, 1), 0),
    ],
)
def test_the_main_amount_may_be_won_in_the_last_twelve_months(close: date, booked: int) -> None:
    records = complete(*(replace(deal(s, close, 100), currency="EUR") for s in ("won", "lost")))
    decision = judge(records, DAY, terms=TERMS)
    assert (decision.tcv.total, decision.tcv.wins) == (booked, booked)
    assert decision.findings["booked_revenue"].actual == booked
    assert len(decision.findings["booked_revenue"].left_out) == (1 if booked else 2)


@pytest.mark.parametrize(
    ("registered", "counts"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (DAY, True),
        (date(2022, 6, 1), False),
        (None, False),
    ],
)
@pytest.mark.parametrize("status", ["open", "won", "lost"])
def test_a_registration_counts_in_its_year_up_to_the_day(
    status: str, registered: date | None, counts: bool
) -> None:
    finding = found("registered_deals", deal(status, None, 1, registered_on=registered))
    assert finding.actual == counts


def test_a_reading_of_the_example_leaves_lost_deals_out() -> None:
    terms = EXAMPLE.terms_on(DAY, {"E30": "alive"})
    lost = deal("lost", DAY, 1, registered_on=DAY)
    assert facts_of(complete(lost), terms, DAY).by_deals["registered_deals"].actual == 0
    assert found("registered_deals", lost).actual == 1


def test_customers_are_counted_once_by_their_folded_names() -> None:
    names = ("Acme", " ACME", "Globex", "")
    finding = found("customers", *(deal("won", DAY, 1, customer=name) for name in names))
    assert finding.actual == len(finding.counted) == 2
    assert [left.reason for left in finding.left_out] == [
        "same customer as Deal 1",
        "names no customer",
    ]


def test_what_does_not_count_says_why() -> None:
    made: list[tuple[dict[str, Any], str]] = [
        ({"qualified": False}, "not a qualified lead"),
        ({"status": "lost"}, "is lost"),
        ({"close_date": None}, "no close date"),
        ({"close_date": date(2022, 3, 31)}, "expected on 31 Mar 2022, before 1 Apr 2022"),
        ({"close_date": date(2022, 10, 1)}, "expected on 1 Oct 2022, after 30 Sep 2022"),
        ({"currency": "CHF"}, "no rate for CHF dated on or before 31 May 2022"),
    ]
    whole = replace(deal("open", DAY, 500), currency="EUR")
    records = complete(*(replace(whole, **change) for change, _ in made))
    finding = facts_of(records, TERMS, DAY).by_deals["open_pipeline"]
    assert [left.reason for left in finding.left_out] == [words for _, words in made]


def test_a_deal_without_money_lacks_no_rate() -> None:
    nothing = replace(deal("open", DAY, 0), currency="CHF")
    finding = facts_of(complete(nothing), TERMS, DAY).by_deals["open_pipeline"]
    assert (finding.actual, len(finding.counted), finding.left_out) == (0, 1, ())


@settings(max_examples=150)
@given(worlds(most=1))
def test_the_example_is_what_the_long_way_round_gives(world: World) -> None:
    [records], as_of, day = world
    one: Records = naive_example.in_europe(records)
    decision = judge(one, as_of, day, EXAMPLE.terms_on(as_of))
    expected = naive_example.actual(one, as_of, day or as_of)
    assert {name: finding.actual for name, finding in decision.findings.items()} == expected
    assert decision.calculated_tier == naive_example.tier(expected)
    rows = {(row.tier, row.id): row for row in decision.criteria}
    for name, asks in naive_example.NEEDED.items():
        for tier, needed in zip(naive_example.TIERS, asks, strict=True):
            if needed is not None:
                assert rows[tier, name].gap == max(0, needed - expected[name])


@pytest.mark.parametrize(
    ("window", "name", "said"),
    [
        (Window("prior_year"), "2021", "2021"),
        (Window("current_year"), "2022 so far", "2022 so far"),
        (Window("trailing_months", 12), "last 12 months", "the last 12 months"),
        (Window("trailing_quarters", 1), "last 1 quarter", "the last 1 quarter"),
        (Window("next_quarters", 2), "next 2 quarters", "the next 2 quarters"),
        (Window("ever"), "any time", "any time"),
    ],
)
def test_a_window_has_a_name(window: Window, name: str, said: str) -> None:
    assert (window.name(DAY), window.name_said(DAY)) == (name, said)
