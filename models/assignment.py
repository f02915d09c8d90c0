"""The best one-to-one choice among pairs that are more or less alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from typing import NamedTuple

_EVERY = 50
_TOP = 1_000  # no likeness is above it; what standing alone costs


class Edge(NamedTuple):
    """Two that may belong together, and how much speaks for it: 1 to 1,000."""

    left: int
    right: int
    likeness: int


def assigned(
    edges: Iterable[Edge], progress: Callable[[int, int], object] | None = None
) -> list[tuple[int, int]]:
    """Pairs in which nobody stands twice and whose likenesses together are the most there can be.

    Of choices that are equally good the same one is taken for edges in the same order. Whatever
    `progress` raises stops it.
    """
    choice = _Choice(edges)
    for at, left in enumerate(choice.rows):
        if progress is not None and not at % _EVERY:
            progress(at, len(choice.rows))
        choice.place(left)
    return [(left, right) for right, left in choice.owner.items()]


class _Choice:
    """Places one after the other by the cheapest chain of moves (shortest augmenting paths), so
    that the time goes with what hangs together, not with all there is.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.owner: dict[int, int] = {}  # right → left
        self._mate: dict[int, int] = {}  # left → right
        self._order: dict[int, int] = {}
        # What rows and columns are worth; no edge costs less than its two ends together.
        self._row_price: dict[int, int] = defaultdict(int)
        self._column_price: dict[int, int] = defaultdict(int)
        for left, right, likeness in edges:
            self.rows[left].append((right, _TOP - likeness))
            self._order.setdefault(right, len(self._order))

    def place(self, start: int) -> None:
        """Give a row its column, or leave the row alone for which that costs the least."""
        reached: dict[int, int] = {}
        before: dict[int, int] = {}
        settled: dict[int, int] = {}
        heap: list[tuple[int, int, int]] = []
        bases = {start: 0}
        row, base = start, 0
        alone, loner = _TOP - self._row_price[start], start
        while True:
            worth = base - self._row_price[row]
            if worth + _TOP < alone:
                alone, loner = worth + _TOP, row
            for column, cost in self.rows[row]:
                away = worth + cost - self._column_price[column]
                if column not in settled and away < reached.get(column, _TOP * _TOP):
                    reached[column], before[column] = away, row
                    heappush(heap, (away, self._order[column], column))
            while heap and heap[0][2] in settled:
                heappop(heap)
            if not heap or heap[0][0] >= alone:
                self._settle(bases, settled, alone)
                if loner != start:
                    self._move(self._mate.pop(loner), before, start)
                return
            away, _, column = heappop(heap)
            if column not in self.owner:
                self._settle(bases, settled, away)
                self._move(column, before, start)
                return
            settled[column] = away
            row, base = self.owner[column], away
            bases[row] = base

    def _settle(self, bases: dict[int, int], settled: dict[int, int], length: int) -> None:
        for row, base in bases.items():
            self._row_price[row] += length - base
        for column, away in settled.items():
            self._column_price[column] += away - length

    def _move(self, column: int, before: dict[int, int], start: int) -> None:
        """Hand columns on along the chain, back to the row that began it."""
        while True:
            row = before[column]
            self.owner[column] = row
            freed = self._mate.get(row)
            self._mate[row] = column
            if row == start or freed is None:
                return
            column = freed
