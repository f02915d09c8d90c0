"""The open deals that an export no longer holds, and what is to become of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QWidget

from models.intake.missing import DELETE, KEEP, LOST, Missing
from models.money import plain
from models.provenance import came_from
from models.text import day_text, money_cell
from ui.pages.import_steps.flow import ImportFlow
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = {KEEP: "Keep", LOST: "Close as lost", DELETE: "Delete"}
_TONES = {KEEP: "text_2", LOST: "at_risk", DELETE: "short"}
_ALL = {KEEP: "Keep all", LOST: "Close all as lost", DELETE: "Delete all"}
_AGAIN = "again"
_MOST = 2_000  # rows that are listed; what is chosen for all is for those behind as well


class MissingRow(NamedTuple):
    """A deal with what is chosen for it."""

    id: int
    deal: Missing
    fate: str


class MissingCard(Card):
    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__("Missing since last time", parent, padding=0)
        self.flow = flow
        self._deals: Sequence[Missing] = ()
        self.search = SearchField("Find in the list", width=190)
        self.buttons = {
            KEEP: Button(_ALL[KEEP], "quiet", "check"),
            LOST: Button(_ALL[LOST], "quiet", "circle-arrow-down"),
            DELETE: Button(_ALL[DELETE], "quiet", "trash-2"),
        }
        self.model = TableModel(_columns(), on_edit=self._on_edit, parent=self)
        self.view = TableView(self.model, "Missing since last time", compact=True)
        self.add_action(self.search)
        for fate, slot in ((KEEP, self.keep), (LOST, self.close_lost), (DELETE, self.delete)):
            self.buttons[fate].clicked.connect(slot)
            self.add_action(self.buttons[fate])
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.view, 1)
        self.search.textChanged.connect(self._find)
        self.search.went_on.connect(self.view.setFocus)
        self.view.selection_changed.connect(self._name_buttons)
        self.view.delete_requested.connect(self.delete)

    def show_missing(self, deals: Sequence[Missing]) -> None:
        """Show these deals, or what is chosen for them by now."""
        fates = self.flow.fates
        rows = [MissingRow(deal.id, deal, fates.of(deal.id)) for deal in deals[:_MOST]]
        if deals is self._deals:
            self.model.refresh(rows)
        else:
            self._deals = deals
            self.model.set_rows(rows)
            at = [column.name for column in self.model.columns].index(_AGAIN)
            self.view.setColumnHidden(at, not any(deal.again for deal in deals))
            self.view.size_columns()
            more = len(deals) > _MOST
            title = f"Missing, the first {_MOST:,} of {len(deals):,}" if more else "Missing"
            self.set_title(title)
        self._name_buttons()

    def keep(self) -> None:
        self._choose(KEEP)

    def close_lost(self) -> None:
        self._choose(LOST)

    def delete(self, _: object = None) -> None:
        self._choose(DELETE)

    def _choose(self, fate: str) -> None:
        """For the rows that are selected, else for those that are found, else for all."""
        self.flow.set_fate(fate, self._meant())

    def _meant(self) -> list[int] | None:
        selected = self.view.selected_ids()
        if selected:
            return selected
        if self.search.text().strip():
            return [row.id for row in self.model.rows]
        return None

    def _on_edit(self, deal_id: Any, _column: Column, text: str) -> None:
        fate = next((key for key, words in WORDS.items() if words == text), "")
        if fate:
            self.flow.set_fate(fate, [deal_id])

    def _find(self, words: str) -> None:
        self.model.set_filter(words)
        self._name_buttons()

    def _name_buttons(self, _: object = None) -> None:
        meant = self._meant()
        for fate, button in self.buttons.items():
            button.setText(_ALL[fate] if meant is None else f"{WORDS[fate]} {len(meant):,}")
            button.setEnabled(meant is None or bool(meant))


def _columns() -> list[Column]:
    return [
        Column("Deal", lambda r: r.deal.name or r.deal.customer or "Unnamed deal", width=140,
               spoken=True),
        Column("Partner", lambda r: r.deal.partner, width=120, spoken=True),
        Column("Customer", lambda r: r.deal.customer, width=110),
        Column("Close date", lambda r: r.deal.close_date or "", text=_day, width=98,
               plain=lambda r: r.deal.close_date or ""),
        Column("TCV", lambda r: r.deal.tcv_minor, role="money", width=96,
               text=lambda r: money_cell(r.deal.tcv_minor, r.deal.currency),
               plain=lambda r: plain(r.deal.tcv_minor, r.deal.currency)),
        Column("Last in", _source, width=180, stretch=True, tip="The file that it was in last"),
        Column("In this file", _again, width=160, searched=False, name=_AGAIN,
               tip="Deals without an id that moved to another day come in as new ones"),
        Column("Becomes", lambda r: WORDS[r.fate], tone=lambda r: _TONES[r.fate],
               choices=tuple(WORDS.values()), editable=True, width=104, spoken=True,
               searched=False, tip="What is to become of the deal here"),
    ]  # fmt: skip


def _day(row: MissingRow) -> str:
    from datetime import date

    iso = row.deal.close_date
    return day_text(date.fromisoformat(iso)) if iso else ""


def _source(row: MissingRow) -> str:
    return came_from(row.deal.file, row.deal.line, row.deal.at)


def _again(row: MissingRow) -> str:
    return f"Line {row.deal.again:,} has its names" if row.deal.again else ""
