"""The filters above the list of partners: words, tier, participation, region."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.partner_list import PartnerLine
from models.text import participation_text
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar

_PARTICIPATIONS = (
    "participating",
    "accepted",
    "invited",
    "candidate",
    "not_participating",
    "removed",
)


class PartnersFilter(FilterBar):
    """Which partners are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.tier = FilterChip("Tier")
        self.participation = FilterChip(
            "Participation", [(key, participation_text(key)) for key in _PARTICIPATIONS]
        )
        self.region = FilterChip("Region")
        chips = {"tier": self.tier, "participation": self.participation, "region": self.region}
        super().__init__("Filter partners", chips, parent)

    def predicate(self) -> Callable[[PartnerLine], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        tiers, participations, regions = map(self.chosen, ("tier", "participation", "region"))
        if not (tiers or participations or regions):
            return None

        def wanted(line: PartnerLine) -> bool:
            if regions and line.region not in regions:
                return False
            known = line.standing
            if known is None:
                return not (tiers or participations)
            return (not tiers or known.held.key in tiers) and (
                not participations or known.participation in participations
            )

        return wanted

    def show_tier(self, key: str) -> None:
        """Show the partners of one tier and no others."""
        self.restore({"tier": [key]})
        self.changed.emit()
