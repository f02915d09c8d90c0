"""Whether the file is to blame for what went wrong: a sentence then, not a fault of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from models.errors import UserError
from models.store import journal_sound, soundness
from models.store.portfolio import Portfolio

# What reading a record raises that no input of ours could have written.
_TELLING = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
    MemoryError, AssertionError, apsw.Error,
)  # fmt: skip


@contextmanager
def doubting(portfolio: Portfolio) -> Iterator[None]:
    """Raises UserError in place of what is raised inside, where a record of the file is broken.

    The file is only looked through when something has gone wrong.
    """
    try:
        yield
    except _TELLING as fault:
        told = blamed(portfolio, fault)
        if told is None:
            raise
        raise told from fault


def blamed(portfolio: Portfolio, fault: Exception) -> UserError | None:
    """What is said in place of a fault where a record of the file is broken; else nothing."""
    if portfolio.conn.in_transaction or not isinstance(fault, _TELLING):
        return None
    told = first_fault(portfolio)
    return UserError(told, "Run check on it, and restore the newest backup.") if told else None


def first_fault(portfolio: Portfolio) -> str:
    """A sentence for something that is broken in the file; blank where all is sound."""
    conn = portfolio.conn
    try:
        for found in conn.rows("PRAGMA quick_check(1)"):
            if found[0] != "ok":
                return f"{portfolio.path} is damaged: {found[0]}."
        found = soundness.faults(conn) or journal_sound.faults(conn)
    except UserError as fault:
        return fault.message
    except apsw.Error as fault:
        return f"{portfolio.path} is damaged: {fault}."
    return next(iter(found), "")
