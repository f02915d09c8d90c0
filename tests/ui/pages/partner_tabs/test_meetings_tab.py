"""A partner's meetings say what waits for a decision, which is made there or at the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.governance.meetings import Infraction, Meeting
from models.partner import Partner
from models.store import meetings, records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner_tabs.meetings import MeetingsTab

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            records.add(made, Partner(1, "Northwind"))
            records.add(made, Partner(2, "Contoso"))
            records.add(made, Meeting(1, 1, "meeting", date(2026, 11, 20), "Slipped"))
            records.add(made, Meeting(2, 1, "meeting", date(2026, 12, 11), "Ahead"))
        yield made


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> MeetingsTab:
    page = partner_page(qtbot, desk, 1200)
    page.visit(Place("partner", 1, "meetings"))
    found: Any = page.tab("meetings")
    assert isinstance(found, MeetingsTab)
    return found


@pytest.mark.clause("C097")
def test_what_was_missed_is_decided_where_it_is_said_and_undo_takes_it_back(
    tab: MeetingsTab, portfolio: Portfolio, desk: Desk
) -> None:
    assert tab.found.sentence.startswith("20 Nov 2026: No notice was given")
    tab._confirm()
    dialog = tab.doings.deciding
    assert dialog is not None
    dialog.go.click()
    assert meetings.confirmed_infractions(portfolio, 1) == 1
    assert tab.found.isHidden()
    assert not tab._history_card.isHidden()
    desk.lane.undo()
    assert records.find(portfolio, Infraction) == []
    assert not tab.found.isHidden()


def test_several_that_wait_are_counted_and_the_first_is_one_step_away(
    tab: MeetingsTab, portfolio: Portfolio, desk: Desk
) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    more = Meeting(3, 1, "meeting", date(2026, 11, 21))
    desk.lane.write("Add", lambda book: records.add(book, more))
    assert tab.found.sentence == "2 infractions wait for a person’s decision."
    tab._open_found()
    assert went[-1] == Place("meeting", 1, "notice")


def test_a_partner_without_meetings_is_told_what_to_do(tab: MeetingsTab, desk: Desk) -> None:
    desk.go(Place("partner", 2, "meetings"))
    assert not tab._empty.isHidden()
    assert tab.view_of_list.isHidden()
    assert tab.found.isHidden()
