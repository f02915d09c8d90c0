"""A portfolio that is open for writing is looked after: month ends that have passed are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.window import Window
from models.deal import Deal
from models.partner import Partner
from models.store import records, snapshots
from models.store.portfolio import create, open_portfolio


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A portfolio whose only entry was made months ago."""
    path = tmp_path / "older.alliance"
    with create(path) as made:
        made.clock = lambda: datetime(2022, 10, 5, 12, tzinfo=UTC)
        with made.change("Add"):
            records.add(made, Partner(1, "One"))
            records.add(made, Deal(2, 1))
    return path


def kept(path: Path) -> int:
    with open_portfolio(path, read_only=True) as opened:
        return len(snapshots.listed(opened))


def test_month_ends_are_kept_once_a_while_after_opening_and_undo_is_as_before(
    window: Window, older: Path
) -> None:
    heard: list[object] = []
    window.desk.lane.changed.connect(heard.append)
    window.session.open(older)
    assert kept(older) == 0  # not while it opens
    window.session.tend()
    window.session.tend()
    assert kept(older) == 24
    assert len(heard) == 1
    window.desk.lane.undo()
    assert kept(older) == 24


def test_a_file_that_is_only_read_is_left_as_it_is(window: Window, older: Path) -> None:
    window.session.open_read_only(older)
    window.session.tend()
    assert kept(older) == 0


def test_without_a_portfolio_nothing_is_looked_for(window: Window) -> None:
    window.session.tend()
    assert window.desk.opened.path is None
