"""The key sheet: every command with a key, by group, made from the same table as the menus."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.commands import Command

# What the tables and fields do themselves, and no command stands for.
_IN_TABLES = (
    ("F2 or typing", "Edit the cell"),
    ("Enter", "Keep and go down; on a whole row, open it"),
    ("Tab", "Keep and go right"),
    ("Esc", "Leave the cell as it was"),
    ("Ctrl+C", "Copy for Excel"),
    ("Ctrl+Shift+C", "Copy with headings"),
    ("Ctrl+D", "Fill down"),
    ("Ctrl+A", "Select all rows"),
    ("Del", "Delete; Undo brings it back"),
)


class KeysDialog(QDialog):
    """Shown by F1 and Ctrl+?."""

    def __init__(self, commands: Iterable[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        groups: dict[str, list[tuple[str, str]]] = {}
        for command in commands:
            if command.keys:
                keys = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)
                groups.setdefault(command.group, []).append((keys, command.title))
        groups["In tables"] = list(_IN_TABLES)
        row = 0
        for name, lines in groups.items():
            head = QLabel(name)
            head.setFont(theme.font("table_head"))
            grid.addWidget(head, row, 0, 1, 2)
            row += 1
            for keys, title in lines:
                key = QLabel(keys)
                key.setFont(theme.font("code"))
                grid.addWidget(key, row, 0)
                grid.addWidget(QLabel(title), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 8)
            row += 1
        grid.setColumnStretch(1, 1)
        area = QScrollArea()
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("Keys")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)
        self.resize(520, 620)
