"""The statements and letters made for a partner: when, for whom, and whether they went out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.text import day_text, maybe_day
from ui.desk import Desk
from ui.outside import open_file
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from models.program_year import Statement
    from models.store.statements import Log

_TITLES = {"status": "Status statement", "assessment": "Assessment result"}


class StatementsCard(Card):
    """`missing` tells of a file that is gone. Sent is a day, asked for and corrected."""

    missing = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Statements and letters", parent, padding=0)
        self.desk = desk
        self.partner_id, self.name = 0, ""
        self.model = TableModel(
            [
                Column("Kind", lambda s: _TITLES[s.kind], width=170),
                Column("As of", lambda s: s.as_of, text=_as_of, role="date", width=110),
                Column("Sent", lambda s: s.sent_on, text=_sent, role="date", width=110),
                Column("To", lambda s: s.recipient, width=200),
                Column("File", lambda s: s.file, width=220, stretch=True),
                Column("Statement", lambda s: s.statement_id[:12], tone=_quiet, width=120),
            ],
            parent=self,
        )
        self.table = TableView(self.model, "Statements and letters", compact=True)
        self.table.opened.connect(self.open_file)
        self.table.delete_requested.connect(self.delete)
        self.table.selection_changed.connect(self._show_state)
        self.sent = Button("Mark as sent…", "plain", "check")
        self.sent.clicked.connect(self.mark_sent)
        self.new = Button("Status statement…", "plain", "file-plus")
        self.new.clicked.connect(self.make)
        self.result = Button("Assessment letter…", "plain", "award")
        self.result.clicked.connect(self.make_result)
        self.result.hide()
        self._line_id, self._recipient = 0, ""
        self.due = Label("", "small", "text_2")
        self.due.hide()
        self.add_action(self.due)
        self.add_action(self.sent)
        self.add_action(self.result)
        self.add_action(self.new)
        self.none = Label(
            "Nothing was sent yet. A status statement tells the partner how its pipeline stands"
            " and what can still be made up.", "small", "text_2", wrap=True,
        )  # fmt: skip
        self.none.setContentsMargins(16, 4, 16, 14)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table, 1)

    def show_partner(self, partner_id: int, name: str) -> None:
        """Read the log of a partner."""
        self.partner_id, self.name = partner_id, name

        today = self.desk.today

        def read(portfolio: Any) -> tuple[Log, int]:
            from models.store.results import latest_signed
            from models.store.statements import log_of

            return log_of(portfolio, partner_id, today), latest_signed(portfolio, partner_id)

        self.desk.lane.read(read, self._fill, owner=self, key="statements")

    def make(self) -> None:
        """Show the status statement as of the day in use, to be saved."""
        from ui.dialogs.letter import LetterDialog

        LetterDialog(self.desk, self.partner_id, StatusLetter(
            self.partner_id, self.desk.as_of, self.desk.today), self.window()).open()  # fmt: skip

    def make_result(self) -> None:
        """Show the letter on the latest assessment, to be saved."""
        from ui.dialogs.letter import LetterDialog, ResultLetter

        if self._line_id:
            read = ResultLetter(self._line_id, self.desk.today)
            LetterDialog(self.desk, self.partner_id, read, self.window()).open()

    def mark_sent(self) -> None:
        """Ask when the chosen ones went out, and to whom; or correct it."""
        from ui.dialogs.sent import SentDialog

        rows = self.table.selected_rows()
        if rows and not self.desk.opened.read_only:
            SentDialog(self.desk, rows, self.name, self._recipient, self.window()).open()

    def delete(self, ids: list[int]) -> None:
        """Take statements out of the log; undo brings them back, the files stay."""

        def write(portfolio: Any) -> None:
            from models.store.statements import delete

            delete(portfolio, ids)

        if ids and not self.desk.opened.read_only:
            self.desk.lane.write(f"Remove a statement for {self.name}", write)
            self.desk.toast("Removed from the list; the file is where it was.", undo=True)

    def open_file(self, row_id: int) -> None:
        path = Path(self._row(row_id).file)
        if path.is_file():
            open_file(path)
        else:
            self.missing.emit(str(path))

    def _fill(self, told: tuple[Log, int]) -> None:
        log, self._line_id = told
        self._recipient = log.recipient
        self.result.setVisible(bool(self._line_id))
        self.model.refresh(log.statements)
        self.table.setVisible(bool(log.statements))
        self.none.setVisible(not log.statements)
        self.due.setVisible(log.due_on is not None)
        if log.due_on is not None:
            late = log.due_on < self.desk.today
            self.due.setText(f"Next one {'was' if late else 'is'} due on {day_text(log.due_on)}")
            self.due.set_ink("at_risk" if late else "text_2")
        self._show_state()

    def _show_state(self, _: object = None) -> None:
        ids = self.table.selected_ids()
        writable = not self.desk.opened.read_only
        self.new.setEnabled(bool(self.partner_id))
        self.sent.setEnabled(bool(ids) and writable)
        again = bool(ids) and self._all_sent(ids)
        self.sent.setText("Correct what was sent…" if again else "Mark as sent…")

    def _all_sent(self, ids: list[int]) -> bool:
        return all(self._row(row).sent_on for row in ids)

    def _row(self, row_id: int) -> Statement:
        found: Statement = self.model.find(row_id)
        return found


class StatusLetter:
    """Reads what a partner's status statement says; an object, so that no closure keeps a page."""

    def __init__(self, partner_id: int, as_of: date, on: date) -> None:
        self.partner_id, self.as_of, self.on = partner_id, as_of, on

    def __call__(self, portfolio: Any) -> Any:
        from models.store.partners import view
        from reports.letter_facts import status_letter

        found = view(portfolio, self.partner_id, self.as_of)
        return status_letter(found.file, found.terms, on=self.on)


def _as_of(statement: Statement) -> str:
    return day_text(statement.as_of)


def _sent(statement: Statement) -> str:
    return maybe_day(statement.sent_on)


def _quiet(_: object) -> str:
    return "text_2"
