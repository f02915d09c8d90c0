"""A letter is seen, saved as it is seen, logged as not sent, and marked as sent by a person."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from models.store.statements import of_partner
from ui.dialogs.letter import LetterDialog
from ui.dialogs.sent import SentDialog
from ui.pages.partner_tabs.statements_card import StatementsCard, StatusLetter
from ui.pages.partners_packs import STATEMENT, PackBar

DAY = date(2026, 7, 15)
NAME = "Tarnwick Perimeter"


@pytest.fixture
def partner_id(portfolio):
    return portfolio.conn.value("SELECT id FROM partners WHERE name = ?", (NAME,))


@pytest.fixture
def dialog(qtbot, desk, partner_id):
    made = LetterDialog(desk, partner_id, StatusLetter(partner_id, DAY, DAY))
    qtbot.addWidget(made)
    return made


def text(data: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())


def asked(card: StatementsCard) -> SentDialog:
    """The question that the card's button opens."""
    card.mark_sent()
    return card.findChildren(SentDialog)[-1]


def test_words_are_found_in_the_letter_by_the_key_that_finds(qtbot, dialog) -> None:
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = dialog.preview.finder.field
    assert dialog.focusWidget() is field
    qtbot.keyClicks(field, "TCV")  # also lets go of Ctrl, for the tests that follow
    assert field.text() == "TCV"


@pytest.mark.clause("C071")
def test_the_letter_shown_is_the_letter_saved_and_logged(
    dialog, portfolio, partner_id, tmp_path
) -> None:
    dialog.note.setPlainText("Thank you for June.")
    dialog.rebuild()
    target = tmp_path / "letter.pdf"
    dialog.save_to(target)
    assert target.read_bytes() == dialog.letter.data
    assert "Thank you for June." in text(target.read_bytes())
    [logged] = of_partner(portfolio, partner_id)
    assert (logged.file, logged.sent_on, logged.kind) == (str(target), None, "status")
    assert logged.statement_id == dialog.letter.statement_id
    portfolio.undo()
    assert of_partner(portfolio, partner_id) == ()


def test_nothing_can_be_saved_before_the_letter_holds_the_last_words(dialog) -> None:
    dialog.note.setPlainText("One more word")
    assert not dialog.save_button.isEnabled()
    dialog._wait.stop()
    dialog.rebuild()
    assert dialog.save_button.isEnabled()
    assert "One more word" in text(dialog.letter.data)


def test_a_note_that_is_too_long_is_told_and_kept_as_it_was_typed(dialog) -> None:
    dialog.note.setPlainText("x" * 2_001)
    dialog._wait.stop()
    dialog.rebuild()
    assert "1 character too long" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    assert len(dialog.note.toPlainText()) == 2_001
    dialog.note.setPlainText("x" * 2_000)
    dialog._wait.stop()
    dialog.rebuild()
    assert dialog.save_button.isEnabled()


def test_a_letter_that_cannot_be_written_is_told_in_a_sentence_and_not_logged(
    dialog, portfolio, partner_id, tmp_path
) -> None:
    dialog.save_to(tmp_path / "nowhere" / "letter.pdf")
    assert dialog.problem.isVisibleTo(dialog)
    assert "nowhere" in dialog.problem.text()
    assert of_partner(portfolio, partner_id) == ()


def test_a_partner_that_is_gone_gets_a_sentence(qtbot, desk) -> None:
    gone = LetterDialog(desk, 9, StatusLetter(9, DAY, DAY))
    qtbot.addWidget(gone)
    assert "not there any more" in gone.problem.text()
    assert not gone.save_button.isEnabled()


def test_a_statement_is_marked_as_sent_and_back(
    qtbot, desk, dialog, portfolio, partner_id, tmp_path
) -> None:
    dialog.save_to(tmp_path / "letter.pdf")
    card = StatementsCard(desk)
    qtbot.addWidget(card)
    card.show_partner(partner_id, NAME)
    card.table.selectRow(0)
    asked(card).finish()
    [logged] = of_partner(portfolio, partner_id)
    assert logged.sent_on == DAY
    card.show_partner(partner_id, NAME)
    card.table.selectRow(0)
    assert card.sent.text() == "Correct what was sent…"
    asked(card).take_back()
    assert of_partner(portfolio, partner_id)[0].sent_on is None


@pytest.mark.clause("C071")
def test_day_and_recipient_of_a_statement_are_kept_corrected_and_undone(
    qtbot, desk, dialog, portfolio, partner_id, tmp_path
) -> None:
    dialog.save_to(tmp_path / "letter.pdf")
    card = StatementsCard(desk)
    qtbot.addWidget(card)
    card.show_partner(partner_id, NAME)
    card.table.selectRow(0)
    first = asked(card)
    first.to.setText("Board of Tarnwick")
    first.finish()
    card.show_partner(partner_id, NAME)
    assert card.model.index(0, 3).data() == "Board of Tarnwick"
    card.table.selectRow(0)
    again = asked(card)
    assert (again.to.text(), again.go.text()) == ("Board of Tarnwick", "Save")
    again.to.setText("Ana")
    again.finish()
    assert of_partner(portfolio, partner_id)[0].recipient == "Ana"
    portfolio.undo()
    assert of_partner(portfolio, partner_id)[0].recipient == "Board of Tarnwick"


def test_whom_the_last_one_went_to_is_proposed_for_the_next(
    qtbot, desk, portfolio, partner_id, tmp_path
) -> None:
    card = StatementsCard(desk)
    qtbot.addWidget(card)
    for name, to in (("a.pdf", "Ana Weber"), ("b.pdf", "")):
        letter = LetterDialog(desk, partner_id, StatusLetter(partner_id, DAY, DAY))
        qtbot.addWidget(letter)
        letter.save_to(tmp_path / name)
        card.show_partner(partner_id, NAME)
        card.table.selectRow(0)
        dialog = asked(card)
        if to:
            dialog.to.setText(to)
            dialog.finish()
    assert dialog.to.text() == "Ana Weber"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("16 Jul 2026", "still to come"), ("14 Jul 2026", "before the day"), ("", "some day"),
     ("soon", "is no day")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_said_under_it_and_nothing_is_marked(
    qtbot, desk, dialog, portfolio, partner_id, tmp_path, typed, words
) -> None:
    dialog.save_to(tmp_path / "letter.pdf")
    card = StatementsCard(desk)
    qtbot.addWidget(card)
    card.show_partner(partner_id, NAME)
    card.table.selectRow(0)
    sent = asked(card)
    sent.day.line.setText(typed)
    sent.finish()
    assert words in sent.problem_of("day")
    assert of_partner(portfolio, partner_id)[0].sent_on is None


def test_a_removed_statement_comes_back_with_undo_and_its_file_stays(
    qtbot, desk, dialog, portfolio, partner_id, tmp_path
) -> None:
    target = tmp_path / "letter.pdf"
    dialog.save_to(target)
    card = StatementsCard(desk)
    qtbot.addWidget(card)
    card.show_partner(partner_id, NAME)
    card.delete([card.model.rows[0].id])
    assert of_partner(portfolio, partner_id) == ()
    assert target.is_file()
    portfolio.undo()
    assert len(of_partner(portfolio, partner_id)) == 1


def test_a_file_that_is_gone_is_told(qtbot, desk, dialog, partner_id, tmp_path) -> None:
    target = tmp_path / "letter.pdf"
    dialog.save_to(target)
    target.unlink()
    card = StatementsCard(desk)
    qtbot.addWidget(card)
    card.show_partner(partner_id, NAME)
    with qtbot.waitSignal(card.missing) as told:
        card.open_file(card.model.rows[0].id)
    assert told.args == [str(target)]


@pytest.mark.clause("C071")
def test_statements_for_several_partners_are_written_and_logged(
    qtbot, desk, portfolio, tmp_path
) -> None:
    bar = PackBar(desk)
    qtbot.addWidget(bar)
    ids = [row[0] for row in portfolio.conn.rows("SELECT id FROM partners")]
    folder = tmp_path / "letters"
    folder.mkdir()
    bar.start(ids, folder, STATEMENT)
    assert bar.sentence == f"Wrote {len(ids)} statements."
    assert len(list(folder.glob("*.pdf"))) == len(ids)
    assert all(len(of_partner(portfolio, one)) == 1 for one in ids)


def test_words_of_ones_own_are_not_lost_by_one_press_of_escape(qtbot, dialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    dialog.note.setPlainText("Thank you for June.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.problem.text()
    dialog.note.setPlainText("Thank you for June and July.")
    dialog.way_out.click()
    assert dialog.isVisible()
    dialog.way_out.click()
    assert not dialog.isVisible()


def test_without_words_of_ones_own_escape_leaves_at_once(qtbot, dialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_letter_shown_is_the_letter_printed(qtbot, dialog, monkeypatch) -> None:
    printed: list[int] = []
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrintDialog.exec", lambda _: 1)
    monkeypatch.setattr(
        "ui.printing.print_document", lambda document, _: printed.append(document.pageCount())
    )
    dialog.print_button.click()
    assert printed == [dialog.letter.pages]
    dialog.note.setPlainText("One more word")
    assert not dialog.print_button.isEnabled()


def test_read_only_a_letter_is_written_and_said_not_to_be_logged(
    desk, dialog, portfolio, partner_id, tmp_path
) -> None:
    said: list[str] = []
    desk.toasting.connect(lambda words, _: said.append(words))
    desk.opened = replace(desk.opened, read_only=True)
    before = len(of_partner(portfolio, partner_id))
    dialog.save_to(tmp_path / "letter.pdf")
    assert (tmp_path / "letter.pdf").exists()
    assert len(of_partner(portfolio, partner_id)) == before
    assert "not logged" in said[-1]
