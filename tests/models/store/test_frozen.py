"""Frozen facts in the portfolio: kept whole, decided again, and no byte of them changes unseen."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.partner import Partner
from models.program.frozen import again
from models.store import frozen, records, soundness
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_reading, terms_on
from models.store.standing import partner_file
from tests.models.program.making import PARTNER, Records, complete, deal, won

DAY = date(2022, 1, 5)


def put(portfolio: Portfolio, made: Records) -> None:
    """Write a partner's records as one change."""
    with portfolio.change("Put a partner"):
        for field in fields(made):
            value = getattr(made, field.name)
            for record in value if isinstance(value, list) else [value]:
                records.add(portfolio, record)


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "one.alliance") as found:
        put(found, complete(won(25_000_000), deal("open", date(2020, 1, 1), 100, next_step="Call")))
        yield found


def freeze(portfolio: Portfolio) -> int:
    file = partner_file(portfolio, PARTNER, DAY, date(2021, 12, 31))
    with portfolio.change("Freeze"):
        return frozen.freeze(portfolio, file, terms_on(portfolio, DAY), {"A10": "count"})


@pytest.mark.clause("C013")
def test_what_was_frozen_stays_when_everything_else_changes(portfolio):
    file = partner_file(portfolio, PARTNER, DAY, date(2021, 12, 31))
    kept = freeze(portfolio)
    with portfolio.change("Delete the partner"):
        records.delete(portfolio, Partner, [PARTNER])
    found = frozen.thaw(portfolio, kept)
    assert found.deals == file.deals
    assert found.decision == file.decision == again(found)
    assert found.decision.calculated_tier == "platinum"
    assert (found.readings, found.terms.version) == ({"A10": "count"}, "2021")
    assert found.decision.prerequisites_as_of == date(2021, 12, 31)


def test_the_same_facts_are_kept_once(portfolio):
    assert freeze(portfolio) == freeze(portfolio)
    assert portfolio.conn.value("SELECT count(*) FROM frozen") == 1
    assert portfolio.conn.value("SELECT count(*) FROM programs") == 1


@pytest.mark.parametrize("column", ["facts", "decision"])
def test_a_changed_byte_is_noticed_on_reading_and_by_check(portfolio, column):
    kept = freeze(portfolio)
    assert soundness.faults(portfolio.conn) == []
    blob = bytearray(portfolio.conn.value(f"SELECT {column} FROM frozen"))
    blob[len(blob) // 2] ^= 1
    portfolio.conn.execute(f"UPDATE frozen SET {column} = ?", (bytes(blob),))
    with pytest.raises(UserError, match="a byte was changed"):
        frozen.thaw(portfolio, kept)
    with pytest.raises(UserError, match="a byte was changed"):
        frozen.decision_of(portfolio, kept)
    [fault] = soundness.faults(portfolio.conn)
    assert "Northwind" in fault


@pytest.mark.parametrize(
    ("column", "value"),
    [("partner", "Other"), ("as_of", "2022-01-06"), ("readings", '{"A10": "leave out"}')],
)
def test_what_stands_beside_the_facts_is_sealed_too(portfolio, column, value):
    kept = freeze(portfolio)
    portfolio.conn.execute(f"UPDATE frozen SET {column} = ?", (value,))
    with pytest.raises(UserError, match="a byte was changed"):
        frozen.thaw(portfolio, kept)


def test_a_program_that_was_changed_afterwards_is_noticed(portfolio):
    kept = freeze(portfolio)
    portfolio.conn.execute("UPDATE programs SET text = replace(text, '25_000_000', '1')")
    portfolio.conn.execute("UPDATE programs SET text = text || ' '")
    with pytest.raises(UserError, match="is not there as it was"):
        frozen.thaw(portfolio, kept)


def test_undo_takes_frozen_facts_away_and_reading_them_says_so(portfolio):
    kept = freeze(portfolio)
    portfolio.undo()
    with pytest.raises(UserError, match="not there any more"):
        frozen.thaw(portfolio, kept)
    portfolio.redo()
    assert again(frozen.thaw(portfolio, kept)).partner == "Northwind"


@pytest.mark.clause("C013")
def test_the_readings_of_the_day_decide_again_though_others_are_in_force_now(portfolio):
    bare = deal("won", date(2021, 6, 1), 100_000_000_00)
    with portfolio.change("A deal without a services portion"):
        records.add(portfolio, bare)
    choose_reading(portfolio, "A10", "exclude", DAY)
    file = partner_file(portfolio, PARTNER, DAY)
    with portfolio.change("Freeze"):
        kept = frozen.freeze(portfolio, file, terms_on(portfolio, DAY))
    choose_reading(portfolio, "A10", "count", DAY)
    assert partner_file(portfolio, PARTNER, DAY).decision != file.decision
    found = frozen.thaw(portfolio, kept)
    assert found.readings["A10"] == "exclude"
    assert again(found) == file.decision
