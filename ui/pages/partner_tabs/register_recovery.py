"""Recovery on a partner's tab: what is proposed, the plans that are followed, those that ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.text import counted, day_text
from ui.desk import Desk
from ui.pages.partner_tabs.register_plan import PlanCard
from ui.pages.partner_tabs.wrapped import Wrapped
from ui.pages.recovery_changes import RecoveryChanges
from ui.tokens import CARD_GAP
from ui.widgets.buttons import Button
from ui.widgets.card import Card, StatusLine
from ui.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from models.store.recovery import Offer, PlanLine, Recovery

_STEPS = 6  # of a proposed path that are shown before the rest is counted
_ENDED = 8  # plans that ended, before the rest is counted


class RecoverySection(QWidget):
    """``criterion_wanted`` carries a criterion's id, ``action_wanted`` a plan to add one to."""

    criterion_wanted = Signal(str)
    action_wanted = Signal(object)  # RecoveryPlan

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.changes = RecoveryChanges(desk, self)
        self.offers: dict[str, OfferCard] = {}
        self.plans: dict[int, PlanCard] = {}
        self._calm = Card("Recovery plans")
        self._calm_line = StatusLine("", "met", role="body")
        self._calm.body.addWidget(self._calm_line)
        self.ended = EndedCard()
        self.ended.again.connect(self.changes.reopen)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(CARD_GAP)
        self._column.addWidget(self._calm)
        self._column.addWidget(self.ended)

    def show_recovery(self, found: Recovery, *, same: bool, writable: bool) -> None:
        """Show proposals and plans; cards of the same ones stay, with what is typed in them."""
        open_ones = [line for line in found.plans if line.plan.state == "open"]
        self._show_offers(found.offers, writable=writable)
        self._show_plans(open_ones, same=same, writable=writable)
        self.ended.show_plans(
            [line for line in found.plans if line.plan.state != "open"], writable=writable
        )
        at = 0
        for card in (*self.offers.values(), *self.plans.values()):
            self._column.removeWidget(card)
            self._column.insertWidget(at, card)
            card.show()
            at += 1
        self._calm.setVisible(not at)
        if found.granted:
            self._calm_line.set(
                f"Every requirement of {found.granted} is met or answered for: nothing to recover.",
                "met",
            )
        else:
            self._calm_line.set("No tier is granted, so there is nothing to recover.", "no_data")

    def leave(self) -> None:
        for card in self.plans.values():
            card.leave()

    def reveal_plan(self, record_id: int | None, *, milestone: bool = False) -> QWidget | None:
        """The card of a plan, or of the one that a milestone is of; else the first there is."""
        plan_id = record_id
        if milestone:
            has = (key for key, card in self.plans.items() if card.model.position(record_id) >= 0)
            plan_id = next(has, None)
        cards: list[QWidget] = [*self.offers.values(), *self.plans.values()]
        return self.plans.get(plan_id or 0) or next(iter(cards), self._calm)

    # ---- inside ----------------------------------------------------------------------------

    def _show_offers(self, offers: tuple[Offer, ...], *, writable: bool) -> None:
        wanted = {one.proposal.criterion: one for one in offers}
        for criterion in [name for name in self.offers if name not in wanted]:
            self._remove(self.offers.pop(criterion))
        for criterion, offer in wanted.items():
            card = self.offers.get(criterion)
            if card is None:
                card = self.offers[criterion] = OfferCard()
                card.accepted.connect(self._accept)
                card.declined.connect(self._decline)
                card.criterion_wanted.connect(self.criterion_wanted)
            card.show_offer(offer, writable=writable)

    def _show_plans(self, lines: list[PlanLine], *, same: bool, writable: bool) -> None:
        wanted = {line.id: line for line in lines}
        for plan_id in [one for one in self.plans if one not in wanted]:
            self._remove(self.plans.pop(plan_id))
        for plan_id, line in wanted.items():
            card = self.plans.get(plan_id)
            if card is None:
                card = self.plans[plan_id] = PlanCard(self._desk, self.changes)
                card.criterion_wanted.connect(self.criterion_wanted)
                card.action_wanted.connect(self.action_wanted)
            card.show_plan(line, same=same, writable=writable)
        self.plans = {plan_id: self.plans[plan_id] for plan_id in wanted}

    def _remove(self, card: QWidget) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _accept(self, offer: Offer) -> None:
        self.changes.accept(offer.proposal)

    def _decline(self, offer: Offer) -> None:
        self.changes.ask_decline(offer.proposal)


class OfferCard(Card):
    """One proposed plan: what is missing, the way back with its days, and the answer to it."""

    accepted = Signal(object)  # Offer
    declined = Signal(object)
    criterion_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Recovery plan proposed", parent)
        self._offer: Offer | None = None
        self.accept_button = Button("Accept the plan", "plain", "check")
        self.decline_button = Button("Decline…", "quiet", "x")
        self._criterion = Button("Show the criterion", "quiet", "target")
        self.accept_button.clicked.connect(self._accept)
        self.decline_button.clicked.connect(self._decline)
        self._criterion.clicked.connect(self._show)
        verbs = QHBoxLayout()
        verbs.setSpacing(4)
        for button in (self.accept_button, self.decline_button, self._criterion):
            verbs.addWidget(button)
        verbs.addStretch(1)
        self._found = StatusLine("", "short")
        self._why = Wrapped("small", "text_2")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2)
        self._shown: tuple[str, ...] = ()
        self.body.addWidget(self._found)
        self.body.addWidget(self._why)
        self.body.addLayout(self._steps)
        self.body.addLayout(verbs)

    def show_offer(self, offer: Offer, *, writable: bool) -> None:
        self._offer = offer
        made, way = offer.proposal, offer.way
        self.set_title(f"Recovery plan proposed: {made.title}")
        self.accept_button.setAccessibleName(f"Accept the plan: {made.title}")
        self.decline_button.setAccessibleName(f"Decline the plan: {made.title}")
        self._found.set(made.found, "short")
        self._why.setText(f"{made.why} {made.clause}".strip())
        lines = [
            f"{at}.  {step.title} · by {day_text(day)} · {step.side}"
            for at, (step, day) in enumerate(way.steps[:_STEPS], start=1)
        ]
        more = len(way.steps) - _STEPS
        if more > 0:
            lines.append(f"and {counted(more, 'more step')}")
        if not lines:
            lines = ["No record here brings it back: the plan says what does."]
        lines.insert(0, f"Path to green by {day_text(way.target_on)}")
        self._show_steps(tuple(lines))
        for button in (self.accept_button, self.decline_button):
            button.setVisible(writable)

    @property
    def steps(self) -> tuple[str, ...]:
        """The lines of the way back, as they are shown."""
        return self._shown

    def _show_steps(self, lines: tuple[str, ...]) -> None:
        if lines == self._shown:
            return
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = lines
        for at, words in enumerate(lines):
            role, ink = ("body", "text") if at else ("small_strong", "text_2")
            self._steps.addWidget(ElidedLabel(words, role, ink))

    def _accept(self) -> None:
        if self._offer is not None:
            self.accepted.emit(self._offer)

    def _decline(self) -> None:
        if self._offer is not None:
            self.declined.emit(self._offer)

    def _show(self) -> None:
        if self._offer is not None:
            self.criterion_wanted.emit(self._offer.proposal.criterion)


class EndedCard(Card):
    """Plans that were met, dropped or declined, each in a line with the way to have it again."""

    again = Signal(object)  # RecoveryPlan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Recovery plans that ended", parent)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(0, 2)
        self._rows.setColumnStretch(1, 3)
        self._known: Any = None
        self.buttons: list[_Again] = []
        self.body.addLayout(self._rows)
        self.hide()

    def show_plans(self, lines: list[PlanLine], *, writable: bool) -> None:
        from models.governance.recovery import state_words

        known = ([line.plan for line in lines], writable)
        self.setVisible(bool(lines))
        if known == self._known:
            return
        self._known = known
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for at, line in enumerate(lines[:_ENDED]):
            self._rows.addWidget(ElidedLabel(line.plan.title, "control"), at, 0)
            self._rows.addWidget(ElidedLabel(state_words(line.plan), "body", "text_2"), at, 1)
            if writable:
                button = _Again(line, self)
                button.asked.connect(self.again)
                self.buttons.append(button)
                self._rows.addWidget(button, at, 2)
        more = len(lines) - _ENDED
        if more > 0:
            self._rows.addWidget(Label(f"and {more:,} more", "small", "text_2"), _ENDED, 0)


class _Again(Button):
    asked = Signal(object)

    def __init__(self, line: PlanLine, parent: QWidget) -> None:
        words = "Propose again" if line.plan.state == "declined" else "Open again"
        super().__init__(words, "quiet", "rotate-ccw", parent, name=f"{words}: {line.plan.title}")
        self._plan = line.plan
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.asked.emit(self._plan)
