"""Each record of governance has its table, column by column, and defaults that its words allow."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.action import Action
from models.governance import vocabulary
from models.governance.advocacy import TrainingSession
from models.governance.meetings import Meeting
from models.governance.register import Concern, EscalationStep
from models.governance.standing import HealthOverride, PutOff
from models.health import BELOW
from models.partner import Partner
from models.store import migrations, records
from models.store.portfolio import create
from models.store.soundness import faults


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


@pytest.mark.parametrize(
    ("kind", "name", "broken"),
    [
        (Meeting, "period", "2026-13"),
        (Meeting, "at_time", "24:00"),
        (Meeting, "minutes", -1),
        (EscalationStep, "level", -1),
        (TrainingSession, "people", -1),
        (HealthOverride, "until_on", "2026-02-30"),
        (PutOff, "until_on", "soon"),
    ],
)
def test_what_no_field_can_hold_is_named_by_the_check(
    tmp_path: Path, kind: type[Any], name: str, broken: object
) -> None:
    day = date(2028, 2, 29)
    with create(tmp_path / "one.alliance") as portfolio, portfolio.change("Fill"):
        for one in (
            Partner(1, "Northwind"),
            Meeting(2, 1, "pipeline_review", day, at_time="09:30", period="2028-02"),
            Concern(3, 1, "risk", "Stuck", day),
            EscalationStep(4, 1, 3, 1, day),
            TrainingSession(5, 1, day, "sellers", "selling"),
            HealthOverride(6, 1, "strategic", BELOW, "So it is", day),
            PutOff(7, "action:1:2028-02-29", 1, day),
        ):
            records.add(portfolio, one)
        assert faults(portfolio.conn) == []
        portfolio.conn.execute(f"UPDATE {kind.TABLE} SET {name} = ?", (broken,))
        (said,) = faults(portfolio.conn)
    assert f"its {name} is {broken!r}" in said


def test_words_are_said_of_fields_that_there_are() -> None:
    for kind, name in (*vocabulary.WORDS, *vocabulary.LOOKS, *vocabulary.COUNTED):
        assert kind in (*vocabulary.RECORDS, Action)
        assert name in {field.name for field in fields(kind)}
