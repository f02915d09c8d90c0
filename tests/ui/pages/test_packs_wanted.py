"""The decisions that reviews left open are taken into the pack with one click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.governance.outcomes import Resolution
from models.pack_plan import Ask
from models.store import records
from models.store.pack_plans import plan_of
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at
from tests.ui.pages.pack_builder import DAY, page_over, partner_id
from ui.desk import Place
from ui.pages.packs import PacksPage


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "one.alliance", DAY) as made:
        with made.change("Want"):
            for one in records.find(made, Resolution, partner_id=partner_id(made)):
                records.delete(made, Resolution, [one.id])
            for at in (1, 2):
                records.add(made, Resolution(at, partner_id(made), f"Decision {at}"))
        yield made


@pytest.fixture
def page(
    qtbot: QtBot, portfolio: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> PacksPage:
    made = page_over(portfolio, tmp_path, monkeypatch)
    qtbot.addWidget(made)
    made.show()
    made.visit(Place("packs", partner_id(portfolio)))
    return made


@pytest.mark.clause("C041")
def test_what_reviews_left_open_is_offered_taken_and_offered_no_more(
    page: PacksPage, portfolio: Portfolio
) -> None:
    take = page.options.meeting.asks.take
    assert take.text() == "Take over 2 decisions left open"
    take.click()
    page.keeper.keep()
    asks = plan_of(portfolio, partner_id(portfolio), "full").asks
    assert [ask.what for ask in asks] == ["Decision 1", "Decision 2"]
    assert take.isHidden()
    page.keeper.set(asks=(Ask("Decision 2"),))
    assert take.text() == "Take over a decision left open"
