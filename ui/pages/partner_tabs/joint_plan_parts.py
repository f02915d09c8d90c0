"""What stands on the tab of a joint plan: its head, series, tables, strip, panel, empty state."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.governance.plan_strip import strip
from models.governance.plan_view import JointPlan, sums_said
from ui import theme
from ui.desk import Desk
from ui.pages.partner_tabs.joint_plan_gantt import WorkStrip
from ui.pages.partner_tabs.joint_plan_head import PlanHead
from ui.pages.partner_tabs.joint_plan_objectives import ObjectiveTable
from ui.pages.partner_tabs.joint_plan_panel import ObjectivePanel
from ui.pages.partner_tabs.joint_plan_series import SeriesRow
from ui.pages.partner_tabs.joint_plan_work import initiatives, investments, milestones, offer
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import SettledLabel
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll
from ui.widgets.side_panel import SidePanel

_ALWAYS_OVER = 100_000  # the panel is a drawer at any width: the rows keep theirs
_PANEL = 400
_LOW = 480  # height of the tab, logical pixels
_PLAN, _EMPTY, _NOT_READ = range(3)


class PlanParts(QWidget):
    """Shows a plan; whoever holds it connects the parts and fills the tables' rows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PlanHead()
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.series = SeriesRow()
        self.objectives = ObjectiveTable()
        self.initiatives = initiatives(desk.today)
        self.milestones = milestones(desk.today)
        self.investments = investments(desk.today)
        self.strip = WorkStrip()
        self._strip_card = Card("The year’s work")
        self._strip_card.body.addWidget(self.strip)
        self._sums = SettledLabel("", "body", "text_2")
        self.column = PageScroll(name="Joint plan")
        for part in (
            self.head.words, self.series, self.objectives, self._strip_card, self.initiatives,
            self.milestones, self.investments, self._sums,
        ):  # fmt: skip
            self.column.body.addWidget(part)
        self.column.body.addStretch(1)
        self.panel = ObjectivePanel(desk)
        self.side = SidePanel(self.column, self.panel, width=_PANEL, least=_ALWAYS_OVER)
        self.empty = EmptyState("target", "")
        bare = Card()
        bare.body.addWidget(self.empty)
        self._faces = QStackedWidget()
        for face in (self.side, bare, QWidget()):
            self._faces.addWidget(face)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.head)
        outer.addWidget(self.message)
        outer.addWidget(self._faces, 1)

    def forget(self) -> None:
        """Show nothing until another partner's plan is read."""
        self.message.hide()
        self.side.close_drawer()
        self.head.hide()
        self._faces.setCurrentIndex(_NOT_READ)

    def show_plan(self, plan: JointPlan, *, suggestions: bool, writable: bool) -> None:
        """Everything but the rows of the tables and the panel."""
        self.head.show_plan(plan, suggestions=suggestions, writable=writable)
        self.head.show()
        self._faces.setCurrentIndex(_PLAN if plan.started else _EMPTY)
        if not plan.started:
            self._show_empty(plan, writable=writable)
            return
        self.series.show_series(plan.series)
        self.objectives.set_writable(writable)
        for table in (self.initiatives, self.investments, self.milestones):
            offer(table, plan)
        work = bool(plan.initiatives)
        for part in (self._strip_card, self.milestones):
            part.setVisible(work)
        self.strip.set_strip(strip(plan))
        self._sums.setText(
            f"Host: {sums_said(plan, 'host')}.   Partner: {sums_said(plan, 'partner')}."
        )
        self._sums.setVisible(bool(plan.investments))

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.message.set("short", sentence)
        self.message.show()

    def _show_empty(self, plan: JointPlan, *, writable: bool) -> None:
        self.side.close_drawer()
        before = plan.year - 1
        program = f"Start the plan of {plan.year} from the program’s objectives"
        rolled = f"Start from the plan of {before}" if before in plan.years else ""
        self.empty.set(
            "target",
            f"No plan for {plan.year} yet",
            program if writable else "",
            rolled if writable else "",
            "A joint plan says what both sides want to reach in a year, who answers for it, and"
            " what each puts in. Pipeline and signings are reckoned from the deals.",
        )

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A low window begins with the objectives; what they add up to over the years comes after.
        first = 2 if event.size().height() < theme.px(_LOW) else 1
        if self.column.body.indexOf(self.series) != first:
            self.column.body.removeWidget(self.series)
            self.column.body.insertWidget(first, self.series)
