"""A PDF is dropped: whether it is a pack as it was made, and one of this portfolio."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.partner import Partner
from models.store import packs, records
from models.store.portfolio import Portfolio, create
from reports import worker
from reports.archive import issue_of
from reports.pack import render
from tests.reports import facts_builder
from ui.desk import Desk
from ui.dialogs.verify_pack import VerifyPack

DAY = date(2026, 11, 24)
FACTS = facts_builder.empty()
MADE = render(FACTS)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Blank Slate Security"))
        yield made


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> VerifyPack:
    made = VerifyPack(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pack.pdf"
    path.write_bytes(MADE[0])
    return path


def issue(portfolio: Portfolio, file: Path) -> None:
    with portfolio.change("Issue a pack"):
        packs.issue(portfolio, issue_of(FACTS, *MADE, file))


def test_an_issued_pack_is_said_to_be_one(dialog, portfolio, file):
    issue(portfolio, file)
    dialog.take(str(file))
    assert dialog.message.sentence.startswith(
        "pack.pdf is as it was made and the file that was issued: Executive business review of"
    )
    assert dialog.digest.text().startswith("SHA-256 ")


def test_a_pack_of_another_portfolio_is_said_to_be_one(dialog, file):
    dialog.take(str(file))
    assert dialog.message.sentence == (
        "pack.pdf is a pack as it was made, but was not issued from this portfolio."
    )


def test_a_changed_pack_is_said_so_with_its_name_alone(dialog, portfolio, file):
    issue(portfolio, file)
    file.write_bytes(MADE[0] + b" ")
    dialog.take(str(file))
    assert dialog.message.sentence == (
        "pack.pdf was changed after it was made: something was added at its end."
    )


def test_what_is_no_pack_is_a_sentence(dialog, tmp_path):
    dialog.take(str(tmp_path / "book.alliance"))
    assert dialog.message.sentence == "book.alliance is not a PDF."
    dialog.take(str(tmp_path / "none.pdf"))
    assert dialog.message.sentence == "There is no file none.pdf."


def test_a_file_can_be_chosen(dialog, file, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    dialog.drop.choose.click()
    assert dialog.message.isHidden()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    dialog.drop.choose.click()
    assert "was not issued from this portfolio" in dialog.message.sentence
