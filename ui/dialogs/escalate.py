"""Asks to which level a risk or an issue is raised, who is to hear of it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QWidget

from models.errors import UserError
from models.governance.concern_lines import ConcernLine
from models.governance.escalation import level_words
from models.governance.sponsors import Target, targets
from models.partner import Contact
from models.text import shortened
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.typed_day import TypedDay

_LINES = 3
_TITLE = 90


@dataclass(frozen=True, slots=True)
class Raised:
    """What was asked for."""

    level: int
    to_whom: str
    reason: str
    on: date


class EscalateDialog(FormDialog):
    """``answered`` carries a Raised; it stays open until it is told that it was written."""

    answered = Signal(object)

    def __init__(
        self,
        line: ConcernLine,
        contacts: Sequence[Contact],
        levels: int,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        told, title = line.escalation, shortened(line.concern.title, _TITLE)
        at = told.level if told is not None else 0
        stands = f"It is on level {at} now, with {told.to_whom}." if told is not None else ""
        super().__init__("Raise to the next level", f"“{title}”. {stands}".strip(), "Raise", parent)
        self._contacts, self._levels, self._today = contacts, levels, today
        self._targets: tuple[Target, ...] = ()
        first = max(at, 1)
        choices = [(level, level_words(level)) for level in range(first, max(levels, first) + 1)]
        self.level = QuietCombo(choices, "Level", width=320)
        self.level.set_current(min(at + 1, choices[-1][0]))
        self.level.chosen.connect(self._offer)
        self.to_whom = QuietCombo([], "To whom", width=320)
        self.to_whom.setEditable(True)
        self.to_whom.setInsertPolicy(QuietCombo.InsertPolicy.NoInsert)
        completer = self.to_whom.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        field = self.to_whom.lineEdit()
        if field is not None:
            field.setPlaceholderText("Name of the person")
            field.textEdited.connect(self.forgive)
            field.setAccessibleName("To whom")
        self.why = Label("", "small", "text_2", wrap=True)
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText("What is stuck, and what is asked of that person")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(22) * _LINES)
        self.reason.textChanged.connect(self.forgive)
        self.day = TypedDay("On", today, today)
        for key, words, widget in (
            ("level", "Level", self.level),
            ("to_whom", "To whom", self.to_whom),
            ("reason", "Why", self.reason),
            ("day", "On", self.day),
        ):
            self.add_row(key, words, widget)
        self._rows["to_whom"].addWidget(self.why)
        self.to_whom.currentTextChanged.connect(self._say_why)
        self._offer()
        self.keep(self.reason, self.day.line)
        self.reason.setFocus()

    def finish(self) -> None:
        """Tell what was asked for, or say what is missing."""
        to_whom = " ".join(self.to_whom.currentText().split())
        reason = " ".join(self.reason.toPlainText().split())
        if not to_whom:
            self.refuse("to_whom", "Name the person who is to hear of it.")
            return
        if not reason:
            self.refuse("reason", "Say in a sentence why it is raised.")
            return
        try:
            on = self.read_day("day", "The day is missing. Type one, such as 3 Mar 2026.")
        except UserError:
            return
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once written
        level = self.level.current
        self.answered.emit(Raised(int(str(level)), to_whom, reason, on or self._today))

    def _offer(self, _: object = None) -> None:
        """Those whom the level is for, the likeliest first; a name that was typed stays."""
        typed = self.to_whom.currentText().strip()
        known = {one.name for one in self._targets}
        self._targets = targets(
            self._contacts, int(str(self.level.current)), self._levels, self._today
        )
        self.to_whom.set_choices([(one.name, one.name) for one in self._targets])
        if typed and typed not in known:
            self.to_whom.setEditText(typed)
        elif self._targets:
            self.to_whom.set_current(self._targets[0].name)
        self._say_why(self.to_whom.currentText())

    def _say_why(self, name: str) -> None:
        words = next((one.why for one in self._targets if one.name == name.strip()), "")
        self.why.setText(words[:1].upper() + words[1:])
        self.why.setVisible(bool(words))
