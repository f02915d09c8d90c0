"""Each partner's reviews are read with their days, whatever it holds and however many there are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.benefit_event import BenefitEvent
from models.governance.meetings import Meeting
from models.governance.rules import USUAL_RULES
from models.store import records, reviews
from models.store.governance_rules import set_rules
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, held, partner

BUSINESS, PIPELINE = "business_review", "pipeline_review"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "r.alliance") as made, made.change("Fill"):
        partner(made, 1, "Northwind")
        partner(made, 2, "Contoso", "gold")
        partner(made, 3, "Umbra", "")
        yield made


def of(portfolio: Portfolio, at: int, today: date = TODAY) -> reviews.Reviewed:
    found = reviews.of_partner(portfolio, at, today)
    assert found is not None
    return found


@pytest.mark.clause("C041")
def test_without_a_review_it_counts_from_this_years_grant(portfolio: Portfolio) -> None:
    due = of(portfolio, 1).due
    assert due is not None
    assert (due.due_on, due.state) == (date(2026, 7, 5), "overdue")


def test_what_is_held_and_planned_is_read_and_what_is_cancelled_is_not(
    portfolio: Portfolio,
) -> None:
    held(portfolio, 1, 1, BUSINESS, date(2026, 6, 30))
    held(portfolio, 2, 1, BUSINESS, date(2026, 12, 10), state="cancelled")
    due = of(portfolio, 1).due
    assert due is not None
    assert (due.last, due.due_on, due.state) == (date(2026, 6, 30), date(2026, 12, 30), "ahead")
    held(portfolio, 3, 1, BUSINESS, date(2026, 12, 17), state="planned")
    found = of(portfolio, 1)
    assert found.due is not None
    assert (found.due.state, found.next_id) == ("planned", 3)


def test_on_an_earlier_day_a_review_that_was_held_since_was_planned(portfolio: Portfolio) -> None:
    held(portfolio, 1, 1, BUSINESS, date(2026, 11, 20))
    before = of(portfolio, 1, date(2026, 11, 10)).due
    assert before is not None
    assert (before.state, before.planned) == ("planned", date(2026, 11, 20))
    records.update(portfolio, Meeting, 1, made_on=date(2026, 11, 15))
    before = of(portfolio, 1, date(2026, 11, 10)).due
    assert before is not None
    assert before.state == "overdue"


@pytest.mark.clause("C083")
@pytest.mark.clause("C089")
def test_gold_owes_none_until_it_has_accepted_an_invitation_of_this_year(
    portfolio: Portfolio,
) -> None:
    due = of(portfolio, 2).due
    assert due is not None
    assert due.state == "invite_only"
    for at, year in enumerate((2025, 2026)):
        event = BenefitEvent(at + 1, 2, "executive_business_review", year, "accepted",
                             date(year, 2, 2))  # fmt: skip
        records.add(portfolio, event)
        due = of(portfolio, 2).due
        assert due is not None
        assert due.state == ("invite_only" if year == 2025 else "ahead")


def test_the_portfolios_own_months_come_before_the_programs(portfolio: Portfolio) -> None:
    set_rules(portfolio, replace(USUAL_RULES, review_months={"platinum": 12}))
    due = of(portfolio, 1).due
    assert due is not None
    assert due.due_on == date(2027, 1, 5)


def test_a_partner_without_a_tier_has_no_cadence_and_months_all_the_same(
    portfolio: Portfolio,
) -> None:
    held(portfolio, 1, 3, PIPELINE, date(2026, 10, 20))
    found = of(portfolio, 3)
    assert found.due is None
    assert [(m.period, m.state) for m in found.months] == [("2026-10", "kept"), ("2026-11", "open")]


@pytest.mark.clause("C103")
def test_months_are_asked_for_since_the_portfolio_has_reviews(portfolio: Portfolio) -> None:
    assert [month.state for month in of(portfolio, 1).months] == ["open"]
    held(portfolio, 1, 1, PIPELINE, date(2026, 9, 2), period="2026-08")
    held(portfolio, 2, 1, PIPELINE, date(2026, 10, 1))
    held(portfolio, 3, 1, PIPELINE, date(2026, 11, 30), state="planned")
    states = {month.period: month.state for month in of(portfolio, 1).months}
    assert states == {"2026-08": "kept", "2026-09": "missed", "2026-10": "kept", "2026-11": "open"}
    other = of(portfolio, 2)
    assert (other.missed, other.kept) == (3, 0)
    assert of(portfolio, 1).of_month == {"2026-08": 1, "2026-10": 2, "2026-11": 3}
    assert of(portfolio, 1).month("2026-09") == "missed"
    assert of(portfolio, 1).month("2020-01") == ""


def test_of_two_reviews_of_a_month_the_held_one_stands_for_it(portfolio: Portfolio) -> None:
    held(portfolio, 1, 1, PIPELINE, date(2026, 11, 2), state="planned")
    held(portfolio, 2, 1, PIPELINE, date(2026, 11, 20))
    held(portfolio, 3, 1, PIPELINE, date(2026, 11, 23))
    assert of(portfolio, 1).of_month == {"2026-11": 2}


def test_a_damaged_period_asks_for_nothing_before_this_month(portfolio: Portfolio) -> None:
    held(portfolio, 1, 1, PIPELINE, date(2026, 11, 2), period="1 odd")
    assert reviews.first_period(portfolio, TODAY) == date(2026, 11, 1)


def test_all_partners_read_as_each_of_them_alone(portfolio: Portfolio) -> None:
    held(portfolio, 1, 1, PIPELINE, date(2026, 8, 2))
    held(portfolio, 2, 2, BUSINESS, date(2026, 3, 2))
    found = reviews.all_partners(portfolio, TODAY)
    assert [one.name for one in found] == ["Contoso", "Northwind", "Umbra"]
    assert list(found) == [of(portfolio, one.id) for one in found]


def test_who_left_and_who_never_came_are_not_read(portfolio: Portfolio) -> None:
    from models.store.partners import set_partner

    set_partner(portfolio, 1, removed_on=date(2026, 6, 1))
    assert reviews.of_partner(portfolio, 1, TODAY) is None
    assert reviews.of_partner(portfolio, 999, TODAY) is None
    assert reviews.of_partner(portfolio, 2, date(2019, 1, 1)) is None


def test_five_hundred_partners_take_no_query_each(tmp_path: Path) -> None:
    with create(tmp_path / "many.alliance") as made:
        with made.change("Fill"):
            for at in range(1, 501):
                partner(made, at, f"Partner {at:03}")
                for month in range(1, 11):
                    records.add(
                        made, Meeting(at * 100 + month, at, PIPELINE, date(2026, month, 9),
                                      state="held")
                    )  # fmt: skip
        asked: list[str] = []

        def trace(_cursor: object, sql: str, _bound: object) -> bool:
            asked.append(sql)
            return True

        made.conn.raw.set_exec_trace(trace)
        found = reviews.all_partners(made, TODAY)
        made.conn.raw.set_exec_trace(None)
        assert len(found) == 500
        assert all(one.kept == 10 for one in found)
        assert len(asked) < 20
