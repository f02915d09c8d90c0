"""Another program for the portfolio: which there are, who would move, and using one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from models.text import counted
from ui import theme
from ui.dialogs.program_form import FormDialog
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from models.store.programs import ProgramChoice


class ProgramDialog(FormDialog):
    """``chosen`` and ``trying`` carry the name of a program."""

    chosen = Signal(str)
    trying = Signal(str)

    def __init__(
        self,
        choices: Sequence[ProgramChoice],
        parent: QWidget | None = None,
        *,
        can_write: bool = True,
    ) -> None:
        super().__init__(
            "Use another program",
            "Every partner is judged by the program that the portfolio uses. Records, grants and"
            " what is frozen stay as they are. Undo takes it back.",
            "Use this program",
            parent,
        )
        self.form.setVerticalSpacing(2)
        self._group = QButtonGroup(self)
        self._can_write = can_write
        self._choices = list(choices)
        self.buttons: list[QRadioButton] = []
        for at, choice in enumerate(self._choices):
            button = QRadioButton(choice.name)
            button.setFont(theme.font("control"))
            button.setChecked(choice.in_use)
            button.setAccessibleDescription(choice_words(choice))
            self._group.addButton(button, at)
            self.form.addRow(button)
            words = Label(choice_words(choice), "small", "text_2", wrap=True)
            words.setContentsMargins(theme.px(26), 0, 0, 4)
            self.form.addRow(words)
            self.buttons.append(button)
        self.move_button = Button("Who would move", "quiet", "git-branch")
        self.move_button.clicked.connect(self._try)
        self.foot.insertWidget(0, self.move_button)
        self._group.buttonToggled.connect(self._settle)
        self._settle()
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus()

    @property
    def choice(self) -> ProgramChoice | None:
        at = self._group.checkedId()
        return self._choices[at] if at >= 0 else None

    def finish(self) -> None:
        choice = self.choice
        if choice is not None and not choice.in_use:
            self.go.setEnabled(False)
            self.chosen.emit(choice.name)

    def _try(self) -> None:
        if self.choice is not None:
            self.trying.emit(self.choice.name)

    def _settle(self, *_: object) -> None:
        other = self.choice is not None and not self.choice.in_use
        self.go.setEnabled(other and self._can_write)
        self.move_button.setEnabled(other)


def choice_words(choice: ProgramChoice) -> str:
    words = [counted(choice.versions, "version")]
    if choice.example:
        words.append("an example that comes with the application")
    elif choice.origin == "bundled":
        words.append("comes with the application")
    else:
        words.append("adopted in this portfolio")
    if choice.in_use:
        words.append("in use")
    return " · ".join(words)
