"""Asks for a step of an omission's review: the day, who takes it, words for the partner, a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.governance.omission_review import Move, Weighed
from models.text import day_text
from models.typed import read_day
from ui import theme
from ui.dialogs.keeps_typed import KeepsTyped
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.day_popup import DayPopup
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.quiet_combo import QuietCombo

_LINES = 3
_ABOUT = {
    "review": "Whoever takes the step is named in the history of the case.",
    "ask": "The case waits until the review is gone on with.",
    "accept": "The deal is added to ours and counts from then on. Undo takes it back.",
    "reject": "Nothing is added to our deals.",
    "withdraw": "The case is closed without a decision. It can be re-opened.",
    "reopen": "The decision is taken from the case, and stays in its history.",
}
_NOTES = {"ask": "What is missing", "reopen": "Why"}


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """What was typed and chosen; `choice` is one of those that were offered, None without any."""

    on: date
    by_whom: str
    words: str
    note: str
    choice: int | None


class OmissionStepDialog(KeepsTyped):
    """``answered`` carries a StepAnswer; it stays open until it is told that all was written."""

    answered = Signal(object)

    def __init__(
        self,
        move: Move,
        name: str,
        today: date,
        by_whom: str,
        parent: QWidget | None = None,
        *,
        weighed: Weighed | None = None,
        choices: Sequence[tuple[int, str]] = (),
    ) -> None:
        """`choices` are (key, words) of what is to become of the deal."""
        super().__init__(parent)
        self.setWindowTitle(f"{move.verb}: {name}")
        self.move_, self._today = move, today
        self.day = QLineEdit(day_text(today))
        self.day.setAccessibleName("Date")
        self.day.setPlaceholderText("3 Mar 2026")
        self.day.textEdited.connect(self._forgive)
        self.calendar = IconButton("calendar", "Pick the date from a calendar")
        self.calendar.clicked.connect(self._open_calendar)
        self.by = QLineEdit(by_whom)
        self.by.setAccessibleName("By whom")
        self.by.setPlaceholderText("Name of the person who takes the step")
        self.words = self._block("Words for the partner")
        self.words.setPlaceholderText("The partner reads this, in its pack and its letter")
        self.note = self._block(_NOTES.get(move.key, "Internal note"))
        if not move.needs_reason:
            self.note.setPlaceholderText("For the host only; may be left out")
        self.choice = QuietCombo(list(choices), "What becomes of the deal", width=320)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self._build(name, weighed, has_choices=bool(choices))
        self.keep(self.by, self.words, self.note)
        (self.by if not by_whom else self.words if move.needs_words else self.note).setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why the step was not taken; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)
        self.adjustSize()
        self.go.setEnabled(True)

    # ---- inside ----------------------------------------------------------------------------

    def _block(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(theme.px(22) * _LINES)
        return made

    def _build(self, name: str, weighed: Weighed | None, *, has_choices: bool) -> None:
        move = self.move_
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        day = QHBoxLayout()
        day.setSpacing(4)
        day.addWidget(self.day, 1)
        day.addWidget(self.calendar)
        rows: list[tuple[str, QWidget | QHBoxLayout]] = [("Date", day), ("By whom", self.by)]
        if has_choices:
            rows.append(("The deal", self.choice))
        if move.needs_words:
            rows.append((self.words.accessibleName(), self.words))
        rows.append((self.note.accessibleName(), self.note))
        for title, field in rows:
            label = Label(title, "control", "text_2", wrap=True)
            if isinstance(field, QWidget):
                label.setBuddy(field)
            form.addRow(label, field)
        asked = [field for _, field in rows]
        spare: tuple[QWidget, ...] = (self.choice, self.words)
        for field in spare:
            if field not in asked:
                field.setParent(self)
                field.hide()
        kind = "danger" if move.key in ("reject", "withdraw") else "primary"
        self.go = Button(move.verb, kind)
        self.go.setDefault(True)
        self.go.clicked.connect(self._finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(Label(f"{move.verb}: {name}", "card", wrap=True))
        about = _ABOUT.get(move.key, "")
        if about:
            column.addWidget(Label(about, "body", "text_2", wrap=True))
        self.effect = MessageBar("accent")
        self.effect.setVisible(weighed is not None)
        if weighed is not None:
            status = "at_risk" if weighed.left_out else "met" if weighed.lifts else "accent"
            lead = "If accepted: " if weighed.known else ""
            self.effect.set(status, f"{lead}{weighed.words}")
            column.addWidget(self.effect)
        column.addLayout(form)
        column.addWidget(self.problem)
        self.go.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(520))

    def _finish(self) -> None:
        try:
            day = read_day(self.day.text(), self._today)
        except UserError as error:
            self._refuse_day(str(error))
            return
        if day is None:
            self._refuse_day("The step needs its day. Type one, such as 3 Mar 2026.")
            return
        chosen = self.choice.current if self.choice.count() else None
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once recorded
        self.answered.emit(
            StepAnswer(
                day,
                self.by.text().strip(),
                self.words.toPlainText() if self.move_.needs_words else "",
                self.note.toPlainText(),
                chosen if isinstance(chosen, int) else None,
            )
        )

    def _refuse_day(self, sentence: str) -> None:
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
