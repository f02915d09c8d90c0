"""The head of a joint plan: its year, its state, what it says, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.governance.plan_view import JointPlan, conclusion, support
from models.governance.plan_words import STATES
from models.text import sentence
from ui.pages.partner_tabs.joint_plan_objectives import STATE_TONES
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import SettledLabel
from ui.widgets.pill import Pill
from ui.widgets.segmented import Segmented

_MOST_YEARS = 5


class PlanHead(QWidget):
    year_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.years = Segmented([(0, "")], "Year of the plan")
        self.years.chosen.connect(self.year_chosen)
        self.state = Pill("", "plain")
        self.suggest = Button("Suggestions…", "plain", "plus", name="Add suggested objectives")
        self.roll = Button("", "plain", "arrow-right")
        self.copy = Button("Copy for Excel", "plain", "copy", name="Copy the plan for Excel")
        self.said = SettledLabel("", "card", "text")
        self.more = SettledLabel("", "small", "text_2")
        flow = FlowLayout(spacing=8)
        for part in (self.suggest, self.roll, self.copy):
            flow.addWidget(part)
        row = QWidget()
        row.setLayout(flow)
        # What may take several lines scrolls with the plan; the year stays in sight.
        self.words = QWidget()
        column = QVBoxLayout(self.words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for below in (self.said, self.more):
            column.addWidget(below)
        column.addSpacing(4)
        column.addWidget(row)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.years)
        line.addWidget(self.state)
        line.addStretch(1)
        self._offered: list[int] = []

    def show_plan(self, plan: JointPlan, *, suggestions: bool, writable: bool) -> None:
        offered = offered_years(plan)
        if offered != self._offered:  # made anew, they would lose the keyboard
            self._offered = offered
            self.years.set_choices([(year, str(year)) for year in offered])
        self.years.set_current(plan.year)
        state = plan.state.state if plan.state else ""
        self.state.set(STATES.get(state, ""), STATE_TONES.get(state, "plain"))
        self.state.setToolTip(plan.state.said if plan.state else "")
        self.said.setText(sentence(conclusion(plan)))
        self.more.setText(support(plan))
        self.suggest.setVisible(writable and suggestions)
        after = plan.year + 1
        self.roll.setText(f"Start {after} from this plan")
        self.roll.setVisible(writable and after not in plan.years)


def offered_years(plan: JointPlan) -> list[int]:
    """The year before, this one and the next, and every year with a plan; the last few."""
    now = plan.as_of.year
    found: Sequence[int] = sorted({now - 1, now, now + 1, plan.year, *plan.years})
    return [year for year in found if year == plan.year or year in found[-_MOST_YEARS:]]
