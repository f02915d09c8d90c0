"""Lists of the products that partners integrate: one in a row takes the place of the known."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from models.ids import derived_id
from models.intake.ledger import Changed
from models.names import fold
from models.store.apply import Batch

COLUMNS = ("partner_id", "product", "agreed")


class _Product(NamedTuple):
    id: int
    product: str
    agreed: int


_List = tuple[_Product, ...]


class IntegrationLists:
    """The known lists by partner, and what the rows of a file make of them."""

    def __init__(self, known: Iterable[tuple[Any, ...]]) -> None:
        """`known` are id, partner, product and whether it is agreed."""
        self._before: dict[int, _List] = {}
        self._ids: set[int] = set()
        for id_, partner_id, product, agreed in known:
            self._before[partner_id] = (
                *self._before.get(partner_id, ()),
                _Product(id_, product, agreed),
            )
            self._ids.add(id_)
        self._now: dict[int, _List] = {}
        self._ever: dict[int, dict[int, _Product]] = {}

    def put(
        self, partner_id: int, partner_key: str, products: Sequence[str], line: int, what: str
    ) -> tuple[Changed, ...]:
        """Take in the list of a row, of which every product counts as agreed. Says what it did."""
        before = self._before.get(partner_id, ())
        old = self._now.get(partner_id, before)
        wanted = {fold(product): product for product in reversed(products)}
        # What an earlier row took away comes back as it was, with its first spelling.
        ever = self._ever.setdefault(partner_id, {one.id: one for one in before})
        kept = tuple(one._replace(agreed=1) for one in ever.values() if fold(one.product) in wanted)
        known = {fold(one.product) for one in kept}
        added = tuple(
            _Product(self._new_id(partner_key, key, partner_id), product, 1)
            for key, product in reversed(wanted.items())
            if key not in known
        )
        new = kept + added
        if set(new) == set(old):
            return ()
        self._now[partner_id] = new
        ever |= {one.id: one for one in added}
        said = ("software_integrations", _said(old), _said(new))
        return (Changed(line, new[0].id, what, (said,)),)

    def drop_unchanged(self) -> set[int]:
        """Forget lists that the file leaves as they were; the ids under which changes told them."""
        found = set[int]()
        for partner_id, new in list(self._now.items()):
            if set(new) == set(self._before.get(partner_id, ())):
                del self._now[partner_id]
                found |= self._ever[partner_id].keys()
        return found

    @property
    def changed(self) -> set[int]:
        """The partners whose list is another than before."""
        return set(self._now)

    def batches(self) -> Iterator[Batch]:
        gone, rows = [], []
        for partner_id, new in self._now.items():
            old = self._before.get(partner_id, ())
            stays = {one.id for one in new}
            gone += [(one.id,) for one in old if one.id not in stays]
            rows += [(one.id, partner_id, one.product, one.agreed) for one in new if one not in old]
        if gone:
            yield Batch("integrations", (), len(gone), gone)
        if rows:
            yield Batch("integrations", COLUMNS, len(rows), rows)

    def _new_id(self, partner_key: str, key: str, partner_id: int) -> int:
        """The id that every laptop derives alike, unless a product renamed since has it."""
        words = f"{partner_key}\x1f{key}"
        mine = {one.id: fold(one.product) for one in self._before.get(partner_id, ())}
        found = derived_id("integration", words)
        while found in self._ids and mine.get(found) != key:
            words += "\x1f"
            found = derived_id("integration", words)
        return found


def _said(products: _List) -> str:
    return "; ".join(
        one.product if one.agreed else f"{one.product} (not agreed)" for one in products
    )
