"""A portfolio that somebody else made runs nothing, takes nothing, and is told in a sentence."""

import resource
import time
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import apsw
import pytest

from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import known_on, records, snapshots
from models.store.backup import check
from models.store.deleted_meetings import deleted_meetings
from models.store.doubt import doubting
from models.store.finding import partner_names
from models.store.journal_history import history
from models.store.partner_names import touched_since
from models.store.partners import view
from models.store.portfolio import Portfolio, open_portfolio
from models.store.timeline import recorded
from models.store.timeline_journal import read_part
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)
# Bytes, as getrusage counts them here.
MOST_GROWN = 500 * 2**20


def theirs(folder: Path, change: Callable[[apsw.Connection], object]) -> Path:
    """The sample, changed by a program that keeps no rule of ours."""
    path = folder / "theirs.alliance"
    sample_at(path, DAY).close()
    raw = apsw.Connection(str(path))
    raw.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
    raw.execute("PRAGMA foreign_keys=OFF")
    change(raw)
    raw.close()
    return path


def said(*sql: str) -> Callable[[apsw.Connection], object]:
    return lambda raw: [raw.execute(one).fetchall() for one in sql]


def retold(table: str, before: str, after: str) -> Callable[[apsw.Connection], object]:
    """The same file with another text of a table in its schema."""

    def change(raw: apsw.Connection) -> None:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?",
            (before, after, table),
        )
        assert raw.changes() == 1

    return change


@pytest.mark.parametrize(
    "change",
    [
        said("CREATE TRIGGER t AFTER INSERT ON partners BEGIN DELETE FROM deals; END"),
        said("CREATE TRIGGER t AFTER UPDATE ON deals BEGIN SELECT randomblob(1000000000); END"),
        said("DROP TABLE rates", "CREATE VIEW rates AS SELECT 1 AS id, 'EUR' AS currency,"
             " '2026-01-01' AS on_date, hex(randomblob(100)) AS rate"),
        said("ALTER TABLE partners ADD COLUMN more TEXT AS (hex(zeroblob(99)))"),
        said("CREATE INDEX i ON deals (hex(zeroblob(length(name) * 9)))"),
        said("CREATE INDEX i ON deals (name) WHERE abs(id) > 0"),
        said("CREATE TABLE more (id INTEGER)"),
        said("CREATE VIRTUAL TABLE more USING fts5(name)"),
        said("DROP TABLE snapshots"),
        retold("deals", "stage TEXT NOT NULL", "stage TEXT CHECK (randomblob(9) <> 1) NOT NULL"),
        retold("deals", "\n) STRICT", "\n)"),
        retold("rates", "rate TEXT NOT NULL", "rate TEXT NOT NULL DEFAULT (randomblob(9))"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_with_rules_of_its_own_is_not_opened(
    tmp_path: Path, change: Callable[[apsw.Connection], object], *, read_only: bool
) -> None:
    path = theirs(tmp_path, change)
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"that Alliance Desk did not make|can't be read|damaged"):
        open_portfolio(path, read_only=read_only)
    with pytest.raises(UserError):
        check(path)
    assert path.read_bytes() == before


def wrong_types(raw: apsw.Connection) -> None:
    """Numbers where words are and words where numbers are, in a table that says it has none."""
    raw.execute("PRAGMA writable_schema=ON")
    raw.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'deals'")
    raw.execute("PRAGMA schema_version = 990")
    again = apsw.Connection(raw.filename)
    again.execute("UPDATE deals SET tcv_minor = 'much', name = 7, close_date = x'00'")
    again.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
    again.execute("PRAGMA writable_schema=ON")
    again.execute(
        "UPDATE sqlite_schema SET sql = rtrim(sql, ')') || ') STRICT' WHERE name = 'deals'"
    )
    again.execute("PRAGMA schema_version = 991")
    again.close()


def bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(10**7)) for _ in range(300)) + packer.flush()


BOMB = bomb()


@pytest.mark.parametrize(
    "change",
    [
        wrong_types,
        said("UPDATE deals SET close_date = '2026-13-45'"),
        said("UPDATE partners SET name = cast(x'41eda08042' AS TEXT)"),
        said("UPDATE partners SET name = cast(x'41ff' AS TEXT)"),
        lambda raw: raw.execute("UPDATE journal SET changeset = ?", (BOMB,)),
        said("UPDATE journal SET changeset = x'00'"),
        lambda raw: raw.execute("UPDATE journal SET changeset = ?", (zlib.compress(b"T\2\1xx"),)),
        lambda raw: raw.execute(
            "UPDATE snapshots SET content = ?", (len(BOMB).to_bytes(4) + BOMB,)
        ),
        said("UPDATE evidence_files SET data = zeroblob(100000000)"),
        said("UPDATE partners SET notes = hex(zeroblob(150000000)) WHERE id = (SELECT min(id)"
             " FROM partners)"),
        said("UPDATE offerings SET geographies = replace(hex(zeroblob(50000)), '0', '[')"),
        said("UPDATE answers SET answered_at = 'yesterday'"),
        said("UPDATE settings SET value = '{' WHERE name LIKE '%limit%' OR name LIKE '%rule%'"),
    ],
)  # fmt: skip
def test_what_no_input_could_have_written_is_told_and_takes_no_memory(
    tmp_path: Path, change: Callable[[apsw.Connection], object]
) -> None:
    path = theirs(tmp_path, change)
    begun, grown = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        with open_portfolio(path) as book:
            look_around(book)
    except UserError as told:
        told.hint.strip()
    assert check(path).path == path
    assert time.monotonic() - begun < 60
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown) * 1024 < MOST_GROWN


def look_around(book: Portfolio) -> None:
    """What pages ask for first, each by itself: it is answered, or told in a sentence."""
    partner = int(book.conn.value("SELECT id FROM partners ORDER BY id"))
    asked: list[Callable[[], object]] = [
        lambda: partner_names(book),
        lambda: view(book, partner, DAY),
        lambda: snapshots.listed(book),
        lambda: snapshots.content(book, snapshots.listed(book)[0].id),
        lambda: recorded(book, partner, DAY),
        lambda: read_part(book, partner, DAY),
        lambda: history(book, "partners", partner),
        lambda: deleted_meetings(book, DAY),
        lambda: touched_since(book, 0),
        lambda: known_on.began(book),
        lambda: rewound(book),
        book.undo,
    ]
    for ask in asked:
        try:
            with doubting(book):
                ask()
        except UserError as told:
            told.hint.strip()


def rewound(book: Portfolio) -> None:
    with known_on.rewinding(book) as copy:
        copy.to_the_end_of(date(2020, 1, 1))


def test_nothing_of_a_foreign_file_runs_when_its_rules_are_hidden_until_it_is_open(
    tmp_path: Path,
) -> None:
    """A trigger that is added while the file is open to us does not run on what we write."""
    path = theirs(tmp_path, said("SELECT 1"))
    with open_portfolio(path) as book:
        other = apsw.Connection(str(path))
        other.execute("CREATE TRIGGER t AFTER INSERT ON partners BEGIN DELETE FROM deals; END")
        other.close()
        deals = book.conn.value("SELECT count(*) FROM deals")
        with book.change("Add"):
            records.add(book, Partner(new_id(), "Theirs"))
        assert book.conn.value("SELECT count(*) FROM deals") == deals > 0
