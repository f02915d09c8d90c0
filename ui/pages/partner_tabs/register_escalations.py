"""What stands on a level: with whom, since when, how much of its time is left, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.governance.concern_lines import ConcernLine
from models.governance.escalation import level_words, steps_before
from models.partner import Contact
from models.text import counted, day_text, listed, shortened
from ui.pages.partner_tabs.wrapped import Wrapped
from ui.widgets.buttons import Button
from ui.widgets.card import Card, StatusLine
from ui.widgets.labels import ElidedLabel, line
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from ui.tokens import Status

_NAMED = 60


class EscalationsCard(Card):
    """Each signal carries the ConcernLine that was asked for."""

    raise_wanted = Signal(object)
    close_wanted = Signal(object)
    back_wanted = Signal(object)
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Escalations", parent)
        self.rows: list[EscalationRow] = []
        self._none = StatusLine("", "met", role="body")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._known: Any = None
        self._clocks, self._people = Wrapped("small", "text_2"), Wrapped("small", "text_2")
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.body.addWidget(self._clocks)
        self.body.addWidget(self._people)

    def show_rules(self, clocks: Sequence[int], sponsors: Sequence[Contact]) -> None:
        """Say how long each level may take, and who the executive sponsors are (C034, C080)."""
        told = [f"{level_words(at)}: {counted(days, 'day')}" for at, days in enumerate(clocks, 1)]
        self._clocks.setText(" · ".join(told))
        named = [f"{one.name} ({one.side})" for one in sponsors]
        self._people.setText(
            f"Executive sponsors: {listed(named)}"
            if named
            else "No executive sponsor is named on either side; People has them."
        )

    def show_lines(self, lines: Sequence[ConcernLine], *, writable: bool, levels: int) -> None:
        self.set_title(f"Escalations  {len(lines)}" if lines else "Escalations")
        self._none.setVisible(not lines)
        raised = "Raise a risk or an issue from its row below." if levels and writable else ""
        self._none.set(f"Nothing is escalated. {raised}".strip(), "met")
        known = (list(lines), writable)
        if known == self._known:
            return
        self._known = known
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for at, one in enumerate(lines):
            if at:
                self._list.addWidget(line())
            row = EscalationRow(one, writable=writable, parent=self)
            row.raise_wanted.connect(self.raise_wanted)
            row.close_wanted.connect(self.close_wanted)
            row.back_wanted.connect(self.back_wanted)
            row.shown.connect(self.shown)
            self.rows.append(row)
            self._list.addWidget(row)


class EscalationRow(QWidget):
    raise_wanted = Signal(object)
    close_wanted = Signal(object)
    back_wanted = Signal(object)
    shown = Signal(object)

    def __init__(self, told: ConcernLine, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = told
        stands = told.escalation
        assert stands is not None  # noqa: S101  only what stands on a level is given a row
        tone = "plain" if stands.tone == "no_data" else stands.tone
        self.level = Pill(level_words(stands.level), tone, "arrow-up")
        self.clock = StatusLine(
            stands.clock_words, None if tone == "plain" else cast("Status", tone)
        )
        title = ElidedLabel(told.concern.title, "control")
        to_whom = f"with {stands.to_whom}, " if stands.to_whom else ""
        about = Wrapped("small", "text_2")
        about.setText(f"{stands.reason} ({to_whom}since {day_text(stands.since)})".strip())
        before = Wrapped("small", "text_2")
        before.setText(steps_before(told.steps))
        before.setVisible(bool(before.text()))
        to_do = Wrapped("small", "text")
        to_do.setText(stands.sentence)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.level)
        top.addWidget(self.clock)
        top.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        name = shortened(told.concern.title, _NAMED)
        self.raise_button = Button(
            f"Raise to level {stands.following}…" if stands.following else "Hand on…",
            "plain", "arrow-up", name=f"Raise: {name}",
        )  # fmt: skip
        self.close_button = Button("Resolve…", "plain", "check", name=f"Resolve: {name}")
        self.back_button = Button("Take back…", "quiet", "undo-2", name=f"Take back: {name}")
        show = Button("Show", "quiet", "arrow-right", name=f"Show: {name}")
        self.raise_button.clicked.connect(self._raise)
        self.close_button.clicked.connect(self._close)
        self.back_button.clicked.connect(self._take_back)
        show.clicked.connect(self._show)
        for button in (self.raise_button, self.close_button, self.back_button):
            buttons.addWidget(button)
            button.setVisible(writable)
        buttons.addWidget(show)
        buttons.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addLayout(top, 0, 0)
        for at, part in enumerate((title, about, before, to_do), start=1):
            grid.addWidget(part, at, 0)
        grid.addLayout(buttons, 5, 0)

    def _raise(self) -> None:
        self.raise_wanted.emit(self.line)

    def _close(self) -> None:
        self.close_wanted.emit(self.line)

    def _take_back(self) -> None:
        self.back_wanted.emit(self.line)

    def _show(self) -> None:
        self.shown.emit(self.line)
