"""Rows that are set aside come back as they were, as often as wanted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.spool import Spool

CELL = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.text(max_size=8))


@given(st.lists(st.tuples(CELL, CELL), max_size=20))
def test_rows_come_back_in_order(rows: list[tuple[Any, ...]]) -> None:
    spool = Spool()
    for row in rows:
        spool.add(row)
    assert spool.count == len(rows)
    assert list(spool) == list(spool) == rows


def test_more_than_fits_in_memory_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.intake.spool._IN_MEMORY", 1_000)
    spool = Spool()
    for number in range(1_700):
        spool.add((number, "x" * 20))
    first = iter(spool)
    assert [next(first)[0] for _ in range(600)] == list(range(600))
    assert [row[0] for row in spool] == list(range(1_700))
    assert next(first)[0] == 600
    spool.add((1_700, "later"))
    assert [row[0] for row in spool][-1] == 1_700
