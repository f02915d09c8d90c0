"""Asks what happened to a benefit: to be logged for one or more partners, or to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.benefit_words import EVENT, not_included_words
from models.errors import UserError
from models.text import counted, day_text
from models.typed import read_day
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.benefit_event import BenefitEvent
    from models.benefits import Line, Win
    from models.program.terms import Benefit


# What a wire on a win usually tells.
_WIRE = (
    "Client and industry, size and term; why we won, what worked, what we learned, thanks to whom"
)


@dataclass(frozen=True, slots=True)
class Whom:
    """A partner for whom something is logged: its tier in words and its lines of the year."""

    id: int
    name: str
    tier: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed; `values` are the fields of an entry besides partner and year."""

    benefit: Benefit
    values: dict[str, Any]


_LEAVING = "What you typed is not saved. Press Esc or Cancel once more to leave without it."


class LogDialog(QDialog):
    """``made`` carries an Entry, ``deleting`` the id of the one shown; nothing is written here."""

    made = Signal(object)
    deleting = Signal(object)

    def __init__(
        self,
        whom: Sequence[Whom],
        benefits: Sequence[Benefit],
        year: int,
        today: date,
        parent: QWidget | None = None,
        *,
        benefit: str = "",
        event: str = "delivered",
        shown: BenefitEvent | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._title = "Correct an entry" if shown else "Log a benefit"
        self.setWindowTitle(self._title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._whom, self._today, self._year = list(whom), today, year
        self._benefits = {known.id: known for known in benefits}
        self.benefit = QuietCombo([(b.id, b.label) for b in benefits], "Benefit", width=330)
        self.event_choice = Segmented(list(EVENT.items()), "What happened")
        self.on_date = self._field("On", "3 Mar 2026", day_text(shown.on_date if shown else today))
        due = day_text(shown.due_on) if shown and shown.due_on else ""
        self.due_on = self._field("Due", "Optional: the day by which it is to be given", due)
        self.by_whom = self._field("By", "You", shown.by_whom if shown else "")
        self.note = QPlainTextEdit(shown.note if shown else "")
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(62))
        self.evidence = self._field(
            "Evidence", "A link, a file, or what shows it", shown.evidence if shown else ""
        )
        self.deal = QuietCombo([], "Win", width=330)
        self.parts: dict[str, QCheckBox] = {}
        self._parts_box = QWidget()
        self._parts_column = QVBoxLayout(self._parts_box)
        self._parts_column.setContentsMargins(0, 0, 0, 0)
        self._parts_column.setSpacing(2)
        self.warning = Label("", "small_strong", "at_risk", wrap=True)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self._build()
        self.benefit.set_current(shown.benefit if shown else benefit or next(iter(self._benefits)))
        self.event_choice.set_current(shown.event if shown else event)
        self._typed, self._warned = self._written(), ""
        self.benefit.chosen.connect(self._fit)
        self.event_choice.chosen.connect(self._fit)
        self._fit()

    # ---- what is asked ---------------------------------------------------------------------

    @property
    def chosen(self) -> Benefit:
        """The benefit that is picked."""
        return self._benefits[str(self.benefit.current)]

    def _fit(self, _: object = None) -> None:
        """Ask only for what the benefit and the event need, and say what would be warned about."""
        benefit, event = self.chosen, str(self.event_choice.current)
        delivered = event == "delivered"
        self._form.setRowVisible(self.due_on, event == "promised")
        self._offer_parts(benefit)
        self.note.setPlaceholderText(_WIRE if benefit.due == "each_win" else "")
        self._form.setRowVisible(self._parts_box, bool(benefit.parts) and delivered)
        wins = self._wins(benefit)
        told = self._shown.deal_id if self._shown else 0
        offered = [(0, "No win in particular"), *((win.deal_id, win.name) for win in wins)]
        if told and told not in dict(offered):
            offered.append((told, "The win that it tells of"))
        self.deal.set_choices(offered)
        only = wins[0].deal_id if len(wins) == 1 and self._shown is None else 0
        self.deal.set_current(told or only)
        self._form.setRowVisible(self.deal, len(offered) > 1 and delivered)
        found = [
            (who.tier, line)
            for who in self._whom
            for line in who.lines
            if line.benefit.id == benefit.id
        ]
        words = not_included_words(found, event)
        self.warning.setText(words)
        self.warning.setVisible(bool(words))
        self.adjustSize()

    def _wins(self, benefit: Benefit) -> list[Win]:
        """Of one partner, the wins that no wire tells of yet, and the one of this entry."""
        if len(self._whom) != 1 or benefit.due != "each_win":
            return []
        lines = self._whom[0].lines
        return [win for line in lines if line.benefit.id == benefit.id for win in line.without_wire]

    def _offer_parts(self, benefit: Benefit) -> None:
        if list(self.parts) == list(benefit.parts):
            return
        for box in self.parts.values():
            self._parts_column.removeWidget(box)
            box.deleteLater()
        self.parts = {}
        for part in benefit.parts:
            box = self.parts[part] = QCheckBox(part)
            box.setAccessibleName(f"Holds: {part}")
            box.setChecked(self._shown is not None and part in self._shown.parts)
            self._parts_column.addWidget(box)

    def _finish(self) -> None:
        event = str(self.event_choice.current)
        self.problem.hide()
        for field in (self.on_date, self.due_on):
            theme.set_kind(field, "", "state")
        field = self.on_date
        try:
            day = read_day(field.text(), self._today) or self._today
            if day > self._today:
                raise UserError(f"{day_text(day)} is still to come.", "Log what has happened.")
            field = self.due_on
            due = read_day(field.text(), self._today) if event == "promised" else None
            if due is not None and due < day:
                raise UserError(
                    f"{day_text(due)} lies before the promise of {day_text(day)}.",
                    "Type a later day, or leave it empty.",
                )
        except UserError as error:
            theme.set_kind(field, "short", "state")
            field.setFocus()
            field.selectAll()
            self.problem.setText(str(error))
            self.problem.show()
            self.adjustSize()
            return
        delivered = event == "delivered"
        deal = self.deal.current if delivered else 0
        self.made.emit(
            Entry(
                self.chosen,
                {
                    "benefit": self.chosen.id,
                    "event": event,
                    "on_date": day,
                    "by_whom": self.by_whom.text().strip(),
                    "note": self.note.toPlainText().strip(),
                    "evidence": self.evidence.text().strip(),
                    "deal_id": deal if isinstance(deal, int) else 0,
                    "parts": tuple(p for p, box in self.parts.items() if box.isChecked())
                    if delivered
                    else (),
                    "due_on": due,
                },
            )
        )
        self.accept()

    def _written(self) -> str:
        """All that was written by hand, in one string."""
        fields = (self.on_date, self.due_on, self.by_whom, self.evidence)
        return "\n".join([self.note.toPlainText(), *(field.text() for field in fields)])

    def reject(self) -> None:
        """Leave; where something written would be lost, only after saying so."""
        written = self._written()
        if written not in (self._typed, self._warned):
            self._warned = written
            self.problem.setText(_LEAVING)
            self.problem.show()
            self.adjustSize()
            return
        super().reject()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "A file that shows it", self.evidence.text())
        if name:
            self.evidence.setText(name)

    def _delete(self) -> None:
        if self._shown is not None:
            self.deleting.emit(self._shown.id)
        self.accept()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self._form = form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        file = Button("File…", "plain", "paperclip", name="Choose a file as evidence")
        file.clicked.connect(self._choose_file)
        proof = QHBoxLayout()
        proof.setSpacing(8)
        proof.addWidget(self.evidence, 1)
        proof.addWidget(file)
        for title, field in (
            ("Benefit", self.benefit),
            ("What", self.event_choice),
            ("On", self.on_date),
            ("Due", self.due_on),
            ("Win", self.deal),
            ("Holds", self._parts_box),
            ("By", self.by_whom),
            ("Note", self.note),
            ("Evidence", proof),
        ):
            label = Label(title, "control", "text_2")
            if isinstance(field, QWidget):
                label.setBuddy(field)
            form.addRow(label, field)
        self.warning.hide()
        self.problem.hide()
        verb = "Keep the correction" if self._shown else "Log it"
        self.keep = Button(verb, "primary")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._finish)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        if self._shown is not None:
            delete = Button("Delete entry", "danger", "trash-2")
            delete.clicked.connect(self._delete)
            buttons.addWidget(delete)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(self._title, "card"))
        column.addWidget(ElidedLabel(self._for_whom(), "body", "text_2"))
        column.addLayout(form)
        column.addWidget(self.warning)
        column.addWidget(self.problem)
        self.keep.setParent(self)  # before the way out, so that Tab reaches it first
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(520))

    def _for_whom(self) -> str:
        names = [who.name for who in self._whom]
        if len(names) == 1:
            return f"{names[0]}, counts in {self._year}"
        return f"{counted(len(names), 'partner').capitalize()}, counts in {self._year}"

    @staticmethod
    def _field(name: str, hint: str, text: str = "") -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made
