"""Colours, text size and exchange rates; each choice applies at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from models.deal import Rate
from models.errors import UserError
from models.store import records
from models.store.portfolio import Portfolio
from models.store.rates import store_rate
from models.text import day_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.rate_list import RateList
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_MODES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_SCALES = (90, 100, 110, 125, 150)


class SettingsDialog(SmallWindow):
    """Nothing here needs a Save: what is picked is in force."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Settings", parent)
        self.desk = desk
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.colours = QComboBox()
        for key, name in _MODES:
            self.colours.addItem(name, key)
        self.colours.setCurrentIndex(self.colours.findData(theme.mode()))
        self.colours.setAccessibleName("Colours")
        self.colours.currentIndexChanged.connect(self._dress)
        self.size_of_text = QComboBox()
        for percent in _SCALES:
            self.size_of_text.addItem(f"{percent} %", percent)
        nearest = min(_SCALES, key=lambda percent: abs(percent - 100 * theme.text_scale()))
        self.size_of_text.setCurrentIndex(self.size_of_text.findData(nearest))
        self.size_of_text.setAccessibleName("Text size")
        self.size_of_text.currentIndexChanged.connect(self._dress)
        form.addRow("Colours", self.colours)
        form.addRow("Text size", self.size_of_text)

        words = Label(
            "Deals in another currency count with the newest rate dated on or before the as-of "
            "day: units of the program's currency for one unit of theirs.",
            "body",
            "text_2",
            wrap=True,
        )
        self.known = RateList()
        self.known.removing.connect(self._remove)
        self.code, self.value = QLineEdit(), QLineEdit()
        self.code.setPlaceholderText("EUR")
        self.code.setAccessibleName("Currency code")
        self.code.setMaximumWidth(90)
        self.value.setPlaceholderText("1.0835")
        self.value.setAccessibleName("Rate")
        self.store = Button("Store from today")
        self.store.clicked.connect(self._store)
        self.value.returnPressed.connect(self._store)
        row = QHBoxLayout()
        row.addWidget(self.code)
        row.addWidget(self.value)
        row.addWidget(self.store)
        self.trouble = Label("", "small", "short", wrap=True)
        self.trouble.hide()

        layout = self.body
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addWidget(Label("Exchange rates", "card"))
        layout.addWidget(words)
        layout.addWidget(self.known, 1)
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        self.resize(520, 560)
        opened = desk.opened.path is not None
        self._writable = opened and not desk.opened.read_only
        for widget in (self.code, self.value, self.store):
            widget.setEnabled(self._writable)
        if opened:
            desk.lane.read(_rates, self._show, owner=self)
        else:
            self.known.say("They belong to a portfolio; none is open.")

    def _dress(self) -> None:
        mode, percent = self.colours.currentData(), self.size_of_text.currentData()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode, percent / 100)
        self.desk.settings.setValue("theme", mode)
        self.desk.settings.setValue("text_scale", percent / 100)

    def _store(self) -> None:
        code, value, day = self.code.text(), self.value.text(), self.desk.today

        def fn(portfolio: Portfolio) -> list[Rate]:
            store_rate(portfolio, code, value, day)
            return _rates(portfolio)

        self.desk.lane.write(
            f"Set the rate of {code.strip().upper()}",
            fn,
            self._stored,
            owner=self,
            failed=self._refused,
        )

    def _remove(self, rate: Rate) -> None:
        def fn(portfolio: Portfolio) -> list[Rate]:
            records.delete(portfolio, Rate, [rate.id])
            return _rates(portfolio)

        self.desk.lane.write(
            f"Remove the rate of {rate.currency} from {day_text(rate.on_date)}",
            fn,
            self._removed,
            owner=self,
            failed=self._refused,
        )

    def _removed(self, rates: list[Rate]) -> None:
        self.trouble.hide()
        self._show(rates)
        self.code.setFocus()  # the button that had it is gone

    def _stored(self, rates: list[Rate]) -> None:
        self.code.clear()
        self.value.clear()
        self.trouble.hide()
        self._show(rates)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.trouble.setText(str(error))
            self.trouble.show()

    def _show(self, rates: list[Rate]) -> None:
        self.known.show_rates(rates, removable=self._writable)


def _rates(portfolio: Portfolio) -> list[Rate]:
    found = sorted(records.find(portfolio, Rate), key=lambda rate: rate.on_date, reverse=True)
    return sorted(found, key=lambda rate: rate.currency)
