"""Plans business reviews and opens the months of pipeline reviews, and goes to what was made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from models.governance.cadence import period_text
from models.text import counted
from ui.desk import Desk, Place


class ReviewDoings(QObject):
    """Asks the lane for the page or tab that holds it; ids and names are those of partners."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    @property
    def writable(self) -> bool:
        return self._desk.opened.writable

    def plan(self, partner_id: int, name: str) -> None:
        """Plan the next business review on its day, and show it; one that is planned is shown."""
        if self.writable:
            self._desk.lane.write(
                f"Plan the next business review of {name}",
                _Planning([partner_id], self._desk),
                self._go_to_first,
                owner=self,
            )

    def plan_several(self, partners: Sequence[tuple[int, str]]) -> None:
        """Plan the next business review of each, as one change; where one is planned it stays."""
        if len(partners) == 1:
            self.plan(*partners[0])
        elif partners and self.writable:
            words = counted(len(partners), "business review")
            self._desk.lane.write(
                f"Plan {words}",
                _Planning([one for one, _ in partners], self._desk),
                partial(self._tell, f"Planned {words}"),
                owner=self,
            )

    def open_month(self, partner_id: int, name: str, period: str, known: int = 0) -> None:
        """Show a month's pipeline review; where there is none it is made (C103)."""
        if known:
            self._desk.go(Place("meeting", known))
        elif self.writable:
            self._desk.lane.write(
                f"Open the pipeline review of {period_text(period)} with {name}",
                _Opening(partner_id, period, self._desk),
                self._go,
                owner=self,
            )

    def _go_to_first(self, made: Sequence[int]) -> None:
        self._go(made[0])

    def _go(self, meeting_id: int) -> None:
        self._desk.go(Place("meeting", meeting_id))

    def _tell(self, words: str, _: object) -> None:
        self._desk.toast(words, undo=True)


class _Planning:
    """Plans the next business review of some partners; an object, so that no closure stays."""

    def __init__(self, ids: Sequence[int], desk: Desk) -> None:
        self._ids, self._today = list(ids), desk.today

    def __call__(self, portfolio: Any) -> list[int]:
        from models.store.review_writes import plan_next

        return [plan_next(portfolio, one, self._today, agenda(portfolio, one)) for one in self._ids]


class _Opening:
    """Opens the pipeline review of a month."""

    def __init__(self, partner_id: int, period: str, desk: Desk) -> None:
        self._partner_id, self._period, self._today = partner_id, period, desk.today

    def __call__(self, portfolio: Any) -> int:
        from models.store.review_writes import open_month

        return open_month(portfolio, self._partner_id, self._period, self._today)


def agenda(portfolio: Any, partner_id: int) -> list[str]:
    """The sections of the partner's pack, in its order and without those left out, as points."""
    from models.pack_plan import APPENDIX
    from models.store.pack_plans import wanted
    from reports.kinds import offered

    plan = wanted(portfolio, partner_id, "full").plan
    names = {one.key: one.name for one in offered("full") if one.key not in APPENDIX}
    first = [key for key in plan.order if key in names]
    keys = [*first, *(key for key in names if key not in first)]
    return [names[key] for key in keys if key not in plan.left_out]
