"""A whole review by keys, with the real threads: the file is ahead of what is painted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.checklist.records import Where
from models.store import portfolio as store
from tests.models.store.checklist_desk import add_partner, review
from tests.ui.pages.test_checklist_page import answer_of
from ui.desk import Desk, Opened, Place
from ui.pages.checklist import ChecklistPage
from ui.pages.checklist_places import place_of
from ui.work import Lane

TODAY = date(2026, 11, 24)


@pytest.fixture
def where(tmp_path: Path) -> Where:
    with store.create(tmp_path / "run.alliance") as made:
        return replace(review(made, add_partner(made, "Lantern")), template="quarterly_review")


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, where: Where) -> Iterator[ChecklistPage]:
    path = tmp_path / "run.alliance"
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk(Lane(), TODAY, settings)
    desk.opened = Opened(path=path, name="run")
    with qtbot.waitSignal(desk.lane.opened):
        desk.lane.open(lambda: store.open_portfolio(path))
    made = ChecklistPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    made.activateWindow()
    made.bind_keys()
    with qtbot.waitSignal(made.loaded):
        made.visit(place_of(where))
    yield made
    made.hide()
    desk.lane.stop()


class Watch(QObject):
    """Looks into the file by a connection of its own whenever another question is painted."""

    def __init__(self, page: ChecklistPage, path: Path) -> None:
        super().__init__(page)
        self.page = page
        self.file = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        self.painted = page.item
        self.expected: dict[str, bool] = {}
        self.seen: list[str] = []
        self.late: list[str] = []
        page.question.question.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        line = self.page.line
        if event.type() == QEvent.Type.Paint and line is not None:
            assert self.page.question.question.text() == line.question
            if line.item.key != self.painted:
                if self.expected.get(self.painted) and not self.value(self.painted):
                    self.late.append(self.painted)
                self.seen.append(self.painted)
                self.painted = line.item.key
        return False

    def moved_from(self, item: str, gone: list[Place]) -> Callable[[], bool]:
        return lambda: bool(gone) or self.painted != item

    def value(self, item: str) -> str:
        row = self.file.execute("SELECT value FROM answers WHERE item = ?", (item,)).fetchone()
        return row[0] if row else ""


def key(what: Qt.Key | str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the keyboard"
    if isinstance(what, str):
        QTest.keyClicks(focus, what)
    else:
        QTest.keyClick(focus, what)


def test_each_answer_is_in_the_file_before_the_next_question_is_painted(
    qtbot: QtBot, page: ChecklistPage, tmp_path: Path
) -> None:
    watch = Watch(page, tmp_path / "run.alliance")
    gone: list[Place] = []
    page.desk.going.connect(gone.append)
    while not gone and len(watch.seen) < 80:
        line = page.line
        assert line is not None
        here = line.item.key
        typed = answer_of(line) if not line.item.derived else ""
        watch.expected[here] = bool(typed) and not line.item.mirrors
        if typed:
            key(typed)
        key(Qt.Key.Key_Return)
        qtbot.waitUntil(watch.moved_from(here, gone))
    assert len(watch.seen) >= 30
    assert watch.late == []
    assert all(watch.value(item) for item, typed in watch.expected.items() if typed)


def test_keys_that_come_before_the_next_question_are_for_the_next_question(
    qtbot: QtBot, page: ChecklistPage, where: Where
) -> None:
    page.visit(replace(place_of(where), tab="small_review:2026-Q4"))
    qtbot.waitUntil(lambda: page.item == "reviewed")
    for what in ("p", Qt.Key.Key_Return, "May", Qt.Key.Key_Return, "12", Qt.Key.Key_Return):
        key(what)  # nothing is waited for
    qtbot.waitUntil(lambda: page.item == "technical" and page.writes.idle)
    found = {
        line.item.key: line.value
        for line in (page.found.asked if page.found is not None else ())
        if line.item.key in ("reviewed", "missed", "sessions")
    }
    assert found == {"reviewed": "partly", "missed": "May", "sessions": "12"}
