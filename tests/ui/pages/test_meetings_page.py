"""All meetings by what is to come, filtered, and each thing done with several is one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.governance.meetings import Meeting
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Place
from ui.meeting_doings import NOBODY_TO_MEET
from ui.pages.meetings import MeetingsPage

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            records.add(made, Partner(1, "Northwind"))
            records.add(made, Partner(2, "Söhne 株式会社"))
            for key, days in ((1, -40), (2, 17), (3, 30), (4, -3)):
                on = TODAY + timedelta(days=days)
                records.add(made, Meeting(key, 1 + key % 2, "meeting", on, f"Talk {key}"))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> MeetingsPage:
    made = MeetingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    made.visit(Place("meetings"))
    return made


def test_what_is_to_come_stands_first_and_the_head_counts(page: MeetingsPage) -> None:
    assert [row.id for row in page.model.rows] == [2, 3, 4, 1]
    page.filter.search.setText("söhne")
    assert [row.id for row in page.model.rows] == [3, 1]


@pytest.mark.clause("C095")
def test_notice_of_several_is_one_step_and_only_of_those_that_can_still_be_told(
    page: MeetingsPage, portfolio: Portfolio, desk: Desk
) -> None:
    page.view.selectAll()
    page.notice_today()
    told = {one.id for one in records.find(portfolio, Meeting) if one.notice_on == TODAY}
    assert {2, 3} <= told
    desk.lane.undo()
    assert all(one.notice_on is None for one in records.find(portfolio, Meeting))


def test_enter_opens_a_meeting_and_deleting_can_be_taken_back(
    page: MeetingsPage, portfolio: Portfolio, desk: Desk
) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    page.open_row(3)
    assert went == [Place("meeting", 3)]
    page.view.selectRow(0)
    page.delete()
    assert len(records.find(portfolio, Meeting)) == 3
    desk.lane.undo()
    assert len(records.find(portfolio, Meeting)) == 4


def test_all_are_saved_for_a_calendar(
    page: MeetingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    target = tmp_path / "alliance"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    told: list[Any] = []
    desk.filed.connect(lambda *words: told.append(words))
    page.save_all()
    content = (tmp_path / "alliance.ics").read_text(encoding="utf-8")
    assert content.count("BEGIN:VEVENT") >= 4
    assert told


def test_without_any_the_page_says_what_to_do(page: MeetingsPage, desk: Desk) -> None:
    page.view.selectAll()
    page.delete()
    assert page.face is page.empty
    page.empty.primary_clicked.emit()
    assert page.doings.dialog is not None


def test_open_to_read_only_nothing_is_offered_that_would_write(
    page: MeetingsPage, desk: Desk
) -> None:
    assert not page.adding.isHidden()
    desk.opened = replace(desk.opened, read_only=True)
    page.refresh()
    assert page.adding.isHidden()


def test_without_a_partner_there_is_nobody_to_meet(
    page: MeetingsPage, portfolio: Portfolio, desk: Desk
) -> None:
    told: list[str] = []
    desk.toasting.connect(lambda words, _: told.append(words))
    with portfolio.change("Empty"):
        records.delete(portfolio, Partner, [1, 2])
    page.refresh()
    page.new()
    assert page.doings.dialog is None
    assert told == [NOBODY_TO_MEET]
    assert page.header.sub == "No meetings"
