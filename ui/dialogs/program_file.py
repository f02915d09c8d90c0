"""A program file that was opened: what is wrong with it, before it becomes a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.text import counted, day_text
from ui import theme
from ui.dialogs.small import SmallWindow
from ui.pages.program_faults import FaultList
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it was read; without a text it can't even become a draft."""

    path: Path
    text: str
    head: str
    faults: Sequence[str]
    warnings: Sequence[str]


def read_file(path: Path) -> FoundFile:
    """Read and check a program file; runs beside the lane."""
    from models.files import read_text
    from models.program import loading

    told = loading.check_file(path)
    faults = [words for words in told if not words.startswith("Warning: ")]
    warnings = [words.removeprefix("Warning: ") for words in told if words.startswith("Warning: ")]
    try:
        text = read_text(path)
        head = loading.program_of(text, path.name)
    except UserError:
        return FoundFile(path, "", "", faults, warnings)
    words = f"{head.name}, version {head.version}, from {day_text(head.from_on)}"
    return FoundFile(path, text, words, faults, warnings)


class FileDialog(SmallWindow):
    """``taken`` carries the FoundFile that is to become a draft."""

    taken = Signal(object)

    def __init__(self, found: FoundFile, parent: QWidget | None = None) -> None:
        super().__init__("Open a program file", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.found = found
        self.body.addWidget(Label(found.path.name, "card", wrap=True))
        if found.head:
            self.body.addWidget(Label(found.head, "body", "text_2", wrap=True))
        self.message = MessageBar(*_message(found))
        self.body.addWidget(self.message)
        self.list = FaultList()
        self.list.show_faults(found.faults, found.warnings)
        self.list.setVisible(bool(found.faults or found.warnings))
        self.body.addWidget(self.list, 1)
        self.copy_button = Button("Copy the sentences", "quiet", "copy")
        self.copy_button.setVisible(self.list.count() > 0)
        self.copy_button.clicked.connect(self.copy)
        self.foot.insertWidget(0, self.copy_button)
        self.go = Button("Open as a draft", "primary")
        self.go.setEnabled(bool(found.text))
        self.go.clicked.connect(self._take)
        self.foot.addWidget(self.go)
        (self.go if found.text else self.way_out).setFocus()
        self.resize(theme.px(640), theme.px(440 if self.list.count() else 210))

    def copy(self) -> None:
        """Put every sentence on the clipboard, one a line."""
        told = [*self.found.faults, *(f"Warning: {words}" for words in self.found.warnings)]
        QGuiApplication.clipboard().setText("\n".join(told))

    def _take(self) -> None:
        self.taken.emit(self.found)
        self.accept()


def _message(found: FoundFile) -> tuple[str, str, str]:
    if not found.text:
        return (
            "short",
            "It can't be opened as a draft.",
            "A program has at least a name, a version and a first day.",
        )
    if found.faults:
        return (
            "short",
            f"It has {counted(len(found.faults), 'fault')}.",
            "It may become a draft and be corrected there; it can't be adopted before.",
        )
    if found.warnings:
        words = counted(len(found.warnings), "warning")
        return "at_risk", f"It can be used; there {_are(len(found.warnings))} {words}.", ""
    return "met", "Nothing is wrong with it.", "It decides nothing until it is adopted."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
