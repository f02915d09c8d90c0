"""A clock that was set back does no harm: no age is negative, no order turns, nothing is lost."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import app as root
from desktop.backups import backup_words
from desktop.window import Window
from models.backup_copies import newest_first
from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.backups import described, secure
from models.store.known_on import known_on
from models.store.portfolio import Portfolio, create, open_portfolio
from models.store.standing import partner_ids
from reports import worker
from tests.sample_portfolio import sample_at
from ui.desk import Place
from ui.pages.partner import TABS
from ui.work import Inline

MADE = date(2026, 11, 24)
NEGATIVE = re.compile(r"(?<![\w.,])[-−–]\d[\d,]* (?:second|minute|hour|day|week|month|year)s?\b")
AHEAD = datetime(2026, 11, 30, 9, tzinfo=UTC)
BACK = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_the_pattern_knows_a_negative_age() -> None:
    for words in ("-3 days late", "in −12 weeks", "waiting -1 day"):
        assert NEGATIVE.search(words)
    for words in ("12-24 months", "2026-11 days", "5–10 days", "3 days"):
        assert not NEGATIVE.search(words)


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Window:
    """The sample, opened forty days before it was made."""
    # A thread that waits for another process could free an earlier test's widgets, and crash.
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    monkeypatch.setattr(root, "today", lambda: MADE - timedelta(days=40))
    path = tmp_path / "sample.alliance"
    sample_at(path, MADE).close()
    made = root.build(qapp, executor=Inline())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.session.open(path)
    return made


def shown(widget: QWidget) -> Iterator[str]:
    """Every text of a window: its labels, buttons and names, and every cell of its tables."""
    for one in widget.findChildren(QWidget):
        yield one.accessibleName()
        yield one.toolTip()
        if isinstance(one, QLabel | QPushButton):
            yield one.text()
        model = one.model() if isinstance(one, QAbstractItemView) else None
        if model is not None:
            columns = model.columnCount() if isinstance(one, QTableView) else 1
            for at in range(model.rowCount() * columns):
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                    yield str(model.index(*divmod(at, columns)).data(role) or "")


def test_no_page_shows_a_negative_age(window: Window) -> None:
    partners: list[list[int]] = []
    window.desk.lane.read(partner_ids, partners.append)
    places = [Place(page) for page in root.PAGES]
    places += [Place("partner", one, tab.KEY) for one in partners[0][:2] for tab in TABS]
    found: dict[str, set[str]] = {}
    looked = 0
    for place in places:
        window.go(place)
        assert window.page is not None
        for text in shown(window.page):
            looked += 1
            if NEGATIVE.search(text):
                found.setdefault(f"{place.page} {place.tab}", set()).add(text)
    assert looked > 20_000
    assert found == {}
    assert not window.message.isVisible(), window.message.sentence


def test_a_backup_of_a_day_to_come_is_told_by_its_day() -> None:
    now = date(2026, 11, 24)
    assert backup_words(datetime(2026, 11, 24, 23, 50), now) == "Backup today 23:50"
    assert backup_words(datetime(2026, 11, 25, 0, 10), now) == "Backup 25 Nov 2026"
    assert backup_words(datetime(2027, 1, 1, 9, 0), now) == "Backup 1 Jan 2027"


def add(portfolio: Portfolio, name: str, at: datetime) -> None:
    portfolio.clock = lambda: at
    with portfolio.change(f"Add {name}"):
        records.add(portfolio, Partner(new_id(), name))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    with create(path) as made:
        add(made, "First", datetime(2026, 11, 20, 9, tzinfo=UTC))
        add(made, "Ahead", AHEAD)
        add(made, "Back", BACK)
    return path


def test_undo_goes_by_the_order_of_the_steps_not_by_their_times(book: Path) -> None:
    with open_portfolio(book) as portfolio:
        assert portfolio.can_undo() == "Add Back"
        portfolio.undo()
        assert portfolio.can_undo() == "Add Ahead"
        assert portfolio.can_redo() == "Add Back"


def names(portfolio: Portfolio) -> list[str]:
    return [str(name) for (name,) in portfolio.conn.rows("SELECT name FROM partners ORDER BY name")]


def test_what_was_known_on_a_day_never_leaves_half_a_history(book: Path) -> None:
    with open_portfolio(book) as portfolio:
        portfolio.clock = lambda: AHEAD
        with known_on(portfolio, date(2026, 11, 25)) as then:
            assert names(then) == ["First"]  # what came after a step of a later day came later
        with known_on(portfolio, date(2026, 11, 30)) as then:
            assert names(then) == ["Ahead", "Back", "First"]


def test_the_newest_backup_is_the_one_made_last(book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    made = []
    for days in range(12):  # each day the clock goes a day back
        with open_portfolio(book) as portfolio:
            add(portfolio, f"Day {days}", BACK)
        now = datetime(2026, 11, 24, 9) - timedelta(days=days)
        made.append(secure(book, folder, now, "on closing"))
    assert made[-1] is not None
    assert made[-1].exists()
    assert newest_first(folder.iterdir())[0].path == made[-1]
    listed = described(folder.iterdir(), book)
    assert listed[0].path == made[-1]
    assert listed[0].differs == "The same as now"
