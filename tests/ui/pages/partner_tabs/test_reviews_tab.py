"""The tab says when the next review is due, plans it, and opens any month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.action import Action
from models.governance.meetings import Meeting
from models.governance.outcomes import Resolution
from models.partner import Partner
from models.store import records
from models.store.partners import view
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, held, partner
from ui.desk import Desk, Place
from ui.pages.partner_tabs.reviews import ReviewsTab

BUSINESS, PIPELINE = "business_review", "pipeline_review"

__all__ = ["TODAY"]


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            partner(made, 1, "Northwind")
            records.add(made, Partner(2, "Outside"))
            partner(made, 3, "Umbra", "")
            held(made, 1, 1, PIPELINE, date(2026, 9, 9))
            held(made, 2, 1, BUSINESS, date(2026, 5, 6))
            records.add(made, Resolution(1, 1, "Fund it", meeting_id=2))
            records.add(made, Action(1, 1, "Send it", meeting_id=2))
        yield made


@pytest.fixture
def went(desk: Desk) -> list[Place]:
    heard: list[Place] = []
    desk.going.connect(heard.append)
    return heard


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> ReviewsTab:
    made = ReviewsTab(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_view(view(portfolio, 1, TODAY))
    return made


@pytest.mark.clause("C041")
def test_what_is_due_what_was_held_and_what_is_left_is_said(tab: ReviewsTab) -> None:
    assert tab.tiles["due"].value == "Late since 6 Nov 2026"
    assert tab.tiles["last"].value == "6 May 2026"
    assert tab.tiles["months"].value == "1 of 2 kept"
    assert tab.tiles["left"].value == "2"
    assert tab.sentence.text().startswith("Late by 18 days: every 6 months")
    assert [row.meeting.id for row in tab.model.rows] == [1, 2]
    assert [row.open for row in tab.model.rows] == [0, 1]


@pytest.mark.clause("C041")
def test_the_next_one_is_planned_and_then_opened(
    tab: ReviewsTab, portfolio: Portfolio, went: list[Place]
) -> None:
    tab.planning.click()
    [made] = records.find(portfolio, Meeting, kind=BUSINESS, state="planned")
    assert went == [Place("meeting", made.id)]
    tab.show_view(view(portfolio, 1, TODAY))
    assert tab.planning.text() == "Open the planned one"
    assert tab.tiles["due"].value == "Planned 1 Dec 2026, 25 days late"
    tab.planning.click()
    assert went == [Place("meeting", made.id)] * 2


@pytest.mark.clause("C103")
def test_each_month_is_a_button_that_opens_its_review(
    tab: ReviewsTab, portfolio: Portfolio, went: list[Place]
) -> None:
    said = [button.accessibleName() for button in tab.strip.buttons.values()][-3:]
    assert said == ["September 2026: kept", "October 2026: missed", "November 2026: open"]
    tab.strip.buttons["2026-09"].click()
    assert went == [Place("meeting", 1)]
    tab.strip.buttons["2026-10"].click()
    [made] = records.find(portfolio, Meeting, period="2026-10")
    assert went[-1] == Place("meeting", made.id)


def test_without_room_the_latest_months_stay(tab: ReviewsTab) -> None:
    tab.resize(420, 700)
    there = [key for key, button in tab.strip.buttons.items() if not button.isHidden()]
    assert there[-1] == "2026-11"
    assert 1 <= len(there) < 12


def test_who_takes_no_part_has_nothing_to_plan(tab: ReviewsTab, portfolio: Portfolio) -> None:
    tab.show_view(view(portfolio, 2, TODAY))
    assert tab.planning.isHidden()
    assert not tab.strip.isVisible()
    assert "asked for once a partner takes part" in tab.sentence.text()


def test_a_tier_without_a_cadence_says_so(tab: ReviewsTab, portfolio: Portfolio) -> None:
    tab.show_view(view(portfolio, 3, TODAY))
    assert tab.tiles["due"].value == "No cadence"
    assert "no business review due" in tab.sentence.text()
    assert tab.table.isHidden()


def test_enter_opens_a_review_and_the_pack_is_one_step_away(
    tab: ReviewsTab, went: list[Place]
) -> None:
    tab.table.opened.emit(2)
    tab.pack.click()
    assert went == [Place("meeting", 2), Place("packs", 1, "full")]
    tab.reveal("meetings", 2)
    assert tab.table.current_id() == 2
