"""A passphrase keeps a portfolio from everybody else, and nothing of it lies about unprotected."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, datetime
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import Locked, UserError
from models.ids import new_id
from models.partner import Partner
from models.store import backups, engine, keys, protecting, records
from models.store.backup import backup, check, restore
from models.store.known_on import rewinding
from models.store.portfolio import create, open_portfolio

SENTINEL = "Zanzibar Quartz"
PHRASE = "correct horse, battery"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    with create(path, PHRASE) as portfolio, portfolio.change("Add"):
        records.add(portfolio, Partner(new_id(), SENTINEL))
    return path


def partners(path: Path) -> list[str]:
    with open_portfolio(path, read_only=True) as portfolio:
        return [partner.name for partner in records.find(portfolio, Partner)]


def hits(folder: Path) -> list[str]:
    """The files in which the partner's name can be read, in any of its encodings."""
    looked_for = [SENTINEL.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in looked_for)
    ]


def test_a_protected_file_does_not_begin_as_sqlites_do_and_only_its_owner_reads_it(
    book: Path,
) -> None:
    assert not book.read_bytes().startswith(b"SQLite format 3")
    assert book.stat().st_mode & 0o777 == 0o600


def test_no_name_can_be_read_in_the_file_its_log_or_its_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = tmp_path / "book.alliance"
    with create(path, PHRASE) as portfolio:
        with portfolio.change(f"Add {SENTINEL}"):
            records.add(portfolio, Partner(new_id(), SENTINEL))
        assert path.with_name("book.alliance-wal").stat().st_size > 0
        assert hits(tmp_path) == []
        backup(path, tmp_path / "copy.alliance")
        portfolio.undo()
        portfolio.redo()
    check(path)
    assert hits(tmp_path) == []
    protecting.unprotect(path)
    assert hits(tmp_path) == ["book.alliance"]  # so that the search would have found it


def test_without_its_passphrase_a_file_is_neither_read_nor_written(book: Path) -> None:
    keys.forget()
    before = book.read_bytes()
    for read_only in (True, False):
        with pytest.raises(Locked, match="protected by a passphrase"):
            open_portfolio(book, read_only=read_only)
    with pytest.raises(Locked):
        check(book)
    with pytest.raises(Locked):
        backup(book, book.with_name("copy.alliance"))
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir() if path.is_file()] == [book.name]


def test_its_passphrase_opens_it_and_its_copies(book: Path) -> None:
    copy = book.with_name("copy.alliance")
    backup(book, copy)
    restore(copy, book.with_name("again.alliance"))
    keys.forget()
    protecting.unlock(book, PHRASE)
    for path in (book, copy, book.with_name("again.alliance")):
        assert partners(path) == [SENTINEL]
        assert check(path).whole


@pytest.mark.parametrize(
    "wrong",
    [PHRASE.upper(), PHRASE + " ", "x'" + "00" * 32 + "'", "raw:" + "0" * 64, "a\0b", "'\";--"],
)
def test_another_passphrase_is_refused_in_one_sentence_and_holds_nothing(
    book: Path, wrong: str
) -> None:
    keys.forget()
    with pytest.raises(UserError, match="does not open with this passphrase") as refusal:
        protecting.unlock(book, wrong)
    assert "damaged" in refusal.value.hint
    assert wrong not in str(refusal.value)
    assert not keys.is_held(book)


def test_a_damaged_file_and_another_kind_of_file_say_the_same(tmp_path: Path, book: Path) -> None:
    keys.forget()
    data = bytearray(book.read_bytes())
    data[100] ^= 1
    book.write_bytes(data)
    with pytest.raises(UserError, match="does not open with this passphrase"):
        protecting.unlock(book, PHRASE)
    foreign = tmp_path / "noise.alliance"
    foreign.write_bytes(random.Random(7).randbytes(20_000))
    with pytest.raises(UserError, match="not an Alliance Desk portfolio"):
        open_portfolio(foreign)


@pytest.mark.parametrize(
    "phrase",
    [
        "x",
        "Grüße, 株式会社",
        "🔑" * 40,
        "long " * 20_000,
        "x'" + "00" * 32 + "'",
        "a\0b",
        " ",
        "';--",
    ],
    ids=["one", "unicode", "emoji", "long", "raw", "nul", "blank", "quotes"],
)
def test_any_words_can_be_a_passphrase(tmp_path: Path, phrase: str) -> None:
    path = tmp_path / "book.alliance"
    create(path, phrase).close()
    keys.forget()
    protecting.unlock(path, phrase)
    open_portfolio(path).close()


def test_letters_put_together_or_apart_are_one_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "book.alliance"
    create(path, unicodedata.normalize("NFC", "Müller é")).close()
    keys.forget()
    assert protecting.unlock(path, unicodedata.normalize("NFD", "Müller é"))


def test_an_empty_passphrase_and_one_that_is_no_text_are_refused(book: Path) -> None:
    with pytest.raises(UserError, match="is empty"):
        protecting.protect(book, "")
    with pytest.raises(UserError, match="no text"):
        protecting.protect(book, "half \ud800")
    assert partners(book) == [SENTINEL]


def test_protection_is_turned_on_changed_and_turned_off_with_every_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "book.alliance", tmp_path / "copy.alliance"
    with create(path) as portfolio, portfolio.change("Add"):
        records.add(portfolio, Partner(new_id(), SENTINEL))
    backup(path, copy)
    assert protecting.protect(path, PHRASE, [copy]).copies == 1
    assert hits(tmp_path) == []
    protecting.protect(path, "another", [copy])
    keys.forget()
    for each in (path, copy):
        with pytest.raises(UserError, match="does not open"):
            protecting.unlock(each, PHRASE)
    protecting.unlock(path, "another")
    assert partners(copy) == partners(path) == [SENTINEL]
    assert protecting.unprotect(path, [copy]).copies == 1
    keys.forget()
    assert partners(copy) == partners(path) == [SENTINEL]
    with open_portfolio(path) as portfolio:
        assert portfolio.can_undo() == "Add"


def test_a_copy_that_cannot_be_rewritten_is_named_and_still_opens(book: Path) -> None:
    copy = book.with_name("copy.alliance")
    backup(book, copy)
    with open_portfolio(copy):
        done = protecting.protect(book, "another", [copy])
    assert done.copies == 0
    assert len(done.left) == 1
    assert partners(copy) == partners(book) == [SENTINEL]  # both keys are held until it is closed


def test_a_portfolio_that_is_open_elsewhere_keeps_its_passphrase(book: Path) -> None:
    before = book.read_bytes()
    with open_portfolio(book), pytest.raises(UserError, match="open in another place"):
        protecting.protect(book, "another")
    assert book.read_bytes() == before


def test_a_rewritten_copy_that_differs_never_takes_the_place_of_the_file(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(source: engine.Connection, target: Path, key: keys.Key | None) -> None:
        engine.rewritten(source, target, key)
        raw = engine.connect(target, key=key)
        raw.execute("DELETE FROM partners")
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.close()

    monkeypatch.setattr(protecting, "rewritten", half)
    before = book.read_bytes()
    with pytest.raises(UserError, match="was not changed"):
        protecting.protect(book, "another")
    assert book.read_bytes() == before
    assert partners(book) == [SENTINEL]


def test_what_the_engine_says_when_it_cannot_write_does_not_hold_the_key(book: Path) -> None:
    key = keys.new_key("another")
    with open_portfolio(book) as portfolio, pytest.raises(apsw.Error) as refusal:
        portfolio.conn.execute("BEGIN")
        engine.rewritten(portfolio.conn, book.with_name("part"), key)
    assert key.raw.hex() not in "".join(map(str, (refusal.value, refusal.getrepr())))
    assert key.raw.hex() not in repr(key)


def test_the_past_of_a_protected_portfolio_can_be_seen(book: Path) -> None:
    with open_portfolio(book) as portfolio, rewinding(portfolio) as copy:
        assert records.find(portfolio, Partner)
        assert not records.find(copy.to_the_end_of(date(2020, 1, 1)), Partner)


def test_copies_of_a_protected_portfolio_are_described_while_it_is_unlocked(
    book: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    made = backups.secure(book, folder, datetime(2026, 5, 4), "on closing")
    assert made is not None
    (held,) = backups.described([made], book)
    assert (held.partners, held.differs, held.problem) == (1, "The same as now", "")
    assert protecting.is_protected(made)


@pytest.fixture(scope="module")
def with_free_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A protected portfolio in which pages are free: SQLite's own check passes over them."""
    path = tmp_path_factory.mktemp("flip") / "book.alliance"
    with create(path, PHRASE) as portfolio:
        with portfolio.change("Add"):
            for at in range(40):
                records.add(portfolio, Partner(new_id(), f"Partner {at}", notes="x" * 400))
        with portfolio.change("Delete"):
            portfolio.conn.execute("DELETE FROM partners")
        portfolio.conn.execute("DELETE FROM journal WHERE id = 1")
        assert portfolio.conn.value("PRAGMA freelist_count") > 0
    return path


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_flipped_bit_of_a_protected_file_goes_unnoticed(
    data: st.DataObject, tmp_path: Path, with_free_pages: Path
) -> None:
    if not keys.is_held(with_free_pages):
        protecting.unlock(with_free_pages, PHRASE)
    path = tmp_path / "flipped.alliance"
    held = bytearray(with_free_pages.read_bytes())
    bit = data.draw(st.integers(0, len(held) * 8 - 1))
    held[bit // 8] ^= 1 << bit % 8
    path.write_bytes(held)
    try:
        faults = check(path).faults
    except UserError as fault:
        faults = (fault.message,)
    assert faults
