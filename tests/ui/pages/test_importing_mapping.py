"""How a file is read is saved, taken from a file, kept for the user, and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.intake.kept_mappings import KeptMappings
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.import_page import import_page
from ui.desk import Desk
from ui.pages.importing import CHECK, DONE, ImportPage

TODAY = date(2021, 11, 24)
DEALS = "Whom,Deal Name,Stage,Close Date,Amount\nNorthwind,SOC,Bestellt,2021-12-01,500\n"
MAPPING = '[columns]\nWhom = "partner"\n[values.status]\nBestellt = "unqualified"\n'


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        yield made


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> KeptMappings:
    desk.mappings = KeptMappings(tmp_path / "home" / "mappings")
    return desk.mappings


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, kept: KeptMappings) -> ImportPage:
    return import_page(qtbot, desk)


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    return written(tmp_path / "deals.csv", DEALS)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def to_columns(page: ImportPage, file: Path, kind: str = "") -> None:
    page.take(file, kind)
    page.next.click()


def use(page: ImportPage, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    button(page, "Use a mapping file…").click()


def bring_in(page: ImportPage) -> None:
    while page.step < CHECK:
        page.next.click()
    page.next.click()
    assert page.step == DONE


def button(page: ImportPage, words: str) -> QAbstractButton:
    return next(b for b in page.columns.findChildren(QAbstractButton) if b.text() == words)


def test_a_mapping_file_answers_what_the_file_leaves_open(
    page: ImportPage, deals: Path, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_columns(page, deals, "deals")
    assert page.flow.open_questions == 1
    use(page, monkeypatch, written(deals.with_name("map.toml"), MAPPING))
    assert page.flow.open_questions == 0
    bring_in(page)
    (deal,) = records.find(portfolio, Deal)
    assert (deal.status, bool(deal.qualified)) == ("open", False)


def test_a_mapping_file_that_is_none_is_told_and_changes_nothing(
    page: ImportPage, desk: Desk, deals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    desk.problem.connect(lambda *words: heard.append(words[0]))
    to_columns(page, deals, "deals")
    use(page, monkeypatch, written(deals.with_name("map.toml"), "no = = toml"))
    assert "map.toml is no TOML file" in heard[0]
    assert page.flow.open_questions == 1


def test_the_saved_mapping_reads_the_file_alike_on_the_command_line(
    page: ImportPage, deals: Path, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.intake import job

    to_columns(page, deals, "deals")
    use(page, monkeypatch, written(deals.with_name("map.toml"), MAPPING))
    target = deals.with_name("saved")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    button(page, "Save mapping as a file…").click()
    saved = target.with_suffix(".toml")
    assert job.prepare(portfolio, "deals", deals, today=TODAY, mapping=saved).new == 1


def test_choices_are_kept_for_the_user_and_forgotten_again(
    page: ImportPage, deals: Path, kept: KeptMappings, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_columns(page, deals, "deals")
    use(page, monkeypatch, written(deals.with_name("map.toml"), MAPPING))
    bring_in(page)
    assert len(list(kept.folder.iterdir())) == 1
    to_columns(page, deals, "deals")
    assert page.flow.recalled
    assert page.columns.recalled.isVisible()
    button(page, "Forget remembered choices").click()
    assert list(kept.folder.iterdir()) == []
    assert page.flow.open_questions == 1
    to_columns(page, deals, "deals")
    assert not page.flow.recalled


def test_choices_that_are_not_to_be_remembered_are_not_kept(
    page: ImportPage, deals: Path, kept: KeptMappings, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_columns(page, deals, "deals")
    use(page, monkeypatch, written(deals.with_name("map.toml"), MAPPING))
    page.remember.setChecked(False)
    bring_in(page)
    assert not kept.folder.exists()


def test_a_word_can_be_said_to_be_not_qualified(page: ImportPage, tmp_path: Path) -> None:
    text = DEALS.replace("Whom", "Partner").replace("Bestellt", "Lead")
    to_columns(page, written(tmp_path / "list.csv", text), "deals")
    page.columns.words.findChild(QAbstractButton)
    choice = next(
        b for b in page.columns.words.findChildren(QAbstractButton) if b.text() == "Not qualified"
    )
    choice.click()
    assert page.flow.job is not None
    assert page.flow.job.columns.stated.words == {"Lead": "unqualified"}


def test_what_may_be_meant_otherwise_is_noted_and_the_system_named(
    page: ImportPage, tmp_path: Path
) -> None:
    text = (
        "Opportunity Owner,Partner Account,Opportunity Name,Stage,Close Date,Amount,"
        "Amount (converted)\nAnn,Northwind,SOC,Closed Won,2021-12-01,500,600\n"
    )
    to_columns(page, written(tmp_path / "list.csv", text), "deals")
    assert page.columns.noted.isVisible()
    assert "not “Amount (converted)”" in page.columns.noted.sentence
    assert page.columns.columns.title.text() == "Columns, as Salesforce names them"


def test_money_of_another_kind_is_asked_about_on_its_own_values(
    page: ImportPage, tmp_path: Path, portfolio: Portfolio
) -> None:
    text = "Partner,Deal Name,Stage,Close Date,MRR\nNorthwind,SOC,Won,2021-03-01,50\n"
    to_columns(page, written(tmp_path / "list.csv", text), "deals")
    bar = page.columns.questions.bars["column:amount"]
    choices = {b.text(): b for b in bar.findChildren(QAbstractButton)}
    assert list(choices)[:2] == ["MRR  50", "Import without money"]
    choices["Import without money"].click()
    assert page.flow.open_questions == 0
    bring_in(page)
    assert [deal.tcv_minor for deal in records.find(portfolio, Deal)] == [0]


def test_an_amount_in_thousands_is_shown_as_it_is_read(page: ImportPage, tmp_path: Path) -> None:
    text = "Partner,Deal Name,Stage,Close Date,Amount (TUSD)\nNorthwind,SOC,Won,2021-03-01,1.5\n"
    to_columns(page, written(tmp_path / "list.csv", text), "deals")
    assert page.columns.grid.rows[4].check.accessibleName().endswith("Read as $1,500.00")
    bar = page.columns.questions.bars["unit"]
    next(b for b in bar.findChildren(QAbstractButton) if b.text().startswith("As written")).click()
    assert page.columns.grid.rows[4].check.accessibleName().endswith("Read as $1.50")
