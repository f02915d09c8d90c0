"""Asks which deal would be otherwise, and how: its day, its amount, its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.deal import Deal
from models.deal_typed import STATUS_WORDS
from models.errors import UserError
from models.money import plain
from models.names import tidy
from models.text import day_text
from models.typed import read_amount, read_day
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.segmented import Segmented


class TryDealDialog(QDialog):
    """``made`` carries the deal as it would be; nothing is written, here or anywhere.

    deals: those that can be changed, in the program's currency; none asks for a new one, which
    starts as ``new``.
    """

    made = Signal(object)

    def __init__(
        self,
        deals: Sequence[Deal],
        new: Deal,
        today: date,
        currency: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._deals, self._new = {deal.id: deal for deal in deals}, new
        self._today, self._currency = today, currency
        title = "Try a change of a deal" if deals else "Try a new deal"
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = self._line("Deal", "What it is called")
        self.choice = QuietCombo([(deal.id, _label(deal)) for deal in deals], "Deal", width=380)
        # Its width is fixed: measuring 2,000 names for it took 60 ms.
        policy = QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.choice.setSizeAdjustPolicy(policy)
        self.choice.setEditable(True)
        self.choice.setInsertPolicy(QuietCombo.InsertPolicy.NoInsert)
        completer = self.choice.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.choice.currentIndexChanged.connect(self._fill)
        self.status = Segmented(list(STATUS_WORDS.items()), "Status")
        self.close_date = self._line("Close date", "3 Mar 2026")
        self.amount = self._line("TCV", "0.00")
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        which = self.choice if deals else self.name
        for words, field in (
            ("Deal", which),
            ("Close date", self.close_date),
            (f"TCV ({currency})", self.amount),
            ("Status", self.status),
        ):
            label = Label(words, "control", "text_2")
            label.setBuddy(field)
            form.addRow(label, field)
        (self.name if deals else self.choice).hide()
        add = Button("Try it", "primary")
        add.setDefault(True)
        add.clicked.connect(self._finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(Label(title, "card"))
        still = "Nothing is written: the deal itself stays as it is." if deals else ""
        column.addWidget(Label(still or "Nothing is written: it is only tried.", "small", "text_2"))
        column.addLayout(form)
        column.addWidget(self.problem)
        add.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(470))
        self._fill()
        self.name.selectAll()  # what is typed first replaces the name that is offered

    @property
    def chosen(self) -> Deal:
        """The deal that is looked at, as it stands."""
        return self._deals.get(int(str(self.choice.current or 0)), self._new)

    def choose(self, deal_id: int) -> None:
        """Look at one of the deals."""
        self.choice.set_current(deal_id)
        self._fill()

    def _fill(self) -> None:
        deal = self.chosen
        editor = self.choice.lineEdit()
        if editor is not None:
            editor.setCursorPosition(0)  # the name, not the end of what stands after it
        self.name.setText(deal.name)
        self.status.set_current(deal.status)
        self.close_date.setText(day_text(deal.close_date) if deal.close_date else "")
        minor = deal.tcv_minor
        self.amount.setText(plain(minor, self._currency) if minor else "")

    def _finish(self) -> None:
        deal = self.chosen
        if self._deals and self.choice.currentText() != _label(deal):
            self._refuse(self.choice, "No deal of this partner has that name. Choose one of them.")
            return
        try:
            close = read_day(self.close_date.text(), self._today)
        except UserError as error:
            self._refuse(self.close_date, str(error))
            return
        try:
            minor = read_amount(self.amount.text(), self._currency)
        except UserError as error:
            self._refuse(self.amount, str(error))
            return
        self.made.emit(_changed(deal, self._name(deal), str(self.status.current), close, minor))
        self.accept()

    def _name(self, deal: Deal) -> str:
        return deal.name if self._deals else tidy(self.name.text()) or self._new.name

    def _refuse(self, field: QWidget, sentence: str) -> None:
        theme.set_kind(field, "short", "state")
        self.problem.setText(sentence)
        self.problem.show()
        field.setFocus()

    @staticmethod
    def _line(name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made


def _changed(deal: Deal, name: str, status: str, close: date | None, minor: int) -> Deal:
    """The deal with another amount keeps its services portion as far as it goes."""
    from models.program.new_deals import portions

    partner, services = portions(deal, minor)
    return replace(
        deal,
        name=name,
        status=status,
        close_date=close,
        partner_minor=partner,
        services_minor=services,
        tcv_minor=minor,
    )


def _label(deal: Deal) -> str:
    name = deal.name or deal.customer or "Unnamed deal"
    due = day_text(deal.close_date) if deal.close_date else "no close date"
    return f"{name} ({deal.status}, {due})"
