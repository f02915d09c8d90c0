"""Today with 500 partners and 20,000 open items, against a plain reading of the same rows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.governance.today import arranged
from models.names import fold
from models.store.portfolio import Portfolio, create, open_portfolio
from models.store.today import judged, told
from models.store.today_assessed import assessed
from tests.benchmarks.measuring import MOST_MS, Pulse, open_page, took, turn
from ui.desk import Place
from ui.pages.today import TodayPage

PARTNERS, EACH = 500, 37
TODAY = date(2026, 11, 24)
JOINED = date(2026, 2, 1)
ITEMS = 20_000
MOST_OPEN_MS = 150.0
MOST_RATIO = 4.0
RUNS = 9

pytestmark = pytest.mark.bench


def fill(portfolio: Portfolio) -> None:
    conn = portfolio.conn
    conn.execute("PRAGMA synchronous=OFF")
    conn.execute("BEGIN")
    names = [f"Partner number {n:03}" for n in range(PARTNERS)]
    conn.executemany(
        "INSERT INTO partners (id, name, name_key, region, invited_on, invitation_accepted_on)"
        " VALUES (?, ?, ?, 'Europe', '2026-02-01', '2026-02-01')",
        [(n + 1, name, fold(name)) for n, name in enumerate(names)],
    )
    conn.executemany(
        "INSERT INTO agreements (id, partner_id, kind, signed_on, expires_on)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (n * 2 + at + 1, n + 1, kind, JOINED.isoformat(), ends)
            for n in range(PARTNERS)
            for at, (kind, ends) in enumerate((("program_agreement", None), ("nda", "2026-12-01")))
        ],
    )
    conn.executemany(
        "INSERT INTO actions (id, partner_id, title, owner, priority, due_on)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (n * 100 + at + 1, n + 1, f"Open point {at} with partner {n}", f"Person {at % 12}",
             at % 3 + 1, (TODAY + timedelta(days=(n * 7 + at * 3) % 90 - 83)).isoformat())
            for n in range(PARTNERS)
            for at in range(EACH)
        ],
    )  # fmt: skip
    conn.executemany(
        "INSERT INTO meetings (id, partner_id, kind, on_date) VALUES (?, ?, 'meeting', ?)",
        [(n + 1, n + 1, (TODAY + timedelta(days=n % 11)).isoformat()) for n in range(PARTNERS)],
    )
    conn.execute("COMMIT")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("today") / "many.alliance"
    with create(made) as portfolio:
        fill(portfolio)
    return made


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, path: Path) -> Iterator[TodayPage]:
    with open_page(TodayPage, path, TODAY, qapp, qtbot) as made:
        yield made


def test_reading_costs_little_more_than_the_bare_rows(path: Path) -> None:
    with open_portfolio(path) as portfolio:

        def bare() -> object:
            sql = "SELECT a.*, p.name FROM actions a JOIN partners p ON p.id = a.partner_id"
            return portfolio.conn.rows(sql)

        def ours() -> object:
            first = told(portfolio, TODAY)
            return arranged(first.items, first.away, TODAY)

        def rest() -> object:
            return judged(portfolio, TODAY)

        found = told(portfolio, TODAY)
        count = len(found.items) + len(judged(portfolio, TODAY))
        floor, read, more = took(bare, RUNS), took(ours, RUNS), took(rest, RUNS)
        ids = [line.id for line in found.lines]
        behind = took(lambda: assessed(portfolio, TODAY, ids), RUNS)
    ratio = read / floor
    print(f"\n{count:,} items of {PARTNERS} partners: read and put in order in {read:.0f} ms,"
          f" the bare rows in {floor:.0f} ms ({ratio:.1f} times, at most {MOST_RATIO});"
          f" judged by the program {more:.0f} ms, behind the page {behind:.0f} ms")  # fmt: skip
    assert count >= ITEMS
    assert ratio <= MOST_RATIO


def test_the_page_opens_before_one_notices(page: TodayPage) -> None:
    pulse, spent = Pulse(), []
    shown: list[int] = []
    page.loaded.connect(lambda: shown.append(len(page.model.rows)))
    for _ in range(RUNS):
        page._forget()
        page._stale = True
        shown.clear()
        pulse.start()
        started = time.process_time()
        page.visit(Place("today"))
        turn(10, lambda: bool(shown))
        page.repaint()
        spent.append((time.process_time() - started) * 1000)
        turn(10, lambda: page.assessing.left == 0 and page.assessing.since is not None)
        turn(0.3)
        pulse.stop()
    opened = statistics.median(spent)
    print(f"\n{len(page.model.rows):,} items open in {opened:.0f} ms (most {MOST_OPEN_MS:.0f}), "
          f"longest standstill until all is there {pulse.longest:.0f} ms")  # fmt: skip
    assert len(page.model.rows) >= ITEMS
    assert opened < MOST_OPEN_MS
    assert pulse.longest < MOST_MS
