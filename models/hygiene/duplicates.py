"""Deals that are likely to be one and the same, found without holding each against each."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from models.names import fold

if TYPE_CHECKING:
    from models.store.deals import DealRow

_NEIGHBOURS = 2  # of a name among those of one customer in their order


def groups(rows: Iterable["DealRow"], likeness: int) -> list[tuple[int, ...]]:
    """The ids of deals that are likely to be one, two or more each, in the order of the rows.

    Alike are deals of one partner with one customer and one name (or names alike from `likeness`
    percent on, which never differ in their figures), and deals of one customer with one amount
    that share their close date or their name, whoever's they are. Two that closed on different
    days are two.
    """
    folded: dict[str, str] = {}
    first_of: dict[tuple[Any, ...], DealRow] = {}
    blocks: dict[tuple[Any, ...], list[DealRow]] = {}
    for row in rows:
        if not row.qualified:
            continue
        raw = row.customer
        customer = folded.get(raw)
        if customer is None:
            customer = folded[raw] = _fold(raw)
        # Most deals are alone under both keys, and are looked at no further.
        keys: tuple[tuple[Any, ...], ...] = ((row.partner_id, customer),)
        if customer and row.tcv_minor:
            keys = (*keys, (customer, row.tcv_minor, row.currency))
        for key in keys:
            first = first_of.setdefault(key, row)
            if first is not row:
                blocks.setdefault(key, [first]).append(row)
    joined = _Joined()
    for key, block in blocks.items():
        if len(key) == 2:
            _join_names(block, likeness, joined)
        else:
            _join_equal(block, lambda row: row.close_date, joined)
            _join_equal(block, lambda row: _fold(row.name), joined)
    return joined.groups()


def _join_equal(
    block: Iterable["DealRow"], value: Callable[["DealRow"], str | None], joined: "_Joined"
) -> None:
    """Join the deals of a block that share a value; what has none is like nothing."""
    by_value: dict[str, list[DealRow]] = {}
    for row in block:
        if found := value(row):
            by_value.setdefault(found, []).append(row)
    for some in by_value.values():
        if len(some) > 1:
            joined.all(some)


def _join_names(block: Iterable["DealRow"], likeness: int, joined: "_Joined") -> None:
    """Names in their order: likely ones stand beside each other, so a few neighbours are enough."""
    by_name: dict[str, list[DealRow]] = {}
    for row in block:
        if name := _fold(row.name):
            by_name.setdefault(name, []).append(row)
    for some in by_name.values():
        if len(some) > 1:
            joined.all(some)
    if likeness >= 100 or len(by_name) < 2:
        return
    from rapidfuzz.fuzz import ratio

    names = sorted(by_name)
    for at, name in enumerate(names):
        for other in names[at + 1 : at + 1 + _NEIGHBOURS]:
            if ratio(name, other, score_cutoff=likeness) and _figures(name) == _figures(other):
                joined.all([*by_name[name], *by_name[other]])


def _figures(name: str) -> str:
    """“Phase 1” and “Phase 2” are alike and two deals all the same."""
    return "".join(sign for sign in name if sign.isdigit())


def _fold(text: str) -> str:
    # The plain case of `fold`, three times as fast.
    return " ".join(text.split()).lower() if text.isascii() else fold(text)


class _Joined:
    """Which deals have been said to be one."""

    def __init__(self) -> None:
        self._head: dict[int, int] = {}
        self._order: dict[int, int] = {}

    def all(self, block: Sequence["DealRow"]) -> None:
        """Join the deals of a block; where all of them are closed, only those of one day."""
        if any(row.status == "open" for row in block):
            self._join(block)
            return
        by_end: dict[tuple[str, str | None], list[DealRow]] = {}
        for row in block:
            by_end.setdefault((row.status, row.close_date), []).append(row)
        for some in by_end.values():
            if len(some) > 1:
                self._join(some)

    def _join(self, some: Sequence["DealRow"]) -> None:
        first = self._find(some[0].id)
        for row in some[1:]:
            other = self._find(row.id)
            if other != first:
                self._head[other] = first

    def _find(self, deal_id: int) -> int:
        self._order.setdefault(deal_id, len(self._order))
        head = self._head.setdefault(deal_id, deal_id)
        while head != self._head[head]:
            self._head[head] = head = self._head[self._head[head]]
        self._head[deal_id] = head
        return head

    def groups(self) -> list[tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for deal_id in self._order:
            found.setdefault(self._find(deal_id), []).append(deal_id)
        return [tuple(some) for some in found.values() if len(some) > 1]
