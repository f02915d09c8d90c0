"""One objective of a joint plan with all its fields, its state and the deals that serve it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.governance.joint_plan import Objective
from models.governance.plan_figures import RECKONED, PlanDeal, Standing, reckons
from models.governance.plan_states import means, steps
from models.governance.plan_words import COLOURS, KINDS, MEASURED, STATES, UNITS, called
from models.text import counted, money_said
from ui import theme
from ui.desk import Desk
from ui.pages.partner_tabs.joint_plan_objectives import STATE_TONES
from ui.pages.partner_tabs.joint_plan_series import STATUS
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, StatusLine
from ui.widgets.field_row import FieldRow
from ui.widgets.field_values import Kind
from ui.widgets.labels import Label, line
from ui.widgets.page import PageScroll
from ui.widgets.pill import Pill

_MOST = 40  # tied deals that are listed; the sum has them all
_AMOUNTS = (
    ("baseline", "Baseline"), ("target", "Target"), ("actual", "Actual"), ("forecast", "Forecast"),
)  # fmt: skip


class ObjectivePanel(Card):
    """Every signal names what is wanted; whoever holds the panel writes."""

    edited = Signal(str, object)  # field, value
    moving = Signal(str)  # state
    tying = Signal()
    untying = Signal(object)  # id of a deal
    deleting = Signal()
    put_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Objective", parent, padding=0)
        self._desk = desk
        self._made: tuple[object, ...] = ()
        self.told: Standing | None = None
        self.fields: dict[str, FieldRow] = {}
        self.verbs: dict[str, Button] = {}
        self.close_button = IconButton("x", "Close the objective")
        self.close_button.clicked.connect(self.put_away)
        self.add_action(self.close_button)
        self._scroll = PageScroll(name="Fields of the objective")
        self.body.addWidget(self._scroll, 1)

    def show_standing(self, told: Standing, *, writable: bool) -> None:
        """Show an objective; where it is the same one, what is being typed stays."""
        one = told.objective
        self.told = told
        self.set_title(called(one))
        # What says how a field is typed; with another one the fields are made anew.
        made = (one.id, one.unit, told.currency, one.kind, one.measured, writable)
        if made != self._made:
            self._made = made
            self._build(told, writable=writable)
        self._fill(told, writable=writable)

    def refuse(self, name: str, value: object, sentence: str) -> None:
        """Say that a field was not saved."""
        if name in self.fields:
            self.fields[name].refuse(value, sentence)

    def commit(self) -> None:
        """Commit what is being typed."""
        for field in self.fields.values():
            field.commit()

    def begin(self) -> None:
        """Give the title the keyboard."""
        if "title" in self.fields:
            self.fields["title"].begin()

    # ---- inside ----------------------------------------------------------------------------

    def _build(self, told: Standing, *, writable: bool) -> None:
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        inner = QWidget()
        theme.set_kind(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 14, 16)
        column.setSpacing(8)
        self._standing = StatusLine("", "no_data")
        self._said = Label("", "body", wrap=True)
        self._source = Label("", "small", "text_2", wrap=True)
        for part in (self._standing, self._said, self._source):
            column.addWidget(part)
        column.addWidget(line())
        self._state_box = QWidget()
        self._state_column = QVBoxLayout(self._state_box)
        self._state_column.setContentsMargins(0, 0, 0, 0)
        self._state_column.setSpacing(6)
        column.addWidget(self._state_box)
        column.addWidget(line())
        self.fields = {}
        for field in self._rows(told.objective, told.currency, writable=writable):
            column.addWidget(field)
        column.addWidget(line())
        self._deal_box = QWidget()
        self._deal_column = QVBoxLayout(self._deal_box)
        self._deal_column.setContentsMargins(0, 0, 0, 0)
        self._deal_column.setSpacing(6)
        column.addWidget(self._deal_box)
        if writable:
            column.addWidget(line())
            away = Button("Delete objective", "danger", "trash-2")
            away.clicked.connect(self.deleting)
            column.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll.setWidget(inner)

    def _rows(self, one: Objective, currency: str, *, writable: bool) -> list[FieldRow]:
        both = one.kind in RECKONED and one.unit != "percent"
        ways = ("typed", "records") if both else ("typed",)
        rows = [
            self._row("title", "Title", "text", required=True),
            self._row("kind", "Kind", "choice", choices=list(KINDS.items())),
            self._row(
                "measured", "Measured", "choice", choices=[(way, MEASURED[way]) for way in ways]
            ),
            self._row("unit", "Told in", "choice", choices=list(UNITS.items())),
        ]
        if one.unit == "money":
            rows.append(self._row("currency", "Currency", "text"))
        for name, title in _AMOUNTS:
            rows.append(self._row(name, title, "amount", currency=currency, unit=one.unit))
        rows += [
            self._row("due_on", "Due on", "date"),
            self._row("owner", "Owner, host", "text"),
            self._row("partner_owner", "Owner, partner", "text"),
            self._row("note", "Note, for us only", "multiline"),
        ]
        for row, name in zip(rows, self.fields, strict=True):
            row.set_read_only(not writable or (name == "actual" and reckons(one)))
        return rows

    def _row(self, name: str, title: str, kind: Kind, **more: Any) -> FieldRow:
        made = FieldRow(title, kind, today=self._desk.today, **more)
        made.committed.connect(partial(self.edited.emit, name))
        self.fields[name] = made
        return made

    def _fill(self, told: Standing, *, writable: bool) -> None:
        one = told.objective
        late = ", late" if told.late else ""
        self._standing.set(f"{COLOURS[told.colour]}{late}", STATUS[told.colour])
        self._said.setText(told.said)
        source = [f"{told.source}." if told.source else "", told.missing]
        if told.outlook:
            source.append(f"The forecast is {COLOURS[told.outlook].lower()}.")
        self._source.setText(" ".join(words for words in source if words))
        self._source.setVisible(any(source))
        for name, field in self.fields.items():
            value = told.actual if name == "actual" else getattr(one, name)
            if name == "currency":
                value = told.currency
            field.set_value(value)
        self._show_state(one, writable=writable)
        self._show_deals(told, writable=writable)

    def _show_state(self, one: Objective, *, writable: bool) -> None:
        _empty(self._state_column)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label("State", "table_head", "text_2"))
        head.addWidget(Pill(STATES.get(one.state, one.state), STATE_TONES.get(one.state, "plain")))
        head.addStretch(1)
        self._state_column.addWidget(_holding(head))
        self._state_column.addWidget(Label(means(one.state), "small", "text_2", wrap=True))
        self.verbs = {}
        if not writable:
            return
        for step in steps(one):
            button = Button(step.verb, "plain" if step.forward else "quiet")
            button.clicked.connect(partial(self.moving.emit, step.state))
            button.setEnabled(not step.hindered)
            button.setToolTip(step.hindered or step.means)
            self.verbs[step.state] = button
            self._state_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            if step.hindered:
                self._state_column.addWidget(Label(step.hindered, "small", "at_risk", wrap=True))

    def _show_deals(self, told: Standing, *, writable: bool) -> None:
        _empty(self._deal_column)
        count = len(told.deals)
        head = QHBoxLayout()
        head.addWidget(Label(f"Deals that serve it  {count}", "table_head", "text_2"), 1)
        if writable:
            tie = Button("Tie deals…", "quiet", "link")
            tie.clicked.connect(self.tying)
            head.addWidget(tie)
        self._deal_column.addWidget(_holding(head))
        self._deal_column.addWidget(Label(_deals_said(told), "small", "text_2", wrap=True))
        for deal in told.deals[:_MOST]:
            self._deal_column.addWidget(self._deal(deal, told.currency, writable=writable))
        if count > _MOST:
            more = f"{counted(count - _MOST, 'more deal')}"
            self._deal_column.addWidget(Label(more, "small", "text_2"))

    def _deal(self, deal: PlanDeal, currency: str, *, writable: bool) -> QWidget:
        name = deal.name or deal.customer or "Unnamed deal"
        row = QHBoxLayout()
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(name, "body", wrap=True))
        amount = "no rate" if deal.minor is None else money_said(deal.minor, currency)
        counts = "counts" if deal.counts else "does not count"
        tone = "text_2" if deal.counts else "text_3"
        words.addWidget(Label(f"{amount}, {counts}. {deal.reason}", "small", tone, wrap=True))
        row.addLayout(words, 1)
        if writable:
            untie = IconButton("x", f"Untie {name}")
            untie.clicked.connect(partial(self.untying.emit, deal.id))
            row.addWidget(untie, 0, Qt.AlignmentFlag.AlignTop)
        return _holding(row)


def _deals_said(told: Standing) -> str:
    if not told.deals:
        all_of_them = " All deals of the partner count." if reckons(told.objective) else ""
        return f"No deal is tied to it.{all_of_them}"
    counting = sum(deal.counts for deal in told.deals)
    return (
        f"{money_said(told.tied_minor, told.currency)} in all;"
        f" {counted(counting, 'deal')} {'counts' if counting == 1 else 'count'} for the actual."
    )


def _holding(layout: QHBoxLayout) -> QWidget:
    held = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    held.setLayout(layout)
    return held


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
