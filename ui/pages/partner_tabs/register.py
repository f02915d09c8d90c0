"""Actions and risks of a partner: what is to be done, what may go wrong, how it is brought back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QVBoxLayout, QWidget

from models.governance.action_lines import ActionLine
from models.governance.concern_lines import ConcernLine, grid
from models.governance.sponsors import sponsors
from models.text import counted
from ui import theme
from ui.desk import Desk
from ui.pages.actions_table import ActionsTable, go_to_about
from ui.pages.concern_changes import ConcernChanges
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.register_concerns import ConcernsTable
from ui.pages.partner_tabs.register_decisions import DecisionsTable
from ui.pages.partner_tabs.register_escalations import EscalationsCard
from ui.pages.partner_tabs.register_plan import PlanCard
from ui.pages.partner_tabs.register_recovery import RecoverySection
from ui.tokens import CARD_GAP, Status
from ui.widgets.card import Card
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll
from ui.widgets.risk_grid import RiskGrid
from ui.widgets.tile import Tile, TileRow

if TYPE_CHECKING:
    from models.governance.register import RecoveryPlan
    from models.store.partners import PartnerView
    from models.store.register_page import RegisterView

_BESIDE = 860  # width from which the grid stands beside the escalations, logical pixels


class RegisterTab(Tab):
    KEY = "register"
    TITLE = "Actions and risks"
    GROUP = "Governance"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: RegisterView | None = None
        self._wanted: tuple[str, int | None] | None = None
        self.concern_changes = ConcernChanges(desk, self)
        self.tiles = [
            Tile("Open actions"), Tile("Risks and issues"), Tile("Escalated"), Tile("Recovery"),
        ]  # fmt: skip
        self.message = MessageBar("short")
        self.message.hide()
        self.recovery = RecoverySection(desk)
        self.recovery.criterion_wanted.connect(self._show_criterion)
        self.recovery.action_wanted.connect(self._add_action_of)
        self.escalations = EscalationsCard()
        self.escalations.raise_wanted.connect(self._ask_raise)
        self.escalations.close_wanted.connect(self._ask_close)
        self.escalations.back_wanted.connect(self.concern_changes.ask_take_back)
        self.escalations.shown.connect(self._show_concern)
        self.grid = RiskGrid()
        self.grid.picked.connect(self._show_cell)
        self.actions_table = ActionsTable(desk)
        self.actions_table.about_wanted.connect(self._show_about)
        self.concerns = ConcernsTable(desk, self.concern_changes)
        self.concerns.raise_wanted.connect(self._ask_raise)
        self.decisions = DecisionsTable(desk, self.concern_changes)
        self._build()

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        partner_id, as_of, today = view.file.partner.id, self.desk.as_of, self.desk.today
        for table in (self.actions_table, self.concerns, self.decisions):
            table.begin_for(partner_id, view.file.partner.name)

        def read(portfolio: Any) -> RegisterView:
            from models.store.register_page import view as read_view

            return read_view(portfolio, partner_id, as_of, today)

        self.desk.lane.read(
            read, partial(self._take, same), owner=self, key="register", failed=self._refuse
        )

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is the table of an action, a concern, a decision or a plan."""
        self._wanted = (field, record_id)
        if self.told is not None and self.told.partner_id == self.partner_id:
            self._reveal_now()

    def leave(self) -> None:
        for table in (self.actions_table, self.concerns, self.decisions):
            table.commit()
        self.recovery.leave()

    # ---- what is shown ---------------------------------------------------------------------

    def _take(self, same: bool, told: RegisterView) -> None:
        same = same and self.told is not None and self.told.partner_id == told.partner_id
        self.told = told
        self.message.hide()
        writable = self.writable
        self.recovery.show_recovery(told.recovery, same=same, writable=writable)
        self.actions_table.show_lines(told.actions, same=same, writable=writable)
        self.concerns.offer_deals(told.deals)
        self.concerns.show_lines(told.concerns, same=same, writable=writable)
        self.decisions.show_decisions(told.decisions, same=same, writable=writable)
        self.escalations.show_lines(told.escalated, writable=writable, levels=told.levels)
        self.escalations.show_rules(told.clocks, sponsors(told.contacts, self.desk.as_of))
        cells = grid(told.concerns)
        self.grid.show_risks(
            {cell: [line.concern.title for line in lines] for cell, lines in cells.items()}
        )
        self._show_tiles(told)
        self._reveal_now()

    def _refuse(self, error: BaseException) -> None:
        self.message.set("short", str(error))
        self.message.show()

    def _show_tiles(self, told: RegisterView) -> None:
        actions, concerns, escalated, recovery = self.tiles
        open_ones = [line for line in told.actions if line.open]
        late = sum(bool(line.late) for line in open_ones)
        actions.set(
            f"{len(open_ones):,}",
            f"{late:,} late" if late else "None late" if open_ones else "Nothing to do",
            "short" if late else "met",
        )
        known = [line for line in told.concerns if line.open]
        grave = sum(line.grade == "short" for line in known)
        concerns.set(
            f"{len(known):,}",
            f"{grave:,} grave" if grave else "None grave",
            "short" if grave else "met",
        )
        past = sum(bool(line.escalation and line.escalation.overdue) for line in known)
        levels = len(told.escalated)
        escalated.set(
            f"{levels:,}",
            f"{past:,} past its clock" if past else "Within its clock" if levels else "None",
            "short" if past else "met",
        )
        plans = [line for line in told.recovery.plans if line.standing is not None]
        offered = len(told.recovery.offers)
        met = sum(bool(line.standing and line.standing.met) for line in plans)
        note = "Nothing to recover"
        tone: Status = "met"
        if offered:
            note, tone = f"{counted(offered, 'plan')} proposed", "at_risk"
        elif met:
            note, tone = f"{met:,} to close as met", "met"
        elif plans:
            note, tone = "Being followed", "at_risk"
        recovery.set(f"{len(plans):,}", note, tone)

    def _reveal_now(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        field, record_id = wanted
        if field in ("recovery_plans", "recovery", "milestones"):
            card = self.recovery.reveal_plan(record_id, milestone=field == "milestones")
            if isinstance(card, PlanCard) and field == "milestones":
                self._bring(card)
                card.reveal(record_id)
            elif card is not None:
                self._bring(card)
                buttons = [one for one in card.findChildren(QAbstractButton) if one.isVisible()]
                for first in buttons[:1]:  # the keys go on with the card
                    first.setFocus()
        elif field in ("concerns", "escalation_steps"):
            self._bring(self.concerns)
            self.concerns.reveal(record_id)
        elif field == "resolutions":
            self._bring(self.decisions)
            self.decisions.reveal(record_id)
        else:
            self._bring(self.actions_table)
            self.actions_table.reveal(record_id)

    def _bring(self, card: QWidget) -> None:
        for body in (self._scroll.widget(), card):
            if body is not None and (layout := body.layout()) is not None:
                layout.activate()
        self._scroll.ensureWidgetVisible(card, 0, theme.px(8))

    # ---- what can be done ------------------------------------------------------------------

    def _ask_raise(self, line: ConcernLine) -> None:
        if self.told is not None:
            self.concern_changes.ask_raise(line, self.told.contacts, self.told.levels)

    def _ask_close(self, line: ConcernLine) -> None:
        self.concern_changes.ask_close([line])

    def _show_concern(self, line: ConcernLine) -> None:
        self.reveal("concerns", line.id)

    def _show_cell(self, likelihood: int, impact: int) -> None:
        """Select the open risks of a cell of the grid."""
        if self.told is None:
            return
        found = grid(self.told.concerns).get((likelihood, impact), [])
        if found:
            self.reveal("concerns", found[0].id)
            self.concerns.view.select_ids([line.id for line in found], found[0].id)

    def _show_criterion(self, criterion: str) -> None:
        self.wanted.emit("scorecard", criterion, None)

    def _add_action_of(self, plan: RecoveryPlan) -> None:
        """Add an action that serves a plan, and open its title."""
        values = {"title": "New action", "plan_id": plan.id, "criterion": plan.criterion}
        self.actions_table.changes.add(
            self.partner_id, self.name, values, self.actions_table.begin_when_there
        )
        self._bring(self.actions_table)

    def _show_about(self, line: ActionLine) -> None:
        about = line.about
        if about.kind == "plan":
            self.reveal("recovery_plans", about.id)
        elif about.kind == "concern":
            self.reveal("concerns", about.id)
        elif about.kind == "deal":
            self.wanted.emit("deals", "deals", about.id)
        elif about.kind == "criterion":
            self.wanted.emit("scorecard", about.key, None)
        else:
            go_to_about(self.desk, line)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        picture = Card("Open risks")
        picture.body.addWidget(self.grid)
        picture.body.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(CARD_GAP)
        self._pair.addWidget(self.escalations, 1)
        self._pair.addWidget(picture)
        scroll = self._scroll = PageScroll(name="Actions and risks")
        scroll.body.addWidget(self.message)
        scroll.body.addWidget(TileRow(self.tiles))
        scroll.body.addWidget(self.recovery)
        scroll.body.addWidget(self.actions_table)
        scroll.body.addLayout(self._pair)
        scroll.body.addWidget(self.concerns)
        scroll.body.addWidget(self.decisions)
        scroll.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._pair.direction() != way:
            self._pair.setDirection(way)
