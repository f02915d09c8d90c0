"""The Packs page over the sample portfolio, built at once and in this process."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings

from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio
from reports import worker
from ui.desk import Desk, Opened
from ui.pages.packs import PacksPage
from ui.work import Inline, Lane

DAY = date(2026, 11, 24)
PARTNER = "Tarnwick Perimeter"


def page_over(
    portfolio: Portfolio,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    read_only: bool = False,
) -> PacksPage:
    # The warm process is tried in tests/reports; here the same work is done at once.
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    lane = Lane(executor=Inline())
    lane.open(lambda: portfolio)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk(lane, DAY, settings)
    desk.opened = Opened(path=portfolio.path, read_only=read_only)
    made = PacksPage(desk)
    made.resize(1200, 800)
    return made


def partner_id(portfolio: Portfolio, name: str = PARTNER) -> int:
    return records.find(portfolio, Partner, name=name)[0].id


def picture(colour: str = "#1060A0", size: tuple[int, int] = (60, 30)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "PNG")
    return target.getvalue()
