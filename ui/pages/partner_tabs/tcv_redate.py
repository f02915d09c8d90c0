"""Another date for several open deals: what it would bring first, then one change to undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.program.timeline import Timeline
from models.tcv_window import TcvWindow, reach, total_if_redated
from models.text import counted, day_text, money_said
from ui.pages.partner_tabs.base import Tab
from ui.widgets.day_popup import DayPopup
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Proposal:
    """Deals to re-date and the day; the name is the deal's where there is one only."""

    ids: tuple[int, ...]
    day: date
    what: str


class Redating(QObject):
    """Belongs to the tab; asks for a day, says what it brings, and writes when told to."""

    over = Signal()  # the proposal was carried out or dropped

    def __init__(self, tab: Tab, bar: MessageBar) -> None:
        super().__init__(tab)
        self._tab, self._bar = tab, bar
        self._asked: tuple[tuple[int, ...], TcvWindow, Timeline] | None = None
        self.proposal: Proposal | None = None

    def ask(
        self, ids: Sequence[int], window: TcvWindow, timeline: Timeline, anchor: QWidget
    ) -> None:
        """Ask on which day these open deals are expected now."""
        chosen = set(ids)
        open_ids = tuple(line.id for line in window.lines if line.id in chosen and line.open)
        if not open_ids:
            self._tab.desk.problem.emit(
                "Only open deals get another expected date.", "Choose open deals and try again."
            )
            return
        self._asked = (open_ids, window, timeline)
        popup = DayPopup(None, self._tab.desk.today, anchor)
        popup.picked.connect(self.propose)
        popup.open_under(anchor)

    def propose(self, day: date) -> None:
        """Say what the day would bring, before anything changes."""
        if self._asked is None:
            return
        ids, window, timeline = self._asked
        lines = {line.id: line for line in window.lines}
        what = f"“{lines[ids[0]].counted.ref.text}”" if len(ids) == 1 else counted(len(ids), "deal")
        self.proposal = Proposal(ids, day, what)
        money = window.terms.currency
        after = total_if_redated(window, timeline, ids, day)
        tier = window.terms.label(reach(after, window.terms).tier)
        now = money_said(window.tcv.total, money)
        words = (
            f"The {window.terms.tcv_label} of {day_text(window.day)} stays at {now}."
            if after == window.tcv.total
            else f"The {window.terms.tcv_label} of {day_text(window.day)} would be"
            f" {money_said(after, money)} in place of {now}: enough for {tier}."
        )
        if after != window.tcv.total and tier == window.terms.outside.label:
            words = words.replace(f": enough for {tier}", ", below every target")
        self._bar.clear_buttons()
        self._bar.set("accent", f"Expect {what} on {day_text(day)}?", words)
        apply = self._bar.add_button(f"Re-date {counted(len(ids), 'deal')}", self.apply, "primary")
        self._bar.add_button("Cancel", self.forget)
        self._bar.show()
        apply.setFocus()

    def apply(self) -> None:
        """Carry it out, as one step."""
        if self.proposal is None:
            return
        made, self.proposal = self.proposal, None
        self._bar.hide()
        self._tab.save(
            f"Re-date {made.what} of {self._tab.name} to {day_text(made.day)}",
            partial(_set_day, ids=made.ids, day=made.day),
            then=partial(self._done, made),
        )
        self.over.emit()

    def forget(self) -> None:
        self.proposal = self._asked = None
        if not self._bar.isHidden():
            self._bar.hide()
            self.over.emit()

    def _done(self, made: Proposal, _: Any) -> None:
        self._tab.desk.toast(f"Re-dated {made.what} to {day_text(made.day)}", undo=True)


def _set_day(portfolio: Portfolio, ids: tuple[int, ...], day: date) -> int:
    from models.store import deals

    return deals.set_all(portfolio, ids, "close_date", day)
