"""A new meeting: the last day for notice is said while it is typed, and bad input in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.governance.meetings import Meeting
from models.governance.notice import notice_of
from models.governance.rules import USUAL_RULES
from models.program.loading import terms_on
from ui.dialogs.new_meeting import NewMeeting, NewMeetingDialog

TODAY = date(2026, 11, 24)
PARTNERS = ("Northwind", "O'Neil & Söhne 株式会社")


@pytest.fixture
def dialog(qtbot: QtBot) -> NewMeetingDialog:
    made = NewMeetingDialog(PARTNERS, TODAY, partner="Northwind")
    qtbot.addWidget(made)
    made.show()
    return made


def answer(dialog: NewMeetingDialog, *, working_days: bool = False) -> None:
    """Answer what it asks while it is typed, as whoever opened it does."""
    rules = replace(USUAL_RULES, working_days=working_days)

    def told(typed: NewMeeting) -> None:
        meeting = Meeting(0, 0, "meeting", typed.on, **typed.values)
        dialog.show_notice(notice_of(meeting, terms_on(TODAY).calendar, rules, TODAY))

    dialog.previewing.connect(told)


@pytest.mark.clause("C095", "A22")
@pytest.mark.parametrize(("working", "last"), [(False, "Fri 4 Dec 2026"), (True, "Wed 2 Dec 2026")])
def test_the_last_day_for_notice_is_said_while_the_day_is_typed(
    dialog: NewMeetingDialog, working: bool, last: str
) -> None:
    answer(dialog, working_days=working)
    dialog.day.field.setText("11 Dec 2026")
    dialog.preview()
    assert dialog.by.text() == f"Last day for notice: {last}"
    dialog.day.field.setText("soon")
    dialog.preview()
    assert not dialog.by.isVisible()
    assert "once the day is known" in dialog.standing.text()


@pytest.mark.clause("C098")
def test_executives_elsewhere_are_better_told_without_a_number_of_days(
    dialog: NewMeetingDialog,
) -> None:
    answer(dialog)
    dialog.day.field.setText("2026-12-11")
    dialog.whom.set_current("executives")
    dialog.preview()
    assert not dialog.by.isVisible()
    assert "advised" in dialog.standing.text()


def test_what_is_typed_is_handed_over_as_a_meeting(dialog: NewMeetingDialog) -> None:
    heard: list[Any] = []
    dialog.made.connect(heard.append)
    dialog.title.setText("  First   talk ")
    dialog.day.field.setText("11.12.2026")
    dialog.time.setText("9.30")
    dialog.add.click()
    (made,) = heard
    assert (made.partner, made.on) == ("Northwind", date(2026, 12, 11))
    assert made.values["at_time"] == "09:30"
    assert not dialog.add.isEnabled()  # until the answer comes back
    dialog.show_problem("It can’t be.")
    assert dialog.add.isEnabled()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("day", ""), ("day", "31.11.2026"), ("time", "late")],
)
def test_what_can_not_be_is_said_and_stays_typed(
    dialog: NewMeetingDialog, field: str, typed: str
) -> None:
    heard: list[Any] = []
    dialog.made.connect(heard.append)
    dialog.day.field.setText("2026-12-11")
    box = dialog.day.field if field == "day" else getattr(dialog, field)
    box.setText(typed)
    dialog.add.click()
    assert heard == []
    assert dialog.problem.text()
    assert box.text() == typed


def test_an_unknown_partner_is_said_under_its_field_as_soon_as_it_is_left(
    dialog: NewMeetingDialog,
) -> None:
    assert dialog.unknown.isHidden()
    dialog.partner.setText("Nobody")
    dialog.partner.editingFinished.emit()
    assert dialog.unknown.text() == "There is no partner named Nobody. Choose one of the list."
    assert not dialog.unknown.isHidden()
    dialog.partner.setText("northwind")
    assert dialog.unknown.isHidden()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "A meeting has a partner."), ("Nobody", "There is no partner named Nobody.")],
)
def test_without_a_partner_of_the_list_nothing_is_added(
    dialog: NewMeetingDialog, typed: str, said: str
) -> None:
    heard: list[Any] = []
    dialog.made.connect(heard.append)
    dialog.day.field.setText("2026-12-11")
    dialog.partner.setText(typed)
    dialog.add.click()
    assert heard == []
    assert dialog.unknown.text().startswith(said)
    assert dialog.add.isEnabled()
