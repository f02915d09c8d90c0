"""What becomes of a job on the portfolio where its file is at fault."""

from collections.abc import Callable
from typing import Any

from models.errors import Cancelled, Gone, Unwritable, UserError


def keeping(portfolio: Any, job: Callable[[], Any], tell: Callable[[Unwritable], object]) -> Any:
    """What a job that writes gives; where the file refuses, it is done again in memory.

    `tell` gets why: Unwritable where the work goes on, Gone where it can't, which is also raised.
    """
    try:
        return job()
    except Unwritable as refused:
        go_on = getattr(portfolio, "go_on_in_memory", None)
        if go_on is None:
            raise
        try:
            if not go_on(refused):
                raise
        except Gone as gone:
            tell(gone)
            raise
        tell(refused)
    return job()


def doubting(portfolio: Any, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """What fn gives; where it fails over a record that is broken, the portfolio says so."""
    try:
        return fn(*args, **named)
    except (UserError, Cancelled):
        raise
    except Exception as error:
        blamed = getattr(portfolio, "blamed", None)
        told = blamed(error) if blamed is not None else None
        if told is None:
            raise
        raise told from error
