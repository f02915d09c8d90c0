"""A desk over the test's own portfolio, on the day that the test file calls TODAY."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from models.store.portfolio import Portfolio
from ui.desk import Desk, Opened
from ui.work import Inline, Lane


@pytest.fixture
def desk(
    qapp: object, portfolio: Portfolio, tmp_path: Path, request: pytest.FixtureRequest
) -> Desk:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), request.module.TODAY, settings)
    made.opened = Opened(path=portfolio.path, name="Partners")
    made.lane.open(lambda: portfolio)
    return made


@pytest.fixture
def toasts(desk: Desk) -> list[Any]:
    """What was said at the bottom, and whether undo was offered."""
    heard: list[Any] = []
    desk.toasting.connect(lambda *words: heard.append(words))
    return heard
