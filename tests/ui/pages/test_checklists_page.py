"""The Checklists page says what is due, the late first, and leads to each and to the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.checklist.records import Where
from models.errors import UserError
from models.store.checklist_answers import answer, close
from models.store.checklist_templates import retire, save
from models.store.checklists import filled
from models.store.portfolio import Portfolio, create
from tests.models.store.checklist_desk import REVIEW, add_partner, review
from ui.desk import Desk, Opened, Place
from ui.pages.checklists import ChecklistsPage
from ui.widgets.labels import Label

TODAY = date(2026, 11, 24)
OFFERED = ("quarterly_review", "onboarding", "prerequisites", "january_readiness")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    """Only the small review is offered, so that a list is a few rows."""
    with create(tmp_path / "lists.alliance") as made:
        for key in OFFERED:
            retire(made, key)
        yield made


@pytest.fixture
def lists(portfolio: Portfolio) -> list[Where]:
    return [review(portfolio, add_partner(portfolio, name)) for name in ("Alpha", "Zeta")]


@pytest.fixture
def gone_to(desk: Desk) -> list[Place]:
    heard: list[Place] = []
    desk.going.connect(heard.append)
    return heard


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ChecklistsPage:
    made = ChecklistsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    made.activateWindow()
    return made


def told(page: ChecklistsPage) -> list[tuple[str, str]]:
    return [(row.partner, row.where.period) for row in page.model.rows]


def leave_open(portfolio: Portfolio, where: Where) -> None:
    """Begin the review of the quarter before, and leave it."""
    answer(portfolio, replace(where, period="2026-Q3"), "reviewed", "Y", date(2026, 8, 1))


def test_what_is_due_is_listed_and_the_late_comes_first(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    leave_open(portfolio, lists[1])
    page.visit(Place("checklists"))
    assert told(page) == [("Zeta", "2026-Q3"), ("Alpha", "2026-Q4"), ("Zeta", "2026-Q4")]
    assert page.header.sub == "3 checklists to fill in  ·  1 late"
    assert page.model.index(0, 6).data() == "Late"


def test_each_quarters_progress_is_told_and_follows_an_answer(
    page: ChecklistsPage, desk: Desk, portfolio: Portfolio, lists: list[Where]
) -> None:
    leave_open(portfolio, lists[1])
    page.visit(Place("checklists"))
    now = [filled(portfolio, where, TODAY).progress for where in lists]
    then = filled(portfolio, replace(lists[1], period="2026-Q3"), TODAY).progress
    answered, asked = sum(p.answered for p in now), sum(p.asked for p in now)
    assert page.quarters.text() == (
        f"Q4 2026: {answered} of {asked} answered  ·  "
        f"Q3 2026: {then.answered} of {then.asked} answered"
    )
    desk.lane.write("Answer", lambda p: answer(p, lists[0], "sessions", "3", TODAY))
    assert f"Q4 2026: {answered + 1} of {asked} answered" in page.quarters.text()


def test_a_closed_one_is_behind_what_is_to_be_done_and_all_done_is_said(
    page: ChecklistsPage, desk: Desk, portfolio: Portfolio, lists: list[Where]
) -> None:
    close(portfolio, lists[0], TODAY)
    page.visit(Place("checklists"))
    assert [row.partner for row in page.model.rows] == ["Zeta", "Alpha"]
    desk.lane.write("Close", lambda p: close(p, lists[1], TODAY))
    assert page.header.sub == "All checklists are filled in"


def test_filters_keep_what_matches_and_say_where_nothing_does(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    leave_open(portfolio, lists[1])
    page.visit(Place("checklists"))
    page.filter.search.setText("zeta")
    assert told(page) == [("Zeta", "2026-Q3"), ("Zeta", "2026-Q4")]
    page.filter.state_chip.set_chosen(["overdue"])
    page.filter.changed.emit()
    assert told(page) == [("Zeta", "2026-Q3")]
    page.filter.search.setText("nobody")
    assert page._faces.currentWidget() is page.no_match
    page.no_match.primary_clicked.emit()
    assert len(told(page)) == 3


def test_a_row_is_opened_by_enter(
    page: ChecklistsPage, lists: list[Where], gone_to: list[Place]
) -> None:
    page.visit(Place("checklists"))
    page.go_to_table()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert gone_to == [Place("checklist", lists[0].partner_id, "small_review:2026-Q4")]
    assert page.desk.partner_order == tuple(where.partner_id for where in lists)


def test_rows_are_copied_with_headings(page: ChecklistsPage, lists: list[Where]) -> None:
    page.visit(Place("checklists"))
    page.view.selectAll()
    page.copy_selected()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:3] == ["Partner", "Checklist", "Period"]
    assert [line[0] for line in lines[1:]] == ["Alpha", "Zeta"]
    assert lines[1][lines[0].index("Due")] == "2026-12-21"


def test_an_empty_portfolio_leads_to_the_partners(
    page: ChecklistsPage, gone_to: list[Place]
) -> None:
    page.visit(Place("checklists"))
    assert page._faces.currentWidget() is page.empty
    assert page.header.sub == "No checklists to fill in"
    page.empty.primary_clicked.emit()
    assert gone_to == [Place("partners")]


def test_the_model_keeps_qts_promises(
    page: ChecklistsPage, lists: list[Where], qtmodeltester: ModelTester
) -> None:
    page.visit(Place("checklists"))
    qtmodeltester.check(page.model)


def test_read_only_is_shown_and_can_be_copied(
    page: ChecklistsPage, portfolio: Portfolio, lists: list[Where]
) -> None:
    page.desk.opened = Opened(path=portfolio.path, name="Partners", read_only=True)
    page.visit(Place("checklists"))
    assert len(told(page)) == 2
    assert not page.can_write()


# ---- the grid face -------------------------------------------------------------------------


def test_the_grid_opens_with_the_keyboard_in_its_cells_and_one_comes_back(
    page: ChecklistsPage, desk: Desk, lists: list[Where]
) -> None:
    desk.going.connect(page.visit)
    page.visit(Place("checklists"))
    page.show_grid()
    assert page.in_grid
    assert page.grid.view.hasFocus()
    assert page.grid.model.rowCount() == 2
    page.show_list()
    assert not page.in_grid
    assert page.view.isVisible()


def test_the_chosen_checklist_is_kept_and_the_period_is_offered(
    qtbot: QtBot, page: ChecklistsPage, desk: Desk, portfolio: Portfolio, lists: list[Where]
) -> None:
    save(portfolio, REVIEW.replace("small_review", "other").replace("Small", "Other"), TODAY)
    page.visit(Place("checklists", 0, "grid:small_review:"))
    page.which.chosen.emit("other")
    again = ChecklistsPage(desk)
    qtbot.addWidget(again)
    again.visit(Place("checklists", 0, "grid"))
    assert again.grid.template == "other"
    assert again.period.current == "2026-Q4"
    again.period.chosen.emit("2026-Q3")
    assert [row.period for row in again.grid.model.rows] == ["2026-Q3"] * 2


def test_the_period_that_is_shown_stays_when_something_changes_elsewhere(
    page: ChecklistsPage, desk: Desk, portfolio: Portfolio, lists: list[Where]
) -> None:
    page.visit(Place("checklists", 0, "grid:small_review:2026-Q3"))
    desk.lane.write("Else", lambda p: answer(p, lists[0], "reviewed", "Y", TODAY))
    assert page.grid.period == page.period.current == "2026-Q3"


def test_a_new_version_of_the_checklist_shows_its_new_question(
    page: ChecklistsPage, desk: Desk, lists: list[Where]
) -> None:
    page.visit(Place("checklists", 0, "grid:small_review:2026-Q4"))
    more = REVIEW + '\n[[sections.items]]\nkey = "more"\nasks = "And more?"\nkind = "text"\n'
    desk.lane.write("Version", lambda p: save(p, more, TODAY))
    assert [item.key for _, item in page.grid.model.items][-1] == "more"


def test_a_checklist_that_is_offered_no_more_gives_way_to_another(
    page: ChecklistsPage, desk: Desk, portfolio: Portfolio, lists: list[Where]
) -> None:
    save(portfolio, REVIEW.replace("small_review", "other").replace("Small", "Other"), TODAY)
    page.visit(Place("checklists", 0, "grid:small_review:2026-Q4"))
    desk.lane.write("Retire", lambda p: retire(p, "small_review"))
    assert page.grid.template == "other"
    assert page.grid.model.rowCount() == 2


def test_a_grid_without_partners_says_so(page: ChecklistsPage, portfolio: Portfolio) -> None:
    save(portfolio, REVIEW, TODAY)
    page.visit(Place("checklists", 0, "grid:small_review:2026-Q4"))
    assert page.grid._faces.currentWidget() is page.grid.empty


def test_with_no_checklist_at_all_the_grid_says_so(
    page: ChecklistsPage, portfolio: Portfolio, gone_to: list[Place]
) -> None:
    page.visit(Place("checklists", 0, "grid"))
    assert "No checklist is offered" in {label.text() for label in page.grid.findChildren(Label)}
    page.grid.empty.primary_clicked.emit()
    assert gone_to == [Place("templates")]


@pytest.mark.parametrize("tab", ["", "grid:small_review:2026-Q4"])
def test_what_can_not_be_read_is_said_above_an_empty_page(
    page: ChecklistsPage, lists: list[Where], monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    def broken(*_: object) -> None:
        raise UserError("The file is damaged.", "Restore the newest backup.")

    monkeypatch.setattr("models.store.checklist_due.all_due", broken)
    monkeypatch.setattr("models.store.checklist_grid.grid", broken)
    page.visit(Place("checklists", 0, tab))
    said = page.grid.message if tab else page.message
    assert said.isVisible()
    assert "Restore the newest backup." in said.accessibleName()
