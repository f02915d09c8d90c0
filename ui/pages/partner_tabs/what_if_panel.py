"""What if: levers over a partner's facts, what would come of them, and the shortest path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.deal import Deal
from ui import theme
from ui.desk import Desk
from ui.pages.partner_tabs.what_if_deal import TryDealDialog
from ui.pages.partner_tabs.what_if_levers import LeverRow, lever_row
from ui.pages.partner_tabs.what_if_path import PathBox, ResultBox
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Label, line
from ui.widgets.page import PageScroll
from ui.widgets.segmented import Segmented
from ui.widgets.tab_order import put_before

if TYPE_CHECKING:
    from models.program.levers import Lever
    from models.program.path import Path
    from models.program.terms import Terms
    from models.program.what_if import Outcome, Trial
    from models.store.partners import PartnerView

_PINNED = 330  # height from which the outcome stands still above the levers, logical pixels
_MOST = 8  # tried deals that are shown before the list says how many more there are


class WhatIfPanel(Card):
    """The trial lives here and nowhere else: it goes with the partner, and is never written."""

    aimed = Signal(object)  # key of another tier
    outcome_changed = Signal(object)  # Outcome
    step_opened = Signal(object)  # Step of the path
    planned = Signal(object)  # Path
    put_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("What if", parent, padding=0)
        self._desk = desk
        self._view: PartnerView | None = None
        self._terms: Terms | None = None
        self._target = self._money = ""
        self.trial: Trial | None = None
        self.outcome: Outcome | None = None
        self.rows: dict[str, LeverRow] = {}
        self.reset_button = Button("Reset", "quiet", "undo-2", name="Reset what if")
        self.reset_button.clicked.connect(self.reset)
        self.add_action(self.reset_button)
        self._close = IconButton("x", "Close what if")
        self._close.clicked.connect(self.put_away)
        self._close.hide()
        self.add_action(self._close)
        self.choice = Segmented([], "Target tier")
        self.choice.chosen.connect(self.aimed)
        self.result = ResultBox()
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setSpacing(10)
        top.addWidget(self.choice)
        top.addWidget(self.result)
        self.body.setSpacing(0)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(line())
        scroll = self._scroll = PageScroll(name="What if")
        scroll.body.setContentsMargins(16, 12, 10, 16)
        scroll.body.setSpacing(12)
        self._lacking, self._met = QVBoxLayout(), QVBoxLayout()
        for column in (self._lacking, self._met):
            column.setSpacing(12)
        self._more = Button("Requirements that are met", "quiet", "chevron-right")
        self._more.clicked.connect(self._toggle_more)
        self._fold = QWidget()
        self._fold.setLayout(self._met)
        self._met.setContentsMargins(0, 0, 0, 0)
        self._fold.hide()
        self.path_box = PathBox()
        self.path_box.opened.connect(self.step_opened)
        self.path_box.tried.connect(self._try_path)
        self.path_box.planned.connect(self._plan)
        scroll.body.addLayout(self._lacking)
        self._deals = self._deals_part()
        scroll.body.addWidget(self.path_box)
        scroll.body.addWidget(line())
        more = QHBoxLayout()
        more.addWidget(self._more)
        more.addStretch(1)
        scroll.body.addLayout(more)
        scroll.body.addWidget(self._fold)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll, 1)
        self._pinned: bool | None = None
        self._pin(True)

    # ---- for the tab -----------------------------------------------------------------------

    def set_closable(self, closable: bool) -> None:
        self._close.setVisible(closable)

    def show_partner(self, view: PartnerView, target: str, *, same: bool, writable: bool) -> None:
        """Show a partner against a tier; what is tried stays for the same partner and program."""
        from models.program.levers import deal_criterion
        from models.program.what_if import Trial

        shown = self._view.file.partner.id if self._view is not None else 0
        same = same and shown == view.file.partner.id
        if view.terms is not self._terms:
            self._terms = view.terms
            self.choice.set_choices([(t.key, t.label) for t in reversed(view.terms.tiers)])
            self._clear_rows()
            same = False
        if not same or self.trial is None:
            self.trial = Trial()
        self._view, self._target, self._writable = view, target, writable
        self._money = deal_criterion(view.terms)
        self.choice.set_current(target)
        self._retry()
        self._order()
        self._read_path()
        if not same:
            self._unfold(self.outcome is not None and self.outcome.reached)

    def reset(self) -> None:
        """Back to the records as they are."""
        from models.program.what_if import Trial

        self._take(Trial())

    def take_focus(self) -> None:
        """The first lever gets the keyboard."""
        first = next((row for row in self.rows.values() if row.isVisible()), None)
        target = self.choice if first is None else first.stops[0]
        target.setFocus()

    def _order(self) -> None:
        """Tab goes as one reads: the tiers, what is missing, the path, then what is met."""
        steps = [line.go for line in self.path_box.lines]
        anchor = self.path_box.plan_button
        put_before(anchor, *self.choice.stops, *self._stops(self._lacking), *steps)
        before: QWidget = self._more
        for stop in self._stops(self._met):
            QWidget.setTabOrder(before, stop)
            before = stop

    def _stops(self, home: QVBoxLayout) -> list[QWidget]:
        found: list[QWidget] = []
        for row in self.rows.values():
            if home.indexOf(row) >= 0:
                found += row.stops
                if row.lever.id == self._money:
                    found += [self._add_deal, self._change_deal]
                    found += [line.drop for line in self.deal_lines]
        return found

    def _pin(self, pinned: bool) -> None:
        """The outcome stays in sight above the levers, where there is height enough for both."""
        if pinned == self._pinned:
            return
        self._pinned = pinned
        layout = self._top.layout()
        if layout is not None:
            layout.setContentsMargins(*((16, 4, 16, 12) if pinned else (0, 0, 0, 4)))
        home = self.body if pinned else self._scroll.body
        home.insertWidget(0, self._top)
        for label in self._top.findChildren(Label):
            label.take_font()  # under a new parent the style sheet brings the one before back

    # ---- trying ----------------------------------------------------------------------------

    def _take(self, trial: Trial) -> None:
        self.trial = trial
        self._retry()

    def _retry(self) -> None:
        """Decide on the facts as they would be, and show what comes of it: 3 ms for 2,000 deals."""
        from models.program.levers import levers
        from models.program.what_if import step

        view, trial = self._view, self.trial
        if view is None or trial is None:
            return
        self.outcome = step(view.file, trial, view.terms, self._target)
        found = levers(view.file, view.terms, self.outcome.decision, self._target)
        self._show_levers(found, view.terms)
        self._show_deals(view, trial)
        self.result.show_outcome(self.outcome)
        self._offer_reset()
        self.outcome_changed.emit(self.outcome)

    def _offer_reset(self) -> None:
        refused = any(row.problem for row in self.rows.values())
        self.reset_button.setEnabled(bool(self.trial) or refused)

    def _move(self, criterion: str, number: int) -> None:
        view, trial = self._view, self.trial
        if view is None or trial is None:
            return
        as_it_is = number == int(view.file.decision.findings[criterion].actual)
        free = trial.release(criterion)
        self._take(free if as_it_is and not free else trial.bring(criterion, number))

    def _try_path(self) -> None:
        if self.trial is not None and self.path_box.path is not None:
            self._take(self.trial.also(self.path_box.path.trial))

    def _plan(self) -> None:
        if self.path_box.path is not None:
            self.planned.emit(self.path_box.path)

    # ---- the path --------------------------------------------------------------------------

    def _read_path(self) -> None:
        from models.program.path import shortest

        view = self._view
        if view is not None:
            self._desk.lane.compute(
                shortest, (view.file, view.terms, self._target), self._show_path,
                owner=self, key="path",
            )  # fmt: skip

    def _show_path(self, path: Path) -> None:
        if self._view is not None and path.target == self._target:
            self.path_box.show_path(path, self._view.terms, writable=self._writable)
            self._order()

    # ---- levers ----------------------------------------------------------------------------

    def _show_levers(self, found: tuple[Lever, ...], terms: Terms) -> None:
        placed = {self._lacking: 0, self._met: 0}
        for lever in found:
            row = self.rows.get(lever.id)
            if row is None:
                row = self.rows[lever.id] = lever_row(lever, terms.currency)
                row.moved.connect(self._move)
                row.problem_changed.connect(self._offer_reset)
                if lever.id == self._money:
                    row.add_below(self._deals)
            home = self._lacking if lever.missing or lever.kind == "money" else self._met
            if home.indexOf(row) != placed[home]:
                home.insertWidget(placed[home], row)
                row.show()  # at once, so that it can take the keyboard
            placed[home] += 1
            row.show_lever(lever)
        self._more.setVisible(self._met.count() > 0)

    def _clear_rows(self) -> None:
        self._deals.setParent(None)
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}

    def _toggle_more(self) -> None:
        self._unfold(self._fold.isHidden())

    def _unfold(self, shown: bool) -> None:
        self._fold.setVisible(shown)
        self._more.set_icon("chevron-down" if shown else "chevron-right")
        self._more.setAccessibleDescription("Shown" if shown else "Hidden")

    # ---- deals -----------------------------------------------------------------------------

    def _deals_part(self) -> QWidget:
        self._add_deal = Button("Add a deal", "plain", "plus", name="Try a new deal")
        self._add_deal.clicked.connect(self.ask_new_deal)
        self._change_deal = Button(
            "Change a deal", "plain", "pencil", name="Try a change of a deal"
        )
        self._change_deal.clicked.connect(self.ask_change)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._add_deal)
        buttons.addWidget(self._change_deal)
        buttons.addStretch(1)
        self._tried = QVBoxLayout()
        self._tried.setSpacing(4)
        self.deal_lines: list[TriedDealLine] = []
        self._rest = Label("", "small", "text_2")
        whole = QWidget(self)
        part = QVBoxLayout(whole)
        part.setContentsMargins(0, 4, 0, 0)
        part.setSpacing(6)
        part.addLayout(buttons)
        part.addLayout(self._tried)
        part.addWidget(self._rest)
        return whole

    def ask_new_deal(self) -> None:
        """Ask for a deal that is not there."""
        from models.program.new_deals import new_deal

        view, trial = self._view, self.trial
        if view is not None and trial is not None:
            self._ask([], new_deal(view.file, view.terms, 0, trial.deals))

    def ask_change(self) -> None:
        """Ask how one of the deals would be."""
        from models.program.new_deals import new_deal
        from models.program.what_if import as_tried

        view, trial = self._view, self.trial
        if view is not None and trial is not None:
            known = as_tried(view.file, trial, view.terms)
            self._ask(known, new_deal(view.file, view.terms, 0, trial.deals))

    def _ask(self, deals: list[Deal], new: Deal) -> None:
        view = self._view
        if view is None:
            return
        dialog = TryDealDialog(deals, new, self._desk.today, view.terms.currency, self.window())
        dialog.made.connect(self._try_deal)
        dialog.open()

    def _try_deal(self, deal: Deal) -> None:
        if self.trial is not None:
            self._take(self.trial.put_deal(deal))

    def _drop_deal(self, deal_id: int) -> None:
        if self.trial is not None:
            self._take(self.trial.drop_deal(deal_id))
            self._add_deal.setFocus()

    def _show_deals(self, view: PartnerView, trial: Trial) -> None:
        from models.program.levers import deal_words

        words = [
            (deal.id, *deal_words(deal, view.file, view.terms.currency)) for deal in trial.deals
        ]
        shown = words[-_MOST:]
        if [line.told for line in self.deal_lines] != shown:
            for old in self.deal_lines:
                self._tried.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.deal_lines = [TriedDealLine(told, self) for told in shown]
            for made in self.deal_lines:
                made.dropped.connect(self._drop_deal)
                self._tried.addWidget(made)
            self._order()
        more = len(words) - len(shown)
        self._rest.setText(f"and {more} more" if more else "")
        self._rest.setVisible(bool(more))
        self._change_deal.setEnabled(bool(view.file.deals))

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pin(event.size().height() >= theme.px(_PINNED))


class TriedDealLine(QWidget):
    """A deal of the trial in two lines, and a way to leave it as it is."""

    dropped = Signal(object)  # id

    def __init__(self, told: tuple[int, str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = told
        deal_id, name, change = told
        self._id: Any = deal_id
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(name, "control"))
        words.addWidget(ElidedLabel(change, "small", "accent"))
        self.drop = IconButton("x", f"Do not try {name}")
        self.drop.clicked.connect(self._drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.drop)
        self.setAccessibleName(f"{name}: {change}")

    def _drop(self) -> None:
        self.dropped.emit(self._id)
