"""How a window that asks is laid out: its title, fields, what is wrong, the verb and Cancel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import Label


def form_of(rows: Iterable[tuple[str, QWidget | QLayout]]) -> QFormLayout:
    """The fields, each with its title at its left."""
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(10)
    for title, field in rows:
        label = Label(title, "control", "text_2")
        if isinstance(field, QWidget):
            label.setBuddy(field)
        form.addRow(label, field)
    return form


def lay_out(
    dialog: QDialog,
    title: Label,
    form: QFormLayout,
    go: Button,
    problem: Label,
    *,
    above: Sequence[QWidget] = (),
    below: Sequence[QWidget | QLayout] = (),
    beside: QWidget | None = None,
) -> None:
    """`above` and `below` stand around the fields, `beside` at the left of the buttons."""
    go.setDefault(True)
    cancel = Button("Cancel")
    cancel.clicked.connect(dialog.reject)
    buttons = QHBoxLayout()
    buttons.setSpacing(8)
    if beside is not None:
        buttons.addWidget(beside)
    buttons.addStretch(1)
    buttons.addWidget(cancel)
    buttons.addWidget(go)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(14)
    column.addWidget(title)
    for told in above:
        column.addWidget(told)
    column.addLayout(form)
    for part in below:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addWidget(problem)
    go.setParent(dialog)  # before the way out, so that Tab reaches it first
    column.addLayout(buttons)
