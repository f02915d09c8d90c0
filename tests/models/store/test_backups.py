"""Copies made only where something changed, thinned out, and told apart in words."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import migrations, records
from models.store.backups import described, in_folder, open_to_look, secure
from models.store.portfolio import Portfolio, create, open_portfolio

NOW = datetime(2026, 11, 24, 17, 40)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "book.alliance") as made:
        yield made


def add(portfolio: Portfolio, name: str) -> int:
    with portfolio.change(f"Add {name}"):
        return records.add(portfolio, Partner(new_id(), name))


def copy(portfolio: Portfolio, folder: Path, hours: int = 0) -> Path:
    made = secure(portfolio.path, folder, NOW + timedelta(hours=hours), "on closing")
    assert made is not None
    return made


def test_a_portfolio_in_which_nothing_was_written_needs_no_copy(portfolio, folder):
    assert secure(portfolio.path, folder, NOW, "on closing") is None
    assert list(folder.iterdir()) == []


def test_a_copy_is_made_only_where_something_changed(portfolio, folder):
    add(portfolio, "A")
    first = copy(portfolio, folder)
    assert copy(portfolio, folder, 1) == first
    portfolio.undo()
    assert copy(portfolio, folder, 2) != first
    assert [found.number for found in in_folder(folder)] == [2, 1]


def test_a_damaged_copy_stands_for_nothing(portfolio, folder):
    add(portfolio, "A")
    first = copy(portfolio, folder)
    first.write_bytes(b"no database")
    assert copy(portfolio, folder, 1) != first


def test_older_copies_thin_out_and_other_files_stay(portfolio, folder):
    (folder / "mine.alliance").write_text("mine")
    for hour in range(7):
        add(portfolio, f"P{hour}")
        copy(portfolio, folder, hour)
    assert [found.number for found in in_folder(folder)] == [7, 6, 5, 4, 3]
    assert (folder / "mine.alliance").read_text() == "mine"


def test_a_copy_that_cannot_be_made_is_a_sentence(portfolio, tmp_path):
    add(portfolio, "A")
    with pytest.raises(UserError, match="does not exist"):
        secure(portfolio.path, tmp_path / "nowhere", NOW, "on closing")


def test_a_copy_says_how_it_differs_from_now(portfolio, folder):
    northwind = add(portfolio, "Northwind")
    first = copy(portfolio, folder)
    with portfolio.change("Add a deal"):
        records.add(portfolio, Deal(new_id(), northwind, name="One"))
    second = copy(portfolio, folder, 1)
    with portfolio.change("Delete Northwind"):
        records.delete(portfolio, Partner, [northwind])
    third = copy(portfolio, folder, 2)
    told = described([first, second, third], portfolio.path)
    assert [(held.path, held.partners, held.deals, held.differs) for held in told] == [
        (third, 0, 0, "The same as now"),
        (second, 1, 1, "1 change ago, with 1 partner more and 1 deal more"),
        (first, 1, 0, "2 changes ago, with 1 partner more"),
    ]
    assert told[2].since == ("Delete Northwind", "Add a deal")
    portfolio.undo()
    assert described([second], portfolio.path)[0].since == (
        "Took back “Delete Northwind”", "Delete Northwind",
    )  # fmt: skip


def test_many_changes_since_are_named_by_the_last_ones_and_counted(portfolio, folder):
    add(portfolio, "A")
    first = copy(portfolio, folder)
    for number in range(10):
        add(portfolio, f"P{number}")
    (told,) = described([first], portfolio.path)
    assert told.since[:2] == ("Add P9", "Add P8")
    assert told.since[-1] == "and 5 before"


def test_another_portfolio_another_history_and_a_damaged_file_are_told(portfolio, folder, tmp_path):
    add(portfolio, "A")
    with create(tmp_path / "other.alliance") as other:
        other.clock = lambda: datetime(2020, 1, 1)
        add(other, "B")
        add(other, "C")
        elsewhere = copy(other, folder)
    same_name = elsewhere.rename(folder / elsewhere.name.replace("other", "book"))
    (tmp_path / "copies").mkdir()
    with open_portfolio(tmp_path / "other.alliance") as other:
        elsewhere = copy(other, tmp_path / "copies")
    broken = folder / "broken.alliance"
    broken.write_text("no database")
    told = {held.path: held for held in described([elsewhere, same_name, broken], portfolio.path)}
    assert told[elsewhere].differs == "Another portfolio, with 1 partner more"
    assert told[same_name].differs == "Has a history of its own, with 1 partner more"
    assert told[broken].differs == "Can’t be read"
    assert "not an Alliance Desk portfolio" in told[broken].problem
    assert described([elsewhere], None)[0].differs == ""


def test_a_copy_of_an_older_format_is_looked_at_beside_itself(
    portfolio, folder, tmp_path, monkeypatch
):
    add(portfolio, "A")
    made = copy(portfolio, folder)
    before = made.read_bytes()

    def m999_add_colour(db):
        db.execute("ALTER TABLE partners ADD COLUMN colour TEXT NOT NULL DEFAULT ''")

    monkeypatch.setattr(migrations, "_MIGRATIONS", (*migrations._MIGRATIONS, m999_add_colour))
    monkeypatch.setattr(migrations, "SUPPORTED", migrations.SUPPORTED + 1)
    for _ in range(2):
        with open_to_look(made, tmp_path / "looking") as looked_at:
            assert looked_at.read_only
            assert looked_at.conn.value("SELECT count(colour) FROM partners") == 1
    assert made.read_bytes() == before
