"""Adds, changes, closes and escalates risks and issues, and keeps decisions, each as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.governance.concern_lines import ConcernLine
from models.governance.outcomes import Resolution
from models.governance.register import Concern
from models.partner import Contact
from models.text import counted, shortened
from ui.desk import Desk
from ui.dialogs.program_form import FormDialog
from ui.dialogs.reason import ReasonDialog
from ui.faults import why
from ui.pages.partner_tabs import writes

if TYPE_CHECKING:
    from ui.dialogs.escalate import Raised

_TITLE = 60
Refused = Callable[[str], object]


class ConcernChanges(QObject):
    """Asks with a dialog over `window`, writes through the lane, and says what was done."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: FormDialog | None = None

    @property
    def writable(self) -> bool:
        return self._desk.opened.writable

    # ---- risks and issues ------------------------------------------------------------------

    def add(self, concern: Concern, name: str, then: Callable[[int], object] | None = None) -> None:
        def write(portfolio: Any) -> int:
            from models.store.register import add_concern

            return add_concern(portfolio, concern)

        kind = "an issue" if concern.kind == "issue" else "a risk"
        self._desk.lane.write(f"Add {kind} to {name}", write, then, owner=self)

    def set_fields(
        self,
        lines: Sequence[ConcernLine],
        what: str,
        values: Mapping[str, Any],
        refused: Refused | None = None,
    ) -> None:
        """Give concerns the same values; `what` names them in the label."""
        ids, today = [line.id for line in lines], self._desk.today

        def write(portfolio: Any) -> None:
            from models.store.register import set_concern

            for concern_id in ids:
                set_concern(portfolio, concern_id, today, **values)

        failed = None if refused is None else partial(_refuse, refused)
        label = f"Set {what} of {named(lines)}"
        self._desk.lane.write(label, write, owner=self, failed=failed)

    def delete(self, lines: Sequence[ConcernLine]) -> None:
        """Delete concerns with their steps; undo brings them back."""
        if lines and self.writable:
            write = writes.without(Concern, [line.id for line in lines])
            self._write(f"Delete {named(lines)}", write, f"Deleted {named(lines)}")

    def ask_close(self, lines: Sequence[ConcernLine]) -> None:
        """Ask what became of these, and close them."""
        wanted = [line for line in lines if line.open]
        if not wanted or not self.writable:
            return
        one = len(wanted) == 1
        escalated = any(line.escalation for line in wanted)
        dialog = ReasonDialog(
            f"Close the {wanted[0].concern.kind}" if one else f"Close {named(wanted)}",
            f"{_capital(named(wanted))} {'is' if one else 'are'} settled or need no eye any more."
            + (" Its clock stops." if escalated and one else ""),
            "Close",
            self._window,
            label="Outcome",
            hint="What became of it, and what was learnt",
            needed="Say in a sentence what became of it.",
        )
        dialog.answered.connect(partial(self._close, wanted))
        self._open(dialog)

    def reopen(self, lines: Sequence[ConcernLine]) -> None:
        ids, today = [line.id for line in lines if not line.open], self._desk.today
        if not ids or not self.writable:
            return

        def write(portfolio: Any) -> None:
            from models.store.register import reopen

            reopen(portfolio, ids, today)

        self._write(f"Open {named(lines)} again", write, f"Open again: {named(lines)}")

    def _close(self, lines: Sequence[ConcernLine], outcome: str) -> None:
        ids, today = [line.id for line in lines], self._desk.today

        def write(portfolio: Any) -> None:
            from models.store.register import close

            close(portfolio, ids, today, outcome)

        self._write(f"Close {named(lines)}", write, f"Closed {named(lines)}")

    # ---- escalations -----------------------------------------------------------------------

    def ask_raise(self, line: ConcernLine, contacts: Sequence[Contact], levels: int) -> None:
        """Ask to whom and why a concern goes a level up."""
        if not line.open or not levels or not self.writable:
            return
        from ui.dialogs.escalate import EscalateDialog

        dialog = EscalateDialog(line, contacts, levels, self._desk.today, self._window)
        dialog.answered.connect(partial(self._raise, line))
        self._open(dialog)

    def ask_take_back(self, line: ConcernLine) -> None:
        """Ask why a concern leaves its level, and stays open with the two managers."""
        if line.escalation is None or not self.writable:
            return
        dialog = ReasonDialog(
            "Take it back to daily work",
            f"{_capital(named([line]))} leaves level {line.escalation.level} and stays open with "
            "the two alliance managers.",
            "Take back",
            self._window,
            hint="What was settled, or why it need not stay there",
            needed="Say in a sentence why.",
        )
        dialog.answered.connect(partial(self._take_back, line))
        self._open(dialog)

    def _raise(self, line: ConcernLine, made: Raised) -> None:
        today = self._desk.today

        def write(portfolio: Any) -> object:
            from models.store.register import escalate

            return escalate(
                portfolio, line.id, made.level, made.to_whom, made.reason, today, made.on
            )

        label = f"Raise {named([line])} to level {made.level}"
        said = f"{_capital(named([line]))} is on level {made.level}, with {made.to_whom}"
        self._write(label, write, said)

    def _take_back(self, line: ConcernLine, reason: str) -> None:
        today = self._desk.today

        def write(portfolio: Any) -> object:
            from models.store.register import escalate

            return escalate(portfolio, line.id, 0, "", reason, today)

        self._write(f"Take {named([line])} back", write, f"Back in daily work: {named([line])}")

    # ---- decisions -------------------------------------------------------------------------

    def add_decision(
        self, made: Resolution, name: str, then: Callable[[int], object] | None = None
    ) -> None:
        def write(portfolio: Any) -> int:
            from models.store.register import add_resolution

            return add_resolution(portfolio, made)

        self._desk.lane.write(f"Add a decision to {name}", write, then, owner=self)

    def set_decisions(
        self,
        ids: Sequence[int],
        label: str,
        values: Mapping[str, Any],
        refused: Refused | None = None,
    ) -> None:
        today = self._desk.today

        def write(portfolio: Any) -> None:
            from models.store.register import set_resolution

            for one in ids:
                set_resolution(portfolio, one, today, **values)

        failed = None if refused is None else partial(_refuse, refused)
        self._desk.lane.write(label, write, owner=self, failed=failed)

    def delete_decisions(self, ids: Sequence[int], what: str) -> None:
        if ids and self.writable:
            self._write(f"Delete {what}", writes.without(Resolution, ids), f"Deleted {what}")

    # ---- inside ----------------------------------------------------------------------------

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _write(self, label: str, write: writes.Write, said: str) -> None:
        self._desk.lane.write(
            label,
            write,
            partial(self._tell, said),
            owner=self,
            failed=self._not_written if self.dialog is not None else None,
        )

    def _tell(self, said: str, _: object) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()
        self._desk.toast(said, undo=True)

    def _forget(self, _: int) -> None:
        self.dialog = None

    def _not_written(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.failed(error)


def named(lines: Sequence[ConcernLine]) -> str:
    """One concern by its kind and title, several by their number."""
    if len(lines) == 1:
        concern = lines[0].concern
        return f"the {concern.kind} “{shortened(concern.title, _TITLE)}”"
    return counted(len(lines), "concern")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class Whom:
    """Reads whom a partner's concern may be raised to, and how many levels there are."""

    def __init__(self, partner_id: int) -> None:
        self._partner_id = partner_id

    def __call__(self, portfolio: Any) -> tuple[Any, int]:
        from models.partner import Contact
        from models.store import records
        from models.store.governance_rules import rules

        found = records.find(portfolio, Contact, partner_id=self._partner_id)
        return tuple(found), len(rules(portfolio).clocks)


def _refuse(say: Refused, error: BaseException) -> None:
    say(why(error))
