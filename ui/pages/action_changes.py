"""Adds, changes, finishes, drops and deletes actions, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.action import Action
from models.governance.action_lines import About, ActionLine, about_values
from models.text import counted, shortened
from ui.desk import Desk
from ui.dialogs.reason import ReasonDialog
from ui.faults import why

if TYPE_CHECKING:
    from ui.dialogs.action_about import AboutDialog

_TITLE = 60
_DID = {"done": "Finish", "dropped": "Drop", "open": "Open again"}
_SAID = {"done": "Done", "dropped": "Dropped", "open": "Open again"}

Refused = Callable[[str], object]


class ActionChanges(QObject):
    """Asks with a dialog over `window`, writes through the lane, and says what was done."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: ReasonDialog | None = None
        self._about: AboutDialog | None = None

    @property
    def writable(self) -> bool:
        return self._desk.opened.writable

    # ---- one by one ------------------------------------------------------------------------

    def add(
        self,
        partner_id: int,
        name: str,
        values: Mapping[str, Any],
        then: Callable[[int], object] | None = None,
    ) -> None:
        """Add an action to a partner's plan."""
        action = Action(0, partner_id, made_on=self._desk.today, **values)

        def write(portfolio: Any) -> int:
            from models.ids import new_id
            from models.store import records

            return records.add(portfolio, replace(action, id=new_id()))

        self._desk.lane.write(f"Add an action to {name}", write, then, owner=self)

    def set_fields(
        self,
        lines: Sequence[ActionLine],
        what: str,
        values: Mapping[str, Any],
        refused: Refused | None = None,
        *,
        said: bool = False,
    ) -> None:
        """Give actions the same values; `what` names them in the label."""
        label = f"Set {what} of {named(lines)}"
        self._desk.lane.write(
            label,
            _SetFields([line.id for line in lines], self._desk.today, values),
            partial(self._tell, f"Set {what} of {named(lines)}") if said else None,
            owner=self,
            failed=None if refused is None else partial(self._refuse, refused),
        )

    def ask_about(self, lines: Sequence[ActionLine]) -> None:
        """Ask what actions of one partner are about."""
        partners = {line.action.partner_id for line in lines}
        if len(partners) != 1 or not self.writable:
            return
        partner_id, today = partners.pop(), self._desk.as_of

        def read(portfolio: Any) -> tuple[About, ...]:
            from models.store.action_lines import abouts

            return abouts(portfolio, partner_id, today)

        self._desk.lane.read(read, partial(self._open_about, list(lines)), owner=self, key="about")

    def _open_about(self, lines: Sequence[ActionLine], found: Sequence[About]) -> None:
        from ui.dialogs.action_about import AboutDialog

        dialog = AboutDialog(named(lines), lines[0].about, found, self._window)
        dialog.answered.connect(partial(self._set_about, lines))
        self._about = dialog
        dialog.open()

    def _set_about(self, lines: Sequence[ActionLine], about: About) -> None:
        self.set_fields(lines, "what it is about", about_values(about))

    def delete(self, lines: Sequence[ActionLine]) -> None:
        """Delete actions; undo brings them back."""
        if not lines or not self.writable:
            return
        ids = [line.id for line in lines]

        def write(portfolio: Any) -> None:
            from models.store import records

            records.delete(portfolio, Action, ids)

        said = f"Deleted {named(lines)}"
        self._desk.lane.write(
            f"Delete {named(lines)}", write, partial(self._tell, said), owner=self
        )

    # ---- states ----------------------------------------------------------------------------

    def finish(self, lines: Sequence[ActionLine]) -> None:
        self._set_state([line for line in lines if line.action.state != "done"], "done")

    def reopen(self, lines: Sequence[ActionLine]) -> None:
        self._set_state([line for line in lines if not line.open], "open")

    def toggle(self, lines: Sequence[ActionLine]) -> None:
        """Finish what is open; where nothing is, open all of it again."""
        open_ones = [line for line in lines if line.open]
        if open_ones:
            self.finish(open_ones)
        else:
            self.reopen(lines)

    def ask_drop(self, lines: Sequence[ActionLine]) -> None:
        """Ask why these are not done any more."""
        wanted = [line for line in lines if line.open]
        if not wanted or not self.writable:
            return
        dialog = self.dialog = ReasonDialog(
            "Drop an action" if len(wanted) == 1 else f"Drop {len(wanted):,} actions",
            f"{_capital(named(wanted))} will not be done. It stays on record with the reason.",
            "Drop",
            self._window,
            hint="Why it is not to be done any more",
            needed="Say in a sentence why it is dropped.",
        )
        dialog.answered.connect(partial(self._drop, wanted))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _drop(self, lines: Sequence[ActionLine], reason: str) -> None:
        self._set_state(lines, "dropped", reason)

    def _set_state(self, lines: Sequence[ActionLine], state: str, reason: str = "") -> None:
        if not lines or not self.writable:
            return
        ids, today = [line.id for line in lines], self._desk.today

        def write(portfolio: Any) -> None:
            from models.store.actions import set_state

            set_state(portfolio, ids, state, today, reason)

        self._desk.lane.write(
            f"{_DID[state]} {named(lines)}",
            write,
            partial(self._tell, f"{_SAID[state]}: {named(lines)}"),
            owner=self,
            failed=self._not_dropped if state == "dropped" else None,
        )

    # ---- inside ----------------------------------------------------------------------------

    def _tell(self, said: str, _: object) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()
        self._desk.toast(said, undo=True)

    def _forget(self, _: int) -> None:
        self.dialog = None

    def _not_dropped(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.failed(error)

    @staticmethod
    def _refuse(say: Refused, error: BaseException) -> None:
        say(why(error))


class _SetFields:
    """Sets the same fields of actions; a new state keeps its day."""

    def __init__(self, ids: Sequence[int], today: date, values: Mapping[str, Any]) -> None:
        self._ids, self._today, self._values = list(ids), today, dict(values)

    def __call__(self, portfolio: Any) -> None:
        from models.store.actions import set_several

        set_several(portfolio, self._ids, self._today, **self._values)


def named(lines: Sequence[ActionLine]) -> str:
    """One action by its title, several by their number."""
    if len(lines) == 1:
        return f"“{shortened(lines[0].action.title, _TITLE)}”"
    return counted(len(lines), "action")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
