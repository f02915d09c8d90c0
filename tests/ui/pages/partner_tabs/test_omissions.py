"""The tab shows a partner's omission cases, and takes each from its flag to a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.checklist.evidence_record import Evidence
from models.deal import Deal
from models.ledgers import Omission
from models.store import omission_review as review
from models.store import records
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui.desk import Desk, Place
from ui.dialogs.omission_case import OmissionCaseDialog
from ui.dialogs.omission_step import OmissionStepDialog
from ui.evidence_jobs import AddData
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.omissions import OmissionsTab

TODAY = date(2026, 11, 24)
PEBBLEWHIT = "Pebblewhit Access"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1200)


@pytest.fixture
def tab(page: PartnerPage, portfolio: Portfolio) -> OmissionsTab:
    return of(page, portfolio, PEBBLEWHIT)


def of(page: PartnerPage, portfolio: Portfolio, name: str) -> OmissionsTab:
    page.visit(Place("partner", key_of(portfolio, name), "omissions"))
    found = page.current
    assert isinstance(found, OmissionsTab)
    return found


def verbs(tab: OmissionsTab) -> list[str]:
    return [verb.text() for verb in tab.panel.verbs]


def press(tab: OmissionsTab, words: str) -> OmissionStepDialog:
    next(verb for verb in tab.panel.verbs if verb.text() == words).click()
    found = tab.doings.dialog
    assert isinstance(found, OmissionStepDialog)
    return found


def answer(dialog: OmissionStepDialog, by: str = "Ada Brandt", **texts: str) -> None:
    dialog.by.setText(by)
    for name, words in texts.items():
        getattr(dialog, name).setPlainText(words)
    dialog.go.click()


def test_the_table_is_a_sound_model(tab: OmissionsTab) -> None:
    ModelTester(tab.model)


@pytest.mark.clause("C101")
def test_a_case_is_shown_with_what_it_would_move_and_what_may_follow(tab: OmissionsTab) -> None:
    panel = tab.panel
    assert tab.sub.text() == "1 case, 1 to decide"
    assert panel.state.text == "Under review"
    assert verbs(tab) == ["Ask for more", "Accept", "Reject", "Withdraw"]
    assert panel.facts["TCV"].text() == "$95,500.00, of it $31,500.00 services"
    effect = panel.effect
    assert (effect.before.text, effect.after.text) == ("Opportunistic", "Silver")
    assert effect.money.text() == "Aggregate TCV $7,997,683.25 to $8,093,183.25."
    assert panel.partner_sees.text() == "Under review."


@pytest.mark.clause("C101")
def test_accepting_asks_for_words_then_adds_the_deal_and_undo_takes_it_back(
    tab: OmissionsTab, portfolio: Portfolio, desk: Desk
) -> None:
    before = len(records.find(portfolio, Deal))
    dialog = press(tab, "Accept")
    assert dialog.effect.sentence.startswith("If accepted: Aggregate TCV $7,997,683.25 to")
    answer(dialog)
    assert dialog.problem.text().startswith("A decision needs words for the partner.")
    answer(dialog, words="It was proposed together", note="Seller confirmed")
    assert tab.doings.dialog is None
    assert len(records.find(portfolio, Deal)) == before + 1
    assert tab.panel.state.text == "Accepted"
    assert tab.panel.effect.head.text() == "Accepted, it moved"
    assert tab.panel.effect.after.text == "Silver"
    assert tab.panel.partner_sees.text() == "Accepted: It was proposed together."
    assert verbs(tab) == ["Re-open"]
    desk.lane.undo()
    assert len(records.find(portfolio, Deal)) == before
    assert tab.panel.state.text == "Under review"


def test_re_opening_an_accepted_case_asks_what_becomes_of_its_deal(
    tab: OmissionsTab, portfolio: Portfolio
) -> None:
    answer(press(tab, "Accept"), words="Yes")
    before = len(records.find(portfolio, Deal))
    dialog = press(tab, "Re-open")
    assert dialog.choice.isVisibleTo(dialog)
    assert dialog.choice.currentText() == "Take the added deal out again"
    answer(dialog, note="Another look")
    assert len(records.find(portfolio, Deal)) == before - 1


def test_a_deal_that_is_ours_by_now_is_offered_in_place_of_a_twin(
    tab: OmissionsTab, portfolio: Portfolio, desk: Desk
) -> None:
    assert tab.panel.shown
    one = tab.panel.shown.omission

    def write(book: Portfolio) -> int:
        return records.add(book, Deal(5, one.partner_id, one.name, one.customer,
                                      partner_minor=9_550_000))  # fmt: skip

    desk.lane.write("Add it", write)
    assert tab.panel.twins.text().startswith("Perhaps among ours already: “Visitor access")
    dialog = press(tab, "Accept")
    assert dialog.choice.currentText().startswith("It is “Visitor access")
    answer(dialog, words="We had it")
    assert records.get(portfolio, Omission, one.id).deal_id == 5


def test_a_refused_step_keeps_what_was_typed(tab: OmissionsTab) -> None:
    dialog = press(tab, "Ask for more")
    answer(dialog)
    assert dialog.problem.text() == "The step needs a reason. Say what is missing."
    assert dialog.isVisible()
    answer(dialog, note="The order")
    assert tab.panel.state.text == "More information"
    assert verbs(tab) == ["Go on with it", "Withdraw"]


@pytest.mark.clause("C101")
def test_a_case_is_opened_by_hand_and_shown(tab: OmissionsTab) -> None:
    tab.open_case()
    dialog = tab.doings.dialog
    assert isinstance(dialog, OmissionCaseDialog)
    dialog.name.setText("Gate control for a stadium")
    dialog.partner_tcv.setText("1200")
    dialog.add.click()
    assert dialog.problem.text().startswith("A case needs a reason.")
    dialog.reason.setPlainText("Their seller says so")
    dialog.by.setText("Lorcan Stillbeck")
    dialog.add.click()
    assert tab.model.count == 2
    assert tab.panel.title.text() == "Gate control for a stadium"
    assert verbs(tab) == ["Begin review", "Withdraw", "Take back flag"]
    tab.act("take_back")
    assert tab.model.count == 1


def test_a_file_is_kept_for_the_case_and_shown_with_it(
    tab: OmissionsTab, portfolio: Portfolio, desk: Desk
) -> None:
    target = tab.panel.evidence.target
    assert target
    desk.lane.write("Add a file", AddData(target, "order.txt", b"An order", TODAY))
    (kept,) = records.find(portfolio, Evidence, record_id=target.record_id)
    assert [row.evidence.id for row in tab.panel.evidence.rows if row.evidence] == [kept.id]


def test_the_history_tells_each_step_newest_first(page: PartnerPage, portfolio: Portfolio) -> None:
    tab = of(page, portfolio, "Quillmarrow Identity")
    said = [step.accessibleName() for step in tab.panel.steps]
    assert [words.split(",")[0] for words in said] == [
        "Accepted", "Review gone on with", "More information asked for", "Review begun", "Flagged",
    ]  # fmt: skip
    assert "the tier goes from Gold to Platinum" in said[0]


def test_without_a_case_it_says_where_one_comes_from(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = of(page, portfolio, "Zephyrquay Endpoint")
    assert tab._faces.currentIndex() == 1


def test_cases_are_copied_with_each_value_in_a_cell(tab: OmissionsTab) -> None:
    tab.copy()
    head, row = QGuiApplication.clipboard().text().splitlines()
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert (cells["TCV"], cells["State"]) == ("95500.00", "Under review")


def test_a_name_that_is_markup_stays_words(
    tab: OmissionsTab, portfolio: Portfolio, desk: Desk
) -> None:
    assert tab.panel.shown
    hostile: dict[str, Any] = {"name": "<b>=HYPERLINK()</b>" * 20, "customer": "\u202eabc\n\n"}
    case = tab.panel.shown.id
    desk.lane.write("Rename", lambda book: records.update(book, Omission, case, **hostile))
    assert tab.panel.title.text() == hostile["name"]
    assert review.lines(portfolio, tab.partner_id)[0].omission.name == hostile["name"]


def test_where_there_is_no_room_the_tier_gives_way_to_the_case(tab: OmissionsTab) -> None:
    tab.table.resize(720, 300)
    assert tab.table.isColumnHidden(4)
    assert not tab.table.isColumnHidden(3)
    tab.table.resize(900, 300)
    assert not tab.table.isColumnHidden(4)
