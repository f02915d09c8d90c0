"""The journal as a chain: nothing in it is changed or taken out unnoticed."""

from pathlib import Path

import pytest

from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.backup import check
from models.store.portfolio import create, open_portfolio


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        for name in ("A", "B", "C"):
            with portfolio.change(f"Add {name}"):
                records.add(portfolio, Partner(new_id(), name))
        portfolio.undo()
        portfolio.redo()
    return path


def harmed(path: Path, sql: str) -> tuple[str, ...]:
    with open_portfolio(path) as portfolio:
        portfolio.conn.execute(sql)
    return check(path).faults


def test_changes_undo_and_redo_follow_from_one_another(book):
    assert check(book).whole
    with open_portfolio(book) as portfolio:
        chains = [row[0] for row in portfolio.conn.rows("SELECT chain FROM journal")]
    assert len(set(chains)) == 5


def test_a_change_after_opening_anew_goes_on_with_the_chain(book):
    with open_portfolio(book) as portfolio, portfolio.change("Add D"):
        records.add(portfolio, Partner(new_id(), "D"))
    assert check(book).whole


def test_a_change_that_was_undone_and_given_up_keeps_the_chain(book):
    with open_portfolio(book) as portfolio:
        portfolio.undo()
        with portfolio.change("Add D"):
            records.add(portfolio, Partner(new_id(), "D"))
    assert check(book).whole


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET label = 'Add X' WHERE id = 2",
        "UPDATE journal SET who = 'nobody' WHERE id = 2",
        "UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE id = 2",
        "UPDATE journal SET changeset = (SELECT changeset FROM journal WHERE id = 1) WHERE id = 2",
        "UPDATE journal SET undoes = 1 WHERE id = 4",
        "UPDATE journal SET chain = x'00' WHERE id = 2",
    ],
)
def test_an_entry_that_was_changed_outside_is_named(book, sql):
    told = " ".join(harmed(book, sql))
    assert "Entry 2 of the journal does not follow" in told or "Entry 4" in told


@pytest.mark.parametrize("gone", [1, 2, 4])
def test_an_entry_that_was_taken_out_is_noticed_at_the_next(book, gone):
    faults = harmed(book, f"DELETE FROM journal WHERE id = {gone}")
    assert len(faults) == 1
    assert f"Entry {gone + 1} of the journal does not follow" in faults[0]
