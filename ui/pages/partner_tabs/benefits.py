"""What one partner is owed of the benefits in a year, and the ledger of what it got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from models.benefit_words import held_words
from models.errors import UserError
from models.text import counted
from ui.desk import Desk
from ui.pages.benefits_changes import BenefitChanges
from ui.pages.benefits_copy import copied
from ui.pages.benefits_log import Whom
from ui.pages.partner_tabs.base import FAULT, Tab
from ui.pages.partner_tabs.benefits_panel import LedgerPanel
from ui.pages.partner_tabs.benefits_row import BenefitRow
from ui.tables.clipboard import as_clipboard
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.side_panel import SidePanel
from ui.widgets.tile import Tile, TileRow

if TYPE_CHECKING:
    from models.benefit_event import BenefitEvent
    from models.store.benefits import Ledger
    from models.store.partners import PartnerView


class BenefitsTab(Tab):
    KEY = "benefits"
    TITLE = "Benefits"
    GROUP = "Tier"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Ledger | None = None
        self.year = 0  # 0: that of the as-of day
        self.chosen = self._wanted = ""
        self.rows: dict[str, BenefitRow] = {}
        self._cards: list[Card] = []
        self.changes = BenefitChanges(desk, self)
        self._build()

    # ---- reading ---------------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.year = 0
        self._read()

    def set_year(self, year: object) -> None:
        """Show another year."""
        self.year = int(str(year))
        self._read()

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is a benefit's id."""
        self._wanted = field
        if self.found is not None and self.found.partner_id == self.partner_id:
            self._reveal_now()

    def _reveal_now(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted in self.rows:
            self._select(wanted)
            self.rows[wanted].setFocus()
            self._scroll.ensureWidgetVisible(self.rows[wanted])

    def _read(self) -> None:
        partner_id, as_of = self.partner_id, self.desk.as_of
        year = min(self.year, as_of.year) or as_of.year

        def read(portfolio: Any) -> Ledger:
            from models.store.benefits import ledger

            return ledger(portfolio, partner_id, year, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="ledger", failed=self._refuse)

    def _take(self, found: Ledger) -> None:
        self.found = found
        self.choice.set_choices([(year, str(year)) for year in found.years])
        self.choice.set_current(found.year)
        self._show_tiles(found)
        groups = dict.fromkeys(line.benefit.group for line in found.lines)
        wanted = [(group, [n.benefit.id for n in found.lines if n.benefit.group == group])
                  for group in groups]  # fmt: skip
        if [key for _, keys in wanted for key in keys] != list(self.rows):
            self._build_rows(wanted)
        over = found.year < self.desk.as_of.year
        for line in found.lines:
            self.rows[line.benefit.id].show_line(line, over=over, writable=self.writable)
        if self.chosen not in self.rows:
            opened = [line.benefit.id for line in found.lines if line.open]
            self.chosen = (opened or list(self.rows) or [""])[0]
        self._show_chosen()
        self._faces.setCurrentIndex(0)
        self._reveal_now()

    def _refuse(self, error: BaseException) -> None:
        self.found = None
        told = (error.message, error.hint) if isinstance(error, UserError) else (FAULT, "")
        self._gone.set("award", told[0], "Judge as of today", hint=told[1])
        self._faces.setCurrentIndex(1)

    # ---- showing ---------------------------------------------------------------------------

    def _show_tiles(self, found: Ledger) -> None:
        told = found.totals
        label = found.terms.label(found.tier) if found.tier else "None"
        self.tier.set(label, f"Held in {found.year}" if found.tier else "Nothing is due")
        self.tier.set_label(f"Tier in {found.year}")
        self.done.set(
            f"{told.done} of {told.due}",
            "of what is due",
            ("met" if told.done == told.due else "at_risk") if told.due else "no_data",
        )
        waiting = counted(told.offered, "invitation")
        under = f"{waiting} to be answered" if told.offered else "to be given"
        late = f"{told.overdue:,} late" if told.overdue else ""
        self.open.set(f"{told.open:,}", late or under, "short" if late else None)
        self.warned.set(
            f"{told.warnings:,}",
            "given out of turn" if told.warnings else "nothing out of turn",
            "at_risk" if told.warnings else "met",
        )
        self.held.setText(held_words(found.held, found.terms, found.year))

    def _show_chosen(self) -> None:
        found = self.found
        if found is None:
            return
        for key, row in self.rows.items():
            row.set_chosen(key == self.chosen)
        for line in found.lines:
            if line.benefit.id == self.chosen:
                own = [event for event in found.history if event.benefit == self.chosen]
                self.panel.show_line(line, own, found.people, writable=self.writable)

    def _select(self, benefit: str) -> None:
        if benefit != self.chosen:
            self.chosen = benefit
            self._show_chosen()

    def _step(self, benefit: str, by: int) -> None:
        """Go to the next row or the one before, also from card to card."""
        keys = list(self.rows)
        at = keys.index(benefit) + by
        if 0 <= at < len(keys):
            self.rows[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self.rows[keys[at]])

    # ---- what can be done ------------------------------------------------------------------

    def log(self, benefit: str, event: str = "") -> None:
        """Ask for an entry of a benefit; without an event what comes next."""
        if self.found is None:
            return
        self._select(benefit)
        known = {line.benefit.id: line.benefit for line in self.found.lines}
        self.changes.ask(
            [self._whom(self.found)], list(known.values()), self.found.year, known[benefit], event
        )

    def copy(self) -> None:
        """Put every benefit on the clipboard with its days, for a spreadsheet."""
        if self.found is not None:
            data = as_clipboard(copied(), list(self.found.lines), headers=True)
            QGuiApplication.clipboard().setMimeData(data)
            count = counted(len(self.found.lines), "benefit")
            self.desk.toast(f"Copied {count} with headings")

    def _tell_win(self, deal_id: object) -> None:
        """Ask for the wire of one win."""
        self.log(self.chosen, "delivered")
        if self.changes.dialog is not None:
            self.changes.dialog.deal.set_current(deal_id)

    def _correct(self, event: BenefitEvent) -> None:
        if self.found is not None:
            benefits = [line.benefit for line in self.found.lines]
            whom = self._whom(self.found)
            self.changes.ask_to_correct(whom, benefits, self.found.year, event)

    def _delete(self, event: BenefitEvent) -> None:
        if self.found is not None:
            self.changes.delete(self._whom(self.found), [event])

    def _whom(self, found: Ledger) -> Whom:
        tier = found.terms.label(found.tier) if found.tier else ""
        return Whom(found.partner_id, found.partner, tier, found.lines)

    def _show_people(self) -> None:
        self.wanted.emit("people", "contacts", None)

    def _open_panel(self) -> None:
        self.side.open()

    def _show_button(self, drawer: bool) -> None:
        self._ledger.setVisible(drawer)
        self.panel.set_closable(drawer)

    def _today(self) -> None:
        self.desk.set_as_of(None)

    # ---- building --------------------------------------------------------------------------

    def _build_rows(self, groups: list[tuple[str, list[str]]]) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self._cards, self.rows = [], {}
        for group, keys in groups:
            card = Card(group, padding=0)
            card.body.setSpacing(0)
            card.body.setContentsMargins(0, 8, 0, 6)
            for key in keys:
                row = self.rows[key] = BenefitRow(key)
                row.selected.connect(self._select)
                row.stepped.connect(self._step)
                row.logging.connect(self.log)
                card.body.addWidget(row)
            self._cards.append(card)
            self._column.insertWidget(self._column.count() - 1, card)

    def _build(self) -> None:
        self.tier, self.done = Tile("Tier"), Tile("Delivered")
        self.open, self.warned = Tile("Still open"), Tile("Warnings")
        self.choice = QuietCombo([], "Year", width=92)
        self.choice.chosen.connect(self.set_year)
        self.held = Label("", "body", "text_2", wrap=True)
        self.copying = IconButton("copy", "Copy for Excel")
        self.copying.clicked.connect(self.copy)
        self._ledger = Button("Ledger", "quiet", "history")
        self._ledger.clicked.connect(self._open_panel)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.choice)
        head.addWidget(self.held, 1)
        head.addWidget(self.copying)
        head.addWidget(self._ledger)
        self._scroll = PageScroll(name="Benefits")
        self._column = self._scroll.body
        self._column.addLayout(head)
        self._column.addWidget(TileRow([self.tier, self.done, self.open, self.warned]))
        self._column.addStretch(1)
        self.panel = LedgerPanel()
        self.panel.telling.connect(self._tell_win)
        self.panel.correcting.connect(self._correct)
        self.panel.deleting.connect(self._delete)
        self.panel.naming.connect(self._show_people)
        self.side = SidePanel(self._scroll, self.panel)
        self.panel.put_away.connect(self.side.close_drawer)
        self.side.drawer_changed.connect(self._show_button)
        self._gone = EmptyState("award", "")
        self._gone.primary_clicked.connect(self._today)
        self._faces = QStackedLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._faces)  # first: what it shows without a parent is a window
        self._faces.addWidget(self.side)
        self._faces.addWidget(self._gone)
