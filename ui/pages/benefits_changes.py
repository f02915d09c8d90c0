"""Logs, corrects and deletes entries of the ledger, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.benefit_words import EVENT, event_words, log_label
from models.text import counted
from ui.desk import Desk
from ui.pages.benefits_log import Entry, LogDialog, Whom

if TYPE_CHECKING:
    from models.benefit_event import BenefitEvent
    from models.program.terms import Benefit


class BenefitChanges(QObject):
    """Asks with a dialog over `window`, writes through the lane, and says what was done."""

    logged = Signal(object)  # ids of the partners

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: LogDialog | None = None

    @property
    def writable(self) -> bool:
        return self._desk.opened.writable

    def ask(
        self,
        whom: Sequence[Whom],
        benefits: Sequence[Benefit],
        year: int,
        benefit: Benefit | None = None,
        event: str = "",
    ) -> None:
        """Ask what is to be logged for these partners; without an event what comes next."""
        if not whom or not self.writable:
            return
        benefit = benefit or benefits[0]
        if not event:
            lines = [line for line in whom[0].lines if line.benefit.id == benefit.id]
            event = lines[0].next_event if lines else "delivered"
        dialog = LogDialog(
            whom, benefits, year, self._desk.today, self._window, benefit=benefit.id, event=event
        )
        dialog.made.connect(partial(self.log, whom, year))
        self._open(dialog)

    def ask_to_correct(
        self, whom: Whom, benefits: Sequence[Benefit], year: int, event: BenefitEvent
    ) -> None:
        """Show an entry, to be corrected or deleted."""
        if not self.writable:
            return
        dialog = LogDialog([whom], benefits, year, self._desk.today, self._window, shown=event)
        dialog.made.connect(partial(self.correct, whom, event))
        dialog.deleting.connect(partial(self._delete_shown, whom, event))
        self._open(dialog)

    def log(self, whom: Sequence[Whom], year: int, entry: Entry) -> None:
        """Log an entry for all of them as one change."""
        ids, today, values = [who.id for who in whom], self._desk.today, dict(entry.values)
        benefit, event, day = values.pop("benefit"), values.pop("event"), values.pop("on_date")
        values["by_whom"] = values["by_whom"] or None

        def write(portfolio: Any) -> None:
            from models.store import benefits

            benefits.log(portfolio, ids, benefit, year, event, day, today=today, **values)

        label = log_label(event, entry.benefit, [who.name for who in whom])
        said = f"{entry.benefit.short} {EVENT[event].lower()}: {_named(whom)}"
        self._write(label, write, said, ids)

    def correct(self, whom: Whom, event: BenefitEvent, entry: Entry) -> None:
        """Set the fields of an entry that were changed."""
        today = self._desk.today
        values = {
            name: value for name, value in entry.values.items() if value != getattr(event, name)
        }
        if not values:
            return

        def write(portfolio: Any) -> None:
            from models.store import benefits

            benefits.correct(portfolio, event.id, today=today, **values)

        label = f"Correct an entry on {entry.benefit.label.lower()} of {whom.name}"
        self._write(label, write, f"Corrected: {event_words(event)}", [whom.id])

    def delete(self, whom: Whom, events: Sequence[BenefitEvent]) -> None:
        """Delete entries; undo brings them back."""
        if not events or not self.writable:
            return
        ids = [event.id for event in events]

        def write(portfolio: Any) -> None:
            from models.store import benefits

            benefits.delete(portfolio, ids)

        what = "an entry" if len(ids) == 1 else counted(len(ids), "entry", "entries")
        self._write(f"Delete {what} of {whom.name}", write, f"Deleted {what}", [whom.id])

    def _delete_shown(self, whom: Whom, event: BenefitEvent, _: object) -> None:
        self.delete(whom, [event])

    def _write(self, label: str, write: Any, said: str, ids: Sequence[int]) -> None:
        self._desk.lane.write(label, write, partial(self._tell, said, list(ids)), owner=self)

    def _tell(self, said: str, ids: list[int], _: object) -> None:
        self._desk.toast(said, undo=True)
        self.logged.emit(ids)

    def _open(self, dialog: LogDialog) -> None:
        self.dialog = dialog
        dialog.open()


def _named(whom: Sequence[Whom]) -> str:
    return whom[0].name if len(whom) == 1 else counted(len(whom), "partner")
