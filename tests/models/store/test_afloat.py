"""A file that can't be written: the work goes on in memory, is saved elsewhere or put back."""

from collections.abc import Iterator

import apsw
import pytest

from models.errors import Gone, Unwritable, UserError
from models.ids import new_id
from models.partner import Partner
from models.store import afloat, keys, records
from models.store.backup import check
from models.store.portfolio import Portfolio, create, open_portfolio
from tests.faults.hooked import Watcher, watched

PHRASE = "ein langer Satz"


class Disk(Watcher):
    """A disk that may be told to refuse."""

    fault: apsw.Error | None = None

    def before(self, kind: str, path: str) -> None:
        if self.fault is not None and kind in ("write", "sync"):
            raise self.fault


@pytest.fixture
def disk() -> Iterator[Disk]:
    made = Disk()
    with watched(made):
        yield made


@pytest.fixture(params=[None, PHRASE], ids=["plain", "protected"])
def book(request, tmp_path, disk) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance", request.param) as made:
        add(made, "A")
        yield made
        disk.fault = None
    keys.forget()


def add(portfolio: Portfolio, name: str) -> None:
    with portfolio.change(f"Add {name}"):
        records.add(portfolio, Partner(new_id(), name))


def names(portfolio: Portfolio) -> list[str]:
    return [partner.name for partner in records.find(portfolio, Partner)]


def sink(portfolio: Portfolio, disk: Disk, fault: apsw.Error | None = None) -> None:
    """Let a change fail, and go on in memory with it."""
    disk.fault = fault or apsw.FullError("database or disk is full")
    with pytest.raises(Unwritable) as refused:
        add(portfolio, "B")
    assert portfolio.go_on_in_memory(refused.value)
    add(portfolio, "B")


@pytest.mark.parametrize(
    "fault",
    [
        apsw.FullError("database or disk is full"),
        apsw.IOError("disk I/O error"),
        apsw.ReadOnlyError("attempt to write a readonly database"),
    ],
    ids=["full", "worn out", "read-only"],
)
def test_work_goes_on_in_memory_with_undo_and_the_file_stays_as_it_was(book, disk, fault):
    sink(book, disk, fault)
    add(book, "C")
    assert (names(book), book.can_undo(), afloat.unsaved(book)) == (["A", "B", "C"], "Add C", 2)
    for left in (["A", "B"], ["A"], []):
        book.undo()
        assert names(book) == left
    book.redo()
    assert names(book) == ["A"]
    disk.fault = None
    with open_portfolio(book.path, read_only=True) as file:
        assert names(file) == ["A"]


def test_cascades_and_keys_hold_in_memory_as_in_the_file(book, disk):
    sink(book, disk)
    for setting, value in (("foreign_keys", 1), ("trusted_schema", 0)):
        assert book.conn.value(f"PRAGMA {setting}") == value


def test_it_is_asked_for_once(book, disk):
    sink(book, disk)
    assert not book.go_on_in_memory(Unwritable("again"))


def test_saved_elsewhere_it_is_whole_and_as_protected_as_before(book, disk, tmp_path):
    sink(book, disk)
    disk.fault = None
    target = tmp_path / "elsewhere.alliance"
    assert afloat.save_elsewhere(book, target).counts["partners"] == 2
    assert check(target).whole
    with open_portfolio(target) as moved:
        assert (names(moved), moved.can_undo()) == (["A", "B"], "Add B")
        assert moved.protected == book.protected == keys.looks_protected(keys.head_of(target))


def test_what_cannot_be_saved_elsewhere_stays_in_memory_and_leaves_nothing(book, disk, tmp_path):
    sink(book, disk)
    with pytest.raises(UserError, match="can't be written"):
        afloat.save_elsewhere(book, tmp_path / "elsewhere.alliance")
    assert not [one for one in tmp_path.iterdir() if "elsewhere" in one.name]
    with pytest.raises(UserError, match="exists already"):
        afloat.save_elsewhere(book, book.path)
    with pytest.raises(UserError, match="no portfolio's name"):
        afloat.save_elsewhere(book, tmp_path / "elsewhere.txt")
    assert names(book) == ["A", "B"]


def test_put_back_the_file_holds_all_and_is_gone_on_with(book, disk):
    sink(book, disk)
    disk.fault = None
    afloat.put_back(book)
    assert book.afloat is None
    add(book, "C")
    assert check(book.path).whole
    with open_portfolio(book.path, read_only=True) as file:
        assert names(file) == ["A", "B", "C"]


def test_what_still_cannot_be_written_is_not_put_back(book, disk):
    sink(book, disk)
    with pytest.raises(UserError, match="can't be written"):
        afloat.put_back(book)
    assert names(book) == ["A", "B"]
    disk.fault = None
    afloat.put_back(book)


def test_a_file_that_has_other_changes_by_now_is_not_replaced(book, disk):
    sink(book, disk)
    disk.fault = None
    book._lock.free()  # as a drive that was taken to another computer
    with open_portfolio(book.path) as other:
        add(other, "Theirs")
    with pytest.raises(UserError, match="other changes by now"):
        afloat.put_back(book)
    with open_portfolio(book.path, read_only=True) as file:
        assert names(file) == ["A", "Theirs"]
    assert names(book) == ["A", "B"]


def test_another_portfolio_under_the_name_is_not_replaced(book, disk, tmp_path):
    sink(book, disk)
    disk.fault = None
    for left in tmp_path.glob("book.alliance*"):
        left.unlink()
    with create(tmp_path / "other.alliance") as other:
        add(other, "A")
    (tmp_path / "other.alliance").rename(book.path)
    with pytest.raises(UserError, match="other changes by now"):
        afloat.put_back(book)


def test_a_file_that_somebody_else_has_open_is_not_replaced(book, disk):
    sink(book, disk)
    disk.fault = None
    book._lock.free()
    with open_portfolio(book.path), pytest.raises(UserError, match="open in another place"):
        afloat.put_back(book)
    afloat.put_back(book)
    assert names(book) == ["A", "B"]


def test_a_file_that_is_gone_can_be_saved_elsewhere(book, disk, tmp_path):
    folder = tmp_path / "away"
    disk.fault = apsw.IOError("disk I/O error")
    with pytest.raises(Unwritable) as refused:
        add(book, "B")
    book.path.unlink()
    book.path.with_name("book.alliance-wal").unlink()
    folder.mkdir()
    book.go_on_in_memory(refused.value)
    add(book, "B")
    disk.fault = None
    with pytest.raises(UserError, match="There is no file"):
        afloat.put_back(book)
    afloat.save_elsewhere(book, folder / "book.alliance")
    with open_portfolio(folder / "book.alliance", read_only=True) as moved:
        assert names(moved) == ["A", "B"]
        assert moved.protected == (book.key is not None)


def test_where_not_all_can_be_read_it_is_said_and_nothing_is_made_up(book, disk, monkeypatch):
    def unread(_, **how):
        raise apsw.IOError("disk I/O error")

    monkeypatch.setattr(afloat, "writable_in_memory", unread)
    with pytest.raises(Gone, match="not all of it can be read any more"):
        book.go_on_in_memory(Unwritable("full"))
    assert book.afloat is None


def test_a_portfolio_open_to_read_never_goes_afloat(book):
    with open_portfolio(book.path, read_only=True) as reader:
        assert not reader.go_on_in_memory(Unwritable("full"))


def test_closing_while_the_disk_is_full_loses_nothing_and_raises_nothing(tmp_path, disk):
    with create(tmp_path / "full.alliance") as portfolio:
        add(portfolio, "A")
        disk.fault = apsw.FullError("database or disk is full")
    disk.fault = None
    with open_portfolio(tmp_path / "full.alliance", read_only=True) as portfolio:
        assert names(portfolio) == ["A"]


def test_what_is_saved_is_told_as_saved(book):
    assert afloat.unsaved(book) == 0
    with pytest.raises(UserError, match="is saved"):
        afloat.put_back(book)
