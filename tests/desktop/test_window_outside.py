"""Looking at every page opens nothing outside the window: that takes a click."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app as root
from models.store.standing import partner_ids
from reports import worker
from tests.sample_portfolio import sample_at
from ui.desk import Place
from ui.pages.partner import TABS
from ui.work import Inline


@pytest.mark.clause("C108")
def test_looking_at_every_page_opens_nothing_outside(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A thread that waits for another process could free an earlier test's widgets, and crash.
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    path = tmp_path / "sample.alliance"
    with sample_at(path, date(2026, 11, 24)) as portfolio:
        partner = partner_ids(portfolio)[0]
    window = root.build(qapp, executor=Inline())
    qtbot.addWidget(window)
    window.show()
    window.session.open(path)
    for page in root.PAGES:
        window.go(Place(page))
        assert window.here.page == page
    for tab in TABS:
        window.go(Place("partner", partner, tab.KEY))
    assert opened == []
