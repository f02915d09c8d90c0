"""Offers the pack that is being built the decisions that reviews have left open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.governance.wanted_asks import offered
from ui.desk import Desk
from ui.pages.packs_asks import AsksBox
from ui.pages.packs_plan import PlanKeeper

if TYPE_CHECKING:
    from models.governance.outcomes import Resolution


class WantedAsks(QObject):
    """Reads what is wanted of the partner on screen; what is taken of it goes into the plan."""

    def __init__(
        self, desk: Desk, keeper: PlanKeeper, box: AsksBox, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._keeper, self._box = desk, keeper, box
        self._wanted: Sequence[Resolution] = ()
        box.taking.connect(self.take)
        keeper.changed.connect(self._show)
        keeper.replaced.connect(self.ask)

    def ask(self) -> None:
        """Look for the decisions that the partner's reviews still want."""
        partner_id = self._keeper.partner_id

        def read(portfolio: Any) -> Sequence[Resolution]:
            from models.store.register import resolutions

            return resolutions(portfolio, partner_id)

        self._desk.lane.read(read, self._take, owner=self, key="wanted")

    def take(self) -> None:
        """Let the pack ask them, after what it asks already."""
        asks = self._keeper.plan.asks
        found = offered(self._wanted, asks)
        if found:
            self._keeper.set(asks=(*asks, *found))
            self._box.show_asks(self._keeper.plan.asks)

    def _take(self, found: Sequence[Resolution]) -> None:
        self._wanted = found
        self._show()

    def _show(self) -> None:
        self._box.offer_wanted(len(offered(self._wanted, self._keeper.plan.asks)))
