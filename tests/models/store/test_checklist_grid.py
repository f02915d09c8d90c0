"""The grid of one checklist over all partners: which rows, columns and periods it has."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.checklist.records import Where
from models.partner import Partner
from models.store import records
from models.store.checklist_answers import answer
from models.store.checklist_grid import grid
from models.store.checklists import filled
from models.store.portfolio import Portfolio, create
from tests.models.store.checklist_desk import TODAY, add_partner, review


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "lists.alliance") as made:
        yield made


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    return review(portfolio, add_partner(portfolio, "Northwind", technical=3))


def row_ids(portfolio: Portfolio, where: Where, period: str = "2026-Q4") -> set[int]:
    return {row.partner_id for row in grid(portfolio, where.template, period, TODAY).rows}


def test_a_partner_that_left_stays_in_the_periods_that_it_began(
    portfolio: Portfolio, where: Where
) -> None:
    other = add_partner(portfolio, "Second")
    answer(portfolio, where, "reviewed", "yes", TODAY)
    records.update(portfolio, Partner, where.partner_id, invitation_accepted_on=None)
    assert row_ids(portfolio, where) == {where.partner_id, other}
    assert row_ids(portfolio, where, "2026-Q3") == {other}


def test_each_period_has_its_own_answers(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, replace(where, period="2026-Q3"), "reviewed", "no", date(2026, 8, 1))
    answer(portfolio, where, "reviewed", "yes", TODAY)
    for period, value in (("2026-Q2", ""), ("2026-Q3", "no"), ("2026-Q4", "yes")):
        [row] = grid(portfolio, where.template, period, TODAY).rows
        line = row.line("reviewed")
        assert line is not None
        assert line.value == value


def test_the_periods_to_choose_from_are_the_newest_first(
    portfolio: Portfolio, where: Where
) -> None:
    assert grid(portfolio, where.template, "2026-Q4", TODAY).periods == ("2026-Q4", "2026-Q3")
    answer(portfolio, replace(where, period="2025-Q1"), "reviewed", "yes", date(2025, 3, 1))
    told = grid(portfolio, where.template, "2024-Q4", TODAY).periods
    assert told == ("2026-Q4", "2026-Q3", "2025-Q1", "2024-Q4")
    assert grid(portfolio, "onboarding", "", TODAY).periods == ("",)
    assert grid(portfolio, "january_readiness", "2026", TODAY).periods == ("2026", "2025")


def test_columns_are_written_out_as_the_rows_are(portfolio: Portfolio, where: Where) -> None:
    told = grid(portfolio, "prerequisites", "2026", TODAY)
    assert not told.template.expands
    [row] = told.rows
    assert [line.item.key for line in row.lines] == list(told.template.items)
    assert filled(portfolio, row.where, TODAY).template is row.template
