"""Asks for a step into the program or out of it: the day, who decided, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.text import day_text
from models.typed import read_day
from ui import theme
from ui.dialogs.keeps_typed import KeepsTyped
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.day_popup import DayPopup
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.segmented import Segmented

_LINES = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What the dialog asks. `choices` are (step, word) where the step itself is asked for.

    `confirm` is a box that has to be ticked; `warnings` keep nobody from going on; `why_label`
    heads the reason; with `recorded` the step is there already and may be taken back.
    """

    title: str
    verb: str
    _: KW_ONLY
    step: str = ""
    choices: Sequence[tuple[str, str]] = ()
    choice_label: str = "Step"
    day: date | None = None
    by: str = ""
    why: str = ""
    why_label: str = "Why"
    confirm: str = ""
    warnings: Sequence[str] = ()
    recorded: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed and chosen."""

    step: str
    on: date
    by: str
    why: str


class StepDialog(KeepsTyped):
    """``answered`` carries an Answer; it stays open until it is told that all was written."""

    answered = Signal(object)
    taking_back = Signal()

    def __init__(self, question: Question, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.question, self._today = question, today
        self.choice = Segmented(list(question.choices), question.choice_label)
        self.choice.setVisible(bool(question.choices))
        self.day = QLineEdit(day_text(question.day or today))
        self.day.setAccessibleName("Date")
        self.day.setPlaceholderText("3 Mar 2026")
        self.day.textEdited.connect(self._forgive)
        self.calendar = IconButton("calendar", "Pick the date from a calendar")
        self.calendar.clicked.connect(self._open_calendar)
        self.by = QLineEdit(question.by)
        self.by.setAccessibleName("By whom")
        self.by.setPlaceholderText("Name of the person who decided")
        self.why = QPlainTextEdit(question.why)
        self.why.setAccessibleName(question.why_label)
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(theme.px(22) * _LINES)
        self.box = QCheckBox(question.confirm)
        self.box.setVisible(bool(question.confirm))
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self._build()
        self.keep(self.day, self.by, self.why)
        self.day.setFocus()
        self.day.selectAll()

    def show_problem(self, sentence: str) -> None:
        """Say why the step was not recorded; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)
        self.adjustSize()
        self.go.setEnabled(True)

    # ---- inside ----------------------------------------------------------------------------

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        day = QHBoxLayout()
        day.setSpacing(4)
        day.addWidget(self.day, 1)
        day.addWidget(self.calendar)
        if self.question.choices:
            head = Label(self.question.choice_label, "control", "text_2")
            form.addRow(head, self.choice)
        for title, field in (
            ("Date", day),
            ("By whom", self.by),
            (self.question.why_label, self.why),
        ):
            label = Label(title, "control", "text_2")
            if isinstance(field, QWidget):
                label.setBuddy(field)
            form.addRow(label, field)
        kind = "danger" if self.question.danger else "primary"
        self.go = Button(self.question.verb, kind)
        self.go.setDefault(True)
        self.go.clicked.connect(self._finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        self.back = Button("Take this step back", "quiet", "undo-2")
        self.back.setVisible(self.question.recorded)
        self.back.clicked.connect(self.taking_back)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(Label(self.question.title, "card", wrap=True))
        self.bars = [MessageBar("at_risk", words) for words in self.question.warnings]
        for bar in self.bars:
            column.addWidget(bar)
        column.addLayout(form)
        column.addWidget(self.box)
        column.addWidget(self.problem)
        self.go.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(480))

    def _finish(self) -> None:
        try:
            day = read_day(self.day.text(), self._today)
        except UserError as error:
            self._refuse(str(error))
            return
        if day is None:
            self._refuse("The step needs its day. Type one, such as 3 Mar 2026.")
            return
        if self.question.confirm and not self.box.isChecked():
            self.show_problem("Tick the box once it is so: a part of the agreement is not enough.")
            self.box.setFocus()
            return
        step = str(self.choice.current) if self.question.choices else self.question.step
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once recorded
        self.answered.emit(Answer(step, day, self.by.text().strip(), self.why.toPlainText()))

    def _refuse(self, sentence: str) -> None:
        theme.set_kind(self.day, "short", "state")
        self.show_problem(sentence)
        self.day.setFocus()
        self.day.selectAll()

    def _forgive(self, _: str = "") -> None:
        theme.set_kind(self.day, "", "state")
        self.problem.hide()

    def _open_calendar(self) -> None:
        try:
            day = read_day(self.day.text(), self._today)
        except UserError:
            day = None
        popup = DayPopup(day or self._today, self._today, self, typing=False)
        popup.picked.connect(self._pick)
        popup.open_under(self.day)

    def _pick(self, day: date | None) -> None:
        if day is not None:
            self.day.setText(day_text(day))
            self._forgive()
