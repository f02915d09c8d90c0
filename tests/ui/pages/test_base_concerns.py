"""Which tables a page reads is found by asking SQLite, not by reading the page's code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import apsw
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import PAGES
from models.store import migrations
from models.store.portfolio import Portfolio
from reports import worker
from tests.sample_portfolio import sample_at
from ui.desk import Desk, Place
from ui.pages import assessment_reminder, statements_due
from ui.pages.partner import TABS

TODAY = date(2026, 11, 24)
# Bars on top of a page, and the keeper of a pack's plan, hear of these themselves.
OF_BARS = {
    "partners": assessment_reminder.CONCERNS | statements_due.CONCERNS,
    "packs": frozenset({"pack_plans", "logos"}),
}


@pytest.fixture(autouse=True)
def built_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that waits for another process could free an earlier test's widgets, and crash."""
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with sample_at(tmp_path_factory.mktemp("sample") / "one.alliance", TODAY) as made:
        yield made


@pytest.fixture
def portfolio(sample: Portfolio) -> Portfolio:
    return sample


def missed_by(qtbot: QtBot, desk: Desk, portfolio: Portfolio, place: Place) -> set[str]:
    """The tables that a page reads when it is shown, and of whose changes nobody tells it."""
    asked: set[str] = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == apsw.SQLITE_READ and table:
            asked.add(table)
        return apsw.SQLITE_OK

    page = PAGES[place.page](desk)
    qtbot.addWidget(page)
    # Setting it makes SQLite prepare every statement anew; one prepared before would not tell.
    portfolio.conn.raw.authorizer = note
    try:
        page.show()
        page.visit(place)
        for _ in range(20):
            QApplication.processEvents()
    finally:
        portfolio.conn.raw.authorizer = None
    assert asked, place
    heard = page.CONCERNS | OF_BARS.get(place.page, frozenset())
    return (asked & set(migrations.SHARED_TABLES)) - heard


@pytest.mark.parametrize(
    "page",
    [
        "today", "partners", "candidates", "deals", "checklists", "templates", "assessment",
        "benefits", "program", "packs", "hygiene", "actions",
    ],
)  # fmt: skip
def test_a_page_hears_of_every_table_that_it_reads(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio, page: str
) -> None:
    assert missed_by(qtbot, desk, portfolio, Place(page)) == set()


@pytest.mark.parametrize("tab", [kind.KEY for kind in TABS])
def test_a_partners_page_hears_of_every_table_that_a_tab_reads(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio, tab: str
) -> None:
    one = int(portfolio.conn.value("SELECT min(partner_id) FROM grants"))
    assert missed_by(qtbot, desk, portfolio, Place("partner", one, tab)) == set()


@pytest.mark.parametrize("period", ["2026-Q3", "2026-Q4"])
def test_a_checklist_and_the_grid_hear_of_every_table_that_they_read(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio, period: str
) -> None:
    one = int(portfolio.conn.value("SELECT min(partner_id) FROM checklists"))
    key = f"quarterly_review:{period}"
    assert missed_by(qtbot, desk, portfolio, Place("checklist", one, key)) == set()
    assert missed_by(qtbot, desk, portfolio, Place("checklists", 0, f"grid:{key}")) == set()
