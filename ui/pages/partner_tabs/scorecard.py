"""Each requirement against a target tier, on bars where the tiers line up, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.partner_list import Standing, height
from models.partner_words import missing_for
from models.program.terms import Terms
from models.text import compact_money, counted, day_text, gap_text
from ui.desk import Desk
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.explaining import ExplainPanel
from ui.pages.partner_tabs.requirement_row import (
    BAR,
    GAP,
    NAME,
    NOW,
    RequirementRow,
    build_up,
    set_columns,
)
from ui.tokens import Status
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.gap_bar import TierScale
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.segmented import Segmented
from ui.widgets.side_panel import SidePanel
from ui.widgets.tile import Tile

if TYPE_CHECKING:
    from models.store.partners import PartnerView


def standing_note(standing: Standing) -> tuple[str, Status]:
    """How the calculated tier stands to the granted one."""
    if standing.granted is None:
        return "No tier is granted", "no_data"
    if not standing.differs:
        return "Holds the granted tier", "met"
    if height(standing.calculated) < height(standing.granted):
        return "Below the granted tier", "at_risk"
    return "Above the granted tier", "met"


def tcv_note(view: PartnerView, tier: str, *, named: bool = True) -> tuple[str, Status]:
    """How far the Aggregate TCV is from a tier's target; `named` says the tier where it misses."""
    decision = view.file.decision
    row = next(c for c in decision.criteria if c.tier == tier and c.id == view.money.id)
    label = view.terms.label(tier)
    if row.met:
        return f"Reaches {label}", "met"
    words = gap_text(row.gap, "money", view.terms.currency)
    return f"{words} of {label}" if named else words, "short"


class ScorecardTab(Tab):
    KEY = "scorecard"
    TITLE = "Scorecard"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.target = ""
        self._rows: dict[str, RequirementRow] = {}
        self._offered: Terms | None = None
        self.tier, self.aim = Tile("Calculated tier"), Tile("Target tier")
        self.tcv, self.next = Tile("Aggregate TCV"), Tile("Next measurement")
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in (self.tier, self.aim, self.tcv, self.next):
            tiles.addWidget(tile, 1)
        self.choice = Segmented([], "Target tier")
        self.choice.chosen.connect(self.set_target)
        self.explain_button = Button("Explain", "quiet", "info")
        self.explain_button.clicked.connect(self._open_panel)
        self.card = Card("Requirements", padding=0)
        self.card.add_action(self.choice)
        self.card.add_action(self.explain_button)
        self.card.body.setSpacing(0)
        self.card.body.addLayout(self._head())
        scroll = PageScroll(name="Requirements")
        scroll.body.addLayout(tiles)
        scroll.body.addWidget(self.card)
        scroll.body.addStretch(1)
        self.panel = ExplainPanel()
        self.panel.wanted.connect(self.wanted)
        self.side = SidePanel(scroll, self.panel)
        self.panel.put_away.connect(self.side.close_drawer)
        self.side.drawer_changed.connect(self._show_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.side)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if view.terms is not self._offered:
            self._offered = view.terms
            self.choice.set_choices([(t.key, t.label) for t in reversed(view.terms.tiers)])
        known = self.target in {tier.key for tier in view.terms.tiers}
        if not same or not known:
            following = view.file.decision.next_tier
            self.target = following.tier if following else view.terms.tiers[0].key
        self.choice.set_current(self.target)
        self._show_tiles(view)
        self._show_rows(view)
        self.panel.show_tier(view, self.target)

    def set_target(self, tier: str) -> None:
        """Hold everything against another tier."""
        self.target = tier
        if self.view is not None:
            self.fill(self.view, same=True)

    def explain(self, criterion: str) -> None:
        """Open the reason of one requirement."""
        self._open_panel()
        self.panel.explain(criterion)

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is a criterion's id."""
        if field in self._rows:
            self._rows[field].setFocus()
            self.explain(field)

    def _show_tiles(self, view: PartnerView) -> None:
        decision, terms = view.file.decision, view.terms
        self.tier.set(view.standing.calculated.label, *standing_note(view.standing))
        asked = [c for c in decision.criteria if c.tier == self.target]
        required = [c for c in asked if c.obligation == "required"]
        missing = missing_for(decision, self.target)
        self.aim.set(
            terms.label(self.target),
            f"{len(required) - len(missing)} of {len(required)} met",
            "short" if missing else "met",
        )
        self.tcv.set(
            compact_money(decision.tcv.total, terms.currency),
            *tcv_note(view, self.target, named=False),
        )
        day = terms.measurement_day(decision.as_of.year)
        if day <= decision.as_of:
            day = terms.measurement_day(decision.as_of.year + 1)
        self.next.set(day_text(day), f"{counted((day - decision.as_of).days, 'day')} left")

    def _show_rows(self, view: PartnerView) -> None:
        tiers = list(reversed(view.terms.tiers))
        at = [tier.key for tier in tiers].index(self.target)
        self.scale.set_tiers([tier.label for tier in tiers], at)
        self.card.set_title(f"Requirements for {view.terms.label(self.target)}")
        criteria = [c for c in view.file.decision.criteria if c.tier == self.target]
        if [c.id for c in criteria] != list(self._rows):
            self._build_rows([c.id for c in criteria])
        for criterion in criteria:
            row = self._rows[criterion.id]
            row.show_criterion(view, criterion)
            row.show_build_up(build_up(view) if criterion.id == view.money.id else "")

    def _build_rows(self, ids: list[str]) -> None:
        for row in self._rows.values():
            self.card.body.removeWidget(row)
            row.deleteLater()
        self._rows = {}
        for criterion in ids:
            row = self._rows[criterion] = RequirementRow(criterion)
            row.explained.connect(self.explain)
            self.card.body.addWidget(row)

    def _head(self) -> QGridLayout:
        head = QGridLayout()
        head.setContentsMargins(18, 4, 8, 8)
        set_columns(head)
        self.scale = TierScale([])
        now = Label("Now", "table_head", "text_2")
        now.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Label("Requirement", "table_head", "text_2"), 0, NAME)
        head.addWidget(now, 0, NOW)
        head.addWidget(self.scale, 0, BAR)
        head.addWidget(Label("Gap", "table_head", "text_2"), 0, GAP)
        return head

    def _open_panel(self) -> None:
        self.side.open()
        self.panel.tree.setFocus()

    def _show_button(self, drawer: bool) -> None:
        self.explain_button.setVisible(drawer)
        self.panel.set_closable(drawer)
