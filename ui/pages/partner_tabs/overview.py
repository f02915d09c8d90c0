"""A partner at a glance: tier, what is missing, dates, facts and notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.text import compact_money, lower_first, money_said, participation_text
from ui import theme
from ui.desk import Desk
from ui.pages.partner_tabs import writes
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.missing_list import MissingList
from ui.pages.partner_tabs.participation import ParticipationCard
from ui.pages.partner_tabs.requirement_row import build_up
from ui.pages.partner_tabs.scorecard import standing_note, tcv_note
from ui.pages.partner_tabs.what_is_missing import (
    gate_words,
    grant_words,
    missing_lines,
    not_granted,
)
from ui.tokens import CARD_GAP
from ui.widgets.card import Card
from ui.widgets.field_row import FieldRow
from ui.widgets.field_values import Kind
from ui.widgets.gap_bar import GapBar, Gauge
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.tab_order import put_before
from ui.widgets.tile import Tile, TileRow

if TYPE_CHECKING:
    from models.store.partners import PartnerView

_ONE_COLUMN = 760  # width under which the two columns become one, logical pixels
_REASONS: tuple[tuple[str, str, Kind], ...] = (
    ("nomination", "Why it was nominated", "multiline"),
    ("investments", "What it invests", "multiline"),
)
_FACTS: tuple[tuple[str, str, Kind], ...] = (
    ("region", "Region", "text"),
    ("deal_registration", "Deal registration", "yes_no"),
    ("shield_sponsorship", "Shield sponsorship", "yes_no"),
    ("free_training", "Free, unlimited training", "yes_no"),
)


class OverviewTab(Tab):
    KEY = "overview"
    TITLE = "Overview"
    GROUP = "Overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.calculated, self.granted = Tile("Calculated tier"), Tile("Granted tier")
        self.tcv, self.part = Tile("Aggregate TCV"), Tile("Participation")
        tiles = TileRow((self.calculated, self.granted, self.tcv, self.part))
        self.missing = MissingList()
        self.missing.chosen.connect(self._mend)
        self.missing_card = Card("What is missing")
        self.missing_card.body.addWidget(self.missing)
        self.bar = GapBar("Aggregate TCV")
        self.sums = Label("", "small", "text_2", wrap=True)
        money = self._money_card = Card("Aggregate TCV")
        money.body.addWidget(self.bar)
        money.body.addWidget(self.sums)
        self.fields: dict[str, FieldRow] = {}
        self.way = ParticipationCard(self.desk)
        self.way.wanted.connect(self._mend)
        facts = self._field_card("Facts", _FACTS)
        reasons = self._field_card("Nomination and investments", _REASONS)
        notes = self._field_card("Notes", (("notes", "Notes", "multiline"),))
        notes.body.addWidget(
            Label(
                "For the host only: left out of a partner’s edition of a pack.", "small", "text_2"
            )
        )
        self._left = _column(self.missing_card, money)
        self._right = _column(self.way, facts, reasons, notes)
        self._grid = QGridLayout()
        self._grid.setSpacing(CARD_GAP)
        scroll = self._scroll = PageScroll(name="Overview")
        scroll.body.addWidget(tiles)
        scroll.body.addLayout(self._grid)
        scroll.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._columns = 0
        self._shown = 0  # id of the partner whose values the fields hold
        self._unsaved: dict[int, dict[str, tuple[Any, str]]] = {}
        desk.lane.opened.connect(self._forget_unsaved)
        self._arrange(2)

    # ---- showing ---------------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        self._show_tiles(view)
        lines = missing_lines(view)
        following = view.file.decision.next_tier
        self.missing_card.set_title(
            f"What is missing for {view.terms.label(following.tier)}"
            if following
            else "Nothing is missing: the highest tier is reached"
        )
        self.missing.set_lines(lines)
        put_before(self.bar, *self.missing.stops)
        self._show_money(view)
        self.way.show_view(view)
        if not same:
            self._put_unsaved_away()
        self._shown = view.file.partner.id
        for name, row in self.fields.items():
            row.set_read_only(not self.writable)
            row.set_value(getattr(view.file.partner, name))
        for name, (value, sentence) in self._unsaved.pop(self._shown, {}).items():
            self.fields[name].put_unsaved(value, sentence)

    def reveal(self, field: str, record_id: int | None) -> None:
        if field == ParticipationCard.FIELD:
            self._scroll.ensureWidgetVisible(self.way)
            self.way.begin()
        row = self.fields.get(field)
        if row is not None:
            row.begin()
            self._scroll.ensureWidgetVisible(row)

    def leave(self) -> None:
        for row in self.fields.values():
            row.end()

    def _show_tiles(self, view: PartnerView) -> None:
        decision, standing = view.file.decision, view.standing
        self.calculated.set(standing.calculated.label, *standing_note(standing))
        if standing.granted is None:
            words, full = not_granted(view)
            self.granted.set("None", words)
            self.granted.setToolTip(full)
        else:
            self.granted.setToolTip("")
            self.granted.set(standing.granted.label, grant_words(view))
        following = decision.next_tier
        target = following.tier if following else view.terms.tiers[0].key
        total = compact_money(decision.tcv.total, decision.currency)
        self.tcv.set_label(view.terms.tcv_label)
        self._money_card.set_title(view.terms.tcv_label)
        self.tcv.set(total, *tcv_note(view, target))
        self.part.set(participation_text(decision.participation), *gate_words(view))

    def _show_money(self, view: PartnerView) -> None:
        terms, tcv = view.terms, view.file.decision.tcv
        self._money_card.setVisible(view.money is not None)
        if view.money is None:
            return
        asked = view.money.asks
        tiers = [t for t in reversed(terms.tiers) if asked[t.key].obligation != "not_required"]
        keys = [tier.key for tier in tiers]
        following = view.file.decision.next_tier
        target = following.tier if following else terms.tiers[0].key
        asks = [asked[key].required for key in keys]
        words, status = tcv_note(view, target)
        self.bar.show_gauge(
            Gauge(
                tcv.total,
                tuple(asks),
                tuple(
                    f"{tier.label} {compact_money(ask, terms.currency).replace('.0', '')}"
                    for tier, ask in zip(tiers, asks, strict=True)
                ),
                status,
                keys.index(target) if target in keys else -1,
                sentence=f"{money_said(tcv.total, terms.currency)}, {words}",
            ),
            terms.tcv_label,
        )
        self.sums.setText(build_up(view))

    # ---- changing --------------------------------------------------------------------------

    def _field_card(self, title: str, fields: tuple[tuple[str, str, Kind], ...]) -> Card:
        card = Card(title)
        card.body.setSpacing(2)
        for name, label, kind in fields:
            row = FieldRow(
                label,
                kind,
                today=self.desk.today,
                stacked=kind == "multiline",
                placeholder="Add a note" if kind == "multiline" else "",
            )
            row.setObjectName(name)
            if label == title:
                row.hide_label()
            row.committed.connect(self._set)
            row.unsaved_changed.connect(self._count_unsaved)
            self.fields[name] = row
            card.body.addWidget(row)
        return card

    def _set(self, value: Any) -> None:
        row = self.sender()
        if not isinstance(row, FieldRow):
            return
        name = row.objectName()
        if value is None and name in ("deal_registration", "shield_sponsorship", "free_training"):
            value = False
        label = f"Set {self.name}’s {lower_first(row.label)}"
        self.save(
            label,
            writes.partner(self.partner_id, **{name: value}),
            partial(self._refuse, self.partner_id, name, value),
        )

    def _refuse(self, partner_id: int, name: str, value: Any, sentence: str) -> None:
        """Keep what could not be written, also where another partner is shown by now."""
        if partner_id == self._shown:
            self.fields[name].refuse(value, sentence)
        else:
            self._unsaved.setdefault(partner_id, {})[name] = (value, sentence)
            self._count_unsaved()

    def _put_unsaved_away(self) -> None:
        kept = {name: row.unsaved for name, row in self.fields.items() if row.unsaved is not None}
        if kept:
            self._unsaved[self._shown] = kept
        for row in self.fields.values():
            row.give_back()

    def _forget_unsaved(self, *_: object) -> None:
        """Another portfolio has nothing to do with them."""
        self._unsaved.clear()
        for row in self.fields.values():
            row.give_back()
        self._count_unsaved()

    def _count_unsaved(self) -> None:
        here = sum(row.unsaved is not None for row in self.fields.values())
        elsewhere = sum(len(kept) for kept in self._unsaved.values())
        self.desk.set_unsaved(self.KEY, here + elsewhere)

    def _mend(self, tab: str, field: str) -> None:
        if tab == self.KEY:
            self.reveal(field, None)
        else:
            self.wanted.emit(tab, field, None)

    def _arrange(self, columns: int) -> None:
        """Two columns, the left one wider, or one where there is no room."""
        if columns != self._columns:
            self._columns = columns
            self._grid.addWidget(self._left, 0, 0)
            self._grid.addWidget(self._right, *((0, 1) if columns == 2 else (1, 0)))
            self._grid.setColumnStretch(0, 3)
            self._grid.setColumnStretch(1, 2 if columns == 2 else 0)

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(1 if self.width() < theme.px(_ONE_COLUMN) else 2)


def _column(*cards: Card) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(CARD_GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return made
