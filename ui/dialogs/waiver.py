"""Asks why an item of a checklist is waived, who approved it, and until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
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
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.day_popup import DayPopup
from ui.widgets.labels import Label

_LINES = 3


class WaiverDialog(QDialog):
    """``answered`` carries reason, approver, and a day or None; it stays open until it is told
    that all was written.
    """

    answered = Signal(str, str, object)

    def __init__(self, question: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Waive an item")
        self._today = today
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why this is not asked of the partner")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(22) * _LINES)
        self.approver = QLineEdit()
        self.approver.setAccessibleName("Approved by")
        self.approver.setPlaceholderText("Name of the person who approved it")
        self.until = QLineEdit()
        self.until.setAccessibleName("Until")
        self.until.setPlaceholderText("3 Mar 2027, or blank for good")
        self.until.textEdited.connect(self._forgive)
        self.calendar = IconButton("calendar", "Pick the last day from a calendar")
        self.calendar.clicked.connect(self._open_calendar)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self._build(question)
        self.reason.setFocus()

    def show_waiver(self, reason: str, approver: str, until: date | None) -> None:
        """Begin with a waiver that is there already."""
        self.reason.setPlainText(reason)
        self.approver.setText(approver)
        self.until.setText(day_text(until) if until else "")

    def show_problem(self, sentence: str) -> None:
        """Say why it was not written; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)
        self.adjustSize()
        self.go.setEnabled(True)

    def _build(self, question: str) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        until = QHBoxLayout()
        until.setSpacing(4)
        until.addWidget(self.until, 1)
        until.addWidget(self.calendar)
        for title, field in (("Reason", self.reason), ("Approved by", self.approver)):
            label = Label(title, "control", "text_2")
            label.setBuddy(field)
            form.addRow(label, field)
        form.addRow(Label("Until", "control", "text_2"), until)
        self.go = Button("Waive", "primary")
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
        column.addWidget(Label(question, "card", wrap=True))
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(480))

    def _finish(self) -> None:
        try:
            until = read_day(self.until.text(), self._today)
        except UserError as error:
            theme.set_kind(self.until, "short", "state")
            self.show_problem(str(error))
            self.until.setFocus()
            self.until.selectAll()
            return
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        self.answered.emit(self.reason.toPlainText(), self.approver.text(), until)

    def _forgive(self, _: str = "") -> None:
        theme.set_kind(self.until, "", "state")
        self.problem.hide()

    def _open_calendar(self) -> None:
        try:
            day = read_day(self.until.text(), self._today)
        except UserError:
            day = None
        popup = DayPopup(day or self._today, self._today, self, typing=False)
        popup.picked.connect(self._pick)
        popup.open_under(self.until)

    def _pick(self, day: date | None) -> None:
        if day is not None:
            self.until.setText(day_text(day))
            self._forgive()
