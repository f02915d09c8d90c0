"""The line that says who is owed a status statement, and the click that makes them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.errors import UserError
from models.store import statements
from models.store.portfolio import Portfolio
from reports import letters
from tests.sample_portfolio import sample_at
from ui.desk import Desk, Opened
from ui.dialogs.sent import SentDialog
from ui.pages.partners_packs import PackBar
from ui.pages.statements_due import DueBar

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def bar(qtbot: QtBot, desk: Desk) -> DueBar:
    packs = PackBar(desk)
    made = DueBar(desk, packs)
    for one in (packs, made):
        qtbot.addWidget(one)
    made.read()
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "letters"
    made.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(made))
    return made


def owed(portfolio: Portfolio) -> int:
    return len(statements.owed(portfolio, TODAY).to_make)


@pytest.mark.clause("C071")
def test_the_line_says_how_many_are_owed_one_and_one_click_makes_them_all(
    bar: DueBar, portfolio: Portfolio, folder: Path
) -> None:
    count = owed(portfolio)
    assert count > 1
    assert bar.sentence == f"{count} partners are owed a status statement."
    bar.go.click()
    assert len(list(folder.glob("*.pdf"))) == count
    assert owed(portfolio) == 0
    assert bar.sentence == f"{count} status statements are made and not marked as sent."


def test_what_is_made_is_marked_as_sent_together_and_the_line_goes(
    bar: DueBar, portfolio: Portfolio, folder: Path
) -> None:
    bar.make()
    bar.mark.click()
    bar.findChildren(SentDialog)[-1].finish()
    assert bar.isHidden()
    assert statements.owed(portfolio, TODAY) == statements.Owed()
    portfolio.undo()
    assert statements.owed(portfolio, TODAY).waiting


def test_one_that_fails_is_named_and_the_others_are_made(
    bar: DueBar, portfolio: Portfolio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, build = owed(portfolio), letters.build
    first = statements.owed(portfolio, TODAY).to_make[0].partner

    def refuse(facts: Any) -> Any:
        if facts.pack.partner.name == first:
            raise UserError("The disk is full.")
        return build(facts)

    monkeypatch.setattr(letters, "build", refuse)
    bar.make()
    assert len(list(folder.iterdir())) == count - 1
    assert f"1 statement could not be made: {first}: The disk is full." in bar._packs.sentence
    assert bar.sentence == "1 partner is owed a status statement."


def test_cancel_stops_after_the_one_under_way_and_says_what_was_not_begun(
    bar: DueBar, portfolio: Portfolio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, build = owed(portfolio), letters.build

    def cancelled(facts: Any) -> Any:
        assert bar._packs._run is not None
        bar._packs._run.cancel()
        return build(facts)

    monkeypatch.setattr(letters, "build", cancelled)
    bar.make()
    assert bar._packs.sentence == f"Wrote 1 statement. {count - 1} more were not begun."
    assert len(list(folder.iterdir())) == 1


def test_no_folder_makes_nothing(
    bar: DueBar, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = owed(portfolio)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    bar.make()
    assert owed(portfolio) == count
    assert not bar.isHidden()


def test_closed_it_stays_away_for_the_day_and_this_portfolio(bar: DueBar, desk: Desk) -> None:
    here = desk.opened
    bar._dismiss()
    bar.read()
    assert bar.isHidden()
    desk.opened = Opened(path=Path("another.alliance"))
    bar.read()
    assert not bar.isHidden()
    desk.opened = here
    desk._today = TODAY + timedelta(days=1)
    bar.read()
    assert not bar.isHidden()


def test_a_portfolio_open_to_read_shows_no_line(bar: DueBar, desk: Desk) -> None:
    desk.opened = Opened(path=desk.opened.path, read_only=True)
    bar.read()
    assert bar.isHidden()


def test_asked_for_where_nobody_is_owed_one_it_says_so(
    bar: DueBar, portfolio: Portfolio, folder: Path, toasts: list[Any]
) -> None:
    bar.make()
    bar.make()
    assert toasts[-1][0].endswith("statements still to be marked as sent.")
    waiting = statements.owed(portfolio, TODAY).waiting
    statements.mark_sent(portfolio, waiting, TODAY, today=TODAY)
    bar.make()
    assert toasts[-1][0] == "No partner is owed a status statement now."
