"""Colours, text size, locking, rules of governance, rates; each choice applies at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QWidget,
)

from ui import theme
from ui.desk import Desk
from ui.dialogs.rate_list import RateList
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_MODES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_SCALES = (90, 100, 110, 125, 150)


LOCK_AFTER = (5, 15, 30, 60)
_LOCK_DEFAULT = 15
_LOCK_SETTING = "lock_after_minutes"


def lock_after(desk: Desk) -> int:
    """After how many minutes without a touch a protected portfolio is locked; 0 for never."""
    kept = str(desk.settings.value(_LOCK_SETTING, _LOCK_DEFAULT))
    return int(kept) if kept.isdecimal() and int(kept) in (0, *LOCK_AFTER) else _LOCK_DEFAULT


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
        self.lock_after = QComboBox()
        for minutes in LOCK_AFTER:
            self.lock_after.addItem(f"{minutes} minutes without a touch", minutes)
        self.lock_after.addItem("Never", 0)
        self.lock_after.setCurrentIndex(self.lock_after.findData(lock_after(desk)))
        self.lock_after.setAccessibleName("Lock a protected portfolio after")
        self.lock_after.currentIndexChanged.connect(self._keep_lock)
        form.addRow("Lock when protected", self.lock_after)
        self.governance = Button("Rules of governance…", "plain", "sliders-horizontal")
        self.governance.clicked.connect(self.ask_rules)
        form.addRow("This portfolio", self.governance)

        words = Label(
            "Deals in another currency count with the newest rate dated on or before the as-of "
            "day: units of the program's currency for one unit of theirs.",
            "body",
            "text_2",
            wrap=True,
        )
        self.known = RateList(desk)
        layout = self.body
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addWidget(Label("Exchange rates", "card"))
        layout.addWidget(words)
        layout.addWidget(self.known, 1)
        self.resize(theme.px(680), theme.px(600))

    def ask_rules(self) -> None:
        """Notice, clocks, reviews, spans and the limits of health."""
        from ui.dialogs.governance_rules import ask_rules

        ask_rules(self.desk, self)

    def _keep_lock(self) -> None:
        self.desk.settings.setValue(_LOCK_SETTING, self.lock_after.currentData())

    def _dress(self) -> None:
        mode, percent = self.colours.currentData(), self.size_of_text.currentData()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode, percent / 100)
        self.desk.settings.setValue("theme", mode)
        self.desk.settings.setValue("text_scale", percent / 100)
