"""Holds what a file says against what is known: new, changed or the same, field by field."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.ids import derived_id
from models.names import fold

Values = tuple[Any, ...]
Key = Callable[[Values], str]

OUTCOMES = ("same", "changed", "new")
MOST_SHOWN = 2_000
FIRST_ROWS = 50
_NAMES = ("name", "email", "person", "course", "product")


class Changed(NamedTuple):
    """One known record that a row changes: column → (old, new) as they are kept in the file."""

    line: int
    record_id: int
    what: str
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(slots=True)
class Tally:
    """How many rows did what, with the changes themselves (the first 2,000 of them).

    `first` says of the first rows, by line, what each did; `sames` are line, record and name of
    the first 2,000 that say what is known.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    changes: list[Changed] = field(default_factory=list)
    first: dict[int, str] = field(default_factory=dict)
    sames: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, outcome: str, changes: Sequence[Changed] = ()) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)
        if len(self.changes) < MOST_SHOWN:
            self.changes.extend(changes)

    def take_back(self, lines: Collection[int], record_ids: Collection[int]) -> None:
        """Count rows as the same after all: a later row has undone what they changed."""
        self.changed -= len(lines)
        self.same += len(lines)
        self.first |= dict.fromkeys(self.first.keys() & set(lines), "same")
        self.changes = [change for change in self.changes if change.record_id not in record_ids]

    def repeat(self, line: int, record_id: int, what: str) -> None:
        """Keep which row says what is known already, of the first 2,000."""
        if len(self.sames) < MOST_SHOWN:
            self.sames.append((line, record_id, what))

    def note(self, line: int, outcome: str) -> None:
        """Keep what a row did, for the first of them."""
        if len(self.first) < FIRST_ROWS:
            self.first[line] = outcome


def worst(outcomes: Iterable[str]) -> str:
    """What a row did whose parts did these: new beats changed beats same."""
    return max(outcomes, key=OUTCOMES.index, default="same")


def differences(
    columns: Sequence[str], old: Values, new: Values
) -> tuple[tuple[str, Any, Any], ...]:
    return tuple(
        (name, before, after)
        for name, before, after in zip(columns, old, new, strict=True)
        if before != after
    )


class Ledger:
    """The known records of one table and what the rows of a file make of them.

    `key` gives of a record's values what it is known again by; a record of that key, else the id
    that is derived from it, which every laptop derives alike.
    """

    def __init__(
        self,
        kind: str,
        table: str,
        columns: tuple[str, ...],
        known: Iterable[Values],
        key: Key,
        blank: Values,
    ) -> None:
        """`known` are id and values; `blank` is what a new record has where a row says nothing."""
        self.table = table
        self.columns = columns
        self.written: dict[int, Values] = {}
        self._kind = kind
        self._key = key
        self._blank = blank
        self._known: dict[int, Values] = {}
        self._by_key: dict[str, int] = {}
        self._before: dict[int, Values] = {}
        for id_, *values in known:
            self._keep(id_, tuple(values))

    def put(self, values: Values, line: int, what: str) -> tuple[str, tuple[Changed, ...]]:
        """Take in what a row says; None leaves a known value alone. Says what it did."""
        id_ = self.id_of(values)
        old = self._known.get(id_)
        base = self._blank if old is None else old
        new = tuple(b if v is None else v for v, b in zip(values, base, strict=True))
        if old is not None and old != new:
            new = self._as_known(old, new)
        if old == new:
            return "same", ()
        if old is not None and id_ not in self.written:
            self._before[id_] = old
        self._keep(id_, new)
        self.written[id_] = new
        if old is None:
            return "new", ()
        return "changed", (Changed(line, id_, what, differences(self.columns, old, new)),)

    def id_of(self, values: Values) -> int:
        """The id of the record that these values are of, known or to be made."""
        key = self._key(tuple("" if value is None else value for value in values))
        return self._by_key.get(key) or derived_id(self._kind, key)

    def get(self, id_: int) -> Values | None:
        return self._known.get(id_)

    def drop_unchanged(self) -> set[int]:
        """Forget records that the file's last word leaves as they were before it; says which."""
        found = {id_ for id_, old in self._before.items() if self.written.get(id_) == old}
        for id_ in found:
            del self.written[id_]
        return found

    def _as_known(self, old: Values, new: Values) -> Values:
        """A name that is the same when folded keeps its first spelling, a list its order."""
        return tuple(
            before if before != after and _alike(name, before, after) else after
            for name, before, after in zip(self.columns, old, new, strict=True)
        )

    def _keep(self, id_: int, values: Values) -> None:
        self._known[id_] = values
        self._by_key.setdefault(self._key(values), id_)


def _alike(name: str, before: Any, after: Any) -> bool:
    if name == "geographies":
        return sorted(json.loads(before)) == sorted(json.loads(after))
    return name in _NAMES and fold(before) == fold(after)
