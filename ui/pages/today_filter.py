"""The filters above the list of a day: words, kind, partner, owner; and what is put off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from models.governance.today import KINDS, Item
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar
from ui.widgets.search_chip import SearchChip

_NOBODY = "No owner"
_EVERYBODY = "No partner"


class TodayFilter(FilterBar):
    """Which things are shown; `away` shows those that are put off as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.kind = FilterChip("Kind")
        self.partner = SearchChip("Partner")
        self.owner = SearchChip("Owner")
        chips: dict[str, Any] = {"kind": self.kind, "partner": self.partner, "owner": self.owner}
        super().__init__("Filter this day", chips, parent)
        self.away = Button("Put off", "chip", "clock", self)
        self.away.setCheckable(True)
        self.away.toggled.connect(self._tell_away)
        self.add_end(self.away)
        self.offer_away(0)

    def offer_all(self, items: Iterable[Item]) -> None:
        """Offer what there is."""
        kinds: set[str] = set()
        partners: set[str] = set()
        owners: set[str] = set()
        for item in items:
            kinds.add(item.kind)
            partners.add(item.partner)
            owners.add(item.owner)
        self.offer("kind", [(key, words) for key, words in KINDS.items() if key in kinds])
        self.offer("partner", [(name, name or _EVERYBODY) for name in _sorted(partners)])
        self.offer("owner", [(name, name or _NOBODY) for name in _sorted(owners)])

    def offer_away(self, count: int) -> None:
        """How many are put off; with none there is nothing to show."""
        self.away.setText(f"{count:,} put off")
        self.away.setAccessibleName(f"Show the {count:,} that are put off")
        self.away.setVisible(bool(count))
        if not count and self.away.isChecked():
            self.away.setChecked(False)

    def show_away(self) -> None:
        self.away.setChecked(True)

    def predicate(self) -> Callable[[Item], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        kinds, partners, owners = map(self.chosen, ("kind", "partner", "owner"))
        if not (kinds or partners or owners):
            return None

        def wanted(item: Item) -> bool:
            return not (
                (kinds and item.kind not in kinds)
                or (partners and item.partner not in partners)
                or (owners and item.owner not in owners)
            )

        return wanted

    def _tell_away(self, on: bool) -> None:
        from ui import theme

        theme.set_kind(self.away, "chip-on" if on else "chip")
        self.changed.emit()


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (not name, name.casefold()))
