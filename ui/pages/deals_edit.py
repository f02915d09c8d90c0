"""What can be done with the deals of the list: each is one labelled write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from models import deal_typed
from models.deal_typed import STATUS_WORDS
from models.errors import UserError
from models.ledgers import OMISSION
from models.text import counted, day_text, lower_first
from ui import icons
from ui.desk import Place
from ui.faults import why
from ui.tables.columns import Column
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.day_popup import DayPopup

if TYPE_CHECKING:
    from models.store.deals import DealRow
    from models.store.portfolio import Portfolio
    from ui.dialogs.new_deal import NewDeal
    from ui.pages.deals import DealsPage
    from ui.pages.hygiene import HygienePage


_LOOKED_UP = {"partner": "partner_id", "offering": "offering_id"}


class DealEdits(QObject):
    """Belongs to the page; asks its lane for every write."""

    def __init__(self, page: DealsPage | HygienePage) -> None:
        super().__init__(page)
        self.page, self.desk = page, page.desk
        self._own = False
        self._proposed: tuple[str, Any, list[int]] | None = None

    def can_write(self) -> bool:
        return self.desk.opened.writable

    def has_selection(self) -> bool:
        return self.can_write() and bool(self.page.view.selected_ids())

    # ---- one deal --------------------------------------------------------------------------

    def type_over(self, row: DealRow, column: Column, text: str) -> None:
        """Write what was typed into a cell, or say why it can't stand."""
        label = f"Set {_word(column)} of {_named(row)}"
        refuse = partial(self.page.refusals.reopen, row.id, column.name, text)
        try:
            values = (
                {} if column.name in _LOOKED_UP
                else deal_typed.values(row, column.name, text, self.desk.today)
            )  # fmt: skip
        except UserError as error:
            refuse(str(error))
            return
        self.desk.lane.write(
            label,
            partial(
                _edit, row=row, as_of=self.desk.as_of, field=column.name, text=text, values=values
            ),
            partial(self._show, row),
            owner=self,
            failed=partial(_say, refuse),
        )

    def _show(self, before: DealRow, now: DealRow) -> None:
        # The broadcast follows; it would read every deal again for the one that is on show.
        self._own = now != before
        self.page.put(now)

    def is_shown(self, change: Any) -> bool:
        """Whether a change is the one that was put on show just now."""
        own, self._own = self._own, False
        return own and change.tables == {"deals"}

    def set_today(self, deal_id: int, column: Column) -> None:
        row = self.page.model.row_at(self.page.model.position(deal_id))
        self.type_over(row, column, day_text(self.desk.today))

    # ---- many deals ------------------------------------------------------------------------

    def fill_bulk_bar(self, bar: BulkBar) -> None:
        status = bar.add_button("Set status", "circle-check", self._no_op)
        menu = QMenu(status)
        for key, word in STATUS_WORDS.items():
            menu.addAction(word, getattr(self, f"propose_{key}"))
        status.setMenu(menu)
        self._date_button = bar.add_button("Set close date", "calendar", self.ask_date)
        bar.add_button("Copy for Excel", "copy", self.copy)
        bar.add_button("Delete", "trash-2", self.delete)

    def _no_op(self) -> None:
        """The button's menu does it."""

    def propose_open(self) -> None:
        self._propose("status", "open")

    def propose_won(self) -> None:
        self._propose("status", "won")

    def propose_lost(self) -> None:
        self._propose("status", "lost")

    def ask_date(self) -> None:
        popup = DayPopup(None, self.desk.today, self._date_button, clearable=True)
        popup.picked.connect(self.propose_date)
        popup.open_under(self._date_button if self._date_button.isVisible() else self.page.header)

    def propose_date(self, day: date | None) -> None:
        self._propose("close_date", day)

    def _propose(self, field: str, value: str | date | None) -> None:
        """Say what would change before anything does."""
        rows = self.page.selected()
        count, words = deal_typed.preview(rows, field, value)
        bar = self.page.proposal
        bar.clear_buttons()
        many = counted(len(rows), "selected deal")
        bar.set("accent", f"Set the {_what(field, value, many)}?", words)
        if count:
            self._proposed = (field, value, [row.id for row in rows])
            apply = bar.add_button(f"Change {counted(count, 'deal')}", self.apply, "primary")
            bar.add_button("Cancel", self.forget_proposal)
            apply.setFocus()
        else:
            bar.add_button("Close", self.forget_proposal)
        self.page.bulk.hide()
        bar.show()

    def apply(self) -> None:
        """Carry out what was proposed, as one step."""
        if self._proposed is None:
            return
        field, value, ids = self._proposed
        count, _ = deal_typed.preview(self.page.selected(), field, value)
        self.forget_proposal()
        self.desk.lane.write(
            f"Set {_what(field, value, counted(count, 'deal'))}",
            partial(_set_all, ids=ids, field=field, value=value),
        )

    def forget_proposal(self) -> None:
        self._proposed = None
        if self.page.proposal.isVisible():
            self.page.proposal.hide()
            self.page.bulk.show_count(len(self.page.view.selected_rows()))
            self.page.view.setFocus()

    def fill_down(self, column: Column, source: int, ids: list[int]) -> None:
        """Give the cells below the value of the topmost one (Ctrl+D)."""
        row = self.page.model.row_at(self.page.model.position(source))
        field = _LOOKED_UP.get(column.name, column.name)
        if field == "offering_id" and any(
            self.page.model.row_at(self.page.model.position(other)).partner_id != row.partner_id
            for other in ids
        ):
            self.desk.problem.emit(
                "These deals are not all of one partner.", "An offering is one partner's alone."
            )
            return
        if column.role == "money" or field == "currency":
            self.desk.problem.emit(
                "Amounts are not filled down.", "Type them deal by deal; each is worth its own."
            )
            return
        self.desk.lane.write(
            f"Fill {_word(column)} of {_named(row)} into {counted(len(ids), 'deal')}",
            partial(_set_all, ids=ids, field=field, value=getattr(row, field)),
        )

    def delete(self, ids: list[int] | bool | None = None) -> None:
        rows = self.page.selected() if not isinstance(ids, list) else [
            self.page.model.row_at(self.page.model.position(key)) for key in ids
        ]  # fmt: skip
        if not rows or not self.can_write():
            return
        what = _named(rows[0]) if len(rows) == 1 else counted(len(rows), "deal")
        self.desk.lane.write(
            f"Delete {what}",
            partial(_delete, ids=[row.id for row in rows]),
            partial(self._deleted, what),
            owner=self,
        )

    def _deleted(self, what: str, _: object) -> None:
        self.desk.toast(f"{what[:1].upper()}{what[1:]} deleted.", undo=True)

    def copy(self) -> None:
        self.page.view.copy(headers=True)
        count = len(self.page.view.selected_ids())
        self.desk.toast(f"{counted(count, 'deal')} copied with headings.")

    # ---- a new one -------------------------------------------------------------------------

    def ask_new(self) -> None:
        from ui.dialogs.new_deal import NewDealDialog

        if not self.can_write():
            self.desk.problem.emit(
                "This portfolio can't be changed.", "Open it for writing to add a deal."
            )
            return
        found = self.page.found
        currency = found.currency if found is not None and found.currency else "USD"
        current = self.page.model.row_at(self.page.view.currentIndex())
        dialog = NewDealDialog(
            self.page.partners,
            self.desk.today,
            currency,
            self.page,
            partner=current.partner if current is not None and self.has_selection() else "",
        )
        dialog.made.connect(self._add)
        dialog.open()

    def _add(self, made: NewDeal) -> None:
        name = made.values["name"] or made.values["customer"] or "deal"
        self.desk.lane.write(
            f"Add “{name}” of {made.partner}",
            partial(_add, made=made),
            self.page.reveal,
            owner=self,
        )

    # ---- the menu on a row -----------------------------------------------------------------

    def show_menu(self, spot: QPoint) -> None:
        if not self.page.view.selected_ids():
            return
        menu = self.menu()
        menu.popup(self.page.view.viewport().mapToGlobal(spot))

    def menu(self) -> QMenu:
        """What can be done with the selected deals."""
        menu = QMenu(self.page)
        menu.addAction(icons.icon("handshake"), "Open partner", self.open_partner)
        if any(row.source == OMISSION for row in self.page.selected()):
            menu.addAction(icons.icon("flag"), "Open its omission case", self.open_omission)
        menu.addAction(icons.icon("copy"), "Copy", self.page.view.copy)
        menu.addAction("Copy with headings", self.copy)
        if self.can_write():
            menu.addSeparator()
            for key, word in STATUS_WORDS.items():
                menu.addAction(f"Set status to {word.lower()}", getattr(self, f"propose_{key}"))
            menu.addAction(icons.icon("calendar"), "Set close date…", self.ask_date)
            menu.addSeparator()
            menu.addAction(icons.icon("trash-2"), "Delete", self.delete)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def open_partner(self) -> None:
        rows = self.page.selected()
        if rows:
            self.desk.go(Place("partner", rows[0].partner_id, "deals"))

    def open_omission(self) -> None:
        """Go to the omission case that brought the first of the selected deals in (C101)."""
        row = next((row for row in self.page.selected() if row.source == OMISSION), None)
        if row is not None:
            self.desk.lane.read(partial(_case_of, row.id), self._go_to_case, owner=self)

    def _go_to_case(self, found: tuple[int, int] | None) -> None:
        if found is None:
            self.desk.problem.emit("Its omission case is not there any more.", "")
        else:
            partner_id, case_id = found
            self.desk.go(Place("partner", partner_id, f"omissions:{case_id}"))


def _case_of(deal_id: int, portfolio: Portfolio) -> tuple[int, int] | None:
    from models.store.omission_review import of_deal

    found = of_deal(portfolio, deal_id)
    return (found.partner_id, found.id) if found is not None else None


def _say(refuse: Callable[[str], object], error: BaseException) -> None:
    refuse(why(error))


def _named(row: DealRow) -> str:
    return f"“{row.name or row.customer or 'Unnamed deal'}”"


def _word(column: Column) -> str:
    return "name" if column.name == "name" else lower_first(column.title)


def _what(field: str, value: str | date | None, deals: str) -> str:
    if field == "status":
        return f"status of {deals} to {value}"
    return f"close date of {deals} to {day_text(value) if isinstance(value, date) else 'none'}"


def _edit(
    portfolio: Portfolio, row: DealRow, as_of: date, field: str, text: str, values: dict[str, Any]
) -> DealRow:
    from models.store import deals

    if field == "partner":
        owner = deals.partner_named(portfolio, text)
        # The offering is the former partner's.
        values = {"partner_id": owner} | ({"offering_id": 0} if owner != row.partner_id else {})
    elif field == "offering":
        values = {"offering_id": deals.offering_named(portfolio, row.partner_id, text)}
    return deals.edit(portfolio, row.id, as_of, **values)


def _set_all(portfolio: Portfolio, ids: list[int], field: str, value: Any) -> int:
    from models.store import deals

    return deals.set_all(portfolio, ids, field, value)


def _delete(portfolio: Portfolio, ids: list[int]) -> None:
    from models.store import deals

    deals.delete(portfolio, ids)


def _add(portfolio: Portfolio, made: NewDeal) -> int:
    from models.store import deals, partners

    if made.known:
        partner_id = deals.partner_named(portfolio, made.partner)
    else:
        partner_id = partners.add_partner(portfolio, made.partner)
    return deals.add(portfolio, partner_id, **made.values)
