"""One view of health: its colour, what a person says, how it went, and each figure on a scale."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.governance.health_views import ABOUT, NAMES, Measure, Point, View
from models.health import (
    BELOW,
    HEALTH_VIEWS,
    NEAR,
    NO_EVIDENCE,
    ON_TARGET,
    UNKNOWN,
    WORDS,
    HealthLimits,
)
from models.text import day_text
from ui.tokens import Status
from ui.widgets.buttons import Button
from ui.widgets.card import Card, StatusLine
from ui.widgets.labels import Label
from ui.widgets.share_row import ShareRow
from ui.widgets.status_strip import StatusStrip

STATUS: dict[str, Status] = {
    ON_TARGET: "met",
    NEAR: "at_risk",
    BELOW: "short",
    UNKNOWN: "no_data",
}


_SAID = 3  # figures whose sentence stands above them all; each has its own as a tool tip


class HealthCard(Card):
    """``opened`` carries a measure whose records are asked for."""

    opened = Signal(object)
    overriding = Signal(str)  # the view that a person sees otherwise
    taken_back = Signal(object)  # the id of what was said

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(NAMES[key], parent)
        self.key = key
        self.view: View | None = None
        self.rows: list[ShareRow] = []
        self.strip = StatusStrip(f"{NAMES[key]} health in the last quarters")
        self.add_action(self.strip)
        self.status = StatusLine(NO_EVIDENCE, "no_data", role="card")
        self.say = Button(
            "Say otherwise…", "quiet", "pencil", name=f"Say otherwise of {key} health"
        )
        self.say.clicked.connect(self._override)
        self.word = StatusLine("", "met")
        self.why = Label("", "small", "text_2", wrap=True)
        self.back = Button(
            "Take back", "quiet", "undo-2", name=f"Take back the word on {key} health"
        )
        self.back.clicked.connect(self._take_back)
        self.evidence = Label("", "body", "text_2", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self.status, 1)
        head.addWidget(self.say)
        said = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.word)
        words.addWidget(self.why)
        said.addLayout(words, 1)
        said.addWidget(self.back)
        self._said = QWidget()
        said.setContentsMargins(0, 0, 0, 0)
        self._said.setLayout(said)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addWidget(Label(ABOUT[key], "small", "text_2", wrap=True))
        self.body.addLayout(head)
        self.body.addWidget(self._said)
        self.body.addWidget(self.evidence)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self._said.hide()

    def show_view(
        self, view: View, course: tuple[Point, ...], limits: HealthLimits, *, writable: bool
    ) -> None:
        self.view = view
        self.status.set(view.words, STATUS[view.colour])
        self.evidence.setText(view.decisive(limits, _SAID))
        self.evidence.setVisible(bool(view.known))  # else each row says what it lacks
        self.say.setEnabled(writable)
        self._show_word(view, writable=writable)
        place = HEALTH_VIEWS.index(self.key)
        self.strip.show_course(
            [
                (day_text(one.on), STATUS[one.colours[place]],
                 WORDS.get(one.colours[place], NO_EVIDENCE))
                for one in course
            ]
        )  # fmt: skip
        self._show_measures(view, limits)

    def _show_word(self, view: View, *, writable: bool) -> None:
        told = view.override
        self._said.setVisible(told is not None)
        self.back.setEnabled(writable)
        if told is not None:
            until = f", until {day_text(told.until)}" if told.until else ""
            by = f" by {told.by_whom}" if told.by_whom else ""
            self.word.set(f"{told.words}, a person says", STATUS[told.colour])
            self.why.setText(f"{told.reason} Said on {day_text(told.on)}{by}{until}.")

    def _show_measures(self, view: View, limits: HealthLimits) -> None:
        while len(self.rows) < len(view.measures):
            row = ShareRow()
            row.clicked.connect(partial(self._open, len(self.rows)))
            self.rows.append(row)
            self._list.addWidget(row)
        for at, row in enumerate(self.rows):
            there = at < len(view.measures)
            row.setVisible(there)
            if there:
                one = view.measures[at]
                row.show_share(
                    one.name, one.percent, STATUS[one.colour(limits)], limits.amber, one.said
                )

    def measure(self, at: int) -> Measure | None:
        return self.view.measures[at] if self.view and at < len(self.view.measures) else None

    def _open(self, at: int, _: bool = False) -> None:
        found = self.measure(at)
        if found is not None:
            self.opened.emit(found)

    def _override(self) -> None:
        self.overriding.emit(self.key)

    def _take_back(self) -> None:
        if self.view is not None and self.view.override is not None:
            self.taken_back.emit(self.view.override.id)
