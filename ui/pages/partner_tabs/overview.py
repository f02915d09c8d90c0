"""A partner at a glance: tier, what is missing, dates, facts and notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.text import compact_money, lower_first, money_said, participation_text
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
from ui.widgets.card import Card
from ui.widgets.field_row import FieldRow
from ui.widgets.field_values import Kind
from ui.widgets.gap_bar import GapBar, Gauge
from ui.widgets.kept_rows import KeptRows
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.tab_order import put_before
from ui.widgets.tile import Tile, TileRow
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from models.store.partners import PartnerView

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
        self.kept = KeptRows(desk, self.KEY, self)
        self.kept.edited.connect(self._set)
        self.fields = self.kept.rows
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
        scroll = self._scroll = PageScroll(name="Overview")
        scroll.body.addWidget(tiles)
        right = (self.way, facts, reasons, notes)
        scroll.body.addWidget(TwoColumns((self.missing_card, money), right))
        scroll.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

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
        partner = view.file.partner
        values = {name: getattr(partner, name) for name in self.fields}
        self.kept.show_record(partner.id, values, writable=self.writable)

    def reveal(self, field: str, record_id: int | None) -> None:
        if field == ParticipationCard.FIELD:
            self._scroll.ensureWidgetVisible(self.way)
            self.way.begin()
        row = self.fields.get(field)
        if row is not None:
            row.begin()
            self._scroll.ensureWidgetVisible(row)

    def leave(self) -> None:
        self.kept.end()

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
            self.kept.add(name, row)
            card.body.addWidget(row)
        return card

    def _set(self, name: str, value: Any) -> None:
        row, partner_id = self.fields[name], self.partner_id
        if value is None and name in ("deal_registration", "shield_sponsorship", "free_training"):
            value = False
        label = f"Set {self.name}’s {lower_first(row.label)}"
        refuse = partial(self.kept.refuse, partner_id, name, value)
        self.save(label, writes.partner(partner_id, **{name: value}), refuse)

    def _mend(self, tab: str, field: str) -> None:
        if tab == self.KEY:
            self.reveal(field, None)
        else:
            self.wanted.emit(tab, field, None)
