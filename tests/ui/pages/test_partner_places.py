"""A place may name a tab of a partner, a part of it and a record, which is then in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.partner import Contact, Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner_tabs.base import Tab

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        records.add(made, Partner(1, "Northwind"))
        records.add(made, Contact(5, 1, "Ana Weber", "alliance manager"))
        yield made


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ("people", []),
        ("people:5", [("", 5)]),
        ("people:nda", [("nda", None)]),
        ("people:contacts:5", [("contacts", 5)]),
    ],
)
def test_a_place_brings_what_it_names_into_sight(
    qtbot: QtBot,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    named: str,
    wanted: list[tuple[str, int | None]],
) -> None:
    page = partner_page(qtbot, desk, 1000)
    shown: list[tuple[str, int | None]] = []
    people: Tab = page.tab("people")
    monkeypatch.setattr(people, "reveal", lambda field, key: shown.append((field, key)))
    page.visit(Place("partner", 1, named))
    assert page.current is people
    assert shown == wanted
