"""Every criterion for every tier at a glance, with the records that count and those left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.participation_gates import gates
from models.program.decision import Criterion
from models.text import NONE, value_text
from ui.desk import Desk
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.explaining import ExplainPanel, place_of, status_of
from ui.pages.partner_tabs.participation import PLACES, ParticipationCard
from ui.pages.partner_tabs.participation_gates import GateGrid
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.tokens import Status
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.least_height import LeastHeight
from ui.widgets.page import PageScroll
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from models.store.partners import PartnerView

_LEAST = 320  # logical pixels for the table to be of use; below that the tab scrolls


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion over all tiers; `id` is the criterion's. Statuses and words by tier key."""

    id: str
    label: str
    actual: str
    statuses: dict[str, Status]
    words: dict[str, str]
    clause: str


class PrerequisitesTab(Tab):
    KEY = "prerequisites"
    TITLE = "Prerequisites"
    GROUP = "Tier"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.card = Card("Prerequisites", padding=0)
        self.explain_button = Button("Explain", "quiet", "info")
        self.explain_button.clicked.connect(self._open_panel)
        self.mend_button = Button("Go to the records", "plain", "arrow-right")
        self.mend_button.clicked.connect(self._mend)
        self.card.add_action(self.explain_button)
        self.card.add_action(self.mend_button)
        self.model: TableModel | None = None
        self.table: TableView | None = None
        self.panel = ExplainPanel()
        self.panel.wanted.connect(self.wanted)
        self.side = SidePanel(self.card, self.panel)
        self.panel.put_away.connect(self.side.close_drawer)
        self.side.drawer_changed.connect(self._show_button)
        self.gates = GateGrid()
        self.gates.chosen.connect(self._go_to_gate)
        LeastHeight(self.side, _LEAST)
        scroll = PageScroll(name="Gates and prerequisites")
        scroll.body.addWidget(self.gates)
        scroll.body.addWidget(self.side, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        model = self.model or self._build_table(view)
        model.refresh(_lines(view))
        file = view.file
        self.gates.show_gates(gates(file.partner, file.agreements, file.decision, view.terms))
        following = view.file.decision.next_tier
        tier = following.tier if following else view.terms.tiers[0].key
        self.panel.show_tier(view, tier)
        if not same and self.table is not None:
            self.table.select_ids([model.id_at(0)], model.id_at(0))
        self._follow([])

    def reveal(self, field: str, record_id: int | None) -> None:
        if self.table is not None:
            self.table.reveal(field)
            self.table.setFocus()

    def _build_table(self, view: PartnerView) -> TableModel:
        tiers = [(tier.key, tier.label) for tier in reversed(view.terms.tiers)]
        self.model = TableModel(
            [
                Column("Prerequisite", lambda line: line.label, width=180, stretch=True),
                Column("Now", lambda line: line.actual, width=76, right=True),
                *(_tier_column(key, label) for key, label in tiers),
                Column("Clause", lambda line: line.clause, tone=_second, width=108),
            ],
            parent=self,
        )
        self.table = TableView(self.model, "Prerequisites", compact=True)
        self.table.selection_changed.connect(self._follow)
        self.table.opened.connect(self._open_panel)
        self.card.body.addWidget(self.table, 1)
        return self.model

    def _follow(self, _: object) -> None:
        """The panel opens the criterion under the cursor."""
        current = self.table.current_id() if self.table is not None else None
        if current is not None:
            self.panel.explain(current)

    def _mend(self) -> None:
        current = self.table.current_id() if self.table is not None else None
        if current is not None and self.view is not None:
            tab, field = place_of(self.view.terms.criterion(current))
            self.wanted.emit(tab, field, None)

    def _go_to_gate(self, key: str) -> None:
        """To what mends the gate; of the prerequisites the first one that is missing."""
        missing = self.gates.tile(key).gate.missing
        if key == "prerequisites":
            self.reveal(missing[0] if missing else "", None)
            self._follow([])
        else:
            self.wanted.emit(*PLACES.get(key, ("overview", ParticipationCard.FIELD)), None)

    def _open_panel(self, _: object = None) -> None:
        self.side.open()
        self._follow([])
        self.panel.tree.setFocus()

    def _show_button(self, drawer: bool) -> None:
        self.explain_button.setVisible(drawer)
        self.panel.set_closable(drawer)


def _second(_: Any) -> str:
    return "text_2"


def _tier_column(key: str, label: str) -> Column:
    return Column(
        label,
        lambda line: line.statuses[key],
        text=lambda line: line.words[key],
        tone=lambda line: line.statuses[key],
        role="status",
        width=136,
        spoken=True,
    )


def _clauses(clauses: list[str]) -> str:
    """The clauses of all tiers: "C049", "C023, C024" or "C030 to C032"."""
    known = sorted(set(clauses))
    return ", ".join(known) if len(known) < 3 else f"{known[0]}–{known[-1]}"


def _lines(view: PartnerView) -> list[CriterionLine]:
    by_tier: dict[str, list[Criterion]] = {}
    for criterion in view.file.decision.criteria:
        by_tier.setdefault(criterion.id, []).append(criterion)
    lines = []
    for told in view.terms.criteria:
        if told.is_requirement:
            continue
        rows = by_tier[told.id]
        found = {row.tier: status_of(view, row, with_unit=False) for row in rows}
        lines.append(
            CriterionLine(
                told.id,
                told.label,
                value_text(rows[0].actual, told.kind, view.terms.currency) or NONE,
                {tier: status for tier, (status, _) in found.items()},
                {tier: words for tier, (_, words) in found.items()},
                _clauses([row.clause for row in rows]),
            )
        )
    return lines
