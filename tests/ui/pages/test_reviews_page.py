"""The page says which reviews are due and which months were kept, and opens what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.governance.meetings import Meeting
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, held, partner, people
from ui.desk import Desk, Place
from ui.pages.reviews import ReviewsPage
from ui.pages.reviews_table import FIRST

BUSINESS, PIPELINE = "business_review", "pipeline_review"
NOVEMBER = FIRST + 11

__all__ = ["TODAY"]


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            partner(made, 1, "Northwind")
            partner(made, 2, "Contoso", "gold")
            partner(made, 3, "Umbra")
            people(made, 1)
            held(made, 1, 1, PIPELINE, date(2026, 9, 9))
            held(made, 2, 1, PIPELINE, date(2026, 11, 30), state="planned")
            held(made, 3, 3, BUSINESS, date(2026, 10, 1))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ReviewsPage:
    made = ReviewsPage(desk)
    qtbot.addWidget(made)
    made.resize(1400, 700)
    made.show()
    made.visit(Place("reviews"))
    return made


@pytest.fixture
def went(desk: Desk) -> list[Place]:
    heard: list[Place] = []
    desk.going.connect(heard.append)
    return heard


def names(page: ReviewsPage) -> list[str]:
    return [row.of.name for row in page.model.rows]


def at(page: ReviewsPage, name: str, column: int) -> None:
    """Put the cursor on a cell."""
    page.view.setCurrentIndex(page.model.index(names(page).index(name), column))


@pytest.mark.clause("C041")
@pytest.mark.clause("C103")
def test_what_is_overdue_stands_first_and_each_month_has_its_mark(page: ReviewsPage) -> None:
    assert names(page) == ["Northwind", "Umbra", "Contoso"]
    assert "1 late" in page.header.sub
    assert "4 months without a pipeline review" not in page.header.sub
    row = page.model.rows[0]
    assert row.states[-3:] == ("kept", "missed", "planned")
    assert page.model.rows[2].states[-3:] == ("missed", "missed", "open")
    assert row.states[0] == ""
    heads = [page.model.headerData(FIRST + at, Qt.Orientation.Horizontal) for at in (0, 11)]
    assert heads == ["Dec", "Nov"]
    assert page.model.spoken(row, NOVEMBER - 1) == "October 2026: missed"


def test_the_model_keeps_qts_rules(page: ReviewsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)


def test_a_months_cell_opens_its_review_and_makes_the_one_that_is_missing(
    page: ReviewsPage, portfolio: Portfolio, went: list[Place], desk: Desk
) -> None:
    at(page, "Northwind", NOVEMBER)
    page.open_row(1)
    assert went == [Place("meeting", 2)]
    at(page, "Contoso", NOVEMBER)
    page.open_row(2)
    [made] = records.find(portfolio, Meeting, partner_id=2)
    assert went[-1] == Place("meeting", made.id)
    assert made.period == "2026-11"
    assert portfolio.can_undo() == "Open the pipeline review of November 2026 with Contoso"
    desk.lane.undo()
    assert records.find(portfolio, Meeting, partner_id=2) == []


def test_any_other_cell_leads_to_the_partners_reviews(
    page: ReviewsPage, went: list[Place], desk: Desk
) -> None:
    at(page, "Umbra", 1)
    page.open_row(3)
    assert went == [Place("partner", 3, "reviews")]
    assert desk.partner_order == (1, 3, 2)


@pytest.mark.clause("C041")
def test_the_next_reviews_of_several_are_planned_as_one_change(
    page: ReviewsPage, portfolio: Portfolio, desk: Desk, toasts: list[object]
) -> None:
    page.view.select_ids([1, 3])
    page.plan()
    made = {one.partner_id: one for one in records.find(portfolio, Meeting, kind=BUSINESS)
            if one.state == "planned"}  # fmt: skip
    assert {one.on_date for one in made.values()} == {date(2026, 12, 1), date(2027, 4, 1)}
    assert "Executive summary" in made[1].agenda.splitlines()
    assert not any("Definitions" in line for line in made[1].agenda.splitlines())
    assert portfolio.can_undo() == "Plan 2 business reviews"
    assert toasts == [("Planned 2 business reviews", True)]
    assert [row.of.due.state for row in page.model.rows if row.id in (1, 3)] == ["planned"] * 2


def test_one_that_is_planned_is_shown(page: ReviewsPage, went: list[Place]) -> None:
    page.view.select_ids([1])
    page.plan()
    [first] = went
    page.view.select_ids([1])
    page.plan()
    assert went == [first, first]


def test_the_filters_ask_for_states_months_and_tiers(page: ReviewsPage) -> None:
    for chips, expected in (
        ({"due": ["overdue"]}, ["Northwind"]),
        ({"due": ["invite_only"]}, ["Contoso"]),
        ({"tier": ["gold"]}, ["Contoso"]),
        ({"months": ["kept"]}, []),
        ({"months": ["missed"]}, ["Northwind", "Umbra", "Contoso"]),
    ):
        page.filter.restore(chips)
        page.filter.changed.emit()
        assert names(page) == expected
    page.filter.restore({"months": ["kept"]})
    page.filter.changed.emit()
    assert page.face is page.no_match


def test_what_is_copied_names_the_months_in_full(page: ReviewsPage) -> None:
    page.view.select_ids([1])
    page.copy_selected()
    head, row = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:2] == ["Partner", "Business review"]
    assert head.split("\t")[NOVEMBER] == "November 2026"
    assert row.split("\t")[NOVEMBER - 1] == "Missed"


def test_narrow_windows_keep_the_latest_months(page: ReviewsPage) -> None:
    page.resize(960, 600)
    hidden = [page.view.isColumnHidden(FIRST + at) for at in range(12)]
    assert hidden == [True] * 8 + [False] * 4
    page.resize(1480, 700)
    assert not any(page.view.isColumnHidden(FIRST + at) for at in range(12))


def test_a_portfolio_that_can_not_be_written_offers_no_planning(
    page: ReviewsPage, desk: Desk
) -> None:
    from dataclasses import replace

    desk.opened = replace(desk.opened, read_only=True)
    page.view.select_ids([1])
    assert not page.planning.isEnabled()
    page.plan()
    assert page.model.rows[0].of.next_id == 0


def test_nobody_takes_part_yet(
    page: ReviewsPage, portfolio: Portfolio, desk: Desk, went: list[Place]
) -> None:
    with portfolio.change("Remove"):
        records.delete(portfolio, Partner, [1, 2, 3])
    page.refresh()
    assert page.face is page.empty
    assert page.legend.isHidden()
    page.empty.primary_clicked.emit()
    assert went == [Place("partners")]


def test_what_is_made_while_another_day_is_looked_at_is_made_today(
    page: ReviewsPage, portfolio: Portfolio, desk: Desk
) -> None:
    desk.set_as_of(date(2026, 10, 15))
    at(page, "Contoso", NOVEMBER)
    page.open_row(2)
    [made] = records.find(portfolio, Meeting, partner_id=2)
    assert (made.period, made.on_date, made.made_on) == ("2026-10", TODAY, TODAY)
