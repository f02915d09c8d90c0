"""A calendar is given the reviews that are due, and loses them once they are planned."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.store import review_entries, review_writes
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, held, partner


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "r.alliance") as made, made.change("Fill"):
        partner(made, 1, "Northwind")
        partner(made, 2, "Contoso", "gold")
        held(made, 1, 1, "business_review", date(2026, 9, 30))
        yield made


@pytest.mark.clause("C041")
def test_a_review_is_reminded_of_when_it_has_to_be_planned(portfolio: Portfolio) -> None:
    [entry] = review_entries.entries(portfolio, TODAY, {1: "Northwind", 2: "Contoso"})
    assert (entry.kind, entry.on, entry.reminders) == (
        "review", date(2027, 3, 30), (date(2027, 3, 16),),
    )  # fmt: skip
    assert entry.title == "Northwind: business review due"
    assert list(review_entries.entries(portfolio, TODAY, {2: "Contoso"})) == []


def test_one_that_is_planned_goes_out_under_the_same_key(portfolio: Portfolio) -> None:
    [before] = review_entries.entries(portfolio, TODAY, {1: "Northwind"})
    review_writes.plan_next(portfolio, 1, TODAY)
    [after] = review_entries.entries(portfolio, TODAY, {1: "Northwind"})
    assert (after.key, after.cancelled, after.reminders) == (before.key, True, ())


def test_one_that_is_overdue_stands_on_its_day_without_a_reminder(portfolio: Portfolio) -> None:
    [entry] = review_entries.entries(portfolio, date(2027, 5, 1), {1: "Northwind"})
    assert (entry.on, entry.reminders, entry.cancelled) == (date(2027, 3, 30), (), False)
