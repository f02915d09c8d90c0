"""Rows of a form: a title, a field, and room beneath for what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.labels import Label, SettledLabel
from ui.widgets.quiet_combo import QuietCombo

if TYPE_CHECKING:
    from models.store.checklist_drafts import Fault


_ROOMY = 300  # logical pixels; a wider box gives way where there is no room


class FormRows(QWidget):
    """``changed`` carries the key of a row and what it holds now."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        self.fields: dict[str, QWidget] = {}
        self._titles: dict[str, Label] = {}
        self._faults: dict[str, SettledLabel] = {}
        self._can_write = True

    # ---- building --------------------------------------------------------------------------

    def add(self, key: str, title: str, field: QWidget) -> None:
        """A row with a field of one's own."""
        label = Label(title, "control", "text_2")
        label.setBuddy(field)
        label.setMinimumHeight(theme.px(28))
        if not field.accessibleName():
            field.setAccessibleName(title)
        fault = SettledLabel("", "small_strong", "short")
        fault.hide()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(field, 0, _alignment(field))
        column.addWidget(fault)
        at = self.grid.rowCount()
        self.grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addLayout(column, at, 1)
        self.fields[key], self._titles[key], self._faults[key] = field, label, fault

    def line(self, key: str, title: str, placeholder: str = "", width: int = 0) -> QLineEdit:
        """A row with one line of text; it is told when it is left or Enter is pressed."""
        made = QLineEdit()
        made.setPlaceholderText(placeholder)
        made.setObjectName(key)
        if width:
            made.setMaximumWidth(theme.px(width))
        made.editingFinished.connect(self._line_done)
        self.add(key, title, made)
        return made

    def combo(
        self, key: str, title: str, choices: Sequence[tuple[object, str]], width: int = 250
    ) -> QuietCombo:
        kind = RoomyCombo if width > _ROOMY else QuietCombo
        made = kind(choices, title, width=width)
        made.setObjectName(key)
        made.chosen.connect(self._chosen)
        self.add(key, title, made)
        return made

    def check(self, key: str, title: str, words: str) -> QCheckBox:
        made = QCheckBox(words)
        made.setObjectName(key)
        made.setAccessibleName(words)
        made.clicked.connect(self._checked)
        self.add(key, title, made)
        return made

    # ---- showing ---------------------------------------------------------------------------

    def show_text(self, key: str, words: str, *, anew: bool = False) -> None:
        """Show a line's text; what is being typed stays, unless another thing is shown."""
        field = self.fields[key]
        if not isinstance(field, QLineEdit):
            return
        if anew or not (field.hasFocus() and field.isModified()):
            if field.text() != words:
                field.setText(words)
                field.setCursorPosition(0)  # a long one is read from its beginning
            field.setModified(False)

    def show_row(self, key: str, shown: bool) -> None:
        self.fields[key].setVisible(shown)
        self._titles[key].setVisible(shown)
        if not shown:
            self._faults[key].hide()

    def show_faults(self, faults: Iterable[tuple[str, str]]) -> None:
        """Say beside each field what is wrong with it; one without a row is said on the first."""
        told: dict[str, str] = {}
        for key, words in faults:
            if key in self.fields or not key:
                told.setdefault(key or next(iter(self.fields)), words)
            else:
                told.setdefault(next(iter(self.fields)), f"{key}: {words}")
        for key, label in self._faults.items():
            words = told.get(key, "")
            if label.text() != words:
                label.setText(words)
            label.setVisible(bool(words) and not self.fields[key].isHidden())
            theme.set_kind(self.fields[key], "short" if words else "", "state")
            self.fields[key].setAccessibleDescription(words)

    def field_of(self, key: str) -> QWidget:
        """The field of a row; the first one for a key without a row."""
        return self.fields.get(key) or next(iter(self.fields.values()))

    def fault_of(self, key: str) -> str:
        label = self._faults[key]
        return "" if label.isHidden() else label.text()

    def refuse(self, key: str, words: str) -> None:
        """Say that what was typed can't be taken; it stays."""
        self._faults[key].setText(words)
        self._faults[key].show()
        theme.set_kind(self.fields[key], "short", "state")

    def set_can_write(self, can_write: bool) -> None:
        self._can_write = can_write
        for field in self.fields.values():
            if isinstance(field, QLineEdit):
                field.setReadOnly(not can_write)
            else:
                field.setEnabled(can_write)

    def commit(self) -> None:
        """Tell what was typed and not told yet."""
        for key, field in self.fields.items():
            if isinstance(field, QLineEdit):
                self._tell_line(key, field)

    # ---- inside ----------------------------------------------------------------------------

    def _line_done(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit):
            self._tell_line(field.objectName(), field)

    def _tell_line(self, key: str, field: QLineEdit) -> None:
        if field.isModified() and self._can_write:
            field.setModified(False)
            self.changed.emit(key, " ".join(field.text().split()))

    def _chosen(self, value: object) -> None:
        field = self.sender()
        if isinstance(field, QWidget):
            self.changed.emit(field.objectName(), value)

    def _checked(self, on: bool) -> None:
        field = self.sender()
        if isinstance(field, QWidget):
            self.changed.emit(field.objectName(), on)


class RoomyCombo(QuietCombo):
    """A box of long choices: as wide as its room, up to its width."""

    def _take_size(self) -> None:
        self.setMinimumWidth(theme.px(120))
        self.setMaximumWidth(theme.px(self._width))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _alignment(field: QWidget) -> Qt.AlignmentFlag:
    """A box of choices and a button keep their width, a line takes the room."""
    narrow = isinstance(field, QAbstractButton) or type(field) is QuietCombo
    return Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)


def at_rows(faults: Sequence[Fault]) -> list[tuple[str, str]]:
    """Faults by the row that they stand under."""
    rows = {"criterion": "source", "gate": "source", "mirrors": "source"}
    return [(rows.get(fault.key, fault.key), fault.words) for fault in faults]
