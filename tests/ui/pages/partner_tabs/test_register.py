"""A partner's actions, risks, escalations, decisions and recovery plans on one tab."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.action import Action
from models.governance.milestone import Milestone
from models.governance.outcomes import Resolution
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.ids import new_id
from models.partner import Agreement, Contact, Grant, Partner
from models.store import records, register
from models.store.portfolio import Portfolio, create
from models.store.timeline import recorded
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.dialogs.escalate import EscalateDialog
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.register import RegisterTab

TODAY = date(2026, 11, 24)
SIGNED = date(2025, 2, 1)
HOSTILE = "<b>Ω</b> & “quoted” " + "very long " * 20


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    """A partner that holds Gold without what it asks, with two risks and an issue on a level."""
    with create(tmp_path / "register.alliance") as made:
        records.add(made, Partner(1, HOSTILE, invited_on=SIGNED, invitation_accepted_on=SIGNED))
        records.add(made, Agreement(1, 1, "program_agreement", SIGNED))
        records.add(made, Grant(1, 1, "gold", "assessment", date(2026, 1, 2)))
        records.add(made, Contact(1, 1, "Ada Wells", "executive sponsor"))
        records.add(made, Contact(2, 1, "Cy Ross", "executive sponsor", "host"))
        records.add(made, Concern(1, 1, "risk", "They may leave", TODAY, likelihood=4, impact=5))
        records.add(made, Concern(2, 1, "risk", HOSTILE, TODAY, likelihood=1, impact=1))
        records.add(made, Concern(3, 1, "issue", "No answer", TODAY))
        day = TODAY - timedelta(days=9)
        records.add(made, EscalationStep(1, 1, 3, 1, day, "Bo Lind", "Di Ames", "Stuck"))
        records.add(made, Action(1, 1, "Call them", concern_id=1))
        records.add(made, Resolution(1, 1, "Which region?"))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    made = partner_page(qtbot, desk, 1120)
    made.visit(Place("partner", 1, "register"))
    return made


@pytest.fixture
def tab(page: PartnerPage) -> RegisterTab:
    found = page.tab("register")
    assert isinstance(found, RegisterTab)
    return found


def value(tab: RegisterTab, at: int) -> str:
    return tab.tiles[at].value


@pytest.mark.clause("C038")
def test_the_tab_tells_what_is_open_grave_escalated_and_proposed(tab: RegisterTab) -> None:
    assert [value(tab, at) for at in range(4)] == ["1", "3", "1", "0"]
    assert "1 past its clock" in tab.tiles[2].accessibleName()
    assert "proposed" in tab.tiles[3].accessibleName()
    assert "3" in tab.concerns.title.text()
    assert tab.grid.accessibleName() == "2 open risks by likelihood and impact, 1 grave"


# ---- recovery ----------------------------------------------------------------------------------


@pytest.mark.clause("C040")
def test_a_proposal_is_accepted_into_a_plan_with_milestones_and_undo_proposes_it_again(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    offer = tab.recovery.offers["alliance_manager"]
    assert offer.steps[0].startswith("Path to green by ")
    offer.accept_button.click()
    assert "alliance_manager" not in tab.recovery.offers
    (plan,) = records.find(portfolio, RecoveryPlan)
    card = tab.recovery.plans[plan.id]
    assert card.progress.words == "0 of 1 milestone"
    assert [row.milestone.title for row in card.model.rows] == [plan.path.split(".")[0]]
    portfolio.undo()
    tab.show_view(tab.view)  # type: ignore[arg-type]
    assert "alliance_manager" in tab.recovery.offers


@pytest.mark.clause("C040")
def test_a_proposal_is_declined_with_a_reason_and_can_be_proposed_again(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    tab.recovery.offers["alliance_manager"].decline_button.click()
    dialog = tab.recovery.changes.dialog
    assert dialog is not None
    dialog.finish()
    assert dialog.problem_of("reason")
    dialog.reason.setPlainText("She starts in May")
    dialog.finish()
    assert "alliance_manager" not in tab.recovery.offers
    (button,) = tab.recovery.ended.buttons
    assert button.accessibleName().startswith("Propose again")
    button.click()
    assert "alliance_manager" in tab.recovery.offers
    assert records.find(portfolio, RecoveryPlan) == []


@pytest.mark.clause("C040")
def test_a_plan_is_followed_and_closed_once_its_criterion_is_met_again(
    qtbot: QtBot, tab: RegisterTab, portfolio: Portfolio
) -> None:
    tab.recovery.offers["alliance_manager"].accept_button.click()
    (plan,) = records.find(portfolio, RecoveryPlan)
    card = tab.recovery.plans[plan.id]
    spot = card.view.visualRect(card.model.index(0, 0)).center()
    qtbot.mouseClick(card.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    (milestone,) = records.find(portfolio, Milestone)
    assert milestone.done_on == TODAY
    assert card.progress.words == "1 of 1 milestone"
    assert "still" in card.advice.sentence
    assert card.met_button.isHidden()
    contact = Contact(new_id(), 1, "Bo Lind", "alliance manager")
    tab.desk.lane.write("Name Bo", lambda p: records.add(p, contact))
    assert "can be closed" in card.advice.sentence
    card.met_button.click()
    assert records.get(portfolio, RecoveryPlan, plan.id).state == "met"
    assert tab.recovery.plans == {}


def test_the_fields_of_a_plan_are_edited_where_they_stand(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    tab.recovery.offers["alliance_manager"].accept_button.click()
    (plan,) = records.find(portfolio, RecoveryPlan)
    card = tab.recovery.plans[plan.id]
    card._rows["owner"].committed.emit("Ada Wells")
    card._rows["target_on"].committed.emit(TODAY - timedelta(days=1))
    card._rows["title"].committed.emit(" ")
    found = records.get(portfolio, RecoveryPlan, plan.id)
    assert (found.owner, found.title) == ("Ada Wells", plan.title)
    assert card.advice.sentence.startswith("1 day past its target day")
    assert card.add_button is not None
    card.add_button.click()
    assert len(card.model.rows) == 2
    card.drop_button.click()
    dialog = tab.recovery.changes.dialog
    assert dialog is not None
    dialog.reason.setPlainText("They leave the program")
    dialog.finish()
    assert records.get(portfolio, RecoveryPlan, plan.id).outcome == "They leave the program"


def test_a_plan_leads_to_its_criterion_and_takes_actions(
    page: PartnerPage, tab: RegisterTab, portfolio: Portfolio
) -> None:
    tab.recovery.offers["alliance_manager"].accept_button.click()
    (plan,) = records.find(portfolio, RecoveryPlan)
    card = tab.recovery.plans[plan.id]
    card.action_button.click()
    made = next(one for one in records.find(portfolio, Action) if one.plan_id)
    assert (made.plan_id, made.criterion) == (plan.id, "alliance_manager")
    card._criterion.click()
    assert page.current.KEY == "scorecard"


# ---- escalations -------------------------------------------------------------------------------


@pytest.mark.clause("C034", "C080")
def test_a_concern_is_raised_to_the_sponsors_who_are_proposed(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    (row,) = tab.escalations.rows
    assert row.level.text == "Level 1, alliance managers"
    row.raise_button.click()
    dialog = tab.concern_changes.dialog
    assert isinstance(dialog, EscalateDialog)
    assert (dialog.level.current, dialog.to_whom.currentText()) == (2, "Ada Wells")
    assert dialog.why.text() == "Executive sponsor of the partner"
    dialog.finish()
    assert dialog.problem_of("reason") == "Say in a sentence why it is raised."
    dialog.reason.setPlainText("Nobody decides")
    dialog.finish()
    (told,) = register.escalated(portfolio, TODAY)
    assert told.escalation is not None
    assert (told.escalation.level, told.escalation.to_whom) == (2, "Ada Wells")
    (row,) = tab.escalations.rows
    assert row.clock.accessibleName() == "0 of 14 days"


def test_a_name_that_was_typed_stays_when_the_level_changes(tab: RegisterTab) -> None:
    tab.escalations.rows[0].raise_button.click()
    dialog = tab.concern_changes.dialog
    assert isinstance(dialog, EscalateDialog)
    dialog.to_whom.setEditText("Zed Quill")
    dialog.level.set_current(3)
    dialog.level.chosen.emit(3)
    assert dialog.to_whom.currentText() == "Zed Quill"
    dialog.to_whom.setEditText(" ")
    dialog.finish()
    assert dialog.problem_of("to_whom")
    dialog.close()


def test_an_escalation_is_taken_back_or_resolved_with_what_came_of_it(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    tab.escalations.rows[0].back_button.click()
    dialog: Any = tab.concern_changes.dialog
    dialog.reason.setPlainText("They answered")
    dialog.finish()
    assert tab.escalations.rows == []
    portfolio.undo()
    tab.show_view(tab.view)  # type: ignore[arg-type]
    tab.escalations.rows[0].close_button.click()
    dialog = tab.concern_changes.dialog
    dialog.reason.setPlainText("They hired somebody")
    dialog.finish()
    found = records.get(portfolio, Concern, 3)
    assert (found.state, found.outcome) == ("closed", "They hired somebody")
    assert value(tab, 2) == "0"


# ---- risks, decisions, ways --------------------------------------------------------------------


def test_risks_are_edited_added_and_found_on_the_grid(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    names = [column.name for column in tab.concerns.model.columns]
    at = tab.concerns.model.position(1)
    tab.concerns.model.setData(tab.concerns.model.index(at, names.index("impact")), "1 very low")
    assert records.get(portfolio, Concern, 1).impact == 1
    tab.grid.picked.emit(4, 1)
    assert tab.concerns.view.selected_ids() == [1]
    assert tab.concerns.add_button is not None
    tab.concerns.add_button.click()
    assert len(records.find(portfolio, Concern, title="New risk")) == 1
    assert "They may leave" in tab.grid.words((4, 1))


def test_a_decision_is_written_down_and_leaves_those_that_are_wanted(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    names = [column.name for column in tab.decisions.model.columns]
    for name, words in (("outcome", "Europe"), ("state", "Taken")):
        tab.decisions.model.setData(tab.decisions.model.index(0, names.index(name)), words)
    found = records.get(portfolio, Resolution, 1)
    assert (found.state, found.decided_on, found.outcome) == ("taken", TODAY, "Europe")
    assert tab.decisions.add_button is not None
    tab.decisions.add_button.click()
    assert len(records.find(portfolio, Resolution)) == 2


def test_a_place_names_a_record_of_the_tab(page: PartnerPage, tab: RegisterTab) -> None:
    for where, table, record in (
        ("concerns:2", tab.concerns, 2), ("actions:1", tab.actions_table, 1),
        ("resolutions:1", tab.decisions, 1),
    ):  # fmt: skip
        page.visit(Place("partner", 1, f"register:{where}"))
        assert table.view.selected_ids() == [record]


def test_what_an_action_is_about_is_shown(page: PartnerPage, tab: RegisterTab) -> None:
    tab.actions_table.opened_other.emit(1, "about")
    assert tab.concerns.view.selected_ids() == [1]
    assert page.current is tab


def test_what_an_action_is_about_is_chosen_from_what_there_is(
    tab: RegisterTab, portfolio: Portfolio
) -> None:
    tab.actions_table.view.select_ids([1], 1)
    tab.actions_table.ask_about()
    dialog = tab.actions_table.changes._about
    assert dialog is not None
    assert dialog.choice.currentText() == "Risk or issue: They may leave"
    dialog.choice.setEditText("Something else")
    dialog.finish()
    assert dialog.problem_of("about")
    words = next(
        text
        for at in range(dialog.choice.count())
        if (text := dialog.choice.itemText(at)).startswith("Criterion: ")
    )
    dialog.choice.setEditText(words)
    dialog.finish()
    found = records.get(portfolio, Action, 1)
    assert found.criterion
    assert found.concern_id == 0


def test_a_portfolio_to_read_only_shows_all_and_offers_nothing(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    from dataclasses import replace

    desk.opened = replace(desk.opened, read_only=True)
    page = partner_page(qtbot, desk, 700)
    page.visit(Place("partner", 1, "register"))
    tab = page.tab("register")
    assert isinstance(tab, RegisterTab)
    assert tab.escalations.rows[0].raise_button.isHidden()
    assert all(card.accept_button.isHidden() for card in tab.recovery.offers.values())
    assert tab.actions_table.add_button is not None
    assert tab.actions_table.add_button.isHidden()


def test_a_milestone_of_a_recovery_plan_is_shown_in_its_plan_wherever_one_comes_from(
    page: PartnerPage, tab: RegisterTab, portfolio: Portfolio
) -> None:
    records.add(portfolio, RecoveryPlan(5, 1, "technical_resources", "gold", "Two", TODAY))
    made = Milestone(6, 1, "recovery", 5, "One is named", done_on=TODAY)
    records.add(portfolio, made)
    (entry,) = [one for one in recorded(portfolio, 1, TODAY).entries if one.record_id == 6]
    assert (entry.tab, entry.table, entry.kind) == ("register", "milestones", "risks")
    page.refresh()
    for _ in range(2):
        tab.reveal(entry.table, entry.record_id)
        assert tab.recovery.plans[5].view.current_id() == 6
        page.visit(Place("partner", 1, "joint_plan"))
        page.tab("joint_plan").reveal("milestones", 6)
        assert page.current is tab
