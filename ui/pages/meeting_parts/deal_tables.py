"""Deals as a review goes through them: what each waits for, and why one was lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.deal import Deal
from models.money import plain
from models.text import counted, day_text, money_cell, shortened
from ui.desk import Desk
from ui.faults import Refusal
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.tables.columns import Column
from ui.widgets.field_values import field_kind

if TYPE_CHECKING:
    from models.store.review_page import DealLine

_OWN = ("close_date", "stage", "next_step")  # fields of the deal; the others are notes on it
_NAME = 60


class ReviewedDeals(RecordTable):
    """It writes for itself. ``action_wanted`` asks for an action on a deal, ``deal_wanted`` for the
    deal among all of its partner's.
    """

    action_wanted = Signal(object)  # DealLine
    deal_wanted = Signal(object)  # DealLine

    def __init__(
        self,
        desk: Desk,
        title: str,
        columns: Sequence[Field | Column],
        icon: str,
        parent: QWidget | None = None,
    ) -> None:
        self.desk = desk
        super().__init__(title, columns, Keeping(Deal, "deal", _title, icon), parent=parent)
        self.edited.connect(self._set)
        self.filling.connect(self._fill_notes)
        self.opened_other.connect(self._open)

    def show_lines(self, lines: Sequence[DealLine], *, same: bool, writable: bool) -> None:
        """Show these; `same` where they are those of before, read anew."""
        self.set_writable(writable)
        self.set_rows(lines, anew=not same)
        self.set_title(f"{self._heading}  {len(lines)}" if lines else self._heading)

    def say_none(self, icon: str, words: str, hint: str = "") -> None:
        """What stands in the place of the table while it has no rows."""
        self._empty.set(icon, words, hint=hint)

    def _set(self, _: object, deal_id: int, name: str, value: Any) -> None:
        line, field = self.model.find(deal_id), self.fields[name]
        typed = field.kind_for(line).typed(value)
        self._write(
            f"Set the {field.title.lower()} of {_title(line)}",
            [deal_id],
            name,
            value,
            partial(self.reopen, deal_id, name, typed),
        )

    def _fill_notes(self, _: object, source: int, name: str, ids: Sequence[int]) -> None:
        field = self.fields[name]
        value = field.value(self.model.find(source))
        into = counted(len(ids), "deal")
        self._write(
            f"Fill the {field.title.lower()} into {into}", ids, name, value, self.refusals.say
        )

    def _write(
        self,
        label: str,
        ids: Sequence[int],
        name: str,
        value: Any,
        refused: Callable[[str], object],
    ) -> None:
        write = _Setting(ids, name, value, self.desk.as_of, self.desk.today)
        self.desk.lane.write(label, write, owner=self, failed=Refusal(refused))

    def _open(self, deal_id: int, _: str) -> None:
        line = self.model.find(deal_id)
        if line is not None:
            self.deal_wanted.emit(line)


class OpenDeals(ReviewedDeals):
    """Those that are open, with what holds each up; an action can be taken on for one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text, day = field_kind("text"), field_kind("date", today=desk.today)
        columns = [
            *_head(),
            Field("close_date", "Close date", day, 112, _deal("close_date"),
                  tone=lambda line: "short" if _late(line, desk.as_of) else ""),
            _money(),
            Field("stage", "Stage", text, 92, _deal("stage")),
            Field("next_step", "Next step", text, 200, _deal("next_step")),
            Field("blocker", "Blocker", text, 180, _note("blocker"), tone=lambda _: "at_risk"),
            Field("help_wanted", "Help wanted", text, 180, _note("help_wanted")),
        ]  # fmt: skip
        super().__init__(desk, "Open deals of the window", columns, "briefcase", parent)

    def add_verbs(self) -> None:
        self._act = self.bulk.add_button("Add an action", "plus", self.want_action)

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        self._act.setVisible(writable)

    def want_action(self) -> None:
        """An action on the selected deal."""
        rows = self.view.selected_rows()
        if len(rows) == 1 and self.model.on_edit is not None:
            self.action_wanted.emit(rows[0])

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        self._act.setEnabled(len(ids) == 1)


class LostDeals(ReviewedDeals):
    """Those that were lost since the review before, with why, and what is learnt of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text = field_kind("text")
        columns = [
            *_head(),
            Column("Lost on", lambda line: line.deal.close_date, role="date", width=112,
                   text=_closed),
            _money(),
            Field("loss_reason", "Why it was lost", text, 260, _note("loss_reason")),
            Field("lesson", "Lesson", text, 240, _note("lesson")),
        ]  # fmt: skip
        super().__init__(desk, "Lost since the last review", columns, "circle-x", parent)


def _head() -> list[Field | Column]:
    return [
        Column("Deal", _name, width=200, stretch=True, spoken=True, name="name",
               tip="Enter shows it among the partner’s deals"),
    ]  # fmt: skip


def _money() -> Column:
    return Column(
        "TCV", lambda line: line.deal.tcv_minor, role="money", width=120, name="tcv",
        text=lambda line: money_cell(line.deal.tcv_minor, line.deal.currency),
        plain=lambda line: plain(line.deal.tcv_minor, line.deal.currency),
        currency=lambda line: line.deal.currency,
    )  # fmt: skip


def _deal(name: str) -> Callable[[DealLine], Any]:
    return lambda line: getattr(line.deal, name)


def _note(name: str) -> Callable[[DealLine], Any]:
    return lambda line: getattr(line.note, name)


def _name(line: DealLine) -> str:
    return line.deal.name or line.deal.customer or "Unnamed deal"


def _title(line: DealLine) -> str:
    return f"“{shortened(_name(line), _NAME)}”"


def _closed(line: DealLine) -> str:
    return day_text(line.deal.close_date) if line.deal.close_date else ""


def _late(line: DealLine, as_of: date) -> bool:
    return line.deal.close_date is not None and line.deal.close_date < as_of


class _Setting:
    """Sets one field of deals, or one of what is noted of them."""

    def __init__(self, ids: Sequence[int], name: str, value: Any, as_of: date, today: date) -> None:
        self._ids, self._name, self._value = list(ids), name, value
        self._as_of, self._today = as_of, today

    def __call__(self, portfolio: Any) -> None:
        if self._name in _OWN:
            from models.store.deals import edit

            for deal_id in self._ids:
                edit(portfolio, deal_id, self._as_of, **{self._name: self._value})
        else:
            from models.store.review_writes import set_notes

            set_notes(portfolio, self._ids, self._today, **{self._name: self._value or ""})
