"""Resources are text: looked at by people, opened after a question, with a copy of a file."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.governance.advocacy import ProgramLink
from models.store import records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Place
from ui.pages.links import LinksPage

TODAY = date(2026, 11, 24)
OLD = TODAY - timedelta(days=91)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        records.add(made, ProgramLink(1, "External site", "https://example.com/a", OLD))
        records.add(made, ProgramLink(2, "Internal site", "ask at the desk"))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> LinksPage:
    made = LinksPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.visit(Place("links"))
    return made


def pick(page: LinksPage, link_id: int) -> None:
    page.table.view.select_ids([link_id], link_id)
    page._select(page.table.view.selected_ids())


@pytest.mark.clause("C108")
def test_what_was_not_looked_at_for_long_is_said_and_checked_today(page, portfolio):
    assert page.header.sub == "2 resources · 2 to be checked again (every 90 days)"
    pick(page, 1)
    page.check()
    assert records.get(portfolio, ProgramLink, 1).checked_on == TODAY
    assert page.header.sub.startswith("2 resources · 1 to be checked")


@pytest.mark.clause("C108")
def test_an_address_is_opened_only_after_a_person_said_so(page, monkeypatch):
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    pick(page, 1)
    page._open_row(1, "look")
    assert opened == []
    (button,) = [b for b in page.message.findChildren(QPushButton) if b.text() == "Open it"]
    button.click()
    assert opened == ["https://example.com/a"]
    pick(page, 2)
    assert page._open.isHidden()
    page.ask_open()
    assert len(opened) == 1


def test_what_a_program_usually_has_is_listed_on_request(page):
    assert not page.missing.isHidden()
    page.add_usual()
    assert page.missing.isHidden()
    assert page.table.model.rowCount() == 4


@pytest.mark.clause("C108")
def test_a_copy_is_kept_saved_and_let_go(page, portfolio, tmp_path):
    file = tmp_path / "faq.txt"
    file.write_text("What is asked most.\n", encoding="utf-8")
    pick(page, 2)
    page.keep(file)
    assert page.table.model.find(2).link.file == "faq.txt"
    pick(page, 2)
    page.save(tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == file.read_bytes()
    page.remove_copy()
    assert records.get(portfolio, ProgramLink, 2).sha256 == ""


def test_a_file_that_is_not_kept_says_why(page, tmp_path):
    file = tmp_path / "tool.exe"
    file.write_bytes(b"MZ\x90\x00")
    pick(page, 2)
    page.keep(file)
    assert not page.message.isHidden()


def test_a_blank_name_is_refused_and_fields_are_filled_down(page, portfolio):
    page.table.edited.emit(page.table, 1, "name", "")
    assert "needs a name" in page.table.problem
    page.table.filling.emit(page.table, 1, "note", [2])
    page.table.edited.emit(page.table, 1, "note", "Public")
    page.table.filling.emit(page.table, 1, "note", [2])
    assert records.get(portfolio, ProgramLink, 2).note == "Public"


def test_a_resource_is_brought_into_sight(page):
    page.visit(Place("links", 2))
    assert page.table.view.current_id() == 2
