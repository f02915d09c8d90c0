"""Statements and letters that were made for partners, and whether they were sent (C071)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.program.windows import months_before
from models.program_year import STATEMENT_KINDS, Statement
from models.store import records
from models.store.cohort import members
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.text import counted


@dataclass(frozen=True, slots=True)
class Log:
    """A partner's statements, the newest first, and the day by which it is owed the next one.

    `due_on` is None where the program has no interval, or none has been sent yet. `recipient` is
    whom the last one went to.
    """

    statements: tuple[Statement, ...]
    due_on: date | None
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A participating partner that is owed a status statement; `last_sent` is None if none was."""

    partner_id: int
    partner: str
    last_sent: date | None


@dataclass(frozen=True, slots=True)
class Owed:
    """Who is owed a status statement on a day: none made yet, or made and still to be sent.

    `waiting` are the ids of the statements that were made for the others.
    """

    to_make: tuple[Due, ...] = ()
    waiting: tuple[int, ...] = ()


def log(
    portfolio: Portfolio,
    partner_id: int,
    kind: str,
    as_of: date,
    *,
    statement_id: str,
    program_version: str,
    file: str,
    recipient: str = "",
    note: str = "",
) -> Statement:
    """Keep that a statement was made (inside a change); it has not been sent by that.

    Raises UserError where the partner is gone.
    """
    if kind not in STATEMENT_KINDS:
        raise ValueError(f"no statement of the kind {kind!r}")
    records.get(portfolio, Partner, partner_id)
    made = Statement(
        new_id(), partner_id, kind, as_of, None, recipient, statement_id, program_version, file,
        note,
    )  # fmt: skip
    records.add(portfolio, made)
    return made


def of_partner(portfolio: Portfolio, partner_id: int) -> tuple[Statement, ...]:
    """A partner's statements, the newest first."""
    found = records.find(portfolio, Statement, partner_id=partner_id)
    return tuple(sorted(found, key=lambda made: (made.as_of, made.id), reverse=True))


def log_of(portfolio: Portfolio, partner_id: int, today: date) -> Log:
    """A partner's statements, and when the next status statement is due (C071, A20)."""
    found = of_partner(portfolio, partner_id)
    months = terms_on(portfolio, today).calendar.statement_months
    sent = [one.sent_on for one in found if one.kind == "status" and one.sent_on]
    went = [(one.sent_on, one.id, one.recipient) for one in found if one.sent_on]
    return Log(
        found,
        months_before(max(sent), -months) if months and sent else None,
        max(went)[2] if went else "",
    )


def mark_sent(
    portfolio: Portfolio,
    ids: Sequence[int],
    on: date | None,
    *,
    today: date,
    recipient: str | None = None,
) -> None:
    """Record the day on which statements went out, and to whom; a day of None takes it back.

    A recipient of None leaves each as it is. Raises UserError for a day before the statement's
    own, or one still to come.
    """
    state = "sent" if on else "not sent"
    with portfolio.change(f"Mark {counted(len(ids), 'statement')} as {state}"):
        for statement_id in ids:
            made = records.get(portfolio, Statement, statement_id)
            if on is not None and on < made.as_of:
                raise UserError(
                    "A statement can't be sent before the day it speaks of.",
                    "Choose that day or a later one.",
                )
            if on is not None and on > today:
                raise UserError("That day is still to come.", "Choose today or an earlier day.")
            values = {"sent_on": on} | ({} if recipient is None else {"recipient": recipient})
            records.update(portfolio, Statement, statement_id, **values)


def delete(portfolio: Portfolio, ids: Iterable[int]) -> None:
    """Take statements out of the log; their files stay where they are."""
    records.delete(portfolio, Statement, ids)


def owed(portfolio: Portfolio, today: date) -> Owed:
    """Who takes part and is owed a status statement; nobody where the program has no interval."""
    try:
        months = terms_on(portfolio, today).calendar.statement_months
    except UserError:
        return Owed()  # a day before the program
    if not months:
        return Owed()
    found = due(portfolio, members(portfolio, today), today, months)
    made = {
        one.partner_id: one
        for one in records.find(portfolio, Statement, kind="status", sent_on=None)
        if not _is_due(one.as_of, today, months)
    }
    waiting = {
        one.partner_id: made[one.partner_id].id
        for one in found
        if one.partner_id in made and made[one.partner_id].as_of >= (one.last_sent or date.min)
    }
    to_make = tuple(one for one in found if one.partner_id not in waiting)
    return Owed(to_make, tuple(waiting.values()))


def due(
    portfolio: Portfolio, participating: Iterable[int], today: date, months: int
) -> tuple[Due, ...]:
    """Those of the partners that got no status statement in the last `months`, longest ago first.

    The guide names no interval; the program's reading A20 gives it.
    """
    rows = portfolio.conn.rows(
        "SELECT partner_id, max(sent_on) FROM statements"
        " WHERE kind = 'status' AND sent_on IS NOT NULL GROUP BY partner_id"
    )
    sent = {partner_id: date.fromisoformat(day) for partner_id, day in rows}
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    found = [
        Due(partner_id, names[partner_id], sent.get(partner_id))
        for partner_id in participating
        if partner_id in names and _is_due(sent.get(partner_id), today, months)
    ]
    return tuple(sorted(found, key=lambda one: (one.last_sent or date.min, one.partner)))


def _is_due(last: date | None, today: date, months: int) -> bool:
    """Counted on from the day it was sent, as the log does: months are not equally long."""
    return last is None or months_before(last, -months) <= today
