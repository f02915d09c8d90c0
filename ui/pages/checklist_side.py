"""Beside a question: what it said the period before, and the keys."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.checklist.filled import Line
from models.checklist.periods import before, period_label
from models.checklist.values import canonical
from models.text import day_text
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label, SettledLabel, line
from ui.widgets.page import PageScroll

# Keys, what they do, and for which kinds of item where not for all.
_KEYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Y P N A", "answer", ("yes_no",)),
    ("1 to 9", "choose", ("choice",)),
    ("A", "not applicable", ("file",)),
    ("Enter", "next question", ()),
    ("Shift+Enter", "new line", ("text",)),
    ("Esc", "leave the text", ("text", "number", "money", "date", "people")),
    ("Alt+Up", "back", ()),
    ("L", "last time’s answer", ()),
    ("R", "in review", ()),
    ("W", "waive", ()),
    ("O", "owner", ()),
    ("D", "due day", ()),
    ("T", "note", ()),
    ("Ctrl+Enter", "end the note", ()),
    ("Ctrl+V", "paste evidence", ()),
    ("Ctrl+Z", "undo", ()),
)


class BesidePanel(QWidget):
    copying = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card(padding=0)
        scroll = PageScroll(name="Last time and keys")
        body = scroll.body
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(4)
        self.title = Label("Last time", "strong")
        self.nothing = SettledLabel("", "body", "text_2")
        self._rows: list[tuple[Label, SettledLabel]] = []
        body.addWidget(self.title)
        body.addWidget(self.nothing)
        for head in ("Answer", "Note", "By", "Evidence"):
            row = (Label(head, "small", "text_2"), SettledLabel("", "body"))
            self._rows.append(row)
            body.addWidget(row[0])
            body.addWidget(row[1])
        self.copy = Button("Copy last answer", "plain", "undo-2")
        self.copy.clicked.connect(self.copying)
        body.addWidget(self.copy)
        body.addSpacing(8)
        self.rule = line()
        body.addWidget(self.rule)
        body.addSpacing(4)
        body.addWidget(Label("Keyboard", "strong"))
        keys = QGridLayout()
        keys.setHorizontalSpacing(8)
        keys.setVerticalSpacing(6)
        self._keys: list[tuple[Label, Label, tuple[str, ...]]] = []
        for at, (key, does, kinds) in enumerate(_KEYS):
            told = Label(key, "small_strong"), Label(does, "small", "text_2"), kinds
            keys.addWidget(told[0], at, 0)
            keys.addWidget(told[1], at, 1, Qt.AlignmentFlag.AlignRight)
            self._keys.append(told)
        body.addLayout(keys)
        body.addStretch(1)
        self.card.body.addWidget(scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.card)

    def show_line(self, found: Line, period: str, writable: bool) -> None:
        """What the same question said the period before, if it was asked then."""
        kind = "" if found.item.derived else found.item.kind
        for key, does, kinds in self._keys:
            key.setVisible(not kinds or kind in kinds)
            does.setVisible(not kinds or kind in kinds)
        self.rule.setVisible(bool(period))
        told = found.before
        last = period_label(before(period)) if period else ""
        self.title.setText(last or "Last time")
        self.title.setVisible(bool(period))
        self.nothing.setText("Nothing was answered then.")
        self.nothing.setVisible(bool(period) and told is None)
        by = ""
        if told is not None:
            day = day_text(date.fromisoformat(told.on)) if told.on else ""
            by = ", ".join(part for part in (told.by, day) if part)
        values = (
            (told.text or "No answer", told.note, by, "\n".join(told.files))
            if told is not None
            else ("", "", "", "")
        )
        for (head, value), words in zip(self._rows, values, strict=True):
            value.setText(words)
            head.setVisible(bool(words))
            value.setVisible(bool(words))
        can = told is not None and bool(told.value) and not found.item.derived
        fits = told is not None and canonical(found.item, told.value)
        self.copy.setVisible(can and fits and not found.item.mirrors)
        self.copy.setEnabled(writable)
