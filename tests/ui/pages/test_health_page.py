"""The list of all partners by health: the weakest first, filtered, copied, opened at its health."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.governance.meetings import Meeting
from models.partner import Agreement, Partner
from models.store import health, records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Place
from ui.pages.health import HealthPage

TODAY = date(2026, 11, 24)
SIGNED = date(2025, 2, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    """One with a late notice, one with one in time, one of whom nothing is known."""
    with create(tmp_path / "health.alliance") as made:
        for at, (name, day) in enumerate((("Umbra", 13), ("Northwind", 14), ("Contoso", 0)), 1):
            records.add(made, Partner(at, name, "Europe" if at < 3 else "Asia", invited_on=SIGNED,
                                      invitation_accepted_on=SIGNED))  # fmt: skip
            records.add(made, Agreement(at, at, "program_agreement", SIGNED))
            if day:
                records.add(
                    made,
                    Meeting(at, at, "meeting", date(2026, 9, 20), state="held",
                            notice_on=date(2026, 9, day)),
                )  # fmt: skip
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> HealthPage:
    made = HealthPage(desk)
    qtbot.addWidget(made)
    made.resize(1320, 700)
    made.show()
    made.visit(Place("health"))
    qtbot.waitUntil(lambda: made.assessing.left == 0)
    return made


def names(page: HealthPage) -> list[str]:
    return [row.name for row in page.model.rows]


@pytest.mark.clause("C073")
def test_the_weakest_stands_first_and_what_is_not_known_last(page: HealthPage) -> None:
    assert names(page) == ["Northwind", "Umbra", "Contoso"]
    assert page.header.sub == "3 partners · 1 below target · 1 on target · 1 without data"
    first = page.model.rows[0]
    assert page.model.columns[5].shown(first) == "Below target"
    assert page.model.columns[5].shown(page.model.rows[2]) == "No data"
    assert page.model.columns[6].shown(first) == "Notice of meetings given in time, 0%"


def test_the_model_keeps_qts_rules(page: HealthPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)


def test_the_filters_ask_for_views_standings_and_words(
    page: HealthPage, portfolio: Portfolio, desk: Desk, qtbot: QtBot
) -> None:
    page.filter._chips["standing"].set_chosen({"red"})
    page.filter.changed.emit()
    assert names(page) == ["Northwind"]
    page.filter._chips["view"].set_chosen({"financial"})
    page.filter.changed.emit()
    assert names(page) == []
    assert page._faces.currentWidget() is page.no_match
    page.filter.clear()
    assert len(names(page)) == 3
    desk.lane.write(
        "Say", lambda p: health.override(p, 3, "financial", "green", "Why", None, TODAY)
    )
    qtbot.waitUntil(lambda: page.assessing.left == 0)
    page.filter._chips["said"].set_chosen({"said"})
    page.filter.changed.emit()
    assert names(page) == ["Contoso"]
    assert page.model.columns[7].shown(page.model.rows[0]) == "Financial on target"


def test_rows_are_copied_with_every_figure_and_reason(page: HealthPage) -> None:
    page.view.select_ids([2])
    page.copy_selected()
    data = QGuiApplication.clipboard().mimeData()
    assert isinstance(data, QMimeData)
    head, row = data.text().splitlines()[:2]
    assert "Relationship, weakest in %" in head
    told = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert told["Relationship"] == "Below target"
    assert told["Relationship, weakest in %"] == "0"
    assert "Notice was in time for 0 of 1 meeting" in told["Relationship, evidence"]


def test_a_row_opens_the_partner_at_its_health(page: HealthPage, desk: Desk) -> None:
    went: list[object] = []
    desk.going.connect(went.append)
    page.open_row(2)
    assert went == [Place("partner", 2, "health")]
    assert desk.partner_order == (2, 1, 3)


def test_an_empty_portfolio_says_what_to_do(page: HealthPage, desk: Desk, qtbot: QtBot) -> None:
    from models.store.records import delete

    desk.lane.write("Delete all", lambda p: delete(p, Partner, [1, 2, 3]))
    assert page._faces.currentWidget() is page.empty
