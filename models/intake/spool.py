"""Rows set aside between checking and writing, beyond a few in a temporary file without a name."""

import marshal
import tempfile
import weakref
from collections.abc import Iterator, Set
from typing import Any

_BATCH = 500
_IN_MEMORY = 4 * 1024**2
_LENGTH = 4


class Spool:
    """Tuples of numbers, text and None; written once, read as often as wanted."""

    def __init__(self) -> None:
        self.count = 0
        self._dropped: Set[int] = frozenset()
        self._held: list[tuple[Any, ...]] = []
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed with the object
        weakref.finalize(self, self._file.close)

    def add(self, row: tuple[Any, ...]) -> None:
        self._held.append(row)
        self.count += 1
        if len(self._held) >= _BATCH:
            self._put()

    def drop(self, firsts: Set[int]) -> None:
        """Leave out from now on the rows that begin with one of these; each begins one row."""
        self._dropped = firsts
        self.count -= len(firsts)

    def _put(self) -> None:
        packed = marshal.dumps(self._held)
        self._file.write(len(packed).to_bytes(_LENGTH, "big"))
        self._file.write(packed)
        self._held.clear()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        if not self._dropped:
            return self._all()
        return (row for row in self._all() if row[0] not in self._dropped)

    def _all(self) -> Iterator[tuple[Any, ...]]:
        place = 0
        self._file.seek(0)
        while length := self._file.read(_LENGTH):
            size = int.from_bytes(length, "big")
            rows = marshal.loads(self._file.read(size))  # noqa: S302  our own, written just now
            place += _LENGTH + size
            yield from rows
            self._file.seek(place)
        self._file.seek(0, 2)
        yield from self._held
