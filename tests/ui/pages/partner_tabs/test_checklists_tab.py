"""A partner's tab lists what is due, begun and closed, and begins another by going there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.checklist.records import Checklist, Where
from models.store import records
from models.store.checklist_answers import answer, close
from models.store.checklist_templates import retire
from models.store.checklists import Summary, filled
from models.store.portfolio import Portfolio, create
from tests.models.store.checklist_desk import add_partner, review
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Opened, Place
from ui.pages.partner_tabs.checklists import ChecklistsTab

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "partners.alliance") as made:
        yield made


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    return review(portfolio, add_partner(portfolio, "O'Neil & Söhne 株式会社"))


@pytest.fixture
def gone_to(desk: Desk) -> list[Place]:
    heard: list[Place] = []
    desk.going.connect(heard.append)
    return heard


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, where: Where) -> ChecklistsTab:
    page = partner_page(qtbot, desk, 1300)
    page.visit(Place("partner", where.partner_id, "checklists"))
    found = page.current
    assert isinstance(found, ChecklistsTab)
    return found


def row(tab: ChecklistsTab, where: Where) -> Summary:
    [found] = [one for one in tab.model.rows if one.where == where]
    return found


def test_what_is_due_is_there_before_anything_was_answered(
    tab: ChecklistsTab, portfolio: Portfolio, where: Where
) -> None:
    assert where in [one.where for one in tab.rows]
    assert row(tab, where).state == "not_started"
    assert not records.find(portfolio, Checklist)


def test_an_answer_given_elsewhere_shows_up_and_undo_takes_it_off(
    tab: ChecklistsTab, desk: Desk, portfolio: Portfolio, where: Where
) -> None:
    before = row(tab, where).progress.answered
    desk.lane.write("Answer", lambda p: answer(p, where, "reviewed", "Y", TODAY))
    assert row(tab, where).progress.answered == before + 1
    desk.lane.undo()
    assert row(tab, where).progress.answered == before


def test_each_quarter_says_how_far_it_is(
    tab: ChecklistsTab, desk: Desk, portfolio: Portfolio, where: Where
) -> None:
    for key in ("quarterly_review", "onboarding", "prerequisites", "january_readiness"):
        desk.lane.write("Retire", lambda p, key=key: retire(p, key))
    then = replace(where, period="2026-Q3")
    desk.lane.write("Before", lambda p: answer(p, then, "reviewed", "Y", date(2026, 8, 1)))
    parts = []
    for one, words in ((where, "Q4 2026"), (then, "Q3 2026")):
        told = filled(portfolio, one, TODAY).progress
        parts.append(f"{words}: {told.answered} of {told.asked} answered")
    assert tab.quarters.text() == "  ·  ".join(parts)


def test_enter_and_the_button_go_to_the_checklist_under_the_cursor(
    tab: ChecklistsTab, where: Where, gone_to: list[Place]
) -> None:
    wanted = row(tab, where).id
    tab.table.select_ids([wanted], wanted)
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    tab.go_on.click()
    assert gone_to == [Place("checklist", where.partner_id, "small_review:2026-Q4")] * 2


def test_another_is_begun_by_going_there_and_nothing_is_written(
    tab: ChecklistsTab, portfolio: Portfolio, where: Where, gone_to: list[Place]
) -> None:
    tab.another.click()
    [menu] = [one for one in tab.findChildren(QMenu) if one.isVisible()]
    [chosen] = [one for one in menu.actions() if one.text() == "Small review, Q4 2026"]
    chosen.trigger()
    menu.close()
    assert gone_to == [Place("checklist", where.partner_id, "small_review:2026-Q4")]
    assert not records.find(portfolio, Checklist)


def test_a_closed_one_stays_in_the_list(tab: ChecklistsTab, desk: Desk, where: Where) -> None:
    desk.lane.write("Close", lambda p: close(p, where, TODAY))
    assert row(tab, where).state == "closed"


def test_a_partner_with_none_is_offered_to_begin_one(
    tab: ChecklistsTab, desk: Desk, where: Where
) -> None:
    for key in ("small_review", "quarterly_review", "prerequisites", "january_readiness"):
        desk.lane.write("Retire", lambda p, key=key: retire(p, key))
    assert not tab.rows
    assert tab._faces.currentIndex() == 1


def test_read_only_nothing_is_begun(tab: ChecklistsTab, desk: Desk, where: Where) -> None:
    assert tab.view is not None
    desk.opened = Opened(path=Path("x.alliance"), name="Partners", read_only=True)
    tab.fill(tab.view, same=True)
    assert not tab.another.isEnabled()
    assert tab.go_on.isEnabled()


def test_the_model_keeps_qts_promises(tab: ChecklistsTab, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(tab.model)
