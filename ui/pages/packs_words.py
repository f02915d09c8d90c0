"""The words of a person for one section: for every reader, and a note for the host only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.pack_plan import Words
from ui.pages.packs_panel import Block, Panel
from ui.widgets.labels import IconLabel, Label, SettledLabel

if TYPE_CHECKING:
    from reports.parts import Part

_ROOM = 520  # signs; until the pack has told how many there are


class WordsPanel(Panel):
    """``edited`` tells the section's key and its Words at each key."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Words for a section", parent)
        self.key = ""
        self.text = Block("Words for every reader", 7)
        self.note = Block("Note for the host only", 5)
        self.text.setPlaceholderText("What every reader should know about this page")
        self.note.setPlaceholderText("What only we should know")
        self._counts = (Label("", "badge", "text_3"), Label("", "badge", "text_3"))
        self._cuts = (SettledLabel("", "small", "short"), SettledLabel("", "small", "short"))
        self._room = [_ROOM, _ROOM]
        for at, (box, title, icon, hint) in enumerate(
            (
                (self.text, "For every reader", "users", "It stands under the title of the page."),
                (
                    self.note,
                    "For the host only",
                    "lock",
                    "It is marked as internal, and the partner’s edition leaves it out.",
                ),
            )
        ):
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(IconLabel(icon, "text_2", 14))
            label = Label(title, "small_strong")
            label.setBuddy(box)
            row.addWidget(label, 1)
            row.addWidget(self._counts[at])
            self.body.addLayout(row)
            self.body.addWidget(box)
            self.body.addWidget(self._cuts[at])
            self.body.addWidget(SettledLabel(hint, "small", "text_3"))
            self.body.addSpacing(10)
            self._cuts[at].hide()
            box.textChanged.connect(self._typed)
        self.body.addStretch(1)
        self.nothing = SettledLabel("", "small", "text_2")
        self.body.insertWidget(0, self.nothing)

    def open_for(self, key: str, name: str, words: Words) -> None:
        """Show the words of a section, the cursor in the first box."""
        self.key = key
        self.title.setText(name)
        self.show_words(words)
        self.text.setFocus()

    def show_words(self, words: Words) -> None:
        """Show what the plan holds; nothing is told."""
        self.text.show_text(words.text)
        self.note.show_text(words.note)
        self._count()

    def show_part(self, part: Part) -> None:
        """Show how much fits, once the pack has been built with it."""
        for at, fit in enumerate(part.fits):
            self._room[at] = fit.room or _ROOM
            words = "The page shows three lines; the end of this is cut off." if fit.cut else ""
            self._cuts[at].setText(words)
            self._cuts[at].setVisible(bool(words))
            box = (self.text, self.note)[at]
            box.setAccessibleDescription(words)
        silent = f"{part.said or 'The section is left out.'} These words stand on no page."
        silent = "" if part.page else silent
        self.nothing.setText(silent)
        self.nothing.setVisible(bool(silent))
        self._count()

    def set_writable(self, writable: bool) -> None:
        for box in (self.text, self.note):
            box.setReadOnly(not writable)

    def _typed(self) -> None:
        self._count()
        self.edited.emit(self.key, Words(self.text.toPlainText(), self.note.toPlainText()))

    def _count(self) -> None:
        for at, box in enumerate((self.text, self.note)):
            signs = len(box.toPlainText())
            self._counts[at].setText(f"{signs} of about {self._room[at]}")
            self._counts[at].setVisible(bool(signs))
            self._counts[at].set_ink("short" if self._cuts[at].text() else "text_3")
