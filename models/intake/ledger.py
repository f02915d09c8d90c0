"""Holds what a file says against what is known: new, changed or the same, field by field."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.ids import derived_id
from models.names import fold

Values = tuple[Any, ...]
Keys = Callable[[Values], tuple[str, str]]

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

    `first` says of the first rows, by line, what each did.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    changes: list[Changed] = field(default_factory=list)
    first: dict[int, str] = field(default_factory=dict)

    def add(self, outcome: str, changes: Sequence[Changed] = ()) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)
        if len(self.changes) < MOST_SHOWN:
            self.changes.extend(changes)

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

    `keys` gives of a record's values the strong key (an id or address; "" where there is none)
    and the weak one (its name and such). A record is known again by the strong key; else by the
    weak one, where not both have a strong key that differs; else by the id that is derived from
    the key, which every laptop derives alike.
    """

    def __init__(
        self,
        kind: str,
        table: str,
        columns: tuple[str, ...],
        known: Iterable[Values],
        keys: Keys,
        blank: Values,
    ) -> None:
        """`known` are id and values; `blank` is what a new record has where a row says nothing."""
        self.table = table
        self.columns = columns
        self.written: dict[int, Values] = {}
        self._kind = kind
        self._keys = keys
        self._blank = blank
        self._known: dict[int, Values] = {}
        self._strong: dict[str, int] = {}
        self._weak: dict[str, int] = {}
        self._weak_alone: dict[str, int] = {}
        for id_, *values in known:
            self._keep(id_, tuple(values))

    def put(self, values: Values, line: int, what: str) -> tuple[str, tuple[Changed, ...]]:
        """Take in what a row says; None leaves a known value alone. Says what it did."""
        id_ = self._identify(tuple("" if value is None else value for value in values))
        old = self._known.get(id_)
        base = self._blank if old is None else old
        new = tuple(b if v is None else v for v, b in zip(values, base, strict=True))
        if old is not None and old != new:
            new = self._as_known(old, new)
        if old == new:
            return "same", ()
        self._keep(id_, new)
        self.written[id_] = new
        if old is None:
            return "new", ()
        return "changed", (Changed(line, id_, what, differences(self.columns, old, new)),)

    def get(self, id_: int) -> Values | None:
        return self._known.get(id_)

    def _as_known(self, old: Values, new: Values) -> Values:
        """A name that is the same when folded keeps its first spelling."""
        return tuple(
            before if name in _NAMES and before != after and fold(before) == fold(after) else after
            for name, before, after in zip(self.columns, old, new, strict=True)
        )

    def _keep(self, id_: int, values: Values) -> None:
        strong, weak = self._keys(values)
        self._known[id_] = values
        if strong:
            self._strong.setdefault(strong, id_)
            if self._weak_alone.get(weak) == id_:
                del self._weak_alone[weak]
        else:
            self._weak_alone.setdefault(weak, id_)
        self._weak.setdefault(weak, id_)

    def _identify(self, values: Values) -> int:
        strong, weak = self._keys(values)
        found = self._strong.get(strong) if strong else None
        if found is None:
            found = (self._weak_alone if strong else self._weak).get(weak)
        return derived_id(self._kind, strong or weak) if found is None else found
