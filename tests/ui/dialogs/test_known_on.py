"""The window about what was known on a day: two sides, what came since, and no change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Opened, Place
from ui.dialogs.known_on import ALL, KnownOnDialog
from ui.work import Inline, Lane

TODAY = date(2022, 1, 20)
DAY = date(2022, 1, 5)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        made.clock = lambda: datetime(2022, 1, 4, 12, tzinfo=UTC)
        with made.change("Add"):
            records.add(made, Partner(1, "Alpha"))
            records.add(made, Partner(2, "Beta"))
        made.clock = lambda: datetime(2022, 1, 20, 12, tzinfo=UTC)
        with made.change("Late"):
            records.add(made, Deal(3, 1, name="Late", status="won", close_date=date(2021, 12, 14),
                                   partner_minor=150_000))  # fmt: skip
        yield made


@pytest.fixture
def desk(qapp: object, portfolio: Portfolio, tmp_path: Path) -> Desk:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), TODAY, settings)
    made.opened = Opened(path=portfolio.path, name="Partners")
    made.lane.open(lambda: portfolio)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> KnownOnDialog:
    made = KnownOnDialog(desk, None, DAY)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_who_looks_different_comes_first_with_the_reason(dialog: KnownOnDialog) -> None:
    (row,) = dialog.model.rows
    assert (row.partner, row.tcv_then, row.tcv_now) == ("Alpha", 0, 150_000)
    assert dialog.counts.text() == "1 of 2 partners look different"
    assert dialog.why.text() == "Alpha: 1 deal entered since (Late)."


def test_all_partners_can_be_seen(dialog: KnownOnDialog) -> None:
    dialog.which.set_current(ALL)
    dialog.which.chosen.emit(ALL)
    assert [row.partner for row in dialog.model.rows] == ["Alpha", "Beta"]


def test_another_day_is_read_and_one_without_difference_says_so(dialog: KnownOnDialog) -> None:
    dialog.read_day(TODAY)
    assert dialog.faces.currentWidget() is dialog.empty
    assert "different" in dialog.empty._sentence.text()


def test_a_day_before_the_records_is_told_in_the_window(dialog: KnownOnDialog) -> None:
    dialog.read_day(date(2021, 12, 1))
    assert dialog.faces.currentWidget() is dialog.empty
    assert "Nothing was known yet" in dialog.empty._sentence.text()


def test_it_is_copied_with_bare_amounts(dialog: KnownOnDialog) -> None:
    dialog.copy()
    head, row = QGuiApplication.clipboard().text().splitlines()
    assert head.startswith("Partner\tKnown then\tKnown now\tTCV then")
    assert row.split("\t")[3:] == ["0.00", "1500.00", "1 deal entered since (Late)"]


def test_nothing_is_written_and_the_as_of_day_stays(
    dialog: KnownOnDialog, desk: Desk, portfolio: Portfolio
) -> None:
    assert portfolio.conn.value("SELECT count(*) FROM journal") == 2
    assert desk.as_of == TODAY


def test_a_partner_is_opened_and_the_window_goes(dialog: KnownOnDialog, desk: Desk) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    dialog.table.opened.emit(1)
    assert gone == [Place("partner", 1)]
    assert not dialog.isVisible()
