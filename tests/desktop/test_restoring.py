"""Backups are listed with what they hold, looked at first, and restored beside what there is."""

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.backup import backup
from models.store.portfolio import open_portfolio


def add(window, name: str) -> None:
    window.desk.lane.write("Add", lambda book: records.add(book, Partner(new_id(), name)))


@pytest.fixture
def copied(window, book):
    """A portfolio with a backup from before its second partner."""
    window.session.open(book)
    add(window, "A")
    window.session.before_import()
    add(window, "B")
    return book


def shown(window):
    window.doings.restore_copy()
    return window.doings._restoring().dialog


def press(bar, words: str) -> None:
    next(b for b in bar.findChildren(QPushButton) if b.text() == words).click()


def test_the_list_says_what_a_backup_holds_and_how_it_differs(window, copied):
    (held,) = shown(window).model.rows
    assert (held.portfolio, held.why, held.partners, held.deals) == ("book", "before import", 1, 0)
    assert held.differs == "1 change ago, with 1 partner fewer"
    assert "Changed since then: Add." in shown(window).details.text()


def test_a_backup_is_looked_at_without_being_touched_and_back_leads_back(window, copied):
    dialog = shown(window)
    path = dialog.model.rows[0].path
    before = path.read_bytes()
    dialog.look.click()
    assert (window.desk.opened.path, window.desk.opened.read_only) == (path, True)
    assert "Backup of book from" in window.banner.sentence
    assert window.desk.opened.partners == 1
    assert window.session.recent() == [copied]
    press(window.banner, "Back")
    assert (window.desk.opened.path, window.desk.opened.partners) == (copied, 2)
    assert path.read_bytes() == before


def test_what_was_looked_at_is_restored_beside_the_portfolio(window, copied, tmp_path, monkeypatch):
    shown(window).look.click()
    target = tmp_path / "again.alliance"
    proposed: list[str] = []

    def name(_parent, _title, path, _filter):
        proposed.append(path)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    press(window.banner, "Restore as…")
    assert window.desk.opened.path == target
    assert not window.desk.opened.read_only
    assert window.desk.opened.partners == 1
    assert proposed[0].startswith(str(copied.parent))
    with open_portfolio(copied, read_only=True) as still:
        assert len(records.find(still, Partner)) == 2


def test_a_restored_backup_never_replaces_a_file(window, copied, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copied), ""))
    before = copied.read_bytes()
    shown(window).restore.click()
    assert "exists already" in window.message.sentence
    assert copied.read_bytes() == before


def test_a_file_from_elsewhere_is_listed_and_chosen(window, copied, tmp_path, monkeypatch):
    other = tmp_path / "stick.alliance"
    backup(copied, other)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    dialog = shown(window)
    dialog.choosing.emit()
    assert dialog.which.current == "all"
    assert dialog._current().path == other
    assert dialog._current().differs == "The same as now"


def test_a_damaged_backup_says_so_and_offers_nothing(window, copied):
    (path,) = {held.path for held in shown(window).model.rows}
    path.write_text("no database")
    dialog = shown(window)
    assert "not an Alliance Desk portfolio" in dialog.details.text()
    assert not dialog.look.isEnabled()
    assert not dialog.restore.isEnabled()


def test_without_a_backup_there_is_a_sentence_and_other_files_can_be_chosen(window):
    dialog = shown(window)
    assert dialog.empty.isVisible()
    assert not dialog.restore.isEnabled()
    assert not dialog.which.isVisible()


def test_without_a_portfolio_all_backups_are_listed(window, copied):
    window.doings.close_portfolio()
    dialog = shown(window)
    assert [held.portfolio for held in dialog.model.rows] == ["book", "book"]
    assert "Compared with now" not in [column.title for column in dialog.model.columns]
