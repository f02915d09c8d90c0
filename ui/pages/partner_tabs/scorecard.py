"""Each requirement against a target tier, what if, what is at risk, and the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from models.checklist.evidence_words import tally
from models.governance.action_lines import ActionLine
from models.partner_list import Standing, height
from models.partner_words import missing_for
from models.program.terms import Terms
from models.text import compact_money, counted, day_text, gap_text
from ui.desk import Desk
from ui.pages.actions_table import ActionsTable, go_to_about
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.explaining import TAB_OF, ExplainPanel, place_of
from ui.pages.partner_tabs.plan_writes import Planned, add_actions, begin_recovery, read_plan
from ui.pages.partner_tabs.requirement_row import (
    BAR,
    GAP,
    NAME,
    NOW,
    RequirementRow,
    build_up,
    set_columns,
)
from ui.pages.partner_tabs.tier_history import TierHistory
from ui.pages.partner_tabs.what_if_margin import MarginCard
from ui.pages.partner_tabs.what_if_panel import WhatIfPanel
from ui.tokens import Status
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.gap_bar import TierScale
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.segmented import Segmented
from ui.widgets.side_panel import SidePanel
from ui.widgets.tab_order import put_before
from ui.widgets.tile import Tile, TileRow

if TYPE_CHECKING:
    from models.program.path import Path
    from models.program.path_words import Step
    from models.program.what_if import Outcome
    from models.store.evidence_page import Linked
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
    decision, money = view.file.decision, view.money
    if money is None:
        return "No tier asks for it", "no_data"
    row = next(c for c in decision.criteria if c.tier == tier and c.id == money.id)
    label = view.terms.label(tier)
    if row.obligation == "not_required":
        return f"{label} does not ask for it", "met"
    if row.met:
        return f"Reaches {label}", "met"
    words = gap_text(row.gap, "money", view.terms.currency)
    return f"{words} of {label}" if named else words, "short"


class ScorecardTab(Tab):
    KEY = "scorecard"
    TITLE = "Scorecard"
    GROUP = "Tier"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.target = ""
        self._rows: dict[str, RequirementRow] = {}
        self._offered: Terms | None = None
        self._links: Mapping[str, Linked] = {}
        self._plan_wanted = False
        self.tier, self.aim = Tile("Calculated tier"), Tile("Target tier")
        self.tcv, self.next = Tile("Aggregate TCV"), Tile("Next measurement")
        self.choice = Segmented([], "Target tier")
        self.choice.chosen.connect(self.set_target)
        self.what_if_button = Button("What if", "quiet", "sliders-horizontal")
        self.what_if_button.clicked.connect(self.show_what_if)
        self.explain_button = Button("Explain", "quiet", "info")
        self.explain_button.clicked.connect(self.show_explanation)
        self.card = Card("Requirements", padding=0)
        for action in (self.choice, self.what_if_button, self.explain_button):
            self.card.add_action(action)
        self.card.body.setSpacing(0)
        self.card.body.addLayout(self._head())
        self.history = TierHistory(desk)
        self.margin = MarginCard(desk)
        self.margin.wanted.connect(self.wanted)
        hint = "Add to plan turns the shortest path into actions with a day."
        self.plan = ActionsTable(desk, "Plan", hint)
        self.plan.about_wanted.connect(self._show_about)
        scroll = self._scroll = PageScroll(name="Requirements")
        tiles = TileRow((self.tier, self.aim, self.tcv, self.next))
        for part in (tiles, self.card, self.history, self.margin, self.plan):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self.what_if = WhatIfPanel(desk)
        self.what_if.aimed.connect(self.set_target)
        self.what_if.outcome_changed.connect(self._show_tried)
        self.what_if.step_opened.connect(self._open_step)
        self.what_if.planned.connect(self._add_to_plan)
        self.what_if.path_box.recovery_wanted.connect(self._begin_recovery)
        self.panel = ExplainPanel()
        self.panel.wanted.connect(self.wanted)
        self.panel.left.connect(self.show_what_if)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.what_if)
        self.faces.addWidget(self.panel)
        self.side = SidePanel(scroll, self.faces)
        for face in (self.what_if, self.panel):
            face.put_away.connect(self.side.close_drawer)
        self.side.drawer_changed.connect(self._settle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.side)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if view.terms is not self._offered:
            self._offered = view.terms
            self.choice.set_choices([(t.key, t.label) for t in reversed(view.terms.tiers)])
            put_before(self.what_if_button, *self.choice.stops)
        known = self.target in {tier.key for tier in view.terms.tiers}
        if not same or not known:
            following = view.file.decision.next_tier
            self.target = following.tier if following else view.terms.tiers[0].key
            self._turn(self.what_if)
        self.choice.set_current(self.target)
        self._show_tiles(view)
        self._show_rows(view)
        self._explain()
        self.history.show_partner(view)
        self.plan.begin_for(self.partner_id, view.file.partner.name)
        self.desk.lane.read(
            read_plan(view.file, view.terms), partial(self._show_plan, same), owner=self, key="plan"
        )
        if not same:
            self._links = {}
        self.desk.lane.read(
            _Links(self.partner_id, self.desk.as_of), self._show_links, owner=self, key="evidence"
        )
        self.margin.show_partner(view, same=same)
        # In a turn of its own: the requirements are on the screen before the levers are made.
        self.desk.lane.read(
            _nothing, partial(self._show_levers, view, same), owner=self, key="levers"
        )

    def _show_levers(self, view: PartnerView, same: bool, _: object) -> None:
        self.what_if.show_partner(view, self.target, same=same, writable=self.writable)

    def set_target(self, tier: str) -> None:
        """Hold everything against another tier."""
        self.target = tier
        view = self.view
        if view is not None:
            self.choice.set_current(tier)
            self._show_tiles(view)
            self._show_rows(view)
            self._explain()
            self.what_if.show_partner(view, tier, same=True, writable=self.writable)

    def explain(self, criterion: str) -> None:
        """Open the reason of one requirement."""
        self.show_explanation()
        self.panel.explain(criterion)

    def show_explanation(self) -> None:
        self._turn(self.panel)
        self.side.open()
        self.panel.tree.setFocus()

    def show_what_if(self) -> None:
        self._turn(self.what_if)
        self.side.open()
        self.what_if.take_focus()

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is a criterion's id, or that of the plan's table."""
        if field in self._rows:
            self._rows[field].setFocus()
            self.explain(field)
        elif field == "actions":
            self.plan.reveal(record_id)

    def leave(self) -> None:
        self.plan.commit()

    def away(self) -> None:
        self.what_if.reset()

    # ---- the plan --------------------------------------------------------------------------

    def _show_plan(self, same: bool, found: Planned) -> None:
        self.plan.show_lines(found.actions, same=same, writable=self.writable)
        self.what_if.path_box.offer_recovery(found.proposed, writable=self.writable)
        if self._plan_wanted:
            self._bring_plan()

    def _add_to_plan(self, path: Path) -> None:
        from models.program.path import planned

        if self.view is None:
            return
        actions = planned(path, self.view.terms, self.desk.today)
        self.save(
            f"Add {counted(len(actions), 'step')} to {self.name}’s plan",
            add_actions(self.partner_id, actions),
            then=self._tell_planned,
        )

    def _tell_planned(self, made: Sequence[int]) -> None:
        if made:
            self.desk.toast(f"Added {counted(len(made), 'action')} to the plan", undo=True)
        else:
            self.desk.toast("Every step is in the plan already")
        self._plan_wanted = bool(made)  # once more when its rows are there
        self._bring_plan()

    def _begin_recovery(self, criteria: Sequence[str]) -> None:
        """Begin the recovery plans that are proposed, and show them."""
        plans = counted(len(criteria), "recovery plan")
        self.save(
            f"Begin {plans} of {self.name}",
            begin_recovery(self.partner_id, criteria, self.desk.as_of, self.desk.today),
            then=partial(self._tell_recovery, plans),
        )

    def _tell_recovery(self, plans: str, _: object) -> None:
        self.desk.toast(f"Began {plans}", undo=True)
        self.wanted.emit("register", "recovery_plans", None)

    def _show_about(self, line: ActionLine) -> None:
        if line.about.kind == "criterion":
            self.explain(line.about.key)
        else:
            go_to_about(self.desk, line)

    def _bring_plan(self) -> None:
        """Bring the plan into sight: it lies below all that the page tells."""
        self._plan_wanted = False if self.plan.model.count else self._plan_wanted
        for body in (self._scroll.widget(), self.plan):
            if body is not None and (layout := body.layout()) is not None:
                layout.activate()
        self._scroll.ensureWidgetVisible(self.plan)

    # ---- what if ---------------------------------------------------------------------------

    def _show_tried(self, outcome: Outcome) -> None:
        """The bars reach on, hatched, to what the trial makes of them."""
        for criterion in outcome.decision.criteria:
            if criterion.tier == self.target and criterion.id in self._rows:
                self._rows[criterion.id].show_tried(criterion)

    def _open_step(self, step: Step) -> None:
        if self.view is None:
            return
        told = self.view.terms.criterion(step.criteria[0])
        if step.refs and step.refs[0].kind != "partners":
            ref = step.refs[0]
            field = told.of[0] if ref.kind == "agreements" else ref.kind
            self.wanted.emit(TAB_OF[ref.kind], field, ref.id)
        else:
            self.wanted.emit(*place_of(told), None)

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
        self.tcv.set_label(terms.tcv_label)
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
            is_sum = view.money is not None and criterion.id == view.money.id
            row.show_build_up(build_up(view) if is_sum else "")
            row.show_evidence(self._evidence_words(criterion.id))

    def _show_links(self, links: Mapping[str, Linked]) -> None:
        self._links = links
        for criterion, row in self._rows.items():
            row.show_evidence(self._evidence_words(criterion))

    def _evidence_words(self, criterion: str) -> str:
        """What there is to a criterion; blank where no checklist asks it and no file is there."""
        linked = self._links.get(criterion)
        if linked is None:
            return ""
        return tally(linked.files, self.desk.as_of) or "No files"

    def _show_evidence(self, criterion: str) -> None:
        self.wanted.emit("evidence", criterion, None)

    def _build_rows(self, ids: list[str]) -> None:
        for row in self._rows.values():
            self.card.body.removeWidget(row)
            row.deleteLater()
        self._rows = {}
        for criterion in ids:
            row = self._rows[criterion] = RequirementRow(criterion)
            row.explained.connect(self.explain)
            row.evidence_wanted.connect(self._show_evidence)
            self.card.body.addWidget(row)
        put_before(self.margin.more, *self._rows.values())

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

    def _turn(self, face: QWidget) -> None:
        self.faces.setCurrentWidget(face)
        self._explain()
        self._settle(self.side.is_drawer)

    def _explain(self) -> None:
        """The reasons are put into the tree when they are looked at."""
        if self.view is not None and self.faces.currentWidget() is self.panel:
            self.panel.show_tier(self.view, self.target)

    def _settle(self, drawer: bool) -> None:
        """What the panel shows needs no second place on the card, unless the panel is away."""
        explaining = self.faces.currentWidget() is self.panel
        self.choice.setVisible(drawer or explaining)
        self.what_if_button.setVisible(drawer or explaining)
        for face in (self.what_if, self.panel):
            face.set_closable(drawer)


def _nothing(_portfolio: object) -> None:
    """Comes back once the screen has had its turn."""


class _Links:
    """Reads what there is to each criterion; an object, so that no closure keeps the tab."""

    def __init__(self, partner_id: int, as_of: date) -> None:
        self.partner_id, self.as_of = partner_id, as_of

    def __call__(self, portfolio: Any) -> Mapping[str, Linked]:
        from models.store.evidence_page import links

        return links(portfolio, self.partner_id, self.as_of)
