"""Asks what an action is about: a deal, a criterion, a risk, a recovery plan, or a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from models.governance.action_lines import About
from ui.dialogs.program_form import FormDialog
from ui.widgets.quiet_combo import QuietCombo

_NOTHING = "Nothing in particular"
_KINDS = {
    "plan": "",
    "concern": "Risk or issue: ",
    "criterion": "Criterion: ",
    "deal": "Deal: ",
    "meeting": "Meeting: ",
}


class AboutDialog(FormDialog):
    """``answered`` carries an About, a blank one for nothing."""

    answered = Signal(object)

    def __init__(
        self, what: str, now: About, found: Sequence[About], parent: QWidget | None = None
    ) -> None:
        sentence = f"{what[:1].upper()}{what[1:]}. A meeting that it was made in stays on record."
        super().__init__("What it is about", sentence, "Set", parent)
        known: dict[object, About] = {(one.kind, one.id, one.key): one for one in found}
        here = (now.kind, now.id, now.key)
        if now.kind and here not in known:
            known = {here: now, **known}
        self._known = {None: About(), **known}
        choices: list[tuple[object, str]] = [(None, _NOTHING)]
        choices += [(key, _KINDS[one.kind] + one.text) for key, one in known.items()]
        self.choice = QuietCombo(choices, "About", width=330)
        # Its width is fixed: measuring 2,000 names for it takes 60 ms.
        policy = QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.choice.setSizeAdjustPolicy(policy)
        self.choice.setEditable(True)
        self.choice.setInsertPolicy(QuietCombo.InsertPolicy.NoInsert)
        completer = self.choice.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.choice.set_current(here if now.kind else None)
        if not now.kind:
            self.choice.setCurrentIndex(0)
        field = self.choice.lineEdit()
        if field is not None:
            field.setAccessibleName("About")
            field.setPlaceholderText("Type to find a deal, criterion, risk, plan or meeting")
            field.textEdited.connect(self.forgive)
            field.setSelection(len(field.text()), -len(field.text()))  # its beginning in sight
        self.add_row("about", "About", self.choice)
        self.choice.setFocus()

    def finish(self) -> None:
        """Tell what was chosen, or say that what was typed is none of these."""
        typed = self.choice.currentText().strip()
        at = self.choice.findText(typed)
        if typed and at < 0:
            self.refuse("about", "That is none of them. Pick one from the list.")
            return
        if at >= 0 and self.choice.currentText() != self.choice.itemText(
            self.choice.currentIndex()
        ):
            self.choice.setCurrentIndex(at)
        key = self.choice.current if typed else None
        self.answered.emit(self._known[key])
        self.accept()
