"""The filters above the list of candidates: words, participation, tier, region."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.candidates import STATES, CandidateLine
from models.text import participation_text
from ui.widgets.chip import FilterChip
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.program.terms import Terms
    from ui.tables.view import TableView

_KEY = "candidates/view"
_WORDS = {"removed": "Left or removed"}


class CandidatesFilter(QWidget):
    """``changed`` whenever other partners are to be shown; words go by ``search.text()``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Filter candidates")
        self.state = FilterChip(
            "Participation", [(key, _WORDS.get(key) or participation_text(key)) for key in STATES]
        )
        self.tier = FilterChip("Would hold")
        self.region = FilterChip("Region")
        self._chips = {"state": self.state, "tier": self.tier, "region": self.region}
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

    def offer_regions(self, lines: Iterable[CandidateLine]) -> None:
        regions = sorted({line.region for line in lines}, key=str.casefold)
        self._offer("region", [(region, region or "No region") for region in regions])

    def predicate(self) -> Callable[[CandidateLine], bool] | None:
        """What the chips ask for; None where they ask for nothing."""
        states, tiers, regions = (
            self._wanted.get(name, set()) | chip.chosen for name, chip in self._chips.items()
        )
        if not (states or tiers or regions):
            return None

        def wanted(line: CandidateLine) -> bool:
            if (regions and line.region not in regions) or (
                states and line.participation not in states
            ):
                return False
            return not tiers or (line.figures is not None and line.figures.tier.key in tiers)

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

    def keep(self, settings: QSettings, view: TableView) -> None:
        """Remember filters, sort and columns for the next start."""
        chosen = {
            name: sorted(str(key) for key in self._wanted.get(name, set()) | chip.chosen)
            for name, chip in self._chips.items()
        }
        state = {"table": view.saved_state(), "words": self.search.text(), **chosen}
        settings.setValue(_KEY, json.dumps(state))

    def restore(self, settings: QSettings, view: TableView) -> bool:
        """Bring them back; false where nothing was kept, or what was kept can't be read."""
        kept = settings.value(_KEY)
        if not kept:
            return False
        try:
            state: dict[str, Any] = json.loads(str(kept))
            view.restore_state(state["table"])
            self.search.setText(str(state["words"]))
            for name, chip in self._chips.items():
                wanted = set(state[name])
                chip.set_chosen(wanted)
                self._wanted[name] = wanted - chip.chosen
        except (ValueError, KeyError, TypeError, AttributeError):
            settings.remove(_KEY)
            return False
        return True

    def _offer(self, name: str, options: Sequence[tuple[object, str]]) -> None:
        chip = self._chips[name]
        wanted = self._wanted.pop(name, set()) | chip.chosen
        chip.set_options(options)
        chip.set_chosen(wanted)

    def _tell(self) -> None:
        self.changed.emit()
