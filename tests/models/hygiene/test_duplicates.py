"""Which deals are likely to be one, and which look so only at first."""

import time
from typing import Any

import pytest

from models.hygiene.duplicates import groups
from tests.models.hygiene.rows_made import row


def pair(first: dict[str, Any], second: dict[str, Any], likeness: int = 92) -> bool:
    both = {"name": "Cloud watch", "customer": "Bank"}
    return bool(groups([row(1, **both | first), row(2, **both | second)], likeness))


def test_one_customer_and_one_name_of_one_partner_are_one_deal_whatever_the_spelling() -> None:
    assert pair({"tcv_minor": 1}, {"tcv_minor": 2, "name": " cloud  WATCH", "customer": "BANK "})
    assert not pair({"tcv_minor": 1}, {"tcv_minor": 2, "customer": "Other bank"})
    assert not pair({"tcv_minor": 1}, {"tcv_minor": 2, "partner_id": 2})


def test_one_customer_amount_and_date_are_one_deal_also_of_two_partners() -> None:
    other = {"name": "Another name entirely"}
    assert pair({}, other | {"partner_id": 2})
    assert not pair({}, other | {"partner_id": 2, "tcv_minor": 999})
    assert not pair({}, other | {"partner_id": 2, "close_date": "2022-06-02"})
    assert not pair({}, other | {"partner_id": 2, "currency": "EUR"})


def test_one_customer_amount_and_name_are_one_deal_on_another_day_too() -> None:
    assert pair({}, {"partner_id": 2, "close_date": "2022-07-01"})


@pytest.mark.parametrize(("likeness", "alike"), [(95, True), (96, True), (97, False), (100, False)])
def test_names_are_alike_from_the_threshold_on(likeness: int, alike: bool) -> None:
    # 96.3: two names of 27 signs that differ in one.
    first = {"name": "managed detection of intruso", "tcv_minor": 1}
    second = {"name": "managed detection of intrusi", "tcv_minor": 2}
    assert pair(first, second, likeness) is alike


def test_names_that_differ_in_their_figures_are_two_deals() -> None:
    assert not pair({"name": "Roll-out phase 1", "tcv_minor": 1},
                    {"name": "Roll-out phase 2", "tcv_minor": 2}, 60)  # fmt: skip


def test_two_that_closed_on_different_days_are_two_deals() -> None:
    won = {"status": "won", "tcv_minor": 1}
    assert pair(won | {"close_date": "2021-03-01"}, won | {"close_date": "2021-03-01"})
    assert not pair(won | {"close_date": "2020-03-01"}, won | {"close_date": "2021-03-01"})
    assert pair(won | {"close_date": "2020-03-01"}, {"tcv_minor": 2})


def test_what_is_no_qualified_lead_and_what_has_no_name_is_no_duplicate() -> None:
    assert not pair({"qualified": 0}, {})
    blank = {"name": "", "customer": ""}
    assert not pair(blank, blank)


def test_three_that_are_one_are_one_group() -> None:
    three = [row(n, name="Same", customer="One") for n in (1, 2, 3)]
    assert groups(three, 100) == [(1, 2, 3)]


def test_time_grows_with_the_deals_and_not_with_their_pairs() -> None:
    def seconds(count: int) -> float:
        some = [row(n, name=f"Offer {n % 977:03d} {n}", customer="One", tcv_minor=n)
                for n in range(count)]  # fmt: skip
        begin = time.process_time()
        groups(some, 92)
        return time.process_time() - begin

    small = max(seconds(1_000), 0.002)
    assert seconds(8_000) < 40 * small
