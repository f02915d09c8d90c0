"""A full disk in the window: nothing is lost, and the ways out stand where they are needed."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from PySide6.QtWidgets import QFileDialog

from models.errors import Gone
from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.portfolio import open_portfolio
from tests.faults.hooked import Watcher, watched


class Disk(Watcher):
    """A disk that is full while `full`."""

    full = False

    def before(self, kind: str, path: str) -> None:
        if self.full and kind == "write":
            raise apsw.FullError("database or disk is full")


@pytest.fixture
def disk() -> Iterator[Disk]:
    made = Disk()
    with watched(made):
        yield made


@pytest.fixture
def afloat(window, book, disk):
    """A window in which a change was made while the disk was full."""
    window.session.open(book)
    add(window, "A")
    disk.full = True
    add(window, "B")
    lane = window.desk.lane
    yield window.afloat
    disk.full = False
    lane.stop()  # a window that asks first is not closed at the end of a test


def add(window, name: str) -> None:
    window.desk.lane.write(f"Add {name}", lambda book: records.add(book, Partner(new_id(), name)))


def names(path: Path) -> list[str]:
    with open_portfolio(path, read_only=True) as portfolio:
        return [partner.name for partner in records.find(portfolio, Partner)]


def choose(monkeypatch, target: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))


def test_the_bar_says_what_happened_with_the_safe_action_first(window, afloat):
    assert afloat.bar.isVisible()
    assert "can't be written: its disk is full" in afloat.bar.sentence
    assert [button.text() for button in afloat.bar._buttons] == ["Save elsewhere…", "Try again"]
    assert window.sidebar._saved.text() == "In memory only, not saved"
    assert window.can_undo()


def test_saved_elsewhere_it_goes_on_there(window, afloat, disk, tmp_path, monkeypatch):
    disk.full = False
    choose(monkeypatch, tmp_path / "elsewhere")
    afloat.save_elsewhere()
    target = tmp_path / "elsewhere.alliance"
    assert window.desk.opened.path == target
    assert window.session.recent()[0] == target
    assert not afloat.bar.isVisible()
    add(window, "C")
    assert names(target) == ["A", "B", "C"]


def test_a_place_that_is_full_too_is_said_and_nothing_is_lost(
    window, afloat, disk, tmp_path, monkeypatch
):
    choose(monkeypatch, tmp_path / "elsewhere.alliance")
    afloat.save_elsewhere()
    assert "elsewhere.alliance can't be written" in afloat.bar.sentence
    assert window.desk.afloat
    disk.full = False
    afloat.save_elsewhere()
    assert names(tmp_path / "elsewhere.alliance") == ["A", "B"]


def test_no_name_changes_nothing(window, afloat, monkeypatch):
    choose(monkeypatch, "")
    afloat.save_elsewhere()
    assert (window.desk.afloat, afloat.bar.isVisible()) == (True, True)


def test_tried_again_the_file_holds_all(window, afloat, book, disk):
    afloat.try_again()
    assert window.desk.afloat
    disk.full = False
    afloat.try_again()
    assert (window.desk.afloat, afloat.bar.isVisible()) == (False, False)
    add(window, "C")
    assert names(book) == ["A", "B", "C"]
    assert window.sidebar._saved.text() == "All changes saved"


@pytest.mark.parametrize("way", ["close the window", "close the portfolio", "open another"])
def test_leaving_asks_first(window, afloat, tmp_path, way):
    leave = {
        "close the window": window.close,
        "close the portfolio": window.doings.close_portfolio,
        "open another": lambda: window.session.open(tmp_path / "other.alliance"),
    }[way]
    leave()
    assert window.isVisible()
    assert afloat.dialog.save.isDefault()
    afloat.dialog.reject()
    assert (window.desk.afloat, afloat.dialog) == (True, None)


def test_saved_while_leaving_the_window_closes(window, afloat, disk, tmp_path, monkeypatch):
    disk.full = False
    choose(monkeypatch, tmp_path / "elsewhere.alliance")
    window.close()
    afloat.dialog.save.click()
    assert not window.isVisible()
    assert names(tmp_path / "elsewhere.alliance") == ["A", "B"]
    assert window.session.recent()[0] == tmp_path / "elsewhere.alliance"


def test_put_back_while_leaving_the_window_closes(window, afloat, disk, book):
    window.close()
    afloat.dialog.try_again.click()
    assert window.isVisible()
    disk.full = False
    window.close()
    afloat.dialog.try_again.click()
    assert not window.isVisible()
    assert names(book) == ["A", "B"]


def test_let_go_the_file_is_as_it_was(window, afloat, disk, book):
    window.close()
    disk.full = False
    afloat.dialog.let_go.click()
    assert not window.isVisible()
    assert names(book) == ["A"]


def test_a_verified_copy_is_one_of_what_is_in_memory(window, afloat, disk, tmp_path, monkeypatch):
    disk.full = False
    choose(monkeypatch, tmp_path / "copy.alliance")
    window.doings.save_copy()
    assert names(tmp_path / "copy.alliance") == ["A", "B"]


def test_it_is_not_locked_away_while_it_is_in_memory(window, afloat):
    assert window.unaccepted.at_stake()


def test_a_file_that_cannot_be_read_either_offers_a_backup(window, book):
    window.session.open(book)
    window.desk.lane.afloat.emit(Gone("It is gone.", "Connect its drive."))
    assert window.afloat.bar.isVisible()
    assert "Restore a backup…" in [button.text() for button in window.afloat.bar._buttons]
    assert not window.desk.afloat
