"""Every record of the program year goes into the file and comes out as it was, undo included."""

from datetime import date
from pathlib import Path

import pytest

from models.action import Action
from models.benefit_event import BenefitEvent
from models.partner import Grant, Partner
from models.program_year import (
    Assessment,
    AssessmentEvent,
    AssessmentLine,
    KeptProgram,
    ParticipationStep,
    Statement,
    Withdrawal,
)
from models.store import records, soundness
from models.store.portfolio import create

DAY = date(2026, 1, 2)
RECORDS: list[records.Record] = [
    ParticipationStep(11, 1, "invited", DAY, "the board", "Strong pipeline"),
    KeptProgram(12, "A program", "2027", DAY, None, "draft", "0f", 'name = "A program"'),
    Assessment(13, 2026, DAY, date(2025, 12, 31), "2021", "0f", "frozen", DAY, "me"),
    AssessmentLine(14, 13, 1, "Ünal 株式会社", "gold", "gold", "silver", 800, ("nda",)),
    AssessmentEvent(15, 13, 14, "reopened", DAY, "me", "A paper was found"),
    Withdrawal(16, 10, DAY, "me", "Signed too early"),
    Action(17, 1, "Sign the agreement", due_on=DAY),
    BenefitEvent(18, 1, "win_wires", 2026, "delivered", DAY),
    Statement(19, 1, "status", DAY, None, "", "0f"),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_is_kept_undone_and_redone(record: records.Record, tmp_path: Path) -> None:
    kind = type(record)
    with create(tmp_path / "p.alliance") as portfolio:
        with portfolio.change("Beside it"):
            records.add(portfolio, Partner(1, "Ünal"))
            records.add(portfolio, Grant(10, 1, "gold", "assessment", DAY, granted_by="me"))
            if not isinstance(record, Assessment):
                records.add(portfolio, RECORDS[2])
        with portfolio.change("Add it"):
            records.add(portfolio, record)
        assert records.get(portfolio, kind, record.id) == record
        assert soundness.faults(portfolio.conn) == []
        portfolio.undo()
        assert records.find(portfolio, kind, id=record.id) == []
        portfolio.redo()
        assert records.get(portfolio, kind, record.id) == record


def test_a_word_that_no_step_has_is_named(tmp_path: Path) -> None:
    with create(tmp_path / "p.alliance") as portfolio, portfolio.change("Add"):
        records.add(portfolio, Partner(1, "Ünal"))
        records.add(portfolio, ParticipationStep(11, 1, "dreamed", DAY))
        [fault] = soundness.faults(portfolio.conn)
    assert "dreamed" in fault
