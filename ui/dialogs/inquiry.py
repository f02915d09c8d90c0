"""Asks what an inquiry becomes: a candidate with its name, or a deal for a partner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.names import fold, tidy
from ui.dialogs.program_form import FormDialog
from ui.widgets.name_finder import finds_names


class DealAsked(NamedTuple):
    """A deal that is to be opened, for a partner by its id."""

    partner_id: int
    name: str
    customer: str


class CandidateDialog(FormDialog):
    """``answered`` carries the name; it stays open until it is told that it was written."""

    answered = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Make a candidate",
            "A partner outside the program is added, with the day of the inquiry as that of its "
            "candidacy.",
            "Make candidate", parent,
        )  # fmt: skip
        self.name = QLineEdit(name)
        self.add_row("name", "Partner", self.name)
        self.keep(self.name)
        self.name.setFocus()

    def finish(self) -> None:
        name = tidy(self.name.text())
        if not name:
            self.refuse("name", "A partner needs a name.")
            return
        self.go.setEnabled(False)
        self.answered.emit(name)


class OpenDealDialog(FormDialog):
    """``answered`` carries a DealAsked; it stays open until it is told that it was written."""

    answered = Signal(object)

    def __init__(
        self,
        partners: Sequence[tuple[int, str]],
        partner: str,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Open a deal",
            "It begins open and not qualified, so that it counts nowhere until a person has "
            "looked at it.",
            "Open deal", parent,
        )  # fmt: skip
        self._known = {fold(known): key for key, known in partners}
        self.partner, self.name = QLineEdit(partner), QLineEdit(name)
        self.customer = QLineEdit()
        self.partner.setAccessibleName("Partner")
        finds_names(self.partner, [known for _, known in partners])
        self.partner.setPlaceholderText("Type to find a partner")
        for key, title, field in (
            ("partner", "Partner", self.partner), ("name", "Deal", self.name),
            ("customer", "Customer", self.customer),
        ):  # fmt: skip
            self.add_row(key, title, field)
            self.keep(field)
        (self.name if partner else self.partner).setFocus()

    def finish(self) -> None:
        partner_id = self._known.get(fold(self.partner.text()))
        if partner_id is None:
            self.refuse("partner", "There is no partner of that name. Choose one of the list.")
        elif not tidy(self.name.text()):
            self.refuse("name", "A deal needs a name.")
        else:
            self.go.setEnabled(False)
            self.answered.emit(DealAsked(partner_id, self.name.text(), self.customer.text()))
