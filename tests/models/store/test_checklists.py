"""What is read of checklists: before they are begun, while they are open, and once closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.checklist.records import Answer, Checklist, Where
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.program.loading import programs
from models.sample import fill as fill_sample
from models.store import evidence, records
from models.store.checklist_answers import Cell, answer, assign, close, note, set_cells
from models.store.checklist_due import all_due
from models.store.checklist_grid import grid, grid_rows
from models.store.checklist_templates import save, templates
from models.store.checklists import Summary, filled, of_partner
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program
from models.store.standing import partner_ids
from tests.models.store.checklist_desk import REVIEW, TODAY, add_partner, review


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "lists.alliance") as made:
        yield made


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    return review(portfolio, add_partner(portfolio, "O'Neil & Söhne 株式会社", technical=3))


def rows(portfolio: Portfolio) -> int:
    return len(records.find(portfolio, Checklist)) + len(records.find(portfolio, Answer))


def test_looking_at_a_checklist_writes_nothing(portfolio: Portfolio, where: Where) -> None:
    before = portfolio.conn.value("SELECT count(*) FROM journal")
    told = filled(portfolio, where, TODAY)
    of_partner(portfolio, where.partner_id, TODAY)
    all_due(portfolio, TODAY)
    grid(portfolio, where.template, where.period, TODAY)
    assert told.checklist is None
    assert rows(portfolio) == 0
    assert portfolio.conn.value("SELECT count(*) FROM journal") == before


def test_the_records_answer_before_anybody_does(portfolio: Portfolio, where: Where) -> None:
    told = filled(portfolio, where, TODAY)
    line = told.line("technical")
    assert line is not None
    assert (line.value, line.state) == ("yes", "met")
    assert told.due_on == date(2026, 12, 21)


def test_a_review_appears_by_itself_each_quarter(portfolio: Portfolio, where: Where) -> None:
    def periods(day: date) -> list[str]:
        found = of_partner(portfolio, where.partner_id, day)
        return [one.where.period for one in found if one.where.template == where.template]

    assert periods(date(2026, 9, 30)) == ["2026-Q3"]
    assert periods(date(2026, 10, 1)) == ["2026-Q4"]


def test_a_quarter_that_was_left_out_is_owed_only_after_a_first_one(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, replace(where, period="2026-Q2"), "reviewed", "yes", date(2026, 5, 1))
    close(portfolio, replace(where, period="2026-Q2"), date(2026, 6, 1))
    owed = [one for one in of_partner(portfolio, where.partner_id, TODAY) if one.overdue]
    assert [one.where.period for one in owed] == ["2026-Q3"]


def test_a_partner_outside_the_program_is_not_reviewed(portfolio: Portfolio, where: Where) -> None:
    other = Partner(new_id(), "Outside", candidate_on=date(2026, 1, 1))
    with portfolio.change("Add"):
        records.add(portfolio, other)
    keys = {one.where.template for one in of_partner(portfolio, other.id, TODAY)}
    assert where.template not in keys
    row_ids = {row.partner_id for row in grid(portfolio, where.template, "2026-Q4", TODAY).rows}
    assert row_ids == {where.partner_id}


def test_what_was_left_open_comes_along_into_the_next_quarter(
    portfolio: Portfolio, where: Where
) -> None:
    last = replace(where, period="2026-Q3")
    answer(portfolio, last, "reviewed", "yes", date(2026, 8, 1))
    answer(portfolio, last, "sessions", "1", date(2026, 8, 1))
    note(portfolio, last, "sessions", "One was cancelled", date(2026, 8, 1))
    assign(portfolio, last, "sessions", "Ann Lee", date(2026, 10, 15), date(2026, 8, 1))
    answer(portfolio, where, "reviewed", "no", TODAY)
    told = filled(portfolio, where, TODAY)
    sessions, reviewed = told.line("sessions"), told.line("reviewed")
    assert sessions is not None
    assert sessions.answer is not None
    assert sessions.before is not None
    assert (sessions.value, sessions.state) == ("", "in_progress")
    assert (sessions.answer.note, sessions.answer.owner) == ("One was cancelled", "Ann Lee")
    assert sessions.overdue_on(TODAY)
    assert sessions.before.text == "1"
    assert reviewed is not None
    assert reviewed.answer is not None
    assert reviewed.answer.carried_from == 0


def test_a_begun_checklist_keeps_its_version_and_says_that_there_is_a_newer(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "yes", TODAY)
    save(portfolio, REVIEW.replace("Was the pipeline gone through?", "Was it?"), TODAY)
    told = filled(portfolio, where, TODAY)
    assert (told.template.version, told.newer) == (1, 2)
    line = told.line("reviewed")
    assert line is not None
    assert line.question == "Was the pipeline gone through?"
    other = filled(portfolio, replace(where, period="2026-Q3"), TODAY)
    assert (other.template.version, other.newer) == (2, 0)


def test_a_closed_checklist_no_longer_follows_the_records(
    portfolio: Portfolio, where: Where
) -> None:
    answer(portfolio, where, "reviewed", "yes", TODAY)
    close(portfolio, where, TODAY)
    portfolio.conn.execute("DELETE FROM contacts")
    told = filled(portfolio, where, date(2027, 6, 1))
    line = told.line("technical")
    assert told.closed
    assert line is not None
    assert (line.value, line.state) == ("yes", "met")
    assert "3" in line.why
    live = filled(portfolio, replace(where, period="2026-Q3"), TODAY).line("technical")
    assert live is not None
    assert live.state == "not_met"


def test_a_grid_says_the_same_as_each_partner_for_itself(portfolio: Portfolio) -> None:
    fill_sample(portfolio, TODAY)
    for offered in templates(portfolio):
        period = {"quarter": "2026-Q4", "year": "2026", "once": ""}[offered.every]
        for row in grid(portfolio, offered.key, period, TODAY).rows:
            one = filled(portfolio, Where(row.partner_id, offered.key, period), TODAY)
            assert [(x.item.key, x.value, x.state, x.asked) for x in row.lines] == [
                (x.item.key, x.value, x.state, x.asked) for x in one.lines
            ]


def test_rows_that_changed_are_read_by_themselves(portfolio: Portfolio, where: Where) -> None:
    other = add_partner(portfolio, "Second")
    answer(portfolio, where, "reviewed", "yes", TODAY)
    whole = grid(portfolio, where.template, where.period, TODAY)
    [row] = grid_rows(portfolio, where.template, where.period, TODAY, [where.partner_id])
    assert row.progress == next(
        one.progress for one in whole.rows if one.partner_id == where.partner_id
    )
    assert {one.partner_id for one in whole.rows} == {where.partner_id, other}


def test_the_list_of_all_has_every_partner_and_what_is_due_first(portfolio: Portfolio) -> None:
    fill_sample(portfolio, TODAY)
    found = all_due(portfolio, TODAY)
    days = [one.due_on or date.max for one in found if one.state != "closed"]
    assert days == sorted(days)
    assert len({one.id for one in found}) == len(found)
    for partner_id in partner_ids(portfolio):
        own = of_partner(portfolio, partner_id, TODAY)
        told = {one for one in found if one.where.partner_id == partner_id}
        assert told <= set(own)
        assert {one for one in own if one.state != "closed"} <= told


def test_the_list_tells_the_same_progress_as_the_checklist(portfolio: Portfolio) -> None:
    fill_sample(portfolio, TODAY)
    where = review(portfolio, add_partner(portfolio, "O'Neil & Söhne 株式会社", technical=3))
    answer(portfolio, where, "reviewed", "N", TODAY)
    assign(portfolio, where, "reviewed", "Ann Lee", TODAY - timedelta(days=1), TODAY)
    note(portfolio, where, "sessions", "Ask again", TODAY)
    answer(portfolio, replace(where, period="2026-Q3"), "reviewed", "Y", date(2026, 8, 1))
    for one in all_due(portfolio, TODAY):
        told = filled(portfolio, one.where, TODAY)
        assert (one.progress, one.overdue, one.due_on) == (told.progress, told.overdue, told.due_on)
    [own] = [one for one in all_due(portfolio, TODAY) if one.where == where]
    assert own.progress.overdue == 1


def test_a_checklist_of_a_partner_that_is_gone_is_a_sentence(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="not there any more"):
        filled(portfolio, Where(7, "quarterly_review", "2026-Q4"), TODAY)


def test_an_unknown_checklist_is_a_sentence(portfolio: Portfolio, where: Where) -> None:
    with pytest.raises(UserError, match="no checklist"):
        filled(portfolio, replace(where, template="nothing"), TODAY)


def test_many_answers_are_one_step_that_undo_takes_back(portfolio: Portfolio, where: Where) -> None:
    other = review(portfolio, add_partner(portfolio, "Second"))
    cells = [Cell(one, "reviewed", "yes") for one in (where, other)]
    assert set_cells(portfolio, cells, TODAY, "Set 2 answers") == 2
    assert rows(portfolio) == 4
    undone = portfolio.undo()
    assert undone is not None
    assert undone.label == "Set 2 answers"
    assert rows(portfolio) == 0


def mine(portfolio: Portfolio, where: Where, today: date = TODAY) -> list[Summary]:
    found = of_partner(portfolio, where.partner_id, today)
    return [one for one in found if one.where.template == where.template]


def test_each_checklist_is_told_once_the_current_first_then_the_newest(
    portfolio: Portfolio, where: Where
) -> None:
    for period, day in (("2025-Q4", date(2025, 11, 1)), ("2026-Q1", date(2026, 2, 1)),
                        ("2026-Q2", date(2026, 5, 1)), ("2026-Q4", TODAY)):  # fmt: skip
        answer(portfolio, replace(where, period=period), "reviewed", "yes", day)
    assert [one.where.period for one in mine(portfolio, where)] == [
        "2026-Q3", "2026-Q4", "2026-Q2", "2026-Q1", "2025-Q4",
    ]  # fmt: skip
    own = of_partner(portfolio, where.partner_id, TODAY)
    now = ("2026-Q3", "2026-Q4", "2026")
    days = [one.due_on or date.max for one in own if one.where.period in now]
    assert days == sorted(days)
    close(portfolio, where, TODAY)
    own = of_partner(portfolio, where.partner_id, TODAY)
    current = [one for one in own if one.where.period in ("2026-Q4", "2026", "")]
    assert current[-1].where == where
    days = [one.due_on or date.max for one in current[:-1]]
    assert days == sorted(days)


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_what_is_not_answered_is_overdue_after_its_day(
    portfolio: Portfolio, where: Where, days: int, late: bool
) -> None:
    day = date(2026, 12, 21) + timedelta(days=days)
    [told] = [one for one in mine(portfolio, where, day) if one.where == where]
    assert told.overdue == late
    for item, typed in (("reviewed", "Y"), ("sessions", "3"), ("nda", "3 Mar 2026")):
        answer(portfolio, where, item, typed, TODAY)
    [told] = [one for one in mine(portfolio, where, day) if one.where == where]
    assert told.progress.complete
    assert not told.overdue


def test_each_quarter_keeps_its_own_version(portfolio: Portfolio, where: Where) -> None:
    answer(portfolio, replace(where, period="2026-Q3"), "reviewed", "yes", date(2026, 8, 1))
    save(portfolio, REVIEW.replace("Was the pipeline gone through?", "Was it?"), TODAY)
    assert {one.where.period: one.version for one in mine(portfolio, where)} == {
        "2026-Q3": 1,
        "2026-Q4": 2,
    }
    answer(portfolio, where, "reviewed", "yes", TODAY)
    assert filled(portfolio, where, TODAY).newer == 0


@pytest.mark.parametrize(
    ("applies_to", "days", "there"),
    [
        ("onboarding", {"candidate_on": TODAY}, True),
        ("onboarding", {"invited_on": TODAY}, True),
        ("onboarding", {"removed_on": TODAY, "invited_on": TODAY}, False),
        ("participating", {"candidate_on": TODAY}, False),
        ("participating", {"removed_on": TODAY, "invited_on": TODAY}, False),
        ("all", {"candidate_on": TODAY}, True),
    ],
)
def test_a_checklist_is_for_partners_where_they_stand(
    portfolio: Portfolio, where: Where, applies_to: str, days: dict[str, Any], there: bool
) -> None:
    save(portfolio, REVIEW.replace('"participating"', f'"{applies_to}"'), TODAY)
    other = Partner(new_id(), "Other", **days)
    with portfolio.change("Add"):
        records.add(portfolio, other)
    assert bool(mine(portfolio, replace(where, partner_id=other.id))) == there


@pytest.mark.parametrize(("tier", "there"), [("silver", True), ("gold", False)])
def test_a_checklist_is_for_its_tiers(
    portfolio: Portfolio, where: Where, tier: str, there: bool
) -> None:
    save(portfolio, REVIEW.replace("due = -10", f'due = -10\ntiers = ["{tier}"]'), TODAY)
    assert bool(mine(portfolio, where)) == there


def test_evidence_counts_for_its_own_question_quarter_and_criterion(
    portfolio: Portfolio, where: Where
) -> None:
    last = replace(where, period="2026-Q3")
    other = replace(where, template="quarterly_review")
    partner_id = where.partner_id
    placed = ((where, "now", "reviewed"), (last, "then", "reviewed"),
              (other, "else", "reviewed"), (where, "own", "technical"))  # fmt: skip
    for place, name, item in placed:
        evidence.add(portfolio, partner_id, f"{name}.txt", name.encode(), TODAY, where=place,
                     item=item)  # fmt: skip
    evidence.add(portfolio, partner_id, "all.txt", b"all", TODAY, criterion="technical_resources")
    evidence.add(portfolio, partner_id, "whole.txt", b"whole", TODAY)
    answer(portfolio, last, "reviewed", "yes", date(2026, 8, 1))
    told = filled(portfolio, where, TODAY)

    def files(item: str) -> list[str]:
        line = told.line(item)
        assert line is not None
        return sorted(one.file for one in line.evidence)

    assert files("reviewed") == ["now.txt"]
    assert files("technical") == ["all.txt", "own.txt"]
    assert files("sessions") == []
    line = told.line("reviewed")
    assert line is not None
    assert line.before is not None
    assert line.before.files == ("then.txt",)


def test_a_closed_checklist_is_judged_on_the_day_it_was_closed(
    portfolio: Portfolio, where: Where
) -> None:
    asked = 'asks = "Was the pipeline gone through?"\nkind = "yes_no"'
    save(portfolio, REVIEW.replace(asked, f'{asked}\nevidence = "needed"'), TODAY)
    answer(portfolio, where, "reviewed", "yes", TODAY)
    made = evidence.add(portfolio, where.partner_id, "a.txt", b"a", TODAY, where=where,
                        item="reviewed", expires_on=TODAY)  # fmt: skip
    evidence.verify(portfolio, made.id, "Ana", TODAY)
    close(portfolio, where, TODAY)
    line = filled(portfolio, where, TODAY + timedelta(days=30)).line("reviewed")
    assert line is not None
    assert line.state == "met"


def test_amounts_are_in_the_currency_of_the_program(portfolio: Portfolio, where: Where) -> None:
    other = next(program for program in programs() if program.example)
    choose_program(portfolio, other.name)
    save(portfolio, REVIEW.replace('kind = "number"\ntarget = 2', 'kind = "money"'), TODAY)
    assert filled(portfolio, where, TODAY).currency == "EUR"
    answer(portfolio, where, "sessions", "500", TODAY)
    line = filled(portfolio, where, TODAY).line("sessions")
    assert line is not None
    assert line.value == "50000 EUR"
