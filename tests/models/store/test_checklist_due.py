"""The list of what is due over all partners: what is in it, in which order, how far it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.checklist.records import Where
from models.ids import new_id
from models.partner import Agreement
from models.store import records
from models.store.checklist_answers import answer, assign, close, mark, note, waive
from models.store.checklist_due import all_due
from models.store.checklist_templates import save
from models.store.checklists import Summary, filled, of_partner
from models.store.portfolio import Portfolio, create
from tests.models.store.checklist_desk import TODAY, add_partner, review

ONCE = """
key = "way_in"
name = "Way in"
version = 1
every = "once"
applies_to = "all"
due = 30

[[sections]]
key = "first"
name = "First"

[[sections.items]]
key = "met"
asks = "Have we met?"
kind = "yes_no"
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "lists.alliance") as made:
        yield made


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    return review(portfolio, add_partner(portfolio, "Northwind", technical=3))


def due(portfolio: Portfolio, where: Where, today: date = TODAY) -> dict[str, Summary]:
    """What is due of one checklist, by period."""
    found = all_due(portfolio, today)
    return {
        one.where.period: one
        for one in found
        if (one.where.partner_id, one.where.template) == (where.partner_id, where.template)
    }


def test_what_is_still_open_from_long_before_is_in_the_list(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, replace(where, period="2025-Q1"), "reviewed", "yes", date(2025, 3, 1))
    assert set(due(portfolio, where)) == {"2025-Q1", "2026-Q3", "2026-Q4"}


def test_what_was_closed_for_the_quarter_before_is_not_in_the_list(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, replace(where, period="2026-Q3"), "reviewed", "yes", date(2026, 8, 1))
    assert set(due(portfolio, where)) == {"2026-Q3", "2026-Q4"}
    close(portfolio, replace(where, period="2026-Q3"), TODAY)
    assert set(due(portfolio, where)) == {"2026-Q4"}


def test_a_quarter_is_owed_however_long_ago_the_first_one_was(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, replace(where, period="2023-Q1"), "reviewed", "yes", date(2023, 3, 1))
    close(portfolio, replace(where, period="2023-Q1"), date(2023, 3, 2))
    assert set(due(portfolio, where)) == {"2026-Q3", "2026-Q4"}
    own = of_partner(portfolio, where.partner_id, TODAY)
    assert {one.where.period for one in own if one.overdue} == {"2026-Q3"}


def test_what_was_closed_last_year_owes_the_quarter_after_it(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, replace(where, period="2025-Q3"), "reviewed", "yes", date(2025, 8, 1))
    close(portfolio, replace(where, period="2025-Q3"), date(2025, 9, 1))
    assert set(due(portfolio, where)) == {"2026-Q3", "2026-Q4"}


def test_what_is_done_once_stays_closed_in_the_list_for_good(
    portfolio: Portfolio, where: Where
) -> None:
    save(portfolio, ONCE, TODAY)
    once = Where(where.partner_id, "way_in")
    assert due(portfolio, once)[""].due_on is None
    answer(portfolio, once, "met", "yes", date(2021, 5, 1))
    assert due(portfolio, once)[""].due_on == date(2021, 5, 31)
    close(portfolio, once, date(2021, 6, 1))
    [told] = due(portfolio, once).values()
    assert (told.state, told.closed_on, told.started_on) == (
        "closed",
        date(2021, 6, 1),
        date(2021, 5, 1),
    )


def test_what_is_closed_comes_last_and_partners_by_name(portfolio: Portfolio, where: Where) -> None:
    for name in ("zebra", "Adler"):
        add_partner(portfolio, name)
    close(portfolio, where, TODAY)
    found = [one.partner for one in all_due(portfolio, TODAY) if one.name == "Small review"]
    assert found == ["Adler", "zebra", "Northwind"]


def test_progress_knows_what_was_marked_noted_taken_along_and_frozen(
    portfolio: Portfolio, where: Where
) -> None:
    last = replace(where, period="2026-Q3")
    paper = Agreement(new_id(), where.partner_id, "nda", date(2025, 1, 1), date(2026, 8, 1))
    with portfolio.change("Add"):
        records.add(portfolio, paper)
    answer(portfolio, last, "reviewed", "no", date(2026, 8, 1))
    assign(portfolio, last, "missed", "Ann Lee", date(2026, 9, 1), date(2026, 8, 1))
    mark(portfolio, last, "sessions", "in_progress", date(2026, 8, 1))

    def same() -> None:
        for one in due(portfolio, where).values():
            told = filled(portfolio, one.where, TODAY)
            assert one.progress == told.progress
            assert one.state == (told.checklist.state if told.checklist else "not_started")

    same()
    assert due(portfolio, where)["2026-Q3"].progress.answered == 4
    answer(portfolio, where, "reviewed", "no", TODAY)
    same()
    assert due(portfolio, where)["2026-Q4"].progress.answered == 4
    note(portfolio, where, "missed", "", TODAY)
    mark(portfolio, where, "reviewed", "in_review", TODAY)
    waive(portfolio, where, "training", "Not sold", "Ann Lee", None, TODAY)
    same()
    close(portfolio, where, TODAY)
    same()
    assert due(portfolio, where)["2026-Q4"].progress.settled == 2


def test_the_list_is_the_same_as_each_partners(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, replace(where, period="2026-Q2"), "reviewed", "yes", date(2026, 5, 1))
    close(portfolio, replace(where, period="2026-Q2"), date(2026, 6, 1))
    own = {one.where.period for one in of_partner(portfolio, where.partner_id, TODAY)
           if one.where.template == where.template and one.state != "closed"}  # fmt: skip
    assert set(due(portfolio, where)) == own == {"2026-Q3", "2026-Q4"}
