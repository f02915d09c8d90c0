"""Sentences on deals to look at, each with the way to them and, where it helps, to a new date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.tcv_lines import Note
from ui.tokens import STATUS_ICON, STATUSES
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import IconLabel, Label


class NotesCard(Card):
    """Hidden where there is nothing to say."""

    shown = Signal(str)  # the key of the deals to show
    redating = Signal(str, QWidget)  # the key of the deals, the button that was pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Worth a look")
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self.body.addLayout(self._column)
        self.body.setContentsMargins(16, 8, 10, 8)
        self._shown: tuple[Note, ...] = ()
        self._writable = True
        self.rows: list[_NoteRow] = []
        self.hide()

    def show_notes(self, notes: Sequence[Note], *, writable: bool) -> None:
        if (tuple(notes), writable) == (self._shown, self._writable):
            return
        self._shown, self._writable = tuple(notes), writable
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [_NoteRow(note, writable and note.redate) for note in notes]
        for row in self.rows:
            row.show_button.clicked.connect(partial(self.shown.emit, row.note.key))
            row.date_button.clicked.connect(
                partial(self.redating.emit, row.note.key, row.date_button)
            )
            self._column.addWidget(row)
        self.setVisible(bool(notes))


class _NoteRow(QWidget):
    def __init__(self, note: Note, redate: bool) -> None:
        super().__init__()
        self.note = note
        known = note.status in STATUSES
        icon = STATUS_ICON[note.status] if known else "calendar-clock"  # type: ignore[index]
        words = Label(note.words, "body", wrap=True)
        self.show_button = Button("Show", "link", name=f"Show the deals: {note.words}")
        self.date_button = Button("Re-date…", "link", name=f"Re-date the deals: {note.words}")
        self.date_button.setVisible(redate)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(icon, note.status if known else "accent", 16))
        row.addWidget(words, 1)
        row.addWidget(self.date_button)
        row.addWidget(self.show_button)
