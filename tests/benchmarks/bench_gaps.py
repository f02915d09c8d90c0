"""Using the window over 2,000 partners with 200,000 deals: how long its own thread is ever busy."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ahead import Ahead
from desktop.app import PAGES
from desktop.session import Session
from desktop.window import Window
from models.program import editing
from models.program.loading import programs
from models.store.portfolio import create
from tests.benchmarks import bench_assess
from tests.benchmarks.measuring import (
    MOST_MS,
    Pulse,
    fill_with_participants,
    others_frozen,
    timed,
    turn,
)
from ui import theme
from ui.desk import Desk, Place
from ui.dialogs.program_moves import MovesDialog
from ui.garbage import GarbageTimer
from ui.pages.partner import TABS
from ui.pages.program import ProgramPage
from ui.widgets.search_field import SearchField
from ui.work import Lane

TODAY = date(2022, 1, 10)
LARGE = 1  # the partner with 2,000 deals
ITS_DEALS = 1_900  # besides the hundred that every partner has
ROUNDS = 3
DATES = f"""
    UPDATE deals SET close_date = date('2020-09-01', '+' || (id % 900) || ' days')
    WHERE partner_id = {LARGE}
"""
LISTS = (
    "candidates", "benefits", "assessment", "deals", "hygiene", "movement", "partner_lists",
    "imports", "program", "checklists", "partners",
)  # fmt: skip

pytestmark = pytest.mark.bench


class Work(Pulse):
    """Knows beside the standstill for how long the window's thread computed between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.busiest = self._spent = 0.0

    def start(self) -> None:
        self.busiest, self._spent = 0.0, time.thread_time()
        super().start()

    def _beat(self) -> None:
        spent = time.thread_time()
        self.busiest = max(self.busiest, (spent - self._spent) * 1000)
        super()._beat()
        self._spent = time.thread_time()


class Measured:
    """Carries out steps in the window, one after the other, and tells what each of them took."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.pulse = Work()
        self.found: list[tuple[str, float, float, float]] = []

    def step(self, name: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
        took = timed(self.pulse, act, done)
        self.found.append((name, took, self.pulse.busiest, self.pulse.by_the_clock))

    def visit(self, name: str, place: Place) -> None:
        """Go there; done once the page is there and what it has asked for has come."""
        self.step(name, partial(self.window.go, place), Calm(self.window.desk.lane).settled)

    def type(self, name: str, field: QLineEdit, words: str) -> None:
        """Type letter by letter, then take all of it back."""
        before = self.found
        self.found = []
        for letter in words:
            self.step("a letter", partial(QTest.keyClicks, field, letter), lambda: True)
        _, took, busiest, clock = map(max, zip(*self.found, strict=True))
        self.found = [*before, (f"{name}, the worst letter", took, busiest, clock)]
        self.step(f"{name}, emptied", field.clear, lambda: True)

    def told(self) -> float:
        """Print what was found; the longest that the window's thread was busy."""
        print(f"\n{bench_assess.PARTNERS:,} partners, {bench_assess.DEALS:,} deals")
        for name, took, busiest, clock in self.found:
            mark = " <<<" if busiest >= MOST_MS else ""
            print(f"  {name}: {took * 1000:.0f} ms, window busy {busiest:.0f} ms at most"
                  f" ({clock:.0f} by the clock){mark}")  # fmt: skip
        return max(busiest for _, _, busiest, _ in self.found)


class Calm:
    """Whether the lane has brought what was asked of it, and what was asked for upon that."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.rounds = -1

    def settled(self) -> bool:
        if self.rounds < 0:
            self._again(None)
        return self.rounds > ROUNDS and not self.lane._latest

    def _again(self, _: object) -> None:
        self.rounds += 1
        if self.rounds <= ROUNDS:
            self.lane.read(_nothing, self._again)


def _nothing(_portfolio: object) -> None:
    """Comes back once everything before it has."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every partner takes part; nineteen of twenty reach a tier, one has 2,000 deals."""
    made = tmp_path_factory.mktemp("gaps") / "many.alliance"
    with create(made) as portfolio:
        fill_with_participants(portfolio)
        portfolio.conn.execute(f"UPDATE deals SET partner_id = {LARGE} WHERE id <= {ITS_DEALS}")
        portfolio.conn.execute(DATES)
    return made


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, path: Path, tmp_path: Path) -> Iterator[Window]:
    theme.apply(qapp, "light")
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk(Lane(), TODAY, settings)
    session = Session(desk)
    made = Window(desk, session, PAGES)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with others_frozen():
        garbage = GarbageTimer(made)
        made.show()
        with qtbot.waitSignal(made.shown, timeout=60_000):
            session.open(path)
        before = Ahead(made)
        while not before.done:  # as a second after the start, while nobody waits
            before.step()
        turn(2.0)
        yield made
        made.hide()
        desk.lane.stop()
        garbage.stop()


def test_no_page_keeps_the_window_busy_for_a_twentieth_of_a_second(window: Window) -> None:
    measured = Measured(window)
    for page in LISTS:
        measured.visit(f"open {page}", Place(page))
    for page in LISTS:
        measured.visit(f"back to {page}", Place(page))
    assert measured.told() < MOST_MS


def test_a_partner_with_two_thousand_deals_opens_tab_by_tab(window: Window) -> None:
    measured = Measured(window)
    measured.visit("open the partner", Place("partner", LARGE))
    for kind in TABS[1:]:
        measured.visit(f"its {kind.TITLE.lower()}", Place("partner", LARGE, kind.KEY))
    for kind in TABS:
        measured.visit(f"back to its {kind.TITLE.lower()}", Place("partner", LARGE, kind.KEY))
    assert measured.told() < MOST_MS


def test_typing_is_never_held_up(window: Window) -> None:
    measured = Measured(window)
    for page in ("partners", "candidates", "deals"):
        measured.visit(f"open {page}", Place(page))
        field = window.pages[page].findChild(SearchField)
        assert isinstance(field, SearchField)
        measured.type(f"find in {page}", field, "partner 01")
    palette = window.doings._finder().palette
    measured.step("open the palette", window.doings.palette, lambda: len(palette._items) > 2_000)
    measured.type("the palette", palette.field, "partner 01")
    measured.type("the palette, misspelt", palette.field, "partnre 01x")
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert measured.told() < MOST_MS


def test_who_would_move_comes_and_goes_without_a_stop(window: Window) -> None:
    measured = Measured(window)
    measured.visit("open versions", Place("program", 0, "versions"))
    page = window.page
    assert isinstance(page, ProgramPage)
    first, asked = date(2021, 1, 1), Decimal(18_000_000)
    text = editing.set_ask(programs()[0].text, "aggregate_tcv", "gold", first, "required", asked)
    changes = page.current.changes  # type: ignore[attr-defined]
    dialogs: list[MovesDialog] = []

    def show() -> None:
        dialogs.append(changes.show_moves("2027", text))

    def shown() -> bool:
        return dialogs[-1].found is not None

    measured.step("who would move", show, shown)
    dialog = dialogs[-1]
    assert dialog.model.count == bench_assess.PARTNERS
    measured.step("all of them", lambda: dialog.show_.chosen.emit("all"), lambda: True)
    dialog.reject()
    turn(0.2)
    begun: list[float] = []
    given_up: list[float] = []

    def cancel(done: int, _total: int, _text: str) -> None:
        if done > 400 and not begun:
            begun.append(time.monotonic())
            dialogs[-1].reject()
            window.desk.lane.read(_nothing, lambda _: given_up.append(time.monotonic()))

    def show_and_cancel() -> None:
        show()
        dialogs[-1].task.report = cancel

    measured.step("who would move, cancelled", show_and_cancel, lambda: bool(given_up))
    measured_most = measured.told()
    print(f"  given up {(given_up[0] - begun[0]) * 1000:.0f} ms after it was cancelled")
    assert window.desk.lane.saved
    assert not window.can_undo()
    assert measured_most < MOST_MS
