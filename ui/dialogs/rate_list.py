"""The exchange rates of a portfolio, each with the day it holds from and a way to remove it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.deal import Rate
from models.text import day_text
from ui import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll


class RateList(PageScroll):
    """`removing` carries the rate; nothing is written here."""

    removing = Signal(object)  # Rate

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Exchange rates")
        theme.set_kind(self, "reading")
        self._rates: dict[int, Rate] = {}
        self.say("None stored yet.")

    def say(self, words: str) -> None:
        """A sentence where there are no rates."""
        self._fill()
        self._grid.addWidget(Label(words, "body", "text_2", wrap=True), 0, 0)

    def show_rates(self, rates: Sequence[Rate], *, removable: bool) -> None:
        """List the rates; those that are still there keep their place."""
        if not rates:
            self.say("None stored yet.")
            return
        self._fill()
        self._rates = {rate.id: rate for rate in rates}
        for at, rate in enumerate(rates):
            day = day_text(rate.on_date)
            self._grid.addWidget(Label(f"1 {rate.currency} = {rate.rate}", "number"), at, 0)
            self._grid.addWidget(Label(f"from {day}", "body", "text_2"), at, 1)
            if removable:
                name = f"Remove the rate of {rate.currency} from {day}"
                button = IconButton("trash-2", name)
                button.setProperty("rate", str(rate.id))
                button.clicked.connect(self._ask)
                self._grid.addWidget(button, at, 2, Qt.AlignmentFlag.AlignRight)
        # With a button in each line the keys scroll it along; without, it is a stop itself.
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.NoFocus if removable else policy.StrongFocus)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(len(rates), 1)

    def _fill(self) -> None:
        """Begin with an empty sheet."""
        self._rates = {}
        sheet = QWidget()
        theme.set_kind(sheet, "page")
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(14, 8, 8, 8)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(2)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(sheet)

    def _ask(self) -> None:
        button = self.sender()
        if isinstance(button, IconButton):
            self.removing.emit(self._rates[int(str(button.property("rate")))])
