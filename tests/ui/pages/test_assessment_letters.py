"""Letters from the January assessment: one is seen first, several go into a folder, all logged."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from models.store.portfolio import Portfolio, create
from models.store.statements import of_partner
from tests.models.store.board_of import put_cohort
from tests.ui.pages.test_assessment_page import desk_of, opened
from ui.dialogs.letter import LetterDialog
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_actions import actions_for
from ui.pages.partner_tabs.statements_card import StatementsCard
from ui.pages.partners_packs import RESULT


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "board.alliance") as made:
        put_cohort(made)
        yield made


@pytest.fixture
def page(qtbot: QtBot, qapp: object, portfolio: Portfolio, tmp_path: Path) -> AssessmentPage:
    made = opened(qtbot, desk_of(portfolio, tmp_path))
    made.freeze_button.click()
    made.sign_button.click()
    return made


def line(page: AssessmentPage, name: str) -> Any:
    [found] = [one for one in page.state.lines if one.partner == name]
    return found


def said(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.clause("C071")
@pytest.mark.clause("C079")
def test_the_letter_of_a_signed_line_is_seen_saved_and_logged(page, portfolio, tmp_path) -> None:
    page.acting.act("letter", [line(page, "Up")])
    dialog = page.window().findChildren(LetterDialog)[-1]
    dialog.save_to(tmp_path / "up.pdf")
    words = said(tmp_path / "up.pdf")
    assert "Platinum for 2022, up from Gold." in words
    assert "Benefits of 2022" in words
    [logged] = of_partner(portfolio, line(page, "Up").partner_id)
    assert (logged.kind, logged.sent_on) == ("assessment", None)
    page.desk.lane.undo()
    assert of_partner(portfolio, line(page, "Up").partner_id) == ()


@pytest.mark.clause("C016")
@pytest.mark.clause("C071")
def test_letters_for_all_signed_leave_out_who_is_not_signed(page, portfolio, tmp_path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    page.letters.start([one.id for one in page.lines_with_letters()], folder, RESULT)
    assert page.letters.sentence == "Wrote 3 letters."
    assert len(list(folder.glob("*.pdf"))) == 3
    counts = {one.partner: len(of_partner(portfolio, one.partner_id)) for one in page.state.lines}
    assert counts == {"Up": 1, "Same": 1, "Down": 1, "Below": 0}


def test_only_signed_cards_offer_a_letter_and_the_way_to_all_comes_with_the_first(page) -> None:
    def keys(name: str) -> set[str]:
        return {action.key for action in actions_for([line(page, name)], frozen=True)}

    assert "letter" in keys("Up")
    assert "letter" not in keys("Below")
    assert page.export_button.menu() is page.handing_out
    page.desk.lane.undo()
    assert page.export_button.menu() is None


@pytest.mark.clause("C071")
def test_the_partners_own_tab_offers_the_letter_once_it_is_signed(qtbot, page) -> None:
    card = StatementsCard(page.desk)
    qtbot.addWidget(card)
    for name, offered in (("Up", True), ("Below", False)):
        card.show_partner(line(page, name).partner_id, name)
        assert card.result.isVisibleTo(card) is offered
