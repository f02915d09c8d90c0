"""What if moves bars and sentences and writes nothing; its path becomes a plan in one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.action import Action
from models.governance.register import RecoveryPlan
from models.partner import Contact, Grant, Training
from models.program_year import Withdrawal
from models.store import records
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui.desk import Desk, Opened, Place
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.deals import DealsTab
from ui.pages.partner_tabs.offerings import OfferingsTab
from ui.pages.partner_tabs.people import PeopleTab
from ui.pages.partner_tabs.scorecard import ScorecardTab
from ui.pages.partner_tabs.what_if_deal import TryDealDialog
from ui.pages.partner_tabs.what_if_levers import CountLever, MoneyLever, YesNoLever
from ui.widgets.labels import Label
from ui.widgets.pill import Pill

TODAY = date(2026, 11, 24)
LANTERN = "Lanternfen Threat Research"
OXLIP = "Oxlip & Ferrule Data Safety"
PEBBLE = "Pebblewhit Access"
QUILL = "Quillmarrow Identity"
WOBBLE = "Wobblestone Recovery"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1240)


def see(page: PartnerPage, portfolio: Portfolio, name: str, tab: str = "scorecard") -> Any:
    page.visit(Place("partner", key_of(portfolio, name), tab))
    return page.current


def count(tab: ScorecardTab, criterion: str) -> CountLever:
    row = tab.what_if.rows[criterion]
    assert isinstance(row, CountLever)
    return row


def money(tab: ScorecardTab) -> MoneyLever:
    row = tab.what_if.rows["aggregate_tcv"]
    assert isinstance(row, MoneyLever)
    return row


def plan_of(portfolio: Portfolio, name: str) -> list[Action]:
    return records.find(portfolio, Action, partner_id=key_of(portfolio, name))


def dump(portfolio: Portfolio) -> list[Any]:
    """Every row of every table."""
    found = portfolio.conn.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = [name for (name,) in found if not name.startswith("sqlite")]
    return [(name, list(portfolio.conn.rows(f"SELECT * FROM {name}"))) for name in tables]


# ---- trying -------------------------------------------------------------------------------------


@pytest.mark.clause("C039")
@pytest.mark.clause("C072")
def test_a_slider_hatches_the_bar_and_tells_what_would_come_of_it(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    assert tab.what_if.result.headline == "Gold lacks 1 requirement"
    people = count(tab, "mss_trained_people")
    people.slider.setValue(10)
    assert people.box.value() == 10
    assert people.moved_words == "+1"
    assert tab._rows["mss_trained_people"].bar.gauge.what_if == 10
    assert tab._rows["mss_trained_people"].bar.gauge.value == 9
    assert "What if: 10 people trained" in tab._rows["mss_trained_people"].accessibleName()
    assert tab.what_if.result.headline == "Gold would be reached"
    people.box.setValue(9)
    assert people.slider.value() == 9
    assert tab._rows["mss_trained_people"].bar.gauge.what_if is None
    assert tab.what_if.result.headline == "Gold lacks 1 requirement"


def test_nothing_of_what_is_tried_is_written(page: PartnerPage, portfolio: Portfolio) -> None:
    before = dump(portfolio)
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    money(tab).slider.setValue(30)
    count(tab, "mss_trained_people").box.setValue(25)
    count(tab, "offering_availability").slider.setValue(6)
    tab.what_if.path_box.try_button.click()
    assert tab.what_if.result.headline == "Gold would be reached"
    assert dump(portfolio) == before
    assert portfolio.can_undo() is None


def test_reset_goes_back_to_the_records(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    assert not tab.what_if.reset_button.isEnabled()
    count(tab, "mss_trained_people").box.setValue(12)
    money(tab).slider.setValue(4)
    tab.what_if.reset_button.click()
    assert (count(tab, "mss_trained_people").box.value(), money(tab).slider.value()) == (5, 0)
    assert not tab.what_if.reset_button.isEnabled()
    assert all(row.bar.gauge.what_if is None for row in tab._rows.values())


def test_a_promise_or_a_paper_is_ticked(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, WOBBLE)
    row = tab.what_if.rows["nda"]
    assert isinstance(row, YesNoLever)
    row.box.click()
    assert (row.moved_words, tab.what_if.result.headline) == ("added", "Silver would be reached")
    met = tab.what_if.rows["free_training"]
    assert isinstance(met, YesNoLever)
    tab.what_if._more.click()
    assert met.isVisible()
    met.box.click()
    assert met.moved_words == "taken away"
    assert tab.what_if.result.headline == "Silver would still lack 1 requirement"


def test_another_target_holds_the_trial_against_another_tier(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    count(tab, "mss_trained_people").box.setValue(20)
    tab.what_if.choice.chosen.emit("platinum")
    assert (tab.target, tab.choice.current) == ("platinum", "platinum")
    assert tab.card.title.text() == "Requirements for Platinum"
    assert tab._rows["mss_trained_people"].bar.gauge.what_if == 20
    assert tab.what_if.result.headline.startswith("Platinum would still lack")


def test_an_amount_is_typed_and_a_wrong_one_says_why(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    row = money(tab)
    for text, said in (
        ("a lot", "a lot is no amount."),
        ("1", "It is $10,125,870.39 already."),
    ):
        row.line.setText(text)
        row.line.editingFinished.emit()
        assert said in row.problem
    assert tab.what_if.reset_button.isEnabled()
    row.line.setText("15M")
    row.line.editingFinished.emit()
    assert (row.problem, row.line.text()) == ("", "$15,000,000")
    assert row.moved_words == "+$4,874,129.61"


@pytest.mark.parametrize("by", ["escape", "reset"])
def test_a_refused_amount_can_be_put_back(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot, by: str
) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    row = money(tab)
    stood = row.line.text()
    assert not tab.what_if.reset_button.isEnabled()
    row.line.selectAll()
    qtbot.keyClicks(row.line, "-5")
    qtbot.keyClick(row.line, Qt.Key.Key_Return)
    assert "negative" in row.problem
    if by == "escape":
        qtbot.keyClick(row.line, Qt.Key.Key_Escape)
    else:
        tab.what_if.reset_button.click()
    assert (row.line.text(), row.problem) == (stood, "")
    assert not tab.what_if.reset_button.isEnabled()


# ---- deals --------------------------------------------------------------------------------------


def dialog_of(tab: ScorecardTab) -> TryDealDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, TryDealDialog)]
    return next(dialog for dialog in found if dialog.isVisible())


@pytest.mark.clause("C061")
def test_an_overdue_deal_is_tried_on_another_day_and_left_as_it_is_again(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, PEBBLE)
    assert page.view is not None
    overdue = next(d for d in page.view.file.deals if d.bucket == "out_of_window")
    tab.what_if.ask_change()
    dialog = dialog_of(tab)
    dialog.choose(overdue.deal.id)
    dialog.close_date.setText("1 Dec 2026")
    dialog._finish()
    [line] = tab.what_if.deal_lines
    assert line.told[1:] == (overdue.ref.text, "Tried: due 1 Dec 2026")
    assert tab._rows["aggregate_tcv"].bar.gauge.what_if is not None
    line.drop.click()
    assert tab.what_if.deal_lines == []
    assert tab._rows["aggregate_tcv"].bar.gauge.what_if is None


def test_a_deal_is_tried_that_is_not_there(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    tab.what_if.ask_new_deal()
    dialog = dialog_of(tab)
    QTest.keyClicks(dialog.name, "Port security")
    dialog.amount.setText("lots")
    dialog._finish()
    assert "lots is no amount." in dialog.problem.text()
    dialog.amount.setText("4.9M")
    dialog.close_date.setText("30/40/2027")
    dialog._finish()
    assert "is no day." in dialog.problem.text()
    dialog.close_date.setText("30 Sep 2027")
    dialog._finish()
    [line] = tab.what_if.deal_lines
    assert line.told[1:] == ("Port security", "New: $4,900,000, due 30 Sep 2027")
    assert money(tab).moved_words == "+$4,900,000"
    assert "Aggregate TCV" not in tab.what_if.result.detail


def test_a_name_that_is_no_deal_is_refused(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    tab.what_if.ask_change()
    dialog = dialog_of(tab)
    dialog.choice.setEditText("no such deal")
    dialog._finish()
    assert "No deal of this partner has that name." in dialog.problem.text()
    dialog.reject()


# ---- the path and the plan -----------------------------------------------------------------------


@pytest.mark.clause("C040")
def test_the_path_is_added_to_the_plan_as_one_step(
    page: PartnerPage, portfolio: Portfolio, desk: Desk, toasts: list[Any]
) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    titles = [line.step.title for line in tab.what_if.path_box.lines]
    assert titles[:3] == [
        "Add a deal of $4,874,129.61",
        "Offer “Threat research subscription” worldwide",
        "Train 5 people",
    ]
    tab.what_if.path_box.plan_button.click()
    assert sorted(action.title for action in plan_of(portfolio, LANTERN)) == sorted(titles)
    assert {action.due_on for action in plan_of(portfolio, LANTERN)} == {date(2026, 12, 31)}
    assert portfolio.can_undo() == f"Add 4 steps to {LANTERN}’s plan"
    assert toasts[-1] == ("Added 4 actions to the plan", True)
    assert tab.plan.model.row_at(0).action.title == titles[0]
    tab.what_if.path_box.plan_button.click()
    assert toasts[-1] == ("Every step is in the plan already", False)
    desk.lane.undo()
    assert plan_of(portfolio, LANTERN) == []
    assert tab.plan.model.rowCount() == 0


@pytest.mark.clause("C040")
def test_the_recovery_plan_that_is_proposed_is_offered_on_the_path_to_the_granted_tier(
    page: PartnerPage, portfolio: Portfolio, toasts: list[Any]
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    button = tab.what_if.path_box.recovery_button
    assert (button.isVisible(), button.text()) == (True, "Begin the recovery plan")
    tab.set_target("platinum")
    assert not button.isVisible()
    tab.set_target("gold")
    button.click()
    assert toasts[-1] == ("Began 1 recovery plan", True)
    assert page.current.KEY == "register"
    plans = records.find(portfolio, RecoveryPlan, partner_id=key_of(portfolio, OXLIP))
    assert [(one.criterion, one.state) for one in plans] == [("mss_trained_people", "open")]
    again: ScorecardTab = see(page, portfolio, OXLIP)
    assert not again.what_if.path_box.recovery_button.isVisible()


def test_the_plan_comes_into_sight_when_the_path_is_added(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    page.resize(1200, 520)

    def seen() -> bool:
        view = tab._scroll.viewport()
        top = tab.plan.mapTo(view, QPoint(0, 0)).y()
        return 0 <= top < view.height() - 60

    qtbot.waitUntil(lambda: not seen())
    tab.what_if.path_box.plan_button.click()
    qtbot.waitUntil(seen)
    tab._scroll.verticalScrollBar().setValue(0)
    tab.what_if.path_box.plan_button.click()
    qtbot.waitUntil(seen)


def test_the_path_is_tried_on_the_bars(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    tab.what_if.path_box.try_button.click()
    assert tab.what_if.result.headline == "Gold would be reached"
    assert tab.what_if.result.detail == (
        "It is granted once the invitation is accepted and the program agreement is in force."
    )
    assert tab._rows["technical_resources"].bar.gauge.what_if == 2


def test_a_step_leads_to_the_record_that_it_is_about(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    [line] = tab.what_if.path_box.lines
    assert line.step.title == "Finish the training of Amparo Cloverdyke"
    line.go.click()
    assert isinstance(page.current, OfferingsTab)
    assert page.current.trainings.view.current_id() == line.step.refs[0].id


def test_nothing_is_to_be_done_for_a_tier_that_is_reached(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, QUILL)
    assert tab.what_if.result.headline == "Platinum is reached"
    assert tab.what_if.path_box.note == "Platinum is reached; there is nothing to do."
    assert not tab.what_if.path_box.plan_button.isVisible()


@pytest.mark.clause("C038")
def test_an_action_is_added_edited_done_and_deleted_and_comes_back(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    assert tab.plan.add_button is not None
    tab.plan.add_button.click()
    [action] = plan_of(portfolio, OXLIP)
    assert (action.title, action.made_on, action.state) == ("New action", TODAY, "open")
    tab.plan.edited.emit(tab.plan, action.id, "priority", 1)
    tab.plan.view.select_ids([action.id], action.id)
    tab.plan.finish_selected()
    [done] = plan_of(portfolio, OXLIP)
    assert (done.priority, done.state, done.done_on) == (1, "done", TODAY)
    desk.lane.undo()
    assert plan_of(portfolio, OXLIP)[0].done_on is None
    tab.plan.deleting.emit(tab.plan, [action.id])
    assert plan_of(portfolio, OXLIP) == []
    desk.lane.undo()
    assert [one.title for one in plan_of(portfolio, OXLIP)] == ["New action"]


def test_a_read_only_portfolio_tries_but_does_not_plan(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    desk.opened = Opened(path=portfolio.path, read_only=True)
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    assert tab.what_if.path_box.plan_button.isHidden()
    assert not tab.what_if.path_box.try_button.isHidden()
    assert tab.plan.add_button is not None
    assert tab.plan.add_button.isHidden()


# ---- leaving ------------------------------------------------------------------------------------


def test_what_is_tried_stays_while_one_looks_at_another_tab_of_the_partner(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    count(tab, "mss_trained_people").box.setValue(15)
    assert isinstance(see(page, portfolio, OXLIP, "deals"), DealsTab)
    see(page, portfolio, OXLIP)
    assert count(tab, "mss_trained_people").box.value() == 15


def test_what_is_tried_is_dropped_with_the_partner_and_with_the_page(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    count(tab, "mss_trained_people").box.setValue(15)
    see(page, portfolio, LANTERN)
    see(page, portfolio, OXLIP)
    assert count(tab, "mss_trained_people").box.value() == 9
    count(tab, "mss_trained_people").box.setValue(15)
    page.hide()
    page.show()
    assert count(tab, "mss_trained_people").box.value() == 9


def test_what_is_tried_is_held_against_records_that_change_meanwhile(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    count(tab, "mss_trained_people").box.setValue(15)
    key = page.place.id
    desk.lane.write("Train", lambda p: records.add(
        p, Training(1, key, "Somebody", "standard MSS delivery", "", TODAY)))  # fmt: skip
    page.refresh()
    gauge = tab._rows["mss_trained_people"].bar.gauge
    assert (gauge.value, gauge.what_if) == (10, 15)


# ---- margin, history, keyboard -------------------------------------------------------------------


@pytest.mark.clause("C039")
def test_the_margin_names_what_would_cost_the_tier_and_leads_to_it(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, QUILL)
    assert tab.margin.title.text() == "Margin above Platinum"
    assert tab.margin.bar.sentence.startswith(
        "At risk: the end of the procurement agreement on 3 Jan 2027, a slip of any of 11 deals"
    )
    first = len(tab.margin.list.lines)
    tab.margin.more.click()
    assert len(tab.margin.list.lines) > first
    tab.margin.more.click()
    assert len(tab.margin.list.lines) == first
    tab.margin.list.choose(1)
    assert isinstance(page.current, DealsTab)
    see(page, portfolio, QUILL)
    tab.margin.list.choose(0)
    assert isinstance(page.current, PeopleTab)


def test_without_a_tier_there_is_no_margin(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, PEBBLE)
    assert tab.margin.bar.sentence == "No tier is reached, so there is none to lose."
    assert tab.margin.list.lines == []


def pills(tab: ScorecardTab) -> list[str]:
    return [pill.text for pill in tab.history.findChildren(Pill) if pill.isVisible()]


@pytest.mark.clause("C016")
def test_the_history_has_every_tier_that_was_held_and_none_that_was_withdrawn(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    key = key_of(portfolio, QUILL)
    first = records.find(portfolio, Grant, partner_id=key)[0]
    wrong = Grant(5, key, "platinum", "exception", date(2025, 1, 1), date(2025, 12, 31))
    records.add(portfolio, wrong)
    tab: ScorecardTab = see(page, portfolio, QUILL)
    assert pills(tab) == ["Platinum, exception", "Gold", "Platinum"]
    records.add(portfolio, Withdrawal(6, wrong.id, TODAY, "", "a mistake"))
    page.refresh()
    assert pills(tab) == ["Gold", "Platinum"]
    assert first.tier == "gold"


def test_a_partner_without_a_grant_says_so(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    words = [label.text() for label in tab.history.findChildren(Label) if not label.isHidden()]
    assert "No tier has been granted yet." in words


def test_the_panel_turns_to_the_explanation_and_back(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    assert tab.faces.currentWidget() is tab.what_if
    qtbot.keyClick(tab._rows["mss_trained_people"], Qt.Key.Key_Return)
    assert tab.faces.currentWidget() is tab.panel
    assert not tab.choice.isHidden()
    tab.what_if_button.click()
    assert tab.faces.currentWidget() is tab.what_if
    assert tab.choice.isHidden()


def test_the_drawer_is_worked_with_the_keys_alone(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP)
    page.resize(960, 600)
    qtbot.waitUntil(lambda: tab.side.is_drawer)
    qtbot.keyClick(tab.what_if_button, Qt.Key.Key_Return)
    assert tab.what_if.isVisible()
    slider = money(tab).slider
    assert QApplication.focusWidget() is slider
    people = count(tab, "mss_trained_people")
    people.slider.setFocus()
    qtbot.keyClick(people.slider, Qt.Key.Key_Right)
    assert tab.what_if.result.headline == "Gold would be reached"
    qtbot.keyClick(people.box, Qt.Key.Key_Escape)
    assert not tab.what_if.isVisible()


def test_tab_goes_through_the_panel_as_one_reads(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: ScorecardTab = see(page, portfolio, LANTERN)
    money(tab).slider.setFocus()
    names = []
    for _ in range(16):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert names[:6] == [
        "Aggregate TCV", "Aggregate TCV, amount", "Try a new deal", "Try a change of a deal",
        "Offering availability", "Offering availability",
    ]  # fmt: skip
    assert names[-4:] == [
        "Open the records of: Train 5 people",
        "Open the records of: Name 1 technical resource",
        "Add to plan",
        "Try the path",
    ]


def test_somebody_who_leaves_soon_is_seen_at_once(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    tab: ScorecardTab = see(page, portfolio, QUILL)
    sponsor = next(c for c in records.find(portfolio, Contact, partner_id=page.place.id)
                   if c.role == "executive sponsor" and c.side == "partner")  # fmt: skip
    desk.lane.write("Leave", lambda p: records.update(
        p, Contact, sponsor.id, until=date(2026, 12, 1)))  # fmt: skip
    page.refresh()
    assert tab.margin.bar.sentence.startswith(f"At risk: losing {sponsor.name} on 1 Dec 2026")
