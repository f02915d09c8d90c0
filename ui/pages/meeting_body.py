"""The cards of a meeting's page: its facts, its notice, its people, and the parts of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.pages.meeting_notice import NoticeCard
from ui.tokens import CARD_GAP
from ui.widgets.card import Card
from ui.widgets.field_row import FieldRow
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.two_columns import TwoColumns

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
        self._ahead = QVBoxLayout()
        self._ahead.setSpacing(CARD_GAP)
        self.body.addLayout(self._ahead)
        self.body.addWidget(TwoColumns((facts, people, agenda), (self.notice, notes)))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(CARD_GAP)
        self._order: list[int] = []
        self.body.addLayout(self._parts)
        self.body.addStretch(1)

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
