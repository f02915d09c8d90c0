"""One requirement of the scorecard: what, how much now, the tier-aligned bar, what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from models.program.decision import Criterion
from models.program.windows import PRIOR_YEAR
from models.text import compact_money, counted, money_said, obligation_text, value_text
from ui import paint, theme
from ui.pages.partner_tabs.explaining import status_of
from ui.pages.partner_tabs.wrapped import Wrapped
from ui.tokens import STATUS_WORD
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import StatusLine
from ui.widgets.gap_bar import GapBar, Gauge
from ui.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from models.store.partners import PartnerView

NAME, NOW, BAR, GAP, MORE = range(5)  # columns, which the head above the rows shares


def set_columns(grid: QGridLayout) -> None:
    """The widths that make the rows line up under their head."""
    for column, least, share in ((NAME, 150, 5), (NOW, 122, 0), (GAP, 156, 1)):
        grid.setColumnMinimumWidth(column, theme.px(least))
        grid.setColumnStretch(column, share)
    # The bar gives way first where large text needs the room.
    grid.setColumnMinimumWidth(BAR, 100)
    grid.setColumnStretch(BAR, 5)
    grid.setColumnMinimumWidth(MORE, theme.px(32))
    grid.setHorizontalSpacing(theme.px(14))


class RequirementRow(QWidget):
    """Enter, a click or the chevron asks for the explanation; the paper clip for its evidence."""

    explained = Signal(str)  # criterion id
    evidence_wanted = Signal(str)  # criterion id

    def __init__(self, criterion: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self._said = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name = Wrapped("strong")
        self._sub = ElidedLabel("", "small", "text_2")
        self.files = Button("", "crumb", "paperclip")
        theme.notifier().changed.connect(self._take_font)
        self._take_font()
        self.files.clicked.connect(self._ask_evidence)
        self.files.hide()
        self._now = Label("", "card")
        self._of = Label("", "small", "text_2")
        for label in (self._now, self._of):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = GapBar("")
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row is the stop, and says it all
        self._gap = StatusLine(role="control")
        self._more = IconButton("chevron-right", "Explain")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self._ask)
        self._build_up = Label("", "small", "text_2", wrap=True)
        self._build_up.hide()
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(18, 7, 8, 7)
        grid.setVerticalSpacing(1)
        set_columns(grid)
        grid.addWidget(self._name, 0, NAME)
        grid.addWidget(self._sub, 1, NAME)
        grid.addWidget(self._now, 0, NOW)
        grid.addWidget(self._of, 1, NOW)
        grid.addWidget(self.bar, 0, BAR, 2, 1)
        grid.addWidget(self._gap, 0, GAP, 2, 1)
        grid.addWidget(self.files, 1, GAP, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._more, 0, MORE, 2, 1)
        grid.addWidget(self._build_up, 2, NAME, 1, MORE)

    def show_criterion(self, view: PartnerView, criterion: Criterion) -> None:
        """Show one criterion against its tier, with all tiers on the bar."""
        told = view.terms.criterion(criterion.id)
        currency = view.terms.currency
        finding = view.file.decision.findings[criterion.id]
        status, words = status_of(view, criterion)
        self._name.setText(told.label)
        self._sub.setText(records_words(len(finding.counted), len(finding.left_out)))
        self._now.setText(_figure(criterion.actual, told.kind, currency))
        needed = (
            obligation_text(criterion.obligation).lower()
            if told.kind == "yes_no" or criterion.obligation == "not_required"
            else f"of {_figure(criterion.required, told.kind, currency)}"
        )
        self._of.setText(needed)
        self._gap.set(words, status)
        tiers = list(reversed(view.terms.tiers))
        asks = [told.asks[tier.key] for tier in tiers]
        target = [tier.key for tier in tiers].index(criterion.tier)
        labels = [_tick(ask.required, told.kind, currency) for ask in asks]
        if told.kind == "yes_no":
            labels = [""] * len(tiers)
            labels[target] = "required" if criterion.obligation == "required" else ""
        self.bar.show_gauge(
            Gauge(
                int(criterion.actual),
                tuple(int(ask.required) for ask in asks),
                tuple(labels),
                status,
                target,
                sentence=criterion.reason,
            ),
            told.label,
        )
        self._said = f"{told.label}: {STATUS_WORD[status].lower()}. {criterion.reason}"
        self.setAccessibleName(self._said)
        self.setAccessibleDescription("Press Enter for the records that count")

    def show_tried(self, criterion: Criterion) -> None:
        """Let the bar reach on to what is tried; nothing is hatched where it is as it was."""
        now = self.bar.gauge
        then = int(criterion.actual)
        what_if = None if then == now.value else then
        if what_if != now.what_if:
            self.bar.show_gauge(replace(now, what_if=what_if))
            tried = f". What if: {criterion.reason}" if what_if is not None else ""
            self.setAccessibleName(f"{self._said}{tried}")

    def show_build_up(self, lines: str) -> None:
        """What the figure is made of, under the row."""
        self._build_up.setText(lines)
        self._build_up.setVisible(bool(lines))

    def show_evidence(self, words: str) -> None:
        """How much evidence there is, as a way to it; blank hides it."""
        self.files.setText(words)
        self.files.setAccessibleName(f"Evidence: {words}")
        if bool(words) == self.files.isHidden():
            self._grid.removeWidget(self._gap)
            self._grid.addWidget(self._gap, 0, GAP, 1 if words else 2, 1)
        self.files.setVisible(bool(words))

    def _take_font(self) -> None:
        self.files.setFont(theme.font("small_strong"))

    def _ask_evidence(self) -> None:
        self.evidence_wanted.emit(self.criterion)

    def _ask(self) -> None:
        self.explained.emit(self.criterion)

    # Qt's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._ask()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(0, 1, 0, 0), theme.colour("hover"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(2, 2, -2, -2), 6)
        painter.end()


def records_words(counting: int, left_out: int) -> str:
    """How many records count and how many do not: "9 records count, 5 left out"."""
    words = counted(counting, "record")
    verb = "counts" if counting == 1 else "count"
    left = f", {left_out:,} left out" if left_out else ""
    return f"{words[:1].upper()}{words[1:]} {verb}{left}"


def _figure(value: int | bool, kind: str, currency: str) -> str:
    if kind == "yes_no":
        return "Yes" if value else "No"
    return value_text(value, kind, currency)


def _tick(value: int | bool, kind: str, currency: str) -> str:
    if kind == "money":
        return compact_money(value, currency).replace(".0", "")
    return f"{value:,}"


def build_up(view: PartnerView) -> str:
    """The Aggregate TCV as wins, losses and pipeline, and what waits for next January."""
    tcv, currency = view.file.decision.tcv, view.terms.currency
    parts = [
        f"Wins {money_said(tcv.wins, currency)}",
        f"losses {money_said(tcv.losses, currency)}",
        f"pipeline {money_said(tcv.pipeline, currency)}",
    ]
    if not view.terms.losses_count:
        del parts[1]
    lines = [" + ".join(parts)]
    if tcv.closed_this_year:
        later = money_said(tcv.closed_this_year, currency)
        by_year = view.terms.closed_window == PRIOR_YEAR
        since = "Closed this year, counts next January" if by_year else "Closed since, not in it"
        lines.append(f"{since}: {later}")
    return "\n".join(lines)
