"""Asks on which day statements went out, and to whom; the day may be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import UserError
from models.program_year import Statement
from models.text import counted
from ui.desk import Desk
from ui.dialogs.program_form import FormDialog
from ui.widgets.buttons import Button
from ui.widgets.typed_day import TypedDay

_KINDS = {"status": "status statement", "assessment": "assessment result"}


class SentDialog(FormDialog):
    """Statements of one partner with its `name`, or of many without one: those keep whom they name.

    `proposed` is whom the partner's last one went to.
    """

    def __init__(
        self,
        desk: Desk,
        made: Sequence[Statement],
        name: str = "",
        proposed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.desk, self._ids, self._name = desk, [one.id for one in made], name
        known = [one.sent_on for one in made if one.sent_on]
        again = len(known) == len(made)
        what = counted(len(made), "statement")
        if len(made) == 1:
            what = f"the {_KINDS[made[0].kind]}"
        super().__init__(
            f"Correct when {what} went out" if again else f"Mark {what} as sent",
            f"For {name}." if name else "Each goes to the people it names.",
            "Save" if again else "Mark as sent",
            parent,
        )
        self.day = TypedDay("Sent on", max(known) if again else desk.today, desk.today)
        self.to = QLineEdit(made[0].recipient if again else proposed or made[0].recipient)
        self.to.setPlaceholderText("Names, or an address")
        self.add_row("day", "Sent on", self.day)
        self.add_row("to", "To", self.to)
        self.show_row("to", bool(name))
        self.back = Button("Not sent after all", "quiet", "undo-2")
        self.back.setVisible(again)
        self.back.clicked.connect(self.take_back)
        self.foot.insertWidget(0, self.back)
        self.day.line.selectAll()
        self.day.setFocus()

    def finish(self) -> None:
        """Record the day and the recipient, or say what is wrong with the day."""
        try:
            day = self.read_day("day", "A statement is sent on some day. Type it, such as today.")
        except UserError:
            return
        self._write(day, self.to.text().strip() if self._name else None)

    def take_back(self) -> None:
        """They were not sent after all."""
        self._write(None, None)

    def _write(self, day: date | None, recipient: str | None) -> None:
        ids, today = self._ids, self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.statements import mark_sent

            mark_sent(portfolio, ids, day, today=today, recipient=recipient)

        whom = f" for {self._name}" if self._name else ""
        state = "sent" if day else "not sent"
        self._said = f"Marked {counted(len(ids), 'statement')}{whom} as {state}"
        self.go.setEnabled(False)  # pressed once is written once
        self.desk.lane.write(
            self._said.replace("Marked", "Mark", 1), write, self._done, owner=self,
            failed=self._not_written,
        )  # fmt: skip

    def _done(self, _: object) -> None:
        self.desk.toast(f"{self._said}.", undo=True)
        self.accept()

    def _not_written(self, error: BaseException) -> None:
        self.failed(error, _day_is_to_blame)


def _day_is_to_blame(_: UserError) -> str:
    return "day"
