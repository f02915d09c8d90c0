"""The page of imports: what came in, how it was read, the way to its deals and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.intake import job
from models.store import records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Place
from ui.pages.deals import DealsPage
from ui.pages.imports import ImportsPage

TODAY = date(2021, 11, 24)
DEALS = "partner,deal_id,deal,status,close_date,partner_tcv\nA,1,One,open,2021-12-01,5\n"
CONTACTS = "partner,name,role\nA,Ada,sponsor\n"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        yield made


def bring(portfolio: Portfolio, tmp_path: Path, name: str, kind: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    job.apply(portfolio, job.prepare(portfolio, kind, file, today=TODAY))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, portfolio: Portfolio, tmp_path: Path) -> ImportsPage:
    bring(portfolio, tmp_path, "deals.csv", "deals", DEALS + "A,2,Two,open,2021-13-01,5\n")
    bring(portfolio, tmp_path, "people.csv", "contacts", CONTACTS)
    made = ImportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.visit(Place("imports"))
    return made


def files(page: ImportsPage) -> list[str]:
    return [line.entry.file for line in page.model.rows]


def choose(page: ImportsPage, file: str) -> None:
    page.view.select_ids([line.id for line in page.model.rows if line.entry.file == file])


def told(page: ImportsPage) -> str:
    return " ".join(label.text() for label in page.panel.findChildren(QLabel))


def test_every_import_is_listed_with_its_counts(page: ImportsPage) -> None:
    assert set(files(page)) == {"deals.csv", "people.csv"}
    assert page.header.sub == "2 imports, the last one first"
    choose(page, "deals.csv")
    assert "1 deal" in told(page)
    assert "2 read, 0 skipped" in told(page)
    assert 'partner = "partner"' in page.panel.mapping.toPlainText()


def test_only_the_last_change_can_be_undone_there(page: ImportsPage, portfolio: Portfolio) -> None:
    choose(page, "deals.csv")
    assert not page.panel.undo.isVisible()
    assert page.panel.way.text() == "One change was made after it."
    choose(page, "people.csv")
    page.panel.undo.click()
    assert files(page) == ["deals.csv"]
    choose(page, "deals.csv")
    page.panel.undo.click()
    assert page.face is page.empty
    assert records.find(portfolio, Deal) == []


def test_the_deals_of_an_import_are_gone_to(
    qtbot: QtBot, desk: Desk, page: ImportsPage, portfolio: Portfolio
) -> None:
    gone: list[Any] = []
    desk.going.connect(gone.append)
    records.add(portfolio, Deal(5, records.find(portfolio, Deal)[0].partner_id, "By hand"))
    choose(page, "deals.csv")
    page.panel.deals.click()
    (place,) = gone
    assert (place.page, place.tab) == ("deals", f"import:{page.chosen().id}")  # type: ignore[union-attr]
    deals = DealsPage(desk)
    qtbot.addWidget(deals)
    deals.show()
    deals.visit(place)
    assert [row.name for row in deals.model.rows] == ["One"]
    assert deals.filters.chips["import_id"].text().startswith("From import: deals.csv, ")
    deals.filters.clear()
    assert len(deals.model.rows) == 2


def test_the_log_is_filtered_copied_and_its_mapping_saved(
    page: ImportsPage, tmp_path: Path, toasts: list[Any]
) -> None:
    page.filter.search.setText("people")
    assert files(page) == ["people.csv"]
    page.filter.search.setText("nothing")
    assert page.face is page.no_match
    page.filter.clear()
    choose(page, "deals.csv")
    page.copy_selected()
    assert "deals.csv" in QApplication.clipboard().text()
    page.save_mapping(tmp_path / "m.toml")
    assert 'kind = "deals"' in (tmp_path / "m.toml").read_text(encoding="utf-8")
    assert toasts[-1][0] == "The mapping is saved in m.toml."


def test_a_place_brings_its_import_to_sight(page: ImportsPage) -> None:
    wanted = next(line.id for line in page.model.rows if line.entry.file == "deals.csv")
    page.visit(Place("imports", wanted))
    assert page.chosen().id == wanted  # type: ignore[union-attr]
