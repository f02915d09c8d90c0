"""The health of all partners: four colours each, judged a few at a time, the weakest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.governance.health_list import HealthLine
from models.governance.health_views import NAMES
from models.health import BELOW, NEAR, NO_EVIDENCE, ON_TARGET, WORDS
from models.text import counted, lower_first, participation_text, upper_first
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.assessed_list import AssessedList
from ui.pages.health_table import GIVING_WAY, WEAKEST, columns, copied_columns
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.chip import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import MeetingTabs

if TYPE_CHECKING:
    from models.program.terms import Terms
    from models.store.health import JudgedPartners, Listed

_SAID = {"said": "A person says otherwise", "plain": "Figures alone"}
_TAKING_PART = {
    "participating": participation_text("participating"),
    "other": "Outside the program",
}


# A partner's health is read from all of its records: few at once, for others to get in between.
_SIZES = (16, 24)


class HealthFilter(FilterBar):
    """Which partners are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        standings = [*WORDS.items(), ("", NO_EVIDENCE)]
        chips = {
            "view": FilterChip("View", list(NAMES.items())),
            "standing": FilterChip("Standing", standings),
            "said": FilterChip("Said otherwise", list(_SAID.items())),
            "taking": FilterChip("Participation", list(_TAKING_PART.items())),
            "tier": FilterChip("Tier"),
            "region": FilterChip("Region"),
        }
        super().__init__("Filter health", chips, parent)

    def offer_tiers(self, terms: Terms) -> None:
        self.offer("tier", [(tier.label, tier.label) for tier in terms.tiers] + [("", "No tier")])

    def predicate(self) -> Callable[[HealthLine], bool] | None:
        """What the chips ask for; None where they ask for nothing. A view alone asks nothing."""
        views, standings, said, taking, tiers, regions = map(
            self.chosen, ("view", "standing", "said", "taking", "tier", "region")
        )
        if not (standings or said or taking or tiers or regions):
            return None

        def wanted(line: HealthLine) -> bool:
            if regions and line.region not in regions:
                return False
            known = line.known
            if known is None:
                return not (standings or said or taking or tiers)
            colours = {one.colour for one in known.views if not views or one.key in views}
            told = "said" if known.said else "plain"
            part = "participating" if known.participation == "participating" else "other"
            return (
                (not standings or bool(colours & standings))
                and (not said or told in said)
                and (not taking or part in taking)
                and (not tiers or known.tier in tiers)
            )

        return wanted


class HealthPage(AssessedList):
    KEY = "health"
    VIEW, KNOWN, GIVING_WAY = "health/view", "known", GIVING_WAY
    filter: HealthFilter
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "participation_steps", "programs", "settings",
         "actions", "benefit_events", "checklists", "answers", "evidence", "checklist_templates",
         "partner_deals", "partner_lists", "ledger_marks", "snapshots", "meetings", "infractions",
         "concerns", "escalation_steps", "objectives", "objective_deals", "health_overrides"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent, _judge)
        self.assessing.sizes = _SIZES
        self.model = TableModel(columns(), parent=self)
        self.view = TableView(self.model, "Health of all partners")
        self.filter = HealthFilter()
        self._build()
        if not self.begin_list():
            self.view.sortByColumn(WEAKEST, Qt.SortOrder.AscendingOrder)

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        def read(portfolio: Any) -> Listed:
            from models.store.health import listed

            return listed(portfolio)

        self.desk.lane.read(read, self._take_names, owner=self, key="names")

    def _take_names(self, found: Listed) -> None:
        known = self.assessing.known
        self.take_lines(found, [line._replace(known=known.get(line.id)) for line in found.lines])

    def show_terms(self, terms: Terms) -> None:
        self.filter.offer_tiers(terms)

    def copied_columns(self) -> list[Column]:
        return copied_columns()

    # ---- what is said ----------------------------------------------------------------------

    def _tell(self) -> None:
        left = self.assessing.left
        parts = [upper_first(counted(self.model.count, "partner"))]
        shown = self.model.rowCount()
        if shown != self.model.count:
            parts.append(f"{shown:,} shown")
        if left:
            parts.append(f"judging, {left:,} to go")
        else:
            tally = Counter(row.known.colour for row in self.model.all_rows if row.known)
            parts += [
                f"{tally[colour]:,} {lower_first(WORDS[colour])}"
                for colour in (BELOW, NEAR, ON_TARGET)
                if tally[colour]
            ]
            if tally[""]:
                parts.append(f"{tally['']:,} without data")
        self.header.set_sub(" · ".join(parts))

    def _show_face(self) -> None:
        if not self.model.count:
            face: QWidget = self.empty
        elif self.model.rowCount() or self.assessing.left:
            face = self.view
        else:
            self.no_match.set(
                "funnel", f"No partners match {self.filter.words()}.", "Clear filters"
            )
            face = self.no_match
        self._faces.setCurrentWidget(face)

    def _select(self, ids: list[int]) -> None:
        self.bulk.show_count(len(ids), least=2)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        chosen = self.has_selection
        return [
            Command("open_health", "Open its health", self.open_selected, "Go", "",
                    "arrow-right", "", chosen),
            Command("copy_health", "Copy for Excel", self.copy_selected, "Edit",
                    "Ctrl+Shift+C", "copy", "clipboard", chosen),
        ]  # fmt: skip

    def open_row(self, row_id: Any) -> None:
        """Open a partner at its health; it then knows those beside it in the list."""
        self.desk.partner_order = tuple(row.id for row in self.model.rows)
        self.desk.go(Place("partner", row_id, "health"))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Health")
        self.tabs = MeetingTabs(self.desk, self.KEY)
        self.filter.add_end(AsOfButton(self.desk))
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.bulk = BulkBar()
        self.bulk.add_button("Copy for Excel", "copy", self.copy_selected)
        self.bulk.dismissed.connect(self.view.clearSelection)
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(self.filter.clear)
        self.empty = EmptyState(
            "shield-check", "No partners yet", "Import a spreadsheet",
            hint="Each partner is judged here in four views, by what is on record of it.",
        )  # fmt: skip
        self.empty.primary_clicked.connect(self.import_file)
        self._faces = QStackedWidget()
        for face in (self.view, self.no_match, self.empty):
            self._faces.addWidget(face)
        card = Card("", padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        for part in (self.header, self.tabs, self.message, self.filter):
            body.column.addWidget(part)
        body.column.addWidget(card, 1)


def _judge(portfolio: Any, as_of: date, ids: Sequence[int]) -> JudgedPartners:
    from models.store.health import judged

    return judged(portfolio, as_of, ids)
