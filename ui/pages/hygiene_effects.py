"""Works out partner by partner what findings do to tiers, while the page is usable."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk import Desk
from ui.work import Task

if TYPE_CHECKING:
    from models.hygiene.effects import Effect
    from models.store.hygiene import Hygiene
    from models.store.portfolio import Portfolio

_EVERY = 0.3  # seconds between two tellings of what is known
_AT_ONCE = 8  # partners between two other jobs of the lane: some 30 ms


class HygieneEffects(QObject):
    """What is known of each partner; those with most money at stake come first."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.known: dict[int, dict[str, Effect]] = {}
        self._left: list[int] = []
        self._found: Hygiene | None = None
        self._under_way: Task | None = None
        self._said = 0.0  # when what is known was told last

    @property
    def left(self) -> int:
        """How many partners are still to be looked at."""
        return len(self._left)

    def begin(self, found: Hygiene, first: set[Any]) -> None:
        """Look at every partner with money at stake; `first` are those on show."""
        self.stop()
        self._found = found
        ranked = sorted(found.stakes, key=lambda owner: -found.stakes[owner])
        self._left = sorted(ranked, key=lambda owner: owner not in first)
        self.known = {owner: self.known[owner] for owner in ranked if owner in self.known}
        QTimer.singleShot(0, self, self._go_on)  # the deals are painted first

    def hurry(self, partners: set[Any]) -> None:
        """Look at these before the others."""
        self._left.sort(key=lambda owner: owner not in partners)

    def resume(self) -> None:
        """Go on with what was left when the page was."""
        if self._left and self._under_way is None:
            self._go_on()

    def stop(self) -> None:
        """Look at nobody else; what is known stays."""
        if self._under_way is not None:
            self._under_way.cancel()
            self._under_way = None

    def forget(self) -> None:
        """Another portfolio: nothing is known."""
        self.stop()
        self.known.clear()
        self._left.clear()
        self._found = None

    def of_rule(self, rule: str) -> list[Effect]:
        """The effects of one rule, of all for a blank one: who would rise, who would fall, others;
        those with most money first.
        """
        some = [
            effect
            for by_rule in self.known.values()
            for key, effect in by_rule.items()
            if rule in ("", key)
        ]
        return sorted(
            some, key=lambda one: (not one.rises, not one.falls, -(one.comes + one.counts))
        )

    def _go_on(self) -> None:
        found, self._under_way = self._found, None
        if found is None or not self._left:
            return
        ids, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]

        def read(portfolio: Portfolio) -> tuple[Hygiene, dict[int, dict[str, Effect]]]:
            from models.errors import UserError
            from models.store.hygiene import effects

            told = {}
            for owner in ids:
                try:
                    told[owner] = effects(portfolio, owner, found)
                except UserError:  # gone meanwhile; the page reads anew
                    continue
            return found, told

        self._under_way = self._desk.lane.read(
            read, self._take, owner=self, failed=self._give_up, key="effects"
        )

    def _take(self, told: tuple[Hygiene, dict[int, dict[str, Effect]]]) -> None:
        if told[0] is not self._found:
            return
        self.known |= told[1]
        # All that is known is shown anew each time; of 2,000 partners that takes a while.
        if not self._left or monotonic() - self._said > _EVERY:
            self._said = monotonic()
            self.changed.emit()
        self._go_on()

    def _give_up(self, _: BaseException) -> None:
        self._left.clear()
        self._under_way = None
