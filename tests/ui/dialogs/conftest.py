"""A desk over the sample portfolio, on the day that the test file calls DAY."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at
from ui.desk import Desk, Opened
from ui.work import Inline, Lane


@pytest.fixture
def portfolio(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "book.alliance", request.module.DAY) as made:
        yield made


@pytest.fixture
def desk(
    qapp: object, tmp_path: Path, portfolio: Portfolio, request: pytest.FixtureRequest
) -> Desk:
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    made = Desk(lane, request.module.DAY, settings)
    made.opened = Opened(path=portfolio.path)
    return made
