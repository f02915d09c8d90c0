"""Copies that are made by themselves: on closing, before an import, and what is said of them."""

import json
from datetime import date, datetime

import pytest

from desktop import backups, paths
from desktop.backups import backup_words
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.backups import in_folder

TODAY = date(2026, 11, 24)


def add(window, name: str) -> None:
    window.desk.lane.write("Add", lambda book: records.add(book, Partner(new_id(), name)))


def copies(book):
    return in_folder(paths.backup_folder(book))


def leave(window) -> None:
    """As at the end of the process: the window goes, then the copy is made."""
    window.close()
    window.session.leave()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (None, "No backup yet"),
        (datetime(2026, 11, 24, 9, 5), "Backup today 09:05"),
        (datetime(2026, 11, 23, 23, 59), "Backup yesterday 23:59"),
        (datetime(2026, 11, 22, 23, 59), "Backup 22 Nov 2026"),
        (datetime(2026, 11, 25, 0, 1), "Backup 25 Nov 2026"),
    ],
)
def test_the_last_backup_is_said_by_its_day(made, words):
    assert backup_words(made, TODAY) == words


def test_leaving_a_changed_portfolio_copies_it_once(window, book, start):
    window.session.open(book)
    add(window, "A")
    leave(window)
    assert [copy.why for copy in copies(book)] == ["on closing"]
    again = start()
    again.session.start(None)
    leave(again)
    assert len(copies(book)) == 1


def test_closing_a_portfolio_or_opening_another_copies_it_too(window, book, tmp_path):
    window.session.open(book)
    add(window, "A")
    window.doings.close_portfolio()
    assert len(copies(book)) == 1
    window.session.open(book)
    add(window, "B")
    window.session.new(tmp_path / "other.alliance")
    assert len(copies(book)) == 2


def test_the_foot_says_when_the_last_backup_was_made(window, book, tmp_path, start):
    window.session.open(book)
    assert window.sidebar._backup.text() == "No backup yet"
    add(window, "A")
    leave(window)
    again = start()
    again.session.start(None)
    assert again.sidebar._backup.text().startswith("Backup today ")


def test_a_copy_that_a_person_saves_counts_as_a_backup(window, book, tmp_path):
    window.session.open(book)
    window.session.backup(tmp_path / "mine.alliance", window.doings._copied)
    assert window.sidebar._backup.text().startswith("Backup today ")


def test_an_import_finds_a_copy_of_the_present_state(window, book):
    assert window.session.before_import() is None
    window.session.open(book)
    add(window, "A")
    made = window.session.before_import()
    assert made == copies(book)[0].path == window.session.before_import()
    assert "before import" in made.name


def test_a_copy_that_fails_is_in_the_log_and_told_at_the_next_start(
    window, book, start, monkeypatch
):
    def refuse(*_: object) -> None:
        raise UserError("The disk is full.", "Free some space.")

    window.session.open(book)
    add(window, "A")
    monkeypatch.setattr(backups, "secured", refuse)
    leave(window)
    entry = json.loads(paths.log_file().read_text().splitlines()[-1])
    assert entry["text"] == "backup on closing"
    again = start()
    again.session.start(None)
    assert "The disk is full." in again.message.sentence
    again.close()
    third = start()
    third.session.start(None)
    assert not third.message.isVisible()


def test_a_portfolio_that_was_moved_away_is_no_fault(window, book, tmp_path):
    window.session.open(book)
    add(window, "A")
    window.close()
    book.rename(tmp_path / "elsewhere.alliance")
    window.session.leave()
    assert not paths.log_file().exists()


def test_portfolios_of_one_name_keep_their_copies_apart(window, book, tmp_path):
    (tmp_path / "other").mkdir()
    assert paths.backup_folder(book) != paths.backup_folder(tmp_path / "other" / book.name)
