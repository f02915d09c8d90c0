"""What comes of a trial, and the shortest path with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.text import counted, listed, money_said
from ui import icons, theme
from ui.pages.partner_tabs.wrapped import Wrapped
from ui.tokens import STATUS_ICON, Status
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import IconLabel, Label

if TYPE_CHECKING:
    from models.governance.recovery import Proposal
    from models.program.path import Path
    from models.program.path_words import Step
    from models.program.terms import Terms
    from models.program.what_if import Outcome

_ICONS = {
    "people_trained": "graduation-cap",
    "contacts": "user-plus",
    "offerings": "package",
    "geographies": "globe",
    "integrations": "puzzle",
    "agreement": "file-text",
    "fact": "badge-check",
}
_SIDE = 18


class ResultBox(QFrame):
    """Whether the tier would be reached, and what is missing; a screen reader hears the change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status: Status = "no_data"
        self._headline = Wrapped("strong")
        self._detail = Wrapped("small", "text_2")
        # Room for two lines whatever is said: the levers below stay where they are.
        self._detail.least = 2
        column = QVBoxLayout(self)
        column.setSpacing(3)
        column.addWidget(self._headline)
        column.addWidget(self._detail)
        column.addStretch(1)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def _take_size(self) -> None:
        self.setContentsMargins(theme.px(_SIDE) + 11, 0, 3, 0)

    def show_outcome(self, outcome: Outcome) -> None:
        before = self._headline.text()
        self._status = "met" if outcome.reached else "short"
        theme.set_kind(self, self._status, "tint")
        self._headline.setText(outcome.headline)
        self._headline.set_ink(self._status)
        self._detail.setText(outcome.detail)
        self.setAccessibleName(f"{outcome.headline}. {outcome.detail}")
        if before and before != outcome.headline and self.isVisible():
            announce(self, self.accessibleName())
        self.update()

    @property
    def headline(self) -> str:
        return self._headline.text()

    @property
    def detail(self) -> str:
        return self._detail.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(_SIDE)
        spot = self._headline.geometry()
        spot.setRect(12, spot.top() - 1, side, side)
        icons.paint(painter, spot, STATUS_ICON[self._status], self._status)
        painter.end()


class StepLine(QWidget):
    """One step: what, why, and the way to its records where there are some."""

    opened = Signal(object)  # Step

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        title, detail = Wrapped("control"), Wrapped("small", "text_2")
        title.setText(step.title)
        said = f"{step.detail} {step.clause}"
        detail.setText(said)
        self.setAccessibleName(f"{step.title}. {said}")
        self.go = IconButton("chevron-right", f"Open the records of: {step.title}")
        self.go.clicked.connect(self._open)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(IconLabel(_ICONS.get(step.counts, "briefcase"), "text_2"), 0, 0)
        grid.addWidget(title, 0, 1)
        grid.addWidget(detail, 1, 1)
        grid.addWidget(self.go, 0, 2, 2, 1)

    def _open(self) -> None:
        self.opened.emit(self.step)


class PathBox(QWidget):
    """The steps to a tier, a way to try them, and a way to plan them."""

    opened = Signal(object)  # Step
    tried = Signal()
    planned = Signal()
    recovery_wanted = Signal(object)  # criteria, a recovery plan of each

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._proposed: Sequence[Proposal] = ()
        self._may_recover = False
        self._title = Label("Shortest path", "small_strong", "text_2")
        self._note = Wrapped("small", "text_2")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2)
        self.lines: list[StepLine] = []
        self.plan_button = Button("Add to plan", "plain", "list-checks")
        self.plan_button.clicked.connect(self.planned)
        self.try_button = Button("Try it", "plain", "sliders-horizontal", name="Try the path")
        self.try_button.clicked.connect(self.tried)
        self.recovery_button = Button("", "plain", "shield-check")
        self.recovery_button.clicked.connect(self._ask_recovery)
        self.recovery_button.hide()
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.plan_button)
        row.addWidget(self.try_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._title, self._note):
            column.addWidget(part)
        column.addLayout(self._steps)
        column.addWidget(self._buttons)
        column.addWidget(self.recovery_button, 0, Qt.AlignmentFlag.AlignLeft)

    def offer_recovery(self, proposed: Sequence[Proposal], *, writable: bool) -> None:
        """Offer the recovery plans that are proposed, on the path to the tier they are of."""
        self._proposed, self._may_recover = proposed, writable
        self._offer()

    def _offer(self) -> None:
        here = self.path is not None and any(p.tier == self.path.target for p in self._proposed)
        count = len(self._proposed)
        words = "Begin the recovery plan" if count == 1 else f"Begin {count:,} recovery plans"
        self.recovery_button.setText(words)
        self.recovery_button.setToolTip(listed([one.title for one in self._proposed]))
        self.recovery_button.setVisible(here and self._may_recover)

    def _ask_recovery(self) -> None:
        self.recovery_wanted.emit([one.criterion for one in self._proposed])

    def show_path(self, path: Path, terms: Terms, *, writable: bool) -> None:
        """Show the steps; for a tier that is reached there are none."""
        self.path = path
        self._set_lines(path.steps)
        label = terms.label(path.target)
        if path.reaches and not path.steps:
            self._note.setText(f"{label} is reached; there is nothing to do.")
        elif path.unclosed:
            open_ones = [terms.criterion(name).label for name in path.unclosed]
            verb = "needs" if len(open_ones) == 1 else "need"
            self._note.setText(f"{listed(open_ones)} {verb} something that no step here brings.")
        else:
            self._note.setText(_size(path, terms.currency))
        self._title.setText(f"Shortest path to {label}")
        self._buttons.setVisible(bool(path.steps))
        self.plan_button.setVisible(writable)
        self._offer()

    @property
    def note(self) -> str:
        return self._note.text()

    def _set_lines(self, steps: Sequence[Step]) -> None:
        if [line.step for line in self.lines] == list(steps):
            return
        for line in self.lines:
            self._steps.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [StepLine(step, self) for step in steps]
        for line in self.lines:
            line.opened.connect(self.opened)
            self._steps.addWidget(line)
            line.show()


def _size(path: Path, currency: str) -> str:
    records = counted(path.records, "record")
    if path.money_minor:
        return f"{records} to add or change, {money_said(path.money_minor, currency)} of new money."
    return f"{records} to add or change, no new money."
