"""The card in which the window is drawn: by quarter, or day by day, with the day to stand on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.tcv_lines import step_words
from models.tcv_window import TcvWindow, targets
from models.text import compact_money, day_text
from ui import paint, theme
from ui.pages.partner_tabs.tcv_days import Course, DayChart
from ui.pages.partner_tabs.tcv_quarters import QuarterChart
from ui.pages.partner_tabs.tcv_table import StepLine, step_columns
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.day_popup import DayPopup
from ui.widgets.labels import Label
from ui.widgets.least_height import LeastHeight
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.store.projected import Explored

_BESIDE = 960  # width from which the steps stand beside the line, logical pixels
QUARTERS, DAYS = "quarters", "days"


class DrawnCard(Card):
    """``day_picked`` tells the day that a person wants to see."""

    day_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The window", parent)
        self.day = date.min
        self._as_of = date.min
        self.before = IconButton("chevron-left", "Change before")
        self.after = IconButton("chevron-right", "Change after")
        self.day_button = Button("", "quiet", "calendar")
        self.back = Button("", "link")
        self.choice = Segmented([(QUARTERS, "Quarters"), (DAYS, "Day by day")], "Draw the window")
        for part in (self.back, self.before, self.day_button, self.after, self.choice):
            self.add_action(part)
        self.before.clicked.connect(self._step_back)
        self.after.clicked.connect(self._step_on)
        self.day_button.clicked.connect(self._ask_day)
        self.back.clicked.connect(self._go_back)
        self.choice.chosen.connect(self.show_as)
        self.quarters = QuarterChart("Deals by quarter")
        self.days = DayChart("Aggregate TCV day by day")
        self.days.day_picked.connect(self._take_day)
        self.quarters.pointed.connect(self._point)
        self.steps = TableModel(step_columns())
        self.step_view = TableView(self.steps, "Days on which the measure changes", compact=True)
        LeastHeight(self.step_view, 140)
        self.step_view.clicked.connect(self._take_step)
        self.step_view.opened.connect(self._take_day)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(16)
        self._both.addWidget(self.days, 1)
        self._both.addWidget(self.step_view, 1)
        by_day = QWidget()
        by_day.setLayout(self._both)
        self.words = Label("", "small", "text_2", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.quarters)
        self._faces.addWidget(by_day)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._faces)
        column.addWidget(self.words)
        self.body.addLayout(column)
        self._told = ""
        self._settle()

    # ---- showing ---------------------------------------------------------------------------

    def show_course(self, explored: Explored, day: date) -> None:
        """Take the course of a year and stand on a day of it."""
        line, ahead = explored.timeline, explored.projection
        self._as_of = ahead.course.as_of
        terms = line.at(self._as_of).terms
        self.steps.retitle("Aggregate TCV", terms.tcv_label)
        self.days.rename(f"{terms.tcv_label} day by day")
        self.days.set_course(
            Course(
                line,
                tuple((terms.label(tier), minor) for tier, minor in targets(terms)),
                self._as_of,
                ahead.day,
                ahead.total,
                f"Projected {compact_money(ahead.total, ahead.terms.currency)}",
            )
        )
        self.steps.set_rows([StepLine(step, step_words(step)) for step in line.changes])
        self.stand_on(day, explored)

    def show_window(self, window: TcvWindow) -> None:
        """Draw the quarters as of a day."""
        self.quarters.set_window(window)
        self._point("")

    def show_as(self, key: object) -> None:
        """Draw it by quarter or day by day."""
        self.choice.set_current(key)
        self._faces.setCurrentIndex(0 if key == QUARTERS else 1)
        self._point("")

    def stand_on(self, day: date, explored: Explored) -> None:
        """Stand on a day of the line, and say why the measure is what it is."""
        step = explored.timeline.at(day)
        self._told = f"Since {day_text(step.day)}: {step_words(step)}"
        self.day = day
        self.days.set_day(day)
        self.set_title(f"The window on {day_text(day)}")
        self.day_button.setText(day_text(day))
        self.day_button.setAccessibleName(f"Another day than {day_text(day)}")
        self.back.setText(f"Back to {day_text(self._as_of)}")
        self.back.setVisible(day != self._as_of)
        days = [line.id for line in self.steps.all_rows]
        self.before.setEnabled(any(known < day for known in days))
        self.after.setEnabled(any(known > day for known in days))
        held = [known for known in days if known <= day]
        self.step_view.select_ids(held[-1:], held[-1] if held else None)
        self._point("")

    def _point(self, words: str) -> None:
        """What is pointed at; else why the measure is what it is."""
        quarters = self._faces.currentIndex() == 0
        self.words.setText(words if words and quarters else self._told)

    # ---- moving ----------------------------------------------------------------------------

    def _take_day(self, day: date) -> None:
        if day != self.day:
            self.day_picked.emit(day)

    def _take_step(self) -> None:
        current = self.step_view.current_id()
        if current is not None:
            self._take_day(current)

    def _step_back(self) -> None:
        self.days.step(-1)

    def _step_on(self) -> None:
        self.days.step(1)

    def _go_back(self) -> None:
        self._take_day(self._as_of)

    def _ask_day(self) -> None:
        popup = DayPopup(self.day, self._as_of, self.day_button)
        popup.picked.connect(self._take_day)
        popup.open_under(self.day_button)

    def _settle(self) -> None:
        # Two lines, so that nothing below moves when a deal is pointed at.
        self.words.setMinimumHeight(2 * paint.metrics("small").lineSpacing())
        beside = self.width() >= theme.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
