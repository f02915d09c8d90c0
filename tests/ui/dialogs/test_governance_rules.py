"""Each rule is written as its field is left, said in a sentence, and taken back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.governance.rules import Rules
from models.store.governance_page import read
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio, create
from ui.desk import Desk
from ui.dialogs.governance_rules import GovernanceRulesDialog

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        yield made


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> GovernanceRulesDialog:
    made = GovernanceRulesDialog(desk)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def type_in(dialog: GovernanceRulesDialog, key: str, words: str) -> None:
    field = dialog.rows[key].field
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    if words:
        QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_what_holds_is_shown_with_what_the_program_asks(dialog: GovernanceRulesDialog) -> None:
    texts = {key: row.field.text() for key, row in dialog.rows.items()}
    assert (texts["reminders"], texts["clocks"], texts["due_days"]) == ("10, 8", "7, 14, 30", "7")
    assert dialog.rows["months:platinum"].field.placeholderText() == "The program’s: 6"
    assert dialog._asked.text() == "The program asks for 7 days, in calendar days."
    assert dialog.days.current == "program"


@pytest.mark.parametrize(
    ("key", "words", "rule", "value"),
    [
        ("reminders", "14, 9", "reminders", (14, 9)),
        ("clocks", "5 10", "clocks", (5, 10)),
        ("due_days", "14", "due_days", 14),
        ("edge_percent", "5", "edge_percent", 5),
        ("months:gold", "3", "review_months", {"gold": 3}),
    ],
)
def test_a_rule_holds_once_its_field_is_left_and_undo_takes_it_back(
    dialog: GovernanceRulesDialog,
    portfolio: Portfolio,
    key: str,
    words: str,
    rule: str,
    value: object,
) -> None:
    type_in(dialog, key, words)
    assert getattr(rules(portfolio), rule) == value
    assert dialog.said.isVisible()
    before = dialog.rows[key]._kept
    next(b for b in dialog.said.findChildren(QPushButton) if b.text() == "Undo").click()
    assert rules(portfolio) == Rules()
    assert dialog.rows[key].field.text() != before
    assert dialog.said.sentence == "Taken back."


def test_what_cant_be_a_rule_is_said_under_it_and_stays_typed(
    dialog: GovernanceRulesDialog, portfolio: Portfolio
) -> None:
    type_in(dialog, "clocks", "7, soon")
    row = dialog.rows["clocks"]
    assert row.problem.text().startswith("“soon” can’t be taken for days.")
    assert row.field.text() == "7, soon"
    assert rules(portfolio) == Rules()
    dialog.accept()
    assert dialog.isVisible()  # not closed over it
    type_in(dialog, "clocks", "7, 14")
    assert row.problem.isHidden()
    assert rules(portfolio).clocks == (7, 14)


def test_amber_above_green_is_refused_where_it_was_typed(
    dialog: GovernanceRulesDialog, portfolio: Portfolio
) -> None:
    type_in(dialog, "amber", "120")
    assert dialog.rows["amber"].problem.text().startswith("Amber can’t begin at 120 percent")
    assert read(portfolio, DAY).limits.amber == 90


@pytest.mark.clause("C095")
def test_working_days_are_a_choice(dialog: GovernanceRulesDialog, portfolio: Portfolio) -> None:
    dialog.days.stops[2].click()
    assert rules(portfolio).working_days is True
    assert portfolio.can_undo() == "Count notice in working days"
    dialog.days.stops[0].click()
    assert rules(portfolio).working_days is None


def test_closing_keeps_what_is_still_being_typed(
    dialog: GovernanceRulesDialog, portfolio: Portfolio
) -> None:
    field = dialog.rows["link_days"].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "30")
    dialog.reject()
    assert rules(portfolio).link_days == 30
    assert not dialog.isVisible()


def test_read_only_shows_and_sets_nothing(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> None:
    desk.opened = replace(desk.opened, read_only=True)
    made = GovernanceRulesDialog(desk)
    qtbot.addWidget(made)
    made.show()
    assert made.rows["due_days"].field.isReadOnly()
    assert not made.days.isEnabled()
    assert made.said.sentence.startswith("The portfolio is open to read only")
