"""The five duties of an executive sponsor are prompts where the sponsor is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.checklist.records import Answer, Checklist
from models.ids import new_id
from models.partner import Contact, Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner_tabs.people import PeopleTab

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "people.alliance") as made:
        records.add(made, Partner(1, "Northwind"))
        records.add(made, Checklist(5, 1, "onboarding", 1, "", "", None, TODAY))
        records.add(made, Answer(1, 5, "executive_speaks", "yes", "At their fair"))
        records.add(made, Answer(2, 5, "executive_means", "no"))
        yield made


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> PeopleTab:
    page = partner_page(qtbot, desk, 1120)
    page.visit(Place("partner", 1, "people"))
    found = page.current
    assert isinstance(found, PeopleTab)
    return found


@pytest.mark.clause("C034")
def test_each_duty_says_what_the_onboarding_checklist_knows_of_it(tab: PeopleTab) -> None:
    assert tab.duties.answers == [
        "Met: Settled: At their fair", "Short: Not yet", "No data: Not answered yet",
        "No data: Not answered yet", "No data: Not answered yet",
    ]  # fmt: skip


@pytest.mark.clause("C034")
def test_the_sponsor_who_is_in_place_is_named_and_none_is_asked_for(
    tab: PeopleTab, desk: Desk
) -> None:
    assert "has named nobody" in tab.duties._who.accessibleName()
    ada = Contact(new_id(), 1, "Ada Wells", "executive sponsor")
    desk.lane.write("Name Ada", lambda portfolio: records.add(portfolio, ada))
    assert tab.duties._who.accessibleName() == "Met: Ada Wells for the partner"


def test_the_onboarding_checklist_is_one_click_away(tab: PeopleTab, desk: Desk) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    tab.duties.checklist_button.click()
    assert went == [Place("checklist", 1, "onboarding:")]
