"""The sample shows checklists in every state, on any day, and every answer in it is one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.checklist.evidence_record import Evidence
from models.checklist.records import Checklist, Where
from models.checklist.values import canonical
from models.store import evidence, records
from models.store.checklist_due import all_due
from models.store.checklists import filled
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at

DAYS = [date(2021, 6, 1), date(2024, 2, 29), date(2026, 1, 1), date(2026, 11, 24)]


@pytest.fixture(params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    found: date = request.param
    return found


@pytest.fixture
def sample(tmp_path: Path, day: date) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "sample.alliance", day) as made:
        yield made


def test_every_answer_is_one_that_its_question_takes(sample: Portfolio, day: date) -> None:
    begun = records.find(sample, Checklist)
    assert len(begun) == 14
    for one in begun:
        told = filled(sample, Where(one.partner_id, one.template, one.period), day)
        for line in told.lines:
            if line.answer is not None:
                assert canonical(line.item, line.answer.value), line.item.key
        assert told.progress.answered > 0


def test_there_are_open_closed_and_late_ones(sample: Portfolio, day: date) -> None:
    assert {one.state for one in records.find(sample, Checklist)} == {"open", "closed"}
    assert any(one.progress.overdue for one in all_due(sample, day))


def test_every_file_of_evidence_is_there(sample: Portfolio) -> None:
    kept = records.find(sample, Evidence)
    assert len(kept) == 4
    for one in kept:
        assert evidence.content(sample, one.sha256).startswith(b"Made-up")
