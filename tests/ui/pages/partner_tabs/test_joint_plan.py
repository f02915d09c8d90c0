"""The joint plan on its tab: started, typed, approved, tied, rolled, deleted, undone, copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.governance.joint_plan import Initiative, Investment, Objective, ObjectiveDeal
from models.governance.milestone import Milestone
from models.governance.plan_figures import Standing
from models.store import records
from models.store.portfolio import Portfolio, open_portfolio
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui.desk import Desk, Place
from ui.dialogs.plan_deals import PlanDealsDialog
from ui.dialogs.plan_start import PlanStartDialog
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.joint_plan import JointPlanTab

TODAY = date(2026, 11, 24)
FULL, BARE = "Zephyrquay Endpoint", "Dunmarrow Key Vaults"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans") / "one.alliance"
    sample_at(path, TODAY).close()
    return path


@pytest.fixture
def portfolio(sample: Path, tmp_path: Path) -> Iterator[Portfolio]:
    own = tmp_path / "own.alliance"
    shutil.copyfile(sample, own)
    with open_portfolio(own) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1200)


def of(page: PartnerPage, portfolio: Portfolio, name: str) -> JointPlanTab:
    page.visit(Place("partner", key_of(portfolio, name), "joint_plan"))
    found = page.current
    assert isinstance(found, JointPlanTab)
    return found


def standing(tab: JointPlanTab, title: str) -> Standing:
    assert tab.found is not None
    return next(one for one in tab.found.plan.objectives if one.objective.title == title)


def dialog(tab: JointPlanTab, kind: type[Any]) -> Any:
    return next(one for one in tab.window().findChildren(kind) if one.isVisible())


def test_every_table_is_a_sound_model_and_every_stop_has_a_name(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    for table in (tab.objectives, tab.initiatives, tab.milestones, tab.investments):
        assert table.model.rowCount()
        ModelTester(table.model)
    tab.open_objective(standing(tab, "Grow signings").objective.id)
    stops = [
        one for one in tab.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    named = [one for one in stops if one.isVisible() and not one.accessibleName()]
    assert [type(one).__name__ for one in named] == []


@pytest.mark.clause("C005")
def test_the_three_series_say_each_year_with_its_target(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    told = [card.chart.accessibleName() for card in tab.series.cards]
    assert told[0].startswith("Pipeline: 2023: not known.")
    assert "2026: $3,284,934.92 so far, target $8,500,000, below target" in told[1]
    assert "2025: $6,150,000, target $6,000,000, on target" in told[2]


@pytest.mark.clause("C006")
def test_a_partner_without_a_plan_starts_one_from_the_programs_objectives(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, BARE)
    assert tab.empty.isVisibleTo(tab)
    tab.start()
    asked: PlanStartDialog = dialog(tab, PlanStartDialog)
    assert asked.go.text() == "Start the plan with 5 objectives"
    asked.boxes[2][0].setChecked(False)
    asked.finish()
    own = records.find(portfolio, Objective, partner_id=key_of(portfolio, BARE))
    assert [one.kind for one in own] == ["pipeline", "signings", "alignment", "advocacy"]
    assert portfolio.can_undo() == f"Add 4 objectives to {BARE}’s plan of 2026"
    assert tab.objectives.model.rowCount() == 4
    assert tab.head.suggest.isVisibleTo(tab)


def test_amounts_are_typed_in_the_rows_and_a_reckoned_actual_is_not(
    qtbot: QtBot, page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    one = standing(tab, "Grow revenue from endpoints").objective
    tab.objectives._take_edit(one.id, _column(tab, "forecast"), "7m")
    assert records.get(portfolio, Objective, one.id).forecast == 7_000_000_00
    reckoned = standing(tab, "Grow signings").objective
    tab.objectives._take_edit(reckoned.id, _column(tab, "actual"), "7m")
    assert "reckoned from the deals" in tab.objectives.problem
    assert records.get(portfolio, Objective, reckoned.id).actual is None


def test_enter_goes_into_an_objective_and_closing_it_back_to_its_row(
    qtbot: QtBot, page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    one = standing(tab, "Grow signings").objective
    tab.objectives.reveal(one.id)
    qtbot.keyClick(tab.objectives.view, Qt.Key.Key_Return)
    assert tab.panel.isVisible()
    assert tab.panel.title.text() == "Grow signings"
    tab.panel.close_button.click()
    assert not tab.panel.isVisible()
    assert tab.objectives.view.current_id() == one.id


def test_a_new_target_takes_the_approval_back_and_says_so(
    page: PartnerPage, portfolio: Portfolio, toasts: list[Any]
) -> None:
    tab = of(page, portfolio, FULL)
    one = standing(tab, "Grow signings").objective
    tab.open_objective(one.id)
    tab.panel.edited.emit("target", 900_000_000)
    assert records.get(portfolio, Objective, one.id).state == "pending_review"
    assert "pending review again" in toasts[-1][0]
    assert set(tab.panel.verbs) == {"internally_approved", "in_progress"}
    tab.panel.verbs["internally_approved"].click()
    assert records.get(portfolio, Objective, one.id).state == "internally_approved"


def test_what_cannot_be_approved_yet_says_what_is_missing(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    one = standing(tab, "Win customers who speak for us both").objective
    tab.open_objective(one.id)
    button = tab.panel.verbs["jointly_approved"]
    assert not button.isEnabled()
    assert "no owner on the partner’s side" in button.toolTip()


def test_a_field_that_is_refused_says_why_and_keeps_what_was_typed(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    one = standing(tab, "Grow signings").objective
    tab.open_objective(one.id)
    field = tab.panel.fields["currency"]
    field._send("dollars")
    assert field.unsaved is not None
    assert "no currency code" in field.unsaved[1]
    field.give_back()
    assert records.get(portfolio, Objective, one.id).currency == "USD"


def test_deals_are_found_tied_with_their_sum_and_untied(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    one = standing(tab, "Grow signings").objective
    tab.open_objective(one.id)
    tab.tie()
    asked: PlanDealsDialog = dialog(tab, PlanDealsDialog)
    asked.search.setText("truck maker")
    row = next(one for one in asked.model.rows if one.status == "won" and one.minor == 2_969_750_00)
    asked.table.select_ids([row.id], row.id)
    assert asked.sum.text() == "1 deal, $2,969,750"
    asked.finish()
    told = standing(tab, "Grow signings")
    assert (told.actual, [deal.counts for deal in told.deals]) == (2_969_750_00, [True])
    tab.untie(row.id)
    assert standing(tab, "Grow signings").deals == ()
    assert not records.find(portfolio, ObjectiveDeal, objective_id=one.id)


def test_the_next_year_starts_from_this_one_and_last_years_plan_stays(
    page: PartnerPage, portfolio: Portfolio, toasts: list[Any]
) -> None:
    tab = of(page, portfolio, FULL)
    tab.head.roll.click()
    assert tab.year == 2027
    assert toasts[-1][0].startswith("6 objectives and 2 open initiatives taken into 2027")
    assert standing(tab, "Grow revenue from endpoints").objective.baseline == 6_210_000_00
    assert not tab.head.roll.isHidden()  # 2028 may follow
    tab.choose_year(2025)
    assert len(tab.objectives.model.rows) == 3


def test_work_milestones_and_investments_are_added_to_the_year_that_is_shown(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    partner = key_of(portfolio, FULL)
    for table in (tab.initiatives, tab.investments, tab.milestones):
        assert table.add_button is not None
        table.add_button.click()
        QApplication.processEvents()
    work = records.find(portfolio, Initiative, partner_id=partner, title="New initiative")
    assert [one.year for one in work] == [2026]
    put = records.find(portfolio, Investment, partner_id=partner, title="New investment")
    assert [(one.year, one.currency) for one in put] == [(2026, "USD")]
    (stone,) = records.find(portfolio, Milestone, partner_id=partner, title="New milestone")
    assert stone.of_kind == "initiative"
    assert tab.initiatives.fields["objective_id"].kind_for(None).choices[0] == (0, "The whole plan")


def test_an_initiative_is_deleted_with_its_milestones_and_comes_back(
    page: PartnerPage, portfolio: Portfolio, toasts: list[Any]
) -> None:
    tab = of(page, portfolio, FULL)
    before = len(records.find(portfolio, Milestone))
    assert tab.found is not None
    line = next(one for one in tab.found.plan.initiatives if len(one.milestones) == 2)
    tab.delete_records(tab.initiatives, [line.id])
    assert len(records.find(portfolio, Milestone)) == before - 2
    assert toasts[-1] == (f"Deleted initiative {line.initiative.title}", True)
    portfolio.undo()
    assert len(records.find(portfolio, Milestone)) == before


def test_the_plan_is_copied_with_bare_figures_and_blanks(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, "Tarnwick Perimeter")
    tab.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Objective\tKind\tActual\tTarget\tForecast\tBaseline\tUnit")
    cells = next(line for line in lines if line.startswith("Grow signings")).split("\t")
    assert cells[3:7] == ["", "", "", "USD"]
    assert "Not enough data: no target is set." in cells


def test_another_partner_begins_with_its_own_plan_of_this_year(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, FULL)
    tab.open_objective(standing(tab, "Grow signings").objective.id)
    tab.choose_year(2025)
    other = of(page, portfolio, "Tarnwick Perimeter")
    assert other is tab
    assert tab.year == 2026
    assert len(tab.objectives.model.rows) == 3
    assert not tab.panel.isVisible()


def _column(tab: JointPlanTab, name: str) -> Any:
    return next(one for one in tab.objectives.model.columns if one.name == name)
