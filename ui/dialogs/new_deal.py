"""Asks for a new deal: whose it is, what it is, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.deal_typed import STATUS_WORDS, currency_code
from models.errors import UserError
from models.names import fold, tidy
from models.typed import read_amount, read_day
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented


@dataclass(frozen=True, slots=True)
class NewDeal:
    """What was typed: the partner's name, known or not, and the deal's fields."""

    partner: str
    known: bool
    values: dict[str, Any]


class NewDealDialog(QDialog):
    """``made`` carries a NewDeal; nothing is written here."""

    made = Signal(object)

    def __init__(
        self,
        partners: Sequence[str],
        today: date,
        currency: str,
        parent: QWidget | None = None,
        *,
        partner: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("New deal")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today = today
        self._known = {fold(name): name for name in partners}
        self.partner = self._field("Partner", "Type to find a partner", partner)
        completer = QCompleter(list(partners), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.partner.setCompleter(completer)
        self.name = self._field("Deal", "What it is called")
        self.customer = self._field("Customer", "Who buys")
        self.status = Segmented(list(STATUS_WORDS.items()), "Status")
        self.close_date = self._field("Close date", "3 Mar 2026")
        self.partner_tcv = self._field("Partner portion", "0.00")
        self.services_tcv = self._field("Services portion", "0.00")
        self.currency = self._field("Currency", "", currency)
        self.currency.setMaxLength(3)
        self.currency.setMaximumWidth(theme.px(72))
        self._unknown = Label("", "small", "at_risk", wrap=True)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.partner.textChanged.connect(self._look_up)
        self._build()
        self._look_up()

    def _build(self) -> None:
        self._form = form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        money = QHBoxLayout()
        money.setSpacing(8)
        money.addWidget(self.partner_tcv, 1)
        money.addWidget(self.currency)
        for title, field in (
            ("Partner", self.partner),
            ("", self._unknown),
            ("Deal", self.name),
            ("Customer", self.customer),
            ("Status", self.status),
            ("Close date", self.close_date),
            ("Partner portion", money),
            ("Services portion", self.services_tcv),
        ):
            label = Label(title, "control", "text_2")
            if isinstance(field, QLineEdit):
                label.setBuddy(field)
            form.addRow(label, field)
        self.add = Button("Add deal", "primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self._finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        self.head = Label("New deal", "card", wrap=True)
        column.addWidget(self.head)
        column.addLayout(form)
        column.addWidget(self.problem)
        self.add.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(460))

    def _field(self, name: str, hint: str, text: str = "") -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def _look_up(self) -> None:
        name = tidy(self.partner.text())
        new = bool(name) and fold(name) not in self._known
        self._unknown.setText(f"{name} is not known yet and is added, outside the program.")
        self._form.setRowVisible(self._unknown, new)
        self.add.setText("Add deal and partner" if new else "Add deal")

    def _finish(self) -> None:
        try:
            made = self._read()
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.made.emit(made)
        self.accept()

    def _read(self) -> NewDeal:
        name = tidy(self.partner.text())
        known = self._known.get(fold(name), "")
        if not name:
            raise self._refuse(self.partner, UserError("A deal belongs to a partner.", "Name one."))
        code = self._of(self.currency, currency_code)
        values = {
            "name": tidy(self.name.text()),
            "customer": tidy(self.customer.text()),
            "status": str(self.status.current),
            "close_date": self._of(self.close_date, lambda text: read_day(text, self._today)),
            "partner_minor": self._of(self.partner_tcv, lambda text: read_amount(text, code)),
            "services_minor": self._of(self.services_tcv, lambda text: read_amount(text, code)),
            "currency": code,
        }
        return NewDeal(known or name, bool(known), values)

    def _of(self, field: QLineEdit, read: Any) -> Any:
        try:
            value = read(field.text())
        except UserError as error:
            raise self._refuse(field, error) from error
        theme.set_kind(field, "", "state")
        return value

    def _refuse(self, field: QLineEdit, error: UserError) -> UserError:
        theme.set_kind(field, "short", "state")
        field.setFocus()
        field.selectAll()
        return error
