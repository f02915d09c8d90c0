"""Every page of the window under a program that has no money, two tiers and no calendar."""

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop import app as root
from desktop.window import Window
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, open_portfolio
from reports import worker
from tests.models.program.harbour import run_by
from tests.sample_portfolio import sample_at
from ui.desk import Place
from ui.pages.partner_tabs.scorecard import ScorecardTab
from ui.work import Inline

TODAY = date(2026, 11, 24)
# Words of the bundled program; the name of a grant of old is the only place for them.
OTHERS = re.compile(
    r"Aggregate TCV|(?:Silver|Gold|Platinum)\b(?! of| until)|Opportunistic|None's|nan\b"
)
PAGES = ("partners", "candidates", "benefits", "deals", "packs", "program",
         "checklists")  # fmt: skip
TABS = ("overview", "scorecard", "tcv", "deals", "people", "offerings", "benefits", "packs",
        "checklists", "evidence")  # fmt: skip


@pytest.fixture(autouse=True)
def built_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that waits for another process could free an earlier test's widgets, and crash."""
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "third.alliance"
    with sample_at(made, TODAY) as portfolio:
        run_by(portfolio)
        without_notes(portfolio)
    return made


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, path: Path) -> Window:
    made = root.build(qapp, executor=Inline())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.session.open(path)
    return made


@pytest.fixture
def unassessed(window: Window, tmp_path: Path) -> Window:
    """The window on a portfolio that no other program's assessment was frozen in."""
    early = tmp_path / "early.alliance"
    with sample_at(early, date(2021, 11, 24)) as portfolio:
        run_by(portfolio)
        without_notes(portfolio)
    window.session.open(early)
    return window


def words(window: QWidget) -> str:
    """All that can be read or heard where the window is now; typed notes aside."""
    said = []
    for seen in window.findChildren(QWidget):
        if not seen.isVisible():
            continue
        if isinstance(seen, QLabel | QAbstractButton):
            said.append(seen.text())
        said += [seen.accessibleName(), seen.toolTip()]
        if isinstance(seen, QTableView) and seen.model() is not None:
            model = seen.model()
            for row in range(min(model.rowCount(), 20)):
                said += [
                    str(model.index(row, at).data() or "") for at in range(model.columnCount())
                ]
    return "\n".join(said)


def without_notes(portfolio: Portfolio) -> None:
    """The sample's notes speak of the bundled program in their own words."""
    with portfolio.change("Clear the notes"):
        for partner in records.find(portfolio, Partner):
            records.update(portfolio, Partner, partner.id, notes="")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_of_no_other_program(window: Window, page: str) -> None:
    window.go(Place(page))
    told = words(window)
    assert "third" in told
    assert OTHERS.findall(told) == []


def test_the_assessment_of_the_year_speaks_of_no_other_program(unassessed: Window) -> None:
    unassessed.go(Place("assessment"))
    told = words(unassessed)
    assert OTHERS.findall(told) == [], told


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_of_every_partner_speaks_of_no_other_program(
    window: Window, path: Path, tab: str
) -> None:
    with open_portfolio(path, read_only=True) as portfolio:
        ids = [partner.id for partner in records.find(portfolio, Partner)]
    for partner_id in ids:
        window.go(Place("partner", partner_id, tab))
        told = words(window)
        assert OTHERS.findall(told) == [], told


def test_what_if_of_every_partner_opens_and_speaks_of_no_other_program(
    window: Window, path: Path
) -> None:
    with open_portfolio(path, read_only=True) as portfolio:
        ids = [partner.id for partner in records.find(portfolio, Partner)]
    for partner_id in ids:
        window.go(Place("partner", partner_id, "scorecard"))
        [tab] = [tab for tab in window.findChildren(ScorecardTab) if tab.isVisible()]
        if not tab.what_if.isVisible():
            tab.show_what_if()
        told = words(window)
        assert "crews" in tab.what_if.rows
        assert OTHERS.findall(told) == [], told
