"""Asks for a step into the program or out of it: the day, who decided, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.dialogs.step_form import StepForm
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.segmented import Segmented


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


class StepDialog(StepForm):
    """``answered`` carries an Answer; it stays open until it is told that all was written."""

    answered = Signal(object)
    taking_back = Signal()

    def __init__(self, question: Question, today: date, parent: QWidget | None = None) -> None:
        kind = "danger" if question.danger else "primary"
        super().__init__(question.title, question.verb, question.by, parent, kind=kind)
        self.question = question
        self.choice = Segmented(list(question.choices), question.choice_label)
        self.why = self.block(question.why_label, question.why)
        self.box = QCheckBox(question.confirm)
        self.back = Button("Take this step back", "quiet", "undo-2")
        self.back.clicked.connect(self.taking_back)
        self.bars = [MessageBar("at_risk", words) for words in question.warnings]
        rows: list[tuple[str, QWidget]] = [
            ("Date", self.ask_day(question.day or today, today)),
            ("By whom", self.by),
            (question.why_label, self.why),
        ]
        if question.choices:
            rows.insert(0, (question.choice_label, self.choice))
        else:
            self.put_away(self.choice)
        self.lay_out(rows, above=self.bars, below=(self.box,), beside=self.back)
        self.box.setVisible(bool(question.confirm))
        self.back.setVisible(question.recorded)
        self.keep(self.day, self.by, self.why)
        self.day.setFocus()
        self.day.selectAll()

    def finish(self) -> None:
        day = self.read_step_day()
        if day is None:
            return
        if self.question.confirm and not self.box.isChecked():
            self.show_problem("Tick the box once it is so: a part of the agreement is not enough.")
            self.box.setFocus()
            return
        step = str(self.choice.current) if self.question.choices else self.question.step
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once recorded
        self.answered.emit(Answer(step, day, self.by.text().strip(), self.why.toPlainText()))
