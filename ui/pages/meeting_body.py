"""The cards of a meeting's page: its facts, its notice, its people, and the parts of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.pages.meeting_notice import NoticeCard
from ui.tokens import CARD_GAP
from ui.widgets.card import Card
from ui.widgets.field_row import FieldRow
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll

_ONE_COLUMN = 760  # width under which the two columns become one, logical pixels
_FACTS = ("title", "kind", "on_date", "at_time", "minutes", "place", "with_whom")


class MeetingBody(PageScroll):
    """Two columns, or one where there is no room; parts stand under both."""

    def __init__(
        self, rows: Mapping[str, FieldRow], people: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, name="Meeting")
        facts = Card("Meeting")
        facts.body.setSpacing(2)
        for name in _FACTS:
            facts.body.addWidget(rows[name])
        self._beside = Label("", "small", "at_risk", wrap=True)
        self._beside.hide()
        facts.body.addWidget(self._beside)
        agenda = Card("Agenda")
        agenda.body.addWidget(rows["agenda"])
        notes = Card("Notes")
        notes.body.addWidget(rows["notes"])
        notes.body.addWidget(
            Label("For the host only: no edition of a partner has them.", "small", "text_2")
        )
        self.notice = NoticeCard(rows)
        self._left = _column(facts, people, agenda)
        self._right = _column(self.notice, notes)
        self._ahead = QVBoxLayout()
        self._ahead.setSpacing(CARD_GAP)
        self.body.addLayout(self._ahead)
        self._grid = QGridLayout()
        self._grid.setSpacing(CARD_GAP)
        self.body.addLayout(self._grid)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(CARD_GAP)
        self._order: list[int] = []
        self.body.addLayout(self._parts)
        self.body.addStretch(1)
        self._columns = 0
        self._arrange(2)

    def add_part(self, part: QWidget, place: int, *, ahead: bool = False) -> None:
        """Put a part among the others, in the order of their places, or above the facts."""
        if ahead:
            self._ahead.addWidget(part)
            return
        at = sum(known < place for known in self._order)
        self._order.insert(at, place)
        self._parts.insertWidget(at, part)

    def show_beside(self, others: Sequence[str]) -> None:
        """Say what else is on that day."""
        self._beside.setText(f"On the same day: {'; '.join(others)}." if others else "")
        self._beside.setVisible(bool(others))

    def show_widget(self, widget: QWidget) -> None:
        """Bring it into sight."""
        self.ensureWidgetVisible(widget, 0, theme.px(24))

    def _arrange(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            self._grid.addWidget(self._left, 0, 0)
            self._grid.addWidget(self._right, *((0, 1) if columns == 2 else (1, 0)))
            self._grid.setColumnStretch(0, 3)
            self._grid.setColumnStretch(1, 2 if columns == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(1 if self.width() < theme.px(_ONE_COLUMN) else 2)


def _column(*cards: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(CARD_GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return made
