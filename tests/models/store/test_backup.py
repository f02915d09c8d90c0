"""Copies that are proved, their return, and the check that finds damage."""

from datetime import date
from pathlib import Path

import apsw
import pytest

from models.errors import UserError
from models.files import safe_save
from models.ids import new_id
from models.partner import Contact, Partner
from models.store import backup as backing
from models.store import engine, records
from models.store.backup import backup, check, restore
from models.store.portfolio import create, open_portfolio
from tests.sample_portfolio import sample_at


def make(path: Path, *names: str) -> Path:
    with create(path) as portfolio:
        for name in names:
            with portfolio.change(f"Add {name}"):
                records.add(portfolio, Partner(new_id(), name))
    return path


def names(path: Path) -> list[str]:
    with open_portfolio(path, read_only=True) as portfolio:
        return [partner.name for partner in records.find(portfolio, Partner)]


def test_a_backup_of_an_open_portfolio_holds_the_last_change(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    with open_portfolio(path) as portfolio:
        with portfolio.change("Add B"):
            records.add(portfolio, Partner(new_id(), "B"))
        health = backup(path, tmp_path / "copy.alliance")
    assert health.whole
    assert health.counts["partners"] == 2
    assert names(tmp_path / "copy.alliance") == ["A", "B"]


def test_an_existing_file_is_never_overwritten_unasked(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    target = tmp_path / "copy.alliance"
    target.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        backup(path, target)
    assert target.read_text() == "mine"
    backup(path, target, force=True)
    assert names(target) == ["A"]


def test_a_copy_never_takes_the_portfolios_own_name(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    with pytest.raises(UserError, match="the portfolio itself"):
        backup(path, path, force=True)


def test_restore_brings_back_the_older_state_even_beside_a_newer_log(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    backup(path, tmp_path / "copy.alliance")
    with open_portfolio(path) as portfolio, portfolio.change("Add B"):
        records.add(portfolio, Partner(new_id(), "B"))
    # A log left by a killed process: restored pages must not be overwritten by it.
    path.with_name("book.alliance-wal").write_bytes(b"stale")
    restore(tmp_path / "copy.alliance", path, force=True)
    assert names(path) == ["A"]
    assert check(path).whole


def test_restore_refuses_a_portfolio_that_is_open(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    backup(path, tmp_path / "copy.alliance")
    with open_portfolio(path), pytest.raises(UserError, match="open in another place"):
        restore(tmp_path / "copy.alliance", path, force=True)


def test_restore_refuses_what_is_no_backup_and_keeps_the_portfolio(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    (tmp_path / "notes.txt").write_text("not a database, only some notes" * 10)
    with pytest.raises(UserError, match="not an Alliance Desk portfolio"):
        restore(tmp_path / "notes.txt", path, force=True)
    assert names(path) == ["A"]


def test_check_counts_what_is_there(tmp_path):
    health = check(make(tmp_path / "book.alliance", "A", "B"))
    assert health.whole
    assert (health.counts["partners"], health.changes) == (2, 2)


def test_check_finds_a_broken_page(tmp_path):
    path = make(tmp_path / "book.alliance", *(f"Partner {n}" for n in range(300)))
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 2 + 200] = b"\xff" * 200
    path.write_bytes(data)
    health = check(path)
    assert not health.whole
    assert "damaged" in health.faults[0]


def test_a_damaged_portfolio_is_not_backed_up_as_if_it_were_whole(tmp_path):
    path = make(tmp_path / "book.alliance", *(f"Partner {n}" for n in range(300)))
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 2 + 200] = b"\xff" * 200
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"did not verify|could not be copied"):
        backup(path, tmp_path / "copy.alliance")
    assert not (tmp_path / "copy.alliance").exists()


def test_a_file_is_whole_or_absent_and_leaves_no_part_behind(tmp_path):
    target = tmp_path / "out.txt"
    with pytest.raises(RuntimeError), safe_save(target) as part:
        part.write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with safe_save(target) as part:
        part.write_text("whole")
    assert target.read_text() == "whole"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize(
    ("target", "words"),
    [("", "is a folder"), ("there.txt", "exists already"), ("no/where.txt", "does not exist")],
)
def test_a_target_that_cannot_be_is_refused_in_a_sentence(tmp_path, target, words):
    (tmp_path / "there.txt").write_text("mine")
    with pytest.raises(UserError, match=words), safe_save(tmp_path / target):
        pass
    assert (tmp_path / "there.txt").read_text() == "mine"


BROKEN = {
    "a status no deal has": "UPDATE deals SET status='wxn'",
    "a date that is none": "UPDATE deals SET close_date='2021-0x-01'",
    "a negative portion": "UPDATE deals SET partner_minor=-5, tcv_minor=services_minor-5",
    "a TCV that is not the sum": "UPDATE deals SET tcv_minor=tcv_minor+1",
    "a name that is found under another": "UPDATE partners SET name_key='zzz'",
    "a yes that is neither yes nor no": "UPDATE deals SET qualified=7",
    "text that is no text": "UPDATE deals SET customer=CAST(x'ff41' AS TEXT)",
    "a role nobody has": "UPDATE contacts SET role='king'",
    "a list that is none": "UPDATE offerings SET geographies='[1'",
}


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "sample.alliance"
    sample_at(path, date(2026, 11, 24)).close()
    return path


def test_a_sound_sample_has_no_faults(sample):
    assert check(sample).faults == ()


@pytest.mark.parametrize("what", BROKEN)
def test_check_finds_a_value_that_no_input_could_have_written(sample, tmp_path, what):
    raw = apsw.Connection(str(sample))
    raw.execute(BROKEN[what] + " WHERE id = (SELECT max(id) FROM " + BROKEN[what].split()[1] + ")")
    raw.close()
    assert not check(sample).whole
    with pytest.raises(UserError, match="did not verify"):
        backup(sample, tmp_path / "copy.alliance")
    assert not (tmp_path / "copy.alliance").exists()


def test_a_record_that_cannot_be_read_is_a_sentence_that_names_it(sample):
    raw = apsw.Connection(str(sample))
    raw.execute("UPDATE contacts SET since='2021-0x-01'")
    raw.close()
    with (
        open_portfolio(sample, read_only=True) as portfolio,
        pytest.raises(UserError, match=r"The contact with id \d+ is damaged"),
    ):
        records.find(portfolio, Contact)


def test_a_damaged_page_is_a_sentence_wherever_it_is_read(tmp_path):
    path = make(tmp_path / "book.alliance", *(f"Partner {n}" for n in range(300)))
    data = bytearray(path.read_bytes())
    for page in range(len(data) // 8192, len(data) // 4096):
        data[4096 * page : 4096 * page + 64] = b"\xff" * 64
    path.write_bytes(data)
    with pytest.raises(UserError, match="damaged"):
        names(path)


def test_a_reader_does_not_turn_a_saved_change_into_a_failure(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    reader = apsw.Connection(str(path))
    reader.execute("BEGIN; SELECT * FROM partners").fetchall()
    portfolio = open_portfolio(path)
    portfolio.conn.raw.set_busy_timeout(10)
    with portfolio.change("Add B"):
        records.add(portfolio, Partner(new_id(), "B"))
    portfolio.close()
    reader.close()
    assert names(path) == ["A", "B"]


def test_reading_leaves_no_files_beside_the_portfolio(tmp_path):
    path = make(tmp_path / "book.alliance", "A")
    before = path.read_bytes()
    assert names(path) == ["A"]
    check(path)
    assert [p.name for p in tmp_path.iterdir()] == ["book.alliance"]
    assert path.read_bytes() == before


def test_a_copy_is_finished_though_something_is_saved_at_every_step(tmp_path):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        with portfolio.change("Fill"):
            for number in range(3_000):
                records.add(portfolio, Partner(new_id(), f"N{number}", notes="x" * 4_000))
        saved = 0

        def save(done: int, total: int) -> None:
            nonlocal saved
            saved += 1
            assert saved < 50, "the copying begins anew with each save"
            with portfolio.change("Add"):
                records.add(portfolio, Partner(new_id(), "Late"))

        source = engine.connect(path, mode="ro")
        target = engine.connect(tmp_path / "copy.alliance", create=True)
        engine.copied(source, target, save)
        assert saved > 1
        assert target.value("SELECT count(*) FROM partners") == 3_000
        source.close()
        target.close()


def test_what_is_saved_while_a_copy_is_verified_is_not_missed_in_it(tmp_path, monkeypatch):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        with portfolio.change("Add"):
            records.add(portfolio, Partner(new_id(), "A"))

        def looked_at(part, copy, *, real=backing.examined):
            with portfolio.change("Add"):
                records.add(portfolio, Partner(new_id(), "Late"))
            return real(part, copy)

        monkeypatch.setattr(backing, "examined", looked_at)
        assert backup(path, tmp_path / "copy.alliance").counts["partners"] == 1


def test_a_lost_list_of_tables_is_found_by_the_quick_look_too(tmp_path):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        pages = portfolio.conn.rows(
            "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pagetype = 'leaf'"
        )
    assert backing.quick_fault(path) == ""
    data = bytearray(path.read_bytes())
    data[(pages[2][0] - 1) * 4096 : pages[2][0] * 4096] = bytes(4096)
    path.write_bytes(data)
    assert "malformed" in backing.quick_fault(path)
