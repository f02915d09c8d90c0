"""The pages of a portfolio follow its program and its readings, there and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.program.loading import programs
from models.store import grants
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program, choose_reading
from tests.models.program.making import PARTNER, complete, won
from tests.models.store.test_standing import put
from ui.desk import Desk, Opened, Place
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.overview import OverviewTab
from ui.pages.partners import PartnersPage
from ui.work import Inline, Lane

DAY = date(2022, 1, 5)
EXAMPLE = next(program.name for program in programs() if program.example)
USUAL = next(program.name for program in programs() if not program.example)
TABS = ("overview", "scorecard", "tcv", "deals")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        put(made, [complete(won(25_000_000))])
        grants.grant(made, PARTNER, "platinum", "assessment", from_on=DAY, as_of=DAY)
        yield made


@pytest.fixture
def desk(qapp: object, portfolio: Portfolio, tmp_path: Path) -> Desk:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), DAY, settings)
    made.opened = Opened(path=portfolio.path, name="One")
    made.lane.open(lambda: portfolio)
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    made = PartnerPage(desk)
    qtbot.addWidget(made)
    made.resize(1240, 780)
    made.show()
    return made


def words(page: PartnerPage, tab: str) -> str:
    page.visit(Place("partner", PARTNER, tab))
    page.reload()
    assert page.current is not None
    seen = [found for found in page.current.findChildren(QWidget) if found.isVisible()]
    return "\n".join(
        found.text() if isinstance(found, QLabel) else found.accessibleName() for found in seen
    )


def test_the_tabs_speak_the_words_of_the_program_in_force(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    choose_program(portfolio, EXAMPLE)
    for tab in TABS:
        told = words(page, tab)
        assert "Booked revenue" in told, tab
        assert "Aggregate TCV" not in told, tab
    choose_program(portfolio, USUAL)
    for tab in TABS:
        told = words(page, tab)
        assert "Aggregate TCV" in told, tab
        assert "Booked revenue" not in told, tab


def test_a_tier_of_the_program_before_is_said_not_to_be_held(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    choose_program(portfolio, EXAMPLE)
    tab = (words(page, "overview"), page.current)[1]
    assert isinstance(tab, OverviewTab)
    assert tab.granted.accessibleName() == "Granted tier: None, Granted by another program"
    assert tab.granted.toolTip() == f"Platinum of {USUAL} is not held under {EXAMPLE}."
    assert f"Platinum of {USUAL}" in words(page, "scorecard")
    choose_program(portfolio, USUAL)
    words(page, "overview")
    assert tab.granted.accessibleName().startswith("Granted tier: Platinum")
    assert tab.granted.toolTip() == ""


def test_the_list_heads_its_amount_with_the_word_of_the_program(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    choose_program(portfolio, EXAMPLE)
    made = PartnersPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    qtbot.waitUntil(lambda: made.assessing.left == 0)
    titles = [column.title for column in made.model.columns]
    assert "Booked revenue" in titles
    assert "Aggregate TCV" not in titles


def test_a_reading_that_is_chosen_shows_on_the_page(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    words(page, "scorecard")
    assert page.view is not None
    assert page.view.file.decision.calculated_tier == "platinum"
    choose_reading(portfolio, "A14", "both_kinds", DAY)
    page.reload()
    assert page.view.file.decision.readings["A14"] == "both_kinds"


def test_every_page_that_shows_a_decision_hears_of_program_and_readings() -> None:
    from ui.pages import (
        assessment,
        assessment_reminder,
        benefits,
        candidates,
        deals,
        packs,
        program,
    )

    concerned = [
        assessment.AssessmentPage.CONCERNS, assessment_reminder.CONCERNS,
        benefits.BenefitsPage.CONCERNS, candidates.CandidatesPage.CONCERNS,
        deals.DealsPage.CONCERNS, packs.PacksPage.CONCERNS, program.ProgramPage.CONCERNS,
        PartnerPage.CONCERNS, PartnersPage.CONCERNS,
    ]  # fmt: skip
    assert all({"programs", "settings"} <= tables for tables in concerned)
