"""Assesses partners a few at a time, so that a list of ten thousand is usable meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk import Desk

if TYPE_CHECKING:
    from models.store.candidates import Judged, Outside
    from models.store.partner_names import Listed
    from models.store.partners import Standings

FIRST, MORE = 60, 250  # a screenful, then as many as pass unnoticed between two other jobs


def _standings(portfolio: Any, as_of: date, ids: Sequence[int]) -> Standings:
    from models.store.partners import standings

    return standings(portfolio, as_of, ids)


class Assessing(QObject):
    """What is known of each partner on the desk's day, and the queue of those still to assess.

    A standing that is out of date stays known until the new one is there. `judge` gives, for a
    portfolio, a day and some ids, what is to be known by id; it runs on the lane, for as many at
    once as `sizes` says: the first time, then.
    """

    assessed = Signal(object)  # what `judge` gave
    finished = Signal()
    refused = Signal(object)  # the exception: no partner can be assessed on that day

    def __init__(
        self,
        desk: Desk,
        parent: QObject,
        judge: Callable[[Any, date, Sequence[int]], Any] = _standings,
    ) -> None:
        super().__init__(parent)
        self._desk, self._judge = desk, judge
        self.sizes = (FIRST, MORE)
        self.known: dict[int, Any] = {}
        self._day: date | None = None
        self._seq: int | None = None
        self._stale: set[int] = set()
        self._order: list[int] = []
        self._round = 0

    @property
    def since(self) -> int | None:
        """The journal entry that `known` reflects; None where all has to be assessed."""
        return self._seq if self._day == self._desk.as_of else None

    @property
    def left(self) -> int:
        """How many are still to be assessed."""
        return len(self._stale)

    def forget(self) -> None:
        """Another portfolio: nothing is known."""
        self.known.clear()
        self._stale.clear()
        self._day = self._seq = None
        self._round += 1

    def begin(self, listed: Listed | Outside, order: Iterable[int]) -> None:
        """Assess whoever is new or was touched, in this order."""
        present = {line.id for line in listed.lines}
        if listed.touched is None or self.since is None:
            self._stale = set(present)
        else:
            self._stale |= listed.touched
            self._stale |= present - self.known.keys()
        self._stale &= present
        self.known = {row_id: known for row_id, known in self.known.items() if row_id in present}
        self._seq, self._day = listed.seq, self._desk.as_of
        self._order = [row_id for row_id in order if row_id in self._stale]
        self._round += 1
        if len(self._order) > self.sizes[0]:
            QTimer.singleShot(0, self, self._go_on)  # the names are painted first
        else:
            self._go_on()

    def _go_on(self) -> None:
        if not self._order:
            self.finished.emit()
            return
        first, more = self.sizes
        size = first if len(self._order) == len(self._stale) and not self.known else more
        ids, self._order = self._order[:size], self._order[size:]
        as_of, of_round = self._desk.as_of, self._round

        judge = self._judge

        def read(portfolio: Any) -> tuple[int, Standings | Judged]:
            return of_round, judge(portfolio, as_of, ids)

        self._desk.lane.read(read, self._take, owner=self, key="standings", failed=self._give_up)

    def _take(self, found: tuple[int, Standings | Judged]) -> None:
        of_round, standings = found
        if of_round != self._round:
            return
        self.known.update(standings.by_id)
        self._stale -= standings.by_id.keys()
        self.assessed.emit(standings)
        self._go_on()

    def _give_up(self, error: BaseException) -> None:
        self.forget()
        self.refused.emit(error)
