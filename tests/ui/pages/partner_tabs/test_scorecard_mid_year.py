"""A version that begins within the year: the scorecard of each day asks what it asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.store.portfolio import create
from models.store.versions import adopt, draft
from tests.models.program.making import PARTNER, complete, deal, mid_year, won
from tests.models.store.test_standing import put
from ui.desk import Desk, Opened, Place
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.scorecard import ScorecardTab
from ui.work import Inline, Lane


@pytest.mark.clause("C100")
@pytest.mark.parametrize(
    ("day", "target", "tier"),
    [
        (date(2022, 6, 30), 1_500_000_000, "Gold"),
        (date(2022, 7, 1), 1_800_000_000, "Silver"),
        (date(2022, 7, 2), 1_800_000_000, "Silver"),
    ],
)
def test_the_scorecard_of_a_day_follows_the_version_of_that_day(
    qtbot: QtBot, tmp_path: Path, day: date, target: int, tier: str
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    with create(tmp_path / "one.alliance") as portfolio:
        early = deal("won", date(2022, 2, 1), 1_600_000_000, 1)
        put(portfolio, [complete(won(16_000_000), early)])
        adopt(portfolio, draft(portfolio, mid_year(), date(2022, 4, 1)).id)
        desk = Desk(Lane(executor=Inline()), day, settings)
        desk.opened = Opened(path=portfolio.path, name="One")
        desk.lane.open(lambda: portfolio)
        page = PartnerPage(desk)
        qtbot.addWidget(page)
        page.show()
        page.visit(Place("partner", PARTNER, "scorecard"))
        page.reload()
        tab = page.current
        assert isinstance(tab, ScorecardTab)
        assert tab.tier.value == tier
        tab.set_target("gold")
        assert tab.view is not None
        [row] = [
            row for row in tab.view.file.decision.criteria
            if (row.id, row.tier) == ("aggregate_tcv", "gold")
        ]  # fmt: skip
        assert row.required == target
        shown = tab._rows["aggregate_tcv"]
        words = " ".join(label.text() for label in shown.findChildren(QLabel))
        assert f"{target // 100_000_000:,}" in words
