"""The notice clock of a meeting: its last lawful day, and what came of it (C095-C098)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.governance.meeting_words import FINDINGS, notice_word, weekday_text
from models.text import day_text, listed
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.field_row import FieldRow
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label, line
from ui.widgets.message_bar import MessageBar
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from models.governance.infractions import Finding
    from models.governance.meetings import Infraction
    from models.governance.notice import Notice
    from models.store.notices import Line

TONES = {"in_time": "met", "late": "short", "missing": "short"}


class NoticeCard(Card):
    """The buttons tell what a person asked for; `rows` are the fields that it shows."""

    told_today = Signal()
    briefed_today = Signal()
    building = Signal()
    confirming = Signal()
    dismissing = Signal()
    reopening = Signal()

    def __init__(self, rows: Mapping[str, FieldRow], parent: QWidget | None = None) -> None:
        super().__init__("Notice to the host", parent)
        self.state = Pill(parent=self)
        self.add_action(self.state)
        self.by = Label("", "card")
        self.sentence = Label("", "body", wrap=True)
        self.reminders = Label("", "small", "text_2", wrap=True)
        self.tell = Button("Notice given today", "plain", "bell")
        self.tell.clicked.connect(self.told_today)
        self.brief = Button("Build the briefing", "plain", "presentation")
        self.brief.setToolTip("One page for the host’s management, filled in from this meeting")
        self.brief.clicked.connect(self.building)
        self.brief_now = Button("Briefed today", "plain", "check")
        self.brief_now.clicked.connect(self.briefed_today)
        self.finding = MessageBar("short", stacked=True)
        self.finding.hide()
        self.history = Label("", "small", "text_2", wrap=True)
        self.history.hide()
        self._telling = _row(self.tell)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.by, self.sentence, self.reminders):
            words.addWidget(part)
        self.body.addLayout(words)
        for widget in (
            self.finding, self.history, self._telling, rows["notice_on"], rows["notice_how"],
            line(), rows["briefed_on"], _row(self.brief, self.brief_now),
        ):  # fmt: skip
            self.body.addWidget(widget)

    def show_line(self, shown: Line, today: date, *, writable: bool) -> None:
        """Show how the notice of a meeting stands."""
        meeting, notice = shown.meeting, shown.notice
        self.state.set(notice_word(notice), TONES.get(notice.state, "plain"))
        self.by.setText(f"Last day: {weekday_text(notice.by)}" if notice.by else "")
        self.by.setVisible(notice.by is not None)
        self.sentence.setText(notice.sentence)
        self.reminders.setText(_reminders(notice, today))
        self.reminders.setVisible(bool(self.reminders.text()))
        ahead = meeting.state == "planned"  # what is over is told and briefed of with its own day
        open_ = ahead and meeting.notice_on is None
        self._telling.setVisible(writable and open_ and notice.need != "none")
        self.brief_now.setVisible(writable and ahead and meeting.briefed_on is None)
        self.brief.setVisible(meeting.state != "cancelled")
        self._show_finding(shown.finding, writable=writable)

    def begin(self) -> None:
        """Give the keyboard to what is to be done."""
        known = [*self.finding.findChildren(Button), self.tell, self.brief]
        shown = [button for button in known if button.isVisible()]
        if shown:
            shown[0].setFocus()

    # ---- inside ----------------------------------------------------------------------------

    def _show_finding(self, found: Finding | None, *, writable: bool) -> None:
        self.finding.setVisible(found is not None)
        told = found.history if found is not None else ()
        self.history.setVisible(bool(told))
        self.history.setText("\n".join(said(one) for one in told))
        if found is None:
            return
        self.finding.clear_buttons()
        if found.state == "proposed":
            self.finding.set(
                "short",
                "An infraction is proposed; a person decides.",
                "Nothing is recorded until then, and nobody is removed by it.",
            )
            if writable:
                self.finding.add_button("Dismiss…", self.dismissing.emit)
                self.finding.add_button("Confirm…", self.confirming.emit)
            return
        tone = "at_risk" if found.wrong else ("short" if found.state == "confirmed" else "no_data")
        self.finding.set(tone, f"{FINDINGS[found.state]}.", found.wrong or _reason(found.decided))
        if writable:
            self.finding.add_button("Re-open…", self.reopening.emit)


def said(decided: Infraction) -> str:
    """A decision in a line: what, when, by whom, why."""
    by = f" by {decided.decided_by}" if decided.decided_by else ""
    why = f": {decided.reason}" if decided.reason else ""
    word = FINDINGS[decided.state].removeprefix("Infraction ").capitalize()
    return f"{word} on {day_text(decided.decided_on)}{by}{why}"


def _reason(decided: Infraction | None) -> str:
    return decided.cause if decided is not None else ""


def _reminders(notice: Notice, today: date) -> str:
    ahead = [day_text(day) for day in notice.reminders if day >= today]
    if notice.state != "due" or not ahead:
        return ""
    return f"It is reminded of on {listed(ahead)}."


def _row(*buttons: Button) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made)
    for button in buttons:
        flow.addWidget(button)
    return made
