"""Answers are single changes; what the records hold is written into the records."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from models.checklist.records import Answer, Where
from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Partner
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
    remove,
    reopen,
    set_cells,
    waive,
)
from models.store.checklist_templates import save
from models.store.checklists import filled
from models.store.portfolio import Portfolio, create, open_portfolio
from tests.models.store.checklist_desk import REVIEW, TODAY, add_partner, line, review
from tests.models.store.checklist_killed import Book


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "answers.alliance") as made:
        yield made


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    return review(portfolio, add_partner(portfolio, "Northwind", technical=3))


def test_an_answer_is_kept_with_who_and_when(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "reviewed", "P", TODAY)
    found = line(portfolio, where, "reviewed")
    assert found.answer is not None
    assert (found.value, found.state) == ("partly", "in_progress")
    assert found.answer.answered_at.startswith("20")


def test_undo_takes_the_first_answer_back_with_the_checklist_it_began(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    undone = portfolio.undo()
    assert undone is not None
    assert "Northwind" in undone.label
    assert filled(portfolio, where, TODAY).checklist is None
    portfolio.redo()
    assert line(portfolio, where, "reviewed").value == "yes"


def test_the_same_answer_again_is_no_change(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    before = portfolio.conn.value("SELECT count(*) FROM journal")
    answer(portfolio, where, "reviewed", "yes", TODAY)
    assert portfolio.conn.value("SELECT count(*) FROM journal") == before


def test_blank_takes_an_answer_back(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "sessions", "3", TODAY)
    answer(portfolio, where, "sessions", " ", TODAY)
    assert line(portfolio, where, "sessions").state == "not_started"


def test_what_is_no_answer_begins_nothing(portfolio: Portfolio, where: Where) -> None:
    with pytest.raises(UserError, match="no number"):
        answer(portfolio, where, "sessions", "a few", TODAY)
    assert filled(portfolio, where, TODAY).checklist is None


def test_a_mirrored_date_is_the_agreement_itself(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "nda", "3 Mar 2026", TODAY)
    [paper] = records.find(portfolio, Agreement, partner_id=where.partner_id, kind="nda")
    assert paper.signed_on == date(2026, 3, 3)
    assert line(portfolio, where, "nda").value == "2026-03-03"
    records.update(portfolio, Agreement, paper.id, signed_on=date(2026, 4, 4))
    assert line(portfolio, where, "nda").value == "2026-04-04"
    assert records.find(portfolio, Answer, item="nda") == []


def test_a_mirrored_yes_is_the_field_of_the_partner(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "training", "Y", TODAY)
    assert records.get(portfolio, Partner, where.partner_id).free_training
    answer(portfolio, where, "training", "N", TODAY)
    assert not records.get(portfolio, Partner, where.partner_id).free_training


def test_what_the_records_answer_alone_is_not_answered_here(
    portfolio: Portfolio, where: Where
) -> None:
    with pytest.raises(UserError, match="answered by the records"):
        answer(portfolio, where, "technical", "Y", TODAY)
    assert filled(portfolio, where, TODAY).checklist is None


def test_of_many_cells_all_are_set_or_none(portfolio: Portfolio, where: Where) -> None:
    cells = [Cell(where, "reviewed", "yes"), Cell(where, "sessions", "a few")]
    with pytest.raises(UserError):
        set_cells(portfolio, cells, TODAY, "Set")
    assert filled(portfolio, where, TODAY).checklist is None


def test_notes_owners_and_due_days_stand_beside_an_answer(
    portfolio: Portfolio, where: Where
) -> None:
    due = TODAY - timedelta(days=1)
    note(portfolio, where, "reviewed", " Two of three. ", TODAY)
    assign(portfolio, where, "reviewed", "  Ann   Lee ", due, TODAY)
    found = line(portfolio, where, "reviewed")
    assert found.answer is not None
    assert (found.answer.note, found.answer.owner) == ("Two of three.", "Ann Lee")
    assert found.overdue_on(TODAY)
    answer(portfolio, where, "reviewed", "Y", TODAY)
    assert not line(portfolio, where, "reviewed").overdue_on(TODAY)


def test_a_mark_is_set_and_taken_off(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    mark(portfolio, where, "reviewed", "in_review", TODAY)
    assert line(portfolio, where, "reviewed").state == "in_review"
    mark(portfolio, where, "reviewed", "", TODAY)
    assert line(portfolio, where, "reviewed").state == "met"


@pytest.mark.parametrize(
    ("reason", "approver", "until", "words"),
    [
        (" ", "Ann Lee", None, "needs its reason"),
        ("Not sold there", " ", None, "needs an approver"),
        ("Not sold there", "Ann Lee", TODAY - timedelta(days=1), "has passed"),
    ],
)
def test_a_waiver_needs_reason_approver_and_a_day_to_come(
    portfolio: Portfolio, where: Where, reason: str, approver: str, until: date | None, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        waive(portfolio, where, "sessions", reason, approver, until, TODAY)


def test_a_waiver_runs_out_by_itself(portfolio: Portfolio, where: Where) -> None:
    waive(portfolio, where, "sessions", "Not sold there", "Ann Lee", TODAY, TODAY)
    assert line(portfolio, where, "sessions").state == "waived"
    later = filled(portfolio, where, TODAY + timedelta(days=1)).line("sessions")
    assert later is not None
    assert later.state == "expired"


def test_last_quarters_answers_are_copied_in_one_step(portfolio: Portfolio, where: Where) -> None:
    last = replace(where, period="2026-Q3")
    answer(portfolio, last, "reviewed", "Y", date(2026, 8, 1))
    answer(portfolio, last, "sessions", "3", date(2026, 8, 1))
    note(portfolio, last, "sessions", "In Berlin", date(2026, 8, 1))
    keys = ["reviewed", "sessions", "technical", "nda"]
    assert copy_before(portfolio, where, keys, TODAY) == 2
    found = line(portfolio, where, "sessions")
    assert found.answer is not None
    assert (found.value, found.answer.note, found.answer.source) == ("3", "In Berlin", "copied")
    portfolio.undo()
    assert filled(portfolio, where, TODAY).checklist is None
    assert copy_before(portfolio, last, keys, TODAY) == 0


def test_a_closed_checklist_is_changed_only_after_reopening(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "Y", TODAY)
    close(portfolio, where, TODAY)
    for change in (
        lambda: answer(portfolio, where, "reviewed", "N", TODAY),
        lambda: note(portfolio, where, "reviewed", "x", TODAY),
        lambda: answer(portfolio, where, "nda", "3 Mar 2026", TODAY),
        lambda: answer(portfolio, where, "nda", "", TODAY),
        lambda: close(portfolio, where, TODAY),
    ):
        with pytest.raises(UserError, match="closed"):
            change()
    reopen(portfolio, where, TODAY)
    answer(portfolio, where, "reviewed", "N", TODAY)
    assert line(portfolio, where, "reviewed").value == "no"


def test_after_reopening_the_records_answer_for_themselves(
    portfolio: Portfolio, where: Where
) -> None:
    close(portfolio, where, TODAY)
    reopen(portfolio, where, TODAY)
    portfolio.conn.execute("DELETE FROM contacts")
    assert line(portfolio, where, "technical").state == "not_met"
    with pytest.raises(UserError, match="not closed"):
        reopen(portfolio, where, TODAY)


def test_moving_up_keeps_every_answer(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "reviewed", "N", TODAY)
    answer(portfolio, where, "missed", "May", TODAY)
    answer(portfolio, where, "sessions", "3", TODAY)
    newer = REVIEW.replace('kind = "number"\ntarget = 2', 'kind = "yes_no"')
    newer = newer.replace("Which months were missed?", "Which ones?")
    save(portfolio, newer, TODAY)
    told = move_up(portfolio, where, TODAY)
    assert any("Which ones?" in words for words in told)
    found = filled(portfolio, where, TODAY)
    missed, sessions = found.line("missed"), found.line("sessions")
    assert missed is not None
    assert sessions is not None
    assert sessions.answer is not None
    assert (found.template.version, missed.value) == (2, "May")
    assert (sessions.value, sessions.answer.note) == ("", "Earlier answer: 3")
    with pytest.raises(UserError, match="up to date"):
        move_up(portfolio, where, TODAY)


def test_a_checklist_that_is_removed_comes_back_with_undo(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "sessions", "3", TODAY)
    remove(portfolio, where, TODAY)
    assert records.find(portfolio, Answer) == []
    portfolio.undo()
    assert line(portfolio, where, "sessions").value == "3"


def test_a_portfolio_opened_to_read_takes_no_answer(portfolio: Portfolio, where: Where) -> None:
    path = portfolio.path
    with open_portfolio(path, read_only=True) as read_only, pytest.raises(UserError):
        answer(read_only, where, "reviewed", "Y", TODAY)


def test_blank_begins_nothing(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, where, "sessions", " ", TODAY)
    note(portfolio, where, "sessions", " ", TODAY)
    mark(portfolio, where, "sessions", "", TODAY)
    answer(portfolio, where, "nda", "", TODAY)
    assert filled(portfolio, where, TODAY).checklist is None
    answer(portfolio, where, "nda", "3 Mar 2026", TODAY)
    assert filled(portfolio, where, TODAY).checklist is not None


@pytest.mark.parametrize(
    ("signed", "last", "state"),
    [
        (date(2025, 1, 1), TODAY - timedelta(days=1), "expired"),
        (date(2025, 1, 1), TODAY, "met"),
        (TODAY + timedelta(days=1), None, "in_progress"),
    ],
)
def test_what_the_records_decided_on_closing_stays(
    portfolio: Portfolio, where: Where, signed: date, last: date | None, state: str
) -> None:
    paper = Agreement(new_id(), where.partner_id, "nda", signed, last)
    with portfolio.change("Add"):
        records.add(portfolio, paper)
    assert line(portfolio, where, "nda").state == state
    close(portfolio, where, TODAY)
    records.update(portfolio, Agreement, paper.id, signed_on=TODAY, expires_on=None)
    assert line(portfolio, where, "nda").state == state
    reopen(portfolio, where, TODAY)
    found = line(portfolio, where, "nda")
    assert (found.state, found.value) == ("met", TODAY.isoformat())
    assert found.answer is not None
    assert (found.answer.value, found.answer.state, found.answer.reason) == ("", "", "")


def test_a_count_of_the_records_that_was_short_on_closing_stays_short(
    portfolio: Portfolio, where: Where
) -> None:
    counted = 'kind = "number"\ncriterion = "technical_resources"'
    save(
        portfolio,
        REVIEW.replace('kind = "yes_no"\ncriterion = "technical_resources"', counted),
        TODAY,
    )
    portfolio.conn.execute("DELETE FROM contacts")
    assert line(portfolio, where, "technical").state == "not_met"
    close(portfolio, where, TODAY)
    found = line(portfolio, where, "technical")
    assert (found.value, found.state) == ("0", "not_met")
    assert found.why == "No technical resource in place; Silver asks for 1, 1 short."


def test_moving_up_to_what_the_records_answer_keeps_the_answer_as_a_note(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "N", TODAY)
    note(portfolio, where, "reviewed", "In May", TODAY)
    asked = 'key = "reviewed"\nasks = "Was the pipeline gone through?"\nkind = "yes_no"'
    save(
        portfolio, REVIEW.replace(asked, f'{asked}\nmirrors = "partners.deal_registration"'), TODAY
    )
    told = move_up(portfolio, where, TODAY)
    assert told == ("‘Was the pipeline gone through?’ is answered by the records.",)
    found = line(portfolio, where, "reviewed")
    assert found.answer is not None
    assert (found.answer.value, found.answer.note) == ("", "In May\nEarlier answer: No")


def test_a_process_that_is_killed_loses_at_most_the_answer_under_way(tmp_path: Path) -> None:
    book = Book(tmp_path / "killed.alliance")
    moment = Random(11)
    for _ in range(10):
        book.fill_and_kill(moment)
    assert book.kept > 10
