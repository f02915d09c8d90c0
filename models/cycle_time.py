"""How long deals take from their registration until they are won, quarter by quarter."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.dates import Quarter, quarter_of
from models.deal import Deal


class Cycle(NamedTuple):
    """The deals won in a quarter whose registration is known: how many, their median in days."""

    quarter: Quarter
    deals: int
    days: int


def cycles(deals: Iterable[Deal], as_of: date, quarters: int = 6) -> tuple[Cycle, ...]:
    """The quarters up to that of a day, the oldest first; one without such a deal is left out.

    A deal that was won before it was registered tells nothing.
    """
    last = quarter_of(as_of)
    first = last.plus(1 - quarters)
    found: dict[Quarter, list[int]] = {}
    for deal in deals:
        begun, won = deal.registered_on, deal.close_date
        if deal.status != "won" or begun is None or won is None or not begun <= won <= as_of:
            continue
        if first <= quarter_of(won):
            found.setdefault(quarter_of(won), []).append((won - begun).days)
    from statistics import median

    return tuple(Cycle(q, len(days), round(median(days))) for q, days in sorted(found.items()))
