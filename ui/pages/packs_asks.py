"""The decisions that a meeting is asked for: a short list, and a panel for one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.pack_plan import MOST_ASKS, Ask
from models.text import day_text
from ui import theme
from ui.pages.packs_panel import Block, Panel, plain_tip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.day_field import DayField
from ui.widgets.labels import ElidedLabel, Label, SettledLabel
from ui.widgets.segmented import Segmented
from ui.widgets.tab_order import put_before

_SIDES = (("both", "Both"), ("partner", "Partner"), ("host", "Host"))
_SIDE_SAID = {"both": "both sides", "partner": "the partner", "host": "the host"}
_COUNTS = ("None", "One", "Two", "Three", "Four", "Five")
_UNNAMED = "A decision without words yet"


class _Row(Button):
    """One decision in two lines: what, and who decides by when."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "choice", parent=parent)
        self._lines = (ElidedLabel("", "control"), ElidedLabel("", "small", "text_2"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 10, 5)
        column.setSpacing(0)
        for line in self._lines:
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        theme.notifier().changed.connect(self._take_height)

    def show_words(self, what: str, more: str) -> None:
        for line, words in zip(self._lines, (what, more), strict=True):
            line.setText(words)
        self.setAccessibleName(f"Decision {what}, {more}")
        self.setToolTip(plain_tip(f"{what}\n{more}"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_height()  # the style sheet has given it its own least height by now

    def _take_height(self) -> None:
        self.setFixedHeight(theme.px(48))


class AsksBox(QWidget):
    """``opened`` tells the number of a decision to edit; the number after the last adds one.

    ``taking`` says that those which reviews have left open are wanted.
    """

    opened = Signal(int)
    taking = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.add = Button("Add a decision", "link", "plus")
        self.add.clicked.connect(self._add)
        self._full = SettledLabel(
            f"{_COUNTS[MOST_ASKS]} are the most that a meeting takes.", "small", "text_3"
        )
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self._column.addLayout(row)
        self.take = Button("", "link", "history")
        self.take.clicked.connect(self.taking)
        self.take.hide()
        taken = QHBoxLayout()
        taken.addWidget(self.take)
        taken.addStretch(1)
        self._column.addLayout(taken)
        self._column.addWidget(self._full)
        self._full.hide()
        self._writable = True

    def show_asks(self, asks: tuple[Ask, ...]) -> None:
        while len(self.rows) > len(asks):
            gone = self.rows.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.rows) < len(asks):
            made = _Row(self)
            made.clicked.connect(partial(self._open, len(self.rows)))
            self._column.insertWidget(len(self.rows), made)
            self.rows.append(made)
            put_before(self.add, made)
        for at, (row, ask) in enumerate(zip(self.rows, asks, strict=True)):
            what = " ".join(ask.what.split()) or _UNNAMED
            more = _said(ask)
            row.show_words(f"{at + 1}. {what}", more)
        full = len(asks) >= MOST_ASKS
        self.add.setVisible(not full)
        self._full.setVisible(full)

    def offer_wanted(self, count: int) -> None:
        """Offer the decisions that reviews still want and that are not asked yet."""
        what = "a decision" if count == 1 else f"{count} decisions"
        self.take.setText(f"Take over {what} left open")
        self.take.setVisible(count > 0 and self._writable)

    def set_writable(self, writable: bool) -> None:
        self._writable = writable
        self.add.setEnabled(writable)

    def _open(self, at: int, _: bool = False) -> None:
        self.opened.emit(at)

    def _add(self) -> None:
        self.opened.emit(len(self.rows))


class AskPanel(Panel):
    """``edited`` tells number and Ask at each key, ``removed`` a number, ``moved`` number and step.

    A day that can't be read is told beside it and leaves the one before.
    """

    edited = Signal(int, object)
    removed = Signal(int)
    moved = Signal(int, int)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("Decision wanted", parent)
        self.at = -1
        self._ask = Ask("")
        self.what = Block("What is to be decided", 3)
        self.why = Block("Why", 3)
        self.options = Block("Options", 3)
        self.what.setPlaceholderText("Fund ten more seats of training")
        self.why.setPlaceholderText("What follows from it, or from waiting")
        self.options.setPlaceholderText("Ten seats now, or five now and five in spring")
        self.side = Segmented(list(_SIDES), "Who decides")
        self.owner = QLineEdit()
        self.owner.setMaxLength(90)
        self.owner.setPlaceholderText("Ada Brandt")
        self.by = DayField("Decide by", today)
        self.up = IconButton("arrow-up", "Move this decision up")
        self.down = IconButton("arrow-down", "Move this decision down")
        self.remove = IconButton("trash-2", "Remove this decision")
        for button, slot in (
            (self.up, self._up),
            (self.down, self._down),
            (self.remove, self._remove),
        ):
            button.clicked.connect(slot)
            self.head.addWidget(button)
        for title, field in (
            ("What is to be decided", self.what),
            ("Why", self.why),
            ("Options", self.options),
            ("Who decides", self.side),
            ("Owner", self.owner),
            ("Decide by", self.by),
        ):
            label = Label(title, "small_strong")
            label.setBuddy(field)
            if not field.accessibleName():
                field.setAccessibleName(title)
            self.body.addWidget(label)
            self.body.addWidget(field)
            self.body.addSpacing(4)
        self.body.addStretch(1)
        for box in (self.what, self.why, self.options):
            box.textChanged.connect(self._typed)
        self.owner.textEdited.connect(self._typed)
        self.side.chosen.connect(self._typed)
        self.by.picked.connect(self._typed)

    def open_for(self, at: int, ask: Ask, count: int) -> None:
        """Show one of so many decisions, the cursor in what is to be decided."""
        anew = at != self.at
        self.at = at
        self.show_ask(ask, count, anew=anew)
        self.what.setFocus()

    def show_ask(self, ask: Ask, count: int, *, anew: bool = False) -> None:
        """Show what the plan holds; nothing is told."""
        self._ask = ask
        self.title.setText(f"Decision {self.at + 1}")
        self.what.show_text(ask.what)
        self.why.show_text(ask.why)
        self.options.show_text(ask.options)
        self.side.set_current(ask.side)
        if self.owner.text() != ask.owner:
            self.owner.setText(ask.owner)
        self.by.show_day(ask.by, anew=anew)
        self.up.setEnabled(self.at > 0)
        self.down.setEnabled(self.at < count - 1)

    def set_day(self, today: date) -> None:
        self.by.set_today(today)

    def _typed(self, *_: object) -> None:
        self._ask = replace(
            self._ask,
            what=self.what.toPlainText(),
            why=self.why.toPlainText(),
            options=self.options.toPlainText(),
            side=str(self.side.current),
            owner=self.owner.text(),
            by=self.by.day,
        )
        self.edited.emit(self.at, self._ask)

    def _up(self) -> None:
        self.moved.emit(self.at, -1)

    def _down(self) -> None:
        self.moved.emit(self.at, 1)

    def _remove(self) -> None:
        self.removed.emit(self.at)


def _said(ask: Ask) -> str:
    """Who decides, and by when, in a line."""
    side = _SIDE_SAID.get(ask.side, ask.side)
    parts = [ask.owner or side, f"by {day_text(ask.by)}" if ask.by else ""]
    return ", ".join(part for part in parts if part)
