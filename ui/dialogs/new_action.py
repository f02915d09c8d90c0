"""Asks for an action: for which partner, what is to be done, by when, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.action import Action
from models.errors import UserError
from models.names import fold, tidy
from ui.dialogs.program_form import FormDialog
from ui.widgets.name_finder import finds_names
from ui.widgets.segmented import Segmented
from ui.widgets.typed_day import TypedDay

_SIDES = (("host", "Us"), ("partner", "The partner"))


class NewActionDialog(FormDialog):
    """``made`` carries the partner's name and the Action; it stays open until that is written."""

    made = Signal(str, object)

    def __init__(
        self,
        partners: Sequence[str],
        today: date,
        parent: QWidget | None = None,
        *,
        partner: str = "",
    ) -> None:
        super().__init__(
            "New action", "It stands in the partner’s list, and here when it is due.", "Add action",
            parent,
        )  # fmt: skip
        self._known = {fold(name): name for name in partners}
        self.partner = QLineEdit(partner)
        self.partner.setPlaceholderText("Type to find a partner")
        self.partner.setAccessibleName("Partner")
        finds_names(self.partner, partners)
        self.title = QLineEdit()
        self.title.setPlaceholderText("What is to be done")
        self.due = TypedDay("Due on", today, today)
        self.side = Segmented(list(_SIDES), "Who does it")
        self.owner = QLineEdit()
        self.owner.setPlaceholderText("Name of the person")
        self.add_row("partner", "Partner", self.partner)
        self.add_row("title", "Action", self.title)
        self.add_row("due", "Due on", self.due)
        self.add_row("side", "Who does it", self.side)
        self.add_row("owner", "Owner", self.owner)
        self.keep(self.title, self.owner)
        (self.title if partner else self.partner).setFocus()

    def finish(self) -> None:
        """Tell what was typed, or say under its field what is missing."""
        name = self._known.get(fold(tidy(self.partner.text())), "")
        if not name:
            self.refuse(
                "partner",
                "No partner is called so. Choose one of the list."
                if tidy(self.partner.text())
                else "An action belongs to a partner. Name one.",
            )
            return
        if not tidy(self.title.text()):
            self.refuse("title", "An action needs a title. Say in a few words what is to be done.")
            return
        try:
            due = self.read_day("due")
        except UserError:
            return
        self.go.setEnabled(False)
        self.made.emit(
            name,
            Action(
                0, 0, tidy(self.title.text()), side=str(self.side.current),
                owner=tidy(self.owner.text()), due_on=due,
            ),
        )  # fmt: skip
