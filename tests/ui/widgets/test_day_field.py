"""A day is typed or picked, told once, and what can't be read stays with a sentence."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ui.widgets.day_field import DayField
from ui.widgets.typed_day import TypedDay

TODAY = date(2026, 11, 24)


@pytest.fixture
def field(qtbot):
    made = DayField("Meeting date", TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def told(field):
    days: list[date | None] = []
    field.picked.connect(days.append)
    return days


def test_a_typed_day_is_told_once_and_written_out(field, told, qtbot):
    qtbot.keyClicks(field.field, "2026-12-03")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    field.commit()
    assert told == [date(2026, 12, 3)]
    assert field.field.text() == "3 Dec 2026"


def test_an_emptied_field_is_no_day(field, told):
    field.show_day(TODAY)
    field.field.clear()
    field.commit()
    assert told == [None]


def test_what_is_no_day_stays_and_is_said(field, told):
    field.show_day(TODAY)
    field.field.setText("soon")
    field.commit()
    assert (told, field.day, field.field.text()) == ([], TODAY, "soon")
    assert "soon is no day" in field.problem
    field.field.setText("tomorrow")
    field.commit()
    assert (field.problem, told) == ("", [date(2026, 11, 25)])


def test_a_day_shown_anew_leaves_what_is_typed_and_another_things_day_replaces_it(field, told):
    field.show_day(TODAY)
    field.field.setText("soon")
    field.show_day(TODAY)
    assert field.field.text() == "soon"
    field.show_day(TODAY, anew=True)
    assert field.field.text() == "24 Nov 2026"
    assert told == []


def test_tomorrow_is_counted_from_the_day_it_is_told(field, told):
    field.set_today(date(2026, 12, 31))
    field.field.setText("tomorrow")
    field.commit()
    assert told == [date(2027, 1, 1)]


def test_the_calendar_gives_a_day_or_none(field, told):
    field._typed._pick(date(2026, 12, 3))
    field._typed._pick(None)
    assert told == [date(2026, 12, 3), None]


def test_where_a_day_is_needed_the_calendar_takes_none_away(qtbot):
    made = TypedDay("Due on", TODAY, TODAY)
    qtbot.addWidget(made)
    made._pick(None)
    assert made.read() == TODAY
