"""The tab shows a partner's list beside ours, and settles each difference with the keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.action import Action
from models.deal import Deal
from models.ledgers import LedgerMark, Omission
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio
from models.two_ledgers import Line
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui.desk import Desk, Place
from ui.dialogs.ledger_limits import LimitsDialog
from ui.dialogs.ledger_note import NoteDialog
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.their_pipeline import TheirPipelineTab

TODAY = date(2026, 11, 24)
ONEIL = "O'Neil & Söhne 株式会社"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1200)


@pytest.fixture
def tab(page: PartnerPage, portfolio: Portfolio) -> TheirPipelineTab:
    return of(page, portfolio, ONEIL)


def of(page: PartnerPage, portfolio: Portfolio, name: str) -> TheirPipelineTab:
    page.visit(Place("partner", key_of(portfolio, name), "their_pipeline"))
    found = page.current
    assert isinstance(found, TheirPipelineTab)
    return found


def line(tab: TheirPipelineTab, part: str) -> Line:
    return next(one for one in tab.model.all_rows if part in one.name)


def choose(tab: TheirPipelineTab, part: str) -> Line:
    found = line(tab, part)
    tab.table.select_ids([found.id], found.id)
    tab.table.setFocus()
    return found


def press(qtbot: QtBot, tab: TheirPipelineTab, key: Qt.Key) -> None:
    qtbot.keyClick(tab.table, key)


def verbs(tab: TheirPipelineTab) -> list[str]:
    buttons = [button for button, _ in tab.parts.verbs]
    return [
        button.text()
        for button in (*buttons, tab.parts.unflag, tab.parts.back)
        if button.isVisibleTo(tab)
    ]


def test_the_table_is_a_sound_model(tab: TheirPipelineTab) -> None:
    ModelTester(tab.model)


def test_a_line_that_was_flagged_leads_to_its_case(tab: TheirPipelineTab, desk: Desk) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    found = line(tab, "ferry line")
    assert found.omission
    tab.open_line(found.id)
    assert gone == [Place("partner", tab.partner_id, f"omissions:{found.omission.id}")]


@pytest.mark.clause("C073")
def test_each_deal_stands_with_both_values_and_what_differs(tab: TheirPipelineTab) -> None:
    columns = {column.name: column for column in tab.model.columns}
    found = line(tab, "hotel group")
    assert {name: columns[name].shown(found) for name in columns} == {
        "state": "Differs",
        "ours": "Industrial asset inventory for a hotel group",
        "ours_tcv": "$918,493.99",
        "theirs": "Industrial asset inventory for a hotel group",
        "theirs_tcv": "$1,099,000.00",
        "difference": "$180,506.01 more",
    }
    tiles = tab.parts.tiles
    assert (tiles.day.value, tiles.named.value, tiles.missing.value) == ("5 Nov 2026", "55%", "1")
    assert tab.shown.current == "all"


def test_without_a_list_it_says_what_one_is_for(page: PartnerPage, portfolio: Portfolio) -> None:
    tab = of(page, portfolio, "Zephyrquay Endpoint")
    assert tab.parts.face is tab.parts.empty
    assert not tab.parts.tiles.isVisibleTo(tab)


def test_the_file_is_handed_to_the_import_with_whose_list_it_is(
    tab: TheirPipelineTab, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    desk.importing.connect(lambda *words: asked.append((*words, desk.import_partner)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/x/list.csv", ""))
    tab.parts.bring.click()
    assert asked == [("/x/list.csv", "partner-pipeline", ONEIL)]


def test_the_choices_count_and_filter(tab: TheirPipelineTab) -> None:
    tab.reveal("only_ours", None)
    assert {one.group for one in tab.model.rows} == {"only_ours"}
    tab.search.setText("nobody at all")
    assert tab.parts.face is tab.parts.no_match
    tab.show_all()
    assert len(tab.model.rows) == len(tab.model.all_rows) == 11


def test_a_maybe_is_settled_by_a_key_and_undone(
    qtbot: QtBot, tab: TheirPipelineTab, desk: Desk, portfolio: Portfolio, toasts: list[Any]
) -> None:
    choose(tab, "vaccine maker")
    assert verbs(tab) == ["Same deal", "Not the same", "Ask about"]
    press(qtbot, tab, Qt.Key.Key_S)
    assert (line(tab, "vaccine maker").group, toasts[-1]) == (
        "differs", ("1 pair marked as the same", True)
    )  # fmt: skip
    press(qtbot, tab, Qt.Key.Key_N)
    assert line(tab, "Cleanroom").group == "only_theirs"
    assert line(tab, "vaccine maker").group == "only_ours"
    desk.lane.undo()
    desk.lane.undo()
    assert line(tab, "vaccine maker").group == "maybe"
    assert records.find(portfolio, LedgerMark) == []


def test_their_values_are_taken_over_by_a_key(
    qtbot: QtBot, tab: TheirPipelineTab, portfolio: Portfolio
) -> None:
    found = choose(tab, "construction group")
    assert "Take over" in verbs(tab)
    press(qtbot, tab, Qt.Key.Key_T)
    assert found.ours is not None
    kept = records.get(portfolio, Deal, found.ours.id)
    assert (kept.status, kept.source) == ("won", "partner_pipeline.csv")
    assert line(tab, "construction group").group == "agreed"


def test_one_value_can_be_taken_alone(tab: TheirPipelineTab, portfolio: Portfolio) -> None:
    found = choose(tab, "diamond grader")
    tab.take_over("amount")
    assert tab.message.isVisibleTo(tab)
    tab.take_over("date")
    assert found.ours is not None
    assert found.theirs is not None
    assert records.get(portfolio, Deal, found.ours.id).close_date == found.theirs.close_date


@pytest.mark.clause("C073")
def test_what_ours_lack_is_weighed_flagged_and_taken_back(
    qtbot: QtBot, tab: TheirPipelineTab, portfolio: Portfolio
) -> None:
    choose(tab, "watchmaker")
    assert verbs(tab) == ["Flag as omission", "Ask about", "Set aside"]
    assert tab.parts.effect.accessibleName() == (
        "If accepted: Aggregate TCV $9,416,733 becomes $9,825,733, the tier stays Silver."
    )
    press(qtbot, tab, Qt.Key.Key_F)
    assert line(tab, "watchmaker").state == "Flagged"
    assert tab.parts.tiles.missing.value == "2"
    choose(tab, "watchmaker")
    assert "Take back flag" in verbs(tab)
    press(qtbot, tab, Qt.Key.Key_F)
    assert len(records.find(portfolio, Omission, partner_id=tab.partner_id)) == 1


def test_a_flag_under_review_is_not_taken_back(
    qtbot: QtBot, tab: TheirPipelineTab, desk: Desk
) -> None:
    held = line(tab, "ferry line").omission
    assert held is not None
    desk.lane.write(
        "Review", lambda book: records.update(book, Omission, held.id, state="under_review")
    )
    choose(tab, "ferry line")
    assert line(tab, "ferry line").state == "Under review"
    assert verbs(tab) == ["Ask about", "Set aside"]


def test_a_question_goes_to_the_plan(
    qtbot: QtBot, tab: TheirPipelineTab, portfolio: Portfolio, toasts: list[Any]
) -> None:
    before = len(records.find(portfolio, Action))
    choose(tab, "watchmaker")
    press(qtbot, tab, Qt.Key.Key_A)
    press(qtbot, tab, Qt.Key.Key_A)
    assert len(records.find(portfolio, Action)) == before + 1
    assert [words for words, _ in toasts[-2:]] == [
        "1 action added to the plan", "The plan holds that question already"
    ]  # fmt: skip


def test_a_difference_is_set_aside_with_a_note_and_brought_back(
    qtbot: QtBot, tab: TheirPipelineTab
) -> None:
    choose(tab, "hotel group")
    press(qtbot, tab, Qt.Key.Key_X)
    (dialog,) = tab.window().findChildren(NoteDialog)
    dialog.note.setText("they count licences")
    dialog.finish()
    found = line(tab, "hotel group")
    assert found.mark is not None
    assert (found.state, found.mark.note) == ("Set aside", "they count licences")
    choose(tab, "hotel group")
    press(qtbot, tab, Qt.Key.Key_X)
    assert line(tab, "hotel group").group == "differs"


def test_other_limits_show_other_differences(tab: TheirPipelineTab) -> None:
    tab.ask_limits()
    (dialog,) = tab.window().findChildren(LimitsDialog)
    dialog.fields[0].setValue(50)
    dialog.finish()
    assert line(tab, "hotel group").group == "agreed"


def test_enter_goes_to_our_deal(tab: TheirPipelineTab, desk: Desk) -> None:
    places: list[Place] = []
    desk.going.connect(places.append)
    found = choose(tab, "hotel group")
    tab.table.opened.emit(found.id)
    assert found.ours is not None
    assert places == [Place("deals", found.ours.id)]


def test_rows_are_copied_with_every_value_in_a_cell(tab: TheirPipelineTab) -> None:
    choose(tab, "hotel group")
    tab.copy()
    head, row = QGuiApplication.clipboard().text().splitlines()
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert (cells["Ours: TCV"], cells["Theirs: TCV"]) == ("918493.99", "1099000.00")
    assert cells["Difference"] == "$180,506.01 more"


def test_nothing_can_be_changed_in_a_portfolio_that_is_only_read(
    qtbot: QtBot, page: PartnerPage, desk: Desk, portfolio: Portfolio
) -> None:
    from dataclasses import replace

    desk.opened = replace(desk.opened, read_only=True)
    tab = of(page, portfolio, ONEIL)
    choose(tab, "watchmaker")
    press(qtbot, tab, Qt.Key.Key_F)
    assert not tab.bulk.isVisibleTo(tab)
    assert len(records.find(portfolio, Omission, partner_id=tab.partner_id)) == 1


def test_the_list_of_another_partner_begins_at_all(page: PartnerPage, portfolio: Portfolio) -> None:
    tab = of(page, portfolio, ONEIL)
    tab.reveal("maybe", None)
    tab = of(page, portfolio, "Oxlip & Ferrule Data Safety")
    assert (tab.shown.current, len(tab.model.rows)) == ("all", 13)
    assert "older than 92 days" in tab.parts.tiles.day.accessibleName()
    assert records.find(portfolio, Partner)
