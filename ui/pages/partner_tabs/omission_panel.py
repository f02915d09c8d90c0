"""One omission case: the deal, why it was flagged, what it moves, its files, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.deal_typed import STATUS_WORDS
from models.governance.omission_review import (
    allowed,
    called,
    is_open,
    shown_to_partner,
    told,
    weighed_of,
)
from models.text import day_text, maybe_day, money, sentence
from models.two_ledgers import STATE_WORDS
from ui.desk import Desk
from ui.pages.omissions_table import ICONS, TONES
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.evidence_box import EvidenceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import (
    ElidedLabel,
    IconLabel,
    Label,
    SettledLabel,
    breakable,
    line,
)
from ui.widgets.page import PageScroll
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from models.governance.omission_review import Weighed
    from models.store.omission_review import Case

_FACTS = ("Customer", "Outcome", "Close date", "TCV", "Flagged")


class CasePanel(Card):
    """``acted`` tells the key of a step; the tab asks for it and writes."""

    acted = Signal(str)
    deal_wanted = Signal(object)
    put_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Case", parent, padding=14)
        self.shown: Case | None = None
        close = IconButton("x", "Close the case")
        close.clicked.connect(self.put_away)
        self.add_action(close)
        self.state = Pill(parent=self)
        self.since = ElidedLabel("", "small", "text_2")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.state)
        head.addWidget(self.since, 1)
        self._buttons = FlowLayout(spacing=6)
        self._verbs: list[Verb] = []
        verbs = QWidget()
        verbs.setLayout(self._buttons)
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(3)
        facts.setColumnStretch(1, 1)
        self.facts: dict[str, SettledLabel] = {}
        for row, title in enumerate(_FACTS):
            self.facts[title] = SettledLabel("", "body")
            name = Label(title, "small", "text_2")
            facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(self.facts[title], row, 1)
        self.reason = SettledLabel("", "body")
        self.effect = EffectBox()
        self.twins = SettledLabel("", "small_strong", "at_risk")
        self.deal = Button("Open our deal", "link", "briefcase")
        self.deal.clicked.connect(self._open_deal)
        self.gone = SettledLabel("", "small", "text_2")
        self.evidence = EvidenceBox(desk)
        self.partner_sees = SettledLabel("", "body")
        self.steps: list[_Step] = []
        self._history = QVBoxLayout()
        self._history.setSpacing(8)
        self.room = PageScroll(name="Omission case")
        body = self.room.body
        body.setSpacing(8)
        body.setContentsMargins(0, 0, 6, 0)
        body.addLayout(head)
        body.addWidget(verbs)
        body.addLayout(facts)
        for part in (
            line(), _title("Flagged for"), self.reason, line(), self.effect, self.twins,
            self.gone, _left(self.deal), line(), _title("Evidence"), self.evidence, line(),
            _title("The partner’s edition shows"), self.partner_sees, line(), _title("History"),
        ):  # fmt: skip
            body.addWidget(part)
        body.addLayout(self._history)
        body.addStretch(1)
        self.body.addWidget(self.room, 1)

    def show_case(self, found: Case, writable: bool) -> None:
        """Show a case; `writable` offers what may follow."""
        self.shown, one = found, found.omission
        self.set_title(called(one))
        self.setAccessibleName(f"{called(one)}: {STATE_WORDS[one.state]}")
        self.state.set(STATE_WORDS[one.state], TONES[one.state], ICONS[one.state])
        self.since.setText(f"since {day_text(found.last_on)}")
        self._offer(found, writable)
        parts = ""
        if one.services_minor:
            parts = f", of it {money(one.services_minor, one.currency)} services"
        for title, words in (
            ("Customer", one.customer or "–"),
            ("Outcome", STATUS_WORDS.get(one.status, one.status)),
            ("Close date", maybe_day(one.close_date)),
            ("TCV", f"{money(one.tcv_minor, one.currency)}{parts}"),
            ("Flagged", day_text(one.flagged_on)),
        ):
            self.facts[title].setText(breakable(words))
        self.reason.setText(breakable(one.reason or "No reason was given."))
        self.effect.show_effect(found.weighed, decided=not is_open(one.state))
        names = "; ".join(called_deal(deal) for deal in found.twins[:2])
        said = f"Perhaps among ours already: {names}. Accepting asks which."
        self.twins.setText(breakable(said) if names else "")
        self.twins.setVisible(bool(names))
        self.deal.setVisible(found.deal is not None)
        lost = bool(one.deal_id) and found.deal is None
        self.gone.setText("Its deal was deleted since; accepting it again adds it anew.")
        self.gone.setVisible(lost)
        self.evidence.show_record(one.partner_id, one.id, found.evidence, writable)
        self.partner_sees.setText(breakable(shown_to_partner(one)))
        self._tell_history(found)

    def leave(self) -> None:
        self.evidence.leave()

    # ---- inside ----------------------------------------------------------------------------

    @property
    def verbs(self) -> list[Verb]:
        """The steps that may follow, as buttons."""
        return [verb for verb in self._verbs if not verb.isHidden()]

    def _offer(self, found: Case, writable: bool) -> None:
        moves = allowed(found.omission.state) if writable else ()
        wanted = [(move.key, move.verb, move.icon) for move in moves]
        if writable and found.omission.state == "flagged":
            wanted.append(("take_back", "Take back flag", "trash-2"))
        if wanted == [(verb.key, verb.text(), verb.icon_name) for verb in self._verbs]:
            return  # made anew, they would lose the keyboard
        self._buttons.clear()
        self._verbs = []
        for at, (key, text, icon) in enumerate(wanted):
            main = key in ("review", "accept", "resume")
            verb = Verb(key, text, icon, "primary" if main else "plain", self)
            verb.wanted.connect(self.acted)
            self._verbs.append(verb)
            self._buttons.addWidget(verb)
            verb.show()
            if at:
                QWidget.setTabOrder(self._verbs[at - 1], verb)

    def _tell_history(self, found: Case) -> None:
        while (item := self._history.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.steps = []
        before = ""
        rows = []
        for step in found.steps:
            rows.append((told(step, before or "flagged"), step))
            before = step.state
        for words, step in reversed(rows):
            who = f" · {step.by_whom}" if step.by_whom else ""
            lines = []
            if step.words:
                lines.append(f"To the partner: {step.words}")
            if step.note:
                lines.append(step.note)
            weighed = weighed_of(step)
            if weighed is not None and weighed.known:
                lines.append(weighed.words)
            self._tell_step(words, f"{day_text(step.on_date)}{who}", lines)
        if not any(step.state == "flagged" for step in found.steps):
            day = day_text(found.omission.flagged_on)
            self._tell_step("Flagged", day, [])

    def _tell_step(self, words: str, when: str, lines: list[str]) -> None:
        made = _Step(words, when, lines)
        self.steps.append(made)
        self._history.addWidget(made)

    def _open_deal(self) -> None:
        if self.shown is not None and self.shown.deal is not None:
            self.deal_wanted.emit(self.shown.deal.id)


class EffectBox(QWidget):
    """TCV and tier before and after, each as a line with both values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = _title("")
        self.before, self.after = Pill(parent=self), Pill(parent=self)
        self.arrow = IconLabel("arrow-right", "text_3", 14)
        self.stays = Label("", "body", "text_2")
        self.money = SettledLabel("", "body")
        self.why = SettledLabel("", "small_strong", "at_risk")
        tiers = QHBoxLayout()
        tiers.setSpacing(6)
        for part in (self.before, self.arrow, self.after, self.stays):
            tiers.addWidget(part)
        tiers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addLayout(tiers)
        column.addWidget(self.money)
        column.addWidget(self.why)

    def show_effect(self, found: Weighed | None, *, decided: bool) -> None:
        """Show what accepting would do, or did; nothing of a case that moved nothing."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.head.setText("Accepted, it moved" if decided else "If it is accepted")
        lifts = found.known and found.lifts
        self.before.set(found.before_tier if found.known else "", "plain")
        self.after.set(found.after_tier if lifts else "", "met" if lifts else "plain")
        self.arrow.setVisible(lifts)
        self.stays.setText("stays" if found.known and not lifts else "")
        self.money.setText(sentence(found.money_words) if found.known else "")
        self.money.setVisible(found.known)
        self.why.setText(found.left_out)
        self.why.setVisible(bool(found.left_out))
        self.setAccessibleName(f"{self.head.text()}: {found.words}")


class _Step(QWidget):
    """One step of the history: what, when and by whom, and what was said."""

    def __init__(self, words: str, when: str, lines: list[str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(SettledLabel(breakable(words), "strong"))
        column.addWidget(SettledLabel(breakable(when), "small", "text_2"))
        for one in lines:
            column.addWidget(SettledLabel(breakable(one), "body"))
        self.setAccessibleName(", ".join([words, when, *lines]))


class Verb(Button):
    wanted = Signal(str)

    def __init__(self, key: str, text: str, icon: str, kind: str, parent: QWidget) -> None:
        super().__init__(text, kind, icon, parent)
        self.key, self.icon_name = key, icon
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.wanted.emit(self.key)


def _left(button: Button) -> QWidget:
    """A link at the left, in a column that would centre it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return holder


def _title(words: str) -> Label:
    return Label(words, "small_strong", "text_2")


def called_deal(deal: object) -> str:
    """A deal of ours in a few words: its name, its customer, its money."""
    name = getattr(deal, "name", "") or getattr(deal, "customer", "") or "Unnamed deal"
    worth = money(getattr(deal, "tcv_minor", 0), getattr(deal, "currency", "USD"))
    return f"“{name}”, {worth}"
