"""The health of the alliance with one partner: four views from figures, and the survey."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.checklist.records import Where
from models.governance.health_views import Measure
from models.health import HEALTH_VIEWS
from ui import theme
from ui.desk import Desk, Place
from ui.dialogs.health_override import OverrideDialog
from ui.faults import why
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.health_card import HealthCard
from ui.pages.partner_tabs.health_survey import SurveyCard
from ui.tokens import CARD_GAP
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.governance.health_views import Health
    from models.store.partners import PartnerView
    from models.store.surveys import Offered, Round

# The tab that holds the records behind a measure.
PLACES = {
    "objective": "joint_plan",
    "approvals": "joint_plan",
    "reviews": "reviews",
    "amount": "tcv",
    "signed": "deals",
    "list": "their_pipeline",
    "trained": "people",
    "months": "reviews",
    "commitments": "register",
    "checklists": "checklists",
    "benefits": "benefits",
    "notice": "meetings",
    "infractions": "meetings",
    "escalations": "register",
}
_TWO = 940  # logical pixels from which two cards stand side by side


class Told(NamedTuple):
    partner_id: int
    health: Health
    rounds: tuple[Round, ...]
    offered: Offered


class HealthTab(Tab):
    KEY = "health"
    TITLE = "Health"
    GROUP = "Governance"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: Told | None = None
        self.dialog: OverrideDialog | None = None
        self._wanted = ""
        self._columns = 0
        self.cards = {key: HealthCard(key) for key in HEALTH_VIEWS}
        for card in self.cards.values():
            card.opened.connect(self.open_measure)
            card.overriding.connect(self.ask_override)
            card.taken_back.connect(self.take_back)
        self.survey = SurveyCard()
        self.survey.sending.connect(self.send_survey)
        self.survey.answering.connect(self.open_sheet)
        self.message = MessageBar("at_risk", closable=True)
        self.message.hide()
        self.room = PageScroll(name="Health")
        self._grid = QGridLayout()
        self._grid.setSpacing(CARD_GAP)
        self.room.body.addWidget(self.message)
        self.room.body.addLayout(self._grid)
        self.room.body.addWidget(self.survey)
        self.room.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.room)
        self._lay_out(2)
        self._show_cards(there=False)

    # ---- showing ---------------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        partner_id, as_of = self.partner_id, self.desk.as_of

        def read(portfolio: Any) -> Told:
            from models.store import health, surveys

            return Told(
                partner_id,
                health.of_file(portfolio, view.file, as_of),
                surveys.rounds(portfolio, partner_id, as_of),
                surveys.offered(portfolio, partner_id, as_of),
            )

        self.desk.lane.read(read, self._take, owner=self, key="health", failed=self._refuse)

    def _take(self, told: Told) -> None:
        if told.partner_id != self.partner_id:
            return
        self.told = told
        self.message.hide()
        for one in told.health.views:
            card = self.cards[one.key]
            card.show_view(one, told.health.course, told.health.limits, writable=self.writable)
        self.survey.show_rounds(told.rounds, told.offered, writable=self.writable)
        self._show_cards(there=True)
        self._reveal_now()

    def _show_cards(self, *, there: bool) -> None:
        """Without anything known they would show what was of another partner, or no data at all."""
        for card in (*self.cards.values(), self.survey):
            card.setVisible(there)

    def _refuse(self, error: BaseException) -> None:
        self.told = None
        self._show_cards(there=False)
        self.message.set("at_risk", "The health of this partner can’t be shown.", why(error))
        self.message.show()

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is a view, or the survey."""
        self._wanted = field
        if self.told is not None and self.told.partner_id == self.partner_id:
            self._reveal_now()

    def _reveal_now(self) -> None:
        wanted, self._wanted = self._wanted, ""
        card: QWidget | None = self.survey if wanted == "survey" else self.cards.get(wanted)
        if card is not None:
            self.room.ensureWidgetVisible(card)
            (self.survey.send if card is self.survey else self.cards[wanted].say).setFocus()

    # ---- what can be done ------------------------------------------------------------------

    def open_measure(self, measure: Measure) -> None:
        """Go to the records behind a figure."""
        place = PLACES.get(measure.key)
        if place is None:
            self.reveal("survey", None)
        else:
            self.wanted.emit(place, measure.key, measure.record_id or None)

    def ask_override(self, key: str) -> None:
        """Ask for another colour of a view."""
        view = self.cards[key].view
        if view is None or not self.writable:
            return
        dialog = self.dialog = OverrideDialog(view, self.desk.today, self.window())
        dialog.answered.connect(partial(self._override, key))
        dialog.open()

    def _override(self, key: str, colour: str, reason: str, until: date | None) -> None:
        partner_id, today = self.partner_id, self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.health import override

            override(portfolio, partner_id, key, colour, reason, until, today)

        self.desk.lane.write(
            f"Say otherwise of {key} health", write, self._kept, owner=self, failed=self._not_kept
        )

    def _kept(self, _: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None
        self.desk.toast("Your word stands beside the figures", undo=True)

    def _not_kept(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.failed(error)

    def take_back(self, override_id: object) -> None:
        """Let the figures speak alone again."""
        today = self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.health import take_back

            take_back(portfolio, int(str(override_id)), today)

        self.desk.lane.write("Take back a word on health", write, self._taken_back, owner=self)

    def _taken_back(self, _: object) -> None:
        self.desk.toast("The figures speak alone", undo=True)

    def send_survey(self, where: Where) -> None:
        """Send the partner's side to be filled in elsewhere."""
        from ui.dialogs.checklist_form import send_form

        send_form(self.desk, where, self)

    def open_sheet(self, where: Where) -> None:
        """Fill in a respondent's answers, or look at them."""
        self.desk.go(Place("checklist", where.partner_id, f"{where.template}:{where.period}"))

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(2 if event.size().width() >= theme.px(_TWO) else 1)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // columns, at % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
