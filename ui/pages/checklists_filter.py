"""The filters above the list of checklists: words, which checklist, state, tier."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models.checklist.states import SUMMARY_WORDS
from ui.tables.checklists import state_of_row
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from models.store.checklists import Summary


class ChecklistsFilter(FilterBar):
    """Which checklists are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.template = FilterChip("Checklist")
        self.state_chip = FilterChip("State", list(SUMMARY_WORDS.items()))
        self.tier = FilterChip("Tier")
        chips = {"template": self.template, "state": self.state_chip, "tier": self.tier}
        super().__init__("Filter checklists", chips, parent)

    def offer_rows(self, rows: Iterable[Summary]) -> None:
        """Offer the checklists and tiers that there are."""
        templates = {row.where.template: row.name for row in rows}
        tiers = {row.tier: row.tier_label for row in rows}
        self.offer("template", sorted(templates.items(), key=lambda told: told[1].casefold()))
        self.offer("tier", sorted(tiers.items(), key=lambda told: told[1].casefold()))

    def predicate(self) -> Callable[[Summary], bool] | None:
        templates, states, tiers = map(self.chosen, ("template", "state", "tier"))
        if not (templates or states or tiers):
            return None

        def wanted(row: Summary) -> bool:
            return (
                (not templates or row.where.template in templates)
                and (not states or state_of_row(row) in states)
                and (not tiers or row.tier in tiers)
            )

        return wanted
