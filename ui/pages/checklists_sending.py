"""Writes a form for each of several checklists into a folder, in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.checklist.records import Where
from models.checklist.sending import PARTNER, for_partner, questions
from models.errors import UserError
from models.text import counted
from ui.desk import Desk
from ui.dialogs.checklist_form import FOLDER, PDF, Noted, Prepared, file_name, make
from ui.pages.file_run import FileBar, FileRun, Work, Written, free_name

if TYPE_CHECKING:
    from models.checklist.filled import Filled
    from models.checklist.sending import Sending

_ONE = "form"


class FormRun(FileRun):
    """The partners' forms of several checklists."""

    def __init__(
        self, desk: Desk, lists: Sequence[Where], folder: Path, kind: str, parent: QObject
    ) -> None:
        super().__init__(desk, lists, folder, _ONE, "Writing", parent)
        self._kind = kind

    def source(self, todo: Where) -> Callable[[Any], Any]:
        return Prepared(todo, self.desk, PARTNER, False)

    def work(self, read: tuple[Filled, Sending, str]) -> Work:
        filled, sending, _ = read
        return Work(filled.partner, write_form, (self._kind, filled, sending, self.folder))


class FormBar(FileBar):
    """Runs the writing of several forms."""

    FOLDER = FOLDER

    def ask_and_start(self, lists: Sequence[Where], kind: str = PDF) -> None:
        """Ask for a folder, then write the partner's form of each checklist into it."""
        folder = self.folder_for(_ONE)
        if folder is not None:
            self.start(lists, folder, kind)

    def start(self, lists: Sequence[Where], folder: Path, kind: str = PDF) -> None:
        """Write the partner's form of each checklist into a folder; one run at a time."""
        if not self.busy:
            run = FormRun(self.desk, lists, folder, kind, self)
            beginning = f"Writing {counted(len(lists), _ONE)}"
            self.begin(run, beginning, "When they come back, drop them on the window.")


def write_form(kind: str, filled: Filled, sending: Sending, folder: Path) -> Written:
    """Make a partner's form and put it into a folder under a free name.

    Raises UserError where nothing of the checklist is the partner's to answer.
    """
    from models.files import write_bytes
    from reports.forms.checklist_form import writes_han

    if not for_partner(filled):
        raise UserError("nothing in this checklist is the partner’s to answer.")
    made = make(kind, filled, sending, writes_han(filled, questions(filled, sending)))
    target = free_name(folder, file_name(made, "pdf" if kind == PDF else kind))
    write_bytes(target, made.data)
    label = f"Send {filled.template.name} to {filled.partner} as a form"
    return Written(target, label, Noted(made, target))
