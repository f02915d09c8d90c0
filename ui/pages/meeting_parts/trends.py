"""What moved in a partner's pipeline since the last review: a sentence and its waterfall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.movement_chart import MovementChart

if TYPE_CHECKING:
    from models.background import Movement

_HIGH = 210


class Trends(QWidget):
    """``movement_wanted`` asks for the page about all partners' movement."""

    movement_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = Label("", "strong", "text", wrap=True)
        self.since = Label("", "small", "text_2", wrap=True)
        self.chart = MovementChart("What moved since the last review")
        self.more = Button("All movement", "link", "arrow-right")
        self.more.clicked.connect(self.movement_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.said, self.chart, self.since):
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def show_movement(self, found: Movement | None, currency: str, why_not: str) -> None:
        """Show it, or say why there is none."""
        from models import movement_words

        self.chart.setVisible(found is not None)
        self.since.setVisible(found is not None)
        if found is None:
            self.said.setText(why_not)
            return
        self.said.setText(f"{movement_words.conclusion(found, currency)}.")
        self.since.setText(movement_words.since_said(found, currency))
        self.chart.set_bars(movement_words.pack_bars(found, currency))

    def _fit(self) -> None:
        self.chart.setFixedHeight(theme.px(_HIGH))
