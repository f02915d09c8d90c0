"""A partner's health: figures that lead to their records, a word against a colour, the survey."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.checklist.records import Where
from models.governance.meetings import Meeting
from models.governance.standing import HealthOverride
from models.partner import Agreement, Partner
from models.store import records
from models.store.checklist_answers import answer
from models.store.checklist_templates import in_use
from models.store.portfolio import Portfolio, create
from models.store.surveys import statements
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner import TABS, PartnerPage
from ui.pages.partner_tabs.health import PLACES, HealthTab

TODAY = date(2026, 11, 24)
SIGNED = date(2025, 2, 1)
NAME = "<b>Ω</b> & “quoted” " + "very long " * 20
THEIRS, OURS = "survey_partner", "survey_ours"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    """A partner with a meeting in time and a late one."""
    with create(tmp_path / "health.alliance") as made:
        made.clock = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
        records.add(made, Partner(1, NAME, invited_on=SIGNED, invitation_accepted_on=SIGNED))
        records.add(made, Agreement(1, 1, "program_agreement", SIGNED))
        for at, days in enumerate((7, 6), 1):
            on = date(2026, 9, at)
            told = on - timedelta(days=days)
            records.add(made, Meeting(at, 1, "meeting", on, state="held", notice_on=told))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    made = partner_page(qtbot, desk, 1120)
    made.visit(Place("partner", 1, "health"))
    return made


@pytest.fixture
def tab(page: PartnerPage) -> HealthTab:
    found = page.tab("health")
    assert isinstance(found, HealthTab)
    return found


def say(portfolio: Portfolio, template: str, place: int) -> None:
    for one in statements(in_use(portfolio, template)):
        answer(portfolio, Where(1, template, "2026-Q4"), one.key, f"s{place}", TODAY)


@pytest.mark.clause("C095")
def test_each_view_says_its_colour_in_words_and_what_it_lacks(tab: HealthTab) -> None:
    card = tab.cards["relationship"]
    assert card.status.accessibleName() == "Short: Below target"
    assert "Notice was in time for 1 of 2 meetings" in card.evidence.text()
    names = [row.accessibleName() for row in card.rows if not row.isHidden()]
    assert names[0] == "The survey of both sides: not enough data. No survey was answered."
    assert names[1].startswith("Notice of meetings given in time: Short, 50% of what is wanted.")
    assert tab.cards["strategic"].status.accessibleName() == "No data: Not enough data"
    assert tab.cards["strategic"].evidence.isHidden()
    assert "24 Nov 2026: Below target" in card.strip.accessibleName()


def test_every_figure_leads_to_a_tab_that_is_there() -> None:
    assert set(PLACES.values()) <= {kind.KEY for kind in TABS}


def test_a_figure_leads_to_its_records(tab: HealthTab, page: PartnerPage, qtbot: QtBot) -> None:
    row = next(r for r in tab.cards["relationship"].rows if "Notice" in r.accessibleName())
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert page.current.KEY == "meetings"


def test_a_word_against_a_colour_is_kept_shown_and_taken_back(
    tab: HealthTab, portfolio: Portfolio, desk: Desk
) -> None:
    card = tab.cards["relationship"]
    card.say.click()
    assert tab.dialog is not None
    tab.dialog.finish()
    assert tab.dialog.problem_of("reason") == "Say in a sentence why."
    tab.dialog.reason.setPlainText(NAME)
    tab.dialog.until.line.setText("yesterday")
    tab.dialog.finish()
    assert "has passed" in tab.dialog.problem_of("")
    tab.dialog.until.line.setText("31 Dec 2026")
    tab.dialog.colour.set_current("green")
    tab.dialog.finish()
    [kept] = records.find(portfolio, HealthOverride)
    assert (kept.view, kept.colour, kept.until_on) == ("relationship", "green", date(2026, 12, 31))
    assert card.status.accessibleName() == "Short: Below target"  # never hidden
    assert card.word.accessibleName() == "Met: On target, a person says"
    assert "until 31 Dec 2026" in card.why.text()
    card.back.click()
    assert not card._said.isVisible()
    desk.lane.undo()
    assert card._said.isVisible()


def test_without_a_survey_the_card_says_what_it_is_for(tab: HealthTab) -> None:
    assert not tab.survey.empty.isHidden()
    assert tab.survey.send.text() == "Send to the partner…"


def test_both_sides_stand_side_by_side_with_their_gaps(
    tab: HealthTab, page: PartnerPage, portfolio: Portfolio
) -> None:
    say(portfolio, OURS, 5)
    say(portfolio, THEIRS, 3)
    page.refresh()
    survey = tab.survey
    assert survey.empty.isHidden()
    assert "All together: Our side 5.0, The partner’s side 3.0" in survey.chart.accessibleName()
    assert "the host 5.0, the partner 3.0" in survey.gaps.text()
    assert survey.answered.text() == "Q4 2026: 1 answer of the partner’s side, 1 of the host’s."
    assert [row.told.text() for row in survey._rows] == [
        "Our side, 1: 10 of 10 answered, last on 24 Nov 2026",
        "The partner’s side, 1: 10 of 10 answered, last on 24 Nov 2026",
    ]
    survey.chart.grab()
    tab.cards["relationship"].rows[0].grab()


def test_the_survey_is_begun_from_here(
    tab: HealthTab, page: PartnerPage, portfolio: Portfolio, desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    went: list[object] = []
    desk.going.connect(went.append)
    tab.survey.ours.click()
    assert went == [Place("checklist", 1, f"{OURS}:2026-Q4")]
    sent: list[Where] = []
    monkeypatch.setattr(
        "ui.dialogs.checklist_form.send_form", lambda _desk, where, _parent: sent.append(where)
    )
    tab.survey.send.click()
    assert sent == [Where(1, THEIRS, "2026-Q4")]
    say(portfolio, THEIRS, 4)
    page.refresh()
    assert tab.survey.send.text() == "Send to another person…"
    tab.survey.send.click()
    assert sent[-1] == Where(1, THEIRS, "2026-Q4.2")


def test_in_a_narrow_window_the_cards_stand_one_under_another(
    tab: HealthTab, page: PartnerPage, qtbot: QtBot
) -> None:
    first, second = tab.cards["strategic"], tab.cards["financial"]
    assert first.y() == second.y()
    page.resize(760, 600)
    qtbot.waitUntil(lambda: second.y() > first.y())


def test_health_that_cannot_be_read_is_said_and_nothing_of_before_is_left(
    tab: HealthTab, page: PartnerPage, portfolio: Portfolio
) -> None:
    assert tab.survey.isVisibleTo(tab)
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE meetings SET on_date = 'never' WHERE id = 1")
    page.refresh()
    assert tab.message.isVisibleTo(tab)
    assert not any(card.isVisibleTo(tab) for card in (*tab.cards.values(), tab.survey))
    portfolio.undo()
    page.refresh()
    assert tab.message.isHidden()
    assert all(card.isVisibleTo(tab) for card in (*tab.cards.values(), tab.survey))
