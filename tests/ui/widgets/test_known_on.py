"""The ways to what was known on a day: a button, an icon, a link under the as-of calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.partner import Partner
from models.store import records
from models.store.portfolio import create
from ui.desk import Desk
from ui.dialogs.known_on import KnownOnDialog
from ui.widgets.as_of import AsOfButton
from ui.widgets.day_popup import DayPopup
from ui.widgets.known_on import KnownOnButton, KnownOnIcon
from ui.work import Inline, Lane

TODAY, DAY = date(2026, 11, 24), date(2026, 11, 10)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), TODAY, settings)
    with create(tmp_path / "p.alliance") as portfolio:
        portfolio.clock = lambda: datetime(2026, 11, 2, 12, tzinfo=UTC)
        with portfolio.change("Add"):
            records.add(portfolio, Partner(1, "Alpha"))
        portfolio.clock = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
        made.lane.open(lambda: portfolio)
        yield made


def asked(window: QWidget) -> KnownOnDialog:
    (found,) = window.findChildren(KnownOnDialog)
    return found


@pytest.mark.parametrize("kind", [KnownOnButton, KnownOnIcon])
def test_a_button_opens_the_window(
    qtbot: QtBot, desk: Desk, kind: type[KnownOnButton] | type[KnownOnIcon]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = kind(desk, window)
    window.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.accessibleName() == "As known on…"
    assert asked(window).isVisible()


def test_under_the_calendar_it_is_asked_for_the_as_of_day(qtbot: QtBot, desk: Desk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = AsOfButton(desk, window)
    window.show()
    desk.set_as_of(DAY)
    button.choose()
    popup = button.findChild(DayPopup)
    assert popup is not None
    (link,) = [one for one in popup.findChildren(QPushButton) if one.text() == "As known on…"]
    link.click()
    assert asked(window).day == DAY
    assert asked(window).found is not None
    assert desk.as_of == DAY
