"""The head of a draft: its name, its first day, the day of notice, a note."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.errors import UserError
from models.text import day_text
from ui import theme
from ui.desk import Desk
from ui.widgets.announce import announce
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.typed_day import TypedDay

if TYPE_CHECKING:
    from models.program_year import KeptProgram


class DraftHead(Card):
    """``changed`` carries the field (version, from_on, notice_on, note) and its new value."""

    changed = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setContentsMargins(16, 10, 16, 12)
        self._kept: KeptProgram | None = None
        self.version = QLineEdit()
        self.version.setAccessibleName("Version")
        self.first = TypedDay("First day", None, desk.today)
        self.notice = TypedDay("Notice on", None, desk.today)
        self.notice.line.setPlaceholderText("Not given yet")
        self.note = QLineEdit()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("What it is for; only in this portfolio")
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        row = QHBoxLayout()
        row.setSpacing(14)
        for title, field, share in (
            ("Version", self.version, 2),
            ("First day", self.first, 3),
            ("Notice on", self.notice, 3),
            ("Note", self.note, 5),
        ):
            label = Label(title, "small_strong", "text_2")
            label.setBuddy(field)
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(label)
            column.addWidget(field)
            row.addLayout(column, share)
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        for line in (self.version, self.first.line, self.notice.line, self.note):
            line.editingFinished.connect(self.commit)
            line.textEdited.connect(self._forgive)
        for day in (self.first, self.notice):
            day.picked.connect(self.commit)

    def show_draft(self, kept: KeptProgram, *, can_write: bool) -> None:
        """Show a draft; what is being typed stays."""
        before, self._kept = self._kept, kept
        same = before is not None and before.id == kept.id
        for line, words in (
            (self.version, kept.version),
            (self.first.line, day_text(kept.from_on)),
            (self.notice.line, day_text(kept.notice_on) if kept.notice_on else ""),
            (self.note, kept.note),
        ):
            line.setReadOnly(not can_write)
            if not (same and line.hasFocus() and line.isModified()) and line.text() != words:
                line.setText(words)
        if not same:
            self._forgive()

    def commit(self) -> None:
        """Hand out each field that differs from the draft."""
        kept = self._kept
        if kept is None or self.version.isReadOnly():
            return
        # All are read before the first is written: what is written is shown anew at once.
        found: list[tuple[str, Any]] = []
        version, note = self.version.text().strip(), self.note.text().strip()
        if version and version != kept.version:
            found.append(("version", version))
        elif not version:
            self.refuse("version", "A version has a name, such as 2027.")
        found += self._day(self.first, "from_on", kept.from_on)
        found += self._day(self.notice, "notice_on", kept.notice_on)
        if note != kept.note:
            found.append(("note", note))
        for line in (self.version, self.note):
            line.setModified(False)
        for field, value in found:
            self.changed.emit(field, value)

    def refuse(self, field: str, words: str) -> None:
        """Say what is wrong with a field; what was typed stays."""
        lines = {"version": self.version, "from_on": self.first.line,
                 "notice_on": self.notice.line, "note": self.note}  # fmt: skip
        theme.set_kind(lines[field], "short", "state")
        self.problem.setText(words)
        self.problem.show()
        announce(self, words)

    def _day(self, field: TypedDay, name: str, before: date | None) -> list[tuple[str, Any]]:
        """The field with its new day; nothing where it is as before, or is none."""
        if not field.line.isModified():
            return []
        try:
            day = field.read()
        except UserError as error:
            self.refuse(name, str(error))
            return []
        if day is None and before is not None:
            words = "begins on some day" if name == "from_on" else "keeps its day of notice"
            self.refuse(name, f"A version {words}; type another one instead of none.")
            return []
        field.line.setModified(False)
        return [(name, day)] if day != before else []

    def _forgive(self, _: str = "") -> None:
        self.problem.hide()
        for line in (self.version, self.first.line, self.notice.line, self.note):
            theme.set_kind(line, "", "state")
