"""What ends is one line on the Checklists page, which leads to each partner's evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.partner import Partner
from models.store import evidence, records
from models.store.portfolio import Portfolio, create
from tests.models.checklist.evidence_made import PDF, png
from ui.desk import Desk, Place
from ui.pages.checklists import ChecklistsPage
from ui.pages.evidence_reminder import EvidenceReminder

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        records.add(made, Partner(1, "Ünal & Söhne"))
        yield made


@pytest.fixture
def line(qtbot: QtBot, desk: Desk) -> EvidenceReminder:
    made = EvidenceReminder(desk)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("days", "shown"), [(60, True), (61, False)])
def test_it_is_there_while_something_ends(
    line: EvidenceReminder, portfolio: Portfolio, days: int, shown: bool
) -> None:
    line.read()
    assert line.isHidden()
    evidence.add(portfolio, 1, "a.pdf", PDF, TODAY, expires_on=TODAY + timedelta(days))
    line.read()
    assert line.isHidden() is not shown


def test_its_menu_names_the_soonest_first_and_leads_there(
    line: EvidenceReminder, portfolio: Portfolio, desk: Desk
) -> None:
    for number in range(22):
        day = TODAY + timedelta(number - 1)
        evidence.add(portfolio, 1, f"{number}.png", png(number + 1), TODAY, expires_on=day)
    line.read()
    actions = line.menu().actions()
    assert actions[0].text() == "Ünal && Söhne: 0.png – ran out 1 day ago"
    assert actions[1].text() == "Ünal && Söhne: 1.png – ends today"
    assert (len(actions), actions[-1].text()) == (21, "and 2 files more")
    went: list[Place] = []
    desk.going.connect(went.append)
    actions[0].trigger()
    assert went == [Place("partner", 1, "evidence")]


def test_the_checklists_page_shows_it_and_follows_a_change(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = ChecklistsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.visit(Place("checklists"))
    assert page.ending.isHidden()

    def write(opened: Portfolio) -> None:
        evidence.add(opened, 1, "a.pdf", PDF, TODAY, expires_on=TODAY)

    desk.lane.write("Add", write)
    assert "1 file of evidence ends within 60 days" in page.ending.words.accessibleName()
    assert not page.ending.isHidden()
