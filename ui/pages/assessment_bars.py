"""What stands above the board: the year, its two days, the filters; and the tiles that count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.assessment import LANE_TITLES, LANES, Board, BoardLine, Tally
from models.text import counted, day_text
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChip
from ui.widgets.count_tiles import Count, CountTiles
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.search_field import SearchField

# Key of a tile, and which lines it stands for.
_TILES: dict[str, Callable[[BoardLine], bool]] = {
    "all": lambda line: True,
    "up": lambda line: line.meets and line.move == "up",
    "same": lambda line: line.meets and line.move == "same",
    "down": lambda line: line.meets and line.move == "down",
    "below": lambda line: not line.meets,
}


class DayButton(Button):
    """Says a day and lets it be changed from a calendar."""

    picked = Signal(object)  # date

    def __init__(self, words: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "quiet", "calendar", parent)
        self._words, self._day, self._today = words, date.min, date.min
        self.setToolTip(tip)
        self.clicked.connect(self._choose)

    def show_day(self, day: date | None, today: date, *, usual: bool) -> None:
        self._day, self._today = day or today, today
        self.setText(f"{self._words} {day_text(day)}" if day else self._words)
        self.setAccessibleName(f"{self.text()}, change the day")
        self.set_kind("quiet" if usual else "chip-on")

    def _choose(self) -> None:
        from ui.widgets.day_popup import DayPopup

        popup = DayPopup(self._day, self._today, self)
        popup.picked.connect(self.picked)
        popup.open_under(self)


class BoardBar(QWidget):
    """`year_chosen`, `measured_chosen`, `prerequisites_chosen` and `filtered` tell a choice."""

    year_chosen = Signal(object)
    measured_chosen = Signal(object)
    prerequisites_chosen = Signal(object)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = QuietCombo([], "Year of the assessment", width=84)
        self.year.chosen.connect(self.year_chosen)
        self.measured = DayButton(
            "Measured", "The day on which the money is measured, the program’s own unless another"
            " is chosen",
        )  # fmt: skip
        self.measured.picked.connect(self.measured_chosen)
        self.prerequisites = DayButton(
            "Prerequisites", "The day as of which prerequisites are judged"
        )
        self.prerequisites.picked.connect(self.prerequisites_chosen)
        self.search = SearchField("Filter partners", width=184)
        self.search.textChanged.connect(self._tell)
        self.state = FilterChip("State", [(lane, LANE_TITLES[lane]) for lane in LANES])
        self.state.changed.connect(self._tell)
        self.row = FlowLayout(self, spacing=8)
        for part in (self.year, self.measured, self.prerequisites, self.search, self.state):
            self.row.addWidget(part)

    def show_years(self, years: Sequence[int], year: int) -> None:
        offered = sorted({*years, year}, reverse=True)
        self.year.set_choices([(one, str(one)) for one in offered])
        self.year.set_current(year)

    def say_measured(self, board: Board) -> None:
        """What is measured on which day is the program's own."""
        own = day_text(board.terms.measurement_day(board.year))
        self.measured.setToolTip(
            f"The day on which {board.terms.tcv_label} is measured; {own} unless another is chosen"
        )

    def clear(self) -> None:
        """Filter by nothing."""
        self.state.set_chosen(())
        if self.search.text():
            self.search.clear()  # tells by itself
        else:
            self.filtered.emit()

    def _tell(self, _: object = None) -> None:
        self.filtered.emit()


class MoverTiles(CountTiles):
    """Partners, who moves up, keeps, moves down, and who does not meet; the chosen one filters."""

    def show_tally(self, told: Tally) -> None:
        left = f", {told.to_decide:,} to decide" if 0 < told.to_decide < told.below else ""
        self.show_counts(
            [
                Count("all", "partners" if told.partners != 1 else "partner", told.partners,
                      "users", "text_2"),
                Count("up", "move up" if told.up != 1 else "moves up", told.up,
                      "trending-up", "met"),
                Count("same", "keep tier" if told.same != 1 else "keeps tier",
                      told.same, "circle-check", "met"),
                Count("down", "move down" if told.down != 1 else "moves down", told.down,
                      "trending-down", "at_risk"),
                Count("below", ("to decide" if not left else "do not meet") + left
                      if told.below == told.to_decide or left else "did not meet",
                      told.below, "circle-arrow-down", "short"),
            ]
        )  # fmt: skip
        if not self.current:
            self.set_current("all")

    def wanted(self) -> Callable[[BoardLine], bool]:
        """Which lines the chosen tile stands for."""
        return _TILES.get(self.current, _TILES["all"])


def head_words(board: Board | None, told: Tally, today: date, *, dry: bool) -> str:
    """What stands under the title: what is on show, and how far the signing is."""
    if board is None or (dry and not told.partners):
        return ""
    parts = list[str]()
    if dry:
        parts.append("Dry run, nothing of it is frozen")
        left = (board.measured_on - today).days
        if left > 0:
            parts.append(f"measured in {counted(left, 'day')}")
    else:
        parts.append(f"{told.signed:,} of {told.partners:,} signed off")
        if told.to_decide:
            parts.append(f"{told.to_decide:,} to decide")
        if board.assessment is not None:
            parts.append(f"frozen on {day_text(board.assessment.frozen_on)}")
    return " · ".join(parts)
