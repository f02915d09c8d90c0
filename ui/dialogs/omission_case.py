"""Asks for a new omission case without a list of the partner's: the deal, why, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.errors import UserError
from models.names import tidy
from ui import theme
from ui.dialogs.new_deal import NewDeal, NewDealDialog
from ui.widgets.labels import Label

_LINES = 3


class OmissionCaseDialog(NewDealDialog):
    """``made`` carries a NewDeal whose values have `reason` and `by_whom` as well."""

    def __init__(
        self,
        partners: Sequence[str],
        today: date,
        currency: str,
        parent: QWidget | None = None,
        *,
        partner: str = "",
        by_whom: str = "",
    ) -> None:
        super().__init__(partners, today, currency, parent, partner=partner)
        self.setWindowTitle("Open an omission case")
        self.head.setText("Open an omission case")
        self.add.setText("Open case")
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why it should be among our deals, and what shows it")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(22 * _LINES + 16))
        self.by = QLineEdit(by_whom)
        self.by.setAccessibleName("Brought up by")
        self.by.setPlaceholderText("Who says so")
        for title, field in (("Reason", self.reason), ("Brought up by", self.by)):
            label = Label(title, "control", "text_2")
            label.setBuddy(field)
            self._form.addRow(label, field)
        QWidget.setTabOrder(self.services_tcv, self.reason)
        QWidget.setTabOrder(self.reason, self.by)
        QWidget.setTabOrder(self.by, self.add)
        self.keep(self.partner, self.name, self.customer, self.close_date, self.partner_tcv,
                  self.services_tcv, self.reason, self.by)  # fmt: skip
        if partner:
            self.name.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why no case was opened; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.show()
        self.add.setEnabled(True)

    def _look_up(self) -> None:
        super()._look_up()
        self.add.setText("Open case")
        self._unknown.setText("There is no partner of that name. A case is of one that is known.")

    def finish(self) -> None:
        try:
            made = self._read()
        except UserError as error:
            self.show_problem(str(error))
            return
        self.add.setEnabled(False)  # until the answer comes back
        self.made.emit(made)

    def _read(self) -> NewDeal:
        made = super()._read()
        if not made.known:
            raise self.refused(
                self.partner, UserError("There is no partner of that name.", "Pick a known one.")
            )
        if not (made.values["name"] or made.values["customer"]):
            raise self.refused(
                self.name, UserError("The deal needs a name or a customer.", "Type one.")
            )
        reason, by = self.reason.toPlainText(), tidy(self.by.text())
        if not reason.strip():
            self.reason.setFocus()
            raise UserError("A case needs a reason.", "Say why the deal should be among ours.")
        if not by:
            raise self.refused(
                self.by, UserError("The case needs a person.", "Say who brought it up.")
            )
        return NewDeal(made.partner, made.known, {**made.values, "reason": reason, "by_whom": by})
