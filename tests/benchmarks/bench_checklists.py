"""Checklists of 500 partners over 12 quarters: 240,000 answers, the window at work meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.checklist.filled import Filled
from models.checklist.records import Answer, Checklist, Where
from models.names import fold
from models.store import records
from models.store.checklist_answers import answer
from models.store.checklist_due import all_due
from models.store.checklist_grid import grid, grid_rows
from models.store.checklist_templates import save, templates
from models.store.checklists import answer_id, checklist_id, filled, of_partner
from models.store.portfolio import Portfolio, create, open_portfolio
from tests.benchmarks.measuring import MOST_MS, Pulse, open_page, timed, took, turn
from ui.desk import Place
from ui.pages.checklists import ChecklistsPage

PARTNERS, YEARS, ITEMS = 500, (2024, 2025, 2026), 40
TODAY = date(2026, 11, 24)
NOW = "2026-Q4"
KINDS = ("yes_no", "yes_no", "text", "number", "date")
VALUES = {"yes_no": "yes", "text": "Gone through with Ann Lee", "number": "3", "date": "2026-03-01"}
MOST_OPEN_MS, MOST_ANSWER_MS = 100.0, 20.0

pytestmark = pytest.mark.bench


def review() -> str:
    """A quarterly checklist of forty questions in eight sections."""
    lines = [
        'key = "bench"', 'name = "Bench review"', "version = 1", 'every = "quarter"',
        'applies_to = "participating"', "due = -10",
    ]  # fmt: skip
    for at in range(ITEMS):
        if at % 5 == 0:
            lines += ["[[sections]]", f'key = "s{at // 5}"', f'name = "Section {at // 5}"']
        kind = KINDS[at % len(KINDS)]
        asks = f"Was point {at} of the plan looked at, and what came of it?"
        lines += ["[[sections.items]]", f'key = "i{at}"', f'asks = "{asks}"', f'kind = "{kind}"']
    return "\n".join(lines)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("checklists") / "many.alliance"
    with create(made) as portfolio:
        portfolio.conn.execute("PRAGMA synchronous=OFF")
        template = save(portfolio, review(), TODAY)
        conn = portfolio.conn
        conn.execute("BEGIN")
        since = "2021-03-01"
        names = [(n, f"Partner {n:03}", fold(f"Partner {n:03}")) for n in range(1, PARTNERS + 1)]
        conn.executemany(
            "INSERT INTO partners (id, name, name_key, invited_on, invitation_accepted_on)"
            f" VALUES (?, ?, ?, '{since}', '{since}')",
            names,
        )
        conn.executemany(
            "INSERT INTO agreements (id, partner_id, kind, signed_on)"
            f" VALUES (?, ?, 'program_agreement', '{since}')",
            [(n, n) for n, _, _ in names],
        )
        lists, answers = [], []
        for owner, _, _ in names:
            for year in YEARS:
                for quarter in (1, 2, 3, 4):
                    where = Where(owner, template.key, f"{year}-Q{quarter}")
                    key, day = checklist_id(where), date(year, quarter * 3, 20)
                    old = (year, quarter) < (2026, 3)
                    lists.append(
                        Checklist(
                            key, owner, template.key, template.version, template.digest,
                            where.period, day, date(year, quarter * 3 - 2, 1),
                            state="closed" if old else "open", closed_on=day if old else None,
                        )
                    )  # fmt: skip
                    answers += [
                        (answer_id(key, item.key), key, item.key, VALUES[item.kind])
                        for item in template.items.values()
                        if old or where.period != NOW or item.key != "i0"
                    ]
        rows = [tuple(records.to_row(one).values()) for one in lists]
        marks = ", ".join("?" * len(rows[0]))
        conn.executemany(
            f"INSERT INTO checklists ({records.columns(Checklist)}) VALUES ({marks})",
            rows,
        )
        conn.executemany(
            f"INSERT INTO {Answer.TABLE} (id, checklist_id, item, value, answered_at)"
            " VALUES (?, ?, ?, ?, '2026-11-01T10:00:00+00:00')",
            answers,
        )
        conn.execute("COMMIT")
    return made


@pytest.fixture
def portfolio(path: Path) -> Iterator[Portfolio]:
    with open_portfolio(path) as found:
        yield found


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, path: Path) -> Iterator[ChecklistsPage]:
    with open_page(ChecklistsPage, path, TODAY, qapp, qtbot) as made:
        yield made


def test_a_partners_checklist_opens_at_once_however_many_there_are(portfolio: Portfolio) -> None:
    where = Where(7, "bench", NOW)
    count = portfolio.conn.value("SELECT count(*) FROM answers")
    one = took(lambda: filled(portfolio, where, TODAY))
    tab = took(lambda: of_partner(portfolio, 7, TODAY))
    everything = took(lambda: portfolio.conn.rows("SELECT * FROM answers"), 3)
    print(f"\n{count:,} answers: one checklist {one:.1f} ms, a partner's {len(YEARS) * 4} quarters"
          f" {tab:.1f} ms, reading all answers bare {everything:.0f} ms")  # fmt: skip
    assert count == PARTNERS * len(YEARS) * 4 * ITEMS - PARTNERS
    assert one < MOST_OPEN_MS
    assert tab < MOST_OPEN_MS
    assert one < everything / 10
    assert tab < everything / 4


def test_the_list_of_all_costs_a_fraction_of_all_checklists(portfolio: Portfolio) -> None:
    found = all_due(portfolio, TODAY)
    listed = took(lambda: all_due(portfolio, TODAY), 5)
    whole = [Where(one.where.partner_id, "bench", one.where.period) for one in found[:200]]
    each = took(lambda: [filled(portfolio, where, TODAY) for where in whole], 3)
    alone = each / len(whole) * len(found)
    print(f"\n{len(found):,} checklists due: listed in {listed:.0f} ms, read one by one"
          f" {alone:.0f} ms ({alone / listed:.0f} times as long)")  # fmt: skip
    assert len(found) >= 2 * PARTNERS
    assert listed < alone / 2


def test_an_answer_is_written_and_read_back_in_no_time(portfolio: Portfolio) -> None:
    where = Where(9, "bench", NOW)
    told: list[tuple[Filled, ...]] = []

    def once() -> None:
        answer(portfolio, where, "i0", "N" if len(told) % 2 else "Y", TODAY)
        told.append(grid_rows(portfolio, "bench", NOW, TODAY, [9]))

    spent = took(once, 15)
    rows = took(lambda: grid(portfolio, "bench", NOW, TODAY), 3)
    print(f"\nan answer written and its row read: {spent:.1f} ms; the whole grid {rows:.0f} ms")
    assert {row[0].lines[0].value for row in told} == {"yes", "no"}
    assert spent < MOST_ANSWER_MS
    assert spent < rows / 8


def test_list_and_grid_open_scroll_and_answer_without_a_standstill(
    page: ChecklistsPage, qtbot: QtBot
) -> None:
    pulse = Pulse()
    seen: list[str] = []
    page.grid.shown.connect(lambda: seen.append("grid"))
    page.loaded.connect(lambda: seen.append("list"))
    view = page.grid.view

    def settled(what: str) -> Callable[[], bool]:
        seen.clear()
        return lambda: what in seen and page.desk.lane.saved

    def scroll() -> None:
        """Through all rows and columns, a notch a turn of the loop."""
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            for at in range(60):
                bar.setValue(bar.maximum() * at // 59)
                turn(0.01)

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(view, key, held)

    def answer_column() -> None:
        view.selectColumn(0)
        press(Qt.Key.Key_P)

    found = []
    steps: list[tuple[str, Callable[[], object], Callable[[], bool] | None]] = [
        ("list", lambda: page.visit(Place("checklists")), settled("list")),
        ("grid", lambda: page.visit(Place("checklists", 0, f"grid:bench:{NOW}")), settled("grid")),
        ("scroll", scroll, lambda: True),
        ("answer", lambda: press(Qt.Key.Key_Y), settled("grid")),
        ("undo", page.desk.lane.undo, settled("grid")),
        ("select all", lambda: press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
         lambda: view.count_chosen() > PARTNERS),
        ("a whole column", answer_column, settled("grid")),
        ("undo it", page.desk.lane.undo, settled("grid")),
        ("filter", lambda: page.grid.set_filter("partner 1", ""), lambda: True),
    ]  # fmt: skip
    for name, act, done in steps:
        if name in ("answer", "a whole column"):
            view.setCurrentIndex(page.grid.model.index(0, 0))
        seen.clear()
        spent = timed(pulse, act, done or (lambda: True))
        found.append((name, spent, pulse.longest, pulse.by_the_clock))
    print(f"\n{page.grid.model.count} partners x {page.grid.model.columnCount()} questions")
    for name, spent, longest, clock in found:
        print(f"  {name}: {spent:.2f} s, longest standstill {longest:.0f} ms (most {MOST_MS:.0f};"
              f" {clock:.0f} by the clock)")  # fmt: skip
    assert page.grid.model.count == PARTNERS
    assert page.grid.model.columnCount() == ITEMS
    assert max(longest for _, _, longest, _ in found) < MOST_MS


def test_the_bundled_review_is_among_those_that_are_due(portfolio: Portfolio) -> None:
    keys = {one.where.template for one in all_due(portfolio, TODAY)}
    assert {"bench", "quarterly_review"} <= keys <= {one.key for one in templates(portfolio)}
