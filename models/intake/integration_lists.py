"""Lists of the products that partners integrate: one in a row takes the place of the known."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from models.ids import derived_id
from models.intake.ledger import Changed
from models.names import fold
from models.store.apply import Batch

COLUMNS = ("partner_id", "product", "agreed", "kind")

_WORDS = re.compile(r"(.*\S)\s+\((?:(cloud|software))?(?:, )?(not agreed)?\)", re.IGNORECASE)


class _Product(NamedTuple):
    id: int
    product: str
    agreed: int
    kind: str = "software"


_List = tuple[_Product, ...]


class IntegrationLists:
    """The known lists by partner, and what the rows of a file make of them."""

    def __init__(self, known: Iterable[tuple[Any, ...]]) -> None:
        """`known` are id, partner, product, whether it is agreed, and its kind."""
        self._before: dict[int, _List] = {}
        self._ids: set[int] = set()
        for id_, partner_id, product, agreed, kind in known:
            self._before[partner_id] = (
                *self._before.get(partner_id, ()),
                _Product(id_, product, agreed, kind),
            )
            self._ids.add(id_)
        self._now: dict[int, _List] = {}
        self._ever: dict[int, dict[int, _Product]] = {}

    def put(
        self, partner_id: int, partner_key: str, products: Sequence[str], line: int, what: str
    ) -> tuple[Changed, ...]:
        """Take in the list of a row, of which every product counts as agreed unless it says that
        it is not. Says what it did.
        """
        before = self._before.get(partner_id, ())
        old = self._now.get(partner_id, before)
        wanted = {fold(said.product): said for said in map(_read, reversed(products))}
        # What an earlier row took away comes back as it was, with its first spelling.
        ever = self._ever.setdefault(partner_id, {one.id: one for one in before})
        kept = tuple(
            one._replace(agreed=said.agreed, kind=said.kind or one.kind)
            for one in ever.values()
            if (said := wanted.get(fold(one.product)))
        )
        known = {fold(one.product) for one in kept}
        added = tuple(
            _Product(
                self._new_id(partner_key, key, partner_id),
                said.product,
                said.agreed,
                said.kind or "software",
            )
            for key, said in reversed(wanted.items())
            if key not in known
        )
        new = kept + added
        if set(new) == set(old):
            return ()
        self._now[partner_id] = new
        ever |= {one.id: one for one in added}
        told = ("software_integrations", _said(old), _said(new))
        return (Changed(line, new[0].id, what, (told,)),)

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
            rows += [
                (one.id, partner_id, one.product, one.agreed, one.kind)
                for one in new
                if one not in old
            ]
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


def said_of(product: str, agreed: int, kind: str) -> str:
    """A product as an element of a list says it: what goes without saying is not said."""
    words = ["cloud"] if kind == "cloud" else []
    words += [] if agreed else ["not agreed"]
    if not words and _WORDS.fullmatch(product):
        words = ["software"]  # else brackets of its name would be read as ours
    return f"{product} ({', '.join(words)})" if words else product


def _read(words: str) -> _Product:
    """What an element of a list says; no kind where it names none."""
    match = _WORDS.fullmatch(words)
    if match is None:
        return _Product(0, words, 1, "")
    return _Product(0, match[1], int(not match[3]), (match[2] or "").lower())


def _said(products: _List) -> str:
    return "; ".join(said_of(one.product, one.agreed, one.kind) for one in products)
