"""A quiet line while partners are owed a status statement, with one click to make them all."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.text import counted
from ui.desk import Desk
from ui.pages.partners_packs import STATEMENT, PackBar
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.program_year import Statement
    from models.store.statements import Owed

CONCERNS = frozenset({"partners", "agreements", "statements", "programs", "settings"})
_AWAY = "statements_put_away"


class DueBar(MessageBar):
    """Hidden while nobody is owed one. Closed, it stays away for the day, for this portfolio.

    Whoever shows it asks it to `read` once the page stands: it takes what the start need not pay.
    The statements are made by `packs`, as they are on the day itself.
    """

    def __init__(self, desk: Desk, packs: PackBar, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent=parent, closable=True)
        self._desk, self._packs = desk, packs
        self._owed: Owed | None = None
        self.go = self.add_button("Make them…", self.make)
        self.mark = self.add_button("Mark as sent…", self.mark_waiting)
        self.closed.connect(self._put_away)
        packs.finished.connect(self.read)
        desk.lane.changed.connect(self._on_change)
        desk.lane.opened.connect(self._on_opened)
        desk.day_turned.connect(self._on_day)
        self.hide()

    def read(self) -> None:
        """Ask again who is owed one today."""
        if self._packs.busy:
            return
        self._desk.lane.read(
            _Asking(self._desk.today), self._take, owner=self, key="owed", failed=self._fail
        )

    def make(self) -> None:
        """Make the statements of all that are owed one now, into a folder that is asked for."""
        self._desk.lane.read(_Asking(self._desk.today), self._start, owner=self, key="make")

    def mark_waiting(self) -> None:
        """Ask when those that are made went out."""
        if self._owed is not None and self._owed.waiting:
            ids = self._owed.waiting

            def read(portfolio: Any) -> list[Statement]:
                from models.program_year import Statement
                from models.store import records

                return [made for one in ids for made in records.find(portfolio, Statement, id=one)]

            self._desk.lane.read(read, self._ask, owner=self, key="waiting")

    def _ask(self, made: list[Statement]) -> None:
        if made:
            from ui.dialogs.sent import SentDialog

            SentDialog(self._desk, made, parent=self.window()).open()

    def _start(self, owed: Owed) -> None:
        if owed.to_make:
            ids = [one.partner_id for one in owed.to_make]
            self._packs.ask_and_start(ids, STATEMENT, self._desk.today)
            self.setHidden(self.isHidden() or self._packs.busy)
        elif owed.waiting:
            count = counted(len(owed.waiting), "statement")
            self._desk.toast(f"All are made; {count} still to be marked as sent.")
        else:
            self._desk.toast("No partner is owed a status statement now.")

    def _take(self, owed: Owed) -> None:
        self._owed = owed
        if self._packs.busy or self._is_away() or self._desk.opened.read_only:
            self.hide()
            return
        new, waiting = len(owed.to_make), len(owed.waiting)
        self.go.setVisible(bool(new))
        self.go.setText("Make it…" if new == 1 else "Make them…")
        self.mark.setVisible(bool(waiting) and not new)
        verb, are = ("is" if new == 1 else "are"), ("is" if waiting == 1 else "are")
        if new:
            more = f"{waiting:,} more {are} made and not marked as sent." if waiting else ""
            who = counted(new, "partner").capitalize()
            self.set("accent", f"{who} {verb} owed a status statement.", more)
        elif waiting:
            what = counted(waiting, "status statement").capitalize()
            self.set("accent", f"{what} {are} made and not marked as sent.")
        self.setVisible(bool(new or waiting))

    def _fail(self, _error: BaseException) -> None:
        self.hide()

    def _on_change(self, change: Any) -> None:
        if CONCERNS & change.tables and self._owed is not None:
            self.read()

    def _on_day(self, _day: object) -> None:
        if self._desk.opened.path is not None:
            self.read()

    def _on_opened(self, _described: object) -> None:
        self._owed = None
        self.hide()

    # ---- put away for the day --------------------------------------------------------------

    def _put_away(self) -> None:
        self._desk.settings.setValue(_AWAY, json.dumps([*self._away(), self._mark()]))

    def _is_away(self) -> bool:
        return self._mark() in self._away()

    def _mark(self) -> str:
        return f"{self._desk.today} {self._desk.opened.path}"

    def _away(self) -> list[str]:
        """Where it was closed today; what was closed on another day is forgotten."""
        try:
            kept = json.loads(str(self._desk.settings.value(_AWAY) or "[]"))
        except ValueError:
            return []
        return [one for one in kept if str(one).startswith(f"{self._desk.today} ")]


class _Asking:
    """Reads who is owed one; an object, so that no closure keeps the bar."""

    def __init__(self, today: date) -> None:
        self.today = today

    def __call__(self, portfolio: Any) -> Owed:
        from models.store.statements import owed

        return owed(portfolio, self.today)
