"""The filters above the list of partners: words, tier, participation, region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.partner_list import PartnerLine
from models.text import participation_text
from ui.widgets.chip import FilterChip
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.program.terms import Terms

_PARTICIPATIONS = (
    "participating",
    "accepted",
    "invited",
    "candidate",
    "not_participating",
    "removed",
)


class PartnersFilter(QWidget):
    """``changed`` whenever other partners are to be shown; words go by ``search.text()``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Filter partners")
        self.tier = FilterChip("Tier")
        self.participation = FilterChip(
            "Participation", [(key, participation_text(key)) for key in _PARTICIPATIONS]
        )
        self.region = FilterChip("Region")
        self._chips = {
            "tier": self.tier,
            "participation": self.participation,
            "region": self.region,
        }
        self._wanted: dict[str, set[object]] = {}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.search, 1)
        for chip in self._chips.values():
            chip.changed.connect(self._tell)
            self.row.addWidget(chip)
        self.row.addStretch(1)
        self.search.textChanged.connect(self._tell)

    def offer_tiers(self, terms: Terms) -> None:
        tiers = [(tier.key, tier.label) for tier in (*terms.tiers, terms.outside)]
        self._offer("tier", tiers)

    def offer_regions(self, lines: Iterable[PartnerLine]) -> None:
        regions = sorted({line.region for line in lines}, key=str.casefold)
        self._offer("region", [(region, region or "No region") for region in regions])

    def predicate(self) -> Callable[[PartnerLine], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        tiers, participations, regions = (
            self._wanted.get(name, set()) | chip.chosen for name, chip in self._chips.items()
        )
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

    def words(self) -> str:
        """The filters in force, as a sentence may name them."""
        parts = [chip.text() for chip in self._chips.values() if chip.chosen]
        if self.search.text().strip():
            parts.insert(0, f"“{self.search.text().strip()}”")
        return ", ".join(parts)

    def clear(self) -> None:
        """Show everybody again."""
        self._wanted.clear()
        for chip in self._chips.values():
            chip.set_chosen(())
        if self.search.text():
            self.search.clear()  # tells by itself
        else:
            self.changed.emit()

    def show_tier(self, key: str) -> None:
        """Show the partners of one tier and no others."""
        self.restore({"tier": [key]})
        self._tell()

    def state(self) -> dict[str, Any]:
        """What is filtered by, as plain values."""
        chosen = {
            name: sorted(str(key) for key in self._wanted.get(name, set()) | chip.chosen)
            for name, chip in self._chips.items()
        }
        return {"words": self.search.text(), **chosen}

    def restore(self, state: dict[str, Any]) -> None:
        """Filter as before; a choice that is not offered yet is made once it is."""
        self.search.setText(str(state.get("words", "")))
        for name, chip in self._chips.items():
            wanted = set(state.get(name, ()))
            chip.set_chosen(wanted)
            self._wanted[name] = wanted - chip.chosen

    def _offer(self, name: str, options: Sequence[tuple[object, str]]) -> None:
        chip = self._chips[name]
        wanted = self._wanted.pop(name, set()) | chip.chosen
        chip.set_options(options)
        chip.set_chosen(wanted)

    def _tell(self) -> None:
        self.changed.emit()
