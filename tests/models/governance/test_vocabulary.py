"""Each record of governance has its table, column by column, and defaults that its words allow."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from models.governance import vocabulary
from models.program_year import Action
from models.store import migrations
from models.store.portfolio import create


@pytest.mark.parametrize("kind", vocabulary.RECORDS)
def test_a_record_has_a_shared_table_with_its_columns(tmp_path: Path, kind: type[Any]) -> None:
    assert kind.TABLE in migrations.SHARED_TABLES
    with create(tmp_path / "one.alliance") as portfolio:
        columns = portfolio.conn.rows(
            'SELECT name, dflt_value, "notnull" FROM pragma_table_info(?)', (kind.TABLE,)
        )
    assert [name for name, _, _ in columns] == [field.name for field in fields(kind)]
    for (name, kept, never_null), field in zip(columns, fields(kind), strict=True):
        if field.default is not MISSING:
            plain = "" if field.default is None else str(field.default)
            plain = str(int(field.default)) if isinstance(field.default, bool) else plain
            assert (kept or "").strip("'") == plain, name
            assert bool(never_null) == (field.default is not None), name


@pytest.mark.parametrize("kind", vocabulary.RECORDS)
def test_a_records_defaults_are_words_that_it_may_hold(kind: type[Any]) -> None:
    for field in fields(kind):
        words = vocabulary.WORDS.get((kind, field.name))
        if words is not None and field.default is not MISSING:
            assert field.default in words, field.name


def test_words_are_said_of_fields_that_there_are() -> None:
    for kind, name in vocabulary.WORDS:
        assert kind in (*vocabulary.RECORDS, Action)
        assert name in {field.name for field in fields(kind)}
