"""A partner's list beside ours: compared, settled by a person, taken over with its origin."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.action import Action
from models.deal import Deal
from models.errors import UserError
from models.ledgers import LedgerMark, TheirDeal
from models.partner import Partner
from models.program.as_json import assessment_json
from models.store import partner_deals, records, standing
from models.store.partner_deals import Limits, ledgers, mark, take_over, unmark
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate
from models.two_ledgers import Ledgers, Line

TODAY = date(2026, 3, 3)
EARLIER = date(2026, 1, 15)
CLOSE = date(2026, 6, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Begin"):
            records.add(made, Partner(1, "O'Neil & Söhne 株式会社"))
        yield made


def ours(portfolio: Portfolio, id_: int, **values: Any) -> None:
    usual: dict[str, Any] = {
        "name": "Rollout", "customer": "Bank", "close_date": CLOSE, "partner_minor": 80_000,
        "services_minor": 20_000,
    }  # fmt: skip
    with portfolio.change("Ours"):
        records.add(portfolio, Deal(id_, 1, **(usual | values)))


def theirs(portfolio: Portfolio, id_: int, on: date = TODAY, **values: Any) -> None:
    usual = {"name": "Rollout", "customer": "Bank", "close_date": CLOSE, "partner_minor": 100_000,
             "services_minor": 0, "source": "list.csv", "source_line": id_}  # fmt: skip
    made = {**usual, **values}
    made["tcv_minor"] = made["partner_minor"] + made["services_minor"]
    with portfolio.change("Theirs"):
        records.add(portfolio, TheirDeal(id_, 1, on, **made))


def told(portfolio: Portfolio, as_of: date = TODAY) -> Ledgers:
    return ledgers(portfolio, 1, as_of)


def only(portfolio: Portfolio) -> Line:
    (line,) = told(portfolio).lines
    return line


def groups(portfolio: Portfolio) -> list[str]:
    return sorted(line.group for line in told(portfolio).lines)


@pytest.mark.clause("C073")
def test_without_a_list_nothing_is_compared_and_it_says_so(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    found = told(portfolio)
    assert (found.listed_on, found.lines) == (None, ())
    assert found.health.evidence.startswith("The partner has given no list")


def test_each_difference_is_told_with_both_values(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=130_000, close_date=CLOSE + timedelta(21), status="won")
    line = only(portfolio)
    assert (line.our_minor, line.their_minor) == (100_000, 130_000)
    assert line.difference == "$300 more, 21 days later and theirs won, ours open"


def test_the_newest_list_by_the_day_of_judging_is_the_current_one(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, EARLIER, partner_minor=5)
    theirs(portfolio, 12, TODAY)
    assert only(portfolio).group == "agreed"
    before = told(portfolio, date(2026, 2, 1))
    assert (before.listed_on, before.lines[0].group) == (EARLIER, "differs")
    assert told(portfolio, date(2026, 1, 14)).listed_on is None


def test_money_is_compared_in_the_programs_currency(portfolio: Portfolio) -> None:
    with portfolio.change("Rate"):
        store_rate(portfolio, "EUR", "2", EARLIER)
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=50_000, currency="EUR")
    assert (only(portfolio).group, only(portfolio).their_minor) == ("agreed", 100_000)
    ours(portfolio, 2, currency="CHF", customer="Mill", name="Renewal")
    theirs(portfolio, 12, customer="Mill", name="Renewal")
    (line,) = [line for line in told(portfolio).lines if line.id == 12]
    assert (line.our_minor, line.difference) == (None, "No rate to compare the amounts")


@pytest.mark.parametrize(("percent", "group"), [(9, "differs"), (10, "agreed"), (11, "agreed")])
def test_the_limits_are_the_portfolios_own(portfolio: Portfolio, percent: int, group: str) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=110_000)
    partner_deals.set_limits(portfolio, Limits(percent, 14, 92))
    assert only(portfolio).group == group
    portfolio.undo()
    assert partner_deals.limits(portfolio) == Limits()


def test_limits_that_can_be_none_are_refused(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="101 is no limit for percent"):
        partner_deals.set_limits(portfolio, Limits(101, 14, 92))


def test_a_person_settles_a_maybe_and_can_take_it_back(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, name="Awareness training for tellers")
    assert groups(portfolio) == ["maybe"]
    mark(portfolio, [(11, 1)], "different", TODAY)
    assert groups(portfolio) == ["only_ours", "only_theirs"]
    mark(portfolio, [(11, 1)], "same", TODAY)
    assert (only(portfolio).group, only(portfolio).by) == ("differs", "person")
    assert len(records.find(portfolio, LedgerMark)) == 1
    unmark(portfolio, [11], aside=False)
    assert groups(portfolio) == ["maybe"]
    portfolio.undo()
    assert only(portfolio).by == "person"


def test_what_was_said_holds_for_the_partners_later_lists(portfolio: Portfolio) -> None:
    ours(portfolio, 1, customer="Quite Another", name="Something")
    theirs(portfolio, 11, EARLIER, deal_id="P-1")
    mark(portfolio, [(11, 1)], "same", EARLIER)
    theirs(portfolio, 12, TODAY, deal_id="p-1", name="Renamed")
    assert (only(portfolio).id, only(portfolio).by) == (12, "person")
    unmark(portfolio, [12], aside=False)
    assert groups(portfolio) == ["only_ours", "only_theirs"]


def test_a_difference_is_set_aside_with_a_note_and_brought_back(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=1)
    mark(portfolio, [(11, 0)], "aside", TODAY, " they count licences too ")
    line = only(portfolio)
    assert line.mark is not None
    assert (line.group, line.mark.note) == ("aside", "they count licences too")
    unmark(portfolio, [11], aside=True)
    assert groups(portfolio) == ["differs"]


@pytest.mark.clause("C073")
def test_no_mark_of_a_list_changes_an_assessment(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=99_999_999_99)
    theirs(portfolio, 12, name="Other", customer="Mill", partner_minor=99_999_999_99)
    before = assessment_json(standing.assess(portfolio, TODAY))
    mark(portfolio, [(11, 1)], "same", TODAY)
    mark(portfolio, [(12, 0)], "aside", TODAY)
    assert assessment_json(standing.assess(portfolio, TODAY)) == before


def test_taking_over_is_one_change_that_tells_where_the_value_is_from(portfolio: Portfolio) -> None:
    ours(portfolio, 1, source="crm.csv", source_line=9)
    later = CLOSE + timedelta(30)
    theirs(portfolio, 11, close_date=later, partner_minor=130_000, stage="Propose", import_id=5)
    assert take_over(portfolio, [(11, 1)], ["date", "amount", "stage"]) == 1
    found = records.get(portfolio, Deal, 1)
    assert (found.close_date, found.stage) == (later, "Propose")
    # Theirs is not split: what we know of our services portion stays.
    assert (found.partner_minor, found.services_minor) == (110_000, 20_000)
    assert (found.source, found.source_line, found.import_id) == ("list.csv", 11, 5)
    portfolio.undo()
    found = records.get(portfolio, Deal, 1)
    assert (found.close_date, found.tcv_minor, found.source) == (CLOSE, 100_000, "crm.csv")


def test_taking_over_what_is_the_same_changes_nothing(portfolio: Portfolio) -> None:
    ours(portfolio, 1, source="crm.csv")
    theirs(portfolio, 11)
    assert take_over(portfolio, [(11, 1)], ["date", "amount", "status", "stage"]) == 0
    assert records.get(portfolio, Deal, 1).source == "crm.csv"


def test_their_split_is_taken_where_they_give_one(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=50_000, services_minor=50_000, currency="EUR")
    take_over(portfolio, [(11, 1)], ["amount"])
    found = records.get(portfolio, Deal, 1)
    assert (found.partner_minor, found.services_minor, found.currency) == (50_000, 50_000, "EUR")


def test_asking_becomes_an_action_once(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=130_000)
    theirs(portfolio, 12, name="Vault", customer="Mill")
    lines = told(portfolio).lines
    assert partner_deals.ask(portfolio, 1, lines, TODAY, TODAY) == 2
    assert partner_deals.ask(portfolio, 1, lines, TODAY, TODAY) == 0
    found = {one.title: one.detail for one in records.find(portfolio, Action)}
    assert found == {
        "Ask about Rollout": "The partner's list of 3 Mar 2026 against ours: $300 more.",
        "Ask about Vault": "It is in the partner's list of 3 Mar 2026 and not among our deals.",
    }


def test_reading_can_be_stopped(portfolio: Portfolio) -> None:
    ours(portfolio, 1)
    theirs(portfolio, 11, partner_minor=1)

    def stop(*_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        ledgers(portfolio, 1, TODAY, stop)
