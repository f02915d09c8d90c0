"""The card records steps, corrects them and takes them back; each gate leads to what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from models.governance.meetings import Infraction
from models.ids import new_id
from models.partner import Agreement, Partner
from models.program_year import ParticipationStep
from models.store import records
from models.store.portfolio import Portfolio, create
from ui import paint
from ui.desk import Desk, Opened, Place
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.participation import ParticipationCard
from ui.work import Inline, Lane

TODAY = date(2026, 11, 24)
KEY = 7


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        records.add(made, Partner(KEY, "Northwind"))
        yield made


@pytest.fixture
def page(qtbot: QtBot, portfolio: Portfolio, tmp_path: Path) -> PartnerPage:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk(Lane(executor=Inline()), TODAY, settings)
    desk.opened = Opened(path=portfolio.path, name="One")
    desk.lane.open(lambda: portfolio)
    made = PartnerPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    desk.going.connect(lambda place: made.visit(place) if place.page == "partner" else None)
    made.visit(Place("partner", KEY, "overview"))
    return made


@pytest.fixture
def card(page: PartnerPage) -> ParticipationCard:
    overview: Any = page.tab("overview")
    found: ParticipationCard = overview.way
    return found


def offered(card: ParticipationCard) -> list[str]:
    return [key for key, button in card.buttons.items() if not button.isHidden()]


def answer(
    card: ParticipationCard, key: str, *, choose: str = "", day: str = "", by: str = "Ann",
    why: str = "Decided",
) -> None:  # fmt: skip
    """Press a button of the card, fill in the dialog, and press its verb."""
    card.buttons[key].click()
    dialog = card.dialog
    assert dialog is not None
    if choose:
        dialog.choice.set_current(choose)
    if day:
        dialog.day.setText(day)
    dialog.by.setText(by)
    dialog.why.setPlainText(why)
    dialog.box.setChecked(True)
    dialog.go.click()


@pytest.mark.clause("C074", "C075")
def test_the_buttons_lead_step_by_step_into_the_program(
    card: ParticipationCard, portfolio: Portfolio
) -> None:
    assert offered(card) == ["candidate", "invited"]
    answer(card, "candidate", day="3 Mar 2026", why="Three wins")
    assert (card.state.text, offered(card)) == ("Candidate", ["invited"])
    answer(card, "invited", day="4 Mar 2026")
    assert (card.state.text, offered(card)) == ("Invited", ["answer"])
    assert card.window().focusWidget() is card.buttons["answer"]  # the one before it is gone
    answer(card, "answer", choose="accepted", day="5 Mar 2026")
    assert (card.state.text, offered(card)) == (
        "Invitation accepted", ["signed", "left", "removed"],
    )  # fmt: skip
    answer(card, "signed", day="6 Mar 2026")
    assert (card.state.text, offered(card)) == ("Participating", ["left", "removed"])
    assert card.dialog is None
    assert [row.entry.step for row in card.list.rows] == [
        "signed", "accepted", "invited", "candidate",
    ]  # fmt: skip
    assert card.list.rows[-1].words == "By Ann: Three wins"
    [paper] = records.find(portfolio, Agreement)
    assert (paper.kind, paper.signed_on) == ("program_agreement", date(2026, 3, 6))
    assert records.get(portfolio, Partner, KEY).nomination == "Three wins"


def test_an_answer_is_chosen_and_recorded_by_the_keys(
    card: ParticipationCard, qtbot: QtBot
) -> None:
    answer(card, "invited")
    card.buttons["answer"].click()
    dialog = card.dialog
    assert dialog is not None
    accepted, declined = dialog.choice.stops
    qtbot.keyClick(accepted, Qt.Key.Key_Right)
    qtbot.keyClick(declined, Qt.Key.Key_Return)
    assert card.dialog is None
    assert card.state.text == "Invitation declined"


def test_undo_takes_the_step_back_on_the_card_too(
    card: ParticipationCard, page: PartnerPage
) -> None:
    answer(card, "invited")
    assert card.state.text == "Invited"
    page.desk.lane.undo()
    assert (card.state.text, card.list.rows) == ("Not participating", [])
    assert not card.none.isHidden()


@pytest.mark.clause("C097")
def test_a_removal_asks_who_and_why_and_shows_what_is_confirmed(
    card: ParticipationCard, portfolio: Portfolio
) -> None:
    records.update(
        portfolio, Partner, KEY, invited_on=date(2026, 1, 5), invitation_accepted_on=TODAY
    )
    late = Infraction(1, KEY, 1, "confirmed", "It came late.", TODAY, TODAY)
    records.add(portfolio, late)
    records.add(portfolio, replace(late, id=2, meeting_id=2, state="dismissed"))
    card.desk.lane.write("Read again", lambda book: records.add(book, _paper()))
    answer(card, "removed", by="", why="")
    dialog = card.dialog
    assert dialog is not None
    assert [bar.sentence for bar in dialog.bars][-1] == "1 infraction of notice is confirmed."
    assert "a reason and a person are missing" in dialog.problem.text()
    assert records.get(portfolio, Partner, KEY).removed_on is None
    dialog.by.setText("Ann")
    dialog.why.setPlainText("Three infractions")
    dialog.go.click()
    assert card.dialog is None
    assert card.state.text == "Removed"
    assert offered(card) == ["candidate"]


def _paper() -> Agreement:
    return Agreement(new_id(), KEY, "program_agreement", date(2026, 2, 1))


@pytest.mark.clause("C018", "C056")
def test_inviting_early_warns_in_the_dialog_and_goes_on(card: ParticipationCard) -> None:
    card.invite()
    dialog = card.dialog
    assert dialog is not None
    assert [bar.sentence.split(":")[0] for bar in dialog.bars] == [
        "Aggregate TCV", "Prerequisites",
    ]  # fmt: skip
    dialog.go.click()
    assert card.state.text == "Invited"


def test_a_step_is_corrected_and_taken_back(card: ParticipationCard, portfolio: Portfolio) -> None:
    answer(card, "invited", day="4 Mar 2026")
    card.list.rows[0].click()
    dialog = card.dialog
    assert dialog is not None
    assert dialog.by.text() == "Ann"
    dialog.day.setText("2 Mar 2026")
    dialog.by.setText("Bo")
    dialog.go.click()
    assert records.get(portfolio, Partner, KEY).invited_on == date(2026, 3, 2)
    assert [row.words for row in card.list.rows] == ["By Bo: Decided"]
    card.list.rows[0].click()
    assert card.dialog is not None
    card.dialog.back.click()
    assert records.find(portfolio, ParticipationStep) == []
    assert card.state.text == "Not participating"


def test_a_forgotten_invitation_is_added(card: ParticipationCard, portfolio: Portfolio) -> None:
    card.desk.lane.write(
        "Accept",
        lambda book: records.update(book, Partner, KEY, invitation_accepted_on=date(2026, 3, 5)),
    )
    assert not card.add.isHidden()
    card.add.click()
    dialog = card.dialog
    assert dialog is not None
    dialog.choice.set_current("invited")
    dialog.day.setText("6 Mar 2026")
    dialog.go.click()
    assert "would be before the invitation" in dialog.problem.text()
    dialog.day.setText("1 Mar 2026")
    dialog.go.click()
    assert records.get(portfolio, Partner, KEY).invited_on == date(2026, 3, 1)


@pytest.mark.clause("A02", "C076")
def test_the_gates_stand_apart_on_both_tabs_and_lead_to_what_mends_them(
    page: PartnerPage, card: ParticipationCard, qtbot: QtBot
) -> None:
    assert [tile.gate.key for tile in card.gates.tiles] == [
        "invitation", "agreement", "tcv", "prerequisites",
    ]  # fmt: skip
    assert [tile.status for tile in card.gates.tiles] == ["no_data", "no_data", "short", "short"]
    tile = card.gates.tile("agreement")
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert page.place.tab == "people"
    page.visit(Place("partner", KEY, "prerequisites"))
    tab: Any = page.tab("prerequisites")
    tab.gates.tile("prerequisites").click()
    assert tab.table.current_id() == tab.gates.tile("prerequisites").gate.missing[0]
    tab.gates.tile("invitation").click()
    assert page.place.tab == "overview"
    tab.gates.tile("tcv").click()
    assert page.place.tab == "deals"


def test_whether_a_gate_holds_is_never_written_over_its_title(card: ParticipationCard) -> None:
    tile = card.gates.tile("prerequisites")
    needed = next(room for room in range(400) if tile.word(room))
    title = paint.metrics("strong").horizontalAdvance(tile.gate.title)
    word = paint.metrics("small_strong").horizontalAdvance(tile.word(needed))
    assert needed == title + 8 + word
    assert tile.word(needed - 1) == ""


@pytest.mark.parametrize(("width", "across"), [(900, 4), (460, 2), (310, 2), (200, 1)])
def test_the_gates_share_a_row_where_there_is_room(
    card: ParticipationCard, width: int, across: int
) -> None:
    card.gates.resize(width, 200)
    card.gates._grid.activate()
    tops = [tile.y() for tile in card.gates.tiles]
    assert tops.count(tops[0]) == across


def test_a_read_only_portfolio_offers_no_step(page: PartnerPage, card: ParticipationCard) -> None:
    page.desk.opened = Opened(path=page.desk.opened.path, name="One", read_only=True)
    page.refresh()
    assert offered(card) == []
    assert card.add.isHidden()
