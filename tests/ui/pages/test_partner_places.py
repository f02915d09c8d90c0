"""A place may name a tab of a partner, a part of it and a record, which is then in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.governance.joint_plan import Objective
from models.governance.register import RecoveryPlan
from models.partner import Contact, Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.joint_plan import JointPlanTab
from ui.pages.partner_tabs.register import RegisterTab

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        records.add(made, Partner(1, "Northwind"))
        records.add(made, Contact(5, 1, "Ana Weber", "alliance manager"))
        yield made


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ("people", []),
        ("people:5", [("", 5)]),
        ("people:nda", [("nda", None)]),
        ("people:contacts:5", [("contacts", 5)]),
    ],
)
def test_a_place_brings_what_it_names_into_sight(
    qtbot: QtBot,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    named: str,
    wanted: list[tuple[str, int | None]],
) -> None:
    page = partner_page(qtbot, desk, 1000)
    shown: list[tuple[str, int | None]] = []
    people: Tab = page.tab("people")
    monkeypatch.setattr(people, "reveal", lambda field, key: shown.append((field, key)))
    page.visit(Place("partner", 1, named))
    assert page.current is people
    assert shown == wanted


def test_an_objective_that_a_place_names_opens_once_its_plan_is_read(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    records.add(portfolio, Objective(7, 1, TODAY.year, "revenue", "More revenue"))
    page = partner_page(qtbot, desk, 1300)
    page.visit(Place("partner", 1, "joint_plan"))
    tab = page.current
    assert isinstance(tab, JointPlanTab)
    assert page.view is not None
    tab.found = None  # still on its way
    page.visit(Place("partner", 1, "joint_plan:objectives:7"))
    assert tab._opened == 0
    tab.fill(page.view, same=False)
    assert tab._opened == 7


@pytest.mark.clause("C040")
def test_a_recovery_plan_that_a_place_names_has_the_keyboard(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    for key, title in ((7, "First plan"), (8, "Second plan")):
        records.add(portfolio, RecoveryPlan(key, 1, "nda", "gold", title, TODAY))
    page = partner_page(qtbot, desk, 1300)
    page.visit(Place("partner", 1, "register:recovery_plans:8"))
    tab = page.current
    assert isinstance(tab, RegisterTab)
    focus = page.focusWidget()
    assert focus is not None
    assert tab.recovery.plans[8].isAncestorOf(focus)
