"""Pages are made before they are gone to, a little at a time, and only once a portfolio is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import ahead
from desktop import app as root
from desktop.ahead import Ahead
from desktop.window import Window
from models.store.portfolio import create
from ui.desk import Desk, Place
from ui.pages.partner import TABS, PartnerPage
from ui.work import Inline, Lane


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "PAGES", ("partner", "deals"))
    monkeypatch.setattr(ahead, "_MODULES", ("desktop.finder",))


@pytest.mark.usefixtures("few")
def test_nothing_is_made_while_no_portfolio_is_open(window: Window) -> None:
    made = Ahead(window)
    for _ in range(5):
        made.step()
    assert not made.done
    assert set(window.pages) == {"welcome"}


@pytest.mark.usefixtures("few")
def test_one_step_makes_one_page_and_the_last_ends_it(
    start: Callable[[], Window], book: Path
) -> None:
    window = start()
    window.session.open(book)
    made, counts = Ahead(window), []
    for _ in range(4):
        made.step()
        counts.append(len(window.pages))
    assert counts == [1, 2, 3, 3]
    assert made.done
    assert not made._timer.isActive()
    deals = window.pages["deals"]
    assert not deals.isVisible()
    window.go(Place("deals"))
    assert window.page is deals


class Windows(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("key", [*root.PAGES, *(kind.KEY for kind in TABS)])
def test_no_page_and_no_tab_comes_up_as_a_window_while_it_is_made(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, key: str
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk(Lane(executor=Inline()), date(2022, 1, 5), settings)
    make = root.PAGES.get(key) or next(kind for kind in TABS if key == kind.KEY)
    windows = Windows()
    qapp.installEventFilter(windows)
    made = make(desk)
    qapp.removeEventFilter(windows)
    qtbot.addWidget(made)
    assert windows.shown == []


def test_there_is_all_that_is_to_be_loaded_and_made() -> None:
    assert set(ahead.PAGES) <= set(root.PAGES)
    assert [name for name in ahead._MODULES if find_spec(name) is None] == []


def test_a_page_that_was_made_ahead_reads_at_its_first_visit(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "one.alliance"
    with create(path) as portfolio, portfolio.change("Add"):
        portfolio.conn.execute("INSERT INTO partners (id, name, name_key) VALUES (1, 'A', 'a')")
    window = root.build(qapp, executor=Inline())
    qtbot.addWidget(window)
    window.show()
    window.session.open(path)
    made = Ahead(window)
    while not made.done:
        made.step()
    partner = window.pages["partner"]
    assert isinstance(partner, PartnerPage)
    assert set(partner.tabs) == {kind.KEY for kind in TABS}
    for key in (key for key in ahead.PAGES if key != "today"):  # where one has landed
        page = window.pages[key]
        assert page._stale
        with qtbot.waitSignal(page.loaded):
            window.go(Place(key, 1 if key == "partner" else 0))
        assert page.isVisible()
    for kind in TABS:
        window.go(Place("partner", 1, kind.KEY))
        assert partner.current.view is not None
    window.go(Place("partners"))
