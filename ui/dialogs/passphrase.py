"""Asks for a new passphrase, twice, and says what it means to lose it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.program_form import FormDialog
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.passphrase_field import PassphraseField

_SHORT, _FAIR = 10, 16
_LOSING = (
    "Nobody can open the portfolio without it, and nobody can find it again: there is no way in"
    " through the application or its makers. Write it down, and keep it elsewhere."
)


class PassphraseDialog(FormDialog):
    """``chosen`` carries the passphrase; it stays open until it is told how that went."""

    chosen = Signal(str)
    declined = Signal()  # the portfolio is to be made without one

    def __init__(
        self, title: str, sentence: str, verb: str, parent: QWidget | None, *, without: str = ""
    ) -> None:
        """`without` is the button for going on without a passphrase, where that is a way."""
        super().__init__(title, f"{sentence} {_LOSING}", verb, parent)
        self.first = PassphraseField("Passphrase")
        self.again = PassphraseField("The same again")
        self.strength = Label("", "small", "text_2", wrap=True)
        self.first.textEdited.connect(self._weigh)
        self.add_row("first", "Passphrase", self.first)
        self.form.addRow("", self.strength)
        self.add_row("again", "The same again", self.again)
        self.keep(self.first, self.again)
        if without:
            self.without = Button(without)
            self.without.clicked.connect(self._decline)
            self.foot.insertWidget(0, self.without)
        self._weigh("")
        self.first.setFocus()

    def finish(self) -> None:
        """Tell what was typed, or what is wrong with it."""
        if not self.first.text():
            self.refuse("first", "Type a passphrase.")
        elif self.again.text() != self.first.text():
            self.refuse("again", "This is not the same as above.")
        else:
            self.set_busy(True)
            self.chosen.emit(self.first.text())

    def set_busy(self, busy: bool) -> None:
        """The portfolio is being written anew."""
        for button in (self.go, self.cancel):
            button.setEnabled(not busy)

    def _weigh(self, typed: str) -> None:
        said = "A few words that nobody would guess are good, and easy to type."
        if 0 < len(typed) < _SHORT:
            said = "Short: a computer can try all of its like. Take a few words."
        elif _SHORT <= len(typed) < _FAIR:
            said = "Fair. One word more makes it strong."
        elif typed:
            said = "Long enough, if it is no saying that others know."
        self.strength.setText(said)

    def _decline(self) -> None:
        self.declined.emit()
        self.keep()
        super().reject()
