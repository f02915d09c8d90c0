"""What is kept of answers, of their checklist, and what undo says of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.checklist.records import Answer, Checklist, Where
from models.errors import UserError
from models.store import records
from models.store.checklist_answers import (
    Cell,
    answer,
    assign,
    close,
    copy_before,
    mark,
    move_up,
    note,
    reopen,
    set_cells,
    waive,
)
from models.store.checklist_templates import save
from models.store.checklists import filled
from models.store.portfolio import Portfolio, create
from tests.models.store.checklist_desk import REVIEW, TODAY, add_partner, line, review


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "answers.alliance") as made:
        yield made


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    return review(portfolio, add_partner(portfolio, "Northwind", technical=3))


def kept(portfolio: Portfolio, where: Where, item: str) -> Answer:
    found = line(portfolio, where, item).answer
    assert found is not None
    return found


def test_a_waiver_that_is_taken_off_leaves_nothing_of_itself(
    portfolio: Portfolio, where: Where
) -> None:
    waive(portfolio, where, "sessions", " Not sold ", " Ann   Lee ", TODAY, TODAY)
    told = kept(portfolio, where, "sessions")
    assert (told.reason, told.approver, told.until_on) == ("Not sold", "Ann Lee", TODAY)
    mark(portfolio, where, "sessions", "", TODAY)
    told = kept(portfolio, where, "sessions")
    assert (told.mark, told.reason, told.approver, told.until_on) == ("", "", "", None)
    for wrong in ("waived", "met"):
        with pytest.raises(ValueError, match="no mark"):
            mark(portfolio, where, "sessions", wrong, TODAY)


def test_copying_leaves_the_records_what_was_not_answered_and_notes_of_this_time(
    portfolio: Portfolio, where: Where
) -> None:
    last, day = replace(where, period="2026-Q3"), date(2026, 8, 1)
    answer(portfolio, last, "nda", "3 Mar 2026", day)
    answer(portfolio, last, "reviewed", "N", day)
    note(portfolio, last, "reviewed", "Then", day)
    note(portfolio, last, "sessions", "Ask", day)
    close(portfolio, last, day)
    answer(portfolio, where, "nda", "4 Apr 2026", TODAY)
    note(portfolio, where, "reviewed", "Now", TODAY)
    keys = ["reviewed", "missed", "sessions", "technical", "nda", "training", "gone"]
    assert copy_before(portfolio, where, keys, TODAY) == 1
    assert portfolio.can_undo() == "Copy 1 answer of Q3 2026 for Northwind"
    assert line(portfolio, where, "nda").value == "2026-04-04"
    assert kept(portfolio, where, "reviewed").note == "Now"
    assert line(portfolio, where, "sessions").value == ""


def test_what_an_item_cannot_hold_any_more_is_not_copied(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, replace(where, period="2026-Q3"), "sessions", "3", date(2026, 8, 1))
    save(portfolio, REVIEW.replace('kind = "number"\ntarget = 2', 'kind = "yes_no"'), TODAY)
    assert copy_before(portfolio, where, ["sessions"], TODAY) == 0
    assert filled(portfolio, where, TODAY).checklist is None


def test_closing_says_who_and_when_and_reopening_takes_that_back_and_no_answer(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    waive(portfolio, where, "technical", "None needed", "Ann Lee", None, TODAY)
    close(portfolio, where, TODAY)
    [begun] = records.find(portfolio, Checklist)
    assert (begun.state, begun.closed_on, bool(begun.closed_by)) == ("closed", TODAY, True)
    told = line(portfolio, where, "technical")
    assert (told.state, told.why) == ("waived", "None needed")
    assert kept(portfolio, where, "training").reason == "The records say no."
    with pytest.raises(UserError, match="closed since 24 Nov 2026"):
        move_up(portfolio, where, TODAY)
    reopen(portfolio, where, TODAY)
    [begun] = records.find(portfolio, Checklist)
    assert (begun.state, begun.closed_on, begun.closed_by) == ("open", None, "")
    assert line(portfolio, where, "reviewed").value == "yes"
    assert kept(portfolio, where, "technical").reason == "None needed"


def test_a_begun_checklist_has_its_version_days_and_person(
    portfolio: Portfolio, where: Where
) -> None:
    save(portfolio, REVIEW.replace("Was the pipeline gone through?", "Was it?"), TODAY)
    answer(portfolio, where, "reviewed", "Y", TODAY)
    [begun] = records.find(portfolio, Checklist)
    assert (begun.version, begun.started_on, begun.due_on) == (2, TODAY, date(2026, 12, 21))
    assert begun.started_by
    save(portfolio, REVIEW.replace("Was the pipeline gone through?", "Was it so?"), TODAY)
    move_up(portfolio, where, TODAY)
    [begun] = records.find(portfolio, Checklist)
    assert begun.version == 3


def test_a_begun_checklist_is_answered_in_the_version_it_began_with(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    save(portfolio, REVIEW.replace('key = "sessions"', 'key = "meetings"'), TODAY)
    answer(portfolio, where, "sessions", "3", TODAY)
    assert line(portfolio, where, "sessions").value == "3"
    with pytest.raises(UserError, match="no item 'meetings'"):
        answer(portfolio, where, "meetings", "3", TODAY)
    with pytest.raises(UserError, match="no item 'meetings' in version 1"):
        set_cells(portfolio, [Cell(where, "meetings", "3")], TODAY, "Set")


def test_what_is_written_out_from_the_program_begins_written_out(
    portfolio: Portfolio, where: Where
) -> None:
    asked = Where(where.partner_id, "prerequisites", "2026")
    note(portfolio, asked, "nda", "It is on its way", TODAY)
    told = filled(portfolio, asked, TODAY)
    assert not told.template.expands
    assert kept(portfolio, asked, "nda").note == "It is on its way"


def test_what_is_carried_on_comes_from_the_quarter_before_and_says_so(
    portfolio: Portfolio, where: Where
) -> None:
    last, day = replace(where, period="2026-Q3"), date(2026, 8, 1)
    note(portfolio, last, "sessions", "Ask", day)
    assign(portfolio, last, "sessions", "Ann Lee", TODAY, day)
    answer(portfolio, where, "reviewed", "Y", TODAY)
    told = kept(portfolio, where, "sessions")
    assert (told.note, told.owner, told.due_on) == ("Ask", "Ann Lee", TODAY)
    assert told.carried_from == kept(portfolio, last, "sessions").id


def test_a_value_says_where_it_came_from_until_it_is_taken_back(
    portfolio: Portfolio, where: Where
) -> None:
    first = datetime(2026, 11, 24, 9, tzinfo=UTC)
    portfolio.clock = lambda: first
    answer(portfolio, where, "reviewed", "Y", TODAY)
    assert kept(portfolio, where, "reviewed").answered_at == "2026-11-24T09:00:00+00:00"
    portfolio.clock = lambda: first + timedelta(hours=1)
    note(portfolio, where, "reviewed", "x", TODAY)
    assert kept(portfolio, where, "reviewed").answered_at == "2026-11-24T09:00:00+00:00"
    assert set_cells(portfolio, [Cell(where, "reviewed", "yes")], TODAY, "Take in", "form 1") == 1
    told = kept(portfolio, where, "reviewed")
    assert (told.answered_at, told.source) == ("2026-11-24T10:00:00+00:00", "form 1")
    set_cells(portfolio, [Cell(where, "reviewed", "")], TODAY, "Take in", "form 2")
    assert kept(portfolio, where, "reviewed").source == ""


def test_cells_count_what_was_set_also_in_the_records(portfolio: Portfolio, where: Where) -> None:
    cells = [Cell(where, "nda", "2026-03-03"), Cell(where, "reviewed", owner=" Ann   Lee "),
             Cell(where, "sessions"), Cell(where, "missed", due_on=TODAY)]  # fmt: skip
    assert set_cells(portfolio, cells, TODAY, "Set") == 3
    assert kept(portfolio, where, "reviewed").owner == "Ann Lee"
    assert kept(portfolio, where, "missed").due_on == TODAY


def test_what_undo_would_take_back_is_said_with_the_answer(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "sessions", "3", TODAY)
    assert portfolio.can_undo() == "Answer ‘How many sessions?’ with 3 for Northwind"
    answer(portfolio, where, "sessions", "", TODAY)
    assert portfolio.can_undo() == "Answer ‘How many sessions?’ with nothing for Northwind"
    mark(portfolio, where, "sessions", "in_review", TODAY)
    assert portfolio.can_undo() == "Mark ‘How many sessions?’ in review for Northwind"
    close(portfolio, where, TODAY)
    assert portfolio.can_undo() == "Close Small review, Q4 2026 for Northwind"
