"""A small window that asks for a few fields, each with room for what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.errors import UserError
from ui import theme
from ui.dialogs.keeps_typed import KeepsTyped
from ui.faults import FAULT
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.typed_day import TypedDay


class FormDialog(KeepsTyped):
    """Fields by key, under each what is wrong with it; `finish` is for the one who asks."""

    def __init__(self, title: str, sentence: str, action: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, Label] = {}
        self._rows: dict[str, QVBoxLayout] = {}
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.go = Button(action, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.finish)
        self.cancel = Button("Cancel")
        self.cancel.clicked.connect(self.reject)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.go)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 16)
        self.column.setSpacing(14)
        self.column.addWidget(Label(title, "card"))
        self.sentence = Label(sentence, "body", "text_2", wrap=True)
        self.column.addWidget(self.sentence)
        self.column.addLayout(self.form)
        self.column.addWidget(self.problem)
        self.go.setParent(self)  # before the way out, so that Tab reaches it first
        self.column.addLayout(self.foot)
        self.setFixedWidth(theme.px(500))

    def add_row(self, key: str, title: str, field: QWidget) -> None:
        label = Label(title, "control", "text_2")
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        told = Label("", "small_strong", "short", wrap=True)
        told.hide()
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(field)
        column.addWidget(told)
        self.form.addRow(label, column)
        self._rows[key] = column
        self._fields[key], self._problems[key] = field, told
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self.forgive)
        elif isinstance(field, TypedDay):
            field.edited.connect(self.forgive)

    def show_row(self, key: str, shown: bool) -> None:
        """Show a field, or put it away with its title."""
        self.form.setRowVisible(self._rows[key], shown)

    def refuse(self, key: str, words: str) -> None:
        """Say what is wrong under its field, or at the end where no field is to blame."""
        self.forgive()
        self.go.setEnabled(True)
        told = self._problems.get(key, self.problem)
        told.setText(words)
        told.show()
        announce(self, words)
        field = self._fields.get(key)
        if field is not None:
            theme.set_kind(_line_of(field), "short", "state")
            field.setFocus()
        self.adjustSize()

    def problem_of(self, key: str) -> str:
        """What is said under a field, or at the end for any other key."""
        told = self._problems.get(key, self.problem)
        return "" if told.isHidden() else told.text()

    def forgive(self, _: object = None) -> None:
        for told in (*self._problems.values(), self.problem):
            told.hide()
        for field in self._fields.values():
            theme.set_kind(_line_of(field), "", "state")

    def read_day(self, key: str, missing: str = "") -> date | None:
        """The day of a field. Raises UserError, said under it, for none where one is needed."""
        field = self._fields[key]
        try:
            day = field.read() if isinstance(field, TypedDay) else None
            if day is None and missing:
                raise UserError(missing)
        except UserError as error:
            self.refuse(key, str(error))
            raise
        return day

    def finish(self) -> None:
        """Tell what was typed, or say what is wrong with it."""

    def failed(self, error: BaseException, where: Callable[[UserError], str] | None = None) -> None:
        """Say why it was not written; what was typed stays."""
        if isinstance(error, UserError):
            self.refuse(where(error) if where else "", str(error))
        else:
            self.refuse("", FAULT)


def _line_of(field: QWidget) -> QWidget:
    return field.line if isinstance(field, TypedDay) else field
