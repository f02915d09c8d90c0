"""A partner's deals, edited in place, with what each of them counts as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.deal import STATUSES, Deal
from models.money import plain
from models.partner_file import CountedDeal
from models.provenance import came_from
from models.text import compact_money, money_cell, money_said, sentence
from models.text import counted as counted_text
from ui import theme
from ui.desk import Desk, Place
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable, named
from ui.pages.partner_tabs.records_tab import RecordsTab
from ui.tables.columns import Column, Role
from ui.tables.deals import STATUS_TONES, counts_as, counts_tone
from ui.widgets.buttons import Button
from ui.widgets.field_values import FieldKind, field_kind
from ui.widgets.tile import Tile

if TYPE_CHECKING:
    from models.store.partners import PartnerView
    from models.store.portfolio import Portfolio

MONEY: Role = "money"
_LOW = 320  # height under which there is room for the table only, logical pixels
_STATUS = field_kind("choice", choices=named(STATUSES))


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal and what it counts as on the as-of day."""

    id: int
    deal: Deal
    counted: CountedDeal


class DealsTab(RecordsTab):
    KEY = "deals"
    TITLE = "Deals"
    GROUP = "Pipeline"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.total = Tile("Aggregate TCV")
        self.wins, self.losses = Tile("Won"), Tile("Lost")
        self.pipeline = Tile("Open, in the window")
        self._tiles = QWidget()
        tiles = QHBoxLayout(self._tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(12)
        for tile in (self.total, self.wins, self.losses, self.pipeline):
            tiles.addWidget(tile, 3 if tile is self.total else 2)
        # Only where there is something to look at; what is clean is not worth a line.
        self.attention = Button("", "link", "triangle-alert")
        self.attention.clicked.connect(self._look_at_them)
        self.attention.hide()
        self._to_look_at = 0
        self.deals = self.keep(RecordTable("Deals", self._columns(), _KEEPING, grows=True))
        self.deals.opened_other.connect(self._explain)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self._tiles)
        outer.addWidget(self.attention, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self.deals, 1)

    @classmethod
    def count(cls, view: PartnerView) -> int | None:
        return len(view.file.deals)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        tcv, terms, file = view.file.decision.tcv, view.terms, view.file
        buckets = [counted.bucket for counted in file.deals]
        when = terms.closed_window.name_said(file.decision.as_of)
        self.wins.set_label(f"Won in {when}")
        self.losses.set_label(f"Lost in {when}")
        for tile, bucket, minor in (
            (self.wins, "wins", tcv.wins),
            (self.losses, "losses", tcv.losses),
            (self.pipeline, "pipeline", tcv.pipeline),
        ):
            deals = counted_text(buckets.count(bucket), "deal")
            tile.set(compact_money(minor, terms.currency), deals)
        later = money_said(tcv.closed_this_year, terms.currency)
        self.total.set_label(terms.tcv_label)
        self.total.set(
            money_said(tcv.total, terms.currency), f"Closed this year, not in it yet: {later}"
        )
        newest = sorted(file.deals, key=lambda c: c.deal.close_date or date.max, reverse=True)
        lines = [DealLine(counted.deal.id, counted.deal, counted) for counted in newest]
        self.show_rows(self.deals, lines, same=same)
        if not same:
            self.attention.hide()
            self._to_look_at = 0
        owner, as_of, today = file.partner.id, file.decision.as_of, self.desk.today

        def read(portfolio: Portfolio) -> tuple[int, int]:
            from models.store.hygiene import attention

            return attention(portfolio, owner, as_of, today)

        self.desk.lane.read(read, self._tell_attention, owner=self, key="attention")

    def _tell_attention(self, told: tuple[int, int]) -> None:
        left, opened = told
        verb = "needs" if left == 1 else "need"
        deals = counted_text(opened, "open deal")
        self.attention.setText(f"{left:,} of {deals} {verb} attention")
        self._to_look_at = left
        self._make_room()

    def _look_at_them(self) -> None:
        self.desk.go(Place("hygiene", self.partner_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A low window is the table's; the sums are on the overview too."""
        roomy = self.height() >= theme.px(_LOW)
        self._tiles.setVisible(roomy)
        self.attention.setVisible(roomy and bool(self._to_look_at))

    def _explain(self, *_: object) -> None:
        """Enter on what a deal counts as leads to the sum that it is part of."""
        if self.view is None:
            return
        if self.view.money is None:
            self.wanted.emit("tcv", "", None)
        else:
            self.wanted.emit("scorecard", self.view.money.id, None)

    def _columns(self) -> list[Field | Column]:
        text, day = field_kind("text"), field_kind("date", today=self.desk.today)
        return [
            Field("name", "Deal", text, 240, _deal("name")),
            Field("customer", "Customer", text, 170, _deal("customer")),
            Field(
                "status",
                "Status",
                _STATUS,
                88,
                _deal("status"),
                role="status",
                tone=lambda line: STATUS_TONES[line.deal.status],
            ),
            Field("close_date", "Close date", day, 116, _deal("close_date")),
            Column(
                "Counts as",
                lambda line: counts_as(line.counted.bucket),
                tone=lambda line: counts_tone(line.counted.bucket),
                width=276,
                name="bucket",
                spoken=True,
            ),
            Column(
                "TCV",
                lambda line: line.counted.tcv_minor,
                text=lambda line: money_cell(line.deal.tcv_minor, line.deal.currency),
                plain=lambda line: plain(line.deal.tcv_minor, line.deal.currency),
                currency=_deal("currency"),
                role="money",
                width=126,
                name="tcv",
            ),
            _portion("partner_minor", "Partner portion", 138),
            _portion("services_minor", "Services portion", 142),
            Field("stage", "Stage", text, 120, _deal("stage")),
            Field("next_step", "Next step", text, 190, _deal("next_step")),
            Field("qualified", "Qualified", field_kind("yes_no"), 96, _deal("qualified")),
            Field("registered_on", "Registered on", day, 126, _deal("registered_on")),
            Column(
                "Why",
                lambda line: sentence(line.counted.reason),
                tone=lambda _: "text_2",
                width=330,
                name="why",
                stretch=True,
            ),
            Column(
                "Came from",
                self._came_from,
                width=300,
                name="source",
                tip="The file and line that its values came from last, and when",
            ),
        ]

    def _came_from(self, line: DealLine) -> str:
        deal, known = line.deal, self.view.imported if self.view is not None else {}
        return came_from(deal.source, deal.source_line, known.get(deal.import_id))

    def add_record(self, table: RecordTable) -> None:
        currency = self.view.terms.currency if self.view is not None else "USD"
        self.add_with(table, currency=currency)


def _deal(name: str) -> Callable[[DealLine], Any]:
    return lambda line: getattr(line.deal, name)


def _portion(name: str, title: str, width: int) -> Field:
    def cell(line: DealLine) -> str:
        return money_cell(getattr(line.deal, name), line.deal.currency)

    return Field(
        name, title, _money, width, _deal(name), role=MONEY, text=cell, currency=_deal("currency")
    )


@cache
def _money_in(currency: str) -> FieldKind:
    return field_kind("money", currency=currency)


def _money(line: DealLine) -> FieldKind:
    return _money_in(line.deal.currency)


_KEEPING = Keeping(
    Deal,
    "deal",
    lambda line: f"“{line.deal.name or line.deal.customer or 'unnamed'}”",
    "briefcase",
    "name",
    defaults={"name": "New deal"},
)
