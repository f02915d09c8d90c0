"""Asks from where on two lists differ, and after how many days a list is old."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.spin_box import SpinBox

_ASKED = (
    ("Amounts may differ by", " %", 100),
    ("Close dates may differ by", " days", 366),
    ("A list is old after", " days", 1_000),
)


class LimitsDialog(SmallWindow):
    """``chosen`` carries percent, days and age."""

    chosen = Signal(int, int, int)

    def __init__(self, now: tuple[int, int, int], parent: QWidget | None = None) -> None:
        super().__init__("When two lists differ", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(
            Label(
                "Differences up to these limits count as the same, for all partners of this"
                " portfolio.",
                "body", "text_2", wrap=True,
            )
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.fields: list[SpinBox] = []
        for row, ((words, unit, most), value) in enumerate(zip(_ASKED, now, strict=True)):
            field = SpinBox(words)
            field.setRange(0, most)
            field.setValue(value)
            field.setSuffix(unit)
            grid.addWidget(Label(words, "control"), row, 0)
            grid.addWidget(field, row, 1)
            self.fields.append(field)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        go = Button("Save", "primary")
        go.setDefault(True)
        go.clicked.connect(self.finish)
        self.foot.addWidget(go)
        self.setFixedWidth(theme.px(420))
        self.fields[0].setFocus()

    def finish(self) -> None:
        self.chosen.emit(*(field.value() for field in self.fields))
        self.accept()
