"""Every partner judged by the terms in force and by others: who would move, before adopting."""

from collections.abc import Callable, Sequence
from datetime import date

from models.program.moves import Move, moved
from models.program.terms import Terms
from models.store import standing
from models.store.portfolio import Portfolio
from models.store.programs import terms_on

Progress = Callable[[int, int, str], object]

# As many as are judged twice in some 20 ms: a person who cancels waits no longer, and all of them
# take a fifth less time than a hundred at once.
_CHUNK = 25


def _silent(*_: object) -> None:
    """Nobody watches."""


def backtest(
    portfolio: Portfolio,
    terms_new: Terms,
    as_of: date,
    progress: Progress = _silent,
    prerequisites_as_of: date | None = None,
    partner_ids: Sequence[int] | None = None,
) -> tuple[Move, ...]:
    """Every partner by folded name, or the given ones, by both terms; nothing is written.

    The others may be a draft's, another program's, or the same text read in another way. What
    `progress` raises ends it. Raises UserError for a day without a program.
    """
    old = terms_on(portfolio, as_of)
    ids = list(partner_ids) if partner_ids is not None else standing.partner_ids(portfolio)
    moves: list[Move] = []
    for first in range(0, len(ids), _CHUNK):
        progress(first, len(ids), "Judging by both")
        chunk = ids[first : first + _CHUNK]
        before, after = (
            standing.assess(portfolio, as_of, prerequisites_as_of, chunk, terms)
            for terms in (old, terms_new)
        )
        moves += [
            moved(was, now, old, terms_new)
            for was, now in zip(before.decisions, after.decisions, strict=True)
        ]
    progress(len(ids), len(ids), "Judging by both")
    return tuple(moves)
