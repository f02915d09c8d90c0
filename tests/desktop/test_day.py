"""A window that stays open over midnight goes by the new day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from desktop.day import DayTimer
from ui.desk import Desk, Opened
from ui.work import Inline, Lane

EVE, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Desk:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    return Desk(Lane(executor=Inline()), EVE, settings)


def heard(desk: Desk) -> list[Any]:
    told: list[Any] = []
    desk.day_turned.connect(told.append)
    desk.as_of_changed.connect(told.append)
    return told


def test_the_clock_turns_the_desks_day_once(desk: Desk) -> None:
    days, told = [EVE], heard(desk)
    timer = DayTimer(desk, clock=lambda: days[-1])
    timer.look()
    assert told == []
    days.append(NEW_YEAR)
    timer.look()
    timer.look()
    assert told == [NEW_YEAR, NEW_YEAR]  # the day, and what is judged as of it
    assert desk.today == desk.as_of == NEW_YEAR


def test_what_is_judged_as_of_a_picked_day_stays_so_over_midnight(desk: Desk) -> None:
    picked = EVE - timedelta(days=9)
    desk.set_as_of(picked)
    told = heard(desk)
    desk.turn_day(NEW_YEAR)
    assert (desk.as_of, desk.today, told) == (picked, NEW_YEAR, [NEW_YEAR])


def test_the_sample_has_a_day_of_its_own_that_does_not_turn(desk: Desk) -> None:
    desk.opened = Opened(sample=True, sample_as_of=EVE)
    told = heard(desk)
    desk.turn_day(NEW_YEAR)
    assert (desk.today, told) == (EVE, [])
