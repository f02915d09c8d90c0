"""A new action has a partner of the list, a title and a day, or says what is missing."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from models.action import Action
from ui.dialogs.new_action import NewActionDialog

TODAY = date(2026, 11, 24)


@pytest.fixture
def dialog(qtbot: QtBot) -> NewActionDialog:
    made = NewActionDialog(["Northwind", "Contoso"], TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("partner", "title", "due", "key", "said"),
    [
        ("", "Call", "", "partner", "An action belongs to a partner. Name one."),
        ("Fabrikam", "Call", "", "partner", "No partner is called so. Choose one of the list."),
        ("contoso", " ", "", "title", "An action needs a title."),
        ("contoso", "Call", "some day", "due", "some day"),
    ],
)
def test_what_is_missing_is_said_under_its_field(
    dialog: NewActionDialog, partner: str, title: str, due: str, key: str, said: str
) -> None:
    dialog.partner.setText(partner)
    dialog.title.setText(title)
    dialog.due.line.setText(due)
    made: list[object] = []
    dialog.made.connect(lambda *told: made.append(told))
    dialog.finish()
    assert said in dialog.problem_of(key)
    assert made == []


def test_an_action_is_told_with_the_partner_as_it_is_spelt(dialog: NewActionDialog) -> None:
    dialog.partner.setText(" contoso ")
    dialog.title.setText("Call  the sponsor")
    dialog.due.line.setText("3 Dec 2026")
    dialog.owner.setText("Ana Weber")
    dialog.side.set_current("partner")
    made: list[tuple[str, Action]] = []
    dialog.made.connect(lambda *told: made.append(told))
    dialog.go.click()
    ((name, action),) = made
    assert name == "Contoso"
    assert (action.title, action.owner, action.side) == ("Call the sponsor", "Ana Weber", "partner")
    assert action.due_on == date(2026, 12, 3)
    assert not dialog.go.isEnabled()  # pressed once is written once
