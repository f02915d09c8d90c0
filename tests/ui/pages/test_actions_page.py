"""All partners' open actions, risks, plans and decisions are filtered and changed in one list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.action import Action
from models.governance.outcomes import Resolution
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.partner import Agreement, Contact, Grant, Partner
from models.store import records, register
from models.store.portfolio import Portfolio, create
from ui import theme
from ui.desk import Desk, Place
from ui.dialogs.escalate import EscalateDialog
from ui.dialogs.new_action import NewActionDialog
from ui.dialogs.owner_and_day import DayDialog, OwnerDialog
from ui.pages.actions import ActionsPage

TODAY = date(2026, 11, 24)
SIGNED = date(2025, 2, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "actions.alliance") as made:
        for n, name in ((1, "Northwind"), (2, "Contoso & Söhne <b>")):
            records.add(made, Partner(n, name, invited_on=SIGNED, invitation_accepted_on=SIGNED))
            records.add(made, Agreement(n, n, "program_agreement", SIGNED))
            records.add(made, Grant(n, n, "gold", "assessment", date(2026, 1, 2)))
            records.add(made, Contact(n, n, "Ada Wells", "executive sponsor"))
        records.add(made, Action(1, 1, "Call them", owner="Mira", due_on=ago(3)))
        records.add(made, Action(2, 2, "Write it down", side="partner"))
        records.add(made, Concern(1, 1, "risk", "They leave", TODAY, likelihood=5, impact=5))
        records.add(made, Concern(2, 2, "issue", "Stuck", TODAY, due_on=TODAY))
        records.add(made, EscalationStep(1, 2, 2, 1, ago(9), "Mira"))
        records.add(
            made, RecoveryPlan(1, 1, "alliance_manager", "gold", "Manager", ago(9), target_on=TODAY)
        )
        records.add(made, Resolution(1, 2, "Which region?", due_on=TODAY + timedelta(days=20)))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ActionsPage:
    made = ActionsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    made.visit(Place("actions"))
    return made


def titles(page: ActionsPage) -> list[str]:
    return [line.title for line in page.model.rows]


def choose(page: ActionsPage, *wanted: str) -> None:
    ids = [line.id for line in page.model.rows if line.title in wanted]
    page.view.select_ids(ids, ids[0])


@pytest.mark.clause("C038", "C040")
def test_everything_open_is_listed_with_its_sums_the_latest_first(
    page: ActionsPage, qtmodeltester: ModelTester
) -> None:
    assert titles(page)[:2] == ["Call them", "Stuck"]
    assert len(titles(page)) == 6
    assert page.header.sub == "6 open · 2 late · 2 partners"
    assert [tile.value for tile in page.tiles] == ["2", "2", "1", "1", "1"]
    assert "1 past the clock" in page.tiles[2].accessibleName()
    qtmodeltester.check(page.model)


@pytest.mark.parametrize(
    ("chip", "keys", "found"),
    [
        ("kind", {"escalation"}, {"Stuck"}),
        ("kind", {"risk", "plan"}, {"They leave", "Manager"}),
        ("partner", {"Northwind"}, {"Call them", "They leave", "Manager"}),
        ("owner", {""}, {"Write it down", "They leave", "Stuck", "Manager", "Which region?"}),
        ("side", {"partner"}, {"Write it down", "Manager"}),
        ("state", {"past"}, {"Stuck"}),
        ("due", {"late"}, {"Call them", "Stuck"}),
        ("due", {"week"}, {"Manager"}),
        ("due", {"month", "none"}, {"Which region?", "Write it down", "They leave"}),
    ],
)
def test_each_filter_shows_what_it_says(
    page: ActionsPage, chip: str, keys: set[object], found: set[str]
) -> None:
    chosen: Any = page.filter._chips[chip]
    chosen.set_chosen(keys)
    page.filter.changed.emit()
    assert set(titles(page)) == found
    assert page.header.sub.startswith(f"{len(found)} of 6 open shown")


def test_words_that_match_nothing_offer_the_way_back(page: ActionsPage) -> None:
    page.filter.search.setText("zzz")
    assert page.face is page.no_match
    page.no_match.primary_clicked.emit()
    assert len(titles(page)) == 6


def test_a_line_opens_where_it_stands_on_its_partners_tab(page: ActionsPage, desk: Desk) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    choose(page, "They leave")
    page.open_selected()
    assert went == [Place("partner", 1, "register:concerns:1")]
    assert set(desk.partner_order) == {1, 2}


def test_actions_are_finished_and_dropped_among_whatever_is_selected(
    page: ActionsPage, portfolio: Portfolio
) -> None:
    choose(page, "Call them", "They leave")
    page.finish_selected()
    assert records.get(portfolio, Action, 1).state == "done"
    assert records.get(portfolio, Concern, 1).state == "open"
    choose(page, "Write it down", "Manager")
    page.drop_selected()
    dialog: Any = page.changes.dialog
    dialog.reason.setPlainText("Not needed")
    dialog.finish()
    assert records.get(portfolio, Action, 2).reason == "Not needed"
    assert len(titles(page)) == 4


def test_risks_and_issues_are_closed_and_raised(page: ActionsPage, portfolio: Portfolio) -> None:
    choose(page, "Stuck")
    page.raise_selected()
    raised = page.concern_changes.dialog
    assert isinstance(raised, EscalateDialog)
    raised.reason.setPlainText("Nobody answers")
    raised.finish()
    (told,) = register.escalated(portfolio, TODAY)
    assert told.escalation is not None
    assert (told.escalation.level, told.escalation.to_whom) == (2, "Ada Wells")
    choose(page, "Stuck", "They leave", "Call them")
    page.close_selected()
    dialog: Any = page.concern_changes.dialog
    dialog.reason.setPlainText("Both settled")
    dialog.finish()
    assert {one.state for one in records.find(portfolio, Concern)} == {"closed"}


def test_all_kinds_get_an_owner_and_a_day_in_one_step(
    page: ActionsPage, portfolio: Portfolio, toasts: list[Any]
) -> None:
    page.view.selectAll()
    page.ask_owner()
    dialog = page.dialog
    assert isinstance(dialog, OwnerDialog)
    dialog.name.setText("Ola Reed")
    dialog.finish()
    assert {line.owner for line in page.model.all_rows} == {"Ola Reed"}
    assert toasts == [("6 entries now with Ola Reed", True)]
    page.ask_due()
    asked = page.dialog
    assert isinstance(asked, DayDialog)
    asked.day.line.setText("the day after")
    asked.finish()
    assert asked.problem_of("day")
    asked.day.line.setText("1 Dec 2026")
    asked.finish()
    assert records.get(portfolio, RecoveryPlan, 1).target_on == date(2026, 12, 1)
    portfolio.undo()
    portfolio.undo()
    assert records.get(portfolio, Action, 1).owner == "Mira"


def test_a_dialog_that_was_left_takes_nothing_with_it(page: ActionsPage) -> None:
    choose(page, "Call them")
    page.ask_owner()
    assert page.dialog is not None
    page.dialog.reject()
    assert page.dialog is None
    page.finish_selected()
    assert "Call them" not in titles(page)


def test_a_portfolio_without_any_says_where_they_come_from(
    page: ActionsPage, portfolio: Portfolio, desk: Desk
) -> None:
    with portfolio.change("Empty"):
        for kind in (Action, Concern, RecoveryPlan, Resolution):
            records.delete(portfolio, kind, [1, 2])
    page.refresh()
    assert page.face is page.empty
    went: list[Place] = []
    desk.going.connect(went.append)
    page.empty.primary_clicked.emit()
    assert went == [Place("partners")]


def test_verbs_that_do_nothing_for_what_is_selected_are_off(page: ActionsPage) -> None:
    choose(page, "Manager")
    enabled = {one.id: one.enabled() for one in page.commands()}
    assert not enabled["action_done"]
    assert not enabled["concern_close"]
    assert enabled["set_owner"]
    assert not page._done.isEnabled()


def test_a_low_window_leaves_its_room_to_the_list(page: ActionsPage) -> None:
    page.resize(964, 610)
    assert page.tile_row.isHidden()


@pytest.mark.clause("C040")
def test_a_plan_that_is_met_again_is_closed_by_the_verb_that_finishes(
    page: ActionsPage, portfolio: Portfolio, desk: Desk
) -> None:
    choose(page, "Manager")
    page.finish_selected()
    assert records.get(portfolio, RecoveryPlan, 1).state == "open"
    bo = Contact(9, 1, "Bo Lind", "alliance manager")
    desk.lane.write("Name Bo", lambda portfolio: records.add(portfolio, bo))
    choose(page, "Manager")
    assert page._done.isEnabled()
    page.finish_selected()
    assert records.get(portfolio, RecoveryPlan, 1).state == "met"
    assert "Manager" not in titles(page)


def test_a_copy_has_every_column_also_those_without_room(page: ActionsPage) -> None:
    page.resize(900, 600)
    choose(page, "Stuck")
    page.copy_selected()
    head, row = QGuiApplication.clipboard().text().strip().split("\n")
    found = dict(zip(head.strip().split("\t"), row.strip("\r").split("\t"), strict=True))
    assert found["About"] == ""
    assert (found["Due"], found["Days late"], found["Level"]) == ("2026-11-22", "2", "1")


def test_larger_words_hide_what_a_narrower_window_would(
    page: ActionsPage, qapp: QApplication
) -> None:
    about = 8
    page.resize(1400, 780)
    hidden = [page.view.isColumnHidden(about)]
    for scale in (1.5, 1.0):
        theme.apply(qapp, "light", scale)
        hidden.append(page.view.isColumnHidden(about))
    assert hidden == [False, True, False]


@pytest.mark.clause("C038")
def test_an_action_is_added_where_one_looks_for_it(page: ActionsPage, portfolio: Portfolio) -> None:
    page.adding.click()
    dialog = page.doings.dialog
    assert isinstance(dialog, NewActionDialog)
    dialog.partner.setText(str(portfolio.conn.value("SELECT name FROM partners LIMIT 1")))
    dialog.title.setText("Call the new sponsor")
    dialog.finish()
    assert records.find(portfolio, Action, title="Call the new sponsor")
    assert "Call the new sponsor" in [row.title for row in page.model.rows]
