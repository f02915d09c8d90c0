"""One line of the assessment explained: what was decided, from which facts, and its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.program.terms import Tier
from models.text import compact_money, day_text, money_said, participation_text
from ui.pages.assessment_lanes import look
from ui.pages.partner_tabs.explaining import reasons
from ui.pages.partners_table import tier_tone
from ui.tokens import STATUSES, Status
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, StatusLine
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidedLabel, IconLabel, Label, line
from ui.widgets.page import PageScroll
from ui.widgets.pill import Pill
from ui.widgets.reason_tree import Reason, ReasonTree
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.program_year import AssessmentEvent
    from models.store.assessment_page import Explained

_EVENTS = {"frozen": "Frozen", "signed": "Signed off", "reopened": "Re-opened", "closed": "Closed"}
_TREE = 220  # least height of the reasons; in a low window the panel scrolls
_TOLD = 4  # events shown; the newest say enough


class LinePanel(Card):
    """``acted`` tells the key of a button; the page knows what it does to the line."""

    acted = Signal(str)
    put_away = Signal()
    record_opened = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent, padding=14)
        self._shown: Explained | None = None
        close = IconButton("x", "Close the explanation")
        close.clicked.connect(self.put_away)
        self.add_action(close)
        self._before, self._after = Pill(parent=self), Pill(parent=self)
        self._arrow = IconLabel("arrow-right", "text_3", 14)
        self._money = Label("", "number", "text_2")
        tiers = QHBoxLayout()
        tiers.setSpacing(6)
        tiers.addWidget(self._before)
        tiers.addWidget(self._arrow)
        tiers.addWidget(self._after)
        tiers.addStretch(1)
        tiers.addWidget(self._money)
        self._move = StatusLine("", None, role="control")
        self._why = Label("", "body", "text_2", wrap=True)
        self._base = Label("", "small", "text_2", wrap=True)
        self._buttons = FlowLayout(spacing=6)
        holder = QWidget()
        holder.setLayout(self._buttons)
        self._tiers = Segmented([], "Explain")
        self._tiers.chosen.connect(self._explain)
        self.tree = ReasonTree("Explanation of each requirement")
        self.tree.record_opened.connect(self.record_opened)
        self._history = QVBoxLayout()
        self._history.setSpacing(4)
        scroll = PageScroll(name="Explanation")
        scroll.body.setSpacing(8)
        scroll.body.setContentsMargins(0, 0, 6, 0)
        scroll.body.addLayout(tiers)
        for part in (self._move, self._why, holder, line(), self._tiers):
            scroll.body.addWidget(part)
        scroll.body.addWidget(self.tree, 1)
        scroll.body.addWidget(line())
        scroll.body.addWidget(self._base)
        scroll.body.addLayout(self._history)
        self.tree.setMinimumHeight(_TREE)
        self.body.addWidget(scroll, 1)

    @property
    def line_id(self) -> object:
        """The line on show; None where there is none."""
        return self._shown.line.id if self._shown else None

    def show_line(self, told: Explained, actions: list[tuple[str, str, str]]) -> None:
        """Explain a line; `actions` are (key, text, kind) of what can be done to it."""
        same_line = self.line_id == told.line.id
        self._shown = told
        row = told.line
        self.set_title(row.partner)
        self.setAccessibleName(f"{row.partner}: {look(row)[2]}")
        self._before.set(row.prior.label if row.prior else "None", _tone(row.prior))
        after = row.granted or row.calculated
        self._after.set(after.label, tier_tone(after))
        self._money.setText(compact_money(row.tcv_minor, row.currency))
        words = look(row)[2]
        self._move.set(words, _status(look(row)[1]))
        told_why = row.why
        if row.outcome and row.reason:
            told_why = f"{row.reason}" + (f" Approved by {row.approver}." if row.approver else "")
        self._why.setText(told_why)
        self._offer(actions)
        self._say_base(told)
        self._say_history(told.events)
        self._offer_tiers(told, keep=same_line)

    def clear(self) -> None:
        self._shown = None

    def _offer(self, actions: list[tuple[str, str, str]]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for key, text, kind in actions:
            button = _ActionButton(key, text, kind, self)
            button.wanted.connect(self.acted)
            self._buttons.addWidget(button)
            button.show()

    def _offer_tiers(self, told: Explained, *, keep: bool) -> None:
        terms = told.view.terms
        chosen = self._tiers.current if keep else None
        self._tiers.set_choices([(tier.key, tier.label) for tier in terms.tiers])
        above = terms.above(told.line.calculated.key)
        start = chosen or (above.key if above else terms.tiers[0].key)
        self._tiers.set_current(start)
        self._explain(start)

    def _explain(self, tier: object) -> None:
        if self._shown is not None:
            before = self._shown.before
            found = [_marked(one, before) for one in reasons(self._shown.view, str(tier))]
            self.tree.set_reasons(sorted(found, key=_met))  # what is missing comes first

    def _say_base(self, told: Explained) -> None:
        decision = told.view.file.decision
        days = (
            f"Measured on {day_text(decision.as_of)}, prerequisites as of"
            f" {day_text(decision.prerequisites_as_of)}, version {decision.version}."
        )
        if told.same is None:
            state = f"Not frozen; {participation_text(decision.participation).lower()}."
        elif told.same:
            state = "Decided again from the frozen facts: the same result."
        else:
            state = "Decided again from the frozen facts, the result is another one."
        later = decision.tcv.closed_this_year
        if later:  # the literal measure decides; what is in no bucket is said beside it (A09)
            amount = money_said(later, decision.currency)
            days += f" Closed in {decision.as_of.year} and not yet counted: {amount}."
        self._base.setText(f"{days} {state}")
        self._base.set_ink("short" if told.same is False else "text_2")

    def _say_history(self, events: tuple[AssessmentEvent, ...]) -> None:
        while (item := self._history.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for event in events[:_TOLD]:
            by = f" by {event.by_whom}" if event.by_whom else ""
            head = ElidedLabel(
                f"{_EVENTS[event.event]} {day_text(event.on_date)}{by}", "small_strong"
            )
            self._history.addWidget(head)
            if event.reason:
                self._history.addWidget(Label(event.reason, "small", "text_2", wrap=True))


class _ActionButton(Button):
    wanted = Signal(str)

    def __init__(self, key: str, text: str, kind: str, parent: QWidget) -> None:
        super().__init__(text, kind, parent=parent)
        self._key = key
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.wanted.emit(self._key)


def _marked(reason: Reason, before: Mapping[int, str]) -> Reason:
    """The deals that an earlier January counted already say so (A11)."""
    if not before or not any(record.kind == "deals" for record in reason.counted):
        return reason
    known: dict[object, str] = dict(before.items())
    counted = tuple(
        replace(record, reason=known.get(record.id, record.reason))
        if record.kind == "deals"
        else record
        for record in reason.counted
    )
    return replace(reason, counted=counted)


def _met(reason: Reason) -> bool:
    return reason.status != "short"


def _tone(tier: Tier | None) -> str:
    return tier_tone(tier) if tier else "plain"


def _status(ink: str) -> Status:
    return next((status for status in STATUSES if status == ink), "no_data")
