"""The import log: what is kept of each import, and how far undo is from it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.provenance import came_from, moment_text
from models.store import apply, import_log
from models.store.apply import Batch, LogEntry
from models.store.deals import all_deals
from models.store.portfolio import Portfolio, create

BEGIN = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as found:
        with found.change("Begin", floor=True):
            found.conn.execute("INSERT INTO partners (id, name, name_key) VALUES (1, 'A', 'a')")
        yield found


def bring(portfolio: Portfolio, id_: int, file: str, *deals: int, partner: str = "") -> None:
    portfolio.clock = lambda: BEGIN + timedelta(minutes=id_)
    rows = [(deal, 1, f"D{deal}", "open", file, deal + 1, id_) for deal in deals]
    columns = ("partner_id", "name", "status", "source", "source_line", "import_id")
    entry = LogEntry("deals", file, "ab", {"read": len(deals)}, "head", "m\n", id_, partner)
    batch = Batch("deals", columns, len(rows), rows)
    apply.write(portfolio, f"Import deals from {file}", [batch], entry, lambda *_: None)


def test_each_import_tells_its_deals_and_how_many_changes_came_after(portfolio: Portfolio) -> None:
    bring(portfolio, 1, "a.csv", 1, 2, 3)
    bring(portfolio, 2, "b.csv", 3)
    with portfolio.change("Rename"):
        portfolio.conn.execute("UPDATE partners SET name = 'B'")
    found = import_log.entries(portfolio)
    assert [(e.file, e.deals, e.after) for e in found] == [("b.csv", 1, 1), ("a.csv", 2, 2)]
    portfolio.undo()
    assert [e.after for e in import_log.entries(portfolio)] == [0, 1]
    portfolio.undo()
    assert [(e.file, e.deals, e.after) for e in import_log.entries(portfolio)] == [("a.csv", 3, 0)]


def test_the_same_file_twice_is_two_imports(portfolio: Portfolio) -> None:
    bring(portfolio, 1, "a.csv", 1)
    bring(portfolio, 2, "a.csv", 1)
    assert [(e.id, e.after) for e in import_log.entries(portfolio)] == [(2, 0), (1, 1)]


def test_an_import_beyond_undo_says_so(portfolio: Portfolio) -> None:
    bring(portfolio, 1, "a.csv", 1)
    with portfolio.change("Floor", floor=True):
        portfolio.conn.execute("UPDATE partners SET name = 'B'")
    assert [e.after for e in import_log.entries(portfolio)] == [None]


def test_lists_of_a_kind_are_told_apart_by_whose_they_are(portfolio: Portfolio) -> None:
    bring(portfolio, 1, "a.csv", 1, partner="Söhne")
    bring(portfolio, 2, "b.csv", 2, partner="Other")
    found = import_log.source(portfolio, "deals", "head", "söhne")
    assert found is not None
    assert (found.ids, found.read, found.file) == (frozenset([1]), 1, "a.csv")
    assert import_log.source(portfolio, "deals", "other head", "Söhne") is None


def test_a_deal_knows_its_file_line_and_moment_also_after_a_hand(portfolio: Portfolio) -> None:
    bring(portfolio, 1, "crm.csv", 11)
    with portfolio.change("By hand"):
        portfolio.conn.execute("UPDATE deals SET name = 'X'")
    (row,) = all_deals(portfolio, BEGIN.date()).rows
    here = moment_text((BEGIN + timedelta(minutes=1)).isoformat(timespec="seconds"))
    assert row.import_id == 1
    assert came_from(row.source, row.source_line, row.imported_at) == (
        f"crm.csv, line 12, imported {here}"
    )
    assert came_from("", 0, None) == ""
    assert came_from("crm.csv", 0, None) == "crm.csv"
    assert [name[:2] for name in import_log.names(portfolio)] == [(1, "crm.csv")]
