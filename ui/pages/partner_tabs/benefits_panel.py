"""The ledger of one benefit: who provides it, wins without a wire, and every entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.benefit_words import event_words
from models.benefits import Line
from models.text import day_text
from ui import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.labels import Label, line
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.benefit_event import BenefitEvent
    from models.partner import Contact

_MOST = 50  # wins that are listed; more would bury the history


class LedgerPanel(Card):
    """``telling`` a win by a wire, ``correcting`` and ``deleting`` an entry, ``naming`` people."""

    telling = Signal(object)  # deal id
    correcting = Signal(object)  # BenefitEvent
    deleting = Signal(object)
    naming = Signal()  # the host's people are wanted
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ledger", parent, padding=0)
        self._close = IconButton("x", "Close the ledger")
        self._close.clicked.connect(self.put_away)
        self._close.hide()
        self.add_action(self._close)
        self._scroll = PageScroll(name="Ledger of the benefit")
        self._column = self._scroll.body
        self.body.addWidget(self._scroll, 1)

    def set_closable(self, closable: bool) -> None:
        self._close.setVisible(closable)

    def show_line(
        self,
        told: Line,
        history: Sequence[BenefitEvent],
        people: Sequence[Contact],
        *,
        writable: bool,
    ) -> None:
        """Show one benefit with its entries, the newest first."""
        self.set_title(told.benefit.short)
        inner = self._begin()
        if told.next_step:
            self._add(Label(told.next_step, "control", wrap=True))
        if told.benefit.person:
            self._show_people(told, people, writable=writable)
        if told.without_wire:
            self._show_wins(told, writable=writable)
        self._head("Entries")
        if not history:
            self._add(Label("Nothing is logged for this year.", "small", "text_2", wrap=True))
        for event in history:
            self._add(self._entry(event, writable=writable))
            self._add(line())
        self._column.addStretch(1)
        self._scroll.setWidget(inner)

    def _show_people(self, told: Line, people: Sequence[Contact], *, writable: bool) -> None:
        own = [person for person in people if person.role == told.benefit.person]
        self._head("The host’s people")
        for person in own:
            since = f", since {day_text(person.since)}" if person.since else ""
            until = f", until {day_text(person.until)}" if person.until else ""
            self._add(Label(f"{person.name}{since}{until}", "body", wrap=True))
        if not own:
            self._add(Label(f"No {told.benefit.person} is named.", "small", "text_2", wrap=True))
        if writable:
            button = Button("Show people", "link", "users")
            button.clicked.connect(self.naming)
            self._add(button, left=True)

    def _show_wins(self, told: Line, *, writable: bool) -> None:
        count = len(told.without_wire)
        self._head(f"{'Win' if count == 1 else 'Wins'} without a wire, {count:,}")
        for win in told.without_wire[:_MOST]:
            row = QHBoxLayout()
            row.setSpacing(6)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Label(win.name, "body", wrap=True))
            words.addWidget(Label(f"Won on {day_text(win.won_on)}", "small", "text_2"))
            row.addLayout(words, 1)
            if writable:
                tell = Button("Log", "quiet", name=f"Log a wire for {win.name}")
                tell.clicked.connect(partial(self.telling.emit, win.deal_id))
                row.addWidget(tell)
            self._add(_holding(row))
        if count > _MOST:
            self._add(Label(f"{count - _MOST:,} more", "small", "text_2"))

    def _entry(self, event: BenefitEvent, *, writable: bool) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(2)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(event_words(event), "control", wrap=True))
        for more in (event.note, event.evidence, ", ".join(event.parts)):
            if more:
                label = Label(more, "small", "text_2", wrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.addWidget(label)
        row.addLayout(words, 1)
        if writable:
            mend = IconButton("pencil", f"Correct: {event_words(event)}")
            mend.clicked.connect(partial(self.correcting.emit, event))
            away = IconButton("trash-2", f"Delete: {event_words(event)}")
            away.clicked.connect(partial(self.deleting.emit, event))
            for button in (mend, away):
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return _holding(row)

    def _head(self, words: str) -> None:
        self._column.addSpacing(4)
        self._add(Label(words, "table_head", "text_2"))

    def _add(self, widget: QWidget, *, left: bool = False) -> None:
        if left:
            self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._column.addWidget(widget)

    def _begin(self) -> QWidget:
        """Fresh room for a benefit; the old one stays until its buttons have said all."""
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        inner = QWidget()
        theme.set_kind(inner, "page")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(16, 4, 14, 14)
        self._column.setSpacing(8)
        return inner


def _holding(row: QHBoxLayout) -> QWidget:
    made = QWidget()
    row.setContentsMargins(0, 0, 0, 0)
    made.setLayout(row)
    return made
