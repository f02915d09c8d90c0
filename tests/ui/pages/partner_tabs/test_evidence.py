"""The tab lists all evidence of a partner, filters, verifies in bulk, asks what a file is for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.checklist.evidence_record import Evidence
from models.store import evidence
from models.store.portfolio import Portfolio
from tests.models.checklist.evidence_made import PDF, office, png
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui.desk import Desk, Place
from ui.dialogs.evidence_aim import AimDialog
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.evidence import EvidenceTab

TODAY = date(2026, 11, 24)
OXLIP = "Oxlip & Ferrule Data Safety"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1300)


@pytest.fixture
def tab(page: PartnerPage, portfolio: Portfolio) -> EvidenceTab:
    page.visit(Place("partner", key_of(portfolio, OXLIP), "evidence"))
    found = page.current
    assert isinstance(found, EvidenceTab)
    return found


def kept(portfolio: Portfolio) -> list[Evidence]:
    return list(evidence.of_partner(portfolio, key_of(portfolio, OXLIP)))


def put(desk: Desk, portfolio: Portfolio, name: str, data: bytes, **values: Any) -> Evidence:
    made: list[Evidence] = []
    partner_id = key_of(portfolio, OXLIP)

    def write(opened: Portfolio) -> None:
        made.append(evidence.add(opened, partner_id, name, data, TODAY, **values))

    desk.lane.write(f"Add {name}", write)
    return made[0]


def names(tab: EvidenceTab) -> list[str]:
    return [proof.evidence.file for proof in tab.table.model.rows]


def choose(tab: EvidenceTab, words: str) -> AimDialog:
    [dialog] = tab.window().findChildren(AimDialog)
    dialog.search.setText(words)
    return dialog


def test_without_evidence_the_tab_says_how_to_add_some(
    tab: EvidenceTab, portfolio: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tab._faces.currentIndex() == 1
    assert not tab.binder_button.isEnabled()
    (tmp_path / "a.pdf").write_bytes(PDF)
    picked = ([str(tmp_path / "a.pdf")], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: picked)
    tab._empty.primary_clicked.emit()
    choose(tab, "").finish()
    assert [one.file for one in kept(portfolio)] == ["a.pdf"]
    assert (tab._faces.currentIndex(), names(tab)) == (0, ["a.pdf"])


def test_what_is_pasted_is_asked_what_it_is_for(
    tab: EvidenceTab, portfolio: Portfolio, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    QGuiApplication.clipboard().setMimeData(mime)
    tab.paste()
    assert tab.told is not None
    wanted = next(aim for aim in tab.told.aims if aim.where and aim.criterion)
    dialog = choose(tab, f"{wanted.label} {wanted.group}")
    assert dialog.windowTitle() == "What does a.pdf prove?"
    assert dialog.model.rowCount() >= 1
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    [made] = kept(portfolio)
    assert (made.item, made.criterion) == (wanted.item, wanted.criterion)


def test_a_file_that_comes_before_the_tab_has_read_is_asked_about_then(
    tab: EvidenceTab, page: PartnerPage
) -> None:
    tab.told = None
    tab.ask_aim([Path("a.pdf")])
    assert not tab.window().findChildren(AimDialog)
    page.refresh()
    choose(tab, "").reject()


def test_words_on_the_clipboard_are_no_evidence(tab: EvidenceTab) -> None:
    QGuiApplication.clipboard().setText("Some words")
    tab.paste()
    assert "no file or picture on the clipboard" in tab.message.sentence


def test_a_name_that_is_not_found_can_not_be_chosen(tab: EvidenceTab) -> None:
    tab.ask_aim([Path("a.pdf")])
    dialog = choose(tab, "nothing is called so")
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_rows_are_filtered_by_words_state_and_criterion(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    assert tab.told is not None
    criterion = next(aim.criterion for aim in tab.told.aims if aim.criterion)
    put(desk, portfolio, "plain.pdf", PDF)
    soon = put(desk, portfolio, "soon.png", png(), expires_on=TODAY + timedelta(60))
    put(desk, portfolio, "later.docx", office("word"), expires_on=TODAY + timedelta(61),
        criterion=criterion)  # fmt: skip
    desk.lane.write("Verify", lambda p: evidence.verify(p, soon.id, "Ana", TODAY))
    desk.lane.write("Replace", lambda p: evidence.replace(p, soon.id, "new.png", png(9), TODAY))
    assert sorted(names(tab)) == ["later.docx", "new.png", "plain.pdf"]
    tab.states.stops[3].click()
    assert names(tab) == ["soon.png"]
    tab.states.stops[0].click()
    tab.search.setText("later")
    assert names(tab) == ["later.docx"]
    tab.search.clear()
    tab.reveal(criterion, None)
    assert names(tab) == ["later.docx"]
    assert not tab.line.isHidden()
    tab.line.all.click()
    assert len(names(tab)) == 3
    assert tab.line.isHidden()
    qtmodeltester.check(tab.table.model)


def test_what_ends_is_one_line_and_the_filter_finds_it(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio
) -> None:
    assert tab.ending.isHidden()
    put(desk, portfolio, "out.pdf", PDF, expires_on=TODAY - timedelta(1))
    put(desk, portfolio, "soon.png", png(), expires_on=TODAY + timedelta(60))
    put(desk, portfolio, "later.png", png(9), expires_on=TODAY + timedelta(61))
    assert tab.ending.accessibleName().endswith(
        "1 file of evidence has run out; 1 file ends within 60 days, the first in 60 days."
    )
    tab.states.stops[2].click()
    assert sorted(names(tab)) == ["out.pdf", "soon.png"]


def test_several_are_verified_and_removed_at_once(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio, toasts: list[Any]
) -> None:
    for number in (1, 2, 3):
        put(desk, portfolio, f"{number}.png", png(number))
    desk.settings.setValue("evidence_reviewer", "Ana Weber")
    tab.table.view.selectAll()
    tab.verify()
    assert {one.reviewer for one in kept(portfolio)} == {"Ana Weber"}
    assert toasts[-1] == ("3 files verified by Ana Weber.", True)
    tab.table.view.selectAll()
    tab.remove()
    assert kept(portfolio) == []
    desk.lane.undo()
    assert len(names(tab)) == 3


def test_a_day_is_typed_into_its_cell_and_filled_down(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio
) -> None:
    first = put(desk, portfolio, "1.png", png(1))
    second = put(desk, portfolio, "2.png", png(2))
    day = TODAY + timedelta(30)
    tab.table.edited.emit(tab.table, first.id, "expires_on", day)
    assert kept(portfolio)[0].expires_on == day
    tab.table.filling.emit(tab.table, first.id, "expires_on", [second.id])
    assert kept(portfolio)[1].expires_on == day
    tab.table.edited.emit(tab.table, first.id, "effective_on", day + timedelta(1))
    assert "run out before it holds" in tab.table.problem


def test_the_menu_leads_to_the_question_and_back(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio
) -> None:
    assert tab.told is not None
    aim = next(aim for aim in tab.told.aims if aim.where)
    assert aim.where is not None
    made = put(desk, portfolio, "a.pdf", PDF, where=aim.where, item=aim.item)
    tab.table.view.select_ids([made.id], made.id)
    menu = QMenu()
    tab.table.menu_asked.emit(menu)
    words = [action.text() for action in menu.actions()]
    assert words == ["Open", "Save a copy…", "Go to its checklist", "Verify",
                     "Verify as somebody else…", "Rename…", "Replace…", "Proves something else…",
                     "Remove"]  # fmt: skip
    went: list[Place] = []
    desk.going.connect(went.append)
    menu.actions()[2].trigger()
    key = key_of(portfolio, OXLIP)
    assert went == [Place("checklist", key, f"{aim.where.template}:{aim.where.period}")]


def test_a_file_may_prove_something_else(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tab.told is not None
    aim = next(aim for aim in tab.told.aims if aim.where and aim.criterion)
    made = put(desk, portfolio, "a.pdf", PDF)
    tab.ask_other(made)
    dialog = choose(tab, "")
    dialog.chosen.emit(aim)
    dialog.reject()
    [moved] = kept(portfolio)
    assert (moved.template, moved.item) == (aim.where.template if aim.where else "", aim.item)
    assert tab.table.model.rows[0].about == aim.label
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("ISO 27001", True))
    tab.doings.rename(moved)
    assert names(tab) == ["ISO 27001.pdf"]


def test_a_criterion_says_where_it_is_asked(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio
) -> None:
    assert tab.told is not None
    criterion = next(key for key, linked in tab.told.links.items() if linked.items)
    tab.reveal(criterion, None)
    went: list[Place] = []
    desk.going.connect(went.append)
    tab.line.buttons[0].click()
    asked = tab.told.links[criterion].items[0]
    assert went[0].tab == f"{asked.where.template}:{asked.where.period}"


def test_the_binder_is_written_and_says_what_is_in_it(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio, tmp_path: Path
) -> None:
    put(desk, portfolio, "shot.png", png(30, 20))
    put(desk, portfolio, "list.xlsx", office("xl"))
    target = tmp_path / "binder.pdf"
    tab.binder.make(key_of(portfolio, OXLIP), "internal", target)
    assert target.read_bytes().startswith(b"%PDF")
    assert tab.message.sentence == "Wrote the binder: 2 files on 4 pages, 1 of them attached."
    assert not tab.binder.making


def test_a_binder_that_cannot_be_written_says_why(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio, tmp_path: Path
) -> None:
    put(desk, portfolio, "shot.png", png())
    tab.binder.make(key_of(portfolio, OXLIP), "internal", tmp_path / "gone" / "binder.pdf")
    assert "does not exist" in tab.message.sentence


def test_to_read_only_nothing_is_added_verified_or_removed(
    tab: EvidenceTab, desk: Desk, portfolio: Portfolio, page: PartnerPage
) -> None:
    from dataclasses import replace

    made = put(desk, portfolio, "a.pdf", PDF)
    desk.opened = replace(desk.opened, read_only=True)
    page.refresh()
    assert (tab.drop.isHidden(), tab.add_button.isHidden()) == (True, True)
    tab.table.view.select_ids([made.id], made.id)
    menu = QMenu()
    tab.table.menu_asked.emit(menu)
    assert [action.text() for action in menu.actions()] == ["Open", "Save a copy…"]
    tab.remove()
    assert kept(portfolio) == [made]


def test_the_scorecard_leads_to_the_evidence_of_a_criterion(
    page: PartnerPage, tab: EvidenceTab, desk: Desk, portfolio: Portfolio
) -> None:
    from ui.pages.partner_tabs.scorecard import ScorecardTab

    assert tab.told is not None
    criterion = next(key for key, linked in tab.told.links.items() if linked.items)
    page.visit(Place("partner", key_of(portfolio, OXLIP), "scorecard"))
    card = page.current
    assert isinstance(card, ScorecardTab)
    row = card._rows[criterion]
    assert row.files.text() == "No files"
    made = put(desk, portfolio, "a.pdf", PDF, criterion=criterion)
    put(desk, portfolio, "b.png", png(), criterion=criterion)
    desk.lane.write("Verify", lambda p: evidence.verify(p, made.id, "Ana", TODAY))
    assert row.files.text() == "2 files, 1 verified"
    assert row.files.accessibleName() == "Evidence: 2 files, 1 verified"
    row.files.click()
    assert page.current is tab
    assert tab.criterion == criterion
    assert sorted(names(tab)) == ["a.pdf", "b.png"]


def test_the_partner_offers_to_add_and_to_bind_from_every_tab(
    page: PartnerPage, portfolio: Portfolio, tmp_path: Path, desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page.visit(Place("partner", key_of(portfolio, OXLIP), "overview"))
    commands = {command.id: command for command in page.commands()}
    (tmp_path / "a.pdf").write_bytes(PDF)
    picked = ([str(tmp_path / "a.pdf")], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: picked)
    commands["add_evidence"].run()
    assert isinstance(page.current, EvidenceTab)
    choose(page.current, "").finish()
    assert [one.file for one in kept(portfolio)] == ["a.pdf"]
    target = tmp_path / "binder"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    commands["evidence_binder"].run()
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_a_file_that_is_named_is_chosen_once_its_rows_are_there(
    page: PartnerPage, tab: EvidenceTab, desk: Desk, portfolio: Portfolio
) -> None:
    put(desk, portfolio, "first.pdf", PDF)
    wanted = put(desk, portfolio, "second.png", png())
    partner = key_of(portfolio, OXLIP)
    page.visit(Place("partner", partner, "overview"))
    tab.fill(page.view, same=False)  # type: ignore[arg-type]
    tab.table.view.clearSelection()
    page.visit(Place("partner", partner, f"evidence:{wanted.id}"))
    assert tab.table.view.selected_ids() == [wanted.id]
    tab.told = None
    tab.reveal("", wanted.id)
    tab.fill(page.view, same=False)  # type: ignore[arg-type]
    assert tab.table.view.selected_ids() == [wanted.id]
