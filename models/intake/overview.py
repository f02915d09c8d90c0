"""What a plan comes to in money, and its rows that change nothing, for the window's overview."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from models.intake.deal_ledger import COLUMNS
from models.intake.plan import Plan
from models.intake.showing import Row
from models.store import apply
from models.store.portfolio import Portfolio
from models.text import compact_money

_AT_ONCE = 1_000
_TCV, _CURRENCY = 1 + COLUMNS.index("tcv_minor"), 1 + COLUMNS.index("currency")
_MOST = 2  # currencies that are written out


class Worth(NamedTuple):
    """Currency → minor units of what is new, and of what changes before and after."""

    new: Mapping[str, int]
    before: Mapping[str, int]
    after: Mapping[str, int]


def worth(portfolio: Portfolio, plan: Plan) -> Worth:
    """The TCV of the deals that a plan writes."""
    new: dict[str, int] = {}
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    batch = next((b for b in plan.batches if b.table == plan.kind == "deals"), None)
    rows = iter(batch.rows) if batch is not None else iter(())
    any_known = plan.changed > 0
    while held := list(islice(rows, _AT_ONCE)):
        known = {}
        if any_known:
            ids = [row[0] for row in held]
            known = apply.known_by_id(portfolio, "deals", ("tcv_minor", "currency"), ids)
        for row in held:
            was = known.get(row[0])
            if was is None:
                _add(new, row[_CURRENCY], row[_TCV])
            else:
                _add(before, was[1], was[0])
                _add(after, row[_CURRENCY], row[_TCV])
    return Worth(new, before, after)


def same(plan: Plan) -> list[Row]:
    """Line and name of the rows that say what is known already; the first 2,000."""
    return [
        Row(at, (str(line), what or "Unnamed"), keys=(line, what))
        for at, (line, _, what) in enumerate(sorted(plan.tally.sames))
    ]


def money_said(sums: Mapping[str, int]) -> str:
    """Sums in a few words: "$1.2M", "$1.2M, €300.0K", or how many currencies there are."""
    told = {currency: minor for currency, minor in sums.items() if minor}
    if len(told) > _MOST:
        return f"{len(told)} currencies"
    return ", ".join(compact_money(minor, currency) for currency, minor in sorted(told.items()))


def missing_money(plan: Plan) -> str:
    """What the deals that are missing are worth."""
    return money_said(_summed((deal.currency, deal.tcv_minor) for deal in plan.missing))


def change_said(found: Worth) -> str:
    """By how much what is changed grows or shrinks, where it is of one currency."""
    if not found.after or set(found.before) != set(found.after) or len(found.after) > 1:
        return money_said(found.after)
    ((currency, after),) = found.after.items()
    by = after - found.before[currency]
    return f"{'+' if by > 0 else ''}{compact_money(by, currency)}" if by else ""


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for currency, minor in pairs:
        _add(found, currency, minor)
    return found


def _add(sums: dict[str, int], currency: str, minor: int) -> None:
    sums[currency] = sums.get(currency, 0) + minor


def offering_names(portfolio: Portfolio) -> dict[int, str]:
    """Every offering's name by its id."""
    return {id_: str(name) for id_, name in apply.known(portfolio, "offerings", ("name",))}
