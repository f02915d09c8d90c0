"""What was typed into a step, an exception or a reason goes only when a person says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.deal import Deal
from ui.dialogs.assessment import ExceptionDialog, ReasonDialog
from ui.dialogs.keeps_typed import KeepsTyped
from ui.dialogs.new_deal import NewDealDialog
from ui.dialogs.omission_case import OmissionCaseDialog
from ui.dialogs.participation_step import Question, StepDialog
from ui.dialogs.small import SmallWindow
from ui.pages.partner_tabs.what_if_deal import TryDealDialog
from ui.widgets.buttons import Button

TODAY = date(2026, 11, 24)


def step() -> StepDialog:
    return StepDialog(Question("Invite Northwind", "Invite", step="invited", by="Ann"), TODAY)


def exception() -> ExceptionDialog:
    return ExceptionDialog("Northwind", "Silver", [("gold", "Gold")], date(2027, 1, 1), TODAY)


def reason() -> ReasonDialog:
    return ReasonDialog("Reopen Northwind", "It is signed off.", "Reopen")


def case() -> OmissionCaseDialog:
    return OmissionCaseDialog(["Northwind"], TODAY, "USD")


every = pytest.mark.parametrize("make", [step, exception, reason, case])


def opened(qtbot: QtBot, make: Callable[[], KeepsTyped]) -> KeepsTyped:
    dialog = make()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@every
def test_untouched_it_closes_at_once(qtbot: QtBot, make: Callable[[], KeepsTyped]) -> None:
    dialog = opened(qtbot, make)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@every
def test_typed_words_survive_escape_and_go_when_discarded(
    qtbot: QtBot, make: Callable[[], KeepsTyped]
) -> None:
    dialog = opened(qtbot, make)
    why = dialog.why if isinstance(dialog, StepDialog) else dialog.reason  # type: ignore[attr-defined]
    why.setPlainText("Three wins")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.asking is not None
    dialog.asking.way_out.click()
    assert (dialog.isVisible(), why.toPlainText()) == (True, "Three wins")
    dialog.close()
    assert dialog.isVisible()
    assert dialog.asking is not None
    dialog.asking.discard.click()
    assert not dialog.isVisible()


@every
def test_tab_reaches_what_it_is_for_before_the_way_out(
    qtbot: QtBot, make: Callable[[], KeepsTyped]
) -> None:
    dialog = opened(qtbot, make)
    go = dialog.add if isinstance(dialog, NewDealDialog) else dialog.go  # type: ignore[attr-defined]
    assert after_the_verb(dialog, go) == "Cancel"


def test_so_it_is_in_a_window_that_is_only_framed(qtbot: QtBot) -> None:
    window = SmallWindow("Move", close="Cancel")
    qtbot.addWidget(window)
    go = Button("Move", "primary")
    window.foot.addWidget(go)
    window.show()
    assert after_the_verb(window, go) == "Cancel"


def new_deal() -> QDialog:
    return NewDealDialog(["Northwind"], TODAY, "USD")


def tried_deal() -> QDialog:
    return TryDealDialog([], Deal(1, 1), TODAY, "USD")


@pytest.mark.parametrize(("make", "verb"), [(new_deal, "Add deal"), (tried_deal, "Try it")])
def test_typing_begins_in_the_first_field_though_the_verb_is_close(
    qtbot: QtBot, make: Callable[[], QDialog], verb: str
) -> None:
    dialog = make()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert isinstance(dialog.focusWidget(), QLineEdit)
    [go] = [button for button in dialog.findChildren(QPushButton) if button.text() == verb]
    assert after_the_verb(dialog, go) == "Cancel"


def after_the_verb(window: QWidget, verb: QWidget) -> str:
    """What the key Tab reaches from the button that says what the window does."""
    stop = verb.nextInFocusChain()
    while stop is not None and not (
        stop.isVisible() and stop.focusPolicy() & Qt.FocusPolicy.TabFocus
    ):
        stop = stop.nextInFocusChain()
    assert isinstance(stop, QPushButton)
    assert stop.window() is window
    return stop.text()
