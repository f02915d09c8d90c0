"""The rules that governance goes by: each written as it is set, and undo takes it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.errors import UserError
from models.governance.rules_typed import FIELDS, read_months, shown
from models.text import counted, lower_first
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.widgets.announce import announce
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll
from ui.widgets.segmented import Segmented
from ui.widgets.undo_through import UndoThrough

if TYPE_CHECKING:
    from models.store.governance_page import GovernanceRules

_PROGRAM, _CALENDAR, _WORKING = "program", "calendar", "working"
_AS = {_PROGRAM: None, _CALENDAR: False, _WORKING: True}
_KIND = {value: key for key, value in _AS.items()}
_MONTHS = "months:"  # before a tier's key


class RuleRow(QWidget):
    """A field with what it means, and under it what is wrong with what was typed."""

    committed = Signal(str, str)  # key, text

    def __init__(self, key: str, title: str, unit: str, hint: str = "") -> None:
        super().__init__()
        self.key, self._kept = key, ""
        self.field = QLineEdit()
        self.field.setAccessibleName(f"{title}, {unit}")
        self.field.setPlaceholderText(hint)
        self.field.setFixedWidth(theme.px(150))
        self.field.editingFinished.connect(self.commit)
        self.field.textEdited.connect(self.forgive)
        self.unit = Label(unit, "body", "text_2")
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        label = Label(title, "control", wrap=True)
        label.setBuddy(self.field)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.unit, 0, 2)
        grid.addWidget(self.problem, 1, 1, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, theme.px(150))

    def show_text(self, words: str) -> None:
        """What holds; what is being typed, or was refused, stays."""
        if self.field.isModified() and self.field.text() != words:
            return
        self._kept = words
        self.field.setText(words)
        self.forgive()

    def commit(self) -> None:
        """Tell what was typed, once, where it is something else."""
        words = self.field.text()
        if words == self._kept:
            self.forgive()
            self.field.setModified(False)
        elif self.problem.isHidden():
            self.committed.emit(self.key, words)

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        theme.set_kind(self.field, "short", "state")
        announce(self, words)

    def accept(self) -> None:
        """What was typed is written: the next reading shows it as it is kept."""
        self.field.setModified(False)

    def forgive(self, _: object = None) -> None:
        self.problem.hide()
        theme.set_kind(self.field, "", "state")


class GovernanceRulesDialog(SmallWindow):
    """What is typed holds once its field is left; Esc and Close leave it, too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Rules of governance", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.found: GovernanceRules | None = None
        self.rows: dict[str, RuleRow] = {}
        self._after = ""  # the change that Undo would take back
        self._may = desk.opened.writable
        self.body.addWidget(
            Label(
                "They hold for this portfolio. Each is kept as soon as its field is left.",
                "body", "text_2", wrap=True,
            )
        )  # fmt: skip
        self.pane = PageScroll(name="Rules of governance")
        self.body.addWidget(self.pane, 1)
        self.said = MessageBar("met", closable=True)
        self.said.hide()
        self.body.addWidget(self.said)
        self.days = Segmented(
            [(_PROGRAM, "As the program"), (_CALENDAR, "Calendar days"),
             (_WORKING, "Working days")], "Notice is counted in",
        )  # fmt: skip
        self.days.chosen.connect(self._set_days)
        self._groups: dict[str, QVBoxLayout] = {}
        self._reviews = QVBoxLayout()
        self._build()
        room = self.screen().availableGeometry()  # large text would take more than a small screen
        self.resize(min(theme.px(600), room.width() - 40), min(theme.px(640), room.height() - 80))
        if not self._may:
            self.said.set(
                "accent",
                "The portfolio is open to read only, so nothing can be set."
                if desk.opened.path is not None
                else "No portfolio is open; the rules belong to one.",
            )
            self.said.show()
        desk.lane.changed.connect(self._follow)
        desk.lane.history.connect(self._follow_history)
        for keys, slot in (("Ctrl+Z", desk.lane.undo), ("Ctrl+Shift+Z", desk.lane.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        if desk.opened.path is not None:
            self.look()

    def look(self) -> None:
        """Read them anew."""
        day = self.desk.as_of

        def ask(portfolio: Any) -> GovernanceRules:
            from models.store.governance_page import read

            return read(portfolio, day)

        self.desk.lane.read(ask, self._take, owner=self, key="rules")

    # ---- showing ---------------------------------------------------------------------------

    def _take(self, found: GovernanceRules) -> None:
        self.found = found
        self.days.set_current(_KIND[found.rules.working_days])
        program = "working days" if found.calendar.working_days else "calendar days"
        self._asked.setText(
            f"The program asks for {counted(found.calendar.notice_days, 'day')}, in {program}."
            if found.calendar.notice_days
            else "The program asks for no notice."
        )
        for field in FIELDS:
            self.rows[field.key].show_text(shown(field.key, found.rules, found.limits))
        for key, label in found.tiers:
            own = found.calendar.review_months.get(key, 0)
            row = self.rows.get(_MONTHS + key)
            if row is None:
                row = self._add_row(self._reviews, _MONTHS + key, label, "months")
            said = f"The program’s: {own}" if own else "None by the program"
            row.field.setPlaceholderText(said)
            months = found.rules.review_months.get(key)
            row.show_text("" if months is None else str(months))
        self._no_tiers.setVisible(not found.tiers)

    # ---- writing ---------------------------------------------------------------------------

    def _set_days(self, key: object) -> None:
        words = {_PROGRAM: "as the program does", _CALENDAR: "in calendar days",
                 _WORKING: "in working days"}[str(key)]  # fmt: skip
        self._write(f"Count notice {words}", "working_days", _AS[str(key)], None)

    def _commit(self, key: str, words: str) -> None:
        row = self.rows[key]
        tier = key.removeprefix(_MONTHS) if key.startswith(_MONTHS) else ""
        field = next((one for one in FIELDS if one.key == key), None)
        try:
            value = read_months(words) if field is None else field.read(words)
        except UserError as error:
            row.refuse(str(error))
            return
        told = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        if field is None:
            name = dict(self.found.tiers)[tier] if self.found else tier
            said = f"Set months between reviews of {name} to {told}"
            if value is None:
                said = f"Have reviews of {name} as the program has them"
            self._write(said, tier, value, row, months=True)
        else:
            said = f"Set “{lower_first(field.title)}” to {told if told != '' else 'nothing'}"
            self._write(said, key, value, row)

    def _write(
        self, said: str, key: str, value: Any, row: RuleRow | None, *, months: bool = False
    ) -> None:
        if not self._may:
            return

        def write(portfolio: Any) -> None:
            from models.store.governance_page import set_months, set_rule

            (set_months if months else set_rule)(portfolio, key, value)

        self.desk.lane.write(
            said, write, partial(self._written, said, row), owner=self,
            failed=partial(self._refuse, row),
        )  # fmt: skip

    def _written(self, said: str, row: RuleRow | None, _: object) -> None:
        if row is not None:
            row.accept()
        self._say("met", f"{said}.", said)
        self.look()

    def _refuse(self, row: RuleRow | None, error: BaseException) -> None:
        words = why(error)
        if row is not None:
            row.refuse(words)
        else:
            self._say("short", words)
            self.look()

    def _say(self, status: str, words: str, undo: str = "") -> None:
        self.said.clear_buttons()
        self._after = undo
        if undo:
            self.said.add_button("Undo", self._undo)
        self.said.set(status, words)
        self.said.show()

    def _undo(self) -> None:
        self.desk.lane.undo(self._say_undone)

    def _say_undone(self, change: object) -> None:
        if change is not None:
            self._say("accent", "Taken back.")

    def _follow(self, change: Any) -> None:
        if {"settings", "programs"} & change.tables:
            self.look()

    def _follow_history(self, undo: str | None, _redo: str | None) -> None:
        """Undo is offered for what was done here, and only while it is the last thing done."""
        if self._after and undo != self._after:
            self._after = ""
            self.said.clear_buttons()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        column = self.pane.body
        column.setContentsMargins(0, 0, 12, 0)
        meetings = self._group("Meetings")
        row = QHBoxLayout()
        row.addWidget(Label("Notice is counted in", "control"))
        row.addStretch(1)
        row.addWidget(self.days)
        meetings.addLayout(row)
        self._asked = Label("", "small", "text_2", wrap=True)
        meetings.addWidget(self._asked)
        for field in FIELDS:
            self._add_row(self._group(field.group), field.key, field.title, field.unit, field.hint)
            if field.key == "clocks":
                group = self._group("Months between business reviews")
                self._no_tiers = Label(
                    "No program is in force on this day.", "body", "text_2", wrap=True
                )
                self._no_tiers.hide()
                group.addWidget(self._no_tiers)
                group.addLayout(self._reviews)
        column.addStretch(1)
        self.days.setEnabled(self._may)

    def _group(self, title: str) -> QVBoxLayout:
        if title not in self._groups:
            made = self._groups[title] = QVBoxLayout()
            made.setSpacing(8)
            made.addWidget(Label(title, "card"))
            self.pane.body.addLayout(made)
            self.pane.body.addSpacing(6)
        return self._groups[title]

    def _add_row(
        self, group: QVBoxLayout, key: str, title: str, unit: str, hint: str = ""
    ) -> RuleRow:
        row = self.rows[key] = RuleRow(key, title, unit, hint)
        row.committed.connect(self._commit)
        row.field.setReadOnly(not self._may)
        UndoThrough(row, row.field)
        group.addWidget(row)
        return row

    def accept(self) -> None:
        """What is still being typed is kept, or said why not."""
        for row in self.rows.values():
            row.commit()
        if all(row.problem.isHidden() for row in self.rows.values()):
            super().accept()

    def reject(self) -> None:
        """Esc and the close button, as Close."""
        if any(not row.problem.isHidden() for row in self.rows.values()):
            super().reject()  # what was refused can't be kept; a second look leaves it
            return
        self.accept()


def ask_rules(desk: Desk, parent: QWidget) -> GovernanceRulesDialog:
    """Open the rules over a page or a window."""
    dialog = GovernanceRulesDialog(desk, parent)
    dialog.open()
    return dialog
