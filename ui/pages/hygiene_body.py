"""How the hygiene page is laid out: rules at the left, at the right one rule's deals and fixes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.hygiene.rules import RULES
from models.text import compact_money, counted, day_text
from ui import theme
from ui.pages.hygiene_side import ALL, KEPT, HygieneSide
from ui.pages.hygiene_words import SHUT, State
from ui.widgets.as_of import AsOfButton
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, Label, SettledLabel
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.pipeline_tabs import PipelineTabs
from ui.widgets.search_chip import SearchChip
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.hygiene.effects import Effect
    from models.store.hygiene import Hygiene
    from ui.pages.hygiene import HygienePage

_EFFECTS = 2  # sentences that are shown at once
_LOW = 620  # height of the page under which there is room for one, logical pixels


class HygieneBody(QObject):
    """Belongs to the page; has the parts that the page fills."""

    def __init__(self, page: HygienePage) -> None:
        super().__init__(page)
        self._page = page
        self._told: list[tuple[int, str, tuple[int, ...]]] = []
        body = PageBody(page)
        self.header = PageHeader("Deals")
        self.header.add_action(AsOfButton(page.desk))
        self.settings = self.header.add_button("Rules…", icon="sliders-horizontal")
        self.settings.setAccessibleName("Hygiene rules…")
        self.settings.clicked.connect(page.ask_rules)
        body.column.addWidget(self.header)
        self.tabs = PipelineTabs(page.desk, page.KEY)
        body.column.addWidget(self.tabs)
        self.side = HygieneSide(page.effects)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.side)
        row.addLayout(self._right(), 1)
        body.column.addLayout(row, 1)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def _right(self) -> QVBoxLayout:
        page = self._page
        self.search = SearchField("Filter deals")
        self.partner = SearchChip("Partner")
        self.clear = Button("Clear", "link", name="Clear filters")
        self.clear.clicked.connect(page.clear_filters)
        self.part = ElidedLabel("", "small", "text_2")
        self.part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.all = Button("Select all", "quiet", "list-checks", name="Select all deals on show")
        self.all.clicked.connect(page.select_all)
        for one in (self.search, self.partner, self.clear, self.all):
            one.hide()  # until there is something to find
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for shown in (self.search, self.partner, self.clear):
            filters.addWidget(shown)
        filters.addWidget(self.part, 1)
        filters.addWidget(self.all)
        self._card = Card(padding=0)
        self.bulk = BulkBar()
        self.proposal = MessageBar("accent")
        self.proposal.hide()
        page.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._card.body.setSpacing(0)
        self._card.body.addWidget(page.view, 1)
        self._card.body.addWidget(self.bulk)
        self._card.body.addWidget(self.proposal)
        self.empty = EmptyState("briefcase", "")
        self.empty.primary_clicked.connect(self._on_primary)
        self.empty.link_clicked.connect(self._show_all)
        self._busy = QWidget()
        self._reading = Label("Reading deals", "body", "text_2")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(320)
        self._bar.setAccessibleName("Reading deals")
        column = QVBoxLayout(self._busy)
        column.addStretch(2)
        column.addWidget(self._reading)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.stack = QStackedWidget()
        for state in (self._card, self.empty, self._busy):
            self.stack.addWidget(state)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._head())
        right.addLayout(filters)
        right.addWidget(self.stack, 1)
        return right

    def _head(self) -> QWidget:
        """What the rule on show is about, and what putting it right would bring."""
        self.about = QWidget()
        column = QVBoxLayout(self.about)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(2)
        self.title = ElidedLabel("", "card")
        self.why = SettledLabel("", "small", "text_2")
        column.addWidget(self.title)
        column.addWidget(self.why)
        self.effects: list[Button] = []
        for at in range(_EFFECTS):
            button = Button("", "link", "trending-up")
            button.clicked.connect(partial(self._show_effect, at))
            button.hide()
            self.effects.append(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return self.about

    # ---- for the page ----------------------------------------------------------------------

    def hide_columns(self) -> None:
        for at, column in enumerate(self._page.model.columns):
            self._page.view.setColumnHidden(at, column.name in SHUT)

    def show_found(self, found: Hygiene) -> None:
        now = found.counts
        day = day_text(found.scope.as_of)
        for part in (self.search, self.partner):
            part.setVisible(bool(found.deals.rows))
        if not found.deals.rows:
            self.header.set_sub("No deals")
        elif not found.deals.judged:
            self.header.set_sub(f"No program is in force on {day}, so nothing counts")
        else:
            left = now.open_deals - now.clean
            words = counted(left, "open deal") if left else "No open deal"
            verb = "needs" if left <= 1 else "need"
            self.header.set_sub(f"{words} {verb} attention")
        self.side.show_found(found, self._page.rule)

    def show_reading(self, done: int, total: int) -> None:
        self._reading.setText(f"Reading {done:,} of {total:,} deals")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.stack.setCurrentWidget(self._busy)

    def show_state(self, state: State) -> None:
        """Show the table, or what stands in its place."""
        if not state.sentence:
            self.stack.setCurrentWidget(self._card)
            return
        button = state.button if self._can(state.button) else ""
        self.empty.set(state.icon, state.sentence, button, state.link, state.hint)
        self.stack.setCurrentWidget(self.empty)

    def show_rule(self, found: Hygiene, rule: str, shown: int) -> None:
        """Say what the rule on show is about, and what is on show of it."""
        filtered = bool(self.search.text().strip() or self.partner.chosen)
        self.clear.setVisible(filtered)
        self.part.setText(counted(shown, "deal").capitalize() if shown else "")
        self.all.setVisible(shown > 1 and self._page.edits.can_write())
        if rule in RULES:
            told = RULES[rule]
            clause = found.line(rule).clause
            self.title.setText(f"{told.title} ({clause})" if clause else told.title)
            self.why.setText(f"{told.why} {told.fix}")
        elif rule == KEPT:
            self.title.setText("Kept as they are")
            self.why.setText("Somebody has looked at these and gave a reason. They are not told.")
        else:
            self.title.setText("All to look at")
            self.why.setText(
                "Every deal that breaks a rule that weighs; choose a rule to put many right."
            )
        self._show_effects(found, rule)

    # ---- inside ----------------------------------------------------------------------------

    def _show_effects(self, found: Hygiene, rule: str) -> None:
        owners = self.partner.chosen
        some: list[Effect] = []
        if rule != KEPT:
            known = self._page.effects.of_rule(rule)
            some = [one for one in known if not owners or one.partner_id in owners]
            if rule == ALL:
                some = [one for one in some if one.rises or one.falls]
        self._told = []
        lines: list[tuple[str, str]] = []
        for one in some:
            if len(lines) >= len(self.effects):
                break
            for sentence in one.sentences:
                if any(sentence == said for said, _ in lines):
                    continue  # a date that has passed is outside the window too
                ids = one.fewest if one.rises and sentence is one.sentences[0] else one.deals
                self._told.append((one.partner_id, one.rule, ids))
                lines.append((sentence, "trending-up" if ids is one.fewest else "trending-down"))
        most = _EFFECTS if self._page.height() >= theme.px(_LOW) else 1
        for at, button in enumerate(self.effects):
            button.setVisible(at < min(len(lines), most))
            if at < len(lines):
                button.setText(lines[at][0])
                button.set_icon(lines[at][1])
                button.setToolTip("Show and select these deals")
        more = sum(one.comes for one in some)
        if rule in RULES and found.deals.currency and more and not lines:
            money = compact_money(more, found.deals.currency)
            self.why.setText(f"{self.why.text()} {money} would come into the sum.")

    def _show_effect(self, at: int) -> None:
        if at < len(self._told):
            partner, rule, ids = self._told[at]
            self._page.show_effect(partner, rule, list(ids))

    def _can(self, button: str) -> bool:
        return button == "Clear filters" or self._page.edits.can_write()

    def _on_primary(self) -> None:
        found = self._page.hygiene
        if found is not None and not found.deals.rows:
            self._page.desk.importing.emit("", "deals")
        elif self.clear.isVisibleTo(self._page):
            self._page.clear_filters()
        else:
            self._page.ask_rules()

    def _show_all(self) -> None:
        self._page.choose_rule(ALL)
