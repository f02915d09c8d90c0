"""A partner's enablement: roadmaps drawn and edited, the grid of training, roles of the year."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.benefit_event import BenefitEvent
from models.governance.advocacy import TrainingSession
from models.governance.meetings import Meeting
from models.governance.voice import RoadmapItem
from models.partner import Agreement, Contact, Grant, Offering, Partner
from models.program.loading import usual_program
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner_tabs.enablement import EnablementTab

TODAY = date(2026, 11, 24)
DAY = date(2024, 1, 2)
ONE = timedelta(days=1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        for record in (
            Partner(1, "Acorn", invited_on=DAY, invitation_accepted_on=DAY),
            Agreement(1, 1, "program_agreement", DAY),
            Grant(1, 1, "gold", "assessment", date(2026, 1, 2), program=usual_program()),
            Offering(5, 1, "Fences"),
            Contact(1, 1, "Ada", "alliance manager", until=TODAY),
            RoadmapItem(11, 1, "partner", "Gate", TODAY + 40 * ONE, offering_id=5),
            RoadmapItem(12, 1, "host", "Desk", TODAY + 20 * ONE, depends_on=11),
            RoadmapItem(13, 1, "host", "Some day"),
            TrainingSession(21, 1, TODAY - ONE, "engineers", "integration", "Wires", 12),
            TrainingSession(22, 1, TODAY - 9 * ONE, "sellers", "selling", "Doors", 30),
            Meeting(31, 1, "roadmap", TODAY - 3 * ONE, state="held", shown="partner"),
            Partner(2, "Birch"),
        ):
            records.add(made, record)
        yield made


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> EnablementTab:
    page = partner_page(qtbot, desk, 1200)
    page.visit(Place("partner", 1, "enablement"))
    found = page.current
    assert isinstance(found, EnablementTab)
    return found


def shown(table) -> list[list[str]]:
    return [[column.shown(row) for column in table.model.columns] for row in table.model.rows]


@pytest.mark.clause("C084")
def test_both_roadmaps_are_drawn_and_what_does_not_fit_is_said(tab):
    assert [item.title for item in tab.lanes.order] == ["Gate", "Desk"]
    assert "Acorn: 1 item; Host: 1 item" in tab.lanes.accessibleName()
    assert "“Desk” is planned 20 days before “Gate”, which it needs." in tab._notes.text()
    assert "1 item without a day" in tab._notes.text()
    assert tab.lanes.words(tab.told.items[0]).endswith("Needs Gate")


def test_the_keys_go_from_item_to_item_and_enter_shows_it_in_the_table(tab, qtbot):
    tab.lanes.setFocus()
    qtbot.keyClick(tab.lanes, Qt.Key.Key_Right)
    assert tab.lanes.accessibleDescription().startswith("Desk (Host)")
    qtbot.keyClick(tab.lanes, Qt.Key.Key_Return)
    assert tab.items.view.current_id() == 12
    spot = tab.lanes.spot_of(11)
    qtbot.mouseClick(tab.lanes, Qt.MouseButton.LeftButton, pos=spot)
    assert tab.items.view.current_id() == 11


def test_an_item_is_edited_in_place_and_never_waits_for_itself(tab, portfolio):
    tab.items.edited.emit(tab.items, 13, "on_date", TODAY + 60 * ONE)
    assert len(tab.lanes.order) == 3
    tab.items.edited.emit(tab.items, 11, "depends_on", 12)
    assert "would wait for itself" in tab.items.problem
    assert records.get(portfolio, RoadmapItem, 11).depends_on == 0
    tab.items.deleting.emit(tab.items, [11])
    assert records.get(portfolio, RoadmapItem, 12).depends_on == 0
    portfolio.undo()
    assert records.get(portfolio, RoadmapItem, 12).depends_on == 11


@pytest.mark.clause("C084")
def test_a_session_is_logged_once_both_roadmaps_were_shown(tab, portfolio, toasts):
    assert shown(tab.meetings)[0][-2:] == ["Partner’s only", "Not both shown"]
    assert tab._log.isHidden()
    tab.meetings.edited.emit(tab.meetings, 31, "shown", "both")
    assert not tab._log.isHidden()
    tab._log.click()
    assert shown(tab.meetings)[0][-1] == "Logged as delivered"
    assert [one.on_date for one in records.find(portfolio, BenefitEvent)] == [TODAY - 3 * ONE]
    assert tab._log.isHidden()
    assert toasts == [("Logged as delivered in the benefits ledger", True)]


@pytest.mark.clause("C026")
def test_a_cell_lists_its_own_sessions_and_a_new_one_is_of_it(tab, portfolio, qtbot):
    tab.show_face("training")
    assert "Architects: nothing at all" in tab._gaps.text()
    tab.grid.setFocus()
    qtbot.keyClick(tab.grid, Qt.Key.Key_Down)
    assert tab.grid.accessibleDescription().startswith("Consultants, offering")
    at = tab.grid.cell_rect("engineers", "integration").center()
    qtbot.mouseClick(tab.grid, Qt.MouseButton.LeftButton, pos=at)
    assert [row[3] for row in shown(tab.sessions)] == ["Wires"]
    tab.sessions.adding.emit(tab.sessions)
    made = records.find(portfolio, TrainingSession)[-1]
    assert (made.audience, made.topic, made.on_date) == ("engineers", "integration", TODAY)
    assert len(shown(tab.sessions)) == 2
    tab._all.click()
    assert len(shown(tab.sessions)) == 3


def test_people_of_a_session_are_a_whole_number(tab, portfolio):
    column = next(c for c in tab.sessions.model.columns if c.name == "people")
    tab.sessions._take_edit(21, column, "many")
    assert "whole number" in tab.sessions.problem
    tab.sessions._take_edit(21, column, "1,200")
    assert records.get(portfolio, TrainingSession, 21).people == 1200


def test_the_roles_of_the_year_are_drawn_with_their_vacant_days(tab):
    tab.show_face("roles")
    told = tab.strips.accessibleName()
    assert "Partner’s alliance manager: vacant 1 day, now since 24 Nov 2026" in told
    assert "Host’s executive sponsor: not on record" in told
    assert "1 day vacant in all" in tab._vacant.text()


def test_a_record_is_brought_into_sight_on_its_own_part(tab, portfolio):
    tab.pick_cell("sellers", "offering")
    tab.reveal("training_sessions", 22)
    assert tab.faces.current == "training"
    assert tab.sessions.view.current_id() == 22
    tab.reveal("roadmap_items", 13)
    assert (tab.faces.current, tab.items.view.current_id()) == ("roadmaps", 13)


def test_a_partner_without_anything_says_what_to_do_and_another_one_forgets_the_cell(tab, desk):
    tab.pick_cell("engineers", "integration")
    desk.go(Place("partner", 2, "enablement"))
    assert tab._lanes_card.isHidden()
    assert shown(tab.items) == shown(tab.sessions) == shown(tab.meetings) == []
    assert tab._all.isHidden()
