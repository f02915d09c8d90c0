"""The table of inquiries: edited in place, answered, made a candidate or a deal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.governance import inquiries
from models.governance.advocacy import Inquiry
from models.store.inquiries import InquiryLine
from models.text import counted
from ui.desk import Desk
from ui.faults import why
from ui.pages.open_table import Choice, OpenTable
from ui.pages.partner_tabs.record_table import Field, Keeping
from ui.tables.columns import Column
from ui.tables.record_choice import record_choice
from ui.widgets.buttons import Button
from ui.widgets.field_values import FieldKind, field_kind


class InquiriesTable(OpenTable):
    """What becomes of one is asked by its page."""

    candidate_wanted = Signal(object)  # InquiryLine
    deal_wanted = Signal(object)
    partner_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._partners: Sequence[tuple[int, str]] = ()
        self._verbs: tuple[Button, ...] = ()  # there once the table is
        keeping = Keeping(
            Inquiry, "inquiry", lambda line: f"“{line.inquiry.subject or 'an inquiry'}”", "mail",
            "subject", "inquiries", {"kind": "program"},
        )  # fmt: skip
        hint = "What comes to the program’s mailbox: who wants to join, who asks, who has a lead."
        super().__init__(desk, "Inquiries", self._columns(desk), keeping, hint, parent)
        self._verbs = (
            self.bulk.add_button("Mark as answered", "circle-check", self.answer),
            self.bulk.add_button("Make a candidate…", "user-plus", self._ask),
            self.bulk.add_button("Open a deal…", "briefcase", self._ask_deal),
        )

    def offer_partners(self, partners: Sequence[tuple[int, str]]) -> None:
        """The partners that an inquiry may be of."""
        self._partners = partners

    # ---- what can be done ------------------------------------------------------------------

    def answer(self) -> None:
        """Say that the chosen ones were answered today."""
        ids = [line.id for line in self.selected if line.open]
        if not ids or not self.can_write:
            return
        today = self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.inquiries import mark_answered

            mark_answered(portfolio, ids, today)

        what = counted(len(ids), "inquiry", "inquiries")
        self.desk.lane.write(
            f"Mark {what} as answered", write, partial(self._tell, f"Answered {what}"), owner=self
        )

    def add_line(self, _: object = None) -> None:
        today = self.desk.today

        def write(portfolio: Any) -> int:
            from models.store.inquiries import add

            return add(portfolio, "program", today)

        self.desk.lane.write("Add an inquiry", write, self.begin_when_there, owner=self)

    def set_lines(self, lines: Sequence[Any], field: Field, value: Any, refused: Any) -> None:
        ids, today = [line.id for line in lines], self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.inquiries import set_inquiries

            set_inquiries(portfolio, ids, today, **{field.name: value})

        what = counted(len(ids), "inquiry", "inquiries")
        self.desk.lane.write(
            f"Set {field.title.lower()} of {what}", write, owner=self, failed=_Saying(refused)
        )

    def delete_lines(self, lines: Sequence[Any]) -> None:
        ids = [line.id for line in lines]

        def write(portfolio: Any) -> None:
            from models.store import records

            records.delete(portfolio, Inquiry, ids)

        what = counted(len(ids), "inquiry", "inquiries")
        self.desk.lane.write(
            f"Delete {what}", write, partial(self._tell, f"Deleted {what}"), owner=self
        )

    def open_other(self, line: InquiryLine, column: str) -> None:
        if line.partner:
            self.partner_wanted.emit(line)

    def choices(self, chosen: Sequence[InquiryLine]) -> list[Choice]:
        one = chosen[0] if len(chosen) == 1 else None
        return [
            ("Mark as answered", "circle-check", self.answer,
             self.can_write and any(line.open for line in chosen)),
            ("Make a candidate…", "user-plus", self._ask, self._may_join(one)),
            ("Open a deal…", "briefcase", self._ask_deal, self._may_sell(one)),
            ("Open partner", "arrow-right", self._go, one is not None and bool(one.partner)),
        ]  # fmt: skip

    # ---- inside ----------------------------------------------------------------------------

    def _may_join(self, one: InquiryLine | None) -> bool:
        return (
            one is not None and self.can_write and not one.partner
            and one.inquiry.kind == "becoming_partner"
        )  # fmt: skip

    def _may_sell(self, one: InquiryLine | None) -> bool:
        return one is not None and self.can_write and one.inquiry.kind == "sales_opportunity"

    def _select(self, ids: list[Any]) -> None:
        chosen = self.lines_of(ids)
        one = chosen[0] if len(chosen) == 1 else None
        self.bulk.show_count(len(ids), least=1)
        offered = (
            self.can_write and any(line.open for line in chosen),
            self._may_join(one),
            self._may_sell(one),
        )
        for button, shown in zip(self._verbs, offered, strict=False):
            button.setVisible(shown)

    def _ask(self) -> None:
        self._with_one(self.candidate_wanted)

    def _ask_deal(self) -> None:
        self._with_one(self.deal_wanted)

    def _go(self) -> None:
        self._with_one(self.partner_wanted)

    def _with_one(self, signal: Any) -> None:
        chosen = self.selected
        if len(chosen) == 1:
            signal.emit(chosen[0])

    def _tell(self, words: str, _: object) -> None:
        self.desk.toast(words, undo=True)

    def _whose(self, _: Any) -> FieldKind:
        return record_choice("None yet", self._partners)

    def _columns(self, desk: Desk) -> list[Field | Column]:
        day = field_kind("date", today=desk.today)
        kinds = field_kind("choice", choices=list(inquiries.KIND.items()))
        text = field_kind("text")
        return [
            Field("received_on", "Received", day, 106, _of("received_on")),
            Field("kind", "About", kinds, 146, _of("kind"), lesser=1),
            Field("subject", "Question", text, 190, _of("subject"), stretch=True),
            Field("sender", "Sender", text, 150, _of("sender"), lesser=2),
            Column("Waits", lambda line: line.age.words, role="status", tone=_tone, width=216,
                   key=lambda line: line.age.days, spoken=True, name="age"),
            Field("partner_id", "Partner", self._whose, 150, _of("partner_id"), lesser=3),
            Field("owner", "Owner", text, 130, _of("owner"), lesser=4),
            Field("answer", "Answer", text, 180, _of("answer"), lesser=5),
            Field("answered_on", "Answered on", day, 116, _of("answered_on"), lesser=6),
        ]  # fmt: skip


class _Saying:
    """Turns an exception into the sentence that a field shows."""

    def __init__(self, say: Any) -> None:
        self._say = say

    def __call__(self, error: BaseException) -> None:
        self._say(why(error))


def _of(name: str) -> Any:
    def read(line: InquiryLine) -> Any:
        return getattr(line.inquiry, name)

    return read


def _tone(line: InquiryLine) -> str:
    if not line.age.open:
        return "met"
    return "short" if line.age.late else "no_data"
