"""The hygiene rules of a portfolio: which speak, from when on, and the order of stages."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from models.errors import UserError
from models.hygiene.rules import RULES
from models.hygiene.thresholds import DEFAULTS, KEYS, Thresholds, checked, stages_of
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.widgets.buttons import Button

_NUMBERS = (
    ("unchanged_days", "Unchanged for more than (days)"),
    ("next_step_days", "Next step asked before close (days)"),
    ("likeness", "Names are alike from (percent)"),
    ("clean_share", "A clean share is good from (percent)"),
)
_LINES = 4


class HygieneRulesDialog(FormDialog):
    answered = Signal(object)  # Thresholds; it stays open until they are written

    def __init__(self, told: Thresholds, parent: QWidget | None = None) -> None:
        super().__init__(
            "Hygiene rules",
            "They hold for this portfolio, on the screen and on the command line.",
            "Save rules",
            parent,
        )
        self.numbers: dict[str, QLineEdit] = {}
        for key, title in _NUMBERS:
            field = self.numbers[key] = QLineEdit()
            field.setMaximumWidth(theme.px(90))
            self.add_row(key, title, field)
        self.stages = QPlainTextEdit()
        self.stages.setTabChangesFocus(True)
        self.stages.setFixedHeight(theme.px(21) * _LINES)
        self.stages.setPlaceholderText("One stage a line, the first one first")
        self.stages.textChanged.connect(self.forgive)
        self.add_row("stages", "Stages in their order", self.stages)
        self.on: dict[str, QCheckBox] = {}
        boxes = QWidget()
        grid = QGridLayout(boxes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for at, key in enumerate(KEYS):
            box = self.on[key] = QCheckBox(RULES[key].title)
            box.setAccessibleName(f"Rule: {RULES[key].title}")
            grid.addWidget(box, at // 2, at % 2)
        self.column.insertWidget(self.column.indexOf(self.problem), boxes)
        self.usual = Button("As usual", "link", name="Set all as usual")
        self.usual.clicked.connect(self.reset)
        self.foot.insertWidget(0, self.usual)
        self._show(told)
        self.keep(*self.numbers.values(), self.stages)
        self.numbers["unchanged_days"].setFocus()
        self.numbers["unchanged_days"].selectAll()

    def reset(self) -> None:
        """Put in what is usual; nothing is written yet."""
        self._show(DEFAULTS)

    def finish(self) -> None:
        """Tell what was set, or say under its field what can't be."""
        values: dict[str, Any] = {}
        for key, field in self.numbers.items():
            words = field.text().strip()
            if not words.isdecimal():
                self.refuse(key, "Type a whole number.")
                return
            try:
                values[key] = int(words)
                checked(Thresholds(**{key: values[key]}))
            except UserError as error:
                self.refuse(key, str(error))
                return
        try:
            values["stages"] = stages_of(self.stages.toPlainText().splitlines())
        except UserError as error:
            self.refuse("stages", str(error))
            return
        off = tuple(key for key, box in self.on.items() if not box.isChecked())
        self.go.setEnabled(False)
        self.answered.emit(Thresholds(off=off, **values))

    def _show(self, told: Thresholds) -> None:
        for key, field in self.numbers.items():
            field.setText(str(getattr(told, key)))
        self.stages.setPlainText("\n".join(told.stages))
        for key, box in self.on.items():
            box.setChecked(told.on(key))
        self.forgive()
