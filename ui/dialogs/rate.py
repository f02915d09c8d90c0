"""Asks for an exchange rate, its currency and the day it holds from, and stores it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.deal import Rate
from models.errors import UserError
from models.store.rates import own_currency, read_currency, read_rate, set_rate, told
from models.text import day_text
from ui.desk import Desk
from ui.dialogs.program_form import FormDialog
from ui.widgets.typed_day import TypedDay


class RateDialog(FormDialog):
    """``stored`` carries the rate and what the change is called."""

    stored = Signal(object, str)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        rate: Rate | None = None,
        currency: str = "",
        latest: date | None = None,
    ) -> None:
        """With `rate` that one is edited, with `currency` it is one of that currency.

        A day after `latest` would not do what the rate is wanted for, and is refused.
        """
        self.desk, self._rate, self._latest = desk, rate, latest
        self.currency = rate.currency if rate is not None else currency
        fixed = bool(self.currency)
        verb = "Edit" if rate is not None else "Add"
        title = f"{verb} a rate of {self.currency}" if fixed else "Add an exchange rate"
        super().__init__(title, "", "Store the rate", parent)
        self.setModal(True)
        self._own = ""
        self.code, self.value = QLineEdit(self.currency), QLineEdit(rate.rate if rate else "")
        self.code.setMaxLength(3)
        self.code.setPlaceholderText("EUR")
        self.value.setPlaceholderText("1.0835")
        self.day = TypedDay("From", rate.on_date if rate else desk.today, desk.today)
        self.add_row("currency", "Currency", self.code)
        self.add_row("rate", "Rate", self.value)
        self.add_row("day", "From", self.day)
        if fixed:
            self.show_row("currency", False)
        for field in (self.code, self.value, self.day.line):
            field.textChanged.connect(self._read_back)
        self.keep(self.code, self.value, self.day.line)
        (self.value if fixed else self.code).setFocus()
        self._read_back()
        desk.lane.read(own_currency, self._take_own, owner=self)

    def finish(self) -> None:
        """Store what was typed, or say under its field what is wrong."""
        try:
            code = self._read("currency", self.code, read_currency)
            self._read("rate", self.value, read_rate)
            day = self.read_day("day", "A rate needs the day it holds from.")
            if day is None:
                return
            if self._latest is not None and day > self._latest:
                words = f"Choose {day_text(self._latest)} or an earlier day; a later rate is none."
                self.refuse("day", words)
                return
        except UserError:
            return
        words, known = self.value.text(), self._rate.id if self._rate is not None else 0
        self._label = f"Set the rate of {code} from {day_text(day)}"
        self.go.setEnabled(False)

        def fn(portfolio: Any) -> Rate:
            return set_rate(portfolio, code, words, day, known)

        self.desk.lane.write(self._label, fn, self._done, owner=self, failed=self.failed)

    def _read(self, key: str, field: QLineEdit, read: Any) -> Any:
        try:
            return read(field.text())
        except UserError as error:
            self.refuse(key, str(error))
            raise

    def _done(self, rate: Rate) -> None:
        self.stored.emit(rate, self._label)
        self.accept()

    def _take_own(self, own: str) -> None:
        self._own = own
        self._read_back()

    def _read_back(self, _: str = "") -> None:
        """Say which way round what was typed is read."""
        try:
            code, value = read_currency(self.code.text()), read_rate(self.value.text())
            day = self.day.read()
        except UserError:
            day = None
        if day is None or not self._own:
            whose = _one_of(self.code.text())
            self.sentence.setText(
                f"How many {self._own or 'units of the program’s currency'} one {whose} is worth."
            )
            return
        rate = Rate(0, code, day, format(value, "f"))
        self.sentence.setText(f"Read as: {told(rate, self._own)} from {day_text(day)}.")


def _one_of(words: str) -> str:
    """The currency as a sentence has it while it is being typed."""
    try:
        return read_currency(words)
    except UserError:
        return "unit"


def ask_rate(
    desk: Desk,
    parent: QWidget,
    *,
    rate: Rate | None = None,
    currency: str = "",
    latest: date | None = None,
) -> RateDialog:
    """Open the dialog over a window."""
    dialog = RateDialog(desk, parent, rate=rate, currency=currency, latest=latest)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    return dialog
