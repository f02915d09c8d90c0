"""What the matrix of benefits shows: the year, and which partners by words, tier and state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.benefit_words import STATE
from ui.widgets.chip import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.benefits import Line
    from models.program.terms import Benefit, Terms
    from models.store.benefits import Row

NO_TIER = ""
OPEN, LATE, WARNED = "open", "late", "warned"  # beside the states


class BenefitsFilter(QWidget):
    """``changed`` whenever other partners are to be shown, ``year_chosen`` with another year."""

    changed = Signal()
    year_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Filter partners", width=220)
        self.year = QuietCombo([], "Year", width=92)
        self.tier = FilterChip("Tier", any_word="any granted")
        self.by_state = FilterChip(
            "State",
            [
                (OPEN, "Due and open"),
                (LATE, "Late promise"),
                (WARNED, "With a warning"),
                *STATE.items(),
            ],
        )
        self.benefit = FilterChip("Benefit")
        self._chips = {"tier": self.tier, "state": self.by_state, "benefit": self.benefit}
        self.row = FlowLayout(self)
        for part in (self.search, self.year, self.tier, self.by_state, self.benefit):
            self.row.addWidget(part)
        self.year.chosen.connect(self.year_chosen)
        self.search.textChanged.connect(self._tell)
        for chip in self._chips.values():
            chip.changed.connect(self._tell)

    def offer(
        self, years: Sequence[int], year: int, terms: Terms, benefits: Sequence[Benefit]
    ) -> None:
        """Offer what there is to choose from; what was chosen stays where it is still there."""
        self.year.set_choices([(known, str(known)) for known in years])
        self.year.set_current(year)
        tiers = [(tier.key, tier.label) for tier in terms.tiers]
        _offer(self.tier, [*tiers, (NO_TIER, "No tier granted")])
        _offer(self.benefit, [(benefit.id, benefit.label) for benefit in benefits])

    def predicate(self) -> Callable[[Row], bool]:
        """Whom the chips ask for; without a word on tiers, whoever holds one or has an entry."""
        tiers, states, benefits = self.tier.chosen, self.by_state.chosen, self.benefit.chosen

        def fits(line: Line) -> bool:
            return (
                line.state in states
                or (OPEN in states and line.open and line.due)
                or (LATE in states and line.overdue)
                or (WARNED in states and bool(line.warnings))
            )

        def wanted(row: Row) -> bool:
            if tiers and row.tier not in tiers:
                return False
            if not tiers and not row.tier and not row.entries:
                return False
            return not states or any(
                fits(line) for line in row.lines if not benefits or line.benefit.id in benefits
            )

        return wanted

    def words(self) -> str:
        """The filters in force, as a sentence may name them; "" for none."""
        parts = [chip.text() for chip in self._chips.values() if chip.chosen]
        if self.search.text().strip():
            parts.insert(0, f"“{self.search.text().strip()}”")
        return ", ".join(parts)

    def clear(self) -> None:
        """Show everybody again who holds a tier."""
        for chip in self._chips.values():
            chip.set_chosen(())
        if self.search.text():
            self.search.clear()  # tells by itself
        else:
            self.changed.emit()

    def state(self) -> dict[str, Any]:
        """What is filtered by, as plain values."""
        chips = {name: sorted(map(str, chip.chosen)) for name, chip in self._chips.items()}
        return {"words": self.search.text(), **chips}

    def restore(self, state: dict[str, Any]) -> None:
        """Filter as before, by what is still offered."""
        self.search.setText(str(state.get("words", "")))
        for name, chip in self._chips.items():
            chip.set_chosen(state.get(name, ()))

    def _tell(self) -> None:
        self.changed.emit()


def _offer(chip: FilterChip, options: Sequence[tuple[object, str]]) -> None:
    chosen = chip.chosen
    chip.set_options(options)
    chip.set_chosen(chosen)
