"""A damaged portfolio is read around: what can be had is sound, and what is lost is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.ids import new_id
from models.partner import Contact, Partner
from models.store import keys, protecting, records
from models.store.backup import check
from models.store.portfolio import create, open_portfolio
from models.store.rescue import recover

PARTNERS, PAGE = 300, 4_096
PHRASE = "correct horse, battery"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rescue") / "book.alliance"
    with create(path) as portfolio:
        for part in range(3):
            with portfolio.change("Fill"):
                for number in range(PARTNERS // 3):
                    name = f"Partner {part} {number}"
                    made = records.add(portfolio, Partner(new_id(), name, notes="words " * 80))
                    records.add(portfolio, Contact(new_id(), made, "Ann Lee", role="other"))
    return path


def rows(path: Path) -> dict[str, set[str]]:
    with open_portfolio(path, read_only=True) as portfolio:
        return {
            kind.TABLE: {repr(row) for row in records.find(portfolio, kind)}
            for kind in (Partner, Contact)
        }


def pages_of(path: Path, table: str) -> list[int]:
    with open_portfolio(path, read_only=True) as portfolio:
        found = portfolio.conn.rows(
            "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno",
            (table,),
        )
    return [int(row[0]) for row in found]


def zeroed(source: Path, target: Path, pages: list[int]) -> Path:
    data = bytearray(source.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    target.write_bytes(data)
    return target


def test_of_a_sound_portfolio_everything_is_kept(tmp_path: Path, sound: Path) -> None:
    target = tmp_path / "new.alliance"
    found = recover(sound, target)
    assert found.lost == ()
    assert rows(target) == rows(sound)
    assert check(target).whole
    with open_portfolio(target) as portfolio:
        assert portfolio.conn.value("SELECT count(*) FROM journal") == 3
        assert portfolio.can_undo() is None  # its history is kept, and begins where it is


@pytest.mark.parametrize("which", ["first", "middle", "last", "two", "scattered"])
def test_rows_around_lost_pages_are_kept_and_the_others_are_counted(
    tmp_path: Path, sound: Path, which: str
) -> None:
    leaves = pages_of(sound, "partners")
    assert len(leaves) > 20
    gone = {
        "first": leaves[:1], "middle": leaves[10:11], "last": leaves[-1:],
        "two": [leaves[5], leaves[15]], "scattered": leaves[1::4],
    }[which]  # fmt: skip
    broken = zeroed(sound, tmp_path / "broken.alliance", gone)
    before = broken.read_bytes()
    target = tmp_path / "new.alliance"
    found = recover(broken, target)
    assert broken.read_bytes() == before
    had, kept = rows(sound), rows(target)
    assert kept["partners"] <= had["partners"]
    assert kept["contacts"] <= had["contacts"]
    # A page holds about seven partners; no more than those go, with their people.
    lost = len(had["partners"]) - len(kept["partners"])
    assert 0 < lost <= 10 * len(gone)
    assert len(had["contacts"]) - len(kept["contacts"]) == lost
    assert any("partners" in sentence for sentence in found.lost)
    assert any("belonged to one that is lost" in sentence for sentence in found.lost)
    assert check(target).whole


def test_a_journal_that_is_not_whole_is_left_out_and_said(tmp_path: Path, sound: Path) -> None:
    broken = tmp_path / "broken.alliance"
    broken.write_bytes(sound.read_bytes())
    with open_portfolio(broken) as portfolio:
        portfolio.conn.execute("UPDATE journal SET label = 'Another' WHERE id = 2")
    target = tmp_path / "new.alliance"
    found = recover(broken, target)
    assert any("history of changes" in sentence for sentence in found.lost)
    assert rows(target) == rows(sound)
    assert check(target).whole


def test_what_lies_in_the_log_of_a_killed_portfolio_is_kept(tmp_path: Path, sound: Path) -> None:
    path, killed = tmp_path / "book.alliance", tmp_path / "killed.alliance"
    path.write_bytes(sound.read_bytes())
    with open_portfolio(path) as portfolio:
        with portfolio.change("Add"):
            records.add(portfolio, Partner(new_id(), "In the log"))
        for extra in ("", "-wal"):
            killed.with_name(killed.name + extra).write_bytes(
                path.with_name(path.name + extra).read_bytes()
            )
    recover(killed, tmp_path / "new.alliance")
    assert len(rows(tmp_path / "new.alliance")["partners"]) == PARTNERS + 1
    assert killed.with_name("killed.alliance-wal").stat().st_size > 0  # it was only read


def test_a_protected_one_is_recovered_under_its_passphrase(tmp_path: Path, sound: Path) -> None:
    path = tmp_path / "secret.alliance"
    path.write_bytes(sound.read_bytes())
    protecting.protect(path, PHRASE)
    leaves = pages_of(path, "partners")
    broken = zeroed(path, tmp_path / "broken.alliance", leaves[3:5])
    recover(broken, tmp_path / "new.alliance")
    assert protecting.is_protected(tmp_path / "new.alliance")
    assert 0 < len(rows(tmp_path / "new.alliance")["partners"]) < PARTNERS
    keys.forget()
    protecting.unlock(tmp_path / "new.alliance", PHRASE)
    assert check(tmp_path / "new.alliance").whole


@pytest.mark.parametrize(
    "data", [b"", b"no portfolio at all" * 500, b"SQLite format 3\0" + bytes(8_000)]
)
def test_where_nothing_can_be_read_it_is_said_and_nothing_is_written(
    tmp_path: Path, data: bytes
) -> None:
    path, target = tmp_path / "thing.alliance", tmp_path / "new.alliance"
    path.write_bytes(data)
    with pytest.raises(UserError) as refusal:
        recover(path, target)
    assert refusal.value.hint
    assert not target.exists()
    assert path.read_bytes() == data


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_pages_are_lost_what_is_kept_was_there_and_is_sound(
    data: st.DataObject, tmp_path: Path, sound: Path
) -> None:
    pages = sound.stat().st_size // PAGE
    gone = data.draw(st.lists(st.integers(2, pages), min_size=1, max_size=12, unique=True))
    broken = zeroed(sound, tmp_path / "broken.alliance", gone)
    target = tmp_path / "new.alliance"
    try:
        recover(broken, target, force=True)
    except UserError:
        return  # nothing at all could be read
    had, kept = rows(sound), rows(target)
    assert all(kept[name] <= had[name] for name in had)
    assert check(target).whole


@pytest.mark.parametrize("protected", ["plain", "made so", "changed"])
def test_the_list_of_tables_is_put_back_where_it_is_lost(
    tmp_path: Path, sound: Path, protected: str
) -> None:
    path = tmp_path / "book.alliance"
    path.write_bytes(sound.read_bytes())
    if protected == "changed":
        protecting.protect(path, PHRASE)
    elif protected == "made so":
        path.unlink()
        with create(path, PHRASE) as portfolio, portfolio.change("Fill"):
            for number in range(60):
                records.add(portfolio, Partner(new_id(), f"P {number}", notes="words " * 80))
    had = rows(path)
    lost = pages_of(path, "sqlite_schema")
    assert len(lost) > 3
    broken = zeroed(path, tmp_path / "broken.alliance", lost[2:5])
    with pytest.raises(UserError):
        open_portfolio(broken)
    found = recover(broken, tmp_path / "new.alliance")
    assert found.lost == ()
    assert rows(tmp_path / "new.alliance") == had
    assert check(tmp_path / "new.alliance").whole


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        recover(tmp_path / "none.alliance", tmp_path / "new.alliance")
