"""One writer: who holds a portfolio is named; another computer's mark is a person's to judge."""

import json
import platform
from pathlib import Path

import pytest

from models.errors import HeldElsewhere, OnlyReadable
from models.store.lock import WriterLock
from models.store.portfolio import create, open_portfolio


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    create(path).close()
    return path


def mark(book: Path, **words: object) -> Path:
    file = book.with_name(book.name + ".lock")
    file.write_text(json.dumps({"pid": 12, "host": "far-away", **words}), encoding="utf-8")
    return file


def test_another_computers_mark_is_respected_and_named(book: Path) -> None:
    file = mark(book, since="2026-11-24T09:14+00:00")
    with pytest.raises(HeldElsewhere, match=r"process 12 on far-away, since 2[345] Nov 2026 \d"):
        open_portfolio(book)
    assert file.exists()
    mark(book, since="no time")
    with pytest.raises(HeldElsewhere, match=r"\(process 12 on far-away\)"):
        open_portfolio(book)


def test_a_mark_of_this_computer_that_nobody_holds_is_taken(book: Path) -> None:
    mark(book, host=platform.node())
    open_portfolio(book).close()


def test_once_let_go_the_portfolio_opens_for_writing(book: Path) -> None:
    file = mark(book)
    WriterLock(book).let_go_of_others()
    assert not file.exists()
    with open_portfolio(book) as opened:
        assert not opened.read_only
        assert json.loads(file.read_text())["host"] == platform.node()


def test_what_a_process_of_this_computer_holds_is_not_let_go(book: Path) -> None:
    with open_portfolio(book):
        WriterLock(book).let_go_of_others()
        with pytest.raises(OnlyReadable, match="open in another place"):
            open_portfolio(book)
    WriterLock(book).let_go_of_others()  # nobody's: nothing is left behind that keeps it
    open_portfolio(book).close()
