"""The dialog of a step asks for day, person and reason, and says what is wrong in its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.dialogs.participation_step import Answer, Question, StepDialog

TODAY = date(2026, 11, 24)


def opened(qtbot: QtBot, question: Question) -> tuple[StepDialog, list[Any]]:
    dialog = StepDialog(question, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    heard: list[Any] = []
    dialog.answered.connect(heard.append)
    return dialog, heard


def test_it_begins_with_today_and_the_person_and_enter_sends_it(qtbot: QtBot) -> None:
    dialog, heard = opened(qtbot, Question("Invite Northwind", "Invite", step="invited", by="Ann"))
    dialog.why.setPlainText("Three wins")
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    assert heard == [Answer("invited", TODAY, "Ann", "Three wins")]
    assert dialog.isVisible()
    assert not dialog.go.isEnabled()
    dialog.show_problem("It can’t be.")
    assert dialog.go.isEnabled()
    assert dialog.problem.text() == "It can’t be."


@pytest.mark.parametrize("typed", ["", "soon", "31.11.2026"])
def test_a_day_that_is_none_is_said_under_the_fields(qtbot: QtBot, typed: str) -> None:
    dialog, heard = opened(qtbot, Question("Invite", "Invite", step="invited"))
    dialog.day.setText(typed)
    dialog.go.click()
    assert heard == []
    assert dialog.problem.text()
    qtbot.keyClicks(dialog.day, "3 Mar 2026")
    assert not dialog.problem.isVisible()


def test_an_answer_is_one_of_two_steps(qtbot: QtBot) -> None:
    choices = [("accepted", "Accepted"), ("declined", "Declined")]
    dialog, heard = opened(qtbot, Question("Answer", "Record", choices=choices))
    dialog.choice.set_current("declined")
    dialog.go.click()
    assert heard[0].step == "declined"


@pytest.mark.clause("C075")
def test_a_part_of_the_agreement_is_not_signed(qtbot: QtBot) -> None:
    dialog, heard = opened(qtbot, Question("Sign", "Record", step="signed", confirm="In full"))
    dialog.go.click()
    assert heard == []
    assert "part of the agreement" in dialog.problem.text()
    dialog.box.setChecked(True)
    dialog.go.click()
    assert [answer.step for answer in heard] == ["signed"]


def test_warnings_are_shown_and_block_nothing(qtbot: QtBot) -> None:
    question = Question("Invite", "Invite", step="invited", warnings=["TCV: $1 short."])
    dialog, heard = opened(qtbot, question)
    assert [bar.sentence for bar in dialog.bars] == ["TCV: $1 short."]
    dialog.go.click()
    assert len(heard) == 1


def test_only_a_recorded_step_can_be_taken_back(qtbot: QtBot) -> None:
    fresh, _ = opened(qtbot, Question("Invite", "Invite", step="invited"))
    known, _ = opened(qtbot, Question("Invited", "Correct", step="invited", recorded=True))
    assert not fresh.back.isVisible()
    with qtbot.waitSignal(known.taking_back):
        known.back.click()
