"""The page lists all partners' omission cases, those that wait for a decision first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.ledgers import Omission
from models.store import records
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at
from ui.desk import Desk, Place
from ui.dialogs.omission_case import OmissionCaseDialog
from ui.pages.omissions import OmissionsPage

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> OmissionsPage:
    made = OmissionsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    made.visit(Place("omissions"))
    return made


@pytest.mark.clause("C101")
def test_open_cases_stand_first_and_the_head_says_what_waits(page: OmissionsPage) -> None:
    ModelTester(page.model)
    states = [line.omission.state for line in page.model.rows]
    assert states == ["more_information", "flagged", "under_review", "flagged", "accepted",
                      "withdrawn", "rejected"]  # fmt: skip
    assert page.header.sub == (
        "7 omission cases · 4 to decide · the oldest open for 31 days · 1 moved a tier"
    )


def test_enter_goes_to_the_case_on_its_partners_page(page: OmissionsPage, desk: Desk) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    line = page.model.rows[2]
    page.open_row(line.id)
    assert gone == [Place("partner", line.omission.partner_id, f"omissions:{line.id}")]


def test_filters_choose_by_state_tier_and_partner(page: OmissionsPage) -> None:
    page.filter._chips["state"].set_chosen({"rejected"})
    page.filter.changed.emit()
    assert [line.omission.state for line in page.model.rows] == ["rejected"]
    page.filter.clear()
    page.filter._chips["moved"].set_chosen({"lifts"})
    page.filter.changed.emit()
    assert [line.partner for line in page.model.rows] == ["Quillmarrow Identity"]
    page.filter.search.setText("nothing such")
    assert page.face is page.no_match


def test_a_case_is_opened_for_a_partner_that_is_known(
    page: OmissionsPage, portfolio: Portfolio
) -> None:
    page.ask_new()
    dialog = page.doings.dialog
    assert isinstance(dialog, OmissionCaseDialog)
    dialog.partner.setText("Nobody at all")
    dialog.name.setText("Gate control")
    dialog.reason.setPlainText("They say so")
    dialog.by.setText("Kim")
    dialog.add.click()
    assert dialog.problem.text().startswith("There is no partner of that name.")
    dialog.partner.setText("Zephyrquay Endpoint")
    dialog.add.click()
    assert records.find(portfolio, Omission, name="Gate control")
    assert page.model.count == 8


def test_without_a_case_it_says_where_one_comes_from(page: OmissionsPage, desk: Desk) -> None:
    desk.lane.write(
        "Delete all",
        lambda book: records.delete(book, Omission, [one.id for one in
                                                     records.find(book, Omission)]),
    )  # fmt: skip
    assert page.face is page.empty
