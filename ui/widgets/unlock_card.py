"""Asks for the passphrase of a protected portfolio, and says why it did not open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import IconLabel, Label, SettledLabel
from ui.widgets.passphrase_field import PassphraseField


class UnlockCard(Card):
    """``unlocking`` carries what was typed and whether to remember it; ``leaving`` means no."""

    unlocking = Signal(str, bool)
    leaving = Signal()

    def __init__(self, leave: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=24)
        self.heading = Label("", "title", wrap=True)
        self.sentence = SettledLabel("", "body", "text_2")
        self.field = PassphraseField("Passphrase")
        self.field.setPlaceholderText("Passphrase")
        self.field.textEdited.connect(self._forgive)
        self.field.returnPressed.connect(self._unlock)
        self.problem = SettledLabel("", "small_strong", "short")
        self.problem.hide()
        self.remember = QCheckBox("Remember it in this computer’s keyring")
        self.remember.hide()
        self.go = Button("Unlock", "primary", "lock-open")
        self.go.clicked.connect(self._unlock)
        self.way_out = Button(leave)
        self.way_out.clicked.connect(self.leaving)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.go)
        foot.addWidget(self.way_out)
        foot.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("lock", "accent", 24))
        head.addWidget(self.heading, 1)
        column = self.body
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        column.addWidget(self.remember)
        column.addLayout(foot)
        theme.notifier().changed.connect(self._take_width)
        self._take_width()

    def ask(self, name: str, where: str) -> None:
        """Begin anew for a portfolio."""
        self.heading.setText(f"{name} is locked")
        self.sentence.setText(where)
        self.offer_keyring(False, False)
        self.field.wipe()
        self.set_busy(False)
        self._forgive()
        self.field.setFocus()

    def offer_keyring(self, there: bool, kept: bool) -> None:
        """Offer to remember, where the computer has a keyring; `kept` if it does so already."""
        self.remember.setVisible(there)
        self.remember.setChecked(there and kept)

    def set_busy(self, busy: bool) -> None:
        """A passphrase is being tried, which takes about half a second."""
        self.field.setReadOnly(busy)
        self.go.setEnabled(not busy)
        self.go.setText("Unlocking…" if busy else "Unlock")

    def refuse(self, words: str) -> None:
        """Say why it did not open; what was typed can be typed again."""
        self.set_busy(False)
        self.problem.setText(words)
        self.problem.show()
        theme.set_kind(self.field, "short", "state")
        announce(self, words)
        self.field.selectAll()
        self.field.setFocus()

    def _take_width(self) -> None:
        self.setFixedWidth(theme.px(480))

    def _forgive(self, _: str = "") -> None:
        self.problem.hide()
        theme.set_kind(self.field, "", "state")

    def _unlock(self) -> None:
        if not self.go.isEnabled():
            return
        if not self.field.text():
            self.refuse("Type the passphrase first.")
            return
        self.set_busy(True)
        self.unlocking.emit(self.field.text(), self.remember.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus()
