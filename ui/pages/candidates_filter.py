"""The filters above the list of candidates: words, participation, tier, region."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.candidates import STATES, CandidateLine
from models.text import participation_text
from ui.widgets.chip import FilterChip
from ui.widgets.filter_bar import FilterBar

_WORDS = {"removed": "Left or removed"}


class CandidatesFilter(FilterBar):
    """Which partners outside the program are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.participation = FilterChip(
            "Participation", [(key, _WORDS.get(key) or participation_text(key)) for key in STATES]
        )
        self.tier = FilterChip("Would hold")
        self.region = FilterChip("Region")
        chips = {"participation": self.participation, "tier": self.tier, "region": self.region}
        super().__init__("Filter candidates", chips, parent)

    def predicate(self) -> Callable[[CandidateLine], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        states, tiers, regions = map(self.chosen, ("participation", "tier", "region"))
        if not (states or tiers or regions):
            return None

        def wanted(line: CandidateLine) -> bool:
            if (regions and line.region not in regions) or (
                states and line.participation not in states
            ):
                return False
            return not tiers or (line.figures is not None and line.figures.tier.key in tiers)

        return wanted
