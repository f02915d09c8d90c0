"""Whether a file of deals is ours or the partner's own list, and of which day that list is."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.intake.kinds import KINDS
from models.text import day_text
from ui.pages.import_steps.flow import ImportFlow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented

_CHOICES = (("deals", "Our own deals"), ("partner-pipeline", "The partner’s own list"))
_HINT = (
    "It is kept beside ours and compared on the partner’s page; it counts for no tier. It takes the"
    " place of the list that this partner gave before."
)


class WhoseList(QWidget):
    """Asked of a file of deals alone."""

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self.choice = Segmented(_CHOICES, "Whose list is this?")
        self.choice.chosen.connect(self._pick)
        self._of = Label("as of", "control", "text_2")
        self.day = Button("", "plain", "calendar")
        self.day.clicked.connect(self.choose_day)
        self._hint = Label(_HINT, "small", "text_2", wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (
            Label("Whose list is this?", "control", "text_2"), self.choice, self._of, self.day,
        ):  # fmt: skip
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._hint)

    def show_flow(self) -> None:
        """Show what was said of the file."""
        of = KINDS.get(self._flow.kind)
        self.setVisible(of is not None and of.shape == "deals" and self._flow.path is not None)
        theirs = of is not None and of.name == "partner-pipeline"
        self.choice.set_current(of.name if of is not None else "deals")
        day = self._flow.listed_on or self._flow.desk.today
        self.day.setText(day_text(day))
        self.day.setAccessibleName(f"List as of {day_text(day)}, change the day")
        for part in (self._of, self.day, self._hint):
            part.setVisible(theirs)

    def choose_day(self) -> None:
        """Open the calendar under the button."""
        from ui.widgets.day_popup import DayPopup

        today = self._flow.desk.today
        popup = DayPopup(self._flow.listed_on or today, today, self.day)
        popup.picked.connect(self._set_day)
        popup.open_under(self.day)

    def _set_day(self, day: date) -> None:
        self._flow.set_listed_on(min(day, self._flow.desk.today))

    def _pick(self, kind: object) -> None:
        self._flow.set_kind(str(kind))
