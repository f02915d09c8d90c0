"""The page ranks who is outside the program, filters, copies and invites in one change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.ids import new_id
from models.partner import Partner
from models.program.loading import programs
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program
from ui.desk import Desk, Place
from ui.pages.candidates import CandidatesPage

TODAY = date(2026, 11, 24)
WON = date(2025, 6, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        yield made


def add(portfolio: Portfolio, name: str, dollars: int = 0, **dates: Any) -> int:
    key = records.add(portfolio, Partner(new_id(), name, "Europe", **dates))
    if dollars:
        records.add(
            portfolio,
            Deal(new_id(), key, "Deal", customer="Contoso", status="won", close_date=WON,
                 partner_minor=dollars * 100, tcv_minor=dollars * 100),
        )  # fmt: skip
    return key


def opened(qtbot: QtBot, desk: Desk) -> CandidatesPage:
    page = CandidatesPage(desk)
    qtbot.addWidget(page)
    page.resize(1240, 700)
    page.show()
    page.visit(Place("candidates"))
    qtbot.waitUntil(lambda: page.assessing.left == 0)
    return page


def names(page: CandidatesPage) -> list[str]:
    return [row.name for row in page.model.rows]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> CandidatesPage:
    add(portfolio, "Adatum", 1_000_000)
    add(portfolio, "Contoso", 9_000_000)
    add(portfolio, "Fabrikam", 7_000_000, candidate_on=date(2026, 3, 1))
    add(portfolio, "Litware", 8_000_000, invited_on=date(2026, 3, 1))
    return opened(qtbot, desk)


@pytest.mark.clause("C010", "C011")
def test_the_nearest_to_the_lowest_tier_stands_first(page: CandidatesPage) -> None:
    assert names(page) == ["Contoso", "Litware", "Fabrikam", "Adatum"]
    assert page.model.columns[1].title == "Gap to Silver"
    assert page.header.sub == "4 partners outside the program · 0 meet Silver · 1 candidate"
    row = page.model.rows[0]
    assert (row.figures.wins_minor, row.figures.customers) == (900_000_000, 1)


def test_the_model_keeps_qts_rules(page: CandidatesPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)


@pytest.mark.clause("C011", "C074")
def test_the_selected_are_invited_as_one_change(
    page: CandidatesPage, portfolio: Portfolio, desk: Desk
) -> None:
    page.view.selectAll()
    assert not page.bulk.isHidden()
    page.invite()
    dialog = page.dialog
    assert dialog is not None
    assert dialog.question.title == "Invite 3 partners"
    said = [bar.sentence for bar in dialog.bars]
    assert said[0] == "Fabrikam and Adatum do not meet the target of the lowest tier."
    assert said[-1] == "Left out, since it can’t take this step now: Litware."
    dialog.by.setText("Ann")
    dialog.go.click()
    assert page.dialog is None
    assert {row.participation for row in page.model.rows} == {"invited"}
    assert portfolio.can_undo() == "Invite 3 partners"
    desk.lane.undo()
    states = {row.name: row.participation for row in page.model.rows}
    assert states == {
        "Contoso": "not_participating", "Litware": "invited", "Fabrikam": "candidate",
        "Adatum": "not_participating",
    }  # fmt: skip


@pytest.mark.clause("C001")
def test_a_candidate_is_made_with_its_nomination_note(
    page: CandidatesPage, portfolio: Portfolio
) -> None:
    page.view.select_ids([page.model.rows[0].id])
    assert (page.nominating.isEnabled(), page.inviting.isEnabled()) == (True, True)
    page.nominate()
    assert page.dialog is not None
    assert page.dialog.question.why_label == "Nomination note"
    page.dialog.why.setPlainText("Three wins together")
    page.dialog.go.click()
    assert portfolio.can_undo() == "Make Contoso a candidate"
    [found] = [p for p in records.find(portfolio, Partner) if p.candidate_on == TODAY]
    assert found.nomination == "Three wins together"


def test_a_step_that_cannot_follow_is_not_offered(page: CandidatesPage) -> None:
    invited = next(row.id for row in page.model.rows if row.name == "Litware")
    page.view.select_ids([invited])
    assert (page.nominating.isEnabled(), page.inviting.isEnabled()) == (False, False)
    page.invite()
    assert page.dialog is None


def test_a_refused_step_is_said_in_the_dialog(page: CandidatesPage) -> None:
    page.view.select_ids([row.id for row in page.model.rows if row.name == "Fabrikam"])
    page.invite()
    dialog = page.dialog
    assert dialog is not None
    dialog.day.setText("28 Feb 2026")
    dialog.go.click()
    assert "would be before the candidacy on 1 Mar 2026" in dialog.problem.text()


def test_words_and_chips_filter_and_no_match_offers_the_way_back(page: CandidatesPage) -> None:
    page.filter.participation.set_chosen({"candidate"})
    page._refilter()
    assert names(page) == ["Fabrikam"]
    page.filter.search.setText("adat")
    assert page.face is page.no_match
    page.no_match.primary_clicked.emit()
    assert len(names(page)) == 4
    page.filter.tier.set_chosen({"silver"})
    page._refilter()
    assert page.face is page.no_match


def test_columns_sort_and_the_view_is_kept(page: CandidatesPage, qtbot: QtBot, desk: Desk) -> None:
    page.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "Litware"
    page.filter.participation.set_chosen({"candidate", "invited"})
    page.leave()
    again = opened(qtbot, desk)
    assert names(again) == ["Litware", "Fabrikam"]
    desk.settings.setValue("candidates/view", json.dumps({"table": 3}))
    assert len(names(opened(qtbot, desk))) == 4


def test_a_copy_has_each_figure_in_its_own_cell(page: CandidatesPage) -> None:
    page.view.select_ids([page.model.rows[0].id])
    page.copy_selected()
    heads, cells = (line.split("\t") for line in QGuiApplication.clipboard().text().split("\n"))
    told = dict(zip(heads, cells, strict=True))
    assert told["Partner"] == "Contoso"
    assert (told["Aggregate TCV"], told["Wins"], told["Customers"]) == (
        "9000000.00", "9000000.00", "1",
    )  # fmt: skip
    assert told["Money missing"] == "0.00"
    assert "Non-disclosure agreement" in told["Prerequisites missing"]


def test_a_copy_heads_the_sum_with_the_word_of_the_program(
    page: CandidatesPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    choose_program(portfolio, next(program.name for program in programs() if program.example))
    page.reload()
    qtbot.waitUntil(lambda: page.assessing.left == 0)
    page.view.select_ids([page.model.rows[0].id])
    page.copy_selected()
    heads = QGuiApplication.clipboard().text().split("\n")[0].split("\t")
    assert "Booked revenue" in heads
    assert "Aggregate TCV" not in heads


@pytest.mark.clause("C011")
def test_december_reminds_of_the_decision(page: CandidatesPage, desk: Desk) -> None:
    assert page.reminder.isHidden()
    desk.set_as_of(date(2026, 12, 1))
    assert not page.reminder.isHidden()
    assert page.reminder.sentence.startswith("Partners are measured on 4 Jan 2027, in 34 days")
    desk.set_as_of(date(2026, 11, 30))
    assert page.reminder.isHidden()


def test_an_empty_portfolio_and_one_without_outsiders_say_what_to_do(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = opened(qtbot, desk)
    assert page.face is page.empty
    heard: list[Any] = []
    desk.importing.connect(lambda *words: heard.append(words))
    page.empty.primary_clicked.emit()
    assert heard == [("", "")]
    key = add(portfolio, "Northwind", invitation_accepted_on=date(2026, 1, 5))
    from models.partner import Agreement

    desk.lane.write(
        "Sign",
        lambda book: records.add(
            book, Agreement(new_id(), key, "program_agreement", date(2026, 1, 6))
        ),
    )
    assert page.face is page.none_outside


def test_a_day_before_the_program_says_so(page: CandidatesPage, desk: Desk) -> None:
    desk.set_as_of(date(2020, 1, 1))
    assert not page.message.isHidden()
    desk.set_as_of(None)
    assert page.message.isHidden()


def test_enter_opens_the_partner_with_the_list_as_its_order(
    page: CandidatesPage, desk: Desk
) -> None:
    heard: list[Any] = []
    desk.going.connect(heard.append)
    page.open_row(page.model.rows[1].id)
    assert heard == [Place("partner", page.model.rows[1].id)]
    assert desk.partner_order == tuple(row.id for row in page.model.rows)
