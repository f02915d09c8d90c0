"""Writing an import: one change, undone as one, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.errors import Cancelled
from models.store import apply
from models.store.apply import Batch, LogEntry
from models.store.portfolio import Portfolio, create

ENTRY = LogEntry("deals", "list.csv", "ab", {"read": 1}, "headers", "[columns]\n", 7, "")
PARTNERS = Batch("partners", ("name", "name_key"), 2, [(1, "A", "a"), (2, "B", "b")])


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as found:
        yield found


def quiet(_done: int, _total: int, _text: str) -> None:
    """Tell nobody."""


def deals(count: int) -> Batch:
    rows = [(i, 1, f"D{i}", "open", "2026-01-01") for i in range(1, count + 1)]
    return Batch("deals", ("partner_id", "name", "status", "close_date"), count, rows)


def contents(portfolio: Portfolio) -> tuple[list[Any], list[Any], list[Any]]:
    return (
        portfolio.conn.rows("SELECT * FROM partners ORDER BY id"),
        portfolio.conn.rows("SELECT * FROM deals ORDER BY id"),
        portfolio.conn.rows("SELECT * FROM imports"),
    )


def test_an_import_is_one_change_that_undo_takes_back(portfolio: Portfolio) -> None:
    change = apply.write(portfolio, "Import 3 deals", [PARTNERS, deals(3)], ENTRY, quiet)
    assert change.tables == {"partners", "deals", "imports"}
    after = contents(portfolio)
    assert [len(rows) for rows in after] == [2, 3, 1]
    assert portfolio.can_undo() == "Import 3 deals"
    portfolio.undo()
    assert contents(portfolio) == ([], [], [])
    portfolio.redo()
    assert contents(portfolio) == after


def test_known_rows_are_replaced_and_undone_to_what_they_were(portfolio: Portfolio) -> None:
    apply.write(portfolio, "One", [PARTNERS, deals(2)], ENTRY, quiet)
    before = contents(portfolio)
    changed = deals(2)._replace(rows=[(2, 2, "New", "won", "2026-02-02")], size=1)
    apply.write(portfolio, "Two", [changed], ENTRY._replace(id=8), quiet)
    assert portfolio.conn.rows("SELECT name, status FROM deals WHERE id = 2") == [("New", "won")]
    portfolio.undo()
    assert contents(portfolio) == before


def test_rows_without_columns_are_records_that_go(portfolio: Portfolio) -> None:
    apply.write(portfolio, "One", [PARTNERS, deals(3)], ENTRY, quiet)
    before = contents(portfolio)
    apply.write(
        portfolio, "Two", [Batch("deals", (), 2, [(1,), (3,)])], ENTRY._replace(id=8), quiet
    )
    assert portfolio.conn.rows("SELECT id FROM deals") == [(2,)]
    portfolio.undo()
    assert contents(portfolio) == before


def test_cancelling_rolls_everything_back(portfolio: Portfolio) -> None:
    def stop(done: int, _total: int, _text: str) -> None:
        if done >= 2_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply.write(portfolio, "Import", [PARTNERS, deals(3_000)], ENTRY, stop)
    assert contents(portfolio) == ([], [], [])
    assert portfolio.can_undo() is None
    apply.write(portfolio, "Import", [PARTNERS, deals(3)], ENTRY, quiet)


def test_many_rows_leave_the_indexes_as_they_were(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name"
    before = portfolio.conn.rows(query)
    monkeypatch.setattr(apply, "_MANY", 10)
    apply.write(portfolio, "Import", [PARTNERS, deals(30)], ENTRY, quiet)
    assert portfolio.conn.rows(query) == before
    assert portfolio.conn.value("PRAGMA integrity_check") == "ok"
    portfolio.undo()
    assert contents(portfolio) == ([], [], [])
    assert portfolio.conn.value("PRAGMA integrity_check") == "ok"


def test_what_is_remembered_can_be_forgotten_and_undone(portfolio: Portfolio) -> None:
    apply.write(portfolio, "One", [PARTNERS], ENTRY, quiet)
    apply.forget(portfolio, "deals", "others")
    assert apply.remembered(portfolio, "deals", "headers") == ENTRY.mapping
    apply.forget(portfolio, "deals", "headers")
    assert apply.remembered(portfolio, "deals", "headers") == ""
    portfolio.undo()
    assert apply.remembered(portfolio, "deals", "headers") == ENTRY.mapping


def test_the_last_mapping_for_the_same_headers_is_remembered(portfolio: Portfolio) -> None:
    assert apply.remembered(portfolio, "deals", "headers") == ""
    apply.write(portfolio, "One", [PARTNERS], ENTRY, quiet)
    apply.write(portfolio, "Two", [deals(1)], ENTRY._replace(id=8, mapping="newer"), quiet)
    assert apply.remembered(portfolio, "deals", "headers") == "newer"
    assert apply.remembered(portfolio, "deals", "others") == ""
    assert apply.remembered(portfolio, "contacts", "headers") == ""


def test_records_are_found_by_many_ids(portfolio: Portfolio) -> None:
    large = 2**63 - 1
    rows = [(large, "A", "a"), (5, "B", "b")]
    apply.write(portfolio, "One", [PARTNERS._replace(rows=rows)], ENTRY, quiet)
    found = apply.known_by_id(portfolio, "partners", ("name",), [large, 6])
    assert found == {large: ("A",)}
    assert list(apply.known(portfolio, "partners", ("name",))) == [(5, "B"), (large, "A")]
