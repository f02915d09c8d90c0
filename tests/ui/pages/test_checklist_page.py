"""The runner takes one key a question, saves before it goes on, and resumes where one left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.checklist.evidence_record import Evidence
from models.checklist.filled import Line
from models.checklist.records import Answer, Where
from models.errors import UserError
from models.partner import Agreement
from models.store import records
from models.store.checklist_answers import answer, close
from models.store.checklist_templates import save
from models.store.checklists import filled
from models.store.portfolio import Portfolio, create
from tests.models.store.checklist_desk import REVIEW, add_partner, review
from ui.desk import Desk, Place
from ui.pages.checklist import ChecklistPage
from ui.pages.checklist_places import place_of, resume_at

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "runner.alliance") as made:
        yield made


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    return review(portfolio, add_partner(portfolio, "O'Neil & Söhne 株式会社", technical=3))


@pytest.fixture
def gone_to(desk: Desk) -> list[Place]:
    heard: list[Place] = []
    desk.going.connect(heard.append)
    return heard


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ChecklistPage:
    made = ChecklistPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    made.activateWindow()
    made.bind_keys()
    return made


def press(key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the keyboard"
    if isinstance(key, str):
        QTest.keyClicks(focus, key)
    else:
        QTest.keyClick(focus, key, held)


def told(portfolio: Portfolio, where: Where, item: str) -> Line:
    found = filled(portfolio, where, TODAY).line(item)
    assert found is not None
    return found


def answer_of(line: Line) -> str:
    """What a person types for a question, by its kind."""
    if line.item.kind == "choice":
        return "1"
    return {
        "yes_no": "y",
        "number": "12",
        "money": "1.5M",
        "date": "3 Mar 2026",
        "people": "Ann Lee; Bo Ek",
        "text": "Two of three were held.",
    }.get(line.item.kind, "")


def test_a_quarterly_review_is_filled_by_keys_alone_and_each_answer_is_saved_first(
    page: ChecklistPage, portfolio: Portfolio, where: Where, gone_to: list[Place]
) -> None:
    here = replace(where, template="quarterly_review")
    page.visit(place_of(here))
    seen: list[str] = []
    while not gone_to:
        line = page.line
        assert line is not None
        assert line.item.key not in seen
        seen.append(line.item.key)
        typed = answer_of(line)
        if typed and not line.item.derived:
            press(typed)
        press(Qt.Key.Key_Return)
        kept = told(portfolio, here, line.item.key)
        assert kept.answered or line.item.kind == "file", line.question
        assert len(seen) < 80
    assert gone_to == [Place("partner", here.partner_id, "checklists")]
    found = filled(portfolio, here, TODAY)
    assert len(seen) >= 30
    assert found.progress.asked - found.progress.answered == sum(
        line.item.kind == "file" for line in found.asked
    )


def test_a_letter_answers_and_the_same_letter_takes_it_back(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    press("p")
    assert told(portfolio, where, "reviewed").value == "partly"
    assert [card.isChecked() for card in page.question.cards.cards] == [False, True, False, False]
    press("p")
    assert told(portfolio, where, "reviewed").value == ""


def test_a_question_that_an_answer_opens_comes_next(page: ChecklistPage, where: Where) -> None:
    page.visit(place_of(where))
    press("n")
    press(Qt.Key.Key_Return)
    assert page.item == "missed"
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.item == "reviewed"
    press("y")
    press(Qt.Key.Key_Return)
    assert page.item == "sessions"


def test_one_resumes_after_the_answer_given_last(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    page.visit(place_of(where))
    assert page.item == "sessions"


def test_what_is_all_answered_begins_at_the_first(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    answer(portfolio, where, "sessions", "3", TODAY)
    answer(portfolio, where, "nda", "3 Mar 2026", TODAY)
    answer(portfolio, where, "training", "Y", TODAY)
    assert resume_at(filled(portfolio, where, TODAY)) == "reviewed"


def test_what_can_not_be_read_stays_with_a_sentence_and_nobody_goes_on(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    page.open_item("sessions")
    press("a few")
    press(Qt.Key.Key_Return)
    assert page.item == "sessions"
    assert "a few is no number" in page.question.typed.problem
    assert page.question.typed.text == "a few"
    assert told(portfolio, where, "sessions").value == ""
    press(Qt.Key.Key_Escape)
    assert page.question.typed.text == ""


def test_a_file_is_passed_by_enter_and_can_be_said_not_to_apply(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    paper = '[[sections.items]]\nkey = "paper"\nasks = "Send it."\nkind = "file"\n\n'
    head, _, tail = REVIEW.partition('[[sections]]\nkey = "records"')
    save(portfolio, f'{head}{paper}[[sections]]\nkey = "records"{tail}', TODAY)
    page.visit(place_of(where))
    page.open_item("paper")
    press("a")
    assert told(portfolio, where, "paper").text == "Not applicable"
    press(Qt.Key.Key_Return)
    assert page.item != "paper"


def test_letters_answer_also_from_the_list_of_sections(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    page.body.sections.setFocus()
    press("p")
    assert told(portfolio, where, "reviewed").value == "partly"


def test_whoever_comes_back_has_the_keyboard_at_the_answer(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    for stale in (False, True):
        page.body.sections.setFocus()
        page._stale = stale
        page.visit(place_of(where))
        assert page.question.cards.cards[0].hasFocus()


def test_in_a_low_window_the_answer_is_scrolled_into_sight(
    page: ChecklistPage, where: Where
) -> None:
    page.resize(900, 330)
    page.visit(place_of(where))
    QApplication.processEvents()
    page.show_item("reviewed")
    room = page.question.room
    card = page.question.cards.cards[0]
    below = card.mapTo(room.viewport(), card.rect().bottomLeft()).y()
    assert 0 < below <= room.viewport().height()


def test_letters_in_a_text_are_letters(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "N", TODAY)
    page.visit(place_of(where))
    page.open_item("missed")
    press("nay")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press("pale")
    press(Qt.Key.Key_Return)
    assert told(portfolio, where, "missed").value == "nay\npale"
    assert told(portfolio, where, "reviewed").value == "no"


def test_leaving_the_page_keeps_what_was_being_typed(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    page.open_item("sessions")
    press("7")
    page.leave()
    assert told(portfolio, where, "sessions").value == "7"


def test_a_write_that_fails_keeps_the_answer_on_screen_and_says_so(
    page: ChecklistPage, portfolio: Portfolio, where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.visit(place_of(where))
    page.open_item("sessions")

    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.", "Free space.")

    with monkeypatch.context() as patched:
        patched.setattr("models.store.checklist_answers.answer", full)
        press("7")
        press(Qt.Key.Key_Return)
        assert page.item == "sessions"
        assert page.question.typed.text == "7"
        assert "The disk is full." in page.question.typed.problem
    press(Qt.Key.Key_Return)
    assert told(portfolio, where, "sessions").value == "7"
    assert page.item != "sessions"


def test_a_letter_that_could_not_be_saved_is_told_until_the_next_answer(
    page: ChecklistPage, portfolio: Portfolio, where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.visit(place_of(where))

    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.", "Free space.")

    with monkeypatch.context() as patched:
        patched.setattr("models.store.checklist_answers.answer", full)
        press("y")
        assert page.message.isVisible()
        assert page.message.sentence == "That answer was not saved."
    press("y")
    assert not page.message.isVisible()
    assert told(portfolio, where, "reviewed").value == "yes"


def test_a_notice_that_was_put_away_stays_away(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    save(portfolio, REVIEW.replace("How many sessions?", "How many courses?"), TODAY)
    page.visit(place_of(where))
    assert page.body.notice.isVisible()
    page.body.notice._close.click()
    press("7")
    press(Qt.Key.Key_Return)
    assert page.body.notice.isHidden()


def test_what_is_typed_for_a_question_never_answers_another(
    page: ChecklistPage, desk: Desk, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "N", TODAY)
    page.visit(place_of(where))
    page.open_item("missed")
    press("May and June")
    page.question.note.begin()
    press("Ask")
    desk.lane.write("Answer", lambda p: answer(p, where, "reviewed", "Y", TODAY))
    assert page.item != "missed"
    kept = {a.item: (a.value, a.note) for a in records.find(portfolio, Answer)}
    assert kept == {"reviewed": ("yes", ""), "missed": ("May and June", "Ask")}


def test_going_from_a_text_to_an_answered_date_takes_nothing_back(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "N", TODAY)
    answer(portfolio, where, "nda", "3 Mar 2026", TODAY)
    page.visit(place_of(where))
    page.open_item("missed")
    assert page.question.typed.block.hasFocus()
    page.open_item("nda")
    assert told(portfolio, where, "nda").value == "2026-03-03"
    assert page.writes._saved_at is None


def test_a_mirrored_date_is_written_into_the_agreement(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    page.open_item("nda")
    press("3 Mar 2026")
    press(Qt.Key.Key_Return)
    [paper] = records.find(portfolio, Agreement, kind="nda")
    assert paper.signed_on == date(2026, 3, 3)


def test_what_the_records_answer_shows_their_sentence_and_the_way_to_them(
    page: ChecklistPage, where: Where, gone_to: list[Place]
) -> None:
    page.visit(place_of(where))
    page.open_item("technical")
    assert page.question.cards.isHidden()
    assert page.question.typed.isHidden()
    assert "3" in page.question.records.words.text()
    page.question.records.open.click()
    assert [(place.page, place.tab) for place in gone_to] == [("partner", "people")]


def test_last_quarters_answer_is_one_key_away(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, replace(where, period="2026-Q3"), "reviewed", "P", date(2026, 8, 1))
    page.visit(place_of(where))
    assert page.body.beside.title.text() == "Q3 2026"
    press("l")
    found = told(portfolio, where, "reviewed")
    assert found.answer is not None
    assert (found.value, found.answer.source) == ("partly", "copied")


def test_notes_owner_and_due_day_are_kept(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    for row, typed in (
        (page.question.owner, "Ann Lee"),
        (page.question.due, "1 Dec 2026"),
        (page.question.note, "Ask again"),
    ):
        row.begin()
        press(typed)
        assert row.commit()
        row.end()
    found = told(portfolio, where, "reviewed").answer
    assert found is not None
    assert (found.owner, found.due_on, found.note) == ("Ann Lee", date(2026, 12, 1), "Ask again")


def test_owner_due_day_and_note_have_keys_and_give_the_keyboard_back_to_the_answer(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    held = Qt.KeyboardModifier.ControlModifier
    for letter, typed in (("o", "Ann Lee"), ("d", "1 Dec 2026"), ("t", "Ask again")):
        press(letter)
        press(typed)
        press(Qt.Key.Key_Return, held)
        assert page.question.cards.cards[0].hasFocus(), letter
    found = told(portfolio, where, "reviewed").answer
    assert found is not None
    assert (found.owner, found.due_on, found.note) == ("Ann Lee", date(2026, 12, 1), "Ask again")
    press(Qt.Key.Key_Return)
    assert page.item == "sessions"


def test_a_waiver_asks_for_reason_and_approver(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    press("w")
    dialog = page.writes._waiver
    assert dialog is not None
    dialog.go.click()
    assert "needs its reason" in dialog.problem_of("")
    dialog.reason.setPlainText("Not sold there")
    dialog.approver.setText("Ann Lee")
    dialog.until.line.setText("31 Dec 2026")
    dialog.go.click()
    assert told(portfolio, where, "reviewed").state == "waived"
    said = page.question.why.text()
    assert said == "Not sold there. Approved by Ann Lee, until 31 Dec 2026."


def test_a_closed_checklist_is_shown_and_not_changed(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    close(portfolio, where, TODAY)
    page.visit(place_of(where))
    assert "closed" in page.body.header.sub
    begun = page.item
    press(Qt.Key.Key_Return)
    assert page.item != begun, "one reads on with Enter"
    page.open_item("reviewed")
    QTest.keyClick(page, Qt.Key.Key_N)
    assert told(portfolio, where, "reviewed").value == "yes"
    page.body.notice_do.click()
    assert page.body.notice.isHidden()
    QTest.keyClick(page, Qt.Key.Key_N)
    assert told(portfolio, where, "reviewed").value == "no"


def test_moving_up_says_what_is_different(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    save(portfolio, REVIEW.replace("How many sessions?", "How many courses?"), TODAY)
    page.visit(place_of(where))
    assert "Version 2" in page.body.notice.sentence
    page.body.notice_do.click()
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert any("How many courses?" in words for words in shown)
    assert filled(portfolio, where, TODAY).template.version == 2


def test_undo_in_a_text_is_of_its_typing_and_else_of_the_file(
    page: ChecklistPage, desk: Desk, where: Where
) -> None:
    undone: list[bool] = []
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page)
    undo.activated.connect(lambda: undone.append(True))
    page.visit(place_of(where))
    page.open_item("sessions")
    box = page.question.typed.line
    QTest.qWaitForWindowActive(page)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    press("7")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undone, box.text()) == ([True], "")


def test_undo_shows_the_answer_before(
    page: ChecklistPage, desk: Desk, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    press("y")
    press("n")
    desk.lane.undo()
    assert [card.isChecked() for card in page.question.cards.cards][:1] == [True]
    assert len(records.find(portfolio, Answer)) == 1


def test_a_screenshot_is_pasted_as_evidence_from_anywhere_on_the_question(
    page: ChecklistPage, portfolio: Portfolio, where: Where
) -> None:
    page.visit(place_of(where))
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    [kept] = records.find(portfolio, Evidence)
    assert (kept.item, kept.period, kept.kind) == ("reviewed", "2026-Q4", "png")


def test_the_keys_that_are_told_fit_the_question(page: ChecklistPage, where: Where) -> None:
    page.visit(place_of(where))

    def shown() -> set[str]:
        return {key.text() for key, _, _ in page.body.beside._keys if not key.isHidden()}

    assert "Y P N A" in shown()
    page.open_item("sessions")
    assert "Y P N A" not in shown()


def test_a_partner_that_is_gone_is_a_sentence(page: ChecklistPage, where: Where) -> None:
    page.visit(place_of(replace(where, partner_id=7)))
    assert page.body.empty.isVisible()
    assert "not there any more" in page.message.sentence
    for key in (Qt.Key.Key_Y, Qt.Key.Key_L, Qt.Key.Key_T, Qt.Key.Key_Return):
        QTest.keyClick(page, key)


def test_one_finishes_later_where_one_came_from(
    page: ChecklistPage, desk: Desk, where: Where, gone_to: list[Place]
) -> None:
    desk.came_from = Place("checklists", 0, "grid:small_review:2026-Q4")
    page.visit(place_of(where))
    page.finish_later()
    desk.came_from = Place("partner", where.partner_id, "deals")
    page.visit(place_of(replace(where, period="2026-Q3")))
    page.finish_later()
    assert gone_to == [
        Place("checklists", 0, "grid:small_review:2026-Q4"),
        Place("partner", where.partner_id, "checklists"),
    ]
