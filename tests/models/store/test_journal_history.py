"""The history of one record, as the journal tells it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.records import Answer, Checklist
from models.partner import Partner
from models.store import journal_history, records
from models.store.journal_history import Shift, history
from models.store.portfolio import Portfolio, create

AT = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        made.clock = lambda: AT
        with made.change("Add Ünal"):
            records.add(made, Partner(1, "Ünal"))
        with made.change("Add Brand"):
            records.add(made, Partner(2, "Brand"))
        yield made


def test_each_step_says_when_who_and_what_was_there_before(portfolio: Portfolio) -> None:
    with portfolio.change("Set the region"):
        records.update(portfolio, Partner, 1, region="EMEA", notes="New")
    first, last = history(portfolio, "partners", 1)[::-1]
    assert (first.op, first.label, first.kind) == ("added", "Add Ünal", "change")
    assert first.shift("name") == Shift("name", None, "Ünal")
    assert first.shift("notes") is None
    assert (last.op, last.label, last.at) == (
        "changed", "Set the region", "2026-11-24T14:05:00+00:00",
    )  # fmt: skip
    assert last.shifts == (Shift("region", "", "EMEA"), Shift("notes", "", "New"))


def test_undo_and_redo_are_steps_and_mark_what_they_took_back(portfolio: Portfolio) -> None:
    with portfolio.change("Set the region"):
        records.update(portfolio, Partner, 1, region="EMEA")
    portfolio.undo()
    undone, change, _ = history(portfolio, "partners", 1)
    assert (undone.kind, undone.shifts) == ("undo", (Shift("region", "EMEA", ""),))
    assert change.taken_back
    portfolio.redo()
    redone, _, change, _ = history(portfolio, "partners", 1)
    assert (redone.kind, change.taken_back) == ("redo", False)


def test_a_record_that_was_deleted_still_has_its_history(portfolio: Portfolio) -> None:
    records.delete(portfolio, Partner, [1])
    last = history(portfolio, "partners", 1)[0]
    assert (last.op, last.shift("name")) == ("deleted", Shift("name", "Ünal", None))


def test_what_else_was_in_the_same_change_is_no_part_of_it(portfolio: Portfolio) -> None:
    with portfolio.change("Both"):
        for partner_id in (1, 2):
            records.update(portfolio, Partner, partner_id, region=f"R{partner_id}")
        records.add(portfolio, Checklist(1, 1, "once", 1, "", "", None, date(2026, 1, 1)))
    assert history(portfolio, "partners", 2)[0].shifts == (Shift("region", "", "R2"),)
    assert [step.op for step in history(portfolio, "checklists", 1)] == ["added"]


def test_a_record_that_never_was_has_none(portfolio: Portfolio) -> None:
    assert history(portfolio, "answers", 7) == ()
    with pytest.raises(ValueError, match="no table"):
        history(portfolio, "nothing", 1)


def test_a_value_that_looks_like_the_id_misleads_nobody(portfolio: Portfolio) -> None:
    with portfolio.change("Begin"):
        records.add(portfolio, Checklist(77, 1, "once", 1, "", "", None, date(2026, 1, 1)))
        records.add(portfolio, Answer(5, 77, "q", carried_from=6))
    assert history(portfolio, "answers", 77) == ()
    assert history(portfolio, "answers", 6) == ()
    assert len(history(portfolio, "answers", 5)) == 1


@given(regions=st.lists(st.text(max_size=5), max_size=8))
def test_the_steps_lead_from_the_first_value_to_the_last(
    regions: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with create(tmp_path_factory.mktemp("p") / "p.alliance") as made:
        records.add(made, Partner(1, "Ünal"))
        for region in regions:
            records.update(made, Partner, 1, region=region)
        value = ""
        for step in reversed(history(made, "partners", 1)[:-1]):
            shift = step.shift("region")
            assert shift is not None
            assert shift.before == value
            value = shift.after
        assert value == records.get(made, Partner, 1).region


def test_a_long_journal_is_read_in_parts(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        records.update(portfolio, Partner, 1, region=f"R{number}")
    whole = history(portfolio, "partners", 1)
    assert len(whole) == 8
    for most in (1, 2, 3):
        monkeypatch.setattr(journal_history, "_AT_ONCE", most)
        assert history(portfolio, "partners", 1) == whole


def test_the_id_is_no_column_that_came_or_went(portfolio: Portfolio) -> None:
    [added] = history(portfolio, "partners", 1)
    assert added.shift("id") is None


def test_what_was_undone_before_another_change_was_taken_back_for_good(
    portfolio: Portfolio,
) -> None:
    records.update(portfolio, Partner, 1, region="EMEA")
    portfolio.undo()
    records.update(portfolio, Partner, 1, region="AMER")
    told = [(step.kind, step.taken_back) for step in history(portfolio, "partners", 1)]
    assert told == [("change", False), ("undo", False), ("change", True), ("change", False)]
