"""What was done here and is not in the file any more, and a file that is damaged, are told."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from desktop import watch
from desktop.watch import OFTEN_BYTES, check_due
from desktop.window import Window
from models.errors import Unwritable
from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.backup import quick_fault
from models.store.portfolio import create, open_portfolio

NOT_HERE = "not in this file"


def add(window: Window, name: str) -> None:
    window.desk.lane.write("Add", lambda book: records.add(book, Partner(new_id(), name)))


def said(window: Window) -> str:
    return window.message.sentence if window.message.isVisible() else ""


def offered(window: Window) -> list[str]:
    return [b.text() for b in window.message.findChildren(QPushButton) if b.isVisible()]


@pytest.fixture
def older(window: Window, book: Path, tmp_path: Path) -> Path:
    """A copy of the portfolio as it was before two changes, which are made in the window."""
    window.session.open(book)
    add(window, "One")
    window.doings.close_portfolio()
    copy = Path(shutil.copy(book, tmp_path / "older.bin"))
    window.session.open(book)
    add(window, "Two")
    window.desk.lane.undo()
    window.doings.close_portfolio()
    return copy


def test_an_older_copy_in_the_portfolios_place_is_told_once(
    window: Window, book: Path, older: Path
) -> None:
    shutil.copy(older, book)
    window.session.open(book)
    assert said(window).startswith(f"2 changes that were made here are {NOT_HERE}.")
    assert offered(window) == ["Restore a backup…"]
    window.doings.close_portfolio()
    window.session.open(book)
    assert said(window) == ""


def test_one_change_is_one(window: Window, book: Path, older: Path) -> None:
    shutil.copy(older, book)
    with open_portfolio(book) as portfolio, portfolio.change("Add"):
        records.add(portfolio, Partner(new_id(), "Elsewhere"))
    window.session.open(book)
    assert said(window).startswith(f"1 change that was made here is {NOT_HERE}.")


def test_nothing_is_told_of_what_is_all_there_or_has_come_further_elsewhere(
    window: Window, book: Path, older: Path
) -> None:
    window.session.open(book)
    assert said(window) == ""
    window.doings.close_portfolio()
    with open_portfolio(book) as portfolio, portfolio.change("Add"):
        records.add(portfolio, Partner(new_id(), "Elsewhere"))
    window.session.open(book)
    assert said(window) == ""


def test_another_portfolio_of_the_same_name_lacks_nothing(
    window: Window, book: Path, older: Path
) -> None:
    book.unlink()
    create(book).close()
    window.session.open(book)
    assert said(window) == ""


def test_an_older_one_opened_to_read_is_told_and_told_again_when_it_is_opened_to_write(
    window: Window, book: Path, older: Path
) -> None:
    shutil.copy(older, book)
    window.session.open_read_only(book)
    assert NOT_HERE in said(window)
    window.session.open(book)
    assert NOT_HERE in said(window)


def test_a_copy_that_is_looked_at_is_older_and_nothing_is_missing(
    window: Window, book: Path, older: Path
) -> None:
    shutil.copy(older, book)
    window.session.look_at(book, "Backup")
    assert said(window) == ""


def test_what_is_in_memory_only_was_not_seen_in_the_file(window: Window, book: Path) -> None:
    window.session.open(book)
    add(window, "One")
    memory, key = window.session.memory, window.desk.opened.identity
    before = memory.seen(book, key)
    window.desk.lane.aside(lambda p: p.go_on_in_memory(Unwritable("Full.", "")) and None)
    add(window, "Two")
    assert before > 0
    assert memory.seen(book, key) == before


# ---- damage ------------------------------------------------------------------------------------


@pytest.fixture
def damaged(window: Window, book: Path) -> Path:
    """A portfolio with a page of its partners gone, though it opens; there is a backup of it."""
    window.session.open(book)
    for number in range(3):
        window.desk.lane.write(
            "Add", lambda p, n=number: [
                records.add(p, Partner(new_id(), f"Partner {n} {k}")) for k in range(200)
            ],
        )  # fmt: skip
    window.doings.close_portfolio()
    with open_portfolio(book, read_only=True) as portfolio:
        pages = portfolio.conn.rows(
            "SELECT pageno FROM dbstat WHERE name = 'partners' AND pagetype = 'leaf' ORDER BY path"
        )
        size = portfolio.conn.value("PRAGMA page_size")
    page = pages[len(pages) // 2][0]
    data = bytearray(book.read_bytes())
    data[(page - 1) * size : page * size] = bytes(size)
    book.write_bytes(data)
    return book


def test_a_damaged_file_is_found_after_opening_and_not_written_to_any_more(
    window: Window, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.open(damaged)
    assert window.desk.opened.writable
    before, kept = damaged.read_bytes(), list[object]()
    monkeypatch.setattr("desktop.session._due", kept.append)
    window.session.tend()
    assert window.desk.opened.path == damaged
    assert window.desk.opened.read_only
    assert said(window).startswith("book.alliance is damaged: ")
    assert "it is open to read only, and nothing is written to it." in said(window)
    assert offered(window) == ["Restore a backup…"]
    assert not [b for b in window.banner.findChildren(QPushButton) if b.isVisible()]
    assert not kept
    add(window, "One more")
    window.doings.close_portfolio()
    assert damaged.read_bytes() == before


def test_without_a_backup_none_is_offered(
    window: Window, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.notices.last_in_folder", lambda _: None)
    window.session.open(damaged)
    window.session.tend()
    assert "is damaged" in said(window)
    assert offered(window) == []


def test_a_whole_file_and_one_that_is_only_read_are_left_alone(window: Window, book: Path) -> None:
    assert quick_fault(book) == ""
    window.session.open(book)
    window.session.tend()
    assert said(window) == ""
    assert window.desk.opened.writable


def test_a_file_that_is_not_there_is_not_called_damaged(tmp_path: Path) -> None:
    assert quick_fault(tmp_path / "none.alliance") == ""


def test_a_page_of_a_protected_file_that_was_changed_is_found(tmp_path: Path) -> None:
    path = tmp_path / "book.alliance"
    with create(path, "a passphrase") as portfolio, portfolio.change("Add"):
        for number in range(300):
            records.add(portfolio, Partner(new_id(), f"Partner {number}"))
    assert quick_fault(path) == ""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert quick_fault(path) != ""


def test_a_large_file_is_read_through_once_a_week(
    window: Window, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    monkeypatch.setattr(watch, "_size", lambda _: OFTEN_BYTES + 1)

    def found(path: Path) -> str:
        looked.append(path)
        return ""

    monkeypatch.setattr(watch, "_fault", found)
    window.session.open(book)
    window.session.tend()
    window.session.tend()
    assert looked == [book]


@pytest.mark.parametrize(
    ("size", "days", "due"),
    [
        (OFTEN_BYTES, 0, True), (OFTEN_BYTES + 1, None, True), (OFTEN_BYTES + 1, 0, False),
        (OFTEN_BYTES + 1, 6, False), (OFTEN_BYTES + 1, 7, True), (OFTEN_BYTES + 1, 8, True),
        (OFTEN_BYTES + 1, -1, True),
    ],
)  # fmt: skip
def test_how_often_goes_by_size_and_by_the_day_it_was_last_whole(
    size: int, days: int | None, due: bool
) -> None:
    today = date(2026, 3, 3)
    checked = None if days is None else today - timedelta(days)
    assert check_due(size, checked, today) is due
