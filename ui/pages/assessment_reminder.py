"""From 1 December until every partner is signed off: a bar that says so and leads to the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk, Place
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.assessment import Reminder

CONCERNS = frozenset(
    {
        "partners",
        "agreements",
        "assessments",
        "assessment_lines",
        "grants",
        "withdrawals",
        "programs",
        "settings",
    }
)


class ReminderBar(MessageBar):
    """Hidden while nothing is due. Closed, it stays away until it is another.

    Whoever shows it asks it to `read` once the page stands: it takes what the start need not pay.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("at_risk", parent=parent, closable=True)
        self._desk = desk
        self._told: Reminder | None = None
        self._put_away: tuple[int, int] | None = None
        self.add_button("Open the assessment", self._go)
        self.closed.connect(self._forget)
        desk.lane.changed.connect(self._on_change)
        desk.lane.opened.connect(self._on_opened)
        desk.day_turned.connect(self._on_day)
        self.hide()

    def read(self) -> None:
        """Ask again what is due on the desk's day."""
        today = self._desk.today

        def ask(portfolio: Any) -> Reminder | None:
            from models.store.assessments import reminder

            return reminder(portfolio, today)

        self._desk.lane.read(ask, self._take, owner=self, key="reminder", failed=self._fail)

    def _take(self, told: Reminder | None) -> None:
        self._told = told
        if told is None or (told.year, told.left) == self._put_away:
            self.hide()
            return
        early = told.today < told.measured_on
        self.set("accent" if early else "at_risk", told.message, told.hint)
        self.show()

    def _fail(self, _error: BaseException) -> None:
        self.hide()

    def _go(self) -> None:
        if self._told is not None:
            self._desk.go(Place("assessment", self._told.year, "open"))

    def _forget(self) -> None:
        if self._told is not None:
            self._put_away = (self._told.year, self._told.left)

    def _on_change(self, change: Any) -> None:
        if CONCERNS & change.tables:
            self.read()

    def _on_day(self, _day: object) -> None:
        if self._desk.opened.path is not None:
            self.read()

    def _on_opened(self, _described: object) -> None:
        self._put_away = None
        self.hide()
