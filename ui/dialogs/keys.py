"""The key sheet: every command with a key, by group, made from the same table as the menus."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.commands import Command
from ui.dialogs.small import SmallWindow
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll

# What the tables and fields do themselves, and no command stands for.
_IN_TABLES = (
    ("F2 or typing", "Edit the cell"),
    ("Enter", "Keep and go down; on a whole row, open it"),
    ("Tab, Shift+Tab", "Keep and go to the next cell, or back"),
    ("Ctrl+Tab", "Leave the table"),
    ("Esc", "Leave the cell as it was"),
    ("Ctrl+C", "Copy for Excel"),
    ("Ctrl+Shift+C", "Copy with headings"),
    ("Ctrl+D", "Fill down; into a single row from the one above"),
    ("Ctrl+;", "Today"),
    ("Alt+Down", "Calendar of a day, list of a choice"),
    ("Ctrl+A", "Select all rows"),
    ("Del", "Delete; Undo brings it back"),
)

_IN_GRID = (
    ("Y P N A", "Yes, partly, no or not applicable; in the grid for all selected cells"),
    ("1 … 9", "The answer of that number in a choice"),
    ("Alt+Down", "List of the answers"),
    ("Shift+F2", "Owner, due day and note"),
    ("Ctrl+Space", "Select the column"),
    ("Shift+Space", "Select the row"),
    ("Ctrl+Enter", "This partner’s questions one at a time"),
)

_IN_LISTS_OF_TWO = (
    ("S N", "The same, or not: a partner’s name in a file, a deal in a partner’s own list"),
    ("P or Enter", "Pick another partner for a name"),
    ("U", "Take back what was said of a name"),
    ("T F A X", "Take over theirs, flag as an omission, ask the partner, set aside"),
)

_IN_PACKS = (
    ("Space", "Put the section in, or leave it out"),
    ("Alt+Up, Alt+Down", "Move the section"),
    ("Enter or F2", "Words for the section; Esc goes back"),
    ("Home, End", "First and last page, in the preview"),
    ("Page up, Page down", "One page back and one on, in the preview"),
)


class KeysDialog(SmallWindow):
    """Shown by F1 and Ctrl+?."""

    def __init__(self, commands: Iterable[Command], parent: QWidget | None = None) -> None:
        super().__init__("Keys", parent)
        groups: dict[str, list[tuple[str, str]]] = {}
        for command in commands:
            if command.keys:
                keys = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)
                groups.setdefault(command.group, []).append((keys, command.title))
        groups["In tables"] = list(_IN_TABLES)
        groups["In checklists"] = list(_IN_GRID)
        groups["Putting a pack together"] = list(_IN_PACKS)
        groups["Matching names, and a partner’s own list"] = list(_IN_LISTS_OF_TWO)
        sheet = QWidget()
        theme.set_kind(sheet, "page")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        row = 0
        for name, lines in groups.items():
            grid.addWidget(Label(name, "card"), row, 0, 1, 2)
            row += 1
            for keys, title in lines:
                grid.addWidget(Label(keys, "code", "text_2"), row, 0)
                grid.addWidget(Label(title), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 8)
            row += 1
        grid.setColumnStretch(1, 1)
        self.area = _Sheet()
        self.area.setWidget(sheet)
        self.body.addWidget(self.area)
        self.area.setFocus()
        self.resize(520, 620)


class _Sheet(PageScroll):
    """Read by the keys alone: arrows, pages, and to both ends."""

    def __init__(self) -> None:
        super().__init__(name="Keys, to be scrolled")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_kind(self, "reading")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        key = Qt.Key(event.key())
        if key in ends:
            bar.setValue(ends[key])
        elif key == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        else:
            super().keyPressEvent(event)
