"""The log of statements: made, sent, due again after the program's interval."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.errors import UserError
from models.partner import Agreement, Partner
from models.program.decide import PROGRAM_AGREEMENT
from models.program_year import Statement
from models.store import records, statements
from models.store.portfolio import Portfolio, create

DAY = date(2026, 7, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Ünal"))
            records.add(made, Partner(2, "Brand"))
        yield made


def logged(portfolio: Portfolio, partner_id: int = 1, as_of: date = DAY) -> Statement:
    with portfolio.change("Log"):
        return statements.log(
            portfolio, partner_id, "status", as_of, statement_id="ab", program_version="2021",
            file="s.pdf", recipient="Ana Weber",
        )  # fmt: skip


@pytest.mark.clause("C071")
def test_a_statement_is_logged_then_sent_and_both_are_undone(portfolio: Portfolio) -> None:
    made = logged(portfolio)
    assert made.sent_on is None
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY)
    [found] = statements.of_partner(portfolio, 1)
    assert (found.sent_on, found.recipient) == (DAY, "Ana Weber")
    portfolio.undo()
    assert statements.of_partner(portfolio, 1) == (made,)
    portfolio.undo()
    assert statements.of_partner(portfolio, 1) == ()


def test_the_newest_statement_comes_first(portfolio: Portfolio) -> None:
    first, second = logged(portfolio), logged(portfolio, as_of=date(2026, 9, 1))
    assert statements.of_partner(portfolio, 1) == (second, first)


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2026, 6, 30), "before the day it speaks of"), (date(2026, 7, 3), "still to come")],
)
def test_a_statement_is_sent_between_its_day_and_today(
    portfolio: Portfolio, on: date, words: str
) -> None:
    made = logged(portfolio)
    with pytest.raises(UserError, match=words):
        statements.mark_sent(portfolio, [made.id], on, today=date(2026, 7, 2))
    assert statements.of_partner(portfolio, 1) == (made,)


def test_a_sent_statement_can_be_set_back(portfolio: Portfolio) -> None:
    made = logged(portfolio)
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY)
    statements.mark_sent(portfolio, [made.id], None, today=DAY)
    assert statements.of_partner(portfolio, 1) == (made,)


def test_a_partner_that_is_gone_gets_no_statement(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="not there any more"):
        logged(portfolio, 9)
    assert portfolio.conn.value("SELECT count(*) FROM statements") == 0


@pytest.mark.clause("C071")
@pytest.mark.parametrize(
    ("today", "is_due"),
    [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 10, 2), True)],
)
def test_a_statement_is_due_again_after_the_interval(
    portfolio: Portfolio, today: date, is_due: bool
) -> None:
    made = logged(portfolio)
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY)
    found = [one.partner_id for one in statements.due(portfolio, [1], today, 3)]
    assert found == ([1] if is_due else [])


@pytest.mark.clause("C071")
@pytest.mark.parametrize("sent", [date(2026, 1, 31), date(2026, 8, 31), date(2026, 11, 30)])
def test_the_list_and_the_log_name_the_same_day_though_months_differ(
    portfolio: Portfolio, sent: date
) -> None:
    made = logged(portfolio, as_of=sent)
    statements.mark_sent(portfolio, [made.id], sent, today=sent)
    day = statements.log_of(portfolio, 1, sent).due_on
    assert day is not None
    assert statements.due(portfolio, [1], day, 3)
    assert not statements.due(portfolio, [1], day - timedelta(days=1), 3)


def test_a_letter_on_the_assessment_is_no_status_statement(portfolio: Portfolio) -> None:
    with portfolio.change("Log"):
        made = statements.log(
            portfolio, 1, "assessment", DAY, statement_id="ab", program_version="2021", file="l.pdf"
        )
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY)
    assert [one.last_sent for one in statements.due(portfolio, [1], DAY, 3)] == [None]
    assert statements.log_of(portfolio, 1, DAY).due_on is None


def test_a_statement_goes_out_on_its_own_day_at_the_earliest_and_today_at_the_latest(
    portfolio: Portfolio,
) -> None:
    made = logged(portfolio)
    for today in (DAY, DAY + timedelta(days=1)):
        statements.mark_sent(portfolio, [made.id], today, today=today)
        assert statements.of_partner(portfolio, 1)[0].sent_on == today


def test_never_sent_comes_before_long_ago_and_unsent_ones_count_for_nothing(
    portfolio: Portfolio,
) -> None:
    old = logged(portfolio, 1, date(2025, 1, 1))
    statements.mark_sent(portfolio, [old.id], date(2025, 1, 2), today=DAY)
    logged(portfolio, 2)
    found = statements.due(portfolio, [1, 2], DAY, 3)
    assert [(one.partner, one.last_sent) for one in found] == [
        ("Brand", None),
        ("Ünal", date(2025, 1, 2)),
    ]


@pytest.mark.clause("C071")
def test_the_next_statement_is_due_after_the_programs_interval(portfolio: Portfolio) -> None:
    assert statements.log_of(portfolio, 1, DAY).due_on is None
    made = logged(portfolio)
    assert statements.log_of(portfolio, 1, DAY).due_on is None
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY)
    log = statements.log_of(portfolio, 1, DAY)
    assert (len(log.statements), log.due_on) == (1, date(2026, 10, 1))


@pytest.fixture
def member(portfolio: Portfolio) -> int:
    """Partner 1 takes part in the program."""
    with portfolio.change("Accept"):
        records.update(portfolio, Partner, 1, invitation_accepted_on=date(2024, 1, 8))
        records.add(
            portfolio,
            Agreement(1, 1, PROGRAM_AGREEMENT, signed_on=date(2024, 1, 8)),
        )
    return 1


def told(portfolio: Portfolio, today: date) -> tuple[list[int], tuple[int, ...]]:
    found = statements.owed(portfolio, today)
    return [one.partner_id for one in found.to_make], found.waiting


@pytest.mark.clause("C071")
def test_whoever_takes_part_is_owed_a_statement_until_one_went_out(
    portfolio: Portfolio, member: int
) -> None:
    assert told(portfolio, DAY) == ([member], ())
    made = logged(portfolio)
    assert told(portfolio, DAY) == ([], (made.id,))
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY)
    assert told(portfolio, date(2026, 9, 30)) == ([], ())
    assert told(portfolio, date(2026, 10, 1)) == ([member], ())


@pytest.mark.parametrize(
    ("today", "waits"), [(date(2026, 9, 30), True), (date(2026, 10, 1), False)]
)
def test_a_statement_never_sent_is_made_anew_once_it_is_as_old_as_the_interval(
    portfolio: Portfolio, member: int, today: date, waits: bool
) -> None:
    made = logged(portfolio)
    assert told(portfolio, today) == (([], (made.id,)) if waits else ([member], ()))


def test_nobody_is_owed_one_on_a_day_before_the_program(portfolio: Portfolio, member: int) -> None:
    assert statements.owed(portfolio, date(1999, 1, 1)) == statements.Owed()


def test_a_recipient_is_left_unless_another_is_given(portfolio: Portfolio) -> None:
    made = logged(portfolio)
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY)
    assert statements.log_of(portfolio, 1, DAY).recipient == "Ana Weber"
    statements.mark_sent(portfolio, [made.id], DAY, today=DAY, recipient="Board")
    assert statements.log_of(portfolio, 1, DAY).recipient == "Board"
