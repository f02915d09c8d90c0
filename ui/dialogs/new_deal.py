"""Asks for a new deal: whose it is, what it is, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.deal_typed import STATUS_WORDS, currency_code
from models.errors import UserError
from models.names import tidy
from models.typed import read_amount, read_day
from ui import theme
from ui.dialogs.frame import form_of, lay_out
from ui.dialogs.new_of_partner import NewOfPartner
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented


@dataclass(frozen=True, slots=True)
class NewDeal:
    """What was typed: the partner's name, known or not, and the deal's fields."""

    partner: str
    known: bool
    values: dict[str, Any]


class NewDealDialog(NewOfPartner):
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
        super().__init__("New deal", "Add deal", partners, partner, parent)
        self._today = today
        self.name = self.field("Deal", "What it is called")
        self.customer = self.field("Customer", "Who buys")
        self.status = Segmented(list(STATUS_WORDS.items()), "Status")
        self.close_date = self.field("Close date", "3 Mar 2026")
        self.partner_tcv = self.field("Partner portion", "0.00")
        self.services_tcv = self.field("Services portion", "0.00")
        self.currency = self.field("Currency", "", currency)
        self.currency.setMaxLength(3)
        self.currency.setMaximumWidth(theme.px(72))
        self._unknown = Label("", "small", "at_risk", wrap=True)
        self.partner.textChanged.connect(self._look_up)
        self._build()
        self._look_up()
        self.keep(self.partner, self.name, self.customer, self.close_date, self.partner_tcv,
                  self.services_tcv)  # fmt: skip

    def _build(self) -> None:
        money = QHBoxLayout()
        money.setSpacing(8)
        money.addWidget(self.partner_tcv, 1)
        money.addWidget(self.currency)
        self._form = form_of(
            (
                ("Partner", self.partner),
                ("", self._unknown),
                ("Deal", self.name),
                ("Customer", self.customer),
                ("Status", self.status),
                ("Close date", self.close_date),
                ("Partner portion", money),
                ("Services portion", self.services_tcv),
            )
        )
        lay_out(self, self.head, self._form, self.add, self.problem)
        self.setMinimumWidth(theme.px(460))

    def _look_up(self) -> None:
        name = tidy(self.partner.text())
        new = bool(name) and not self.known(name)
        self._unknown.setText(f"{name} is not known yet and is added, outside the program.")
        self._form.setRowVisible(self._unknown, new)
        self.add.setText("Add deal and partner" if new else "Add deal")

    def finish(self) -> None:
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
        known = self.known(name)
        if not name:
            raise self.refused(self.partner, UserError("A deal belongs to a partner.", "Name one."))
        code = self.read(self.currency, currency_code)
        values = {
            "name": tidy(self.name.text()),
            "customer": tidy(self.customer.text()),
            "status": str(self.status.current),
            "close_date": self.read(self.close_date, lambda text: read_day(text, self._today)),
            "partner_minor": self.read(self.partner_tcv, lambda text: read_amount(text, code)),
            "services_minor": self.read(self.services_tcv, lambda text: read_amount(text, code)),
            "currency": code,
        }
        return NewDeal(known or name, bool(known), values)
