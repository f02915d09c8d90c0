"""A month's review of the pipeline: its four purposes one after the other, with what each needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.governance.review_words import PURPOSE_CLAUSES, PURPOSE_TITLES
from ui.desk import Desk, Place
from ui.faults import why
from ui.pages.actions_table import ActionsTable
from ui.pages.meeting_parts.deal_tables import LostDeals, OpenDeals
from ui.pages.meeting_parts.purpose_texts import PurposeTexts
from ui.pages.meeting_parts.review_part import ReviewPart
from ui.pages.meeting_parts.trends import Trends
from ui.tokens import CARD_GAP
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from models.store.meetings import MeetingView
    from models.store.review_page import DealLine, ReviewPage

_SAYS = {
    "develop": "The open deals, what each waits for, who can help; and what lost ones teach.",
    "trends": "Where the pipeline goes, from the kept snapshots.",
    "actions": "What is done next to bring deals forward, the most urgent first.",
    "corrections": "What both sides change in the way they work.",
}


class PipelineReviewPart(ReviewPart):
    KEY = "review"
    KINDS = ("pipeline_review",)
    AHEAD, PACK = True, "pipeline_review"
    TABLES = frozenset(
        {"review_blocks", "deal_notes", "deals", "actions", "resolutions", "snapshots", "rates",
         "recovery_plans", "concerns"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.texts = PurposeTexts(desk, self)
        self.texts.edited.connect(self._write)
        self.open_deals = OpenDeals(desk)
        self.lost_deals = LostDeals(desk)
        self.trends = Trends()
        self.trends.movement_wanted.connect(self._show_movement)
        self.actions_table = ActionsTable(
            desk, "Actions on deals",
            "Choose a deal above and “Add an action”, or add one that is about several.",
        )  # fmt: skip
        self.corrections = ActionsTable(
            desk, "Actions that correct the course", "What is done differently, with owner and day."
        )
        self.cards: dict[str, Card] = {}
        self.open_deals.deal_wanted.connect(self._show_deals)
        self.lost_deals.deal_wanted.connect(self._show_deals)
        self.open_deals.action_wanted.connect(self.add_action_on)
        for place, purpose in enumerate(PURPOSE_TITLES, start=1):
            self.column.addWidget(self._purpose(place, purpose))
        for table in (self.open_deals, self.lost_deals, self.actions_table, self.corrections):
            self.keep(table)

    # ---- showing ---------------------------------------------------------------------------

    def show_page(self, view: MeetingView, page: ReviewPage, *, same: bool) -> None:
        writable, owner, name = self.writable, view.meeting.partner_id, view.line.partner
        meeting = view.meeting.id
        self.texts.show_texts(meeting, page.blocks, writable=writable)
        self.open_deals.show_lines(page.deals, same=same, writable=writable)
        self.open_deals.say_none(
            "briefcase", "No deal is open in the window", "Deals come with an import, or by hand."
        )
        self.lost_deals.show_lines(page.lost, same=same, writable=writable)
        self.lost_deals.setVisible(bool(page.lost))
        self.trends.show_movement(page.movement, page.currency, page.why_not)
        for table, purpose in ((self.actions_table, "actions"), (self.corrections, "corrections")):
            table.begin_for(owner, name, meeting_id=meeting, purpose=purpose)
            lines = [line for line in page.actions if _is_under(line.action.purpose, purpose)]
            if view.meeting.state == "held" and not same:
                table.shown.set_current("all")
            table.show_lines(lines, same=same, writable=writable)

    def leave(self) -> None:
        super().leave()
        self.texts.end()

    def reveal_in(self, field: str, record_id: int | None) -> None:
        """`field` is a purpose, or actions."""
        if field in self.texts.rows:
            self.texts.rows[field].begin()
        elif field == "actions":
            self.actions_table.reveal(record_id)
        else:
            self.open_deals.reveal(record_id)

    # ---- what can be done ------------------------------------------------------------------

    def add_action_on(self, line: DealLine) -> None:
        """Take on something for a deal, and open its words."""
        view = self.view
        if view is None:
            return
        values = {
            "title": "New action", "meeting_id": view.meeting.id, "purpose": "actions",
            "deal_id": line.id,
        }  # fmt: skip
        table = self.actions_table
        table.changes.add(
            view.meeting.partner_id, view.line.partner, values, table.begin_when_there
        )

    def open_recovery(self) -> None:
        """Where a criterion of the tier fails, a plan brings it back."""
        if self.view is not None:
            self.desk.go(Place("partner", self.view.meeting.partner_id, "register"))

    def _write(self, purpose: str, text: str) -> None:
        view = self.view
        if view is None:
            return
        meeting_id = view.meeting.id
        self.desk.lane.write(
            f"Write under “{PURPOSE_TITLES[purpose]}” ({self.name})",
            _Writing(meeting_id, purpose, text),
            owner=self,
            failed=partial(self._not_written, meeting_id, purpose, text),
        )

    def _not_written(self, meeting_id: int, purpose: str, text: str, error: BaseException) -> None:
        self.texts.refuse(meeting_id, purpose, text, why(error))

    def _show_movement(self) -> None:
        self.desk.go(Place("movement"))

    def _show_deals(self, _: DealLine) -> None:
        if self.view is not None:
            self.desk.go(Place("partner", self.view.meeting.partner_id, "deals"))

    # ---- building --------------------------------------------------------------------------

    def _purpose(self, place: int, purpose: str) -> QWidget:
        """A card with what was said, and below it what belongs to the purpose."""
        card = self.cards[purpose] = Card(f"{place}  {PURPOSE_TITLES[purpose]}")
        card.setToolTip(PURPOSE_CLAUSES[purpose])
        card.body.addWidget(Label(_SAYS[purpose], "small", "text_2", wrap=True))
        card.body.addWidget(self.texts.rows[purpose])
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, CARD_GAP)
        column.setSpacing(8)
        column.addWidget(card)
        if purpose == "develop":
            card.add_action(self.pack)
            column.addWidget(self.open_deals)
            column.addWidget(self.lost_deals)
        elif purpose == "trends":
            card.body.insertWidget(1, self.trends)
        elif purpose == "actions":
            column.addWidget(self.actions_table)
        else:
            self.recovery = Button("Recovery plans", "link", "arrow-right")
            self.recovery.clicked.connect(self.open_recovery)
            card.add_action(self.recovery)
            column.addWidget(self.corrections)
        return made


class _Writing:
    """Keeps what was written under a purpose."""

    def __init__(self, meeting_id: int, purpose: str, text: str) -> None:
        self._told = (meeting_id, purpose, text)

    def __call__(self, portfolio: Any) -> None:
        from models.store.review_writes import set_block

        set_block(portfolio, *self._told)


def _is_under(purpose: str, block: str) -> bool:
    """Actions of the other two purposes, or of none, stand with the actions on deals."""
    return purpose == block if block == "corrections" else purpose != "corrections"
