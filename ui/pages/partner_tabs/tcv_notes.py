"""Sentences on deals to look at, each with the way to them and, where it helps, to a new date."""

from __future__ import annotations

from collections.abc import Sequence

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
        while len(self.rows) < len(notes):
            row = _NoteRow()
            row.shown.connect(self.shown)
            row.redating.connect(self.redating)
            self.rows.append(row)
            self._column.addWidget(row)
        while len(self.rows) > len(notes):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.deleteLater()
        for row, note in zip(self.rows, notes, strict=True):
            row.show_note(note, writable and note.redate)
        self.setVisible(bool(notes))


class _NoteRow(QWidget):
    shown = Signal(str)
    redating = Signal(str, QWidget)

    def __init__(self) -> None:
        super().__init__()
        self.note = Note("", "accent", "")
        self._icon = IconLabel("info", "accent", 16)
        self._words = Label("", "body", wrap=True)
        self.show_button = Button("Show", "link")
        self.date_button = Button("Re-date…", "link")
        self.show_button.clicked.connect(self._show)
        self.date_button.clicked.connect(self._redate)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.date_button)
        row.addWidget(self.show_button)

    def show_note(self, note: Note, redate: bool) -> None:
        self.note = note
        status = next((known for known in STATUSES if known == note.status), None)
        self._icon.set_icon(STATUS_ICON[status] if status else "calendar-clock", status or "accent")
        self._words.setText(note.words)
        self.show_button.setAccessibleName(f"Show the deals: {note.words}")
        self.date_button.setAccessibleName(f"Re-date the deals: {note.words}")
        self.date_button.setVisible(redate)

    def _show(self) -> None:
        self.shown.emit(self.note.key)

    def _redate(self) -> None:
        self.redating.emit(self.note.key, self.date_button)
