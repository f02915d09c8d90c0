"""Asks for what a decision of the January assessment takes: an exception's terms, or a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
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
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo


@dataclass(frozen=True, slots=True)
class ExceptionTerms:
    """What was typed for an exception (C017)."""

    tier: str
    reason: str
    approver: str
    until_on: date


class _Asking(KeepsTyped):
    """A small window with a title, a sentence, fields, a line for what is wrong, two buttons."""

    def __init__(self, title: str, sentence: str, action: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.go = Button(action, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(Label(title, "card", wrap=True))
        column.addWidget(Label(sentence, "body", "text_2", wrap=True))
        column.addLayout(self.form)
        column.addWidget(self.problem)
        self.go.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setFixedWidth(theme.px(460))

    def add_row(self, title: str, field: QWidget) -> None:
        label = Label(title, "control", "text_2")
        label.setBuddy(field)
        field.setAccessibleName(title)
        self.form.addRow(label, field)

    def refuse(self, field: QWidget, words: str) -> None:
        """Say what is missing, and put the cursor there."""
        theme.set_kind(field, "short", "state")
        self.problem.setText(words)
        self.problem.show()
        field.setFocus()

    def show_again(self, words: str) -> None:
        """Come back with what was typed, and say why it was not written."""
        self.problem.setText(words)
        self.problem.show()
        self.open()
        announce(self, words)

    def finish(self) -> None:
        """Tell what was typed, and step aside until it is written; or say what is wrong with it."""


class ExceptionDialog(_Asking):
    """``made`` carries ExceptionTerms; nothing is written here."""

    made = Signal(object)

    def __init__(
        self,
        partner: str,
        calculated: str,
        tiers: Sequence[tuple[str, str]],
        until_on: date,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"Exception for {partner}",
            f"The calculated tier is {calculated}. Another one takes a reason, an approver and an"
            " end; once it has ended, what was calculated holds again.",
            "Sign off the exception",
            parent,
        )
        self._today = today
        self.tier = QuietCombo([(key, label) for key, label in tiers], "Tier")
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(76))
        self.approver = QLineEdit()
        self.until_on = QLineEdit(day_text(until_on))
        self.add_row("Tier", self.tier)
        self.add_row("Reason", self.reason)
        self.add_row("Approved by", self.approver)
        self.add_row("Until", self.until_on)
        self.keep(self.reason, self.approver, self.until_on)
        self.reason.setFocus()

    def finish(self) -> None:
        reason = self.reason.toPlainText().strip()
        approver = self.approver.text().strip()
        for field in (self.reason, self.approver, self.until_on):
            theme.set_kind(field, "", "state")
        if not reason:
            self.refuse(self.reason, "An exception takes a reason. Say why, in a few words.")
            return
        if not approver:
            self.refuse(self.approver, "An exception takes an approver. Name who decided it.")
            return
        try:
            until = read_day(self.until_on.text(), self._today)
        except UserError as error:
            self.refuse(self.until_on, str(error))
            return
        if until is None:
            self.refuse(self.until_on, "An exception takes an end. Type its last day.")
            return
        self.hide()
        self.made.emit(ExceptionTerms(str(self.tier.current), reason, approver, until))


class ReasonDialog(_Asking):
    """``given`` carries the reason; with `needed` it can't be left blank."""

    given = Signal(str)

    def __init__(
        self,
        title: str,
        sentence: str,
        action: str,
        parent: QWidget | None = None,
        *,
        needed: bool = True,
    ) -> None:
        super().__init__(title, sentence, action, parent)
        self._needed = needed
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(76))
        self.add_row("Reason", self.reason)
        self.keep(self.reason)
        self.reason.setFocus()

    def finish(self) -> None:
        reason = self.reason.toPlainText().strip()
        if self._needed and not reason:
            self.refuse(self.reason, "It takes a reason. Say why, in a few words.")
            return
        self.hide()
        self.given.emit(reason)
